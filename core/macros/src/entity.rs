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
    let version = &fields[1].ty;
    if quote!(#version).to_string() != "u64" {
        return Err(Error::new_spanned(version, "the version is a `u64`"));
    }
    if !input.generics.params.is_empty() {
        return Err(Error::new_spanned(&input.generics, "an entity has no parameters: its table is one"));
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
            let names = columns.parse_with(Punctuated::<Ident, Token![,]>::parse_terminated)?;
            if names.is_empty() {
                return Err(Error::new_spanned(columns, "an index is over at least one field"));
            }
            options.indexes.push((names.into_iter().collect(), unique));
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What the derive makes of `input`, formatted.
    fn expanded(input: &str) -> String {
        let input = syn::parse_str(input).expect("the input is a struct");
        let file = syn::parse2(expand(&input).expect("it is an entity")).expect("the expansion is Rust");
        prettyplease::unparse(&file)
    }

    #[test]
    fn the_smallest_entity_expands_to_a_constant_and_a_codec() {
        insta::assert_snapshot!(expanded(
            r#"
            #[entity(table = "notes")]
            struct Note {
                id: NoteId,
                version: u64,
                text: String,
            }
            "#
        ));
    }

    #[test]
    fn indexes_references_json_and_owners_expand() {
        insta::assert_snapshot!(expanded(
            r#"
            #[entity(table = "machines", unique = "project_id, name", index = "host_id, created_at")]
            pub struct Machine {
                pub id: MachineId,
                pub version: u64,
                #[entity(references = "organizations")]
                pub organization_id: OrganizationId,
                #[entity(references = "projects")]
                pub project_id: Option<ProjectId>,
                #[entity(index, references = "hosts")]
                pub host_id: Option<HostId>,
                pub name: String,
                #[entity(unique)]
                pub mac: Option<String>,
                #[entity(json)]
                pub spec: Spec,
                pub created_at: Timestamp,
            }
            "#
        ));
    }

    #[test]
    fn what_cannot_be_an_entity_is_refused_with_a_reason() {
        for (input, reason) in [
            ("enum Note { Short }", "an entity is a struct with named fields"),
            ("struct Note(NoteId, u64);", "an entity is a struct with named fields"),
            ("struct Note { id: NoteId, version: u64 }", "say which table: #[entity(table = \"…\")]"),
            (
                "#[entity(table = \"notes\")] struct Note { id: NoteId, text: String }",
                "an entity's first fields are `id` and `version: u64`",
            ),
            (
                "#[entity(table = \"notes\")] struct Note { id: NoteId, version: i32 }",
                "the version is a `u64`",
            ),
            (
                "#[entity(table = \"notes\")] struct Note<T> { id: NoteId, version: u64, text: T }",
                "an entity has no parameters: its table is one",
            ),
            (
                "#[entity(table = \"notes\", index = \"\")] struct Note { id: NoteId, version: u64 }",
                "an index is over at least one field",
            ),
            (
                "#[entity(table = \"notes\", unique = \"id, colour\")] struct Note { id: NoteId, version: u64 }",
                "is not a field of this entity",
            ),
            (
                "#[entity(table = \"notes\", key = \"id\")] struct Note { id: NoteId, version: u64 }",
                "an entity knows `table`, `index = \"…\"` and `unique = \"…\"`",
            ),
            (
                "#[entity(table = \"notes\")] struct Note { id: NoteId, version: u64, #[entity(null)] text: Text }",
                "a field knows `json`, `unique`, `index` and `references = \"…\"`",
            ),
        ] {
            let parsed = syn::parse_str(input).expect("the input is an item");
            let refused = expand(&parsed).expect_err(input);
            assert_eq!(refused.to_string(), reason, "{input}");
        }
    }
}
