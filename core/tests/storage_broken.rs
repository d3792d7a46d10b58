//! The conformance kit fails adapters that are broken, case by case: each defect below fails the cases that are about it,
//! and no other.
//!
//! The cases run on one thread and a clock that jumps when all wait, so that what a race does is the same each time.

#![expect(clippy::unwrap_used, reason = "it is a test")]

use std::{collections::HashMap, panic::AssertUnwindSafe, sync::Arc};

use async_trait::async_trait;
use futures::FutureExt;
use tokio::{
    sync::{Mutex, watch},
    task::yield_now,
};
use uuid::Uuid;
use vmbay::{
    Error, Result,
    event::Event,
    storage::{
        Change, Changes, Component, ComponentStatus, Direction, Entity, Filter, MemoryStorage,
        MigrateCommand, Query, Row, Schema, Storage, Value, Wake, Waker,
    },
    testing::storage::{CASES, StorageRig},
};

/// What is wrong with an adapter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Defect {
    /// Nothing: every case passes, under the conditions of these tests too.
    None,
    ForgetsUniqueIndexes,
    ForgetsReferences,
    IgnoresVersions,
    IgnoresBounds,
    DropsTheLastChange,
    CommitsChangeByChange,
    LosesTiesAtPageBorders,
    IgnoresTheLimit,
    IgnoresTheDirection,
    MatchesNullByDifference,
    TakesPercentForAWildcard,
    FoldsCase,
    ReturnsRowsItDidNotWin,
    ClaimsBlindly,
    ClaimsBeforeItsFirstUnit,
    NumbersEventsBeforeTheyCommit,
    WakesNobody,
    OverlooksADivergedSchema,
    GoesOnAfterClosing,
    CountsAPage,
    ForgetsOnReopening,
}
use Defect::*;

/// The memory adapter with a defect.
#[derive(Debug)]
struct Broken {
    defect: Defect,
    inner: MemoryStorage,
    world: Arc<World>,
}

/// What the handles on one broken database share.
#[derive(Debug, Default)]
struct World {
    sequence: Mutex<i64>,
    schemas: Mutex<HashMap<&'static str, &'static Schema>>,
    silent: Waker,
}

impl Broken {
    /// The schema as the adapter understands it.
    async fn schema(&self, schema: &'static Schema) -> &'static Schema {
        let mut schemas = self.world.schemas.lock().await;
        schemas.entry(schema.table).or_insert_with(|| match self.defect {
            ForgetsUniqueIndexes => Box::leak(Box::new(Schema { indexes: &[], ..*schema })),
            ForgetsReferences => Box::leak(Box::new(Schema { references: &[], ..*schema })),
            _ => schema,
        })
    }

    async fn version(&self, schema: &'static Schema, id: Uuid, otherwise: u64) -> Result<u64> {
        let query = Query::on(schema).filter(Filter::eq("id", id));
        Ok(match self.inner.select(&query).await?.first().and_then(|row| row.get(1)) {
            Some(Value::Int(version)) => *version as u64,
            _ => otherwise,
        })
    }

    async fn mend(&self, change: Change) -> Result<Change> {
        Ok(match change {
            Change::Insert { schema, row } => Change::Insert { schema: self.schema(schema).await, row },
            Change::Update { schema, mut row } => {
                if let (IgnoresVersions, Value::Uuid(id), Value::Int(version)) =
                    (self.defect, &row[0], &row[1])
                {
                    row[1] = Value::Int(self.version(schema, *id, *version as u64).await? as i64);
                }
                Change::Update { schema: self.schema(schema).await, row }
            }
            Change::Delete { schema, id, version } if self.defect == IgnoresVersions => {
                Change::Delete { schema, id, version: self.version(schema, id, version).await? }
            }
            Change::Expect { schema, id, version } if self.defect == IgnoresVersions => {
                Change::Expect { schema, id, version: self.version(schema, id, version).await? }
            }
            Change::Add { schema, id, column, delta, .. } if self.defect == IgnoresBounds => {
                Change::Add { schema, id, column, delta, bounds: i64::MIN..=i64::MAX }
            }
            Change::Emit { mut row } if self.defect == NumbersEventsBeforeTheyCommit => {
                let sequence = {
                    let mut sequence = self.world.sequence.lock().await;
                    *sequence += 1;
                    *sequence
                };
                row[Event::SCHEMA.position("sequence").unwrap()] = Value::Int(sequence);
                if sequence % 3 == 0 {
                    yield_now().await;
                    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
                }
                Change::Insert { schema: Event::SCHEMA, row }
            }
            other => other,
        })
    }

    fn query(&self, query: &Query) -> Query {
        let mut query = query.clone();
        query.filter = filter(self.defect, query.filter);
        match self.defect {
            LosesTiesAtPageBorders => {
                if let Some((_, id)) = query.after.as_mut().filter(|_| query.order != "id") {
                    *id = if query.direction == Direction::Ascending { Uuid::max() } else { Uuid::nil() };
                }
            }
            IgnoresTheLimit => query.limit = u32::MAX,
            IgnoresTheDirection => query.direction = Direction::Ascending,
            _ => {}
        }
        query
    }
}

fn filter(defect: Defect, of: Filter) -> Filter {
    let all = |filters: Vec<Filter>| filters.into_iter().map(|of| filter(defect, of)).collect();
    match (defect, of) {
        (_, Filter::And(filters)) => Filter::And(all(filters)),
        (_, Filter::Or(filters)) => Filter::Or(all(filters)),
        (_, Filter::Not(of)) => Filter::Not(Box::new(filter(defect, *of))),
        (MatchesNullByDifference, Filter::Ne(column, value)) => {
            Filter::Ne(column.clone(), value).or(Filter::IsNull(column))
        }
        (TakesPercentForAWildcard, Filter::Prefix(column, text)) => {
            Filter::Prefix(column, text.split('%').next().unwrap_or_default().to_owned())
        }
        (FoldsCase, Filter::Contains(column, text)) => Filter::Contains(column.clone(), text.to_lowercase())
            .or(Filter::Contains(column, text.to_uppercase())),
        (_, other) => other,
    }
}

#[async_trait]
impl Storage for Broken {
    fn name(&self) -> &'static str {
        self.inner.name()
    }

