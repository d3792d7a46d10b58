//! The API as JSON: the Rust that reads arguments, calls, and writes what came of it.

use std::collections::BTreeSet;

use heck::{ToLowerCamelCase as _, ToSnakeCase as _};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::{
    model::{Api, Field, Output, Passed, Receiver, Record, Type, Union, Words},
    refusal::Result,
    rust::{self, Read, path, rust},
    surface::{Argument, Face, Verb, argument, constructors, given_out, is_plain, taken_in},
};

/// A name in JSON. A duration says that it is told in milliseconds.
pub(crate) fn name(name: &str, ty: &Type) -> String {
    let camel = name.to_lower_camel_case();
    if *ty.inner() == Type::Duration { format!("{camel}Ms") } else { camel }
}

/// How the kind of a variant is written.
pub(crate) fn tag(variant: &str) -> String {
    variant.to_snake_case()
}

/// Whether a number may be beyond what a number of JavaScript tells exactly.
pub(crate) fn is_exact(field: &str, ty: &Type) -> bool {
    matches!(ty.inner(), Type::Int { bits: 64, .. }) && field.ends_with("bytes")
}

/// The generated half of the crate.
pub(crate) fn write(api: &Api, faces: &[Face]) -> Result<String> {
    let (given, taken) = (given_out(api), taken_in(api, faces));
    let mut out = quote! {
        use futures::future::TryFutureExt as _;
        use serde::Serializer;
        use serde_json::Value;
        use vmbay_bindings_common::Held;
        use crate::{
            object::{Answer, Object},
            read::{Arguments, FromJson, Refusal, word},
            write::{Exact, Fields, Form, Put, ToJson},
        };
    };
    for id in &api.ids {
        let path = path(&format!("vmbay::id::{}", id.name))?;
        out.extend(quote! {
            impl ToJson for #path {
                fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
                    vmbay::uuid::Uuid::from(*self).write(out, form)
                }
            }
            impl FromJson for #path {
                fn read(value: Value) -> Result<Self, Refusal> { vmbay::uuid::Uuid::read(value).map(Self::from) }
            }
        });
    }
    for words in &api.words {
        out.extend(of_words(words)?);
    }
    for union in &api.unions {
        out.extend(of_union(api, union, &given, &taken)?);
    }
    for record in &api.records {
        if given.contains(&record.name) {
            out.extend(told(record)?);
        }
        if taken.contains(&record.name) {
            out.extend(read(record)?);
        }
    }
    for face in faces {
        out.extend(of_face(faces, face)?);
    }
    rust::file(out)
}

fn of_words(words: &Words) -> Result<TokenStream> {
    let core = path(&words.path)?;
    Ok(quote! {
        impl ToJson for #core {
            fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> { self.as_str().write(out, form) }
        }
        impl FromJson for #core {
            fn read(value: Value) -> Result<Self, Refusal> { word(value) }
        }
    })
}

