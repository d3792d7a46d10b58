//! What values are: `types.ts`.

use std::{collections::BTreeSet, fmt::Write as _};

use super::{HEADER, comment};
use crate::{
    json::{is_exact, name, tag},
    model::{Api, Field, Record, Type, Union},
    surface::{Face, argument, constructors, given_out, is_plain, taken_in},
};

/// Writing to a string does not fail.
macro_rules! put {
    ($out:expr, $($arg:tt)*) => { let _ = writeln!($out, $($arg)*); };
}

/// Words, records and unions.
pub(super) fn write(api: &Api, faces: &[Face]) -> String {
    let (given, taken) = (given_out(api), taken_in(api, faces));
    let mut out = format!("{HEADER}import type {{ VmbayError }} from \"./errors\";\n");
    for words in &api.words {
        out.push('\n');
        comment(&mut out, &words.doc, 0);
        put!(out, "export const {} = {{", words.name);
        for word in &words.words {
            comment(&mut out, &word.doc, 1);
            put!(out, "  {}: \"{}\",", word.name, word.text);
        }
        put!(out, "}} as const;");
        put!(out, "export type {0} = (typeof {0})[keyof typeof {0}];", words.name);
    }
    for union in &api.unions {
        if given.contains(&union.name) {
            of_union(&mut out, api, union, &union.name, &told);
        }
        if taken.contains(&union.name) && taken_name(api, &given, &union.name) != union.name
            || !given.contains(&union.name)
        {
            of_union(&mut out, api, union, &taken_name(api, &given, &union.name), &|api, field| {
                taken_type(api, &given, &field.name, &field.ty)
            });
        }
    }
    for record in &api.records {
        if given.contains(&record.name) {
            of_record(&mut out, api, record);
        }
        if taken.contains(&record.name)
            && (!given.contains(&record.name) || taken_name(api, &given, &record.name) != record.name)
        {
            of_input(&mut out, api, &given, record);
        }
    }
    out.push_str(
        "\n/** What became of one of many. */\nexport interface ManyResult<K, T> {\n  \
         /** What it was asked for. */\n  readonly item: K;\n  \
         /** What came of it; null when it failed. */\n  readonly value: T | null;\n  \
         /** Why it failed, if it did. */\n  readonly error: VmbayError | null;\n}\n",
    );
    out
}

fn of_union(out: &mut String, api: &Api, union: &Union, called: &str, ty: &dyn Fn(&Api, &Field) -> String) {
    out.push('\n');
    comment(out, &union.doc, 0);
    put!(out, "export type {called} =");
    let plain = is_plain(api, union);
    for (at, variant) in union.variants.iter().enumerate() {
        comment(out, &variant.doc, 1);
        let end = if at + 1 == union.variants.len() { ";" } else { "" };
        let kind = tag(&variant.name);
        if let ([field], true) = (&variant.fields[..], plain) {
            put!(out, "  | ({{ readonly type: \"{kind}\" }} & {}){end}", ty(api, field));
            continue;
        }
        put!(out, "  | {{");
        put!(out, "      readonly type: \"{kind}\";");
        for field in &variant.fields {
            comment(out, &field.doc, 3);
            put!(out, "      readonly {}: {};", name(&field.name, &field.ty), ty(api, field));
        }
        put!(out, "    }}{end}");
    }
}

fn of_record(out: &mut String, api: &Api, record: &Record) {
    out.push('\n');
    comment(out, &record.doc, 0);
    put!(out, "export interface {} {{", record.name);
    for field in record.fields.iter().chain(&record.getters) {
        comment(out, &field.doc, 1);
        put!(out, "  readonly {}: {};", name(&field.name, &field.ty), told(api, field));
    }
    put!(out, "}}");
}

