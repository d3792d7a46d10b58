//! Types, from how Rust writes them.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use quote::ToTokens;
use syn::{GenericArgument, PathArguments, TraitBound, Type as Rust, TypeParamBound, spanned::Spanned};

use super::source::Source;
use crate::{
    model::{Output, Passed, Type},
    refusal::{Refusal, Result},
};

/// Reads types, and remembers what they name.
pub(super) struct Types<'a> {
    pub(super) source: &'a Source,
    /// The records, enums and unions that something reaches, each with whether a program makes it.
    pub(super) named: BTreeMap<String, bool>,
    /// Whether what is read now is what a program makes.
    pub(super) taking: bool,
    /// The services that a method leads to.
    pub(super) services: BTreeSet<String>,
}

impl Types<'_> {
    /// A value's type.
    pub(super) fn value(&mut self, file: &Path, ty: &Rust) -> Result<Type> {
        let refused =
            |why: &str| Refusal::at(file, ty.span(), format_args!("`{}` {why}", ty.to_token_stream()));
        match ty {
            Rust::Tuple(tuple) if tuple.elems.is_empty() => Ok(Type::Unit),
            Rust::Slice(slice) => Ok(Type::List(self.boxed(file, &slice.elem)?)),
            Rust::ImplTrait(one) => {
                let Some(bound) = one.bounds.iter().find_map(of_trait) else {
                    return Err(refused("has no type of its own"));
                };
                let (name, inner) = last(&bound.path).ok_or_else(|| refused("is not a type"))?;
                match (name.as_str(), &inner[..]) {
                    ("Into", [inner]) => self.value(file, inner),
                    ("IntoIterator", _) => match associated(&bound.path) {
                        Some(item) => Ok(Type::List(self.boxed(file, &item)?)),
                        None => Err(refused("has no item")),
                    },
                    ("Serialize", []) => Ok(Type::Json),
                    _ => Err(refused("is a bound that no binding has")),
                }
            }
            Rust::Path(path) => {
                let (name, inner) = last(&path.path).ok_or_else(|| refused("is not a type"))?;
                match (name.as_str(), &inner[..]) {
                    ("bool", _) => Ok(Type::Bool),
                    ("u8" | "u16" | "u32" | "u64" | "i32" | "i64", _) => {
                        let bits = name[1..].parse().map_err(|_| refused("has no size"))?;
                        Ok(Type::Int { signed: name.starts_with('i'), bits })
                    }
                    ("usize", _) => Ok(Type::Int { signed: false, bits: 64 }),
                    ("f64", _) => Ok(Type::Float),
                    ("String" | "str", _) => Ok(Type::Text),
                    ("Cow", [text]) => self.value(file, text),
                    ("PathBuf" | "Path", _) => Ok(Type::Path),
                    ("Bytes", _) => Ok(Type::Bytes),
                    ("Vec", [Rust::Path(byte)]) if byte.path.is_ident("u8") => Ok(Type::Bytes),
                    ("Value", _) => Ok(Type::Json),
                    ("Timestamp", _) => Ok(Type::Time),
                    ("Duration", _) => Ok(Type::Duration),
                    ("Uuid", _) => Ok(Type::Uuid),
                    ("Cursor" | "EventToken", _) => Ok(Type::Token(name)),
                    ("Option", [inner]) => Ok(Type::Option(self.boxed(file, inner)?)),
                    ("Vec", [inner]) => Ok(Type::List(self.boxed(file, inner)?)),
                    ("Box", [inner]) => self.value(file, inner),
                    ("BTreeMap", [key, value]) if self.value(file, key)? == Type::Text => {
                        Ok(Type::Map(self.boxed(file, value)?))
                    }
                    ("Page", [inner]) => Ok(Type::Page(self.boxed(file, inner)?)),
                    ("ManyResult", [asked, came]) => {
                        Ok(Type::Many(self.boxed(file, asked)?, self.boxed(file, came)?))
                    }
                    (_, []) if self.source.ids.contains_key(&name) => Ok(Type::Id(name)),
                    (_, []) if self.is_data(&name) => {
                        *self.named.entry(name.clone()).or_default() |= self.taking;
                        Ok(Type::Named(name))
                    }
                    _ => Err(refused("is no type that a binding has")),
                }
            }
            Rust::Reference(reference) => self.value(file, &reference.elem),
            _ => Err(refused("is no type that a binding has")),
        }
    }

    fn boxed(&mut self, file: &Path, ty: &Rust) -> Result<Box<Type>> {
        self.value(file, ty).map(Box::new)
    }

    /// How a parameter is passed, and its type.
    pub(super) fn parameter(&mut self, file: &Path, ty: &Rust) -> Result<(Passed, Type)> {
        let passed = if matches!(ty, Rust::Reference(_)) { Passed::Borrowed } else { Passed::Owned };
        let before = std::mem::replace(&mut self.taking, true);
        let ty = self.value(file, ty);
        self.taking = before;
        Ok((passed, ty?))
    }

    /// What a method gives, and whether it can fail.
    pub(super) fn output(&mut self, file: &Path, ty: &Rust) -> Result<(bool, Output)> {
        let Rust::Path(path) = ty else { return Ok((false, Output::Value(self.value(file, ty)?))) };
        match last(&path.path) {
            Some((name, inner)) if name == "Result" && !inner.is_empty() => {
                Ok((true, self.output(file, &inner[0])?.1))
            }
            Some((name, inner)) if name == "BoxStream" => {
                let Some(Rust::Path(item)) = inner.last() else {
                    return Ok((false, Output::Value(Type::Unit)));
                };
                let (fails, item) = match last(&item.path) {
                    Some((name, inner)) if name == "Result" && !inner.is_empty() => (true, inner[0].clone()),
                    _ => (false, Rust::Path(item.clone())),
                };
                Ok((false, Output::Stream { item: self.value(file, &item)?, fails }))
            }
            Some((name, inner)) if name == "Operation" && !inner.is_empty() => {
                Ok((false, Output::Operation(self.value(file, &inner[0])?)))
            }
            Some((name, inner)) if inner.is_empty() && self.is_service(&name) => {
                self.services.insert(name.clone());
                Ok((false, Output::Service(name)))
            }
            _ => Ok((false, Output::Value(self.value(file, ty)?))),
        }
    }

    /// Whether it is a struct or enum of data that everybody may look into.
    fn is_data(&self, name: &str) -> bool {
        let has_fields = |found: &super::source::Found<syn::ItemStruct>| {
            found.item.fields.iter().any(|field| super::source::is_public(&field.vis))
        };
        self.source.words.contains_key(name)
            || self.source.enums.contains_key(name)
            || self.source.structs.get(name).is_some_and(|found| found.iter().any(has_fields))
    }

    /// Whether it is an object with methods, into which nobody may look.
    pub(super) fn is_service(&self, name: &str) -> bool {
        !self.is_data(name)
            && self.source.structs.contains_key(name)
            && self.source.functions.get(name).is_some_and(|functions| {
                functions.iter().any(|function| function.item.sig.receiver().is_some())
            })
    }
}

fn of_trait(bound: &TypeParamBound) -> Option<&TraitBound> {
    match bound {
        TypeParamBound::Trait(bound) => Some(bound),
        _ => None,
    }
}

/// The last name of a path, and the types between its angle brackets.
fn last(path: &syn::Path) -> Option<(String, Vec<Rust>)> {
    let last = path.segments.last()?;
    let inner = match &last.arguments {
        PathArguments::AngleBracketed(arguments) => {
            let types = arguments.args.iter().filter_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty.clone()),
                _ => None,
            });
            types.collect()
        }
        _ => Vec::new(),
    };
    Some((last.ident.to_string(), inner))
}

/// `T` of `IntoIterator<Item = T>`.
fn associated(path: &syn::Path) -> Option<Rust> {
    let PathArguments::AngleBracketed(arguments) = &path.segments.last()?.arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::AssocType(associated) => Some(associated.ty.clone()),
        _ => None,
    })
}
