//! The permission that a method asks for, found where it stands: in its body, or in one that it calls.

use heck::ToUpperCamelCase as _;
use proc_macro2::{TokenStream, TokenTree};

use super::source::Source;

/// How many calls deep a permission may stand.
const DEEPEST: u32 = 4;

/// The permission of a method; none for one that asks for none.
pub(super) fn of(source: &Source, service: &str, method: &str) -> Option<String> {
    within(source, service, method, DEEPEST)
}

fn within(source: &Source, service: &str, method: &str, deep: u32) -> Option<String> {
    let body = source.bodies.get(&(service.to_owned(), method.to_owned()))?;
    let tokens = flat(body.clone());
    if let Some(text) = tokens.windows(4).find_map(|tokens| match tokens {
        // Permission :: new "machine:get"
        [of, colons, new, text] if of == "Permission" && colons == "::" && new == "new" => {
            Some(text.trim_matches('"').to_owned())
        }
        _ => None,
    }) {
        return Some(text);
    }
    // Verb :: Start …: the verb's own table.
    let table = source
        .bodies
        .get(&("Verb".to_owned(), "permission".to_owned()))
        .cloned()
        .map(flat)
        .unwrap_or_default();
    let verb = tokens.windows(3).find_map(|tokens| match tokens {
        [of, colons, verb] if of == "Verb" && colons == "::" => Some(verb),
        _ => None,
    });
    if let Some(verb) = verb {
        return table.windows(3).find_map(|tokens| match tokens {
            [of, arrow, text] if of == verb && arrow == "=>" => Some(text.trim_matches('"').to_owned()),
            _ => None,
        });
    }
    if deep == 0 {
        return None;
    }
    calls(source, service, &tokens)
        .filter(|(of, called)| (&**of, &**called) != (service, method))
        .find_map(|(of, called)| within(source, &of, &called, deep - 1))
}

/// The methods that a body calls, as far as their types can be read from it: those of its own type (`self.list`), of a
/// field that is called like its type (`self.events.list`), and of a type that it makes (`Live { … }`, `state.next`).
fn calls<'a>(
    source: &'a Source,
    service: &'a str,
    tokens: &'a [String],
) -> impl Iterator<Item = (String, String)> + 'a {
    let own = tokens.windows(3).filter_map(move |tokens| match tokens {
        [this, dot, called] if this == "self" && dot == "." => Some((service.to_owned(), called.clone())),
        _ => None,
    });
    let field = tokens.windows(5).filter_map(|tokens| match tokens {
        [this, dot, field, then, called] if this == "self" && dot == "." && then == "." => {
            Some((field.to_upper_camel_case(), called.clone()))
        }
        _ => None,
    });
    let made = source.bodies.keys().filter(move |(of, called)| {
        of != service
            && tokens.iter().any(|token| token == of)
            && tokens.windows(2).any(|tokens| tokens[0] == "." && tokens[1] == *called)
    });
    own.chain(field).chain(made.cloned())
}

/// The tokens without their brackets, with `::` and `=>` in one.
fn flat(stream: TokenStream) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut joint = false;
    for token in stream {
        match token {
            TokenTree::Group(group) => out.extend(flat(group.stream())),
            TokenTree::Punct(punct) => {
                match out.last_mut() {
                    Some(last) if joint => last.push(punct.as_char()),
                    _ => out.push(punct.as_char().to_string()),
                }
                joint = punct.spacing() == proc_macro2::Spacing::Joint;
                continue;
            }
            other => out.push(other.to_string()),
        }
        joint = false;
    }
    out
}
