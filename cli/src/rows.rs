//! The lines of a message: fields with the lists and reports inside them, or the bare pieces of a document.
//!
//! What is not shown is left out here already, so that no printer can let it slip.

use std::borrow::Cow;
use std::collections::VecDeque;

use tillwire::spin::{
    DailyReport, EmvData, Entries, Entry, ExtData, Receipt, Response, Signature, SummaryReport, Transaction,
};
use tillwire::xml::{Event, Reader, Tag};
use tillwire::{Exposure, Field, Options, Policy, Text, Value};

use crate::display::{Eyes, Shown, looks_like_key};
use crate::finding::Xml;

/// A field, an entry of a list, or a piece of a document.
#[derive(Clone)]
pub(crate) struct Row<'a> {
    pub(crate) name: Shown<'a>,
    pub(crate) value: Shown<'a>,
    /// The byte of the input at which it stands.
    pub(crate) offset: usize,
    /// How many elements it stands in, for a piece of a document.
    pub(crate) depth: usize,
    pub(crate) inside: Inside<'a>,
    /// What can be told of a value that is not shown.
    pub(crate) note: Option<String>,
}

/// What stands in a field.
#[derive(Clone)]
pub(crate) enum Inside<'a> {
    Nothing,
    List(List<'a>),
    Elements(Vec<Row<'a>>),
}

impl<'a> Inside<'a> {
    pub(crate) fn rows(&self) -> Box<dyn Iterator<Item = Row<'a>> + '_> {
        match self {
            Self::Nothing => Box::new(std::iter::empty()),
            Self::List(list) => Box::new(list.rows()),
            Self::Elements(rows) => Box::new(rows.iter().cloned()),
        }
    }

    pub(crate) const fn is_list(&self) -> bool {
        !matches!(self, Self::Nothing)
    }
}

/// A list of `key=value` entries.
#[derive(Clone, Copy)]
pub(crate) struct List<'a> {
    text: Text<'a>,
    /// The documented keys.
    keys: &'static [Field],
    /// How much is shown of the field that it stands in.
    exposure: Exposure,
    /// Where it starts in the input.
    base: usize,
    eyes: Eyes,
}

impl<'a> List<'a> {
    /// A list that stands in nothing.
    pub(crate) const fn bare(text: &'a str, eyes: Eyes) -> Self {
        Self { text: Text::new(text), keys: &[], exposure: Exposure::Shown, base: 0, eyes }
    }

    /// Lists differ in their documented keys only, so the view of one splits any.
    fn entries(&self) -> Entries<'a> {
        ExtData::from_text(self.text).entries()
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'a>> + use<'a> {
        let list = *self;
        self.entries().map(move |entry| list.row(&entry))
    }

    fn row(&self, entry: &Entry<'a>) -> Row<'a> {
        let key = entry.key().to_cow();
        let field = self.keys.iter().find(|field| field.is_named(&key));
        let own = field.map_or(Exposure::Hidden, |field| field.exposure);
        let name = match entry.value() {
            // Without `=` it is text, mostly the rest of the value before it.
            None if key.is_empty() => Shown::Text(key),
            None => Shown::text(entry.key(), self.eyes.see(self.exposure, Exposure::Hidden)),
            Some(_) if self.eyes.reveal || field.is_some() || looks_like_key(&key) => Shown::Text(key),
            Some(_) => Shown::Hidden(entry.key().raw().len()),
        };
        let blanks = entry.raw().len() - entry.raw().trim_start_matches([' ', '\t', '\n', '\r']).len();
        Row {
            name,
            value: entry
                .value()
                .map_or(Shown::Nothing, |value| Shown::text(value, self.eyes.see(self.exposure, own))),
            offset: self.base + entry.offset() + blanks,
            depth: 0,
            inside: Inside::Nothing,
            note: None,
        }
    }
}

/// The documented keys of the list in a field, where there is one.
fn keys_in(field: &Field) -> Option<&'static [Field]> {
    match field.name {
        "ExtData" => Some(ExtData::FIELDS),
        "EMVData" => Some(EmvData::FIELDS),
        "Receipt" => Some(Receipt::FIELDS),
        "TransReport" => Some(SummaryReport::FIELDS),
        "Trans" => Some(Transaction::FIELDS),
        _ => None,
    }
}

