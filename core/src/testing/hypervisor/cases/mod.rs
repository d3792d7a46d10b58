//! The cases, by subject. Those that end the booted guest come last, so that it is booted as rarely as possible.

mod connection;
mod definition;
mod event;
mod guest;
mod guest_life;
mod power;
mod saved_state;
mod volume;

use super::kit::{Case, Inapplicable};

/// What a case returns: nothing where the sentence holds, and why where it says nothing here.
type Applicable = Result<(), Inapplicable>;

/// The table of all cases, given to another macro after what that macro is given.
#[doc(hidden)]
#[macro_export]
macro_rules! hypervisor_cases {
    ([$($macro:tt)*] $($given:tt)*) => {
        $($macro)* ! {
            $($given)*
            connection:
                a_hypervisor_says_what_it_is_and_where
                what_the_doctor_finds_comes_with_what_mends_it
                an_ability_it_lacks_is_answered_by_unsupported
                a_closed_connection_answers_closed_and_machines_go_on_running
                a_lost_connection_fails_calls_until_it_is_back;
            definition:
                a_defined_machine_is_known_and_stopped
                defining_a_machine_again_replaces_its_definition
                a_running_machine_that_is_defined_again_keeps_running_as_it_is
                user_text_in_a_definition_stays_data
                machines_may_have_the_same_name
                a_machine_may_have_a_network_card_on_user_mode_networking
                undefining_a_machine_makes_it_unknown
                undefining_a_machine_that_is_not_defined_is_a_success
                undefining_a_machine_that_is_on_is_refused
                undefining_a_machine_keeps_its_volumes
                a_verb_on_a_machine_that_is_not_defined_answers_not_found
                a_machine_that_is_not_ours_is_invisible_and_never_touched;
            power:
                a_started_machine_runs
                starting_a_running_machine_is_a_success
                starting_a_paused_machine_is_refused
                starting_a_machine_whose_volume_is_gone_fails_and_leaves_it_stopped
                a_machine_starts_with_its_disks
                shutting_down_a_stopped_machine_is_a_success
                a_guest_that_does_not_listen_goes_on_running
                a_machine_that_is_forced_to_stop_is_off
                forcing_a_stopped_machine_to_stop_is_a_success
                a_paused_machine_can_be_forced_to_stop
                rebooting_a_machine_that_is_not_running_is_refused
                a_reset_machine_goes_on_running
                resetting_a_machine_that_is_not_running_is_refused
                a_paused_machine_is_halted_until_it_is_resumed
                pausing_a_paused_machine_is_a_success
                pausing_a_stopped_machine_is_refused
                resuming_a_running_machine_is_a_success
                resuming_a_stopped_machine_is_refused
                a_machine_that_died_is_off_and_starts_again
                machines_start_and_stop_side_by_side
                the_same_verb_twice_at_once_succeeds_twice
                a_call_that_is_dropped_takes_effect_all_the_same
                machines_that_run_are_in_the_statistics_and_stopped_ones_are_not;
            saved_state:
                a_saved_machine_is_off_and_its_next_start_restores_it
                a_saved_machine_is_brought_back_by_restore
                saving_a_saved_machine_is_a_success
                saving_a_stopped_machine_is_refused
                restoring_a_running_machine_is_a_success
                restoring_a_machine_without_saved_state_is_refused
                undefining_a_machine_drops_its_saved_state;
            event:
                hints_begin_with_a_resync
                every_stream_of_hints_hears_of_a_change
                a_stream_that_nobody_reads_holds_up_nothing;
            volume:
                a_pool_is_there_once_its_space_is_asked_for
                a_created_volume_is_listed_with_its_size
                creating_the_same_volume_again_is_a_success
                creating_a_volume_that_differs_from_the_one_there_is_refused
                a_volume_of_a_size_that_is_no_multiple_of_512_is_refused
                a_linked_clone_takes_up_less_than_its_size
                a_linked_clone_in_raw_format_is_refused
                a_linked_clone_of_nothing_is_not_found_and_leaves_nothing
                an_uploaded_volume_is_there_as_a_whole
                an_upload_replaces_the_volume_that_was_there
                an_upload_that_fails_returns_its_error_and_leaves_nothing
                an_upload_that_fails_leaves_the_volume_that_was_there
                a_volume_grows
                resizing_a_volume_to_the_size_it_has_is_a_success
                making_a_volume_smaller_is_refused
                resizing_a_volume_that_is_not_there_is_not_found
                deleting_a_volume_frees_its_id
                deleting_a_volume_that_is_not_there_is_a_success
                a_file_that_is_not_ours_is_not_listed
                a_full_disk_is_out_of_space_and_nothing_is_left;
            guest:
                the_agent_of_a_booted_guest_answers
                an_agent_that_does_not_answer_is_guest_failed_within_5_seconds
                the_agent_of_a_machine_that_is_off_is_guest_failed
                a_command_leaves_its_output_and_its_exit_code
                a_command_that_fails_tells_its_exit_code_and_its_errors
                arguments_reach_a_program_as_data
                a_program_reads_its_standard_input
                a_program_sees_the_environment_it_is_given
                output_of_any_size_arrives_whole_and_in_order
                a_program_that_is_not_there_is_guest_failed
                a_command_that_takes_too_long_ends_with_timed_out
                commands_run_side_by_side
                a_file_written_in_the_guest_reads_back
                writing_a_file_replaces_what_was_there
                a_file_that_is_not_there_is_guest_failed
                the_console_log_begins_at_its_offset;
            guest_life:
                a_guest_answers_again_after_a_pause
                a_guest_answers_again_after_it_was_saved_and_restored
                a_guest_whose_agent_dies_ends_its_commands
                a_guest_that_is_asked_to_restart_boots_anew
                a_reset_machine_boots_its_guest_anew
                a_guest_that_dies_ends_its_commands
                a_guest_that_listens_shuts_down_when_it_is_asked;
        }
    };
}

macro_rules! table {
    ($($module:ident: $($case:ident)*;)*) => {
        /// All cases, in the order in which they are best run.
        pub const CASES: &[Case] = &[
            $($(Case { name: stringify!($case), run: |bench| Box::pin($module::$case(bench)) },)*)*
        ];
    };
}

hypervisor_cases! { [table] }
