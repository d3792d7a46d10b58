//! The native module: a class for each service, twice, and for each record.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Ident;

use super::name;
use crate::{
    model::{Api, Field, Output, Passed, Receiver, Record, Type, Union, Words},
    refusal::Result,
    rust::{self, Read, path, rust},
    surface::{Face, Verb, constructors, given_out, is_plain},
};

/// The Rust of the native module.
pub(super) fn write(api: &Api, faces: &[Face]) -> Result<String> {
    let given = given_out(api);
    let mut out = quote! {
        use std::sync::Arc;
        use futures::stream::{StreamExt as _, TryStreamExt as _};
        use pyo3::{prelude::*, types::{PyDict, PyString}};
        use vmbay_bindings_common::Held;
        use crate::{
            convert::{Incoming, Outgoing, WordClass, argument, field, kind, only, required, restored, shown},
            engine::Engine,
            error::types,
            operation::{AsyncOperation, Operation},
            own::Own,
            stream::{AsyncStream, Stream},
        };
    };
    for id in &api.ids {
        let path = path(&format!("vmbay::id::{}", id.name))?;
        out.extend(quote! {
            impl Outgoing for #path {
                fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> { vmbay::uuid::Uuid::from(self).into_py(py) }
            }
            impl Incoming for #path {
                fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> { vmbay::uuid::Uuid::from_py(value).map(Self::from) }
            }
        });
    }
    for words in &api.words {
        out.extend(of_words(words)?);
    }
    for union in &api.unions {
        out.extend(of_union(api, union)?);
    }
    let mut classes = Vec::new();
    for record in &api.records {
        if given.contains(&record.name) {
            classes.push(format_ident!("{}", record.name));
            out.extend(of_record(record)?);
        }
        out.extend(incoming(record, given.contains(&record.name))?);
    }
    for face in faces {
        for mode in [Mode::Sync, Mode::Async] {
            classes.push(mode.class(&face.name));
            out.extend(of_face(face, mode)?);
        }
    }
    out.extend(quote! {
        pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
            #(module.add_class::<#classes>()?;)*
            Ok(())
        }
    });
    rust::file(out)
}

/// Which of the two classes of a service.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Sync,
    Async,
}

impl Mode {
    fn class(self, name: &str) -> Ident {
        match self {
            Self::Sync => format_ident!("{name}"),
            Self::Async => format_ident!("Async{name}"),
        }
    }

