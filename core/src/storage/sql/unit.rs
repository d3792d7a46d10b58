//! Whole units.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use uuid::Uuid;

use super::{
    Parameter, Statement,
    change::{delete_many, insert_into, kept, parameters},
    dialect::Dialect,
    read::claiming,
    step::{check, text, values},
};
use crate::storage::{Change, Kind, Query, Schema, Value};

/// The most runs one statement holds; the planner's work grows with them.
const MOST: usize = 32;
/// The most changes of a run, and the most rows one statement locks.
const ROWS: usize = 1000;

/// Changes of one kind on one table, which one statement makes.
type Run<'a> = Vec<&'a Change>;

/// Joins changes that follow each other and are alike, so that 10,000 new rows are some statements.
///
/// One statement does not see in which order its rows come. So a new row is not joined to one that already refers to it,
/// and rows that go are not joined where they may refer to each other.
fn runs<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Vec<Run<'a>> {
    let alike = |one: &Change, other: &Change| match (one, other) {
        (Change::Insert { schema, .. }, Change::Insert { .. }) => schema.table == other.schema().table,
        (Change::Delete { schema, .. }, Change::Delete { .. }) => {
            schema.table == other.schema().table
                && schema.references.iter().all(|reference| reference.table != schema.table)
        }
        (Change::Emit { .. }, Change::Emit { .. }) => true,
        _ => false,
    };
    let mut runs: Vec<Run<'a>> = Vec::new();
    let mut referred = BTreeSet::new();
    for change in changes {
        match runs.last_mut() {
            Some(run) if run.len() < ROWS && alike(run[0], change) && !referred.contains(&change.id()) => {
                run.push(change);
            }
            _ => {
                referred.clear();
                runs.push(vec![change]);
            }
        }
        let schema = change.schema();
        let own = schema.references.iter().filter(|reference| reference.table == schema.table);
        referred.extend(own.filter_map(|reference| change.target(reference)).filter(|id| *id != change.id()));
    }
    runs
}

/// Changes as few statements, and how many rows each must touch; none when there is nothing to join, the database has no
/// arrays to join it with, or a change is one that no database could make. Events come last.
///
/// A database that takes them all has done what the changes do one by one. One that does not has refused one of them.
pub(super) fn plan<'a>(changes: &'a [Change], dialect: &Dialect) -> Option<Vec<(Statement<'a>, usize)>> {
    if !dialect.arrays {
        return None;
    }
    let (events, others): (Vec<_>, Vec<_>) =
        changes.iter().partition(|change| matches!(change, Change::Emit { .. }));
    let runs = runs(others.into_iter().chain(events));
    if runs.len() == changes.len() || changes.iter().any(|change| check(change).is_err()) {
        return None;
    }
    let statement = |run: Run<'a>| {
        let mut statement = Statement::default();
        make(&mut statement, dialect, &run, None);
        (statement, run.len())
    };
    Some(runs.into_iter().map(statement).collect())
}

/// The unit as one statement of data-modifying expressions, for a database that has them (PostgreSQL). When any of its
/// changes touches no row the statement fails, by a division by zero, and so leaves nothing.
///
/// None for a unit whose changes must see each other, as when one frees the unique value that another takes: all parts
/// of a statement see the table as it was before.
///
/// The rows are touched in one order by everybody, lest two units wait for each other. Events come last, when every
/// row is locked, so that their places follow the order of the commits that touch the same row.
pub(super) fn fused<'a>(changes: &'a [Change], dialect: &Dialect) -> Option<Statement<'a>> {
    let (others, events) = parts(changes)?;
    // New rows are stored or refused: there is nothing to count.
    if events.len() < 2 && others.iter().all(|run| matches!(run[0], Change::Insert { .. })) {
        return [others, events].concat().split_last().map(|runs| stored(runs, dialect));
    }
    let mut statement = counted(&others, &events, dialect);
    statement.push(" SELECT done FROM done");
    Some(statement)
}

