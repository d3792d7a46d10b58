//! From parsed JSON to dates, big numbers and bytes: `revive.ts`.

use std::{collections::BTreeSet, fmt::Write as _};

use super::HEADER;
use crate::{
    json::{is_exact, name},
    model::{Api, Field, Type},
    surface::given_out,
};

/// A function for each record that holds what JSON has no type for.
pub(super) fn write(api: &Api) -> String {
    let given = given_out(api);
    let mut names = Vec::new();
    let mut out = String::new();
    for record in api.records.iter().filter(|record| given.contains(&record.name)) {
        let mut body = String::new();
        for field in record.fields.iter().chain(&record.getters) {
            body.push_str(&of_field(api, field, 1));
        }
        names.push(record.name.clone());
        function(&mut out, &record.name, &body);
    }
    for union in api.unions.iter().filter(|union| given.contains(&union.name)) {
        let mut body = String::new();
        for variant in &union.variants {
            let fields: String = match (&variant.fields[..], crate::surface::is_plain(api, union)) {
                ([field], true) => match &field.ty {
                    Type::Named(name) if holds(api, name, &mut BTreeSet::new()) => {
                        format!("    revive{name}(value as never);\n")
                    }
                    _ => String::new(),
                },
                (fields, _) => fields.iter().map(|field| of_field(api, field, 2)).collect(),
            };
            if !fields.is_empty() {
                let kind = crate::json::tag(&variant.name);
                let _ = write!(body, "  if (value.type === \"{kind}\") {{\n{fields}  }}\n");
            }
        }
        names.push(union.name.clone());
        function(&mut out, &union.name, &body);
    }
    let imports = super::services::lines(&names);
    format!(
        "{HEADER}import {{ errorOf }} from \"./failure\";\nimport {{ Page }} from \"./page\";\n\
         import type {{\n{imports}  ManyResult,\n}} from \"./types\";\n\n\
         type Parsed = Record<string, any>;\n\n\
         /** A value as it is. */\nexport const same = <T>(value: T): T => value;\n\n\
         /** Nothing. */\nexport const none = (): void => undefined;\n\n\
         /** Bytes. */\nexport const bytes = (value: string): Buffer => Buffer.from(value, \"base64\");\n\n\
         /** A time. */\nexport const time = (value: number): Date => new Date(value / 1000);\n\n\
         /** What there may be. */\nexport const optional = <V, T>(revive: (value: V) => T) => (value: V | null): T | null =>\n  value === null ? null : revive(value);\n\n\
         /** Each of a list. */\nexport const list = <V, T>(revive: (value: V) => T) => (values: V[]): T[] => values.map(revive);\n\n\
         /** Each of a page. */\nexport const page = <V, T>(revive: (value: V) => T) => (value: {{ items: V[]; next: string | null }}): Page<T> =>\n  new Page(value.items.map((item) => revive(item)), value.next);\n\n\
         /** What became of one of many. */\nexport const many = <V, T>(revive: (value: V) => T) => \n  (value: {{ item: string; value: V | null; error: Failure | null }}): ManyResult<string, T> => ({{\n    item: value.item,\n    value: value.value === null ? null : revive(value.value),\n    error: value.error === null ? null : errorOf(value.error),\n  }});\n\
         {out}"
    )
}

fn function(out: &mut String, name: &str, body: &str) {
    let parameter = if body.is_empty() { "value: unknown" } else { "value: Parsed" };
    let _ = write!(
        out,
        "\nexport function revive{name}({parameter}): {name} {{\n{body}  return value as {name};\n}}\n"
    );
}

/// What revives a field, in place.
fn of_field(api: &Api, field: &Field, depth: usize) -> String {
    let indent = "  ".repeat(depth);
    let own = format!("value.{}", name(&field.name, &field.ty));
    let revived = if is_exact(&field.name, &field.ty) {
        Some(format!("BigInt({own})"))
    } else {
        match field.ty.inner() {
            Type::Time => Some(format!("new Date({own} / 1000)")),
            other => of(api, other).map(|revive| format!("{revive}({own})")),
        }
    };
    match (revived, &field.ty) {
        (None, _) => String::new(),
        (Some(revived), Type::Option(_)) => format!("{indent}if ({own} !== null) {own} = {revived};\n"),
        (Some(revived), _) => format!("{indent}{own} = {revived};\n"),
    }
}

/// The function that revives a value of a type; none for one that JSON tells as it is.
pub(super) fn of(api: &Api, ty: &Type) -> Option<String> {
    match ty {
        Type::Unit => Some("none".into()),
        Type::Time => Some("time".into()),
        Type::Bytes => Some("bytes".into()),
        Type::Named(name) if holds(api, name, &mut BTreeSet::new()) => Some(format!("revive{name}")),
        Type::Option(inner) => of(api, inner).map(|inner| format!("optional({inner})")),
        Type::List(inner) => of(api, inner).map(|inner| format!("list({inner})")),
        Type::Page(inner) => Some(format!("page({})", of(api, inner).unwrap_or_else(|| "same".into()))),
        Type::Many(_, came) => Some(format!("many({})", of(api, came).unwrap_or_else(|| "same".into()))),
        _ => None,
    }
}

/// Whether a type holds what JSON has no type for.
fn holds(api: &Api, name: &str, seen: &mut BTreeSet<String>) -> bool {
    if !seen.insert(name.to_owned()) {
        return false;
    }
    let record = api.records.iter().find(|record| record.name == name);
    let fields = record.into_iter().flat_map(|record| record.fields.iter().chain(&record.getters));
    let union = api.unions.iter().find(|union| union.name == name);
    let variants = union.into_iter().flat_map(|union| &union.variants).flat_map(|variant| &variant.fields);
    fields.chain(variants).any(|field| is_exact(&field.name, &field.ty) || holds_type(api, &field.ty, seen))
}

fn holds_type(api: &Api, ty: &Type, seen: &mut BTreeSet<String>) -> bool {
    match ty {
        Type::Time | Type::Bytes | Type::Page(_) | Type::Many(..) => true,
        Type::Named(name) => holds(api, name, seen),
        Type::Option(inner) | Type::List(inner) | Type::Map(inner) => holds_type(api, inner, seen),
        _ => false,
    }
}