    async fn migrate(
        &self,
        components: &[Component],
        command: MigrateCommand,
    ) -> Result<Vec<ComponentStatus>> {
        match self.inner.migrate(components, command).await {
            Err(Error::Corrupt { .. }) if self.defect == OverlooksADivergedSchema => {
                self.inner.migrate(components, MigrateCommand::Status).await
            }
            done => done,
        }
    }

    async fn select(&self, query: &Query) -> Result<Vec<Row>> {
        self.inner.select(&self.query(query)).await
    }

    async fn commit(&self, changes: Changes) -> Result<()> {
        let mut unit = Vec::new();
        for change in changes {
            unit.push(self.mend(change).await?);
        }
        if self.defect == DropsTheLastChange && unit.len() > 1 {
            unit.pop();
        }
        if self.defect != CommitsChangeByChange || unit.is_empty() {
            return self.inner.commit(unit.into()).await;
        }
        for change in unit {
            self.inner.commit(vec![change].into()).await?;
            yield_now().await;
        }
        Ok(())
    }

    async fn claim(&self, query: &Query, set: &[(&'static str, Value)], first: Changes) -> Result<Vec<Row>> {
        if self.defect == ClaimsBeforeItsFirstUnit {
            let rows = self.inner.claim(query, set, Changes::new()).await?;
            return self.inner.commit(first).await.map(|()| rows);
        }
        if !matches!(self.defect, ReturnsRowsItDidNotWin | ClaimsBlindly) {
            return self.inner.claim(&self.query(query), set, first).await;
        }
        query.schema.check_set(set)?;
        self.inner.commit(first).await?;
        let mut rows = self.select(query).await?;
        yield_now().await;
        for row in &mut rows {
            let position =
                |column| query.schema.position(column).ok_or_else(|| Error::invalid(column, "is not there"));
            for (column, value) in set {
                row[position(column)?] = value.clone();
            }
            if let (ClaimsBlindly, Value::Uuid(id)) = (self.defect, &row[0]) {
                row[1] = Value::Int(self.version(query.schema, *id, 0).await? as i64);
            }
            let change = Change::Update { schema: query.schema, row: row.clone() };
            match self.inner.commit(vec![change].into()).await {
                Ok(()) | Err(Error::Conflict { .. }) => {}
                Err(error) => return Err(error),
            }
            if let Value::Int(version) = &mut row[1] {
                *version += 1;
            }
        }
        Ok(rows)
    }

    async fn count(&self, query: &Query) -> Result<u64> {
        match self.defect {
            CountsAPage => Ok(self.inner.select(query).await?.len() as u64),
            _ => self.inner.count(&Query { limit: query.limit, ..self.query(query) }).await,
        }
    }

    fn watch(&self) -> watch::Receiver<Wake> {
        match self.defect {
            WakesNobody => self.world.silent.subscribe(),
            _ => self.inner.watch(),
        }
    }

    async fn close(&self) -> Result<()> {
        match self.defect {
            GoesOnAfterClosing => Ok(()),
            _ => self.inner.close().await,
        }
    }
}

struct Rig {
    defect: Defect,
    database: MemoryStorage,
    world: Arc<World>,
}

#[async_trait]
impl StorageRig for Rig {
    async fn open(&self) -> Result<Arc<dyn Storage>> {
        let inner = match self.defect {
            ForgetsOnReopening => MemoryStorage::new(),
            _ => self.database.reopen(),
        };
        Ok(Arc::new(Broken { defect: self.defect, inner, world: self.world.clone() }))
    }
}

/// The cases an adapter with this defect fails, in the order of the list.
async fn failing(defect: Defect) -> Vec<&'static str> {
    let mut failing = Vec::new();
    for case in CASES {
        let rig = Rig { defect, database: MemoryStorage::new(), world: Arc::default() };
        if AssertUnwindSafe(case.run(&rig)).catch_unwind().await.is_err() {
            failing.push(case.name);
        }
    }
    failing
}

macro_rules! defects {
    ($($test:ident: $defect:ident => [$($case:ident),* $(,)?];)*) => { $(
        #[tokio::test(start_paused = true)]
        async fn $test() {
            assert_eq!(failing($defect).await, [$(stringify!($case)),*] as [&str; _]);
        }
    )* };
}
defects! {
    an_adapter_without_a_defect_fails_nothing: None => [];
    forgotten_unique_indexes_are_found: ForgetsUniqueIndexes => [
        a_unique_value_is_taken_once,
        several_columns_can_be_unique_together,
        a_freed_value_can_be_taken_within_the_unit,
        a_unit_whose_last_change_fails_leaves_nothing,
        the_first_failure_decides_the_error,
        of_concurrent_inserts_of_one_name_one_wins,
        many_records_are_inserted_all_or_none,
        an_upsert_inserts_or_replaces,
    ];
    forgotten_references_are_found: ForgetsReferences => [
        a_reference_to_nothing_is_refused,
        what_is_referred_to_comes_first,
        what_is_referred_to_is_not_deleted,
        a_unit_whose_last_change_fails_leaves_nothing,
        the_change_that_fails_amid_many_alike_is_named,
        a_deletion_by_condition_removes_what_matches,
        reopening_keeps_everything,
    ];
    ignored_versions_are_found: IgnoresVersions => [
        an_update_at_a_past_version_is_a_conflict,
        a_deletion_is_of_the_version_that_was_read,
        an_expectation_guards_the_unit,
        a_unit_whose_last_change_fails_leaves_nothing,
        the_change_that_fails_amid_many_alike_is_named,
        the_first_failure_decides_the_error,
        of_concurrent_updates_one_wins,
        of_writers_through_two_handles_one_wins,
    ];
    ignored_bounds_are_found: IgnoresBounds => [
        a_counter_stays_within_its_bounds,
        a_unit_whose_last_change_fails_leaves_nothing,
        a_bounded_counter_never_overshoots,
        of_writers_through_two_handles_one_wins,
    ];
    a_dropped_last_change_is_found: DropsTheLastChange => [
        booleans_read_back,
        integers_read_back,
        floats_read_back,
        texts_read_back,
        bytes_read_back,
        uuids_read_back,
        times_read_back,
        documents_read_back,
        empty_is_not_null,
        text_is_neither_normalized_nor_folded,
        the_two_zeroes_are_equal,
        a_comparison_with_null_is_false,
        the_negation_of_unknown_is_unknown,
        is_null_and_its_negation_part_the_rows,
        an_empty_in_matches_nothing_an_empty_and_everything,
        conditions_nest,
        a_list_may_hold_a_thousand_values,
        a_prefix_is_taken_literally,
        a_part_is_taken_literally,
        an_entry_matches_its_key_and_text,
        what_lacks_an_entry_matches_its_negation,
        a_count_ignores_order_and_limit,
        ties_at_page_borders_come_once_ascending,
        ties_at_page_borders_come_once_descending,
        pages_by_id_meet_ascending,
        pages_by_id_meet_descending,
        pages_by_text_meet,
        pages_by_a_boolean_meet,
        a_cursor_outlives_its_row,
        a_stream_goes_through_every_page,
        a_stream_yields_what_stays_once_while_rows_change,
        a_freed_value_can_be_taken_within_the_unit,
        what_is_referred_to_comes_first,
        an_expectation_guards_the_unit,
        changes_see_those_before_them,
        a_unit_whose_last_change_fails_leaves_nothing,
        the_change_that_fails_amid_many_alike_is_named,
        a_unit_may_hold_ten_thousand_changes,
        opposite_orders_do_not_deadlock,
        a_dropped_commit_leaves_all_or_nothing,
        a_claim_returns_rows_as_they_are_now,
        a_claim_takes_the_first_of_its_order,
        a_claim_sets_only_what_is_there,
        a_claim_follows_its_first_unit,
        a_claim_whose_first_unit_fails_takes_nothing,
        events_are_numbered_in_the_order_of_commits,
        a_failed_unit_announces_nothing,
        a_sequence_number_is_never_given_again,
        a_reader_misses_no_event_of_concurrent_writers,
        other_commits_wake_nobody,
        many_records_are_read_by_their_ids,
        many_records_are_inserted_all_or_none,
        a_deletion_by_condition_removes_what_matches,
        reopening_keeps_everything,
        a_reader_misses_no_event_of_two_handles,
    ];
    a_unit_that_is_not_atomic_is_found: CommitsChangeByChange => [
        an_expectation_guards_the_unit,
        changes_see_those_before_them,
        a_unit_whose_last_change_fails_leaves_nothing,
        the_change_that_fails_amid_many_alike_is_named,
        a_unit_may_hold_ten_thousand_changes,
        a_reader_never_sees_half_a_unit,
        a_dropped_commit_leaves_all_or_nothing,
        a_failed_unit_announces_nothing,
        other_commits_wake_nobody,
        many_records_are_inserted_all_or_none,
    ];
    lost_ties_at_page_borders_are_found: LosesTiesAtPageBorders => [
        ties_at_page_borders_come_once_ascending,
        ties_at_page_borders_come_once_descending,
        pages_by_text_meet,
        pages_by_a_boolean_meet,
        filtered_pages_meet,
        a_cursor_outlives_its_row,
    ];
    an_ignored_limit_is_found: IgnoresTheLimit => [
        ties_at_page_borders_come_once_ascending,
        ties_at_page_borders_come_once_descending,
        pages_by_id_meet_ascending,
        pages_by_id_meet_descending,
        pages_by_text_meet,
        pages_by_a_boolean_meet,
        filtered_pages_meet,
        a_page_that_is_not_full_is_the_last,
        a_cursor_outlives_its_row,
        a_claim_takes_the_first_of_its_order,
        a_record_is_found_or_not_found,
    ];
    an_ignored_direction_is_found: IgnoresTheDirection => [
        booleans_are_ordered,
        integers_are_ordered,
        floats_are_ordered,
        texts_are_ordered_by_their_bytes,
        bytes_are_ordered,
        uuids_are_ordered,
        times_are_ordered,
        ties_at_page_borders_come_once_descending,
        pages_by_id_meet_descending,
        pages_by_text_meet,
        filtered_pages_meet,
    ];
    wrong_logic_of_null_is_found: MatchesNullByDifference => [
        booleans_are_found,
        integers_are_found,
        floats_are_found,
        texts_are_found,
        bytes_are_found,
        uuids_are_found,
        times_are_found,
        a_comparison_with_null_is_false,
    ];
    a_wildcard_in_a_prefix_is_found: TakesPercentForAWildcard => [
        a_prefix_is_taken_literally,
    ];
    folded_case_is_found: FoldsCase => [
        a_part_is_taken_literally,
    ];
    a_claim_of_rows_not_won_is_found: ReturnsRowsItDidNotWin => [
        claims_by_many_tasks_win_each_row_once,
        claims_through_two_handles_win_each_row_once,
    ];
    a_blind_claim_is_found: ClaimsBlindly => [
        claims_by_many_tasks_win_each_row_once,
        claims_through_two_handles_win_each_row_once,
    ];
    a_claim_before_its_first_unit_is_found: ClaimsBeforeItsFirstUnit => [
        a_claim_follows_its_first_unit,
        a_claim_whose_first_unit_fails_takes_nothing,
    ];
    events_numbered_too_early_are_found: NumbersEventsBeforeTheyCommit => [
        a_reader_misses_no_event_of_concurrent_writers,
        an_event_wakes_the_watchers,
        a_reader_misses_no_event_of_two_handles,
    ];
    missing_wake_ups_are_found: WakesNobody => [
        an_event_wakes_the_watchers,
        a_queued_operation_wakes_the_watchers,
        the_first_unit_of_a_claim_wakes_the_watchers,
    ];
    an_overlooked_divergence_is_found: OverlooksADivergedSchema => [
        a_diverged_database_is_refused_before_anything_runs,
    ];
    a_storage_that_goes_on_after_closing_is_found: GoesOnAfterClosing => [
        a_closed_storage_answers_closed,
    ];
    a_count_of_one_page_is_found: CountsAPage => [
        a_list_may_hold_a_thousand_values,
        a_count_ignores_order_and_limit,
        a_unit_may_hold_ten_thousand_changes,
        a_deletion_by_condition_removes_what_matches,
    ];
    a_database_that_forgets_is_found: ForgetsOnReopening => [
        reopening_keeps_everything,
        a_commit_is_seen_by_the_other_handle,
        of_writers_through_two_handles_one_wins,
        a_reader_misses_no_event_of_two_handles,
    ];
}
