use proptest::prelude::*;

use super::*;
use crate::{error::ErrorCode, testing::content};

const MIB: usize = 1 << 20;

fn accept(part: Part, file: &[u8]) -> Content {
    let head = &file[..file.len().min(HEAD)];
    inspect(part, head, file.len() as u64).expect("it is accepted")
}

/// Says why the file is refused, with the field of its part.
fn refusal(part: Part, file: &[u8]) -> String {
    let head = &file[..file.len().min(HEAD)];
    let error = inspect(part, head, file.len() as u64).expect_err("it is refused");
    assert_eq!((error.code(), error.reason()), (ErrorCode::InvalidArgument, part.field()));
    error.to_string()
}

fn assert_refused(part: Part, file: &[u8], why: &str) {
    let said = refusal(part, file);
    assert!(said.contains(why), "{said:?} does not say {why:?}");
}

/// A qcow2 image of 1 GiB with `bytes` at `at`.
fn qcow2_with(at: usize, bytes: &[u8]) -> Vec<u8> {
    let mut image = content::qcow2(1 << 30);
    image[at..at + bytes.len()].copy_from_slice(bytes);
    image
}

/// A raw disk of 1 MiB that begins with `start`.
fn disk_with(start: &[u8]) -> Vec<u8> {
    let mut disk = vec![0; MIB];
    disk[..start.len()].copy_from_slice(start);
    disk
}

#[test]
fn each_kind_of_content_is_recognised_with_its_format_and_size() {
    let raw = |size: usize| Content { format: VolumeFormat::Raw, size_bytes: size as u64 };
    let qcow2 = Content { format: VolumeFormat::Qcow2, size_bytes: 1 << 30 };
    assert_eq!(accept(Part::Disk, &content::qcow2(1 << 30)), qcow2);
    assert_eq!(accept(Part::Disk, &content::raw_disk(2 * MIB)), raw(2 * MIB));
    assert_eq!(accept(Part::Disk, &vec![0; MIB]), raw(MIB), "an empty disk is a disk");
    assert_eq!(accept(Part::Iso, &content::iso()), raw(40 * 1024));
    assert_eq!(accept(Part::Kernel, &content::kernel()), raw(4096));
    assert_eq!(accept(Part::Initrd, &content::initrd()), raw(1024));
}

#[test]
fn every_compression_of_an_initial_ram_disk_is_recognised() {
    let starts: [&[u8]; 8] = [
        b"070701",
        b"070702",
        b"\x1f\x8b\x08",
        b"\x28\xb5\x2f\xfd",
        b"\xfd7zXZ\0",
        b"\x02\x21\x4c\x18",
        b"\x04\x22\x4d\x18",
        b"BZh9",
    ];
    for start in starts {
        accept(Part::Initrd, start);
    }
}

#[test]
fn a_version_2_image_and_one_with_snapshots_and_zstd_are_recognised() {
    let mut old = qcow2_with(4, &2_u32.to_be_bytes());
    old[72..112].fill(0);
    accept(Part::Disk, &old);

    let mut snapshots = qcow2_with(60, &1_u32.to_be_bytes());
    snapshots[64..72].copy_from_slice(&(2_u64 << 16).to_be_bytes());
    accept(Part::Disk, &snapshots);

    let mut zstd = qcow2_with(72, &(1_u64 << 3).to_be_bytes());
    zstd[100..105].copy_from_slice(b"\0\0\0\x70\x01");
    accept(Part::Disk, &zstd);
}

#[test]
fn an_image_with_a_backing_file_is_refused() {
    assert_refused(Part::Disk, &qcow2_with(8, &512_u64.to_be_bytes()), "backing file");
    assert_refused(Part::Disk, &qcow2_with(16, &11_u32.to_be_bytes()), "backing file");
}

#[test]
fn an_image_with_an_external_data_file_is_refused() {
    assert_refused(Part::Disk, &qcow2_with(72, &(1_u64 << 2).to_be_bytes()), "another file");
    let mut extension = b"DATA\0\0\0\x0b".to_vec();
    extension.extend(b"/etc/shadow\0\0\0\0\0");
    assert_refused(Part::Disk, &qcow2_with(104, &extension), "another file");
    let mut behind_another = b"\xe2\x79\x2a\xca\0\0\0\x05qcow2\0\0\0".to_vec();
    behind_another.extend(extension);
    assert_refused(Part::Disk, &qcow2_with(104, &behind_another), "another file");
}

