use vmbay::hypervisor::{VolumeFormat, VolumeRef};
use vmbay::id::{NicId, VolumeId};

use super::*;

fn volume(n: u128, format: VolumeFormat) -> VolumeRef {
    VolumeRef { pool: "/srv/volumes".into(), id: VolumeId::from(Uuid::from_u128(n)), format }
}

fn spec() -> MachineSpec {
    let disk = |n, format, kind| DiskSpec { volume: volume(n, format), kind };
    let nic = |n, source| NicSpec {
        id: NicId::from(Uuid::from_u128(n)),
        mac: format!("52:54:00:00:00:0{n}"),
        source,
    };
    MachineSpec {
        id: Uuid::from_u128(1).into(),
        owner: Uuid::from_u128(2).into(),
        name: "web-1".into(),
        vcpus: 2,
        memory_mib: 256,
        boot: BootSpec::Disk,
        disks: vec![
            disk(3, VolumeFormat::Qcow2, DiskKind::Disk),
            disk(4, VolumeFormat::Raw, DiskKind::Cdrom),
            disk(5, VolumeFormat::Raw, DiskKind::Disk),
        ],
        nics: vec![nic(1, NicSource::User), nic(2, NicSource::Network("default".into()))],
    }
}

fn options(accelerator: Accelerator) -> DomainXml {
    DomainXml {
        accelerator,
        console_log: Some("/srv/console/1.log".into()),
        agent_socket: Some("/srv/agent/1".into()),
    }
}

fn kernel_boot(command_line: &str) -> BootSpec {
    BootSpec::Kernel {
        kernel: volume(6, VolumeFormat::Raw),
        initrd: Some(volume(7, VolumeFormat::Raw)),
        command_line: command_line.into(),
    }
}

#[test]
fn a_machine_with_disks_boots_from_the_first_disk_then_the_first_cdrom() {
    insta::assert_snapshot!(domain(&spec(), &options(Accelerator::Kvm)).unwrap());
}

#[test]
fn a_machine_with_a_kernel_boots_it_directly() {
    let spec =
        MachineSpec { boot: kernel_boot("console=ttyS0"), disks: Vec::new(), nics: Vec::new(), ..spec() };
    insta::assert_snapshot!(domain(&spec, &options(Accelerator::Tcg)).unwrap());
}

#[test]
fn a_machine_of_the_test_driver_has_only_what_that_driver_knows() {
    insta::assert_snapshot!(domain(&spec(), &options(Accelerator::Pretended)).unwrap());
}

#[test]
fn hostile_text_stays_text() {
    let hostile = "</title><devices>&\"'<!--]]>\n\u{1}";
    let mut spec =
        MachineSpec { name: hostile.into(), boot: kernel_boot("a</cmdline><qemu:arg/>&"), ..spec() };
    spec.nics[0].source = NicSource::Network("x'/><source bridge=\"br0\"/>".into());
    spec.disks[0].volume.pool = "/srv/<a href='x'>".into();
    let document = domain(&spec, &options(Accelerator::Tcg)).unwrap();
    insta::assert_snapshot!(document);
    let read = Element::parse(&document).unwrap();
    assert_eq!(read.find(&["devices"]).len(), 1, "no element was injected");
    assert_eq!(
        read.find(&["devices", "interface", "source"])[0].get("network"),
        Some("x'/><source bridge=\"br0\"/>")
    );
}

#[test]
fn a_command_line_that_xml_cannot_hold_is_refused() {
    let spec = MachineSpec { boot: kernel_boot("quiet\u{0}"), ..spec() };
    let error = domain(&spec, &options(Accelerator::Tcg)).unwrap_err();
    assert_eq!(error.code(), vmbay::ErrorCode::InvalidArgument);
}

#[test]
fn a_probe_is_the_smallest_machine_that_runs_code() {
    insta::assert_snapshot!(
        probe(Accelerator::Kvm, Uuid::from_u128(9), Path::new("/srv/probe.img")).unwrap()
    );
}

#[test]
fn every_disk_has_a_name_of_its_own() {
    assert_eq!(device_name("vd", 0), "vda");
    assert_eq!(device_name("vd", 25), "vdz");
    assert_eq!(device_name("vd", 26), "vdaa");
    assert_eq!(device_name("vd", 26 * 27), "vdaaa");
}

#[test]
fn the_owner_is_read_back_and_a_copy_of_ours_is_not_ours() {
    let spec = spec();
    let metadata = metadata(spec.id, spec.owner).render().unwrap();
    assert_eq!(owner(&metadata, spec.id), Some(spec.owner));
    assert_eq!(owner(&metadata, Uuid::from_u128(99).into()), None, "its UUID is another's");
    assert_eq!(owner("<machine/>", spec.id), None);
    assert_eq!(owner("nonsense", spec.id), None);
}

#[test]
fn an_agent_is_connected_when_its_own_channel_is() {
    let definition = |name: &str, state: &str| {
        let target = Element::new("target")
            .attribute("type", "virtio")
            .attribute("name", name)
            .attribute("state", state);
        Element::new("domain")
            .child(Element::new("devices").child(Element::new("channel").child(target)))
            .render()
            .unwrap()
    };
    assert!(agent_connected(&definition(AGENT_CHANNEL, "connected")).unwrap());
    assert!(!agent_connected(&definition(AGENT_CHANNEL, "disconnected")).unwrap());
    assert!(!agent_connected(&definition("com.redhat.spice.0", "connected")).unwrap());
}
