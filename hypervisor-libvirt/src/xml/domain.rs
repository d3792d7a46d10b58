//! The definition of a machine as libvirt reads it, and what we read out of one.

use std::path::{Path, PathBuf};

use uuid::Uuid;
use vmbay::hypervisor::{BootSpec, DiskKind, DiskSpec, MachineSpec, NicSource, NicSpec};
use vmbay::id::{InstallationId, MachineId};
use vmbay::{Error, Result};

use super::{Element, is_xml};
use crate::volume::path_of;

/// The namespace of our metadata in a definition.
pub(crate) const METADATA_URI: &str = "https://vmbay.dev/xmlns/libvirt/1";
/// The name by which QEMU's guest agent knows its channel.
const AGENT_CHANNEL: &str = "org.qemu.guest_agent.0";

/// What executes a guest's instructions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Accelerator {
    /// The processor's own virtualization.
    Kvm,
    /// QEMU's emulation.
    Tcg,
    /// Nothing: libvirt's test driver only pretends.
    Pretended,
}

/// What a definition depends on besides the machine.
#[derive(Clone, Debug)]
pub(crate) struct DomainXml {
    pub(crate) accelerator: Accelerator,
    /// Where the serial console is logged, on hosts whose files we can read.
    pub(crate) console_log: Option<PathBuf>,
    /// Where the agent's socket is; libvirt's own place, when none, may exceed what a socket's name can hold.
    pub(crate) agent_socket: Option<PathBuf>,
}

/// The definition of `spec`.
pub(crate) fn domain(spec: &MachineSpec, options: &DomainXml) -> Result<String> {
    let devices = match options.accelerator {
        Accelerator::Pretended => {
            Element::new("devices").children(disks(spec)?).children(spec.nics.iter().map(nic))
        }
        Accelerator::Kvm | Accelerator::Tcg => devices(spec, options)?,
    };
    base(options.accelerator)
        .child(Element::text("name", format!("vmbay-{}", spec.id)))
        .child(Element::text("uuid", spec.id.to_string()))
        .child(Element::text("title", one_line(&spec.name)))
        .child(Element::new("metadata").child(metadata(spec.id, spec.owner)))
        .child(Element::text("memory", spec.memory_mib.to_string()).attribute("unit", "MiB"))
        .child(Element::text("vcpu", spec.vcpus.to_string()))
        .child(os(&spec.boot, options.accelerator)?)
        .children(processor(options.accelerator))
        .child(Element::text("on_poweroff", "destroy"))
        .child(Element::text("on_reboot", "restart"))
        .child(Element::text("on_crash", "destroy"))
        .child(devices)
        .render()
}

/// A guest that runs the boot sector in `image` and nothing else.
pub(crate) fn probe(accelerator: Accelerator, id: Uuid, image: &Path) -> Result<String> {
    let disk = disk_element(image, "raw", "disk")?
        .child(Element::new("target").attribute("dev", "sda").attribute("bus", "sata"))
        .child(Element::new("readonly"));
    base(accelerator)
        .child(Element::text("name", format!("vmbay-probe-{id}")))
        .child(Element::text("uuid", id.to_string()))
        .child(Element::text("memory", "16").attribute("unit", "MiB"))
        .child(Element::text("vcpu", "1"))
        .child(os(&BootSpec::Disk, accelerator)?)
        .children(processor(accelerator))
        .child(Element::text("on_poweroff", "destroy"))
        .child(Element::text("on_reboot", "destroy"))
        .child(Element::text("on_crash", "destroy"))
        .child(
            Element::new("devices")
                .child(no_usb())
                .child(disk)
                .child(Element::new("memballoon").attribute("model", "none")),
        )
        .render()
}

fn base(accelerator: Accelerator) -> Element {
    Element::new("domain").attribute(
        "type",
        match accelerator {
            Accelerator::Kvm => "kvm",
            Accelerator::Tcg => "qemu",
            Accelerator::Pretended => "test",
        },
    )
}

/// Our mark on a definition, by which we know it again.
fn metadata(id: MachineId, owner: InstallationId) -> Element {
    Element::new("vmbay:machine")
        .attribute("xmlns:vmbay", METADATA_URI)
        .attribute("id", id.to_string())
        .attribute("owner", owner.to_string())
}

fn os(boot: &BootSpec, accelerator: Accelerator) -> Result<Element> {
    let machine = Element::text("type", "hvm");
    let machine = match accelerator {
        Accelerator::Pretended => machine,
        Accelerator::Kvm | Accelerator::Tcg => {
            machine.attribute("arch", "x86_64").attribute("machine", "q35")
        }
    };
    let os = Element::new("os").child(machine);
    Ok(match boot {
        BootSpec::Disk => os,
        BootSpec::Kernel { kernel, initrd, command_line } => {
            let initrd = initrd.as_ref().map(path_text).transpose()?;
            os.child(Element::text("kernel", path_text(kernel)?))
                .children(initrd.map(|path| Element::text("initrd", path)))
                .child(Element::text("cmdline", command_line))
        }
    })
}

