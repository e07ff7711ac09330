//! The defects that were forgiven in a message, found by reading it once more.

use core::fmt;

use super::{List, Shape, Source, Unknown};
use crate::decode::{Options, Policy, Warning, WarningKind};
use crate::message::list::Repeats;
use crate::syntax::escape::is_blank;
use crate::syntax::xml::{Event, Flaws, Reader};
use crate::table::Field;

/// The defects that were forgiven in a message, in order.
///
/// They are found by reading the message again, so they cost nothing unless asked for.
#[derive(Clone)]
pub struct Warnings<'a> {
    source: Source<'a>,
    reader: Reader<'a>,
    /// The element that holds the fields: its name, and what has come in it.
    name: &'static str,
    outer: Level,
    /// A field that is made of elements.
    inner: Option<Level>,
    field: Option<&'static Field>,
    queued: [Option<Warning>; 2],
    flaws: (Flaws<'a>, usize),
    repeats: Option<(Repeats<'a>, usize)>,
    /// The next of each of the two, which go through the same text.
    flaw: Option<Warning>,
    repeat: Option<Warning>,
    after: usize,
}

/// An element that holds fields, and which of them have come.
#[derive(Clone)]
pub(super) struct Level {
    /// The depth of the element; 0 before it has come.
    depth: usize,
    fields: &'static [Field],
    seen: u64,
    unknown: Unknown,
}

impl Level {
    pub(super) fn new(depth: usize, fields: &'static [Field]) -> Self {
        Self { depth, fields, seen: 0, unknown: Unknown::new(&Options::new(Policy::Tolerant)) }
    }

    /// The row of a field that comes, and whether it came before.
    pub(super) fn comes(
        &mut self,
        source: &Source<'_>,
        name: &str,
        offset: usize,
    ) -> (Option<&'static Field>, bool) {
        let Some(place) = self.fields.iter().position(|field| field.is_named(name)) else {
            return (None, self.unknown.add(source.text, name, offset).unwrap_or(false));
        };
        let field = self.fields.get(place);
        let again = self.seen & super::bit(place) != 0 && field.is_some_and(|field| !field.list);
        self.seen |= super::bit(place);
        (field, again)
    }
}

impl<'a> Warnings<'a> {
    /// Of the message in `source` whose `fields` stand in the element `name`.
    pub(crate) fn new(source: Source<'a>, fields: &'static [Field], name: &'static str) -> Self {
        Self {
            reader: source.reader(),
            queued: [padding_before(source.text), None],
            source,
            name,
            outer: Level::new(0, fields),
            inner: None,
            field: None,
            flaws: (Flaws::new(""), 0),
            repeats: None,
            flaw: None,
            repeat: None,
            after: 0,
        }
    }

    fn warning(&self, kind: WarningKind, offset: usize) -> Warning {
        Warning { kind, offset: offset as u32, field: self.field.map(|field| field.name) }
    }

    /// What the next event brings; `None` at the end.
    fn go_on(&mut self) -> Option<()> {
        let event = self.reader.step().ok()??;
        let offset = self.reader.offset();
        let depth = self.reader.depth();
        match event {
            Event::Start(tag) => {
                self.element(tag.name(), depth.saturating_sub(1), offset);
                if self.outer.depth == 0 && tag.name() == self.name {
                    self.outer.depth = depth;
                } else if depth == self.outer.depth.saturating_add(1) {
                    self.inner = self.elements().map(|fields| Level::new(depth, fields));
                }
                self.attributes(tag.attributes().rest(), offset);
            }
            Event::Empty(tag) => {
                self.element(tag.name(), depth, offset);
                self.attributes(tag.attributes().rest(), offset);
            }
            Event::End { lost_bracket, .. } => {
                if lost_bracket {
                    self.queued = [Some(self.warning(WarningKind::LostBracket, offset)), None];
                }
                if depth <= self.outer.depth {
                    (self.inner, self.field) = (None, None);
                }
            }
            Event::Text(text) if self.is_between(depth) => self.stray(text.raw(), offset),
            Event::CData(text) if self.is_between(depth) => self.stray(text, offset),
            Event::Text(text) => {
                self.flaws = (Flaws::new(text.raw()), offset);
                let shape = self.field.map(|field| field.shape);
                if let Some(Shape::Pairs(fields) | Shape::PairsOrElements { pairs: fields, .. }) = shape {
                    self.repeats = Some((List::new(text).repeats(fields), offset));
                }
            }
            _ => {}
        }
        self.after = self.reader.at();
        Some(())
    }

    /// An element in the one at `outer`.
    fn element(&mut self, name: &str, outer: usize, offset: usize) {
        let level = match &mut self.inner {
            Some(inner) if inner.depth == outer => inner,
            _ if self.outer.depth == outer && outer > 0 => &mut self.outer,
            _ => return,
        };
        let (field, again) = level.comes(&self.source, name, offset);
        self.field = field;
        let alias = field.is_some_and(|field| field.name != name);
        self.queued = [
            alias.then(|| self.warning(WarningKind::Alias, offset)),
            again.then(|| self.warning(WarningKind::Repeated, offset)),
        ];
    }

    /// The rows of the elements that the field which has just begun is made of.
    fn elements(&self) -> Option<&'static [Field]> {
        let Some(Shape::PairsOrElements { elements, .. }) = self.field.map(|field| field.shape) else {
            return None;
        };
        let content = self.source.text.as_bytes().get(self.reader.at()..)?;
        let text_len = memchr::memchr(b'<', content)?;
        (content.get(text_len.saturating_add(1)) != Some(&b'/')).then_some(elements)
    }

    fn attributes(&mut self, attributes: &'a str, offset: usize) {
        self.flaws = (Flaws::new(attributes), self.source.offset_of(attributes).unwrap_or(offset));
    }

    /// What was forgiven in the text of a field, in order.
    fn next_in_text(&mut self) -> Option<Warning> {
        if self.flaw.is_none() {
            let (flaws, base) = &mut self.flaws;
            let base = *base;
            self.flaw = flaws.next().map(|(kind, at)| self.warning(kind, base.saturating_add(at)));
        }
        if let (None, Some((repeats, base))) = (self.repeat, &mut self.repeats) {
            let base = *base;
            self.repeat = repeats.next().map(|(at, field)| Warning {
                field: field.or(self.field).map(|field| field.name),
                ..self.warning(WarningKind::Repeated, base.saturating_add(at))
            });
        }
        match (self.flaw, self.repeat) {
            (Some(flaw), Some(repeat)) if repeat.offset <= flaw.offset => self.repeat.take(),
            (None, _) => self.repeat.take(),
            _ => self.flaw.take(),
        }
    }

    /// Whether text at this depth stands where only elements may.
    fn is_between(&self, depth: usize) -> bool {
        depth <= self.outer.depth
            || self.outer.depth == 0
            || self.inner.as_ref().is_some_and(|inner| inner.depth == depth)
    }

    fn stray(&mut self, text: &str, offset: usize) {
        let place = text.bytes().position(|byte| !is_blank(byte));
        let warning = place.map(|place| self.warning(WarningKind::StrayText, offset.saturating_add(place)));
        self.queued = [warning, None];
    }
}

