//! Hints of changes.

use futures::{StreamExt, stream::BoxStream};

use super::Applicable;
use crate::{
    hypervisor::HypervisorEvent,
    id::MachineId,
    testing::hypervisor::bench::{Bench, must, needs},
};

pub(super) async fn hints_begin_with_a_resync(bench: &mut Bench<'_>) -> Applicable {
    let mut hints = bench.hypervisor().events();
    assert_eq!(bench.soon("a hint", hints.next()).await, Some(HypervisorEvent::Resync));
    Ok(())
}

pub(super) async fn every_stream_of_hints_hears_of_a_change(bench: &mut Bench<'_>) -> Applicable {
    needs(bench.can().events, "hints")?;
    let (hypervisor, id) = (bench.hypervisor(), bench.defined().await);
    let mut streams = [hypervisor.events(), hypervisor.events()];
    for hints in &mut streams {
        assert_eq!(bench.soon("a hint", hints.next()).await, Some(HypervisorEvent::Resync));
    }
    must(hypervisor.start(id).await);
    for hints in &mut streams {
        bench.soon("a hint of the started machine", hears_of(hints, id)).await;
    }
    must(hypervisor.force_stop(id).await);
    for hints in &mut streams {
        bench.soon("a hint of the stopped machine", hears_of(hints, id)).await;
    }
    Ok(())
}

async fn hears_of(hints: &mut BoxStream<'static, HypervisorEvent>, id: MachineId) {
    while let Some(hint) = hints.next().await {
        if hint == HypervisorEvent::Machine(id) {
            return;
        }
    }
    panic!("the hints ended");
}

pub(super) async fn a_stream_that_nobody_reads_holds_up_nothing(bench: &mut Bench<'_>) -> Applicable {
    needs(bench.can().events, "hints")?;
    let (hypervisor, spec) = (bench.hypervisor(), bench.spec());
    let mut unread = hypervisor.events();
    for _ in 0..50 {
        must(hypervisor.define(&spec).await);
        must(hypervisor.undefine(spec.id).await);
    }
    assert_eq!(bench.soon("a hint", unread.next()).await, Some(HypervisorEvent::Resync));
    Ok(())
}
