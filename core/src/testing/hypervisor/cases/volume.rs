//! Volumes in pools.

use bytes::Bytes;
use futures::{StreamExt, stream};

use super::Applicable;
use crate::{
    error::{Error, ErrorCode},
    hypervisor::{VolumeFormat, VolumeStatus},
    testing::hypervisor::{
        Disturbance,
        bench::{Bench, must, needs, refused},
    },
};

const MIB: u64 = 1 << 20;
const FORMATS: &[VolumeFormat] = VolumeFormat::ALL;

fn needs_volumes(bench: &Bench<'_>) -> Applicable {
    needs(bench.can().volumes, "volumes")
}

fn content(bytes: usize) -> Bytes {
    vec![0x5a; bytes].into()
}

pub(super) async fn a_pool_is_there_once_its_space_is_asked_for(bench: &mut Bench<'_>) -> Applicable {
    needs_volumes(bench)?;
    let (hypervisor, pool) = (bench.hypervisor(), format!("{}/another", bench.pool()));
    let space = must(hypervisor.pool_space(&pool).await);
    assert!(space.available_bytes <= space.capacity_bytes && space.capacity_bytes > 0, "{space:?}");
    assert_eq!(must(hypervisor.list_volumes(&pool).await), []);
    let volume = bench.volume_in(pool, VolumeFormat::Raw);
    must(bench.create(&volume, MIB, None).await);
    assert!(bench.listed(&volume).await.is_some());
    Ok(())
}

pub(super) async fn a_created_volume_is_listed_with_its_size(bench: &mut Bench<'_>) -> Applicable {
    needs_volumes(bench)?;
    for format in FORMATS {
        let volume = bench.created(*format, 3 * MIB).await;
        let listed = bench.listed(&volume).await.expect("it was created");
        assert_eq!(listed, VolumeStatus { size_bytes: 3 * MIB, ..listed.clone() });
    }
    Ok(())
}

pub(super) async fn creating_the_same_volume_again_is_a_success(bench: &mut Bench<'_>) -> Applicable {
    needs_volumes(bench)?;
    let base = bench.created(VolumeFormat::Qcow2, MIB).await;
    for (format, backing) in
        [(VolumeFormat::Raw, None), (VolumeFormat::Qcow2, None), (VolumeFormat::Qcow2, Some(&base))]
    {
        let volume = bench.volume(format);
        must(bench.create(&volume, MIB, backing).await);
        must(bench.create(&volume, MIB, backing).await);
    }
    Ok(())
}

pub(super) async fn creating_a_volume_that_differs_from_the_one_there_is_refused(
    bench: &mut Bench<'_>,
) -> Applicable {
    needs_volumes(bench)?;
    let base = bench.created(VolumeFormat::Qcow2, MIB).await;
    for format in FORMATS {
        let volume = bench.created(*format, MIB).await;
        refused(bench.create(&volume, 2 * MIB, None).await, ErrorCode::AlreadyExists);
        assert_eq!(bench.listed(&volume).await.expect("it is there").size_bytes, MIB);
    }
    let volume = bench.created(VolumeFormat::Qcow2, MIB).await;
    refused(bench.create(&volume, MIB, Some(&base)).await, ErrorCode::AlreadyExists);
    Ok(())
}

pub(super) async fn a_volume_of_a_size_that_is_no_multiple_of_512_is_refused(
    bench: &mut Bench<'_>,
) -> Applicable {
    needs_volumes(bench)?;
    for format in FORMATS {
        for size_bytes in [0, 1, 511, 1000] {
            let volume = bench.volume(*format);
            refused(bench.create(&volume, size_bytes, None).await, ErrorCode::InvalidArgument);
            assert_eq!(bench.listed(&volume).await, None);
        }
    }
    Ok(())
}

