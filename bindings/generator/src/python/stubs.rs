//! What the package looks like to a type checker and to an editor: `__init__.pyi`.

use std::fmt::Write as _;

use super::{HEADER, name, names, text::docstring};
use crate::{
    model::{Api, Output, Record, Type},
    surface::{Face, Verb, given_out},
};

/// The stubs of the package.
pub(super) fn write(api: &Api, faces: &[Face]) -> String {
    let given = given_out(api);
    let mut out = format!(
        "{HEADER}\n\
         # What reads doc strings runs this.\n\
         from __future__ import annotations\n\n\
         from collections.abc import AsyncIterator, Coroutine, Generator, Iterator, Mapping, Sequence\n\
         from datetime import datetime, timedelta\n\
         from os import PathLike\n\
         from typing import Any, Generic, TypeVar, final\n\
         from uuid import UUID\n\n\
         # Every type checker knows it; no program needs it.\n\
         from typing_extensions import Self\n\n\
         from . import errors as errors\n\
         from ._data import *\n\
         from ._extend import Hypervisor as Hypervisor\n\
         from ._extend import JobKind as JobKind\n\
         from ._open import AsyncVmbayContext as AsyncVmbayContext\n\
         from ._open import open as open\n\
         from ._open import open_async as open_async\n\
         from ._types import ManyResult as ManyResult\n\
         from ._types import Page as Page\n\
         from ._types import asdict as asdict\n\
         from .errors import *\n{}\n\
         # The classes below have methods of the name `list`.\n\
         List = list\n\n\
         T_co = TypeVar(\"T_co\", covariant=True)\n",
        names::all(api, faces)
    );
    for record in &api.records {
        if given.contains(&record.name) {
            class(&mut out, api, record);
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
            told(item)
        );
    }
    for field in record.fields.iter().chain(&record.getters) {
        put!(out, "    @property\n    def {}(self) -> {}:", name(&field.name), told(&field.ty));
        docstring(out, &field.doc, 2);
    }
}

/// The handles on what takes its time, which are written by hand.
fn handles(out: &mut String) {
    out.push_str(
        r#"
@final
class Call(Coroutine[Any, Any, T_co]):
    """A call that is to be awaited. Nothing happens before; to cancel it is to drop the call."""

    def __await__(self) -> Generator[Any, Any, T_co]: ...
    def send(self, value: Any, /) -> Any: ...
    def throw(self, kind: Any, value: Any = ..., traceback: Any = ..., /) -> Any: ...
    def close(self) -> None: ...

@final
class JobRun:
    """An attempt at a job, as its handler sees it."""

    @property
    def id(self) -> str:
        """The job's id: the same at each attempt."""
    @property
    def organization_id(self) -> str:
        """The organization it works for."""
    @property
    def project_id(self) -> str | None:
        """The project it works for."""
    @property
    def attempt(self) -> int:
        """Which attempt this is, from 1."""
    @property
    def is_cancelled(self) -> bool:
        """Whether somebody asked for it to stop. A handler that then fails is not tried again."""
    def progress(self, fraction: float, message: str) -> None:
        """Says how far it has come: a share from 0.0 to 1.0, and a sentence for people. The latest is stored about once a
        second.
        """

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
    def __anext__(self) -> Call[T_co]: ...
    def aclose(self) -> Call[None]:
        """Ends the stream."""
    def __aenter__(self) -> Call[Self]: ...
    def __aexit__(self, *raised: object) -> Call[None]: ...

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
    def status(self) -> Call[OperationRecord]:
        """How it stands now."""
    def cancel(self) -> Call[None]:
        """Asks it to stop, at the next edge between two steps; what it did is then undone. Returns at once."""
    def wait(self, timeout: float | timedelta | None = None) -> Call[T_co]:
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
        Output::Value(ty) => told(ty),
        Output::Stream { item, .. } => format!("{prefix}Stream[{}]", told(item)),
        Output::Operation(ty) => format!("{prefix}Operation[{}]", told(ty)),
        Output::Service(name) => format!("{prefix}{name}"),
    };
    let waits = verb.call.waits && !matches!(verb.output, Output::Stream { .. });
    let given = if prefix == "Async" && waits { format!("Call[{given}]") } else { given };
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
        other => told(other),
    }
}

/// The type of what is given.
pub(super) fn told(ty: &Type) -> String {
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
        Type::Option(inner) => match told(inner) {
            any if any == "Any" => any,
            inner => format!("{inner} | None"),
        },
        Type::List(inner) => format!("List[{}]", told(inner)),
        Type::Map(inner) => format!("dict[str, {}]", told(inner)),
        Type::Page(inner) => format!("Page[{}]", told(inner)),
        Type::Many(asked, came) => format!("ManyResult[{}, {}]", told(asked), told(came)),
    }
}
