use super::*;

const MIB: u64 = 1024 * 1024;
const DEADLINE: Duration = Duration::from_secs(30);

struct Pool {
    directory: tempfile::TempDir,
    next: std::cell::Cell<u128>,
}

impl Pool {
    fn new() -> Self {
        Self { directory: tempfile::tempdir().unwrap(), next: std::cell::Cell::new(1) }
    }

    fn path(&self) -> String {
        self.directory.path().to_str().unwrap().to_owned()
    }

    fn volume(&self, format: VolumeFormat) -> VolumeRef {
        let id = self.next.replace(self.next.get() + 1);
        VolumeRef { pool: self.path(), id: uuid::Uuid::from_u128(id).into(), format }
    }

    fn files(&self) -> usize {
        fs::read_dir(self.directory.path()).unwrap().count()
    }
}

fn qemu_img() -> QemuImg {
    QemuImg("qemu-img".into())
}

fn spec(volume: &VolumeRef, size_bytes: u64, backing: Option<&VolumeRef>) -> VolumeSpec {
    VolumeSpec { volume: volume.clone(), size_bytes, backing: backing.cloned() }
}

#[test]
fn a_linked_clone_knows_its_base_and_creating_it_again_changes_nothing() {
    let pool = Pool::new();
    let (base, clone) = (pool.volume(VolumeFormat::Raw), pool.volume(VolumeFormat::Qcow2));
    create(&spec(&base, MIB, None), &qemu_img(), DEADLINE).unwrap();
    for _ in 0..2 {
        create(&spec(&clone, 4 * MIB, Some(&base)), &qemu_img(), DEADLINE).unwrap();
    }
    let found = look(&clone).unwrap().unwrap();
    assert_eq!(found.status.size_bytes, 4 * MIB);
    assert_eq!(found.backing, Some(path_of(&base).unwrap()));
    let error = create(&spec(&clone, 8 * MIB, Some(&base)), &qemu_img(), DEADLINE).unwrap_err();
    assert_eq!(error.code(), vmbay::ErrorCode::AlreadyExists);
    assert_eq!(list(&pool.path()).unwrap().len(), 2);
}

#[test]
fn a_clone_of_nothing_is_refused_and_leaves_nothing() {
    let pool = Pool::new();
    let clone = pool.volume(VolumeFormat::Qcow2);
    let error =
        create(&spec(&clone, MIB, Some(&pool.volume(VolumeFormat::Raw))), &qemu_img(), DEADLINE).unwrap_err();
    assert_eq!(error.code(), vmbay::ErrorCode::NotFound);
    assert_eq!(pool.files(), 0);
}

#[test]
fn a_volume_grows_and_never_shrinks() {
    let pool = Pool::new();
    for format in [VolumeFormat::Raw, VolumeFormat::Qcow2] {
        let volume = pool.volume(format);
        create(&spec(&volume, MIB, None), &qemu_img(), DEADLINE).unwrap();
        resize(&volume, 2 * MIB, &qemu_img(), DEADLINE).unwrap();
        resize(&volume, 2 * MIB, &qemu_img(), DEADLINE).unwrap();
        assert_eq!(look(&volume).unwrap().unwrap().status.size_bytes, 2 * MIB);
        let error = resize(&volume, MIB, &qemu_img(), DEADLINE).unwrap_err();
        assert_eq!(error.reason(), "size_bytes");
    }
}

#[test]
fn an_upload_appears_whole_or_not_at_all() {
    let pool = Pool::new();
    let volume = pool.volume(VolumeFormat::Raw);
    let mut upload = Upload::begin(volume.clone()).unwrap();
    upload.write(&Bytes::from_static(&[7; 1024])).unwrap();
    assert!(list(&pool.path()).unwrap().is_empty());
    drop(upload);
    assert_eq!(pool.files(), 0);
    let mut upload = Upload::begin(volume.clone()).unwrap();
    upload.write(&Bytes::from_static(&[8; 512])).unwrap();
    upload.finish().unwrap();
    assert_eq!(fs::read(path_of(&volume).unwrap()).unwrap(), [8; 512]);
}

#[test]
fn an_attempt_that_was_overtaken_does_not_publish_the_other_ones_bytes() {
    let pool = Pool::new();
    let volume = pool.volume(VolumeFormat::Raw);
    let first = Upload::begin(volume.clone()).unwrap();
    let mut second = Upload::begin(volume.clone()).unwrap();
    assert_eq!(first.finish().unwrap_err().code(), vmbay::ErrorCode::Cancelled);
    second.write(&Bytes::from_static(b"second")).unwrap();
    second.finish().unwrap();
    assert_eq!(fs::read(path_of(&volume).unwrap()).unwrap(), b"second");
}

#[test]
fn a_full_disk_is_out_of_space_and_leaves_nothing() {
    let volume = Pool::new().volume(VolumeFormat::Raw);
    let full = io::Error::from(ErrorKind::StorageFull);
    assert_eq!(failed(&volume, "write", full).code(), vmbay::ErrorCode::OutOfSpace);
}

#[test]
fn deleting_removes_what_an_unfinished_attempt_left() {
    let pool = Pool::new();
    let volume = pool.volume(VolumeFormat::Qcow2);
    fs::write(temporary(&volume).unwrap(), "left by a crash").unwrap();
    delete(&volume).unwrap();
    assert_eq!(pool.files(), 0);
    delete(&volume).unwrap();
}

#[test]
fn files_that_are_not_ours_are_left_out_of_the_list() {
    let pool = Pool::new();
    for name in ["notes.txt", "disk.qcow2", "01234567-89AB-7def-8123-456789ABCDEF.raw", ".raw"] {
        fs::write(pool.directory.path().join(name), "theirs").unwrap();
    }
    assert!(list(&pool.path()).unwrap().is_empty());
}

#[test]
fn a_pool_that_is_no_plain_absolute_path_is_refused() {
    for pool in ["relative", "/srv/../etc", "", "/srv/a\nb", "json:{}"] {
        assert_eq!(space(pool).unwrap_err().reason(), "pool", "{pool:?}");
    }
}

#[test]
fn a_file_that_is_no_qcow2_is_corrupt_and_not_misread() {
    let pool = Pool::new();
    let volume = pool.volume(VolumeFormat::Qcow2);
    fs::write(path_of(&volume).unwrap(), "QFI\u{fffd} cut off").unwrap();
    assert_eq!(look(&volume).err().unwrap().code(), vmbay::ErrorCode::Corrupt);
}

#[test]
fn a_missing_qemu_img_names_its_package() {
    let error = QemuImg("/nowhere/qemu-img".into()).check(DEADLINE).unwrap_err();
    assert!(error.to_string().contains("qemu-utils"), "{error}");
}

#[test]
fn a_program_that_does_not_end_is_stopped_at_the_deadline() {
    let pool = Pool::new();
    let program = pool.directory.path().join("qemu-img");
    fs::write(&program, "#!/bin/sh\nexec sleep 600\n").unwrap();
    fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let error = QemuImg(program).check(Duration::from_millis(50)).unwrap_err();
    assert_eq!(error.code(), vmbay::ErrorCode::TimedOut);
}
