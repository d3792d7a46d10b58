//! The conformance kit fails bad adapters, case by case.

#[path = "support/simulated_rig.rs"]
mod simulated_rig;

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
};

use async_trait::async_trait;
use bytes::Bytes;
use futures::{
    FutureExt, StreamExt, TryStreamExt,
    stream::{self, BoxStream},
};
use simulated_rig::SimulatedRig;
use vmbay::{
    Error, ErrorCode, Result,
    hypervisor::{
        Capabilities, ExecCommand, ExecEvent, Finding, HostInfo, Hypervisor, HypervisorEvent, MachineSpec,
        MachineStats, MachineStatus, PoolSpace, PowerState, VolumeRef, VolumeSpec, VolumeStatus,
    },
    id::MachineId,
    testing::hypervisor::{Kit, Rig},
};

/// What is wrong with an adapter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Defect {
    /// It answers this method with success and does nothing.
    Forgets(&'static str),
    /// It takes this refusal of this method for a success.
    Swallows(&'static str, ErrorCode),
    /// It reports this refusal of this method as a failure of the hypervisor.
    Garbles(&'static str, ErrorCode),
    /// It does not expect this method to be called again for the same thing.
    Repeats(&'static str),
    /// It never answers this method.
    Hangs(&'static str),
    /// It does the work of this method only while it is waited for.
    AbandonsWork(&'static str),
    /// It denies an ability it has.
    DeniesAbility,
    /// It cannot see what is halted: it says running.
    SeesNoPause,
    /// It leaves the first machine out of its list.
    ListsTooFew,
    /// Its hints begin without a resync.
    NoResync,
    /// It hints at nothing.
    NoHints,
    /// It gives at most 4 KiB of a command's output.
    TruncatesOutput,
    /// It hands a command over as one line, which is split at its spaces.
    SplitsArguments,
    /// It forgets what a command is to read.
    IgnoresInput,
    /// It forgets when a command is to end.
    IgnoresTimeout,
    /// It takes what it got for a whole upload when the source fails.
    KeepsTorso,
    /// It reads a console log from its beginning, always.
    IgnoresOffset,
    /// It rounds sizes up.
    RoundsSizes,
    /// It closes nothing.
    NeverCloses,
}

#[derive(Debug)]
struct Broken {
    inner: Arc<dyn Hypervisor>,
    defect: Defect,
    seen: Mutex<BTreeSet<String>>,
}

impl Broken {
    /// The answer of a method that has none but success.
    async fn tamper(
        &self,
        method: &'static str,
        about: String,
        call: impl Future<Output = Result<()>> + Send,
    ) -> Result<()> {
        let failed = || Error::HypervisorFailed { what: method.into(), source: "no idea".into() };
        match self.defect {
            Defect::Forgets(name) if name == method => Ok(()),
            Defect::Hangs(name) if name == method => std::future::pending().await,
            Defect::AbandonsWork(name) if name == method => {
                tokio::task::yield_now().await;
                call.await
            }
            Defect::Repeats(name) if name == method && self.saw(about) => Err(failed()),
            Defect::Swallows(name, code) if name == method => match call.await {
                Err(error) if error.code() == code => Ok(()),
                answer => answer,
            },
            Defect::Garbles(name, code) if name == method => match call.await {
                Err(error) if error.code() == code => Err(failed()),
                answer => answer,
            },
            _ => call.await,
        }
    }

    /// Whether this was asked for before.
    fn saw(&self, about: String) -> bool {
        !self.seen.lock().unwrap_or_else(PoisonError::into_inner).insert(about)
    }

    fn is(&self, defect: Defect) -> bool {
        self.defect == defect
    }

    fn see(&self, mut status: MachineStatus) -> MachineStatus {
        if self.is(Defect::SeesNoPause) && status.power == PowerState::Paused {
            status.power = PowerState::Running;
        }
        status
    }
}

/// Methods that have no answer but success, and those that are passed on as they are.
macro_rules! broken {
    (tampered { $($verb:ident($($given:ident: $kind:ty),*);)* } passed_on { $($look:ident($($argument:ident: $type:ty),*) -> $returned:ty;)* }) => {
        #[async_trait]
        impl Hypervisor for Broken {
            $(
                async fn $verb(&self $(, $given: $kind)*) -> Result<()> {
                    let about = format!("{:?}", ($($given,)*));
                    self.tamper(stringify!($verb), about, self.inner.$verb($($given),*)).await
                }
            )*
            $(
                async fn $look(&self $(, $argument: $type)*) -> Result<$returned> {
                    self.inner.$look($($argument),*).await
                }
            )*

            fn name(&self) -> &'static str {
                "broken"
            }

            fn uri(&self) -> String {
                self.inner.uri()
            }

            fn capabilities(&self) -> Capabilities {
                let can = self.inner.capabilities();
                if self.is(Defect::DeniesAbility) { Capabilities { pause: false, ..can } } else { can }
            }

            async fn doctor(&self) -> Vec<Finding> {
                self.inner.doctor().await
            }

            fn events(&self) -> BoxStream<'static, HypervisorEvent> {
                match self.defect {
                    Defect::NoResync => self.inner.events().skip(1).boxed(),
                    Defect::NoHints => stream::iter([HypervisorEvent::Resync]).chain(stream::pending()).boxed(),
                    _ => self.inner.events(),
                }
            }

            async fn inspect(&self, id: MachineId) -> Result<Option<MachineStatus>> {
                Ok(self.inner.inspect(id).await?.map(|status| self.see(status)))
            }

            async fn list(&self) -> Result<Vec<MachineStatus>> {
                let skipped = usize::from(self.is(Defect::ListsTooFew));
                Ok(self.inner.list().await?.into_iter().skip(skipped).map(|status| self.see(status)).collect())
            }

            async fn console_log(&self, id: MachineId, offset: u64) -> Result<Bytes> {
                self.inner.console_log(id, if self.is(Defect::IgnoresOffset) { 0 } else { offset }).await
            }

            async fn guest_exec(
                &self,
                id: MachineId,
                command: &ExecCommand,
            ) -> Result<BoxStream<'static, Result<ExecEvent>>> {
                let mut command = command.clone();
                match self.defect {
                    Defect::SplitsArguments => {
                        let words = command.argv.join(" ");
                        command.argv = words.split_whitespace().map(str::to_owned).collect();
                    }
                    Defect::IgnoresInput => command.stdin = None,
                    Defect::IgnoresTimeout => command.timeout *= 1000,
                    _ => {}
                }
                let events = self.inner.guest_exec(id, &command).await?;
                let most = if self.is(Defect::TruncatesOutput) { 4096 } else { usize::MAX };
                let cut = move |event| match event {
                    ExecEvent::Stdout(bytes) => ExecEvent::Stdout(bytes.slice(..bytes.len().min(most))),
                    event => event,
                };
                Ok(events.map_ok(cut).boxed())
            }

            async fn guest_write_file(&self, id: MachineId, path: &str, content: Bytes) -> Result<()> {
                let write = self.inner.guest_write_file(id, path, content);
                self.tamper("guest_write_file", path.to_owned(), write).await
            }

            async fn upload_volume(
                &self,
                volume: &VolumeRef,
                content: BoxStream<'static, Result<Bytes>>,
            ) -> Result<()> {
                let content = if self.is(Defect::KeepsTorso) {
                    content.take_while(|piece| std::future::ready(piece.is_ok())).boxed()
                } else {
                    content
                };
                self.tamper("upload_volume", format!("{volume:?}"), self.inner.upload_volume(volume, content)).await
            }

            async fn list_volumes(&self, pool: &str) -> Result<Vec<VolumeStatus>> {
                let mut volumes = self.inner.list_volumes(pool).await?;
                if self.is(Defect::RoundsSizes) {
                    for volume in &mut volumes {
                        volume.size_bytes = volume.size_bytes.next_power_of_two();
                    }
                }
                Ok(volumes)
            }

            async fn close(&self) -> Result<()> {
                if self.is(Defect::NeverCloses) { Ok(()) } else { self.inner.close().await }
            }
        }
    };
}

broken! {
    tampered {
        define(spec: &MachineSpec);
        undefine(id: MachineId);
        start(id: MachineId);
        shutdown(id: MachineId);
        force_stop(id: MachineId);
        reboot(id: MachineId);
        reset(id: MachineId);
        pause(id: MachineId);
        resume(id: MachineId);
        save(id: MachineId);
        restore(id: MachineId);
        guest_ping(id: MachineId);
        create_volume(spec: &VolumeSpec);
        resize_volume(volume: &VolumeRef, size_bytes: u64);
        delete_volume(volume: &VolumeRef);
    }
    passed_on {
        host_info() -> HostInfo;
        stats() -> Vec<MachineStats>;
        guest_read_file(id: MachineId, path: &str) -> BoxStream<'static, Result<Bytes>>;
        pool_space(pool: &str) -> PoolSpace;
    }
}

/// The cases that an adapter with `defect` fails.
fn failed(defect: Defect) -> Vec<&'static str> {
    let wrap = move |inner| Arc::new(Broken { inner, defect, seen: Mutex::default() }) as Arc<dyn Hypervisor>;
    let rig = Arc::new(SimulatedRig::wrapped(wrap));
    let mut failed = Vec::new();
    let kit = rig.clone();
    rig.block_on(async { failed = Kit::new(kit).await.run_all().await.failed().collect() }.boxed());
    failed
}

macro_rules! caught {
    ($($name:ident: $defect:expr => [$($case:ident)*];)*) => { $(
        #[test]
        fn $name() {
            assert_eq!(failed($defect), [$(stringify!($case)),*]);
        }
    )* };
}

caught! {
    an_adapter_that_does_not_resize_is_caught: Defect::Forgets("resize_volume") => [
        a_volume_grows
        making_a_volume_smaller_is_refused
        resizing_a_volume_that_is_not_there_is_not_found
    ];
    an_adapter_that_does_not_shut_down_is_caught: Defect::Forgets("shutdown") => [
        a_verb_on_a_machine_that_is_not_defined_answers_not_found
        a_machine_that_is_not_ours_is_invisible_and_never_touched
        a_guest_that_listens_shuts_down_when_it_is_asked
    ];
    an_adapter_that_does_not_reboot_is_caught: Defect::Forgets("reboot") => [
        a_verb_on_a_machine_that_is_not_defined_answers_not_found
        rebooting_a_machine_that_is_not_running_is_refused
        a_guest_that_is_asked_to_restart_boots_anew
    ];
    an_adapter_that_writes_no_files_is_caught: Defect::Forgets("guest_write_file") => [
        a_verb_on_a_machine_that_is_not_defined_answers_not_found
        a_file_written_in_the_guest_reads_back
        writing_a_file_replaces_what_was_there
        a_guest_answers_again_after_a_pause
        a_guest_answers_again_after_it_was_saved_and_restored
    ];
    an_adapter_that_lets_a_paused_machine_start_is_caught: Defect::Swallows("start", ErrorCode::IllegalTransition) => [
        starting_a_paused_machine_is_refused
    ];
    an_adapter_that_claims_to_undefine_a_running_machine_is_caught: Defect::Swallows("undefine", ErrorCode::IllegalTransition) => [
        undefining_a_machine_that_is_on_is_refused
    ];
    an_adapter_that_finds_what_is_not_there_is_caught: Defect::Swallows("pause", ErrorCode::NotFound) => [
        a_verb_on_a_machine_that_is_not_defined_answers_not_found
    ];
    an_adapter_that_takes_another_volume_for_the_wanted_one_is_caught: Defect::Swallows("create_volume", ErrorCode::AlreadyExists) => [
        creating_a_volume_that_differs_from_the_one_there_is_refused
    ];
    an_adapter_that_overlooks_a_full_disk_is_caught: Defect::Swallows("upload_volume", ErrorCode::OutOfSpace) => [
        a_full_disk_is_out_of_space_and_nothing_is_left
    ];
    an_adapter_that_reports_a_wrong_state_as_a_failure_is_caught: Defect::Garbles("save", ErrorCode::IllegalTransition) => [
        saving_a_stopped_machine_is_refused
    ];
    an_adapter_that_reports_a_dead_guest_as_a_failure_of_its_own_is_caught: Defect::Garbles("guest_ping", ErrorCode::GuestFailed) => [
        an_agent_that_does_not_answer_is_guest_failed_within_5_seconds
        the_agent_of_a_machine_that_is_off_is_guest_failed
        a_guest_answers_again_after_a_pause
        a_guest_whose_agent_dies_ends_its_commands
    ];
    an_adapter_that_reports_a_wrong_argument_as_a_failure_is_caught: Defect::Garbles("resize_volume", ErrorCode::InvalidArgument) => [
        making_a_volume_smaller_is_refused
    ];
    an_adapter_that_cannot_undefine_twice_is_caught: Defect::Repeats("undefine") => [
        undefining_a_machine_makes_it_unknown
        undefining_a_machine_that_is_not_defined_is_a_success
        undefining_a_machine_that_is_on_is_refused
        undefining_a_machine_keeps_its_volumes
        undefining_a_machine_drops_its_saved_state
        a_stream_that_nobody_reads_holds_up_nothing
        the_kit_leaves_nothing_behind
    ];
    an_adapter_that_cannot_start_twice_is_caught: Defect::Repeats("start") => [
        starting_a_running_machine_is_a_success
        starting_a_paused_machine_is_refused
        a_machine_that_died_is_off_and_starts_again
        the_same_verb_twice_at_once_succeeds_twice
        a_saved_machine_is_off_and_its_next_start_restores_it
        a_guest_that_is_asked_to_restart_boots_anew
        a_reset_machine_boots_its_guest_anew
        a_guest_that_dies_ends_its_commands
        a_guest_that_listens_shuts_down_when_it_is_asked
    ];
    an_adapter_that_cannot_create_twice_is_caught: Defect::Repeats("create_volume") => [
        creating_the_same_volume_again_is_a_success
    ];
    an_adapter_that_cannot_delete_twice_is_caught: Defect::Repeats("delete_volume") => [
        starting_a_machine_whose_volume_is_gone_fails_and_leaves_it_stopped
        deleting_a_volume_frees_its_id
        deleting_a_volume_that_is_not_there_is_a_success
        the_kit_leaves_nothing_behind
    ];
    an_adapter_that_hangs_is_caught: Defect::Hangs("pause") => [
        undefining_a_machine_that_is_on_is_refused
        a_verb_on_a_machine_that_is_not_defined_answers_not_found
        starting_a_paused_machine_is_refused
        a_paused_machine_can_be_forced_to_stop
        a_paused_machine_is_halted_until_it_is_resumed
        pausing_a_paused_machine_is_a_success
        pausing_a_stopped_machine_is_refused
        a_guest_answers_again_after_a_pause
    ];
    an_adapter_that_abandons_its_work_with_the_wait_is_caught: Defect::AbandonsWork("start") => [
        a_call_that_is_dropped_takes_effect_all_the_same
    ];
    an_adapter_that_denies_an_ability_it_has_is_caught: Defect::DeniesAbility => [
        an_ability_it_lacks_is_answered_by_unsupported
    ];
    an_adapter_that_sees_no_pause_is_caught: Defect::SeesNoPause => [
        undefining_a_machine_that_is_on_is_refused
        starting_a_paused_machine_is_refused
        a_paused_machine_is_halted_until_it_is_resumed
        pausing_a_paused_machine_is_a_success
    ];
    an_adapter_that_lists_too_few_machines_is_caught: Defect::ListsTooFew => [
        a_defined_machine_is_known_and_stopped
        defining_a_machine_again_replaces_its_definition
        user_text_in_a_definition_stays_data
        machines_may_have_the_same_name
        a_started_machine_runs
    ];
    an_adapter_whose_hints_begin_without_a_resync_is_caught: Defect::NoResync => [
        hints_begin_with_a_resync
        every_stream_of_hints_hears_of_a_change
        a_stream_that_nobody_reads_holds_up_nothing
    ];
    an_adapter_that_hints_at_nothing_is_caught: Defect::NoHints => [
        every_stream_of_hints_hears_of_a_change
    ];
    an_adapter_that_truncates_output_is_caught: Defect::TruncatesOutput => [
        a_program_reads_its_standard_input
        output_of_any_size_arrives_whole_and_in_order
    ];
    an_adapter_that_splits_arguments_is_caught: Defect::SplitsArguments => [
        arguments_reach_a_program_as_data
    ];
    an_adapter_that_ignores_standard_input_is_caught: Defect::IgnoresInput => [
        a_program_reads_its_standard_input
    ];
    an_adapter_that_ignores_a_time_out_is_caught: Defect::IgnoresTimeout => [
        a_command_that_takes_too_long_ends_with_timed_out
    ];
    an_adapter_that_keeps_half_an_upload_is_caught: Defect::KeepsTorso => [
        an_upload_that_fails_returns_its_error_and_leaves_nothing
        an_upload_that_fails_leaves_the_volume_that_was_there
    ];
    an_adapter_that_ignores_an_offset_is_caught: Defect::IgnoresOffset => [
        the_console_log_begins_at_its_offset
    ];
    an_adapter_that_rounds_sizes_is_caught: Defect::RoundsSizes => [
        a_created_volume_is_listed_with_its_size
        an_uploaded_volume_is_there_as_a_whole
        an_upload_that_fails_leaves_the_volume_that_was_there
        a_volume_grows
    ];
    an_adapter_that_never_closes_is_caught: Defect::NeverCloses => [
        a_closed_connection_answers_closed_and_machines_go_on_running
    ];
}
