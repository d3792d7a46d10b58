//! What every storage adapter must do, case by case.
//!
//! An adapter's test says how to open a database and gets one `#[tokio::test]` per case:
//!
//! ```
//! use std::sync::Arc;
//! use vmbay::{Result, storage::{MemoryStorage, Storage}, testing::storage::StorageRig};
//!
//! /// A database of its own for one case; a file in a temporary directory, for instance.
//! #[derive(Default)]
//! struct Rig(MemoryStorage);
//!
//! #[async_trait::async_trait]
//! impl StorageRig for Rig {
//!     async fn open(&self) -> Result<Arc<dyn Storage>> {
//!         Ok(Arc::new(self.0.reopen()))
//!     }
//! }
//!
//! vmbay::storage_conformance!(Rig::default());
//! # fn main() {}
//! ```
//!
//! The crate needs `tokio` with the features `macros` and `rt-multi-thread`. For a database that only one handle can
//! open, as one in the memory of its connection, write `storage_conformance!(one_handle: …)`: the cases of
//! [`handles`] that open a second one are then left out.
//!
//! The cases: [`values`], [`filters`], [`pages`], [`writes`], [`races`], [`events`], [`migrations`], [`records`],
//! [`handles`]; the entities they store: [`sample`].

pub mod events;
pub mod filters;
pub mod handles;
pub mod migrations;
pub mod pages;
pub mod races;
pub mod records;
pub mod sample;
pub mod values;
pub mod writes;

use std::{fmt, sync::Arc, time::Duration};

use async_trait::async_trait;
use futures::future::BoxFuture;

use crate::{
    error::Result,
    storage::{Component, Storage},
};

/// Where one case keeps its database. Dropping it removes the database.
#[async_trait]
pub trait StorageRig: Send + Sync {
    /// A handle on the database, which is empty and not migrated when it is first opened.
    async fn open(&self) -> Result<Arc<dyn Storage>>;

    /// The component of [`sample`], two migrations. An adapter that is none of ours gives its own scripts.
    fn component(&self) -> Component {
        sample::SAMPLE
    }

    /// A component whose first migration does nothing and whose second cannot run.
    fn broken_component(&self) -> Component {
        sample::BROKEN
    }
}

/// One case.
#[derive(Clone, Copy)]
pub struct Case {
    /// The sentence it proves.
    pub name: &'static str,
    /// Whether it opens the database by two handles.
    pub two_handles: bool,
    run: fn(&dyn StorageRig) -> BoxFuture<'_, Result<()>>,
}

impl Case {
    /// How long a case may take on a slow machine.
    pub const LIMIT: Duration = Duration::from_secs(120);