/// A field as it stands in the input.
struct Found<'a> {
    name: &'a str,
    text: Text<'a>,
    offset: usize,
    /// Where its text starts.
    base: usize,
    field: Option<&'static Field>,
}

impl<'a> Found<'a> {
    fn row(&self, eyes: Eyes) -> Row<'a> {
        let exposure = eyes.see(Exposure::Shown, self.field.map_or(Exposure::Hidden, |field| field.exposure));
        let has_elements =
            self.text.raw().contains('<') && self.field.is_none_or(|field| field.name == "TransReport");
        let inside = match self.field.and_then(keys_in) {
            Some(_) if has_elements => match children(self.text.raw(), self.base, eyes) {
                Some(rows) => Inside::Elements(rows),
                None => Inside::Nothing,
            },
            Some(keys) => Inside::List(List { text: self.text, keys, exposure, base: self.base, eyes }),
            None => Inside::Nothing,
        };
        let value = match &inside {
            // The characters alone would not tell which element they are of.
            _ if eyes.reveal && has_elements => Shown::name(self.text.raw()),
            _ if eyes.reveal => Shown::text(self.text, exposure),
            Inside::List(list) => Shown::List(list.entries().count()),
            Inside::Elements(rows) => Shown::List(rows.len()),
            Inside::Nothing if has_elements => Shown::Hidden(self.text.raw().len()),
            Inside::Nothing => Shown::text(self.text, exposure),
        };
        let note = self.field.filter(|field| field.name == "Sign").and_then(|_| picture(self.text));
        Row { name: Shown::name(self.name), value, offset: self.offset, depth: 0, inside, note }
    }
}

/// The size of a signature, or why there is none.
fn picture(text: Text<'_>) -> Option<String> {
    if text.trimmed().is_empty() {
        return None;
    }
    Some(match Signature::from_text(text).picture() {
        Ok(picture) => format!("picture {}x{}", picture.width(), picture.height()),
        Err(error) => format!("no picture: {}", error.kind()),
    })
}

/// The fields of an answer, in wire order.
pub(crate) fn of_response<'a>(
    response: &Response<'a>,
    eyes: Eyes,
) -> impl Iterator<Item = Row<'a>> + use<'a> {
    let response = *response;
    response.fields().map(move |field| {
        let base = response.offset_of(field.text()).unwrap_or_else(|| field.offset());
        let (name, text, offset) = (field.name(), field.text(), field.offset());
        Found { name, text, offset, base, field: field.field() }.row(eyes)
    })
}

/// The elements in a daily report, `base` being where its content starts; `None` where they cannot be told apart.
fn children<'a>(content: &'a str, base: usize, eyes: Eyes) -> Option<Vec<Row<'a>>> {
    // A document needs a root.
    const OPEN: &str = "<x>";
    let document = format!("{OPEN}{content}</x>");
    let reader = Reader::new(document.as_bytes(), &Options::new(Policy::Tolerant)).ok()?;
    let rows = |mut reader: Reader<'_>| {
        let mut rows = Vec::new();
        let mut open: Option<Open<'_>> = None;
        while let Some(event) = reader.next() {
            let event = event.ok()?;
            let offset = reader.offset().saturating_sub(OPEN.len());
            if let Some(open) = &mut open {
                open.start.get_or_insert(offset);
            }
            match (event, reader.depth()) {
                (Event::Start(tag), 2) => {
                    open = Some(Open { name: tag.name(), offset, start: None, nested: false })
                }
                (Event::Empty(tag), 1) => {
                    rows.push(
                        Open { name: tag.name(), offset, start: Some(offset), nested: false }
                            .row(content, offset, base, eyes)?,
                    );
                }
                (Event::Start(_) | Event::Empty(_), _) => open.iter_mut().for_each(|open| open.nested = true),
                (Event::End { .. }, 1) => rows.push(open.take()?.row(content, offset, base, eyes)?),
                _ => {}
            }
        }
        Some(rows)
    };
    rows(reader.clone()).or_else(|| rows(reader.repairing()))
}

/// An element of a report while it is read.
struct Open<'d> {
    name: &'d str,
    offset: usize,
    start: Option<usize>,
    /// Whether elements stand in it.
    nested: bool,
}

