//! Whatever is asked of a simulated host, it answers as a model of a few lines does.

use std::collections::BTreeMap;

use proptest::{prelude::*, test_runner::RngSeed};

use super::*;
use crate::{
    clock::VirtualClock,
    error::ErrorCode,
    hypervisor::{
        BootSpec, DiskKind, DiskSpec,
        PowerState::{self, Crashed, Paused, Running, Stopped},
        VolumeFormat,
    },
    id::{Ids, SeededIds},
};

const MACHINES: usize = 3;

#[derive(Clone, Copy, Debug)]
enum Step {
    Define,
    Undefine,
    Start,
    Shutdown,
    ForceStop,
    Reboot,
    Reset,
    Pause,
    Resume,
    Save,
    Restore,
    Crash,
}

/// A machine as the model has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Model {
    power: PowerState,
    /// Whether its guest is up: whenever it runs, because nothing takes any time, but not when it came back paused.
    up: bool,
    /// Whether its memory is saved, and then whether it was paused.
    saved: Option<bool>,
}

/// What a step makes of a machine that may not be defined, and what it answers.
fn expected(machine: Option<Model>, step: Step) -> (Option<Model>, Result<(), ErrorCode>) {
    let Some(before) = machine else {
        return match step {
            Step::Define => (Some(Model { power: Stopped, up: false, saved: None }), Ok(())),
            Step::Undefine | Step::Crash => (None, Ok(())),
            _ => (None, Err(ErrorCode::NotFound)),
        };
    };
    let now = |power| Some(Model { power, up: power == Running || power == Paused && before.up, ..before });
    let on = matches!(before.power, Running | Paused);
    let after = match (step, before.power) {
        (Step::Shutdown, Running) | (Step::ForceStop, _) => now(Stopped),
        (Step::Define | Step::Shutdown, _) | (Step::Reboot | Step::Reset, Running) => Some(before),
        (Step::Undefine, Stopped | Crashed) => return (None, Ok(())),
        (Step::Start, Running | Stopped | Crashed) => Some(Model { power: Running, up: true, saved: None }),
        (Step::Pause, Running | Paused) => now(Paused),
        (Step::Resume | Step::Restore, Running) | (Step::Resume, Paused) => now(Running),
        (Step::Save, Running | Paused) => {
            Some(Model { power: Stopped, up: false, saved: Some(before.power == Paused) })
        }
        (Step::Save, _) if before.saved.is_some() => Some(before),
        (Step::Restore, Stopped | Crashed) => before.saved.map(|paused| Model {
            power: if paused { Paused } else { Running },
            up: !paused,
            saved: None,
        }),
        (Step::Crash, _) => now(if on { Crashed } else { before.power }),
        _ => None,
    };
    match after {
        Some(after) => (Some(after), Ok(())),
        None => (machine, Err(ErrorCode::IllegalTransition)),
    }
}

async fn take(hypervisor: &SimulatedHypervisor, spec: &MachineSpec, step: Step) -> Result<()> {
    let id = spec.id;
    match step {
        Step::Define => hypervisor.define(spec).await,
        Step::Undefine => hypervisor.undefine(id).await,
        Step::Start => hypervisor.start(id).await,
        Step::Shutdown => hypervisor.shutdown(id).await,
        Step::ForceStop => hypervisor.force_stop(id).await,
        Step::Reboot => hypervisor.reboot(id).await,
        Step::Reset => hypervisor.reset(id).await,
        Step::Pause => hypervisor.pause(id).await,
        Step::Resume => hypervisor.resume(id).await,
        Step::Save => hypervisor.save(id).await,
        Step::Restore => hypervisor.restore(id).await,
        Step::Crash => {
            hypervisor.host().happen(Incident::MachineCrashed(id));
            Ok(())
        }
    }
}

async fn bootable(hypervisor: &SimulatedHypervisor, ids: &SeededIds) -> MachineSpec {
    let id = || ids.uuid(crate::Timestamp::EPOCH);
    let volume = VolumeRef { pool: "/simulated".to_owned(), id: id().into(), format: VolumeFormat::Qcow2 };
    hypervisor
        .create_volume(&VolumeSpec { volume: volume.clone(), size_bytes: 1 << 30, backing: None })
        .await
        .unwrap();
    MachineSpec {
        id: id().into(),
        owner: id().into(),
        name: "model".to_owned(),
        vcpus: 1,
        memory_mib: 64,
        boot: BootSpec::Disk,
        disks: vec![DiskSpec { volume, kind: DiskKind::Disk }],
        nics: Vec::new(),
    }
}

/// Takes the steps and compares every answer and every machine with the model.
async fn compare(steps: Vec<(usize, Step)>) {
    let hypervisor = SimulatedHypervisor::new(SimulatedOptions {
        memory_mib: 64 * MACHINES as u64,
        ..SimulatedOptions::instant()
    });
    let ids = SeededIds::new(1);
    let mut machines = Vec::new();
    for _ in 0..MACHINES {
        machines.push((bootable(&hypervisor, &ids).await, None));
    }
    for (index, step) in steps {
        let (spec, model) = &mut machines[index];
        let (after, answer) = expected(*model, step);
        let given = take(&hypervisor, spec, step).await.map_err(|error| error.code());
        assert_eq!(given, answer, "the answer of {step:?} on {model:?}");
        *model = after;
        let seen: BTreeMap<_, _> =
            hypervisor.list().await.unwrap().into_iter().map(|status| (status.id, status)).collect();
        for (spec, model) in &machines {
            let Some(model) = model else {
                assert!(!seen.contains_key(&spec.id));
                continue;
            };
            let status = &seen[&spec.id];
            assert_eq!((status.power, status.has_saved_state), (model.power, model.saved.is_some()));
            assert_eq!(status.agent_connected, Some(model.up));
        }
    }
}

fn steps() -> impl Strategy<Value = Vec<(usize, Step)>> {
    use Step::{
        Crash, Define, ForceStop, Pause, Reboot, Reset, Restore, Resume, Save, Shutdown, Start, Undefine,
    };
    let step = prop::sample::select(vec![
        // More of these, so that machines are there and on.
        Define, Define, Define, Start, Start, Start, Undefine, Shutdown, ForceStop, Reboot, Reset, Pause,
        Resume, Save, Restore, Crash,
    ]);
    prop::collection::vec((0..MACHINES, step), 1..60)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 256,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(1),
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_course_of_verbs_goes_as_the_model_says(steps in steps()) {
        VirtualClock::default().run(compare(steps));
    }
}
