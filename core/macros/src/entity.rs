//! `#[derive(Entity)]`: from a struct to its schema and codec.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{
    Attribute, Data, DeriveInput, Error, Fields, Ident, LitStr, Result, Token, Type, punctuated::Punctuated,
};

/// What `#[entity(…)]` says about the struct.
#[derive(Default)]
struct TableOptions {
    table: Option<LitStr>,
    indexes: Vec<(Vec<Ident>, bool)>,
}

/// What the derive knows about one field.
struct FieldOptions {
    name: Ident,
    ty: Type,
    json: bool,
    references: Option<LitStr>,
}

/// The implementation of `Entity` for `input`.
pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let Data::Struct(data) = &input.data else {
        return Err(Error::new_spanned(&input.ident, "an entity is a struct with named fields"));
    };
    let Fields::Named(named) = &data.fields else {
        return Err(Error::new_spanned(&input.ident, "an entity is a struct with named fields"));
    };
    let mut options = table_options(&input.attrs)?;
    let mut fields = Vec::new();
    for field in &named.named {
        fields.push(field_options(field, &mut options.indexes)?);
    }
    let table = options
        .table
        .ok_or_else(|| Error::new_spanned(&input.ident, "say which table: #[entity(table = \"…\")]"))?;
    let in_place = |at: usize, name: &str| fields.get(at).is_some_and(|field| field.name == name);
    if !in_place(0, "id") || !in_place(1, "version") {
        return Err(Error::new_spanned(&input.ident, "an entity's first fields are `id` and `version: u64`"));
    }
    for column in options.indexes.iter().flat_map(|(columns, _)| columns) {
        if !fields.iter().any(|field| field.name == *column) {
            return Err(Error::new_spanned(column, "is not a field of this entity"));
        }
    }
    Ok(implementation(&input.ident, &table, &fields, &options.indexes))
}

fn implementation(
    name: &Ident,
    table: &LitStr,
    fields: &[FieldOptions],
    indexes: &[(Vec<Ident>, bool)],
) -> TokenStream {
    let id = &fields[0].ty;
    let columns = fields.iter().map(|FieldOptions { name, ty, json, .. }| {
        let text = name.to_string();
        if *json {
            quote!(::vmbay::storage::Column { name: #text, kind: ::vmbay::storage::Kind::Json, nullable: false })
        } else {
            quote!(::vmbay::storage::Column {
                name: #text,
                kind: <#ty as ::vmbay::storage::Field>::KIND,
                nullable: <#ty as ::vmbay::storage::Field>::NULLABLE,
            })
        }
    });
    let indexes = indexes.iter().map(|(columns, unique)| {
        let columns = columns.iter().map(ToString::to_string);
        quote!(::vmbay::storage::Index { columns: &[#(#columns),*], unique: #unique })
    });
    let references = fields.iter().filter_map(|field| {
        let table = field.references.as_ref()?;
        let column = field.name.to_string();
        Some(quote!(::vmbay::storage::Reference { column: #column, table: #table }))
    });
    let puts = fields.iter().map(|FieldOptions { name, json, .. }| {
        if *json {
            quote!(::vmbay::storage::json::put(&self.#name)?)
        } else {
            quote!(::vmbay::storage::Field::put(&self.#name)?)
        }
    });
    let takes = fields.iter().map(|FieldOptions { name, json, .. }| {
        if *json {
            quote!(#name: ::vmbay::storage::json::take(next()?)?)
        } else {
            quote!(#name: ::vmbay::storage::Field::take(next()?)?)
        }
    });
    let owner = |column: &str| {
        fields.iter().find(|field| field.name == column).map_or_else(
            || quote!(::std::option::Option::None),
            |FieldOptions { name, .. }| quote!(::std::convert::Into::into(self.#name)),
        )
    };
    let (organization, project) = (owner("organization_id"), owner("project_id"));
    quote! {
        impl ::vmbay::storage::Entity for #name {
            type Id = #id;
            const SCHEMA: &'static ::vmbay::storage::Schema = &::vmbay::storage::Schema {
                kind: <#id as ::vmbay::id::EntityId>::KIND,
                table: #table,
                columns: &[#(#columns),*],
                indexes: &[#(#indexes),*],
                references: &[#(#references),*],
            };
            fn id(&self) -> Self::Id {
                self.id
            }
            fn version(&self) -> u64 {
                self.version
            }
            fn set_version(&mut self, version: u64) {
                self.version = version;
            }
            fn organization(&self) -> ::std::option::Option<::vmbay::id::OrganizationId> {
                #organization
            }
            fn project(&self) -> ::std::option::Option<::vmbay::id::ProjectId> {
                #project
            }
            fn to_row(&self) -> ::vmbay::Result<::vmbay::storage::Row> {
                Ok(::std::vec![#(#puts),*])
            }
            fn from_row(row: ::vmbay::storage::Row) -> ::vmbay::Result<Self> {
                let mut values = row.into_iter();
                let mut next = || {
                    values.next().ok_or_else(|| ::vmbay::Error::corrupt(#table, "a row has too few columns"))
                };
                Ok(Self { #(#takes),* })
            }
        }
    }
}

fn table_options(attributes: &[Attribute]) -> Result<TableOptions> {
    let mut options = TableOptions::default();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("entity")) {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("table") {
                options.table = Some(meta.value()?.parse()?);
                return Ok(());
            }
            let unique = meta.path.is_ident("unique");
            if !unique && !meta.path.is_ident("index") {
                return Err(meta.error("an entity knows `table`, `index = \"…\"` and `unique = \"…\"`"));
            }
            let columns: LitStr = meta.value()?.parse()?;
            let columns = columns.parse_with(Punctuated::<Ident, Token![,]>::parse_terminated)?;
            options.indexes.push((columns.into_iter().collect(), unique));
            Ok(())
        })?;
    }
    Ok(options)
}

fn field_options(field: &syn::Field, indexes: &mut Vec<(Vec<Ident>, bool)>) -> Result<FieldOptions> {
    let name =
        field.ident.clone().ok_or_else(|| Error::new_spanned(field, "an entity's fields have names"))?;
    let mut options = FieldOptions { name, ty: field.ty.clone(), json: false, references: None };
    for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("entity")) {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("json") {
                options.json = true;
            } else if meta.path.is_ident("unique") || meta.path.is_ident("index") {
                indexes.push((vec![options.name.clone()], meta.path.is_ident("unique")));
            } else if meta.path.is_ident("references") {
                options.references = Some(meta.value()?.parse()?);
            } else {
                return Err(meta.error("a field knows `json`, `unique`, `index` and `references = \"…\"`"));
            }
            Ok(())
        })?;
    }
    Ok(options)
}
