//! From the sources of the core to the model of its public API.
//!
//! What a program can reach from `Vmbay` is the API: the services that its methods lead to, their methods, and the types
//! that these take and give. Nothing is listed by hand but what stays in Rust, with the reason.

mod permission;
mod source;
mod types;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use syn::{FnArg, ImplItemFn, Pat, ReceiverKind, ReturnType, spanned::Spanned};

use self::{
    source::{Found, Source, doc},
    types::Types,
};
use crate::{
    model::{
        Api, Call, Constructor, EXTENDING, Field, Member, Method, Output, Parameter, Receiver, Record,
        Service, Type, Union, Variant,
    },
    refusal::{Refusal, Result},
};

/// What stays in Rust, and why. A line that fits nothing is refused, so that the list stays short and true.
const RUST_ONLY: [(&str, &str, &str); 9] = [
    ("Vmbay", "builder", "each binding opens by URLs and options in the manner of its language"),
    ("Vmbay", "repository", "entities of one's own are Rust types"),
    ("Events", "new", "a service is reached from the handle"),
    ("Consumer", "commit", "changes of one's own entities are Rust values"),
    ("Consumer", "run", "it commits changes of one's own entities; elsewhere it is a loop over `next`"),
    ("Lease", "guard", "changes of one's own entities are Rust values"),
    ("Jobs", "prepare", "it is for a unit of one's own entities"),
    ("Health", "check", "a list has its own way to find something"),
    ("DriftReport", "count", "a list has its own way to be counted"),
];

/// Reads the public API of the core whose sources are in `root`.
pub(crate) fn read(root: &Path) -> Result<Api> {
    let source = Source::read(root)?;
    let mut reader = Reader {
        types: Types { source: &source, named: BTreeMap::new(), taking: false, services: BTreeSet::new() },
        used: BTreeSet::new(),
    };
    let mut api = Api::default();
    reader.services(&mut api)?;
    for name in EXTENDING {
        reader.types.named.entry(name.to_owned()).or_default();
    }
    reader.data(&mut api)?;
    let codes = source.words.get("ErrorCode").ok_or_else(|| Refusal::of("`ErrorCode` is not public"))?;
    api.codes.clone_from(&codes.words);
    api.ids = source.ids.values().cloned().collect();
    for (of, name, _) in RUST_ONLY {
        if !reader.used.contains(&(of, name)) {
            return Err(Refusal::of(format_args!(
                "`{of}::{name}` is not there to be left in Rust: take it off the list"
            )));
        }
    }
    Ok(api)
}

struct Reader<'a> {
    types: Types<'a>,
    /// What of [`RUST_ONLY`] was met.
    used: BTreeSet<(&'static str, &'static str)>,
}

