//! Every call as JSON: its name, what it asks for, and the JSON Schema of what it takes and gives.
//!
//! The dialect is JSON Schema 2020-12; `$defs` of the file hold the records. What may be taken in more ways than it is
//! given has a second definition, `NameInput`.

use heck::ToLowerCamelCase as _;
use serde_json::{Map, Value, json};

use crate::{
    docs,
    json::{is_exact, name, tag},
    model::{Api, Field, Output, Record, Type, Union},
    surface::{Argument, Face, Verb, argument, constructors, given_out, is_plain, taken_in},
};

/// The calls, and the definitions that they refer to.
pub(crate) fn write(api: &Api, faces: &[Face]) -> (Value, Value) {
    let operations = faces.iter().flat_map(|face| face.verbs.iter().map(|verb| operation(api, face, verb)));
    (operations.collect(), Value::Object(definitions(api, faces)))
}

fn operation(api: &Api, face: &Face, verb: &Verb) -> Value {
    let (gives, output) = match &verb.output {
        Output::Value(ty) => ("value", told(api, "", ty)),
        Output::Stream { item, .. } => ("stream", told(api, "", item)),
        Output::Operation(ty) => ("operation", told(api, "", ty)),
        Output::Service(name) => ("service", json!({ "const": name })),
    };
    let properties: Map<String, Value> = verb
        .required
        .iter()
        .chain(&verb.optional)
        .map(|argument| {
            (key(argument), documented(taken(api, &argument.name, argument.ty.inner()), &argument.doc))
        })
        .collect();
    let required: Vec<String> = verb.required.iter().map(key).collect();
    json!({
        "service": face.name,
        "name": verb.name.to_lower_camel_case(),
        "doc": docs::plain(&verb.doc),
        "permission": verb.permission,
        "input": object(&properties, &required),
        "gives": gives,
        "output": output,
    })
}

fn key(argument: &Argument) -> String {
    name(&argument.name, &argument.ty)
}