#[test]
fn an_encrypted_image_is_refused() {
    assert_refused(Part::Disk, &qcow2_with(32, &2_u32.to_be_bytes()), "encrypted");
    assert_refused(Part::Disk, &qcow2_with(104, b"\x05\x37\xbe\x77\0\0\0\x10"), "encrypted");
    assert_refused(Part::Disk, &disk_with(b"LUKS\xba\xbe\0\x01"), "LUKS");
}

#[test]
fn unknown_features_and_versions_are_refused() {
    assert_refused(Part::Disk, &qcow2_with(72, &(1_u64 << 5).to_be_bytes()), "not known");
    assert_refused(Part::Disk, &qcow2_with(72, &(1_u64 << 63).to_be_bytes()), "not known");
    assert_refused(Part::Disk, &qcow2_with(72, &(1_u64 << 1).to_be_bytes()), "corrupt");
    assert_refused(Part::Disk, &qcow2_with(72, &(1_u64 << 3).to_be_bytes()), "compressed in a way");
    assert_refused(Part::Disk, &qcow2_with(4, &1_u32.to_be_bytes()), "version 1");
    assert_refused(Part::Disk, &qcow2_with(4, &4_u32.to_be_bytes()), "version 4");
    assert_refused(Part::Disk, &qcow2_with(96, &7_u32.to_be_bytes()), "64 bits");
}

#[test]
fn absurd_and_misaligned_sizes_are_refused() {
    for size in [0, 512, (64 << 40) + 512, u64::MAX - 511] {
        assert_refused(Part::Disk, &qcow2_with(24, &size.to_be_bytes()), "1 MiB to 64 TiB");
    }
    assert_refused(Part::Disk, &qcow2_with(24, &((1_u64 << 30) - 1).to_be_bytes()), "a multiple of 512");
    assert_refused(Part::Disk, &qcow2_with(20, &63_u32.to_be_bytes()), "clusters");
    assert_refused(Part::Disk, &qcow2_with(20, &8_u32.to_be_bytes()), "clusters");
    assert_refused(Part::Disk, &vec![0; MIB + 1], "a multiple of 512");
    assert_refused(Part::Disk, &vec![0; 512], "1 MiB to 64 TiB");
    let huge = inspect(Part::Disk, &vec![0; HEAD], (64 << 40) + 512);
    assert_eq!(huge.unwrap_err().code(), ErrorCode::InvalidArgument);
}

#[test]
fn tables_that_are_too_small_too_large_or_misplaced_are_refused() {
    assert_refused(Part::Disk, &qcow2_with(36, &1_u32.to_be_bytes()), "cluster table");
    assert_refused(Part::Disk, &qcow2_with(36, &u32::MAX.to_be_bytes()), "cluster table");
    assert_refused(Part::Disk, &qcow2_with(40, &1000_u64.to_be_bytes()), "misplaced");
    assert_refused(Part::Disk, &qcow2_with(40, &0_u64.to_be_bytes()), "misplaced");
    assert_refused(Part::Disk, &qcow2_with(40, &(u64::MAX << 16).to_be_bytes()), "cut off");
    assert_refused(Part::Disk, &qcow2_with(56, &0_u32.to_be_bytes()), "reference table");
    assert_refused(Part::Disk, &qcow2_with(56, &u32::MAX.to_be_bytes()), "reference table");
    assert_refused(Part::Disk, &qcow2_with(60, &u32::MAX.to_be_bytes()), "snapshots");
    assert_refused(Part::Disk, &qcow2_with(60, &1_u32.to_be_bytes()), "misplaced");
    assert_refused(Part::Disk, &qcow2_with(100, &8_u32.to_be_bytes()), "header of 8 bytes");
    assert_refused(Part::Disk, &qcow2_with(100, &u32::MAX.to_be_bytes()), "header of");
    assert_refused(Part::Disk, &qcow2_with(104, b"\0\0\0\x01\xff\xff\xff\xff"), "does not end");
}

#[test]
fn a_file_that_is_cut_off_is_refused_wherever_the_cut_is() {
    let image = content::qcow2(1 << 30);
    for length in [4, 5, 24, 71, 72, 103, 104, 111, 512, HEAD, 2 * HEAD, image.len() - 1] {
        assert_refused(Part::Disk, &image[..length], "cut off");
    }
    assert_refused(Part::Iso, &content::iso()[..32_768 + 7], "cut off");
    assert_refused(Part::Iso, &content::iso()[..36 * 1024], "shorter than its volume");
    let mut kernel = content::kernel();
    kernel[0x1f4..0x1f8].copy_from_slice(&1000_u32.to_le_bytes());
    assert_refused(Part::Kernel, &kernel, "cut off");
}