/// Rows that go, and then a claim, as one statement for a database that has them (PostgreSQL): what one turn of a worker
/// comes to. The claim waits for `done`, and a row that went is passed over.
///
/// None for any other unit: what it makes might be what is to be claimed, and all parts of a statement see the table as it
/// was before.
pub(super) fn fused_claim<'a>(
    changes: &'a [Change],
    (query, set): (&'a Query, &'a [(&'static str, Value)]),
    dialect: &Dialect,
) -> Option<Statement<'a>> {
    if changes.iter().any(|change| !matches!(change, Change::Delete { .. })) {
        return None;
    }
    let (others, events) = parts(changes)?;
    let mut statement = counted(&others, &events, dialect);
    statement.push(", claimed AS (");
    claiming(&mut statement, query, set, dialect, " AND (SELECT done FROM done) = 1");
    statement.push(") SELECT * FROM claimed");
    Some(statement)
}

/// The changes of a unit that one statement can make, and its events; none of a unit that goes one by one.
fn parts(changes: &[Change]) -> Option<(Vec<Run<'_>>, Vec<Run<'_>>)> {
    let (events, mut others): (Vec<_>, Vec<_>) =
        changes.iter().partition(|change| matches!(change, Change::Emit { .. }));
    let rows: BTreeSet<_> = changes.iter().map(row_of).collect();
    if changes.is_empty() || rows.len() < changes.len() || changes.iter().any(|change| check(change).is_err())
    {
        return None;
    }
    if frees_what_it_takes(&others) {
        return None;
    }
    // New rows after those that others may hold, and so together.
    others.sort_by_key(|change| (matches!(change, Change::Insert { .. }), row_of(change)));
    let (others, events) = (runs(others), runs(events));
    (others.len() + events.len() <= MOST).then_some((others, events))
}

/// New rows as one statement: those that come last, with the others as its parts.
fn stored<'a>((last, others): (&Run<'a>, &[Run<'a>]), dialect: &Dialect) -> Statement<'a> {
    let mut statement = Statement::default();
    for (at, run) in others.iter().enumerate() {
        statement.push(if at == 0 { "WITH " } else { ", " }).push(&format!("c{at} AS ("));
        make(&mut statement, dialect, run, None);
        statement.push(")");
    }
    statement.push(if others.is_empty() { "" } else { " " });
    make(&mut statement, dialect, last, None);
    statement
}

/// A unit up to `done`, which is there when every part touched the rows that it must, and its events after that.
fn counted<'a>(others: &[Run<'a>], events: &[Run<'a>], dialect: &Dialect) -> Statement<'a> {
    let mut statement = Statement::default();
    statement.push("WITH ");
    for (at, run) in others.iter().enumerate() {
        statement.push(&format!("c{at} AS ("));
        make(&mut statement, dialect, run, None);
        if !matches!(run[0], Change::Expect { .. }) {
            statement.push(" RETURNING 1");
        }
        statement.push("), ");
    }
    statement.push("done AS MATERIALIZED (SELECT 1 / (TRUE");
    for (at, run) in others.iter().enumerate() {
        // Writing to a string does not fail.
        let _ = write!(statement.text, " AND (SELECT count(*) FROM c{at}) = ");
        // As a parameter where it varies, so that the text does not.
        match run.len() {
            1 => statement.push("1"),
            more => {
                statement.bind(dialect, Cow::Owned(Value::Int(more as i64)));
                &mut statement
            }
        };
    }
    statement.push(")::int AS done)");
    // Each from the one before, as parts that do not depend on each other run in no order.
    let mut before = "done".to_owned();
    for (at, run) in events.iter().enumerate() {
        let name = format!("e{at}");
        statement.push(", ").push(&name).push(" AS (");
        make(&mut statement, dialect, run, Some(&before));
        statement.push(" RETURNING 1)");
        before = name;
    }
    statement
}

/// Locks the rows that several statements, up to a sensible number of rows, are going to touch or expect, in one order.
/// Units that do so first never wait for each other in a circle. Nothing where there is one writer at a time.
pub(super) fn locked(changes: &[Change], dialect: &Dialect) -> Vec<Statement<'static>> {
    if !dialect.locks {
        return Vec::new();
    }
    let mut rows: BTreeMap<(&str, Uuid), Lock> = BTreeMap::new();
    let held = changes.iter().filter_map(|change| Some((change, Lock::of(change)?)));
    for (change, lock) in held.clone() {
        let strongest = rows.entry(row_of(change)).or_insert(lock);
        *strongest = lock.max(*strongest);
    }
    if runs(held.map(|(change, _)| change)).len() < 2 || !(2..=ROWS).contains(&rows.len()) {
        return Vec::new();
    }
    let rows: Vec<_> = rows.into_iter().collect();
    let alike =
        rows.chunk_by(|((table, _), lock), ((other, _), stronger)| table == other && lock == stronger);
    let lock = |rows: &[((&str, Uuid), Lock)]| {
        let ((table, _), lock) = rows[0];
        let mut statement = Statement::default();
        statement.push("SELECT 1 FROM ").push(&dialect.table(table)).push(" WHERE id = ANY (");
        let ids = rows.iter().map(|((_, id), _)| Cow::Owned(Value::Uuid(*id))).collect();
        statement.values.push(Parameter::Many(Kind::Uuid, ids));
        dialect.parameter(&mut statement.text, 1);
        statement.push(") ORDER BY id FOR ").push(lock.text());
        statement
    };
    alike.map(lock).collect()
}

/// How a row is locked, the weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Lock {
    Stays,
    Changes,
    Goes,
}