fn of_union(
    api: &Api,
    union: &Union,
    given: &BTreeSet<String>,
    taken: &BTreeSet<String>,
) -> Result<TokenStream> {
    let core = path(&union.path)?;
    let plain = is_plain(api, union);
    let (mut out, mut read) = (Vec::new(), Vec::new());
    for variant in &union.variants {
        let (ident, tag) = (format_ident!("{}", variant.name), tag(&variant.name));
        let names: Vec<_> = variant.fields.iter().map(|field| format_ident!("{}", field.name)).collect();
        let keys: Vec<_> = variant.fields.iter().map(key).collect();
        let of = |values: &[TokenStream]| match (variant.named, values.is_empty()) {
            (_, true) => quote!(Self::#ident),
            (true, _) => quote!(Self::#ident { #(#names: #values),* }),
            (false, _) => quote!(Self::#ident(#(#values),*)),
        };
        let pattern = match (variant.named, names.is_empty()) {
            (_, true) => quote!(Self::#ident),
            (true, _) => quote!(Self::#ident { #(#names),* }),
            (false, _) => quote!(Self::#ident(#(#names),*)),
        };
        if plain {
            out.push(quote! {
                #pattern => {
                    out.put("type", #tag)?;
                    #(#names.fields(out)?;)*
                }
            });
            continue;
        }
        let fields = variant.fields.iter().map(|field| {
            let local = format_ident!("{}", field.name);
            put(field, &quote!(#local))
        });
        out.push(quote! {
            #pattern => {
                out.put("type", #tag)?;
                #(#fields)*
            }
        });
        let values: Vec<_> = variant
            .fields
            .iter()
            .zip(&keys)
            .map(|(field, key)| {
                if matches!(field.ty, Type::Option(_)) {
                    quote!(fields.optional(#key)?)
                } else {
                    quote!(fields.required(#key)?)
                }
            })
            .collect();
        let made = of(&values);
        read.push(quote!(#tag => #made));
    }
    let what = union.variants.iter().map(|variant| tag(&variant.name)).collect::<Vec<_>>().join(", ");
    let told = given.contains(&union.name).then(|| {
        quote! {
            impl Fields for #core {
                fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
                    match self { #(#out),* }
                    Ok(())
                }
            }
            impl ToJson for #core {
                fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> { self.record(out, form) }
            }
        }
    });
    let read = taken.contains(&union.name).then(|| {
        quote! {
            impl FromJson for #core {
                fn read(value: Value) -> Result<Self, Refusal> {
                    let mut fields = Arguments::of(value)?;
                    let kind: String = fields.required("type")?;
                    let made = match &*kind {
                        #(#read,)*
                        _ => return Err(vmbay::Error::invalid("type", concat!("is none of ", #what)).into()),
                    };
                    fields.end()?;
                    Ok(made)
                }
            }
        }
    });
    Ok(quote!(#told #read))
}

/// Writes a field of a record.
fn put(field: &Field, value: &TokenStream) -> TokenStream {
    let key = key(field);
    match (is_exact(&field.name, &field.ty), &field.ty) {
        (true, Type::Option(_)) => quote!(out.put(#key, &#value.map(Exact))?;),
        (true, _) => quote!(out.put(#key, &Exact(#value))?;),
        _ => quote!(out.put(#key, &#value)?;),
    }
}

fn key(field: &Field) -> String {
    name(&field.name, &field.ty)
}

/// A record that the library gives.
fn told(record: &Record) -> Result<TokenStream> {
    let core = path(&record.path)?;
    let fields = record.fields.iter().map(|field| {
        let own = format_ident!("{}", field.name);
        put(field, &quote!(self.#own))
    });
    let getters = record.getters.iter().map(|field| {
        let own = format_ident!("{}", field.name);
        let owned = matches!(field.ty, Type::Text).then(|| quote!(.to_string()));
        put(field, &quote!(self.#own() #owned))
    });
    Ok(quote! {
        impl Fields for #core {
            fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
                #(#fields)* #(#getters)*
                Ok(())
            }
        }
        impl ToJson for #core {
            fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> { self.record(out, form) }
        }
    })
}

/// A record that a caller gives.
fn read(record: &Record) -> Result<TokenStream> {
    let ways = constructors(record);
    let [way] = &ways[..] else { return Ok(quote!()) };
    let core = path(&record.path)?;
    let named = |field: &Field| {
        let argument = argument(&field.name, "", &field.ty);
        name(&argument.name, &argument.ty)
    };
    let make = if way.name.is_empty() {
        let fields = record.fields.iter().map(|field| {
            let (own, key) = (format_ident!("{}", field.name), named(field));
            if let Type::Option(_) = field.ty {
                quote!(#own: fields.optional(#key)?)
            } else {
                quote!(#own: fields.required(#key)?)
            }
        });
        quote!(Self { #(#fields),* })
    } else {
        let function = format_ident!("{}", way.name);
        let mut taken = Vec::new();
        for parameter in &way.parameters {
            let argument = argument(&parameter.name, "", &parameter.ty);
            let (key, ty) = (name(&argument.name, &argument.ty), rust(&parameter.ty)?);
            let value = quote!(fields.required::<#ty>(#key)?);
            taken.push(if parameter.passed == Passed::Borrowed { quote!(&#value) } else { value });
        }
        let failing = way.fails.then(|| quote!(?));
        quote!(Self::#function(#(#taken),*) #failing)
    };
    let is_set = |field: &&Field| {
        !way.name.is_empty() && way.parameters.iter().all(|parameter| parameter.name != field.name)
    };
    let set = record.fields.iter().filter(is_set).map(|field| {
        let (own, key) = (format_ident!("{}", field.name), named(field));
        quote!(if let Some(value) = fields.optional(#key)? { made.#own = value; })
    });
    Ok(quote! {
        impl FromJson for #core {
            fn read(value: Value) -> Result<Self, Refusal> {
                let mut fields = Arguments::of(value)?;
                let mut made = #make;
                #(#set)*
                fields.end()?;
                Ok(made)
            }
        }
    })
}

fn of_face(faces: &[Face], face: &Face) -> Result<TokenStream> {
    let core = path(&face.path)?;
    let own = if face.exclusive { quote!(Held<#core>) } else { core };
    let members = face.members.iter().map(|member| {
        let (called, key) = (format_ident!("{}", member.name), member.name.to_lower_camel_case());
        quote!(#key => Some(Box::new(self.#called())))
    });
    let verbs = face.verbs.iter().map(|verb| of_verb(faces, face, verb)).collect::<Result<Vec<_>>>()?;
    let member = (!face.members.is_empty()).then(|| {
        quote! {
            fn member(&self, name: &str) -> Option<Box<dyn Object>> {
                match name {
                    #(#members,)*
                    _ => None,
                }
            }
        }
    });
    // A service that leads to others alone writes nothing.
    let writes = face.verbs.iter().any(|verb| !matches!(verb.output, Output::Service(_)));
    let form = if writes { quote!(form) } else { quote!(_form) };
    let following = face.verbs.iter().filter(|verb| face.follows(verb));
    let following = following.map(|verb| verb.name.to_lower_camel_case()).collect::<Vec<_>>();
    let follows = (!following.is_empty()).then(|| {
        quote! {
            fn follows(&self, verb: &str) -> bool { matches!(verb, #(#following)|*) }
        }
    });
    Ok(quote! {
        impl Object for #own {
            #member
            #follows
            fn call(&self, verb: &str, mut arguments: Arguments, #form: Form) -> Result<Answer, Refusal> {
                let service = self.clone();
                match verb {
                    #(#verbs)*
                    _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
                }
            }
        }
    })
}

/// Arguments as one JSON object holds them.
struct Named<'a>(&'a Verb);

impl Named<'_> {
    fn key(&self, called: &str) -> String {
        let found = self.0.required.iter().chain(&self.0.optional).find(|argument| argument.name == *called);
        found.map_or_else(|| called.to_lower_camel_case(), |Argument { name: own, ty, .. }| name(own, ty))
    }
}

impl Read for Named<'_> {
    fn required(&self, argument: &str, ty: &TokenStream) -> TokenStream {
        let key = self.key(argument);
        quote!(arguments.required::<#ty>(#key)?)
    }

    fn optional(&self, argument: &str, ty: &TokenStream) -> TokenStream {
        let key = self.key(argument);
        quote!(arguments.optional::<#ty>(#key)?)
    }

    fn failed(&self) -> TokenStream {
        quote!(Refusal::from)
    }
}

fn of_verb(faces: &[Face], face: &Face, verb: &Verb) -> Result<TokenStream> {
    let (key, method) = (verb.name.to_lower_camel_case(), format_ident!("{}", verb.method));
    let mut read = TokenStream::new();
    let mut passed = Vec::new();
    for (at, given) in verb.given.iter().enumerate() {
        let local = format_ident!("given_{at}");
        read.extend(rust::given(verb, given, &local, &Named(verb))?);
        passed.push(match given.passed {
            Passed::Owned => quote!(#local),
            Passed::Borrowed => quote!(&#local),
        });
    }
    let service = match (face.exclusive, verb.call.receiver) {
        (false, _) => quote!(service),
        (true, Receiver::Owned) => quote!(service.take().await?),
        (true, _) => quote!(service.lock().await.get()?),
    };
    let raw = quote!(#service.#method(#(#passed),*));
    let awaited = if verb.call.waits { quote!(#raw.await) } else { raw.clone() };
    let value = if verb.call.fails { awaited } else { quote!(Ok(#awaited)) };
    let answer = match &verb.output {
        Output::Value(_) => quote!(Answer::value(async move { #value }, form)),
        Output::Operation(_) => quote!(Answer::work(async move { #value }, form)),
        Output::Service(name) => {
            let held = faces.iter().any(|other| other.name == *name && other.exclusive);
            let value = if held { quote!(#value.map(Held::new)) } else { value };
            quote!(Answer::object(async move { #value }))
        }
        Output::Stream { .. } if verb.call.waits => {
            quote!(Answer::stream(async move { #raw.await }.try_flatten_stream(), form))
        }
        Output::Stream { fails: true, .. } => quote!(Answer::stream(#raw, form)),
        Output::Stream { fails: false, .. } => {
            quote!(Answer::stream(futures::StreamExt::map(#raw, Ok), form))
        }
    };
    Ok(quote! {
        #key => {
            #read
            arguments.end()?;
            Ok(#answer)
        }
    })
}