    /// What runs a call of a verb, given what it returns.
    fn run(self, face: &Face, verb: &Verb, call: &TokenStream) -> TokenStream {
        let called = format!("{}.{}", self.class(&face.name), verb.name);
        match self {
            Self::Sync => quote!(self.1.wait(py, Box::pin(#call))?.into_py(py)),
            Self::Async if face.follows(verb) => quote!(self.1.follow(py, #called, Box::pin(#call))),
            Self::Async => quote!(self.1.begin(py, #called, Box::pin(#call))),
        }
    }
}

fn of_face(face: &Face, mode: Mode) -> Result<TokenStream> {
    let (class, shown, core) =
        (mode.class(&face.name), mode.class(&face.name).to_string(), path(&face.path)?);
    let doc = &face.doc;
    let mut methods = TokenStream::new();
    for member in &face.members {
        let (doc, called, class) =
            (&member.doc, format_ident!("{}", member.name), mode.class(&member.service));
        methods.extend(quote! {
            #[doc = #doc]
            #[getter]
            fn #called(&self) -> #class { #class::new(self.0.#called(), self.1.clone()) }
        });
    }
    for verb in &face.verbs {
        methods.extend(of_verb(face, verb, mode)?);
    }
    // What a program opens it also leaves, in the manner of the language.
    if face.name == "Vmbay" && mode == Mode::Sync {
        methods.extend(quote! {
            fn __enter__(slf: Py<Self>) -> Py<Self> { slf }
            #[pyo3(signature = (*_raised))]
            fn __exit__(&self, py: Python<'_>, _raised: &Bound<'_, PyAny>) -> PyResult<()> {
                crate::open::leave(py, &self.0, &self.1)
            }
        });
    }
    let held = if face.exclusive { quote!(Held<#core>) } else { quote!(Arc<#core>) };
    let make = if face.exclusive { quote!(Held::new(service)) } else { quote!(Arc::new(service)) };
    Ok(quote! {
        #[doc = #doc]
        #[pyclass(frozen, weakref, module = "vmbay", name = #shown)]
        pub(crate) struct #class(pub(crate) Own<#held>, pub(crate) Arc<Engine>);
        impl #class {
            pub(crate) fn new(service: #core, engine: Arc<Engine>) -> Self { Self(Own::new(#make), engine) }
        }
        impl Outgoing for #class {
            fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> { Ok(Bound::new(py, self)?.into_any()) }
        }
        #[pymethods]
        impl #class { #methods }
    })
}

fn of_verb(face: &Face, verb: &Verb, mode: Mode) -> Result<TokenStream> {
    let (called, method) = (format_ident!("{}", name(&verb.name)), format_ident!("{}", verb.method));
    let doc = &verb.doc;
    let required: Vec<_> =
        verb.required.iter().map(|argument| format_ident!("{}", name(&argument.name))).collect();
    let optional: Vec<_> =
        verb.optional.iter().map(|argument| format_ident!("{}", name(&argument.name))).collect();
    let star = if optional.is_empty() { quote!() } else { quote!(*,) };
    let mut read = TokenStream::new();
    let mut passed = Vec::new();
    for (at, given) in verb.given.iter().enumerate() {
        let local = format_ident!("given_{at}");
        read.extend(rust::given(verb, given, &local, &Arguments)?);
        passed.push(match given.passed {
            Passed::Owned => quote!(#local),
            Passed::Borrowed => quote!(&#local),
        });
    }
    let (receiver, service) = match (face.exclusive, verb.call.receiver) {
        (false, _) => (quote!(let service = self.0.clone();), quote!(service)),
        (true, Receiver::Owned) => (quote!(let held = self.0.clone();), quote!(held.take().await?)),
        (true, _) => (quote!(let held = self.0.clone();), quote!(held.lock().await.get()?)),
    };
    let raw = quote!(#service.#method(#(#passed),*));
    let awaited = if verb.call.waits { quote!(#raw.await) } else { raw.clone() };
    let value = if verb.call.fails { quote!(#awaited?) } else { awaited };
    // Once it is shut down, the library calls the program's functions no more.
    let is_last = face.name == "Vmbay" && verb.name == "shutdown";
    let body = match &verb.output {
        Output::Value(_) if !verb.call.waits && !face.exclusive => {
            quote!(self.0.#method(#(#passed),*).into_py(py))
        }
        Output::Value(_) if is_last => {
            let call = quote!(async move { crate::open::shut_down(&service, given_0, &engine).await });
            let run = mode.run(face, verb, &call);
            quote!(let engine = self.1.clone(); #run)
        }
        Output::Value(_) => mode.run(face, verb, &quote!(async move { Ok(#value) })),
        Output::Service(name) => {
            let class = mode.class(name);
            if verb.call.waits {
                let run = mode.run(face, verb, &quote!(async move { Ok(#class::new(#value, engine)) }));
                quote!(let engine = self.1.clone(); #run)
            } else {
                quote!(#class::new(self.0.#method(#(#passed),*), self.1.clone()).into_py(py))
            }
        }
        Output::Operation(_) => {
            let class = mode.class("Operation");
            let run = mode.run(face, verb, &quote!(async move { Ok(#class::new(#value, engine)) }));
            quote!(let engine = self.1.clone(); #run)
        }
        Output::Stream { fails, .. } => {
            let class = mode.class("Stream");
            let stream = match (verb.call.waits, fails) {
                (true, _) => quote!(futures::stream::once(async move { #raw.await }).try_flatten().boxed()),
                (false, true) => raw.clone(),
                (false, false) => quote!(#raw.map(Ok).boxed()),
            };
            let follows = face.follows(verb);
            quote!(#class::new(#stream, self.1.clone(), #follows).into_py(py))
        }
    };
    let needs_service = body.to_string().contains("service") || body.to_string().contains("held");
    let receiver = if needs_service { receiver } else { quote!() };
    Ok(quote! {
        #[doc = #doc]
        #[pyo3(signature = (#(#required,)* #star #(#optional = None),*))]
        fn #called<'py>(
            &self,
            py: Python<'py>,
            #(#required: &Bound<'py, PyAny>,)*
            #(#optional: Option<&Bound<'py, PyAny>>,)*
        ) -> PyResult<Bound<'py, PyAny>> {
            #read
            #receiver
            #body
        }
    })
}

/// Arguments as `PyO3` hands them over.
struct Arguments;

impl Read for Arguments {
    fn required(&self, argument: &str, ty: &TokenStream) -> TokenStream {
        let (text, ident) = (name(argument), format_ident!("{}", name(argument)));
        quote!(argument::<#ty>(#text, #ident)?)
    }

    fn optional(&self, argument: &str, ty: &TokenStream) -> TokenStream {
        let (text, ident) = (name(argument), format_ident!("{}", name(argument)));
        quote!(#ident.filter(|value| !value.is_none()).map(|value| argument::<#ty>(#text, value)).transpose()?)
    }

    fn failed(&self) -> TokenStream {
        quote!(|error| crate::error::raise(py, &error))
    }
}

fn of_words(words: &Words) -> Result<TokenStream> {
    let (core, class) = (path(&words.path)?, &words.name);
    Ok(quote! {
        impl Outgoing for #core {
            fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
                static CLASS: WordClass = WordClass::new(#class);
                CLASS.word(py, self as usize)
            }
        }
        impl Incoming for #core {
            fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> { crate::convert::of_word(value) }
        }
    })
}

fn of_union(api: &Api, union: &Union) -> Result<TokenStream> {
    let core = path(&union.path)?;
    let plain = is_plain(api, union);
    let (mut out, mut taken) = (Vec::new(), Vec::new());
    for variant in &union.variants {
        let (ident, class) = (format_ident!("{}", variant.name), format!("{}{}", union.name, variant.name));
        let names: Vec<_> = variant.fields.iter().map(|field| format_ident!("{}", field.name)).collect();
        let texts: Vec<_> = variant.fields.iter().map(|field| name(&field.name)).collect();
        let unboxed: Vec<_> = variant
            .fields
            .iter()
            .map(|field| {
                let name = format_ident!("{}", field.name);
                if field.boxed { quote!((*#name)) } else { quote!(#name) }
            })
            .collect();
        let pattern = match (variant.named, names.is_empty()) {
            (_, true) => quote!(),
            (true, _) => quote!({ #(#names),* }),
            (false, _) => quote!((#(#names),*)),
        };
        if plain {
            out.push(quote!(Self::#ident #pattern => #(#unboxed)*.into_py(py)));
            let field = &variant.fields[0];
            let (ty, boxed) = (record_path(api, &field.ty)?, field.boxed);
            let made = if boxed { quote!(Box::new(found)) } else { quote!(found) };
            taken.push(quote!(if let Ok(found) = <#ty>::from_py(value) { return Ok(Self::#ident(#made)); }));
            continue;
        }
        out.push(quote! {
            Self::#ident #pattern => {
                let fields = PyDict::new(py);
                #(fields.set_item(#texts, #unboxed.into_py(py)?)?;)*
                types(py)?.getattr(#class)?.call((), Some(&fields))
            }
        });
        let read = variant.fields.iter().zip(&texts).map(|(field, text)| {
            if field.boxed {
                quote!(Box::new(required(value, #text)?))
            } else {
                quote!(required(value, #text)?)
            }
        });
        let made = match (variant.named, names.is_empty()) {
            (_, true) => quote!(Self::#ident),
            (true, _) => quote!(Self::#ident { #(#names: #read),* }),
            (false, _) => quote!(Self::#ident(#(#read),*)),
        };
        taken.push(quote!(if kind(value, #class)? { return Ok(#made); }));
    }
    let what = &union.name;
    Ok(quote! {
        impl Outgoing for #core {
            fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> { match self { #(#out),* } }
        }
        impl Incoming for #core {
            fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
                #(#taken)*
                Err(crate::convert::wrong(value, concat!("a ", #what)))
            }
        }
    })
}

/// The class of a record.
fn of_record(record: &Record) -> Result<TokenStream> {
    let (class, core, doc, shown_as) =
        (format_ident!("{}", record.name), path(&record.path)?, &record.doc, &record.name);
    let getters = record.fields.iter().map(|field| {
        let (called, own, doc) =
            (format_ident!("{}", name(&field.name)), format_ident!("{}", field.name), &field.doc);
        // A text is copied once, to Python.
        let told = if field.ty == Type::Text {
            quote!(Ok(PyString::new(py, &self.0.#own).into_any()))
        } else {
            quote!(self.0.#own.clone().into_py(py))
        };
        quote! {
            #[doc = #doc]
            #[getter]
            fn #called<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> { #told }
        }
    });
    let told = record.getters.iter().map(|field| {
        let (called, own, doc) =
            (format_ident!("{}", name(&field.name)), format_ident!("{}", field.name), &field.doc);
        let owned = matches!(field.ty, Type::Text).then(|| quote!(.to_string()));
        quote! {
            #[doc = #doc]
            #[getter]
            fn #called<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                self.0.#own() #owned.into_py(py)
            }
        }
    });
    let list = record.items.as_ref().map(|items| {
        let items = format_ident!("{items}");
        quote! {
            fn __len__(&self) -> usize { self.0.#items.len() }
            fn _repr_html_<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                types(py)?.call_method1("table", (self.0.#items.clone().into_py(py)?,))
            }
            fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                self.0.#items.clone().into_py(py)?.try_iter().map(Bound::into_any)
            }
        }
    });
    let names: Vec<_> = record.fields.iter().map(|field| name(&field.name)).collect();
    let count = names.len();
    let hash =
        record.fields.iter().any(|field| field.name == "id" && matches!(field.ty, Type::Id(_))).then(|| {
            quote! {
                fn __hash__(&self) -> u64 {
                    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
                    let mut hasher = DefaultHasher::new();
                    self.0.id.hash(&mut hasher);
                    hasher.finish()
                }
            }
        });
    Ok(quote! {
        #[doc = #doc]
        #[pyclass(frozen, eq, module = "vmbay", name = #shown_as)]
        #[derive(PartialEq)]
        pub(crate) struct #class(#core);
        impl #class {
            const FIELDS: [&'static str; #count] = [#(#names),*];
        }
        impl Outgoing for #core {
            fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> { Ok(Bound::new(py, #class(self))?.into_any()) }
        }
        #[pymethods]
        impl #class {
            #[new]
            #[pyo3(signature = (**fields))]
            fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
                let none = PyDict::new(py);
                <#core>::from_py(fields.unwrap_or(&none).as_any()).map(Self)
            }
            #[classattr]
            fn __match_args__() -> [&'static str; #count] { Self::FIELDS }
            fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> { shown(slf.as_any(), #shown_as, &Self::FIELDS) }
            fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> { restored(slf.as_any(), &Self::FIELDS) }
            #hash
            #list
            #(#getters)*
            #(#told)*
        }
    })
}

/// How a record is read from what Python gives: its own class, or a dict.
fn incoming(record: &Record, has_class: bool) -> Result<TokenStream> {
    let ways = constructors(record);
    let (core, class) = (path(&record.path)?, format_ident!("{}", record.name));
    let known = has_class
        .then(|| quote!(if let Ok(known) = value.cast::<#class>() { return Ok(known.get().0.clone()); }));
    // What only the library makes is made again from every field.
    let literal = record.constructors.is_empty() || has_class;
    if !literal && ways.len() > 1 {
        return Ok(quote!());
    }
    let argument_name = |field: &Field| {
        if literal { name(&field.name) } else { crate::surface::argument(&field.name, "", &field.ty).name }
    };
    let names: Vec<_> = record.fields.iter().map(argument_name).collect();
    let make = if literal {
        let fields = record.fields.iter().zip(&names).map(|(own, text)| {
            let ident = format_ident!("{}", own.name);
            if matches!(own.ty, Type::Option(_)) {
                quote!(#ident: field::<Option<_>>(value, #text)?.flatten())
            } else {
                quote!(#ident: required(value, #text)?)
            }
        });
        quote!(Ok(Self { #(#fields),* }))
    } else {
        let way = &ways[0];
        let function = format_ident!("{}", way.name);
        let mut taken = Vec::new();
        for parameter in &way.parameters {
            let (text, ty) =
                (crate::surface::argument(&parameter.name, "", &parameter.ty).name, rust(&parameter.ty)?);
            let read = quote!(required::<#ty>(value, #text)?);
            taken.push(if parameter.passed == Passed::Borrowed { quote!(&#read) } else { read });
        }
        let failing = way.fails.then(|| quote!(.map_err(|error| crate::error::raise(value.py(), &error))?));
        let set = record
            .fields
            .iter()
            .zip(&names)
            .filter(|(own, _)| way.parameters.iter().all(|parameter| parameter.name != own.name))
            .map(|(own, text)| {
                let ident = format_ident!("{}", own.name);
                quote!(if let Some(set) = field(value, #text)? { made.#ident = set; })
            });
        quote!(let mut made = Self::#function(#(#taken),*) #failing; #(#set)* Ok(made))
    };
    Ok(quote! {
        impl Incoming for #core {
            fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
                #known
                only(value, &[#(#names),*])?;
                #make
            }
        }
    })
}

fn record_path(api: &Api, ty: &Type) -> Result<TokenStream> {
    let found = api.records.iter().find(|record| *ty == Type::Named(record.name.clone()));
    path(found.map_or("_", |record| &record.path))
}