fn object(properties: &Map<String, Value>, required: &[String]) -> Value {
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn documented(mut schema: Value, doc: &str) -> Value {
    if let (Some(schema), false) = (schema.as_object_mut(), doc.is_empty()) {
        schema.insert("description".into(), docs::plain(doc).into());
    }
    schema
}

fn definitions(api: &Api, faces: &[Face]) -> Map<String, Value> {
    let (given, taken) = (given_out(api), taken_in(api, faces));
    let mut definitions = Map::new();
    for words in &api.words {
        let texts: Vec<_> = words.words.iter().map(|word| &word.text).collect();
        definitions.insert(words.name.clone(), documented(json!({ "enum": texts }), &words.doc));
    }
    for union in &api.unions {
        if given.contains(&union.name) {
            definitions.insert(union.name.clone(), of_union(api, union, &told_field));
        }
        if taken.contains(&union.name) {
            definitions.insert(format!("{}Input", union.name), of_union(api, union, &taken_field));
        }
    }
    for record in &api.records {
        if given.contains(&record.name) {
            definitions.insert(record.name.clone(), documented(of_record(api, record, None), &record.doc));
        }
        if let ([way], true) = (&constructors(record)[..], taken.contains(&record.name)) {
            let named = |field: &Field| argument(&field.name, &field.doc, &field.ty);
            let fields = record.fields.iter().map(named);
            let properties = fields.map(|field| {
                (key(&field), documented(self::taken(api, &field.name, field.ty.inner()), &field.doc))
            });
            let is_required = |field: &&Field| {
                !matches!(field.ty, Type::Option(_))
                    && way.parameters.iter().any(|parameter| parameter.name == field.name)
            };
            let required: Vec<_> =
                record.fields.iter().filter(is_required).map(|field| key(&named(field))).collect();
            let schema = object(&properties.collect(), &required);
            definitions.insert(format!("{}Input", record.name), documented(schema, &record.doc));
        }
    }
    definitions
}

fn of_record(api: &Api, record: &Record, kind: Option<&str>) -> Value {
    let mut properties: Map<String, Value> =
        kind.iter().map(|kind| ("type".to_owned(), json!({ "const": kind }))).collect();
    properties.extend(record.fields.iter().chain(&record.getters).map(|field| told_field(api, field)));
    let required: Vec<_> = properties.keys().cloned().collect();
    object(&properties, &required)
}

fn of_union(api: &Api, union: &Union, field: &dyn Fn(&Api, &Field) -> (String, Value)) -> Value {
    let plain = is_plain(api, union);
    let variants = union.variants.iter().map(|variant| {
        let kind = tag(&variant.name);
        let record = variant.fields.first().and_then(|field| match (&field.ty, plain) {
            (Type::Named(name), true) => api.records.iter().find(|record| record.name == *name),
            _ => None,
        });
        let schema = record.map_or_else(
            || {
                let mut properties = Map::from_iter([("type".to_owned(), json!({ "const": kind }))]);
                properties.extend(variant.fields.iter().map(|own| field(api, own)));
                let optional = |key: &String| {
                    let own = variant.fields.iter().find(|field| name(&field.name, &field.ty) == *key);
                    own.is_some_and(|own| matches!(own.ty, Type::Option(_)))
                };
                let required: Vec<_> = properties.keys().filter(|key| !optional(key)).cloned().collect();
                object(&properties, &required)
            },
            |record| of_record(api, record, Some(&kind)),
        );
        documented(schema, &variant.doc)
    });
    documented(json!({ "oneOf": variants.collect::<Vec<_>>() }), &union.doc)
}

fn told_field(api: &Api, field: &Field) -> (String, Value) {
    (name(&field.name, &field.ty), documented(told(api, &field.name, &field.ty), &field.doc))
}

fn taken_field(api: &Api, field: &Field) -> (String, Value) {
    (name(&field.name, &field.ty), documented(taken(api, &field.name, &field.ty), &field.doc))
}

/// The schema of what is given, under this name.
fn told(api: &Api, field: &str, ty: &Type) -> Value {
    match ty {
        Type::Bytes => json!({ "type": "string", "contentEncoding": "base64" }),
        Type::Time => json!({ "type": "integer", "description": "microseconds since 1970" }),
        Type::Named(name) => json!({ "$ref": format!("#/$defs/{name}") }),
        Type::Page(inner) => json!({
            "type": "object",
            "properties": { "items": { "type": "array", "items": told(api, field, inner) }, "next": { "type": ["string", "null"] } },
            "required": ["items", "next"],
            "additionalProperties": false,
        }),
        Type::Many(asked, came) => json!({
            "type": "object",
            "properties": {
                "item": told(api, field, asked),
                "value": { "anyOf": [told(api, field, came), { "type": "null" }] },
                "error": { "anyOf": [{ "$ref": "#/$defs/Failure" }, { "type": "null" }] },
            },
            "required": ["item", "value", "error"],
            "additionalProperties": false,
        }),
        other => alike(api, field, other, &told),
    }
}

/// The schema of what is taken, under this name.
fn taken(api: &Api, field: &str, ty: &Type) -> Value {
    match ty {
        Type::Bytes => marked("$bytes", &json!({ "type": "string", "contentEncoding": "base64" })),
        Type::Time => json!({
            "anyOf": [
                { "type": "string", "format": "date-time" },
                marked("$date", &json!({ "type": "integer", "description": "milliseconds since 1970" })),
            ],
        }),
        Type::Named(name) if api.words.iter().any(|words| words.name == *name) => told(api, field, ty),
        Type::Named(name) => json!({ "$ref": format!("#/$defs/{name}Input") }),
        other => alike(api, field, other, &taken),
    }
}

fn marked(mark: &str, value: &Value) -> Value {
    json!({ "type": "object", "properties": { mark: value }, "required": [mark], "additionalProperties": false })
}

/// What is given as it is taken.
fn alike(api: &Api, field: &str, ty: &Type, inner: &dyn Fn(&Api, &str, &Type) -> Value) -> Value {
    match ty {
        Type::Unit => json!({ "type": "null" }),
        Type::Bool => json!({ "type": "boolean" }),
        Type::Int { .. } if is_exact(field, ty) => {
            json!({ "type": ["integer", "string"], "minimum": 0, "pattern": "^[0-9]+$" })
        }
        Type::Int { signed, bits } => {
            let (least, most) = if *signed {
                (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1)
            } else {
                (0, (1i128 << bits) - 1)
            };
            let number = |number: i128| {
                i64::try_from(number).map(Value::from).or_else(|_| u64::try_from(number).map(Value::from))
            };
            json!({ "type": "integer", "minimum": number(least).unwrap_or_default(), "maximum": number(most).unwrap_or_default() })
        }
        Type::Float => json!({ "type": "number" }),
        Type::Duration => json!({ "type": "number", "minimum": 0, "description": "milliseconds" }),
        Type::Text | Type::Path | Type::Token(_) => json!({ "type": "string" }),
        Type::Uuid | Type::Id(_) => json!({ "type": "string", "format": "uuid" }),
        Type::Option(value) => json!({ "anyOf": [inner(api, field, value), { "type": "null" }] }),
        Type::List(item) => json!({ "type": "array", "items": inner(api, field, item) }),
        Type::Map(value) => json!({ "type": "object", "additionalProperties": inner(api, field, value) }),
        // Any JSON, and what has rules of its own.
        Type::Json | Type::Bytes | Type::Time | Type::Named(_) | Type::Page(_) | Type::Many(..) => json!({}),
    }
}
