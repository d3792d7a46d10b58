//! The sources: every item of the core by its name.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use proc_macro2::{TokenStream, TokenTree};
use syn::{
    Attribute, Expr, ExprLit, Ident, ImplItem, ImplItemFn, Item, ItemEnum, ItemStruct, Lit, LitStr, Meta,
    Token, Type, Visibility,
    parse::{Parse, ParseStream, Parser},
};

use crate::{
    model::{Id, Word, Words},
    refusal::{Refusal, Result},
};

/// Folders of the core that bindings know nothing of: what an adapter and a test are made with.
const APART: [&str; 4] = ["testing", "sql", "memory", "simulated"];

/// A thing, and where it stands.
#[derive(Clone)]
pub(super) struct Found<T> {
    pub(super) file: PathBuf,
    /// Where Rust finds it: `vmbay::compute`.
    pub(super) module: String,
    pub(super) item: T,
}

/// A public method, as it is written or as a macro of ours writes it.
#[derive(Clone)]
pub(super) struct Source {
    pub(super) structs: BTreeMap<String, Vec<Found<ItemStruct>>>,
    pub(super) enums: BTreeMap<String, Vec<Found<ItemEnum>>>,
    pub(super) words: BTreeMap<String, Words>,
    pub(super) ids: BTreeMap<String, Id>,
    /// The public functions of each type's own implementations.
    pub(super) functions: BTreeMap<String, Vec<Found<ImplItemFn>>>,
    /// The types that have a default.
    pub(super) defaults: BTreeSet<String>,
    /// The types that are one item after the other.
    pub(super) lists: BTreeSet<String>,
    /// Every function's body, public or not, by type and name: a permission may stand in one that it calls.
    pub(super) bodies: BTreeMap<(String, String), TokenStream>,
}

impl Source {
    /// Reads every file below `root`, the folder `core/src`.
    pub(super) fn read(root: &Path) -> Result<Self> {
        let mut source = Self {
            structs: BTreeMap::new(),
            enums: BTreeMap::new(),
            words: BTreeMap::new(),
            ids: BTreeMap::new(),
            functions: BTreeMap::new(),
            defaults: BTreeSet::new(),
            lists: BTreeSet::new(),
            bodies: BTreeMap::new(),
        };
        source.folder(root, root)?;
        Ok(source)
    }

