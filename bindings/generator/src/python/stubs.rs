//! What the package looks like to a type checker and to an editor: `__init__.pyi`.

use std::fmt::Write as _;

use super::{name, pure::docstring};
use crate::{
    model::{Api, Output, Record, Type},
    surface::{Face, Verb, argument, constructors, given_out, is_plain},
};

/// Writing to a string does not fail.
macro_rules! put {
    ($out:expr, $($arg:tt)*) => { let _ = writeln!($out, $($arg)*); };
}

/// The stubs of the package.
pub(super) fn write(api: &Api, faces: &[Face]) -> String {
    let given = given_out(api);
    let mut out = String::from(
        "# Written by `cargo run -p vmbay-generator` from the public API of the core: change that, and run it.\n\n\
         from collections.abc import AsyncIterator, Awaitable, Iterator, Mapping, Sequence\n\
         from datetime import datetime, timedelta\n\
         from os import PathLike\n\
         from typing import Any, Generic, TypeVar, final\n\
         from uuid import UUID\n\n\
         from typing_extensions import NotRequired, Required, Self, TypedDict\n\n\
         from . import errors as errors\n\
         from ._data import *\n\
         from ._types import AsyncVmbayContext as AsyncVmbayContext\n\
         from ._types import ManyResult as ManyResult\n\
         from ._types import Page as Page\n\
         from ._types import asdict as asdict\n\
         from ._types import open as open\n\
         from ._types import open_async as open_async\n\
         from .errors import *\n\n\
         # The classes below have methods of the name `list`.\n\
         List = list\n\n\
         T = TypeVar(\"T\")\n\
         T_co = TypeVar(\"T_co\", covariant=True)\n",
    );
    for union in &api.unions {
        let kinds: Vec<_> = union
            .variants
            .iter()
            .map(|variant| match &variant.fields[..] {
                [field] if is_plain(api, union) => told(api, &field.ty),
                _ => format!("{}{}", union.name, variant.name),
            })
            .collect();
        put!(out, "\n{} = {}", union.name, kinds.join(" | "));
        docstring(&mut out, &union.doc, 0);
    }
    for record in &api.records {
        if given.contains(&record.name) {
            class(&mut out, api, record);
        } else if constructors(record).len() == 1 {
            dict(&mut out, api, record);
        }
    }
    handles(&mut out);
    for face in faces {
        for prefix in ["", "Async"] {
            service(&mut out, api, face, prefix);
        }
    }
    out
}

fn class(out: &mut String, api: &Api, record: &Record) {
    put!(out, "\n@final\nclass {}:", record.name);
    docstring(out, &record.doc, 1);
    let parameters: Vec<_> = record
        .fields
        .iter()
        .map(|field| {
            let default = if matches!(field.ty, Type::Option(_)) { " = ..." } else { "" };
            format!("{}: {}{default}", name(&field.name), taken(api, &field.ty))
        })
        .collect();
    put!(out, "\n    def __new__(cls, *, {}) -> Self: ...", parameters.join(", "));
    if let Some(Type::List(item)) =
        record.fields.iter().find(|field| Some(&field.name) == record.items.as_ref()).map(|field| &field.ty)
    {
        put!(
            out,
            "    def __len__(self) -> int: ...\n    def __iter__(self) -> Iterator[{}]: ...",
            told(api, item)
        );
    }
    for field in record.fields.iter().chain(&record.getters) {
        put!(out, "    @property\n    def {}(self) -> {}:", name(&field.name), told(api, &field.ty));
        docstring(out, &field.doc, 2);
    }
}

fn dict(out: &mut String, api: &Api, record: &Record) {
    put!(out, "\nclass {}(TypedDict, total=False):", record.name);
    docstring(out, &record.doc, 1);
    let constructor = &constructors(record)[0];
    let mut named = Vec::new();
    for parameter in &constructor.parameters {
        let doc =
            record.fields.iter().find(|field| field.name == parameter.name).map_or("", |field| &field.doc);
        let argument = argument(&parameter.name, doc, &parameter.ty);
        put!(out, "\n    {}: Required[{}]", name(&argument.name), taken(api, &argument.ty));
        docstring(out, &argument.doc, 1);
        named.push(parameter.name.clone());
    }
    for field in record.fields.iter().filter(|field| !named.contains(&field.name)) {
        let argument = argument(&field.name, &field.doc, &field.ty);
        put!(out, "\n    {}: NotRequired[{}]", name(&argument.name), taken(api, &argument.ty));
        docstring(out, &argument.doc, 1);
    }
}

