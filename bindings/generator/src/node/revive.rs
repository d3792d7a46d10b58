//! From parsed rows to objects with dates, big numbers and bytes: `revive.ts`.

use std::fmt::Write as _;

use super::HEADER;
use crate::{
    json::{is_exact, name, tag},
    model::{Api, Field, Type},
    surface::{given_out, is_plain},
};

/// What the generated functions are made of.
const HELPERS: &str = r#"
/** What a record's fields hold, in their order; of one of several kinds, after its kind. */
type Row = readonly any[];

/** A value as it is. */
export const same = <T>(value: T): T => value;

/** Nothing. */
export const none = (): void => undefined;

/** Bytes. */
export const bytes = (value: string): Buffer => Buffer.from(value, "base64");

/** A time. */
export const time = (value: number): Date => new Date(value / 1000);

/** A size. */
export const size = (value: number | string): bigint => BigInt(value);

/** What there may be. */
export const optional = <V, T>(revive: (value: V) => T) => (value: V | null): T | null =>
  value === null ? null : revive(value);

/** Each of a list. */
export const list = <V, T>(revive: (value: V) => T) => (values: V[]): T[] => values.map((value) => revive(value));

/** Each of what has names. */
export const entries = <V, T>(revive: (value: V) => T) => (values: Record<string, V>): Record<string, T> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, revive(value)]));

/** Each of a page. */
export const page = <V, T>(revive: (value: V) => T) => (value: { items: V[]; next: string | null }): Page<T> =>
  new Page(value.items.map((item) => revive(item)), value.next);

/** What became of one of many. */
export const many = <V, T>(revive: (value: V) => T) => (value: { item: string; value: V | null; error: Row | null }): ManyResult<string, T> => ({
  item: value.item,
  value: value.value === null ? null : revive(value.value),
  error: value.error === null ? null : errorOf(reviveFailure(value.error)),
});
"#;

/// A function for each record.
pub(super) fn write(api: &Api) -> String {
    let given = given_out(api);
    let mut names = Vec::new();
    let mut out = String::new();
    for record in api.records.iter().filter(|record| given.contains(&record.name)) {
        let fields = record.fields.iter().chain(&record.getters);
        let object = object(api, fields, 0, "", "  ");
        let name = &record.name;
        let _ = write!(out, "\nexport function revive{name}(row: Row): {name} {{\n  return {object};\n}}\n");
        names.push(name.clone());
    }
    for union in api.unions.iter().filter(|union| given.contains(&union.name)) {
        let plain = is_plain(api, union);
        let mut cases = String::new();
        for (at, variant) in union.variants.iter().enumerate() {
            let kind = tag(&variant.name);
            let object = if plain {
                let record = |ty: &Type| match ty {
                    Type::Named(name) => api.records.iter().find(|record| record.name == *name),
                    _ => None,
                };
                let records = variant.fields.iter().filter_map(|field| record(&field.ty));
                let fields = records.flat_map(|record| record.fields.iter().chain(&record.getters));
                object(api, fields, 1, &kind, "      ")
            } else {
                object(api, variant.fields.iter(), 1, &kind, "      ")
            };
            let is_last = at + 1 == union.variants.len();
            let case = if is_last { "default".to_owned() } else { format!("case \"{kind}\"") };
            let _ = write!(cases, "    {case}:\n      return {object};\n");
        }
        let name = &union.name;
        let _ = write!(
            out,
            "\nexport function revive{name}(row: Row): {name} {{\n  switch (row[0]) {{\n{cases}  }}\n}}\n"
        );
        names.push(name.clone());
    }
    let imports = super::services::lines(&names);
    format!(
        "{HEADER}import {{ errorOf }} from \"./failure\";\nimport {{ Page }} from \"./page\";\n\
         import type {{\n{imports}  ManyResult,\n}} from \"./types\";\n{HELPERS}{out}"
    )
}

/// An object of these fields, which stand in a row from a place on; its kind comes first, if it has one.
fn object<'a>(
    api: &Api,
    fields: impl Iterator<Item = &'a Field>,
    from: usize,
    kind: &str,
    indent: &str,
) -> String {
    let mut out = String::from("{\n");
    if !kind.is_empty() {
        let _ = writeln!(out, "{indent}  type: \"{kind}\",");
    }
    for (at, field) in fields.enumerate() {
        let (key, value) =
            (name(&field.name, &field.ty), of_field(api, field, &format!("row[{}]", from + at)));
        let _ = writeln!(out, "{indent}  {key}: {value},");
    }
    let _ = write!(out, "{indent}}}");
    out
}

/// What a field holds.
fn of_field(api: &Api, field: &Field, own: &str) -> String {
    let revive =
        if is_exact(&field.name, &field.ty) { Some("size".to_owned()) } else { of(api, field.ty.inner()) };
    match (revive, &field.ty) {
        (None, _) => own.to_owned(),
        (Some(revive), Type::Option(_)) => format!("{own} === null ? null : {revive}({own})"),
        (Some(revive), _) => format!("{revive}({own})"),
    }
}

/// The function that revives a value of a type; none for one that JSON tells as it is.
pub(super) fn of(api: &Api, ty: &Type) -> Option<String> {
    match ty {
        Type::Unit => Some("none".into()),
        Type::Time => Some("time".into()),
        Type::Bytes => Some("bytes".into()),
        Type::Named(name) => is_row(api, name).then(|| format!("revive{name}")),
        Type::Option(inner) => of(api, inner).map(|inner| format!("optional({inner})")),
        Type::List(inner) => of(api, inner).map(|inner| format!("list({inner})")),
        Type::Map(inner) => of(api, inner).map(|inner| format!("entries({inner})")),
        Type::Page(inner) => Some(format!("page({})", of(api, inner).unwrap_or_else(|| "same".into()))),
        Type::Many(_, came) => Some(format!("many({})", of(api, came).unwrap_or_else(|| "same".into()))),
        _ => None,
    }
}

/// Whether values of this type are written as rows.
fn is_row(api: &Api, name: &str) -> bool {
    api.records.iter().any(|record| record.name == name) || api.unions.iter().any(|union| union.name == name)
}