#[test]
fn formats_of_others_are_refused_as_every_part() {
    let foreign: [(&[u8], &str); 9] = [
        (b"KDMV\x01\0\0\0", "VMDK"),
        (b"COWD\x01\0\0\0", "VMDK"),
        (b"conectix\0\0\0\x02", "VHD"),
        (b"vhdxfile\0\0", "VHDX"),
        (b"<<< Oracle VM VirtualBox Disk Image >>>\n", "VDI"),
        (b"QED\0\0\0\x01\0", "QED"),
        (b"WithoutFreeSpace", "Parallels"),
        (b"WithouFreSpacExt", "Parallels"),
        (b"Bochs Virtual HD Image", "Bochs"),
    ];
    for (start, name) in foreign {
        for part in [Part::Disk, Part::Iso, Part::Kernel, Part::Initrd] {
            assert_refused(part, &disk_with(start), name);
        }
    }
    let mut nameless_vdi = vec![0; MIB];
    nameless_vdi[0x40..0x44].copy_from_slice(b"\x7f\x10\xda\xbe");
    assert_refused(Part::Disk, &nameless_vdi, "VDI");
}

#[test]
fn text_that_describes_a_disk_elsewhere_is_refused() {
    let texts = [
        "# Disk DescriptorFile\nversion=1\nRW 2048 FLAT \"/etc/shadow\" 0\n",
        "version=1\nCID=fffffffe\ncreateType=\"monolithicFlat\"\n",
        "RW 4192256 SPARSE \"other-s001.vmdk\"\n",
        "json:{}",
        "  json:{\"driver\":\"raw\",\"file\":{\"filename\":\"/dev/sda\"}}",
        "nbd://127.0.0.1:10809/export",
        "<!DOCTYPE html><title>404</title>",
        "\u{feff}#!/bin/sh\r\nécho\r\n",
    ];
    for text in texts {
        assert_refused(Part::Disk, &disk_with(text.as_bytes()), "is text");
    }
    let mut whole = "x".repeat(MIB).into_bytes();
    whole[511] = 0xc3;
    assert_refused(Part::Disk, &whole, "is text");
    let mut iso = content::iso();
    iso[..10].copy_from_slice(b"version=1\n");
    assert_refused(Part::Iso, &iso, "something else");
}

#[test]
fn a_file_that_is_declared_as_another_kind_is_refused() {
    assert_refused(Part::Disk, &[content::iso(), vec![0; MIB]].concat()[..MIB], "import it as an ISO");
    assert_refused(Part::Disk, &disk_with(b"\x1f\x8b\x08"), "unpack it");
    assert_refused(Part::Iso, &content::raw_disk(MIB), "is not an ISO");
    assert_refused(Part::Kernel, &content::initrd(), "is not an x86");
    assert_refused(Part::Initrd, &content::kernel(), "is not an initial");
    let mut both = content::iso();
    both[..4].copy_from_slice(qcow2::MAGIC);
    assert_refused(Part::Iso, &both, "something else");
}

#[test]
fn an_empty_file_is_refused_as_every_part() {
    for part in [Part::Disk, Part::Iso, Part::Kernel, Part::Initrd] {
        assert_refused(part, &[], "is empty");
    }
}

fn any_part() -> impl Strategy<Value = Part> {
    prop_oneof![Just(Part::Disk), Just(Part::Iso), Just(Part::Kernel), Just(Part::Initrd)]
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(part in any_part(), bytes in proptest::collection::vec(any::<u8>(), 0..2048), length: u64) {
        drop(inspect(part, &bytes, length));
    }

    #[test]
    fn a_qcow2_header_of_arbitrary_numbers_never_panics(bytes in proptest::collection::vec(any::<u8>(), 104), length: u64) {
        let mut image = content::qcow2(1 << 30);
        image[8..112].copy_from_slice(&bytes);
        drop(inspect(Part::Disk, &image[..HEAD], length));
    }

    #[test]
    fn one_changed_byte_of_a_header_gives_no_size_that_a_disk_cannot_have(at in 0_usize..112, byte: u8) {
        let image = qcow2_with(at, &[byte]);
        if let Ok(content) = inspect(Part::Disk, &image[..HEAD], image.len() as u64) {
            prop_assert!(DISK_BYTES.contains(&content.size_bytes));
        }
    }
}