/// The handles on what takes its time, which are written by hand.
fn handles(out: &mut String) {
    out.push_str(
        r#"
@final
class Stream(Generic[T_co]):
    """An iterator over what arrives."""

    def __iter__(self) -> Iterator[T_co]: ...
    def __next__(self) -> T_co: ...
    def close(self) -> None:
        """Ends the stream."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> None: ...

@final
class AsyncStream(Generic[T_co]):
    """An asynchronous iterator over what arrives."""

    def __aiter__(self) -> AsyncIterator[T_co]: ...
    def __anext__(self) -> Awaitable[T_co]: ...
    def aclose(self) -> Awaitable[None]:
        """Ends the stream."""
    def __aenter__(self) -> Awaitable[Self]: ...
    def __aexit__(self, *raised: object) -> Awaitable[None]: ...

@final
class Operation(Generic[T_co]):
    """A long verb at work. Dropping it changes nothing; the work goes on, and `bay.operations.attach` gives a handle again."""

    @property
    def id(self) -> str:
        """Its id."""
    def status(self) -> OperationRecord:
        """How it stands now."""
    def cancel(self) -> None:
        """Asks it to stop, at the next edge between two steps; what it did is then undone. Returns at once."""
    def wait(self, timeout: float | timedelta | None = None) -> T_co:
        """Waits for its end, at most `timeout` seconds. When that passes it goes on, and can be waited for again."""
    def progress(self) -> Stream[Progress]:
        """Its progress: as it is now, then at each change, until its end."""

@final
class AsyncOperation(Generic[T_co]):
    """A long verb at work. Dropping it changes nothing; the work goes on, and `bay.operations.attach` gives a handle again."""

    @property
    def id(self) -> str:
        """Its id."""
    def status(self) -> Awaitable[OperationRecord]:
        """How it stands now."""
    def cancel(self) -> Awaitable[None]:
        """Asks it to stop, at the next edge between two steps; what it did is then undone. Returns at once."""
    def wait(self, timeout: float | timedelta | None = None) -> Awaitable[T_co]:
        """Waits for its end, at most `timeout` seconds. When that passes it goes on, and can be waited for again."""
    def progress(self) -> AsyncStream[Progress]:
        """Its progress: as it is now, then at each change, until its end."""
"#,
    );
}

fn service(out: &mut String, api: &Api, face: &Face, prefix: &str) {
    put!(out, "\n@final\nclass {prefix}{}:", face.name);
    docstring(out, &face.doc, 1);
    if face.name == "Vmbay" && prefix.is_empty() {
        put!(
            out,
            "\n    def __enter__(self) -> Self: ...\n    def __exit__(self, *raised: object) -> None: ..."
        );
    }
    for member in &face.members {
        put!(out, "\n    @property\n    def {}(self) -> {prefix}{}:", name(&member.name), member.service);
        docstring(out, &member.doc, 2);
    }
    for verb in &face.verbs {
        method(out, api, verb, prefix);
    }
}

fn method(out: &mut String, api: &Api, verb: &Verb, prefix: &str) {
    let mut parameters = vec!["self".to_owned()];
    parameters.extend(
        verb.required
            .iter()
            .map(|argument| format!("{}: {}", name(&argument.name), taken(api, &argument.ty))),
    );
    if !verb.optional.is_empty() {
        parameters.push("*".to_owned());
    }
    parameters.extend(verb.optional.iter().map(|argument| {
        let ty = taken(api, &argument.ty);
        let none = if ty.ends_with("| None") || ty == "Any" { "" } else { " | None" };
        format!("{}: {ty}{none} = None", name(&argument.name))
    }));
    let given = match &verb.output {
        Output::Value(ty) => told(api, ty),
        Output::Stream { item, .. } => format!("{prefix}Stream[{}]", told(api, item)),
        Output::Operation(ty) => format!("{prefix}Operation[{}]", told(api, ty)),
        Output::Service(name) => format!("{prefix}{name}"),
    };
    let waits = verb.call.waits && !matches!(verb.output, Output::Stream { .. });
    let given = if prefix == "Async" && waits { format!("Awaitable[{given}]") } else { given };
    put!(out, "\n    def {}({}) -> {given}:", name(&verb.name), parameters.join(", "));
    docstring(out, &documented(verb), 2);
}

/// The doc of a verb with its arguments.
fn documented(verb: &Verb) -> String {
    let mut doc = verb.doc.clone();
    let said: Vec<_> =
        verb.required.iter().chain(&verb.optional).filter(|argument| !argument.doc.is_empty()).collect();
    if !said.is_empty() {
        doc.push_str("\n\nArguments:");
        for argument in said {
            let _ =
                write!(doc, "\n    {}: {}", name(&argument.name), argument.doc.replace('\n', "\n        "));
        }
    }
    if let Some(permission) = &verb.permission {
        let _ = write!(doc, "\n\nPermission: `{permission}`.");
    }
    doc
}

/// The type of what is taken.
pub(super) fn taken(api: &Api, ty: &Type) -> String {
    match ty {
        Type::Id(_) | Type::Uuid => "str | UUID".into(),
        Type::Path => "str | PathLike[str]".into(),
        Type::Duration => "float | timedelta".into(),
        Type::Bytes => "bytes | bytearray | memoryview".into(),
        Type::Option(inner) => match taken(api, inner) {
            any if any == "Any" => any,
            inner => format!("{inner} | None"),
        },
        Type::List(inner) => format!("Sequence[{}]", taken(api, inner)),
        Type::Map(inner) => format!("Mapping[str, {}]", taken(api, inner)),
        Type::Named(name) if api.words.iter().any(|words| words.name == *name) => format!("{name} | str"),
        other => told(api, other),
    }
}

/// The type of what is given.
pub(super) fn told(api: &Api, ty: &Type) -> String {
    match ty {
        Type::Unit => "None".into(),
        Type::Bool => "bool".into(),
        Type::Int { .. } => "int".into(),
        Type::Float => "float".into(),
        Type::Text | Type::Token(_) | Type::Id(_) | Type::Uuid | Type::Path => "str".into(),
        Type::Bytes => "bytes".into(),
        Type::Json => "Any".into(),
        Type::Time => "datetime".into(),
        Type::Duration => "timedelta".into(),
        Type::Named(name) => name.clone(),
        Type::Option(inner) => match told(api, inner) {
            any if any == "Any" => any,
            inner => format!("{inner} | None"),
        },
        Type::List(inner) => format!("List[{}]", told(api, inner)),
        Type::Map(inner) => format!("dict[str, {}]", told(api, inner)),
        Type::Page(inner) => format!("Page[{}]", told(api, inner)),
        Type::Many(asked, came) => format!("ManyResult[{}, {}]", told(api, asked), told(api, came)),
    }
}
