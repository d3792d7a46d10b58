#!/bin/sh
# Builds the tiny guest that the quickstart and the tests boot: Debian's cloud kernel, and an initramfs of busybox, the QEMU guest
# agent, a handful of virtio modules and the files under `root/`. Needs no root and no virtual machine.
#
#   build.sh DIRECTORY    leaves DIRECTORY/kernel and DIRECTORY/initrd; does nothing when they are up to date
set -eu
# depmod and modprobe are there, where only root looks by default.
PATH=$PATH:/usr/sbin:/sbin

here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$(dirname "$1")"
target=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")

# What the modules bring: disks, CD-ROM, network card, agent channel, entropy, balloon, cidata volumes, and the power button.
modules="virtio_pci virtio_blk virtio_scsi sd_mod sr_mod virtio_net virtio_console virtio_rng virtio_balloon
    isofs vfat nls_cp437 nls_ascii nls_utf8 button evdev af_packet"

key=$( (cd "$here" && find . -type f | LC_ALL=C sort | xargs sha256sum
    dpkg-query -W busybox-static libc6 libglib2.0-0) | sha256sum | cut -d' ' -f1)
[ "$(cat "$target/key" 2>/dev/null)" != "$key" ] || exit 0

work=$(mktemp -d "$target.XXXXXX")
trap 'rm -rf "$work"' EXIT
tree=$work/tree
mkdir -p "$work/packages" "$work/built"

# Debian's current cloud kernel and guest agent. `download` needs no root; the lists of packages may be missing or old, and need it.
download() {
    kernel=$(apt-cache depends linux-image-cloud-amd64 2>/dev/null | sed -n 's/^ *Depends: //p')
    [ -n "$kernel" ] || return 1
    # Without the option apt complains about directories that its own user cannot read.
    (cd "$work/packages" && apt-get -qq -o APT::Sandbox::User="$(id -un)" download "$kernel" qemu-guest-agent)
}
refresh() { if [ "$(id -u)" = 0 ]; then apt-get update -qq; else sudo apt-get update -qq; fi; }
download 2>/dev/null || { refresh && download; }
release=${kernel#linux-image-}
echo "guest: building from $kernel"
for package in "$work/packages"/*.deb; do
    dpkg-deb --extract "$package" "$work/extracted"
done

# One directory for programs, one for libraries; the other names are links.
mkdir -p "$tree/bin" "$tree/lib" "$tree/dev" "$tree/proc" "$tree/sys" "$tree/run" "$tree/tmp" "$tree/mnt" "$tree/root" \
    "$tree/etc" "$tree/usr" "$tree/var"
for link in sbin usr/bin usr/sbin; do ln -s /bin "$tree/$link"; done
ln -s lib "$tree/lib64"
ln -s /run "$tree/var/run"

cp /bin/busybox "$tree/bin/busybox"
for applet in $(/bin/busybox --list); do
    [ "$applet" = busybox ] || ln -s busybox "$tree/bin/$applet"
done
cp "$work/extracted/usr/sbin/qemu-ga" "$tree/bin/"
ldd "$tree/bin/qemu-ga" | grep -o '/[^ ]*' | while read -r library; do cp -L "$library" "$tree/lib/"; done

depmod --basedir "$work/extracted" "$release"
for module in $modules; do
    modprobe --dirname "$work/extracted" --set-version "$release" --show-depends "$module"
done | sed -n 's/^insmod //p' | sort -u | while read -r file; do
    relative=${file#"$work/extracted/"}
    mkdir -p "$tree/$(dirname "$relative")"
    cp "$file" "$tree/$relative"
done
cp "$work/extracted/lib/modules/$release"/modules.builtin* "$work/extracted/lib/modules/$release/modules.order" \
    "$tree/lib/modules/$release/"
depmod --basedir "$tree" "$release"
mkdir -p "$tree/etc"
echo "$modules" | tr -s ' \n' '\n' >"$tree/etc/modules"

cp -R "$here/root/." "$tree/"
chmod 0755 "$tree/etc/boot" "$tree/etc/agent" "$tree/etc/dhcp" "$tree/etc/acpi/PWRF/00000080" "$tree/bin/shutdown" "$tree/bin/printenv"
ln -s /bin/busybox "$tree/init"

(cd "$tree" && find . | LC_ALL=C sort | cpio --quiet --create --format=newc --owner=0:0 --reproducible) | gzip -n -6 >"$work/built/initrd"
cp "$work/extracted/boot/vmlinuz-$release" "$work/built/kernel"
echo "$key" >"$work/built/key"
rm -rf "$target"
mv "$work/built" "$target"
echo "guest: $(du -sh "$target" | cut -f1) in $target"