impl Lock {
    /// What a change needs of a row that is there.
    fn of(change: &Change) -> Option<Self> {
        match change {
            Change::Expect { .. } => Some(Self::Stays),
            Change::Update { .. } | Change::Add { .. } => Some(Self::Changes),
            Change::Delete { .. } => Some(Self::Goes),
            Change::Insert { .. } | Change::Emit { .. } => None,
        }
    }

    fn text(self) -> &'static str {
        match self {
            Self::Stays => "SHARE",
            Self::Changes => "NO KEY UPDATE",
            Self::Goes => "UPDATE",
        }
    }
}

/// The row a change is about. Rows that have no id, and are going to be refused, count as one.
fn row_of(change: &Change) -> (&'static str, Uuid) {
    (change.schema().table, change.id())
}

/// Whether several changes write one table with unique values, or delete beside others than their like, or insert what
/// an earlier one refers to: what one takes, another may have freed or must not yet have made.
fn frees_what_it_takes(changes: &[&Change]) -> bool {
    let unique = |schema: &Schema| schema.indexes.iter().any(|index| index.unique);
    let mut replaced = BTreeSet::new();
    let mut written = BTreeSet::new();
    let mut referred = BTreeSet::new();
    let mut deletes = false;
    for change in changes {
        if let Change::Insert { schema, .. } | Change::Update { schema, .. } = change {
            referred.extend(schema.references.iter().map(|reference| reference.table));
        }
        match change {
            Change::Delete { .. } => deletes = true,
            Change::Update { schema, .. } | Change::Add { schema, .. } if unique(schema) => {
                replaced.insert(schema.table);
                if !written.insert(schema.table) {
                    return true;
                }
            }
            Change::Insert { schema, .. } => {
                written.insert(schema.table);
                if replaced.contains(schema.table) || referred.contains(schema.table) {
                    return true;
                }
            }
            Change::Update { .. } | Change::Add { .. } | Change::Expect { .. } | Change::Emit { .. } => {}
        }
    }
    deletes && runs(changes.iter().copied()).len() > 1
}

