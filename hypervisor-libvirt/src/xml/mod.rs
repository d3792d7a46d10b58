//! libvirt's XML: small trees, written and read by quick-xml, so that text can never become markup.

mod domain;

use std::borrow::Cow;

use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer, XmlVersion, escape};
use vmbay::{Error, Result};

pub(crate) use self::domain::{Accelerator, DomainXml, METADATA_URI, agent_connected, domain, owner, probe};

/// An element with its attributes, its children and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Element {
    name: Cow<'static, str>,
    attributes: Vec<(Cow<'static, str>, String)>,
    children: Vec<Element>,
    text: String,
}

impl Element {
    pub(crate) fn new(name: impl Into<Cow<'static, str>>) -> Self {
        Self { name: name.into(), attributes: Vec::new(), children: Vec::new(), text: String::new() }
    }

    /// An element that holds nothing but `text`.
    pub(crate) fn text(name: &'static str, text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::new(name) }
    }

    pub(crate) fn attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name.into(), value.into()));
        self
    }

    pub(crate) fn child(mut self, child: Element) -> Self {
        self.children.push(child);
        self
    }

    pub(crate) fn children(mut self, children: impl IntoIterator<Item = Element>) -> Self {
        self.children.extend(children);
        self
    }

    /// The value of an attribute.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Every element at `path` below this one.
    pub(crate) fn find(&self, path: &[&str]) -> Vec<&Element> {
        let Some((name, rest)) = path.split_first() else { return vec![self] };
        let named = self.children.iter().filter(|child| child.name == *name);
        named.flat_map(|child| child.find(rest)).collect()
    }

    /// The document.
    ///
    /// # Errors
    /// `invalid_argument` for a character that XML cannot hold in any form.
    pub(crate) fn render(&self) -> Result<String> {
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
        self.write(&mut writer)?;
        String::from_utf8(writer.into_inner())
            .map_err(|_| Error::corrupt("the written XML", "it is not UTF-8"))
    }

    fn write(&self, writer: &mut Writer<Vec<u8>>) -> Result<()> {
        let texts = self.attributes.iter().map(|(_, value)| value).chain([&self.text]);
        if texts.flat_map(|text| text.chars()).any(|character| !is_xml(character)) {
            return Err(Error::invalid(
                self.name.clone(),
                "holds a control character, which a hypervisor cannot be given",
            ));
        }
        let attributes = self.attributes.iter().map(|(name, value)| (name.as_ref(), value.as_str()));
        let start = BytesStart::new(self.name.as_ref()).with_attributes(attributes);
        if self.children.is_empty() && self.text.is_empty() {
            return emit(writer, Event::Empty(start));
        }
        emit(writer, Event::Start(start))?;
        if !self.text.is_empty() {
            emit(writer, Event::Text(BytesText::new(&self.text)))?;
        }
        for child in &self.children {
            child.write(writer)?;
        }
        emit(writer, Event::End(BytesEnd::new(self.name.as_ref())))
    }

    /// Reads a document that libvirt wrote.
    pub(crate) fn parse(document: &str) -> Result<Self> {
        let corrupt = |problem: String| Error::corrupt("the XML from libvirt", problem);
        let mut reader = Reader::from_str(document);
        let mut open: Vec<Element> = Vec::new();
        loop {
            let event = reader.read_event().map_err(|error| corrupt(error.to_string()))?;
            let closed = match event {
                Event::Start(start) => {
                    open.push(read_start(&start)?);
                    None
                }
                Event::Empty(start) => Some(read_start(&start)?),
                Event::End(_) => open.pop().map(Self::without_indentation),
                Event::Text(text) => {
                    push_text(&mut open, &text.xml10_content());
                    None
                }
                Event::GeneralRef(reference) => {
                    let entity = format!("&{};", reference.into_inner());
                    push_text(
                        &mut open,
                        &escape::unescape(&entity).map_err(|error| corrupt(error.to_string()))?,
                    );
                    None
                }
                Event::CData(text) => {
                    push_text(&mut open, &text.xml10_content());
                    None
                }
                Event::Eof => return Err(corrupt("it ends too early".into())),
                _ => None,
            };
            match (closed, open.last_mut()) {
                (Some(element), Some(parent)) => parent.children.push(element),
                (Some(root), None) => return Ok(root),
                (None, _) => {}
            }
        }
    }
}

impl Element {
    /// Blanks between elements mean nothing.
    fn without_indentation(mut self) -> Self {
        if self.text.trim().is_empty() {
            self.text.clear();
        }
        self
    }
}

fn push_text(open: &mut [Element], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}

fn read_start(start: &BytesStart<'_>) -> Result<Element> {
    let corrupt = |problem: String| Error::corrupt("the XML from libvirt", problem);
    let mut element = Element::new(start.name().0.to_owned());
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| corrupt(error.to_string()))?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| corrupt(error.to_string()))?;
        element.attributes.push((attribute.key.0.to_owned().into(), value.into_owned()));
    }
    Ok(element)
}

fn emit(writer: &mut Writer<Vec<u8>>, event: Event<'_>) -> Result<()> {
    writer.write_event(event).map_err(|error| Error::corrupt("the written XML", error.to_string()))
}

/// Whether XML 1.0 has a place for the character at all.
pub(crate) fn is_xml(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn text_and_attributes_read_back_as_they_were_written(text in "\\PC{0,40}", value in "[^\\x00-\\x1f]{0,40}") {
            let text = text.trim().to_owned();
            let element = Element::new("a").attribute("b", value).child(Element::text("c", text));
            prop_assume!(element.render().is_ok());
            prop_assert_eq!(Element::parse(&element.render().unwrap()).unwrap(), element);
        }

        #[test]
        fn any_document_is_read_or_refused_without_a_panic(document in "\\PC{0,200}") {
            let _ = Element::parse(&document);
        }
    }

    #[test]
    fn a_control_character_is_refused_before_libvirt_sees_it() {
        let error = Element::text("cmdline", "quiet\u{1}").render().unwrap_err();
        assert_eq!(error.code(), vmbay::ErrorCode::InvalidArgument);
        assert_eq!(error.reason(), "cmdline");
    }
}
