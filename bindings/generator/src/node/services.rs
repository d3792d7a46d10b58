//! Services: `services.ts`.

use std::{collections::BTreeSet, fmt::Write as _};

use heck::{ToLowerCamelCase as _, ToUpperCamelCase as _};

use super::{
    HEADER, comment, revive,
    types::{taken_type, told_type},
};
use crate::{
    json::name,
    model::{Api, Output, Type},
    refusal::{Refusal, Result},
    surface::{Argument, Face, Verb, given_out},
};

/// Writing to a string does not fail.
macro_rules! put {
    ($out:expr, $($arg:tt)*) => { let _ = writeln!($out, $($arg)*); };
}

/// Words that cannot be parameters.
const KEPT: [&str; 6] = ["delete", "with", "import", "in", "new", "function"];

/// A class for each service.
pub(super) fn write(api: &Api, faces: &[Face]) -> Result<String> {
    let given = given_out(api);
    let mut body = String::new();
    for face in faces {
        for verb in face.verbs.iter().filter(|verb| !verb.optional.is_empty()) {
            options(&mut body, api, &given, face, verb)?;
        }
        body.push('\n');
        comment(&mut body, &face.doc, 0);
        put!(body, "export class {} extends Service {{", face.name);
        let first = body.len();
        if face.name == "Vmbay" {
            body.push_str(
                "  /**\n   * Opens the library on a database: `sqlite:PATH`, `sqlite::memory:`, \
                 `postgres://user:password@host/database` or `memory:`.\n   *\n   \
                 * Leave it with `await using`, or call `shutdown`.\n   */\n  \
                 static open(database: string, options: OpenOptions = {}): Promise<Vmbay> {\n    \
                 return open({ make: Vmbay, makeGuest: Guest }, database, options);\n  }\n\n  \
                 /** Ends it in order, with ten seconds for what is at work. */\n  \
                 async [Symbol.asyncDispose](): Promise<void> {\n    await this.shutdown(10_000);\n  }\n",
            );
        }
        for member in &face.members {
            body.push('\n');
            comment(&mut body, &member.doc, 1);
            let called = member.name.to_lower_camel_case();
            put!(body, "  get {called}(): {} {{", member.service);
            put!(
                body,
                "    return new {}(this.native.member(\"{called}\"), this.engine);\n  }}",
                member.service
            );
        }
        for verb in &face.verbs {
            method(&mut body, api, &given, face, verb);
        }
        // No empty line before the first.
        if body[first..].starts_with('\n') {
            body.remove(first);
        }
        put!(body, "}}");
    }
    let types = api
        .words
        .iter()
        .map(|words| &words.name)
        .chain(api.records.iter().map(|record| &record.name))
        .chain(api.unions.iter().map(|union| &union.name))
        .flat_map(|name| [name.clone(), format!("{name}Input")])
        .filter(|name| uses(&body, name));
    let revived = body
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| {
            word.starts_with("revive") && *word != "revive"
                || ["same", "none", "bytes", "time", "optional", "list", "page", "many"].contains(word)
                    && uses_call(&body, word)
        })
        .collect::<BTreeSet<_>>();
    let (types, revived) = (lines(types), lines(revived));
    Ok(format!(
        "{HEADER}import type {{ CallOptions }} from \"./engine\";\nimport {{ open, type OpenOptions }} from \"./open\";\n\
         import type {{ Operation }} from \"./operation\";\nimport type {{ Page }} from \"./page\";\n\
         import {{\n{revived}}} from \"./revive\";\nimport {{ Service }} from \"./service\";\n\
         import type {{ Stream }} from \"./stream\";\nimport type {{\n{types}  ManyResult,\n}} from \"./types\";\n{body}"
    ))
}

/// Names to import, a line each.
pub(super) fn lines(names: impl IntoIterator<Item = impl std::fmt::Display>) -> String {
    let mut out = String::new();
    for name in names {
        put!(out, "  {name},");
    }
    out
}