/// Writes the statement that makes the changes of a run, with its values bound after those that are there; of events also
/// one that runs after the part `before`.
fn make<'a>(statement: &mut Statement<'a>, dialect: &Dialect, run: &[&'a Change], before: Option<&str>) {
    let dialect = &dialect.after(statement.values.len());
    match run {
        [change] => {
            let text = text(change, dialect);
            match before.zip(text.split_once(" VALUES (")) {
                // The same, but as a select, which can depend on what comes before.
                Some((before, (head, values))) => {
                    let values = values.trim_end_matches(')');
                    statement.push(head).push(" SELECT ").push(values).push(" FROM ").push(before);
                }
                None => {
                    statement.push(&text);
                }
            }
            statement.values.extend(values(change));
        }
        [Change::Delete { schema, .. }, ..] => {
            statement.push(&delete_many(schema, dialect));
            let ids = run.iter().map(|change| Cow::Owned(Value::Uuid(change.id()))).collect();
            let version = |change: &&Change| Value::Int(change.version().unwrap_or_default() as i64);
            let versions = run.iter().map(|change| Cow::Owned(version(change))).collect();
            statement.values.extend([Parameter::Many(Kind::Uuid, ids), Parameter::Many(Kind::Int, versions)]);
        }
        [first, ..] => {
            let (schema, counted) = (first.schema(), matches!(first, Change::Emit { .. }));
            statement.push(&insert_into(schema, counted, dialect)).push(" SELECT new.* FROM unnest(");
            parameters(&mut statement.text, dialect, kept(schema, counted).count());
            statement.push(") AS new");
            if let Some(before) = before {
                statement.push(", ").push(before);
            }
            let column = |at: usize| run.iter().filter_map(|change| change.row()).map(move |row| &row[at]);
            for (at, kind) in kept(schema, counted).map(|(at, column)| (at, column.kind)) {
                let values = column(at).map(Cow::Borrowed).collect();
                statement.values.push(Parameter::Many(kind, values));
            }
        }
        [] => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        access::Project,
        event::Event,
        storage::{
            Changes, Entity,
            sql::{POSTGRES, SQLITE},
        },
    };

    fn expectation(id: u128) -> Change {
        Change::Expect { schema: Project::SCHEMA, id: Uuid::from_u128(id), version: 1 }
    }

    #[test]
    fn a_fused_unit_touches_its_rows_in_one_order_and_counts_them() {
        let unit = vec![expectation(2), expectation(1)];
        let statement = fused(&unit, &POSTGRES).unwrap();
        assert_eq!(
            statement.text,
            "WITH c0 AS (SELECT 1 FROM projects WHERE id = $1 AND version = $2 FOR SHARE), c1 AS (SELECT 1 FROM \
             projects WHERE id = $3 AND version = $4 FOR SHARE), done AS MATERIALIZED (SELECT 1 / (TRUE AND (SELECT \
             count(*) FROM c0) = 1 AND (SELECT count(*) FROM c1) = 1)::int AS done) SELECT done FROM done"
        );
        assert_eq!(statement.values[0], Parameter::One(Cow::Owned(Value::Uuid(Uuid::from_u128(1)))));
    }

    #[test]
    fn new_rows_and_their_event_are_stored_without_counting_them() {
        let id = Uuid::from_u128(1);
        let project = Project {
            id: id.into(),
            version: 1,
            organization_id: id.into(),
            name: "a".into(),
            created_at: crate::Timestamp::EPOCH,
        };
        let event = Event {
            id: id.into(),
            version: 1,
            sequence: 0,
            topic: "project.created".into(),
            entity_kind: "project".into(),
            entity_id: id,
            organization_id: None,
            project_id: None,
            actor: "system".into(),
            operation_id: None,
            request_id: None,
            payload: serde_json::Value::Null,
            payload_version: 1,
            at: crate::Timestamp::EPOCH,
        };
        let alone = "INSERT INTO projects (id, version, organization_id, name, created_at) VALUES ($1, $2, $3, $4, $5)";
        let unit = Changes::new().insert(&project).unwrap();
        assert_eq!(fused(unit.as_slice(), &POSTGRES).unwrap().text, alone);
        let unit = unit.emit(&event).unwrap();
        let statement = fused(unit.as_slice(), &POSTGRES).unwrap();
        assert!(
            statement.text.starts_with(&format!("WITH c0 AS ({alone}) INSERT INTO events (id, ")),
            "{statement:?}"
        );
        assert!(statement.text.contains(" VALUES ($6, "), "{statement:?}");
    }

    #[test]
    fn a_claim_is_fused_with_rows_that_go_and_with_nothing_else() {
        let query = Query::of::<Project>().limit(2);
        let set = [("name", Value::from("taken"))];
        let gone = [Change::Delete { schema: Project::SCHEMA, id: Uuid::from_u128(1), version: 1 }];
        let statement = fused_claim(&gone, (&query, &set), &POSTGRES).unwrap();
        assert_eq!(
            statement.text,
            "WITH c0 AS (DELETE FROM projects WHERE id = $1 AND version = $2 RETURNING 1), done AS MATERIALIZED (SELECT \
             1 / (TRUE AND (SELECT count(*) FROM c0) = 1)::int AS done), claimed AS (UPDATE projects SET version = \
             version + 1, name = $3 WHERE id = ANY (ARRAY(SELECT id FROM projects ORDER BY id ASC LIMIT 2 FOR UPDATE \
             SKIP LOCKED)) AND (SELECT done FROM done) = 1 RETURNING id, version, organization_id, name, created_at) \
             SELECT * FROM claimed"
        );
        assert_eq!(fused_claim(&[expectation(1)], (&query, &set), &POSTGRES), None);
    }

    #[test]
    fn changes_of_one_row_are_not_fused() {
        assert_eq!(fused(&[expectation(1), expectation(1)], &POSTGRES), None);
    }

    #[test]
    fn only_a_unit_that_holds_several_rows_locks_them_first_and_all_in_one_order() {
        let add = |id| Change::Add {
            schema: Project::SCHEMA,
            id: Uuid::from_u128(id),
            column: "used",
            delta: 1,
            bounds: 0..=9,
        };
        assert_eq!(locked(&[add(1)], &POSTGRES), []);
        assert_eq!(locked(&[add(1), add(1)], &POSTGRES), []);
        assert_eq!(locked(&[add(2), add(1)], &SQLITE), []);
        let texts = |unit: &[Change]| -> Vec<_> {
            let text = |lock: Statement<'_>| lock.text.rsplit_once("ANY ($1) ").unwrap().1.to_owned();
            locked(unit, &POSTGRES).into_iter().map(text).collect()
        };
        assert_eq!(texts(&[add(2), add(1)]), ["ORDER BY id FOR NO KEY UPDATE"]);
        assert_eq!(
            texts(&[add(2), expectation(3), expectation(1), expectation(2)]),
            ["ORDER BY id FOR SHARE", "ORDER BY id FOR NO KEY UPDATE", "ORDER BY id FOR SHARE"]
        );
    }

    #[test]
    fn deletions_that_follow_each_other_are_one_statement_whose_text_does_not_depend_on_their_number() {
        let delete = |id| Change::Delete { schema: Project::SCHEMA, id: Uuid::from_u128(id), version: 1 };
        let text =
            "DELETE FROM projects WHERE id = ANY ($1) AND (id, version) IN (SELECT * FROM unnest($1, $2))";
        for count in [2, 1000] {
            let unit: Vec<_> = (0..count).map(delete).collect();
            let planned = plan(&unit, &POSTGRES).unwrap();
            assert_eq!([(&*planned[0].0.text, planned[0].1)], [(text, unit.len())]);
            let fused = fused(&unit, &POSTGRES).unwrap();
            assert!(fused.text.contains("count(*) FROM c0) = $3"), "{}", fused.text);
        }
        assert_eq!(plan(&[delete(1), expectation(2)], &POSTGRES), None);
        assert_eq!(fused(&[delete(1), expectation(2)], &POSTGRES), None);
    }

    #[test]
    fn rows_that_may_come_in_the_wrong_order_are_not_joined() {
        const TREE: &Schema = &Schema {
            references: &[crate::storage::Reference { column: "organization_id", table: "projects" }],
            ..*Project::SCHEMA
        };
        let delete = |id| Change::Delete { schema: TREE, id: Uuid::from_u128(id), version: 1 };
        assert_eq!(plan(&[delete(1), delete(2)], &POSTGRES), None);
        let insert = |id, above| {
            let [id, above] = [id, above].map(|id| Value::Uuid(Uuid::from_u128(id)));
            let time = Value::Time(crate::Timestamp::EPOCH);
            Change::Insert { schema: TREE, row: vec![id, Value::Int(1), above, "a".into(), time] }
        };
        assert_eq!(plan(&[insert(2, 1), insert(1, 1)], &POSTGRES), None);
        assert_eq!(plan(&[insert(1, 1), insert(2, 1)], &POSTGRES).map(|plan| plan.len()), Some(1));
    }
}
