#!/bin/sh
# Installs what `make run` and `make test` need beyond Rust, on Debian. Safe to repeat: when all is there, nothing is touched.
#
# The libvirt packages named here hold the daemon and its drivers without the service units, so that no daemon runs afterwards.
set -eu

base="gcc libc6-dev make pkgconf cpio kmod busybox-static util-linux iproute2"
libvirt="libvirt0 libvirt-clients libvirt-daemon libvirt-daemon-driver-qemu dnsmasq-base iptables"
# With its server and without a cluster of the system's; openssl for a server's certificate; a pooler without its service.
postgres="postgresql openssl pgbouncer"
# The Python package is built and tested in an environment of its own.
python="python3 python3-venv"
# QEMU's packages depend on each other by exact version; another suite (backports, say) may have left some of them behind.
qemu="qemu-system-x86 qemu-utils"

if ! command -v apt-get >/dev/null; then
    echo "packages: this is no Debian; install the equivalents of: $base $libvirt $postgres $python $qemu" >&2
    exit 1
fi

missing=
for package in $base $libvirt $postgres $python $qemu; do
    case "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" in
        installed) ;;
        *) missing="$missing $package" ;;
    esac
done

as_root=
[ "$(id -u)" = 0 ] || as_root=sudo

# libvirt's QEMU driver looks this user up before it reads any configuration; the package that makes it also starts services.
if ! getent passwd libvirt-qemu >/dev/null; then
    $as_root groupadd --system --force libvirt-qemu
    $as_root useradd --system --gid libvirt-qemu --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin libvirt-qemu
fi
[ -n "$missing" ] || exit 0

echo "packages: installing$missing"
$as_root apt-get update -qq
if [ ! -e /etc/postgresql-common ]; then
    $as_root mkdir -p /etc/postgresql-common/createcluster.d
    echo 'create_main_cluster = false' | $as_root tee /etc/postgresql-common/createcluster.d/vmbay.conf >/dev/null
fi
case "$missing " in
    *" pgbouncer "*)
        # Its package starts a service at once and with the system: masked for systemd, switched off for any other.
        [ -e /etc/systemd/system/pgbouncer.service ] || {
            $as_root mkdir -p /etc/systemd/system
            $as_root ln -s /dev/null /etc/systemd/system/pgbouncer.service
        }
        [ -e /etc/default/pgbouncer ] || echo 'START=0' | $as_root tee /etc/default/pgbouncer >/dev/null
        ;;
esac
version=$(apt-cache policy qemu-system-x86 | sed -n 's/^ *Candidate: //p')
pinned=
for package in $qemu $(dpkg-query -W -f '${db:Status-Status} ${Package}\n' 'qemu-*' 2>/dev/null | sed -n 's/^installed //p'); do
    case "$package" in
        # The guest's own, and one whose version lacks the rebuild suffix of the others.
        qemu-guest-agent | qemu-system-data) ;;
        *) pinned="$pinned $package=$version" ;;
    esac
done
# What was configured above is kept.
# shellcheck disable=SC2086 # the lists are meant to be split
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends --allow-downgrades \
    -o Dpkg::Options::=--force-confold $base $libvirt $postgres $python $pinned >/dev/null