impl Reader<'_> {
    /// The services, from `Vmbay` on, each before those it leads to.
    fn services(&mut self, api: &mut Api) -> Result<()> {
        let mut waiting = vec!["Vmbay".to_owned()];
        let mut seen = BTreeSet::new();
        while let Some(name) = waiting.pop() {
            if !seen.insert(name.clone()) {
                continue;
            }
            let service = self.service(&name)?;
            let led = service.members.iter().map(|member| member.service.clone());
            let given = service.methods.iter().filter_map(|method| match &method.output {
                Output::Service(name) => Some(name.clone()),
                _ => None,
            });
            let mut next: Vec<_> = led.chain(given).collect();
            next.reverse();
            waiting.extend(next);
            api.services.push(service);
        }
        Ok(())
    }

    fn service(&mut self, name: &str) -> Result<Service> {
        let found = one(self.types.source.structs.get(name), name)?;
        let (module, doc) = (found.module.clone(), doc(&found.item.attrs));
        let (mut members, mut methods) = (Vec::new(), Vec::new());
        let functions = self.types.source.functions.get(name).cloned().unwrap_or_default();
        for function in functions {
            let called = function.item.sig.ident.to_string();
            if self.stays(name, &called) {
                continue;
            }
            match self.method(name, &function)? {
                Method { output: Output::Service(service), parameters, call, doc, name, .. }
                    if parameters.is_empty() && !call.waits =>
                {
                    members.push(Member { name, doc, service });
                }
                method => methods.push(method),
            }
        }
        Ok(Service { path: format!("{module}::{name}"), name: name.to_owned(), doc, members, methods })
    }

    fn method(&mut self, of: &str, function: &Found<ImplItemFn>) -> Result<Method> {
        let (file, item) = (&function.file, &function.item);
        let name = item.sig.ident.to_string();
        let Some(receiver) = item.sig.receiver() else {
            return Err(Refusal::at(
                file,
                item.sig.span(),
                format_args!("`{of}::{name}` is no method; leave it in Rust by a line in RUST_ONLY"),
            ));
        };
        let receiver = match &receiver.kind {
            ReceiverKind::Reference(_, _, None) => Receiver::Shared,
            ReceiverKind::Reference(..) => Receiver::Exclusive,
            _ => Receiver::Owned,
        };
        let parameters = self.parameters(file, item)?;
        let (fails, output) = match &item.sig.output {
            ReturnType::Default => (false, Output::Value(Type::Unit)),
            ReturnType::Type(_, ty) if matches!(&**ty, syn::Type::Path(path) if path.path.is_ident("Self")) => {
                (false, Output::Service(of.to_owned()))
            }
            ReturnType::Type(_, ty) => self.types.output(file, ty)?,
        };
        Ok(Method {
            doc: doc(&item.attrs),
            permission: permission::of(self.types.source, of, &name),
            parameters,
            output,
            call: Call { waits: item.sig.asyncness.is_some(), fails, receiver },
            name,
        })
    }

    fn parameters(&mut self, file: &Path, item: &ImplItemFn) -> Result<Vec<Parameter>> {
        let mut parameters = Vec::new();
        for input in &item.sig.inputs {
            let FnArg::Typed(typed) = input else { continue };
            let Pat::Ident(name) = &*typed.pat else {
                return Err(Refusal::at(file, typed.pat.span(), "a parameter has a name"));
            };
            let (passed, ty) = self.types.parameter(file, &typed.ty)?;
            parameters.push(Parameter { name: name.ident.to_string(), ty, passed });
        }
        Ok(parameters)
    }

    /// Everything that the methods take and give, and what that is made of. What a program makes comes first: what that is
    /// made of, it makes too.
    fn data(&mut self, api: &mut Api) -> Result<()> {
        let mut read = BTreeSet::new();
        loop {
            let waiting = self.types.named.iter().filter(|(name, _)| !read.contains(*name));
            let Some((name, made)) =
                waiting.max_by_key(|(_, made)| **made).map(|(name, made)| (name.clone(), *made))
            else {
                break;
            };
            read.insert(name.clone());
            self.types.taking = made;
            let source = self.types.source;
            if let Some(words) = source.words.get(&name) {
                api.words.push(words.clone());
            } else if source.structs.contains_key(&name) {
                let record = self.record(&name, made)?;
                api.records.push(record);
            } else {
                let union = self.union(&name)?;
                api.unions.push(union);
            }
        }
        api.words.sort_by(|a, b| a.name.cmp(&b.name));
        api.records.sort_by(|a, b| a.name.cmp(&b.name));
        api.unions.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(())
    }

    fn record(&mut self, name: &str, made: bool) -> Result<Record> {
        let source = self.types.source;
        let found = one(source.structs.get(name), name)?;
        let fields = self.fields(&found.file, &found.item.fields, true)?;
        let mut constructors = Vec::new();
        for function in source.functions.get(name).filter(|_| made).into_iter().flatten() {
            let item = &function.item;
            if item.sig.receiver().is_none() && gives_itself(item) {
                constructors.push(Constructor {
                    name: item.sig.ident.to_string(),
                    doc: doc(&item.attrs),
                    parameters: self.parameters(&function.file, item)?,
                    fails: matches!(&item.sig.output, ReturnType::Type(_, ty) if !is_self(ty)),
                });
            }
        }
        if made && source.defaults.contains(name) {
            constructors.push(Constructor {
                name: "default".into(),
                doc: String::new(),
                parameters: Vec::new(),
                fails: false,
            });
        }
        let path = format!("{}::{name}", found.module);
        let getters = if made { Vec::new() } else { self.getters(name)? };
        let is_list = source.lists.contains(name);
        let items = fields.iter().find(|field| is_list && matches!(field.ty, Type::List(_)));
        let items = items.map(|field| field.name.clone());
        Ok(Record {
            name: name.to_owned(),
            path,
            doc: doc(&found.item.attrs),
            fields,
            items,
            getters,
            constructors,
        })
    }

    /// What a record tells beside its fields: its methods that ask for nothing.
    fn getters(&mut self, of: &str) -> Result<Vec<Field>> {
        let mut getters = Vec::new();
        for function in self.types.source.functions.get(of).into_iter().flatten() {
            let (file, item) = (&function.file, &function.item);
            let name = item.sig.ident.to_string();
            if item.sig.receiver().is_none() || self.stays(of, &name) {
                continue;
            }
            let (1, None, ReturnType::Type(_, ty)) =
                (item.sig.inputs.len(), item.sig.asyncness, &item.sig.output)
            else {
                let why = format_args!(
                    "`{of}::{name}` asks for more than its record; leave it in Rust by a line in RUST_ONLY"
                );
                return Err(Refusal::at(file, item.sig.span(), why));
            };
            let ty = self.types.value(file, ty)?;
            getters.push(Field { name, doc: doc(&item.attrs), ty, boxed: false });
        }
        Ok(getters)
    }

    /// Whether a function stays in Rust.
    fn stays(&mut self, of: &str, name: &str) -> bool {
        let line = RUST_ONLY.iter().find(|(service, method, _)| *service == of && *method == name);
        if let Some((service, method, _)) = line {
            self.used.insert((service, method));
        }
        line.is_some()
    }

    fn union(&mut self, name: &str) -> Result<Union> {
        let found = one(self.types.source.enums.get(name), name)?;
        let mut variants = Vec::new();
        for variant in &found.item.variants {
            let named = !matches!(variant.fields, syn::Fields::Unnamed(_));
            let fields = self.fields(&found.file, &variant.fields, false)?;
            let known: BTreeSet<_> = fields.iter().map(|field| &field.name).collect();
            if known.len() < fields.len() {
                return Err(Refusal::at(
                    &found.file,
                    variant.span(),
                    "two fields without names are alike: name them",
                ));
            }
            variants.push(Variant {
                name: variant.ident.to_string(),
                doc: doc(&variant.attrs),
                fields,
                named,
            });
        }
        let path = format!("{}::{name}", found.module);
        Ok(Union { name: name.to_owned(), path, doc: doc(&found.item.attrs), variants })
    }

    fn fields(&mut self, file: &Path, fields: &syn::Fields, of_struct: bool) -> Result<Vec<Field>> {
        let mut read = Vec::new();
        for field in fields {
            let ty = self.types.value(file, &field.ty)?;
            // What has no name of its own is named by what it names.
            let name = match (&field.ident, &ty) {
                (Some(name), _) => name.to_string(),
                (None, Type::Id(id)) => self.types.source.ids[id].kind.clone(),
                (None, _) => "value".to_owned(),
            };
            if of_struct && !source::is_public(&field.vis) {
                return Err(Refusal::at(
                    file,
                    field.span(),
                    format_args!("the field `{name}` is not public"),
                ));
            }
            let boxed = matches!(&field.ty, syn::Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Box"));
            read.push(Field { name, doc: doc(&field.attrs), ty, boxed });
        }
        Ok(read)
    }
}

/// Whether a function gives its own type.
fn gives_itself(item: &ImplItemFn) -> bool {
    match &item.sig.output {
        ReturnType::Type(_, ty) => is_self(ty) || quote::quote!(#ty).to_string() == "Result < Self >",
        ReturnType::Default => false,
    }
}

fn is_self(ty: &syn::Type) -> bool {
    matches!(ty, syn::Type::Path(path) if path.path.is_ident("Self"))
}

/// The one thing of this name.
fn one<'a, T>(found: Option<&'a Vec<Found<T>>>, name: &str) -> Result<&'a Found<T>> {
    match found.map(Vec::as_slice) {
        Some([one]) => Ok(one),
        Some([first, second, ..]) => Err(Refusal::of(format_args!(
            "{}: two types of the API are named `{name}`, here and in {}",
            first.file.display(),
            second.file.display()
        ))),
        _ => Err(Refusal::of(format_args!("`{name}` is not public"))),
    }
}