fn uses(body: &str, name: &str) -> bool {
    body.split(|letter: char| !letter.is_alphanumeric()).any(|word| word == name)
}

fn uses_call(body: &str, word: &str) -> bool {
    [format!(", {word})"), format!(", {word}("), format!("({word})"), format!("({word}(")]
        .iter()
        .any(|call| body.contains(call))
}

/// What the options of a verb are called.
fn options_name(face: &Face, verb: &Verb) -> String {
    format!("{}{}Options", face.name, verb.name.to_upper_camel_case())
}

fn options(out: &mut String, api: &Api, given: &BTreeSet<String>, face: &Face, verb: &Verb) -> Result<()> {
    put!(out, "\n/** Options of {{@link {}.{}}}. */", face.name, verb.name.to_lower_camel_case());
    put!(out, "export interface {} extends CallOptions {{", options_name(face, verb));
    for argument in &verb.optional {
        if argument.name == "signal" {
            return Err(Refusal::of(format_args!(
                "{}::{} has an argument `signal`, which every call has in Node: rename it",
                face.path, verb.method
            )));
        }
        comment(out, &argument.doc, 1);
        let ty = taken_type(api, given, &argument.name, argument.ty.inner());
        put!(out, "  readonly {}?: {ty} | undefined;", key(argument));
    }
    put!(out, "}}");
    Ok(())
}

fn key(argument: &Argument) -> String {
    name(&argument.name, &argument.ty)
}

fn method(out: &mut String, api: &Api, given: &BTreeSet<String>, face: &Face, verb: &Verb) {
    let called = verb.name.to_lower_camel_case();
    let mut parameters = Vec::new();
    let mut passed = Vec::new();
    if !verb.optional.is_empty() {
        passed.push("...options".to_owned());
    }
    for argument in &verb.required {
        let key = key(argument);
        let ty = taken_type(api, given, &argument.name, &argument.ty);
        let (parameter, given) = if KEPT.contains(&&*key) {
            (format!("{key}_"), format!("{key}: {key}_"))
        } else {
            (key.clone(), key)
        };
        parameters.push(format!("{parameter}: {ty}"));
        passed.push(given);
    }
    let options = if verb.optional.is_empty() { "CallOptions".to_owned() } else { options_name(face, verb) };
    parameters.push(format!("options: {options} = {{}}"));
    let revive = |ty: &Type| revive::of(api, ty).unwrap_or_else(|| "same".to_owned());
    let (promised, run, with) = match &verb.output {
        Output::Value(ty) => (format!("Promise<{}>", told_type(ty)), "value", revive(ty)),
        Output::Operation(ty) => (format!("Promise<Operation<{}>>", told_type(ty)), "work", revive(ty)),
        Output::Stream { item, .. } => (format!("Stream<{}>", told_type(item)), "items", revive(item)),
        Output::Service(name) => (format!("Promise<{name}>"), "service", name.clone()),
    };
    out.push('\n');
    comment(out, &documented(verb), 1);
    put!(out, "  {called}({}): {promised} {{", parameters.join(", "));
    let passed = if passed.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", passed.join(", ")) };
    let call = format!("this.{run}(\"{called}\", {passed}, options, {with})");
    // Then it calls the program's functions no more.
    let is_end = face.name == "Vmbay" && called == "shutdown";
    let call = if is_end { format!("this.engine.closed({call})") } else { call };
    put!(out, "    return {call};\n  }}");
}

/// The doc of a verb with its arguments.
fn documented(verb: &Verb) -> String {
    let mut doc = verb.doc.clone();
    let said: Vec<_> = verb.required.iter().filter(|argument| !argument.doc.is_empty()).collect();
    if !said.is_empty() {
        doc.push('\n');
        for argument in said {
            let _ = write!(doc, "\n@param {} {}", key(argument), argument.doc.replace("\n\n", "\n"));
        }
    }
    if let Some(permission) = &verb.permission {
        let _ = write!(doc, "\n\nPermission: `{permission}`.");
    }
    doc
}
