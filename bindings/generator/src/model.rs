//! The public API as a binding sees it: what the reader makes of the sources, and every writer works from.

use serde::Serialize;

/// The public API.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Api {
    /// What a program opens, then what it reaches from there, in the order of the sources.
    pub(crate) services: Vec<Service>,
    /// Structs of data, in alphabetical order.
    pub(crate) records: Vec<Record>,
    /// Enums whose variants are words, in alphabetical order.
    pub(crate) words: Vec<Words>,
    /// Enums whose variants carry data, in alphabetical order.
    pub(crate) unions: Vec<Union>,
    /// What ids name.
    pub(crate) ids: Vec<Id>,
    /// The codes of errors, in the order of the sources.
    pub(crate) codes: Vec<Word>,
}

/// What a hypervisor of a program's own takes and gives, beside what the services do.
pub(crate) const EXTENDING: [&str; 8] = [
    "Capabilities",
    "ExecCommand",
    "HostInfo",
    "MachineSpec",
    "MachineStats",
    "MachineStatus",
    "VolumeSpec",
    "VolumeStatus",
];

/// An object with methods.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Service {
    pub(crate) name: String,
    /// Where Rust finds it.
    pub(crate) path: String,
    pub(crate) doc: String,
    /// The services that it leads to, by the name of the method that does.
    pub(crate) members: Vec<Member>,
    pub(crate) methods: Vec<Method>,
}

/// A service that another leads to: `bay.machines`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) service: String,
}

/// A method.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Method {
    pub(crate) name: String,
    pub(crate) doc: String,
    /// What the caller needs: `machine:start`; none for what is within the program.
    pub(crate) permission: Option<String>,
    /// What it takes, in order.
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) output: Output,
    /// How it is called.
    pub(crate) call: Call,
}

/// How a method is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) struct Call {
    /// Whether it is asynchronous.
    pub(crate) waits: bool,
    /// Whether it can fail.
    pub(crate) fails: bool,
    /// How it takes its object.
    pub(crate) receiver: Receiver,
}

/// How a method takes its object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Receiver {
    Shared,
    Exclusive,
    Owned,
}

/// A parameter of a method.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    #[serde(rename = "type")]
    pub(crate) ty: Type,
    pub(crate) passed: Passed,
}

/// How Rust takes a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Passed {
    Owned,
    Borrowed,
}

/// What a method gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Output {
    /// A value.
    Value(Type),
    /// One value after the other.
    Stream {
        item: Type,
        /// Whether an item may be an error.
        fails: bool,
    },
    /// A handle on long work, which ends with a value.
    Operation(Type),
    /// Another object.
    Service(String),
}

/// A type of a value.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Type {
    /// Nothing.
    Unit,
    Bool,
    /// A whole number: its least and its greatest value.
    Int {
        signed: bool,
        bits: u8,
    },
    Float,
    Text,
    /// A path on this machine.
    Path,
    Bytes,
    /// Any value that JSON can tell.
    Json,
    /// A moment.
    Time,
    Duration,
    Uuid,
    /// An opaque text that a call gave and another takes back, of this Rust type.
    Token(String),
    /// The id of something of this kind, of this Rust type.
    Id(String),
    /// A record, an enum or a union of this name.
    Named(String),
    Option(Box<Type>),
    List(Box<Type>),
    /// Names to values.
    Map(Box<Type>),
    Page(Box<Type>),
    /// What became of each of many: what it was asked for, and what came of it.
    Many(Box<Type>, Box<Type>),
}

impl Type {
    /// What it is of, without what it is wrapped in.
    pub(crate) fn innermost(&self) -> &Self {
        match self {
            Self::Option(inner) | Self::List(inner) | Self::Map(inner) | Self::Page(inner) => {
                inner.innermost()
            }
            other => other,
        }
    }

    /// What an option may hold; every other type itself.
    pub(crate) fn inner(&self) -> &Self {
        match self {
            Self::Option(inner) => inner,
            other => other,
        }
    }
}

/// A struct of data.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Record {
    pub(crate) name: String,
    pub(crate) path: String,
    pub(crate) doc: String,
    pub(crate) fields: Vec<Field>,
    /// The field that it is a list of, if it is one.
    pub(crate) items: Option<String>,
    /// What a record tells beside its fields.
    pub(crate) getters: Vec<Field>,
    /// How a program makes one; empty for one that only the library makes.
    pub(crate) constructors: Vec<Constructor>,
}

/// A field of a record or of a variant.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) doc: String,
    #[serde(rename = "type")]
    pub(crate) ty: Type,
    /// Whether it is in a box of its own.
    pub(crate) boxed: bool,
}

/// An associated function that makes a record from what it must have.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Constructor {
    /// `new`, `default`, or a name that says what it makes.
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) fails: bool,
}

/// An enum whose variants are words.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Words {
    pub(crate) name: String,
    pub(crate) path: String,
    pub(crate) doc: String,
    #[allow(clippy::struct_field_names, reason = "they are what it has, in `api.json` too")]
    pub(crate) words: Vec<Word>,
}

/// One of the variants of an enum of words.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Word {
    pub(crate) name: String,
    pub(crate) doc: String,
    /// How it is written everywhere.
    pub(crate) text: String,
}

/// An enum whose variants carry data.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Union {
    pub(crate) name: String,
    pub(crate) path: String,
    pub(crate) doc: String,
    pub(crate) variants: Vec<Variant>,
}

/// A variant of a union.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Variant {
    pub(crate) name: String,
    pub(crate) doc: String,
    /// Named fields; or one that has no name.
    pub(crate) fields: Vec<Field>,
    pub(crate) named: bool,
}

/// A type of ids.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Id {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) kind: String,
}
