//! What the writers of Rust have in common: paths, types, and how a call's arguments become what Rust is given.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Ident;

use crate::{
    model::{Passed, Type},
    refusal::{Refusal, Result},
    surface::{Given, Made, Verb},
};

/// A path, a name or a type, from its text.
pub(crate) fn path(text: &str) -> Result<TokenStream> {
    text.parse().map_err(Refusal::of)
}

/// A written file, with what it is and what it may do.
pub(crate) fn file(items: TokenStream) -> Result<String> {
    let file = syn::parse2(items).map_err(Refusal::of)?;
    let header = "//! Written by `cargo run -p vmbay-generator` from the public API of the core: change that, and run it.\n\n\
                  #![allow(clippy::all, clippy::pedantic, unused_mut, missing_docs)]\n\n";
    Ok(format!("{header}{}", prettyplease::unparse(&file)))
}

/// The type as Rust owns it.
pub(crate) fn rust(ty: &Type) -> Result<TokenStream> {
    Ok(match ty {
        Type::Unit => quote!(()),
        Type::Bool => quote!(bool),
        Type::Int { signed, bits } => path(&format!("{}{bits}", if *signed { 'i' } else { 'u' }))?,
        Type::Float => quote!(f64),
        Type::Text => quote!(String),
        Type::Path => quote!(std::path::PathBuf),
        Type::Bytes => quote!(Vec<u8>),
        Type::Json => quote!(serde_json::Value),
        Type::Time => quote!(vmbay::Timestamp),
        Type::Duration => quote!(std::time::Duration),
        Type::Uuid => quote!(vmbay::uuid::Uuid),
        Type::Token(name) if name == "Cursor" => quote!(vmbay::Cursor),
        Type::Token(name) => path(&format!("vmbay::event::{name}"))?,
        Type::Id(name) => path(&format!("vmbay::id::{name}"))?,
        // Its path is found by the compiler, from what takes it.
        Type::Named(_) => quote!(_),
        Type::Option(inner) => {
            let inner = rust(inner)?;
            quote!(Option<#inner>)
        }
        Type::List(inner) => {
            let inner = rust(inner)?;
            quote!(Vec<#inner>)
        }
        Type::Map(inner) => {
            let inner = rust(inner)?;
            quote!(std::collections::BTreeMap<String, #inner>)
        }
        Type::Page(_) | Type::Many(..) => return Err(Refusal::of("a page is nothing that a program makes")),
    })
}

/// How a language's arguments are read.
pub(crate) trait Read {
    /// The value of an argument that there must be.
    fn required(&self, argument: &str, ty: &TokenStream) -> TokenStream;
    /// The value of an argument that there may be, as an option.
    fn optional(&self, argument: &str, ty: &TokenStream) -> TokenStream;
    /// What an error of the library becomes.
    fn failed(&self) -> TokenStream;
}

/// Makes what Rust is given from the arguments, as a local of this name.
pub(crate) fn given(verb: &Verb, given: &Given, local: &Ident, read: &impl Read) -> Result<TokenStream> {
    let find =
        |called: &str| verb.required.iter().chain(&verb.optional).find(|argument| argument.name == *called);
    let is_required = |called: &str| verb.required.iter().any(|argument| argument.name == *called);
    let ty = |called: &str| find(called).map_or_else(|| Ok(quote!(_)), |argument| rust(argument.ty.inner()));
    let required = |called: &str| {
        let ty = find(called).map_or_else(|| Ok(quote!(_)), |argument| rust(&argument.ty))?;
        Ok::<_, Refusal>(read.required(called, &ty))
    };
    match &given.made {
        Made::Argument(called) if is_required(called) => {
            let value = required(called)?;
            Ok(quote!(let #local = #value;))
        }
        Made::Argument(called) => {
            let value = read.optional(called, &ty(called)?);
            Ok(quote!(let #local = #value;))
        }
        Made::Record { path: core, constructor, arguments, fields } => {
            let core = path(core)?;
            let taken =
                arguments.iter().map(|called| required(called)).collect::<Result<Vec<TokenStream>>>()?;
            let make = if constructor.name.is_empty() {
                let names =
                    constructor.parameters.iter().map(|parameter| format_ident!("{}", parameter.name));
                quote!(#core { #(#names: #taken),* })
            } else {
                let function = format_ident!("{}", constructor.name);
                let failed = read.failed();
                let failing = constructor.fails.then(|| quote!(.map_err(#failed)?));
                let taken =
                    constructor.parameters.iter().zip(&taken).map(|(parameter, taken)| {
                        match parameter.passed {
                            Passed::Owned => taken.clone(),
                            Passed::Borrowed => quote!(&#taken),
                        }
                    });
                quote!(#core::#function(#(#taken),*) #failing)
            };
            let set = fields.iter().map(|(field, called)| {
                let (field, value) = (format_ident!("{field}"), read.optional(called, &quote!(_)));
                quote!(if let Some(value) = #value { #local.#field = value; })
            });
            Ok(quote!(let mut #local = #make; #(#set)*))
        }
    }
}
