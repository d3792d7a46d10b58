//! The derive macros of `vmbay`.

mod entity;

use proc_macro::TokenStream;

/// Implements `vmbay::storage::Entity`: a constant schema and a codec between the struct and its row.
///
/// The struct's first two fields are `id` (an id type) and `version: u64`; every field's type implements
/// `vmbay::storage::Field`, or is marked `#[entity(json)]` and is then stored as a JSON document.
///
/// On the struct, `#[entity(table = "…", …)]`:
/// - `table = "machines"`: the table's name, required;
/// - `index = "a, b"`: an index over these columns; any number of them;
/// - `unique = "a, b"`: a unique index over these columns; any number of them.
///
/// On a field, `#[entity(…)]`:
/// - `json`: store it as a JSON document;
/// - `unique`, `index`: an index over this column alone;
/// - `references = "hosts"`: it holds the id of a row there, which cannot be deleted meanwhile.
///
/// ```
/// use std::collections::BTreeMap;
/// use vmbay::{Entity, id, storage::Entity as _};
///
/// id! {
///     /// Names a [`Note`].
///     NoteId = "note";
/// }
///
/// /// A note about a machine.
/// #[derive(Clone, Debug, Entity)]
/// #[entity(table = "notes", index = "machine, written_at")]
/// struct Note {
///     id: NoteId,
///     version: u64,
///     #[entity(references = "machines")]
///     machine: vmbay::id::MachineId,
///     written_at: vmbay::Timestamp,
///     text: Option<String>,
///     #[entity(json)]
///     tags: Vec<String>,
/// }
/// assert_eq!(Note::SCHEMA.columns.len(), 6);
/// ```
#[proc_macro_derive(Entity, attributes(entity))]
pub fn derive_entity(input: TokenStream) -> TokenStream {
    let input = syn::parse_macro_input!(input as syn::DeriveInput);
    entity::expand(&input).unwrap_or_else(syn::Error::into_compile_error).into()
}
