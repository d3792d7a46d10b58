#!/bin/sh
# The first process of a private libvirt host: gives the namespaces it was started in a look of their own, says `ready`, and holds
# them until its standard input ends. Whatever runs inside ends with it. To be started as
#
#   unshare --net --mount --uts --pid --fork daemon.sh DIRECTORY HOSTNAME UUID
#
# after which `nsenter` starts `libvirtd --daemon` inside. The parts of the file system that libvirt writes to are DIRECTORY's.
set -eu
directory=$1 name=$2 uuid=$3

mount --make-rprivate /
mount -t proc proc /proc
mount -t sysfs sysfs /sys
for place in /etc/libvirt /var/lib/libvirt /var/cache/libvirt /var/log/libvirt /run/libvirt; do
    mkdir -p "$directory$place" "$place"
    mount --bind "$directory$place" "$place"
done
hostname "$name"
ip link set lo up

cat >/etc/libvirt/libvirtd.conf <<CONF
auth_unix_ro = "none"
auth_unix_rw = "none"
unix_sock_group = "root"
host_uuid = "$uuid"
log_outputs = "3:file:/var/log/libvirt/libvirtd.log"
CONF
# As root QEMU may open /dev/kvm, without which libvirt would probe its capabilities anew at every call. Control groups would outlive us.
cat >/etc/libvirt/qemu.conf <<CONF
user = "root"
group = "root"
security_driver = "none"
remember_owner = 0
stdio_handler = "file"
cgroup_controllers = []
CONF

networks=/etc/libvirt/qemu/networks
mkdir -p $networks/autostart
cat >$networks/default.xml <<XML
<network>
  <name>default</name>
  <forward mode='nat'/>
  <bridge name='virbr0' stp='off' delay='0'/>
  <ip address='192.168.122.1' netmask='255.255.255.0'>
    <dhcp><range start='192.168.122.2' end='192.168.122.254'/></dhcp>
  </ip>
</network>
XML
cat >$networks/isolated.xml <<XML
<network>
  <name>isolated</name>
  <bridge name='virbr1' stp='off' delay='0'/>
  <ip address='10.66.0.1' netmask='255.255.255.0'>
    <dhcp><range start='10.66.0.2' end='10.66.0.254'/></dhcp>
  </ip>
</network>
XML
ln -sf ../default.xml ../isolated.xml $networks/autostart/

echo ready
# Not `exec`: a shell that waits for a command also reaps the orphans that become the first process's children.
cat >/dev/null
