//! What is plain Python: words, unions, and records that only a program makes: `_data.py`.

use std::{collections::BTreeSet, fmt::Write as _};

use super::{HEADER, name, stubs, text::docstring};
use crate::{
    model::{Api, Record, Type, Union},
    surface::{Argument, Face, argument, constructors, given_out, is_plain, taken_in},
};

/// The file.
pub(super) fn write(api: &Api, faces: &[Face]) -> String {
    let mut out = format!(
        "\"\"\"Words, values that are one of several kinds, and what calls are given.\"\"\"\n{HEADER}\n"
    );
    out.push_str(
        "from __future__ import annotations\n\n\
         from dataclasses import dataclass\nfrom enum import Enum\nfrom typing import TYPE_CHECKING, Any, TypedDict, Union\n\n\
         if TYPE_CHECKING:\n    from collections.abc import Mapping, Sequence\n    from datetime import datetime, timedelta\n    \
         from os import PathLike\n    from uuid import UUID\n\n    from . import ",
    );
    let kinds: Vec<_> = of_unions(api).into_iter().collect();
    let types: Vec<_> =
        kinds.iter().cloned().chain(in_fields(api, faces)).collect::<BTreeSet<_>>().into_iter().collect();
    put!(out, "{}\nelse:\n    from ._vmbay import {}", types.join(", "), kinds.join(", "));
    for words in &api.words {
        put!(out, "\n\nclass {}(str, Enum):", words.name);
        docstring(&mut out, &words.doc, 1);
        for word in &words.words {
            put!(out, "\n    {} = \"{}\"", word.text.to_uppercase(), word.text);
            docstring(&mut out, &word.doc, 1);
        }
        put!(out, "\n    def __str__(self) -> str:\n        return self.value");
    }
    for union in &api.unions {
        of_union(&mut out, api, union);
    }
    for record in dicts(api, faces) {
        dict(&mut out, api, record);
    }
    put!(out, "\n\n__all__ = [");
    for name in names(api, faces) {
        put!(out, "    \"{name}\",");
    }
    put!(out, "]");
    out
}

/// The names that it gives.
pub(super) fn names(api: &Api, faces: &[Face]) -> Vec<String> {
    let words = api.words.iter().map(|words| words.name.clone());
    let unions = api.unions.iter().flat_map(|union| {
        let kinds = if is_plain(api, union) { Vec::new() } else { kinds(api, union) };
        kinds.into_iter().chain([union.name.clone()])
    });
    let dicts = dicts(api, faces).into_iter().map(|record| record.name.clone());
    words.chain(unions).chain(dicts).collect()
}

/// The records that programs write down as dicts: those that the library never gives.
fn dicts<'a>(api: &'a Api, faces: &[Face]) -> Vec<&'a Record> {
    let (given, written) = (given_out(api), taken_in(api, faces));
    let is_dict = |record: &&Record| written.contains(&record.name) && !given.contains(&record.name);
    api.records.iter().filter(is_dict).collect()
}

/// The classes of a union.
fn kinds(api: &Api, union: &Union) -> Vec<String> {
    let kind = |variant: &crate::model::Variant| match &variant.fields[..] {
        [field] if is_plain(api, union) => stubs::told(&field.ty),
        _ => format!("{}{}", union.name, variant.name),
    };
    union.variants.iter().map(kind).collect()
}

/// The records that are kinds of a union.
fn of_unions(api: &Api) -> BTreeSet<String> {
    api.unions.iter().filter(|union| is_plain(api, union)).flat_map(|union| kinds(api, union)).collect()
}

/// The records of the native module that fields here are made of.
fn in_fields(api: &Api, faces: &[Face]) -> BTreeSet<String> {
    let given = given_out(api);
    let of_unions = api.unions.iter().flat_map(|union| &union.variants).flat_map(|variant| &variant.fields);
    let of_dicts = dicts(api, faces).into_iter().flat_map(|record| &record.fields);
    let named = of_unions.chain(of_dicts).filter_map(|field| match field.ty.innermost() {
        Type::Named(name) => Some(name.clone()),
        _ => None,
    });
    named
        .filter(|name| given.contains(name) && api.records.iter().any(|record| record.name == *name))
        .collect()
}

fn of_union(out: &mut String, api: &Api, union: &Union) {
    let kinds = kinds(api, union);
    for (variant, kind) in union.variants.iter().zip(&kinds).filter(|_| !is_plain(api, union)) {
        put!(out, "\n\n@dataclass(frozen=True)\nclass {kind}:");
        docstring(out, &variant.doc, 1);
        for field in &variant.fields {
            put!(out, "\n    {}: {}", name(&field.name), stubs::taken(api, &field.ty));
            docstring(out, &field.doc, 1);
        }
    }
    put!(out, "\n\n{} = Union[{}]", union.name, kinds.join(", "));
    docstring(out, &union.doc, 0);
}

/// A record as a dict: what it must have is in a class that it inherits from.
fn dict(out: &mut String, api: &Api, record: &Record) {
    let constructor = &constructors(record)[0];
    let described =
        |name: &str| record.fields.iter().find(|field| field.name == name).map_or("", |field| &field.doc);
    let required: Vec<_> = constructor
        .parameters
        .iter()
        .map(|parameter| argument(&parameter.name, described(&parameter.name), &parameter.ty))
        .collect();
    let is_required = |name: &str| constructor.parameters.iter().any(|parameter| parameter.name == name);
    let optional: Vec<_> = record
        .fields
        .iter()
        .filter(|field| !is_required(&field.name))
        .map(|field| argument(&field.name, &field.doc, &field.ty))
        .collect();
    let base = if required.is_empty() {
        "TypedDict".to_owned()
    } else {
        let base = format!("_{}", record.name);
        put!(out, "\n\nclass {base}(TypedDict):");
        fields(out, api, &required);
        base
    };
    put!(out, "\n\nclass {}({base}, total=False):", record.name);
    docstring(out, &record.doc, 1);
    fields(out, api, &optional);
}

fn fields(out: &mut String, api: &Api, fields: &[Argument]) {
    for field in fields {
        put!(out, "\n    {}: {}", name(&field.name), stubs::taken(api, &field.ty));
        docstring(out, &field.doc, 1);
    }
}