fn processor(accelerator: Accelerator) -> Vec<Element> {
    let features = Element::new("features").child(Element::new("acpi")).child(Element::new("apic"));
    let cpu = match accelerator {
        Accelerator::Kvm => {
            Element::new("cpu").attribute("mode", "host-passthrough").attribute("migratable", "on")
        }
        Accelerator::Tcg => Element::new("cpu")
            .attribute("mode", "custom")
            .attribute("match", "exact")
            .child(Element::text("model", "qemu64").attribute("fallback", "allow")),
        Accelerator::Pretended => return Vec::new(),
    };
    vec![features, cpu, Element::new("clock").attribute("offset", "utc")]
}

fn devices(spec: &MachineSpec, options: &DomainXml) -> Result<Element> {
    let serial = match &options.console_log {
        Some(log) => Element::new("serial")
            .attribute("type", "file")
            .child(Element::new("source").attribute("path", utf8(log)?)),
        None => Element::new("serial").attribute("type", "pty"),
    };
    let socket = options.agent_socket.as_deref().map(utf8).transpose()?;
    let agent = Element::new("channel")
        .attribute("type", "unix")
        .children(socket.map(|path| Element::new("source").attribute("mode", "bind").attribute("path", path)))
        .child(Element::new("target").attribute("type", "virtio").attribute("name", AGENT_CHANNEL));
    let entropy = Element::new("rng")
        .attribute("model", "virtio")
        .child(Element::text("backend", "/dev/urandom").attribute("model", "random"));
    Ok(Element::new("devices")
        .child(no_usb())
        .children(disks(spec)?)
        .children(spec.nics.iter().map(nic))
        .child(serial.child(Element::new("target").attribute("port", "0")))
        .child(agent)
        .child(Element::new("memballoon").attribute("model", "virtio"))
        .child(entropy))
}

fn no_usb() -> Element {
    Element::new("controller").attribute("type", "usb").attribute("model", "none")
}

/// The disks, named by their order among their kind; the firmware tries the first disk, then the first CD-ROM.
fn disks(spec: &MachineSpec) -> Result<Vec<Element>> {
    let (mut plain, mut cdroms) = (0, 0);
    let by_firmware = matches!(spec.boot, BootSpec::Disk);
    let one = |disk: &DiskSpec| {
        let (device, count, order, bus, prefix) = match disk.kind {
            DiskKind::Disk => ("disk", &mut plain, "1", "virtio", "vd"),
            DiskKind::Cdrom => ("cdrom", &mut cdroms, "2", "sata", "sd"),
        };
        let boot = (by_firmware && *count == 0).then(|| Element::new("boot").attribute("order", order));
        let target =
            Element::new("target").attribute("dev", device_name(prefix, *count)).attribute("bus", bus);
        *count += 1;
        let read_only = (disk.kind == DiskKind::Cdrom).then(|| Element::new("readonly"));
        let path = path_of(&disk.volume)?;
        Ok(disk_element(&path, disk.volume.format.as_str(), device)?
            .child(target)
            .children(boot)
            .children(read_only))
    };
    spec.disks.iter().map(one).collect()
}

/// A disk over a file. The format is always said: libvirt would otherwise take a guest's word for it.
fn disk_element(path: &Path, format: &str, device: &'static str) -> Result<Element> {
    Ok(Element::new("disk")
        .attribute("type", "file")
        .attribute("device", device)
        .child(Element::new("driver").attribute("name", "qemu").attribute("type", format))
        .child(Element::new("source").attribute("file", utf8(path)?)))
}

/// `vda` … `vdz`, `vdaa` …
fn device_name(prefix: &str, index: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = index + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'a' + u8::try_from(rest % 26).unwrap_or_default()));
        rest /= 26;
    }
    prefix.chars().chain(letters.into_iter().rev()).collect()
}

fn nic(nic: &NicSpec) -> Element {
    let (kind, source) = match &nic.source {
        NicSource::User => ("user", None),
        NicSource::Network(name) => ("network", Some(Element::new("source").attribute("network", name))),
    };
    Element::new("interface")
        .attribute("type", kind)
        .child(Element::new("mac").attribute("address", &nic.mac))
        .children(source)
        .child(Element::new("model").attribute("type", "virtio"))
}

/// libvirt's title is one line for people; what it cannot hold is shown as a blank.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|character| if character.is_control() || !is_xml(character) { ' ' } else { character })
        .collect()
}

fn path_text(volume: &vmbay::hypervisor::VolumeRef) -> Result<String> {
    path_of(volume).and_then(|path| utf8(&path))
}

fn utf8(path: &Path) -> Result<String> {
    path.to_str()
        .map(str::to_owned)
        .ok_or_else(|| Error::invalid("path", "is not UTF-8, as libvirt needs it to be"))
}

/// Whose machine it is, read from our metadata; none when it is not `id`'s: a copy of ours by another tool, say.
pub(crate) fn owner(metadata: &str, id: MachineId) -> Option<InstallationId> {
    let element = Element::parse(metadata).ok()?;
    let marked: MachineId = element.get("id")?.parse().ok()?;
    (marked == id).then(|| element.get("owner")?.parse().ok()).flatten()
}

/// Whether the guest's agent holds its channel open, read from the definition of a running machine.
pub(crate) fn agent_connected(definition: &str) -> Result<bool> {
    let definition = Element::parse(definition)?;
    let connected = definition
        .find(&["devices", "channel", "target"])
        .iter()
        .any(|target| target.get("name") == Some(AGENT_CHANNEL) && target.get("state") == Some("connected"));
    Ok(connected)
}

#[cfg(test)]
mod tests;
