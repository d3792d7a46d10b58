//! The API in the manner of languages with keyword arguments, before any of them: which arguments a call takes, and what
//! Rust makes of them.
//!
//! - What a method takes as a struct becomes arguments of its own: what its constructor wants is required, every other
//!   field is optional.
//! - A struct with several constructors and no `new` gives a method each: `import_disk`, `import_kernel`.
//! - Of `delete` and `delete_with`, which takes options too, one is left: `delete`, with optional arguments.
//! - An argument that is an id is called by what it names: `image`, not `image_id`.

use std::collections::BTreeSet;

use crate::{
    model::{
        Api, Call, Constructor, EXTENDING, Field, Member, Method, Output, Parameter, Passed, Record, Service,
        Type, Union,
    },
    refusal::{Refusal, Result},
};

/// A service as a binding offers it.
#[derive(Clone, Debug)]
pub(crate) struct Face {
    pub(crate) name: String,
    pub(crate) path: String,
    pub(crate) doc: String,
    pub(crate) members: Vec<Member>,
    pub(crate) verbs: Vec<Verb>,
    /// Whether a call may change or end it, so that one goes after the other.
    pub(crate) exclusive: bool,
}

impl Face {
    /// Whether a verb only follows what happens: it ends when something does, or never.
    pub(crate) fn follows(&self, verb: &Verb) -> bool {
        const FOLLOWING: [(&str, &str); 3] = [("Events", "stream"), ("Consumer", "next"), ("Lease", "lost")];
        FOLLOWING.contains(&(&self.name, &verb.name))
    }
}

/// A method as a binding offers it.
#[derive(Clone, Debug)]
pub(crate) struct Verb {
    /// What it is called.
    pub(crate) name: String,
    /// What Rust calls it.
    pub(crate) method: String,
    pub(crate) doc: String,
    pub(crate) permission: Option<String>,
    /// What there must be, in order.
    pub(crate) required: Vec<Argument>,
    /// What there may be, by name.
    pub(crate) optional: Vec<Argument>,
    /// What Rust is given, in order.
    pub(crate) given: Vec<Given>,
    pub(crate) output: Output,
    pub(crate) call: Call,
}

/// An argument.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Argument {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) ty: Type,
}

/// What Rust is given for one of its parameters.
#[derive(Clone, Debug)]
pub(crate) struct Given {
    pub(crate) passed: Passed,
    pub(crate) made: Made,
}

/// How it is made.
#[derive(Clone, Debug)]
pub(crate) enum Made {
    /// It is the argument of this name.
    Argument(String),
    /// A struct, by its constructor, and then with fields set from optional arguments.
    Record {
        path: String,
        constructor: Constructor,
        /// The names of the arguments that the constructor takes.
        arguments: Vec<String>,
        /// The field, and the argument it is set from.
        fields: Vec<(String, String)>,
    },
}

/// The services of the API as bindings offer them.
pub(crate) fn faces(api: &Api) -> Result<Vec<Face>> {
    api.services.iter().map(|service| face(api, service)).collect()
}

fn face(api: &Api, service: &Service) -> Result<Face> {
    let mut verbs = Vec::new();
    for method in &service.methods {
        let with = format!("{}_with", method.name);
        if service.methods.iter().any(|other| other.name == with) {
            continue;
        }
        verbs.extend(spread(api, service, method)?);
    }
    Ok(Face {
        name: service.name.clone(),
        path: service.path.clone(),
        doc: service.doc.clone(),
        members: service.members.clone(),
        exclusive: service
            .methods
            .iter()
            .any(|method| method.call.receiver != crate::model::Receiver::Shared),
        verbs,
    })
}

/// The verbs that a method gives: one, or one for each constructor of what it takes.
fn spread(api: &Api, service: &Service, method: &Method) -> Result<Vec<Verb>> {
    let constructors =
        method.parameters.iter().filter_map(|parameter| Some(constructors(record(api, &parameter.ty)?)));
    let most = constructors.map(|constructors| constructors.len()).max().unwrap_or(1).max(1);
    (0..most).map(|choice| verb(api, service, method, (most > 1).then_some(choice))).collect()
}

fn verb(api: &Api, service: &Service, method: &Method, choice: Option<usize>) -> Result<Verb> {
    let mut name = method.name.trim_end_matches("_with").to_owned();
    let (mut required, mut optional, mut given) = (Vec::new(), Vec::new(), Vec::new());
    let mut doc = method.doc.clone();
    for parameter in &method.parameters {
        let Some(record) = record(api, &parameter.ty) else {
            let argument = argument(&parameter.name, "", &parameter.ty);
            given.push(Given { passed: parameter.passed, made: Made::Argument(argument.name.clone()) });
            match parameter.ty {
                Type::Option(_) => optional.push(argument),
                _ => required.push(argument),
            }
            continue;
        };
        let constructors = constructors(record);
        let constructor = constructors[choice.unwrap_or_default().min(constructors.len() - 1)].clone();
        if choice.is_some() {
            name = format!("{name}_{}", constructor.name);
            doc = format!("{doc}\n\n{}", constructor.doc);
        }
        let mut arguments = Vec::new();
        for parameter in &constructor.parameters {
            let doc = record
                .fields
                .iter()
                .find(|field| field.name == parameter.name)
                .map_or("", |field| &field.doc);
            let argument = argument(&parameter.name, doc, &parameter.ty);
            arguments.push(argument.name.clone());
            required.push(argument);
        }
        let mut fields = Vec::new();
        for field in settable(api, record, &constructor, choice.is_some()) {
            let argument = argument(&field.name, &field.doc, &field.ty);
            fields.push((field.name.clone(), argument.name.clone()));
            optional.push(argument);
        }
        let made = Made::Record { path: record.path.clone(), constructor, arguments, fields };
        given.push(Given { passed: parameter.passed, made });
    }
    let mut names: Vec<_> = required.iter().chain(&optional).map(|argument| &argument.name).collect();
    names.sort();
    if let Some([twice, _]) = names.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(Refusal::of(format_args!(
            "{}::{} would have two arguments named `{}`: rename a field",
            service.path, method.name, twice
        )));
    }
    Ok(Verb {
        name,
        method: method.name.clone(),
        doc,
        permission: method.permission.clone(),
        required,
        optional,
        given,
        output: method.output.clone(),
        call: method.call,
    })
}