impl Iterator for Warnings<'_> {
    type Item = Warning;

    fn next(&mut self) -> Option<Warning> {
        loop {
            if let Some(warning) = self.queued.iter_mut().find_map(Option::take) {
                return Some(warning);
            }
            if let Some(warning) = self.next_in_text() {
                return Some(warning);
            }
            if self.go_on().is_none() {
                // The reader ends once; what stands after the document is looked at then.
                let from = core::mem::replace(&mut self.after, self.source.text.len());
                let rest = self.source.text.get(from..).unwrap_or_default();
                let place = rest.bytes().position(|byte| byte == 0)?;
                return Some(self.warning(WarningKind::Padding, from.saturating_add(place)));
            }
        }
    }
}

/// NUL bytes before the document, or blanks before its declaration.
fn padding_before(text: &str) -> Option<Warning> {
    let document = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let start = document.trim_start_matches([' ', '\t', '\r', '\n', '\0']);
    let padding = document.get(..document.len().saturating_sub(start.len())).unwrap_or_default();
    let odd = padding.bytes().position(|byte| byte == 0).or_else(|| {
        let declared = start.starts_with("<?xml ") && !padding.is_empty();
        declared.then_some(0)
    })?;
    let offset = text.len().saturating_sub(document.len()).saturating_add(odd);
    Some(Warning { kind: WarningKind::Padding, offset: offset as u32, field: None })
}

/// Prints the warnings that are still to come.
impl fmt::Debug for Warnings<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