pub(super) async fn a_linked_clone_takes_up_less_than_its_size(bench: &mut Bench<'_>) -> Applicable {
    needs_volumes(bench)?;
    let base = bench.volume(VolumeFormat::Raw);
    must(bench.upload(&base, content(4 << 20)).await);
    let clone = bench.volume(VolumeFormat::Qcow2);
    must(bench.create(&clone, 64 * MIB, Some(&base)).await);
    let listed = bench.listed(&clone).await.expect("it was created");
    assert_eq!(listed.size_bytes, 64 * MIB);
    assert!(listed.allocated_bytes < 4 * MIB, "{listed:?}");
    Ok(())
}

pub(super) async fn a_linked_clone_in_raw_format_is_refused(bench: &mut Bench<'_>) -> Applicable {
    needs_volumes(bench)?;
    let base = bench.created(VolumeFormat::Raw, MIB).await;
    let clone = bench.volume(VolumeFormat::Raw);
    refused(bench.create(&clone, MIB, Some(&base)).await, ErrorCode::InvalidArgument);
    assert_eq!(bench.listed(&clone).await, None);
    Ok(())
}

pub(super) async fn a_linked_clone_of_nothing_is_not_found_and_leaves_nothing(
    bench: &mut Bench<'_>,
) -> Applicable {
    needs_volumes(bench)?;
    let (base, clone) = (bench.volume(VolumeFormat::Qcow2), bench.volume(VolumeFormat::Qcow2));
    refused(bench.create(&clone, MIB, Some(&base)).await, ErrorCode::NotFound);
    assert_eq!(bench.listed(&clone).await, None);
    Ok(())
}

pub(super) async fn an_uploaded_volume_is_there_as_a_whole(bench: &mut Bench<'_>) -> Applicable {
    needs_volumes(bench)?;
    let volume = bench.volume(VolumeFormat::Raw);
    must(bench.upload(&volume, content(3 << 20)).await);
    let listed = bench.listed(&volume).await.expect("it was uploaded");
    assert_eq!(listed.size_bytes, 3 * MIB);
    assert!(listed.allocated_bytes >= 3 * MIB, "{listed:?}");
    Ok(())
}

pub(super) async fn an_upload_replaces_the_volume_that_was_there(bench: &mut Bench<'_>) -> Applicable {
    needs_volumes(bench)?;
    let volume = bench.created(VolumeFormat::Raw, 3 * MIB).await;
    for mib in [1, 2] {
        must(bench.upload(&volume, content(mib << 20)).await);
        assert_eq!(bench.listed(&volume).await.expect("it was uploaded").size_bytes, mib as u64 * MIB);
    }
    Ok(())
}

/// What an upload gets to read when its source fails in the middle.
fn broken_source() -> stream::BoxStream<'static, crate::Result<Bytes>> {
    let error = Error::unavailable("the source of the upload", "try another one");
    stream::iter([Ok(content(1 << 20)), Err(error)]).boxed()
}

pub(super) async fn an_upload_that_fails_returns_its_error_and_leaves_nothing(
    bench: &mut Bench<'_>,
) -> Applicable {
    needs_volumes(bench)?;
    let volume = bench.volume(VolumeFormat::Raw);
    let before = must(bench.hypervisor().pool_space(&volume.pool).await);
    refused(bench.hypervisor().upload_volume(&volume, broken_source()).await, ErrorCode::Unavailable);
    assert_eq!(bench.listed(&volume).await, None);
    let after = must(bench.hypervisor().pool_space(&volume.pool).await);
    assert_eq!(before.capacity_bytes, after.capacity_bytes);
    Ok(())
}

pub(super) async fn an_upload_that_fails_leaves_the_volume_that_was_there(
    bench: &mut Bench<'_>,
) -> Applicable {
    needs_volumes(bench)?;
    let volume = bench.created(VolumeFormat::Raw, 3 * MIB).await;
    refused(bench.hypervisor().upload_volume(&volume, broken_source()).await, ErrorCode::Unavailable);
    assert_eq!(bench.listed(&volume).await.expect("it was there before").size_bytes, 3 * MIB);
    Ok(())
}