/// The fields that arguments set once the constructor is done: those it was not given. Where the constructor says which
/// kind of thing it makes, what holds the kind is its own.
fn settable<'a>(api: &Api, record: &'a Record, constructor: &Constructor, is_choice: bool) -> Vec<&'a Field> {
    let is_given =
        |field: &Field| constructor.parameters.iter().any(|parameter| parameter.name == field.name);
    let is_kind = |field: &Field| match &field.ty {
        Type::Named(name) => is_choice && api.unions.iter().any(|union| union.name == *name),
        _ => false,
    };
    record.fields.iter().filter(|field| !is_given(field) && !is_kind(field)).collect()
}

/// The record that a parameter is, unless it is made as a whole.
fn record<'a>(api: &'a Api, ty: &Type) -> Option<&'a Record> {
    let Type::Named(name) = ty else { return None };
    api.records.iter().find(|record| record.name == *name)
}

/// The constructors to choose from: `new`, else the default, else each of the others, else all its fields.
pub(crate) fn constructors(record: &Record) -> Vec<Constructor> {
    for only in ["new", "default"] {
        if let Some(found) = record.constructors.iter().find(|constructor| constructor.name == only) {
            return vec![found.clone()];
        }
    }
    if !record.constructors.is_empty() {
        return record.constructors.clone();
    }
    let parameter =
        |field: &Field| Parameter { name: field.name.clone(), ty: field.ty.clone(), passed: Passed::Owned };
    let parameters = record.fields.iter().map(parameter).collect();
    vec![Constructor { name: String::new(), doc: String::new(), parameters, fails: false }]
}

/// An argument, named by what it is.
pub(crate) fn argument(name: &str, doc: &str, ty: &Type) -> Argument {
    let is_id = match ty {
        Type::Id(_) => true,
        Type::Option(inner) => matches!(**inner, Type::Id(_)),
        _ => false,
    };
    let name = if is_id { name.strip_suffix("_id").unwrap_or(name) } else { name };
    Argument { name: name.to_owned(), doc: doc.to_owned(), ty: ty.clone() }
}

/// Whether every variant is a record that says by itself what it is.
pub(crate) fn is_plain(api: &Api, union: &Union) -> bool {
    union.variants.iter().all(|variant| match &variant.fields[..] {
        [field] if !variant.named => match &field.ty {
            Type::Named(name) => api.records.iter().any(|record| record.name == *name),
            _ => false,
        },
        _ => false,
    })
}

/// The names of what arguments are, and of what that is made of.
pub(crate) fn taken_in(api: &Api, faces: &[Face]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for verb in faces.iter().flat_map(|face| &face.verbs) {
        for argument in verb.required.iter().chain(&verb.optional) {
            reach(api, &argument.ty, &mut names);
        }
    }
    names
}

/// The names of what methods give, and of what that is made of.
pub(crate) fn given_out(api: &Api) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for method in api.services.iter().flat_map(|service| &service.methods) {
        match &method.output {
            Output::Value(ty) | Output::Operation(ty) | Output::Stream { item: ty, .. } => {
                reach(api, ty, &mut names);
            }
            Output::Service(_) => {}
        }
    }
    // What a handle on long work tells, what an error names, and what a hypervisor of a program's own is given.
    for told in ["OperationRecord", "Progress", "Resource"].into_iter().chain(EXTENDING) {
        reach(api, &Type::Named(told.to_owned()), &mut names);
    }
    names
}

fn reach(api: &Api, ty: &Type, names: &mut BTreeSet<String>) {
    match ty {
        Type::Option(inner) | Type::List(inner) | Type::Map(inner) | Type::Page(inner) => {
            reach(api, inner, names);
        }
        Type::Many(asked, came) => {
            reach(api, asked, names);
            reach(api, came, names);
        }
        Type::Named(name) if names.insert(name.clone()) => {
            let fields =
                api.records.iter().filter(|record| record.name == *name).flat_map(|record| &record.fields);
            let unions = api.unions.iter().filter(|union| union.name == *name);
            let variants = unions.flat_map(|union| &union.variants).flat_map(|variant| &variant.fields);
            for field in fields.chain(variants) {
                reach(api, &field.ty, names);
            }
        }
        _ => {}
    }
}