    fn folder(&mut self, root: &Path, folder: &Path) -> Result<()> {
        let read = |error| Refusal::of(format_args!("{}: {error}", folder.display()));
        let mut entries: Vec<_> = fs::read_dir(folder)
            .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>())
            .map_err(read)?;
        entries.sort();
        for path in entries {
            let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
            if path.is_dir() {
                if !APART.contains(&name) {
                    self.folder(root, &path)?;
                }
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                self.file(root, &path)?;
            }
        }
        Ok(())
    }

    fn file(&mut self, root: &Path, path: &Path) -> Result<()> {
        let text = fs::read_to_string(path)
            .map_err(|error| Refusal::of(format_args!("{}: {error}", path.display())))?;
        let file = syn::parse_file(&text).map_err(|error| Refusal::at(path, error.span(), &error))?;
        let area = path.strip_prefix(root).ok().and_then(|path| path.components().next());
        let area = area.map(|area| area.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned());
        let module = match area.as_deref() {
            Some("sdk" | "lib") | None => "vmbay".to_owned(),
            Some(area) => format!("vmbay::{area}"),
        };
        for item in file.items {
            self.item(path, &module, item)?;
        }
        Ok(())
    }

    fn item(&mut self, file: &Path, module: &str, item: Item) -> Result<()> {
        let found = |module: &str| (file.to_path_buf(), module.to_owned());
        match item {
            Item::Struct(item) if is_public(&item.vis) => {
                if derives(&item.attrs, "Default") {
                    self.defaults.insert(item.ident.to_string());
                }
                let (file, module) = found(module);
                self.structs.entry(item.ident.to_string()).or_default().push(Found { file, module, item });
            }
            Item::Enum(item) if is_public(&item.vis) => {
                let (file, module) = found(module);
                self.enums.entry(item.ident.to_string()).or_default().push(Found { file, module, item });
            }
            Item::Impl(item) => {
                let Type::Path(of) = &*item.self_ty else { return Ok(()) };
                let Some(of) = of.path.segments.last().map(|last| last.ident.to_string()) else {
                    return Ok(());
                };
                if let Some((of_trait, _)) = &item.trait_ {
                    match of_trait.segments.last().map(|last| last.ident.to_string()).as_deref() {
                        Some("Default") => drop(self.defaults.insert(of)),
                        Some("IntoIterator") => drop(self.lists.insert(of)),
                        _ => {}
                    }
                    return Ok(());
                }
                for inner in item.items {
                    match inner {
                        ImplItem::Fn(function) => self.function(file, module, &of, function),
                        ImplItem::Macro(inner) if inner.mac.path.is_ident("verbs") => {
                            let verbs = Verbs::parse
                                .parse2(inner.mac.tokens)
                                .map_err(|error| Refusal::at(file, error.span(), &error))?;
                            for function in verbs.0 {
                                self.function(file, module, &of, function);
                            }
                        }
                        _ => {}
                    }
                }
            }
            Item::Macro(item) if item.mac.path.is_ident("text_enum") => {
                let refused = |error: syn::Error| Refusal::at(file, error.span(), &error);
                if let Some(words) = text_enum(module).parse2(item.mac.tokens).map_err(refused)? {
                    self.words.insert(words.name.clone(), words);
                }
            }
            Item::Macro(item) if item.mac.path.is_ident("id") && item.ident.is_none() => {
                let ids = Ids::parse.parse2(item.mac.tokens);
                for id in ids.map_err(|error| Refusal::at(file, error.span(), &error))?.0 {
                    self.ids.insert(id.name.clone(), id);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn function(&mut self, file: &Path, module: &str, of: &str, function: ImplItemFn) {
        let block = &function.block;
        let name = function.sig.ident.to_string();
        self.bodies.insert((of.to_owned(), name), quote::quote!(#block));
        if is_public(&function.vis) {
            let found = Found { file: file.to_path_buf(), module: module.to_owned(), item: function };
            self.functions.entry(of.to_owned()).or_default().push(found);
        }
    }
}

/// Whether everybody sees it.
pub(super) fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn derives(attributes: &[Attribute], name: &str) -> bool {
    let has = |attribute: &Attribute| match &attribute.meta {
        Meta::List(list) if list.path.is_ident("derive") => list
            .tokens
            .clone()
            .into_iter()
            .any(|token| matches!(token, TokenTree::Ident(ident) if ident == name)),
        _ => false,
    };
    attributes.iter().any(has)
}

/// The doc comment, as it is written.
pub(super) fn doc(attributes: &[Attribute]) -> String {
    let line = |attribute: &Attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => {
                let text = text.value();
                Some(text.strip_prefix(' ').unwrap_or(&text).to_owned())
            }
            _ => None,
        },
        _ => None,
    };
    let lines: Vec<_> = attributes.iter().filter_map(line).collect();
    lines.join("\n").trim().to_owned()
}

/// `text_enum! { /// doc \n pub enum Name { /// doc \n Variant = "text", … } }`; none for one that is not public.
fn text_enum(module: &str) -> impl Fn(ParseStream<'_>) -> syn::Result<Option<Words>> + use<'_> {
    move |input| {
        let attributes = Attribute::parse_outer(input)?;
        let visibility: Visibility = input.parse()?;
        input.parse::<Token![enum]>()?;
        let name: Ident = input.parse()?;
        let body;
        syn::braced!(body in input);
        let mut words = Vec::new();
        while !body.is_empty() {
            let attributes = Attribute::parse_outer(&body)?;
            let name: Ident = body.parse()?;
            body.parse::<Token![=]>()?;
            let text: LitStr = body.parse()?;
            if !body.is_empty() {
                body.parse::<Token![,]>()?;
            }
            words.push(Word { name: name.to_string(), doc: doc(&attributes), text: text.value() });
        }
        let path = format!("{module}::{name}");
        let words = Words { name: name.to_string(), path, doc: doc(&attributes), words };
        Ok(is_public(&visibility).then_some(words))
    }
}

/// `id! { /// doc \n Name = "kind"; … }`.
struct Ids(Vec<Id>);

impl Parse for Ids {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut ids = Vec::new();
        while !input.is_empty() {
            let attributes = Attribute::parse_outer(input)?;
            let name: Ident = input.parse()?;
            input.parse::<Token![=]>()?;
            let kind: LitStr = input.parse()?;
            input.parse::<Token![;]>()?;
            ids.push(Id { name: name.to_string(), doc: doc(&attributes), kind: kind.value() });
        }
        Ok(Self(ids))
    }
}

/// `verbs! { /// doc \n start, begin_start => Start; … }`: the pairs of functions that the macro writes.
struct Verbs(Vec<ImplItemFn>);

impl Parse for Verbs {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut functions = Vec::new();
        while !input.is_empty() {
            let attributes = Attribute::parse_outer(input)?;
            let verb: Ident = input.parse()?;
            input.parse::<Token![,]>()?;
            let begin: Ident = input.parse()?;
            input.parse::<Token![=>]>()?;
            let variant: Ident = input.parse()?;
            input.parse::<Token![;]>()?;
            let begins = format!("Begins what `{verb}` does.");
            functions.push(syn::parse_quote_spanned! {verb.span()=>
                #(#attributes)*
                pub async fn #verb(&self, id: MachineId) -> Result<Machine> { self.#begin(id) }
            });
            functions.push(syn::parse_quote_spanned! {verb.span()=>
                #[doc = #begins]
                pub async fn #begin(&self, id: MachineId) -> Result<Operation<Machine>> { Verb::#variant.permission() }
            });
        }
        Ok(Self(functions))
    }
}
