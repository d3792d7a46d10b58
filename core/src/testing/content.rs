//! Files that can be imported: the smallest contents that pass for a disk, an ISO, a kernel and an initial RAM disk.

/// The header of a qcow2 image, in clusters of 64 KiB.
const CLUSTER: u64 = 64 * 1024;

/// A raw disk of `size_bytes`, with a boot signature and nothing else.
pub fn raw_disk(size_bytes: usize) -> Vec<u8> {
    let mut disk = vec![0; size_bytes];
    if let Some(signature) = disk.get_mut(510..512) {
        signature.copy_from_slice(b"\x55\xaa");
    }
    disk
}

/// An empty qcow2 image, version 3, of a disk of `size_bytes`.
pub fn qcow2(size_bytes: u64) -> Vec<u8> {
    let l1_entries = size_bytes.div_ceil(CLUSTER * (CLUSTER / 8));
    let mut image = vec![0; usize::try_from(3 * CLUSTER + l1_entries * 8).unwrap_or(0)];
    let mut put = |at: usize, bytes: &[u8]| image[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, b"QFI\xfb");
    put(4, &3_u32.to_be_bytes());
    put(20, &16_u32.to_be_bytes());
    put(24, &size_bytes.to_be_bytes());
    put(36, &u32::try_from(l1_entries).unwrap_or(u32::MAX).to_be_bytes());
    put(40, &(3 * CLUSTER).to_be_bytes());
    put(48, &CLUSTER.to_be_bytes());
    put(56, &1_u32.to_be_bytes());
    put(96, &4_u32.to_be_bytes());
    put(100, &104_u32.to_be_bytes());
    // The first entry of the reference table leads to the block that counts the four clusters in use.
    put(65_536, &(2 * CLUSTER).to_be_bytes());
    for cluster in 0..4 {
        put(131_072 + 2 * cluster, &1_u16.to_be_bytes());
    }
    image
}

/// An ISO 9660 image with a volume descriptor and nothing else.
pub fn iso() -> Vec<u8> {
    let mut iso = vec![0; 40 * 1024];
    let mut put = |at: usize, bytes: &[u8]| iso[at..at + bytes.len()].copy_from_slice(bytes);
    put(32_768, b"\x01CD001\x01");
    put(32_768 + 80, &20_u32.to_le_bytes());
    put(32_768 + 128, &2048_u16.to_le_bytes());
    iso
}

/// An x86 Linux kernel with a setup header and no code.
pub fn kernel() -> Vec<u8> {
    let mut kernel = vec![0; 4096];
    kernel[0x1f1] = 4;
    kernel[0x1fe..0x206].copy_from_slice(b"\x55\xaa\xeb\x66HdrS");
    kernel
}

/// An initial RAM disk that is a compressed nothing.
pub fn initrd() -> Vec<u8> {
    let mut initrd = b"\x1f\x8b\x08\0".to_vec();
    initrd.resize(1024, 0);
    initrd
}