fn of_input(out: &mut String, api: &Api, given: &BTreeSet<String>, record: &Record) {
    let [way] = &constructors(record)[..] else { return };
    out.push('\n');
    comment(out, &record.doc, 0);
    put!(out, "export interface {} {{", taken_name(api, given, &record.name));
    let is_required = |field: &Field| {
        let is_optional = matches!(field.ty, Type::Option(_));
        way.parameters.iter().any(|parameter| parameter.name == field.name) && !is_optional
    };
    for field in &record.fields {
        let argument = argument(&field.name, &field.doc, &field.ty);
        comment(out, &argument.doc, 1);
        let ty = taken_type(api, given, &field.name, &field.ty);
        let called = name(&argument.name, &argument.ty);
        if is_required(field) {
            put!(out, "  readonly {called}: {ty};");
        } else {
            put!(out, "  readonly {called}?: {} | undefined;", ty.trim_end_matches(" | null"));
        }
    }
    put!(out, "}}");
}

/// The type of a field that is given.
fn told(_: &Api, field: &Field) -> String {
    match (is_exact(&field.name, &field.ty), &field.ty) {
        (true, Type::Option(_)) => "bigint | null".into(),
        (true, _) => "bigint".into(),
        _ => told_type(&field.ty),
    }
}

/// The type of a value that is given.
pub(super) fn told_type(ty: &Type) -> String {
    match ty {
        Type::Unit => "void".into(),
        Type::Bool => "boolean".into(),
        Type::Int { .. } | Type::Float | Type::Duration => "number".into(),
        Type::Text | Type::Token(_) | Type::Id(_) | Type::Uuid | Type::Path => "string".into(),
        Type::Bytes => "Buffer".into(),
        Type::Json => "unknown".into(),
        Type::Time => "Date".into(),
        Type::Named(name) => name.clone(),
        Type::Option(inner) => format!("{} | null", told_type(inner)),
        Type::List(inner) => format!("readonly {}[]", bracketed(told_type(inner))),
        Type::Map(inner) => format!("Readonly<Record<string, {}>>", told_type(inner)),
        Type::Page(inner) => format!("Page<{}>", told_type(inner)),
        Type::Many(asked, came) => format!("ManyResult<{}, {}>", told_type(asked), told_type(came)),
    }
}

/// The type of a value that is taken, under this name.
pub(super) fn taken_type(api: &Api, given: &BTreeSet<String>, field: &str, ty: &Type) -> String {
    match ty {
        ty if is_exact(field, ty) && !matches!(ty, Type::Option(_)) => "bigint | number".into(),
        Type::Time => "Date | string".into(),
        Type::Bytes => "Uint8Array".into(),
        Type::Named(name) => taken_name(api, given, name),
        Type::Option(inner) => format!("{} | null", taken_type(api, given, field, inner)),
        Type::List(inner) => format!("readonly {}[]", bracketed(taken_type(api, given, field, inner))),
        Type::Map(inner) => format!("Readonly<Record<string, {}>>", taken_type(api, given, field, inner)),
        other => told_type(other),
    }
}

fn bracketed(ty: String) -> String {
    if ty.contains(' ') { format!("({ty})") } else { ty }
}

/// What a type is called where it is taken: another name where it may be written in more ways than it is given.
fn taken_name(api: &Api, given: &BTreeSet<String>, name: &str) -> String {
    if given.contains(name) && is_wider(api, name, &mut BTreeSet::new()) {
        format!("{name}Input")
    } else {
        name.to_owned()
    }
}

fn is_wider(api: &Api, name: &str, seen: &mut BTreeSet<String>) -> bool {
    if !seen.insert(name.to_owned()) {
        return false;
    }
    let record = api.records.iter().find(|record| record.name == name);
    let union = api.unions.iter().find(|union| union.name == name);
    // A record's ids, and what its constructor leaves out, differ too.
    if record.is_some() {
        return true;
    }
    let variants = union.into_iter().flat_map(|union| &union.variants);
    variants.flat_map(|variant| &variant.fields).any(|field| is_wider_type(api, field, &field.ty, seen))
}

fn is_wider_type(api: &Api, field: &Field, ty: &Type, seen: &mut BTreeSet<String>) -> bool {
    match ty {
        Type::Time | Type::Bytes => true,
        Type::Named(name) => is_wider(api, name, seen),
        Type::Option(inner) | Type::List(inner) | Type::Map(inner) => is_wider_type(api, field, inner, seen),
        other => is_exact(&field.name, other),
    }
}