impl Open<'_> {
    fn row<'a>(&self, content: &'a str, end: usize, base: usize, eyes: Eyes) -> Option<Row<'a>> {
        let start = self.start.unwrap_or(end);
        let name_at = self.offset + 1;
        let name = content.get(name_at..name_at + self.name.len())?;
        let field = DailyReport::FIELDS.iter().find(|field| field.is_named(name) && !self.nested);
        let text = Text::from_xml(content.get(start..end)?);
        Some(Found { name, text, offset: base + self.offset, base: base + start, field }.row(eyes))
    }
}

/// The pieces of a document: `name`, `@attribute`, `#text`, `#cdata`, `#comment`, `?instruction`, `/name`, up to the error.
///
/// Blanks that only separate elements are left out.
pub(crate) fn of_xml<'a>(xml: &Xml<'a>, eyes: Eyes) -> impl Iterator<Item = Row<'a>> + use<'a> {
    let mut pieces = Pieces {
        input: xml.input,
        reader: xml.reader().ok(),
        ready: VecDeque::new(),
        blank: None,
        after_start: false,
        eyes,
    };
    std::iter::from_fn(move || pieces.next())
}

struct Pieces<'a> {
    input: &'a [u8],
    reader: Option<Reader<'a>>,
    ready: VecDeque<Row<'a>>,
    /// Blanks right after a start tag: content, if the end tag comes next.
    blank: Option<Row<'a>>,
    after_start: bool,
    eyes: Eyes,
}

impl<'a> Pieces<'a> {
    fn next(&mut self) -> Option<Row<'a>> {
        loop {
            if let Some(row) = self.ready.pop_front() {
                return Some(row);
            }
            let reader = self.reader.as_mut()?;
            let Some(Ok(event)) = reader.next() else {
                self.reader = None;
                return None;
            };
            let (offset, depth) = (reader.offset(), reader.depth());
            let hidden = self.eyes.see(Exposure::Shown, Exposure::Hidden);
            let row =
                |name, value, depth| Row { name, value, offset, depth, inside: Inside::Nothing, note: None };
            let text = |name, text| row(Shown::name(name), Shown::text(text, hidden), depth);
            let end = |name, depth| row(Shown::Text(Cow::Owned(format!("/{name}"))), Shown::Nothing, depth);
            let after_start = std::mem::replace(&mut self.after_start, matches!(event, Event::Start(_)));
            let blank = self.blank.take();
            match event {
                Event::Declaration(inner) => {
                    self.ready.push_back(row(Shown::name("?xml"), Shown::name(inner.trim()), depth));
                }
                Event::Start(tag) => {
                    let outer = depth.saturating_sub(1);
                    self.ready.push_back(row(Shown::name(tag.name()), Shown::Nothing, outer));
                    self.attributes(&tag, depth);
                }
                Event::Empty(tag) => {
                    self.ready.push_back(row(Shown::name(tag.name()), Shown::Nothing, depth));
                    self.attributes(&tag, depth + 1);
                    self.ready.push_back(end(tag.name(), depth));
                }
                Event::End { name, .. } => {
                    self.ready.extend(blank);
                    self.ready.push_back(end(name, depth));
                }
                Event::Text(content) if content.trimmed().raw().is_empty() => {
                    self.blank = after_start.then(|| text("#text", content));
                }
                Event::Text(content) => self.ready.push_back(text("#text", content)),
                Event::CData(content) => self.ready.push_back(text("#cdata", Text::new(content))),
                Event::Comment(content) => self.ready.push_back(text("#comment", Text::new(content))),
                Event::Instruction { target, data } => {
                    let name = Shown::Text(Cow::Owned(format!("?{target}")));
                    self.ready.push_back(row(name, Shown::text(Text::new(data), hidden), depth));
                }
                _ => {}
            }
        }
    }

    fn attributes(&mut self, tag: &Tag<'a>, depth: usize) {
        let exposure = self.eyes.see(Exposure::Shown, Exposure::Hidden);
        let start = self.input.as_ptr() as usize;
        self.ready.extend(tag.attributes().map(|attribute| Row {
            name: Shown::Text(Cow::Owned(format!("@{}", attribute.name()))),
            value: Shown::text(attribute.value(), exposure),
            offset: (attribute.name().as_ptr() as usize).saturating_sub(start),
            depth,
            inside: Inside::Nothing,
            note: None,
        }));
    }
}