    /// Runs the case.
    ///
    /// # Panics
    /// When the adapter does not do what the case says, or does it for longer than [`LIMIT`](Self::LIMIT).
    pub async fn run(&self, rig: &dyn StorageRig) {
        match tokio::time::timeout(Self::LIMIT, (self.run)(rig)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => panic!("{}: {:?}", self.name, error),
            Err(tokio::time::error::Elapsed { .. }) => {
                panic!("{}: it did not end within {:?}", self.name, Self::LIMIT)
            }
        }
    }
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// Every case.
pub const CASES: &[Case] = {
    macro_rules! list {
        ($(($two_handles:tt $module:ident $case:ident))*) => {
            &[$(Case {
                name: stringify!($case),
                two_handles: $two_handles,
                run: |rig| Box::pin($module::$case(rig)),
            }),*]
        };
    }
    crate::storage_cases!([list])
};

/// The case of this name.
#[doc(hidden)]
pub fn case(name: &str) -> Case {
    *CASES.iter().find(|case| case.name == name).expect("the list and the macro agree")
}

/// One `#[tokio::test]` per case, each on a rig of its own: `storage_conformance!(Rig::new())`, or
/// `storage_conformance!(one_handle: Rig::new())`.
#[macro_export]
macro_rules! storage_conformance {
    (one_handle: $rig:expr) => {
        $crate::storage_cases! { [$crate::storage_tests] one_handle $rig, }
    };
    ($rig:expr) => {
        $crate::storage_cases! { [$crate::storage_tests] all $rig, }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! storage_tests {
    ($which:ident $rig:expr, $(($two_handles:tt $module:ident $case:ident))*) => {
        $($crate::storage_test! { $which $two_handles $rig, $case })*
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! storage_test {
    (one_handle true $rig:expr, $case:ident) => {};
    ($which:ident $two_handles:tt $rig:expr, $case:ident) => {
        #[::tokio::test(flavor = "multi_thread", worker_threads = 4)]
        async fn $case() {
            let rig = $rig;
            $crate::testing::storage::case(stringify!($case)).run(&rig).await;
        }
    };
}

/// The one list of cases, handed to a macro: whether a case opens the database twice, its module, its name.
#[doc(hidden)]
#[macro_export]
macro_rules! storage_cases {
    ([$($callback:tt)*] $($arguments:tt)*) => {
        $($callback)*! { $($arguments)*
            (false values booleans_read_back)
            (false values booleans_are_found)
            (false values booleans_are_ordered)
            (false values integers_read_back)
            (false values integers_are_found)
            (false values integers_are_ordered)
            (false values floats_read_back)
            (false values floats_are_found)
            (false values floats_are_ordered)
            (false values texts_read_back)
            (false values texts_are_found)
            (false values texts_are_ordered_by_their_bytes)
            (false values bytes_read_back)
            (false values bytes_are_found)
            (false values bytes_are_ordered)
            (false values uuids_read_back)
            (false values uuids_are_found)
            (false values uuids_are_ordered)
            (false values times_read_back)
            (false values times_are_found)
            (false values times_are_ordered)
            (false values documents_read_back)
            (false values empty_is_not_null)
            (false values a_mebibyte_reads_back)
            (false values text_is_neither_normalized_nor_folded)
            (false values the_two_zeroes_are_equal)
            (false filters a_comparison_with_null_is_false)
            (false filters the_negation_of_unknown_is_unknown)
            (false filters is_null_and_its_negation_part_the_rows)
            (false filters an_empty_in_matches_nothing_an_empty_and_everything)
            (false filters conditions_nest)
            (false filters a_list_may_hold_a_thousand_values)
            (false filters a_prefix_is_taken_literally)
            (false filters a_part_is_taken_literally)
            (false filters a_prefix_may_end_in_the_highest_character)
            (false filters an_entry_matches_its_key_and_text)
            (false filters what_lacks_an_entry_matches_its_negation)
            (false filters an_unknown_field_is_refused)
            (false filters a_value_that_cannot_be_compared_is_refused)
            (false filters a_count_ignores_order_and_limit)
            (false pages ties_at_page_borders_come_once_ascending)
            (false pages ties_at_page_borders_come_once_descending)
            (false pages pages_by_id_meet_ascending)
            (false pages pages_by_id_meet_descending)
            (false pages pages_by_text_meet)
            (false pages pages_by_a_boolean_meet)
            (false pages filtered_pages_meet)
            (false pages a_page_that_is_not_full_is_the_last)
            (false pages a_cursor_outlives_its_row)
            (false pages a_cursor_of_another_list_is_refused)
            (false pages a_limit_out_of_range_is_refused)
            (false pages a_stream_goes_through_every_page)
            (false pages a_stream_yields_what_stays_once_while_rows_change)
            (false writes an_insert_reads_back_at_version_one)
            (false writes an_id_is_taken_once)
            (false writes a_unique_value_is_taken_once)
            (false writes several_columns_can_be_unique_together)
            (false writes null_is_never_a_duplicate)
            (false writes a_freed_value_can_be_taken_within_the_unit)
            (false writes a_reference_to_nothing_is_refused)
            (false writes what_is_referred_to_comes_first)
            (false writes what_is_referred_to_is_not_deleted)
            (false writes a_row_may_refer_to_itself)
            (false writes an_update_replaces_the_record)
            (false writes an_update_at_a_past_version_is_a_conflict)
            (false writes a_row_that_is_not_there_is_not_found)
            (false writes a_deletion_is_of_the_version_that_was_read)
            (false writes an_expectation_guards_the_unit)
            (false writes a_counter_stays_within_its_bounds)
            (false writes a_counter_does_not_overflow)
            (false writes a_counter_is_an_integer_column)
            (false writes changes_see_those_before_them)
            (false writes a_unit_whose_last_change_fails_leaves_nothing)
            (false writes the_change_that_fails_amid_many_alike_is_named)
            (false writes the_first_failure_decides_the_error)
            (false writes an_empty_unit_does_nothing)
            (false writes a_unit_may_hold_ten_thousand_changes)
            (false writes a_row_without_a_value_that_must_be_there_is_refused)
            (false writes what_no_column_can_hold_is_refused)
            (false races of_concurrent_updates_one_wins)
            (false races of_concurrent_inserts_of_one_name_one_wins)
            (false races a_bounded_counter_never_overshoots)
            (false races every_concurrent_addition_counts)
            (false races opposite_orders_do_not_deadlock)
            (false races a_reader_never_sees_half_a_unit)
            (false races a_dropped_commit_leaves_all_or_nothing)
            (false races a_claim_returns_rows_as_they_are_now)
            (false races a_claim_takes_the_first_of_its_order)
            (false races a_claim_sets_only_what_is_there)
            (false races a_claim_follows_its_first_unit)
            (false races a_claim_whose_first_unit_fails_takes_nothing)
            (false races a_claim_that_is_refused_applies_nothing)
            (false races claims_by_many_tasks_win_each_row_once)
            (false events events_are_numbered_in_the_order_of_commits)
            (false events a_failed_unit_announces_nothing)
            (false events a_sequence_number_is_never_given_again)
            (false events a_reader_misses_no_event_of_concurrent_writers)
            (false events an_event_wakes_the_watchers)
            (false events a_queued_operation_wakes_the_watchers)
            (false events the_first_unit_of_a_claim_wakes_the_watchers)
            (false events other_commits_wake_nobody)
            (false migrations the_status_tells_what_is_pending_and_what_ran)
            (false migrations migrating_twice_changes_nothing)
            (false migrations concurrent_migrators_run_each_migration_once)
            (false migrations a_later_migration_keeps_the_data)
            (false migrations a_rollback_takes_the_newest_back)
            (false migrations a_newer_database_is_refused)
            (false migrations a_diverged_database_is_refused_before_anything_runs)
            (false migrations an_unknown_component_is_left_alone)
            (false migrations a_component_for_other_adapters_is_unsupported)
            (false migrations a_migration_that_fails_is_not_recorded)
            (false records a_record_is_found_or_not_found)
            (false records many_records_are_read_by_their_ids)
            (false records many_records_are_inserted_all_or_none)
            (false records an_upsert_inserts_or_replaces)
            (false records concurrent_upserts_all_succeed)
            (false records a_deletion_by_condition_removes_what_matches)
            (false handles a_closed_storage_answers_closed)
            (true handles reopening_keeps_everything)
            (true handles closing_one_handle_leaves_the_other)
            (true handles a_commit_is_seen_by_the_other_handle)
            (true handles migrators_of_two_handles_run_each_migration_once)
            (true handles of_writers_through_two_handles_one_wins)
            (true handles claims_through_two_handles_win_each_row_once)
            (true handles a_reader_misses_no_event_of_two_handles)
        }
    };
}