pub(super) async fn a_volume_grows(bench: &mut Bench<'_>) -> Applicable {
    needs_volumes(bench)?;
    for format in FORMATS {
        let volume = bench.created(*format, MIB).await;
        must(bench.hypervisor().resize_volume(&volume, 5 * MIB).await);
        assert_eq!(bench.listed(&volume).await.expect("it is there").size_bytes, 5 * MIB);
    }
    Ok(())
}

pub(super) async fn resizing_a_volume_to_the_size_it_has_is_a_success(bench: &mut Bench<'_>) -> Applicable {
    needs_volumes(bench)?;
    for format in FORMATS {
        let volume = bench.created(*format, MIB).await;
        must(bench.hypervisor().resize_volume(&volume, MIB).await);
    }
    Ok(())
}

pub(super) async fn making_a_volume_smaller_is_refused(bench: &mut Bench<'_>) -> Applicable {
    needs_volumes(bench)?;
    for format in FORMATS {
        let volume = bench.created(*format, 2 * MIB).await;
        refused(bench.hypervisor().resize_volume(&volume, MIB).await, ErrorCode::InvalidArgument);
        assert_eq!(bench.listed(&volume).await.expect("it is there").size_bytes, 2 * MIB);
    }
    Ok(())
}

pub(super) async fn resizing_a_volume_that_is_not_there_is_not_found(bench: &mut Bench<'_>) -> Applicable {
    needs_volumes(bench)?;
    for format in FORMATS {
        let volume = bench.volume(*format);
        refused(bench.hypervisor().resize_volume(&volume, MIB).await, ErrorCode::NotFound);
        assert_eq!(bench.listed(&volume).await, None);
    }
    Ok(())
}

pub(super) async fn deleting_a_volume_frees_its_id(bench: &mut Bench<'_>) -> Applicable {
    needs_volumes(bench)?;
    for format in FORMATS {
        let volume = bench.created(*format, MIB).await;
        must(bench.hypervisor().delete_volume(&volume).await);
        assert_eq!(bench.listed(&volume).await, None);
        must(bench.create(&volume, 2 * MIB, None).await);
    }
    Ok(())
}

pub(super) async fn deleting_a_volume_that_is_not_there_is_a_success(bench: &mut Bench<'_>) -> Applicable {
    needs_volumes(bench)?;
    for format in FORMATS {
        let volume = bench.volume(*format);
        must(bench.hypervisor().delete_volume(&volume).await);
    }
    Ok(())
}

pub(super) async fn a_file_that_is_not_ours_is_not_listed(bench: &mut Bench<'_>) -> Applicable {
    needs_volumes(bench)?;
    let volume = bench.created(VolumeFormat::Raw, MIB).await;
    let before = must(bench.hypervisor().list_volumes(&volume.pool).await);
    bench.disturb(Disturbance::PlantFile).await?;
    assert_eq!(must(bench.hypervisor().list_volumes(&volume.pool).await), before);
    Ok(())
}

pub(super) async fn a_full_disk_is_out_of_space_and_nothing_is_left(bench: &mut Bench<'_>) -> Applicable {
    needs_volumes(bench)?;
    let full = bench.rig().full_pool().await;
    needs(full.is_some(), "a rig with a pool that has no room")?;
    let Some(pool) = full else { return Ok(()) };
    let before = must(bench.hypervisor().pool_space(&pool).await);
    let volume = bench.volume_in(pool.clone(), VolumeFormat::Raw);
    refused(bench.upload(&volume, content(16 << 20)).await, ErrorCode::OutOfSpace);
    assert_eq!(bench.listed(&volume).await, None);
    assert_eq!(must(bench.hypervisor().pool_space(&pool).await), before);
    Ok(())
}
