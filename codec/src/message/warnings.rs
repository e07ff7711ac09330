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
    fields: &'static [Field],
    /// The depth of the element that holds the fields, once it has come.
    holder: Option<usize>,
    name_of_holder: &'static str,
    seen: u64,
    unknown: Unknown,
    field: Option<&'static Field>,
    queued: [Option<Warning>; 2],
    flaws: (Flaws<'a>, usize),
    repeats: Option<(Repeats<'a>, usize)>,
    after: usize,
}

impl<'a> Warnings<'a> {
    /// Of the message in `source` whose `fields` stand in the element `holder`.
    pub(crate) fn new(source: Source<'a>, fields: &'static [Field], holder: &'static str) -> Self {
        Self {
            reader: source.reader(),
            queued: [padding_before(source.text), None],
            source,
            fields,
            holder: None,
            name_of_holder: holder,
            seen: 0,
            unknown: Unknown::new(&Options::new(Policy::Tolerant)),
            field: None,
            flaws: (Flaws::new(""), 0),
            repeats: None,
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
            Event::Start(tag) | Event::Empty(tag) => {
                let outer = match event {
                    Event::Start(_) => depth.saturating_sub(1),
                    _ => depth,
                };
                if self.holder.is_none() && tag.name() == self.name_of_holder {
                    self.holder = Some(depth);
                } else if self.holder == Some(outer) {
                    self.field(tag.name(), offset);
                }
                let attributes = tag.attributes().rest();
                self.flaws = (Flaws::new(attributes), self.source.offset_of(attributes).unwrap_or(offset));
            }
            Event::End { lost_bracket, .. } => {
                if lost_bracket {
                    let [first, _] = &mut self.queued;
                    *first = Some(Warning {
                        kind: WarningKind::LostBracket,
                        offset: offset as u32,
                        field: self.field.map(|field| field.name),
                    });
                }
                if self.holder.is_some_and(|holder| depth <= holder) {
                    self.field = None;
                }
            }
            Event::Text(text) if self.holder.is_none_or(|holder| depth <= holder) => {
                self.stray(text.raw(), offset);
            }
            Event::CData(text) if self.holder.is_none_or(|holder| depth <= holder) => {
                self.stray(text, offset);
            }
            Event::Text(text) => {
                self.flaws = (Flaws::new(text.raw()), offset);
                if let Some(Shape::Pairs(fields) | Shape::PairsOrElements { pairs: fields, .. }) =
                    self.field.map(|field| field.shape)
                {
                    self.repeats = Some((List::new(text).repeats(fields), offset));
                }
            }
            _ => {}
        }
        self.after = self.reader.at();
        Some(())
    }

    fn stray(&mut self, text: &str, offset: usize) {
        let place = text.bytes().position(|byte| !is_blank(byte));
        let [first, _] = &mut self.queued;
        *first = place.map(|place| Warning {
            kind: WarningKind::StrayText,
            offset: offset.saturating_add(place) as u32,
            field: None,
        });
    }

    fn field(&mut self, name: &str, offset: usize) {
        let place = self.fields.iter().position(|field| field.is_named(name));
        self.field = place.and_then(|place| self.fields.get(place));
        let again = match (place, self.field) {
            (Some(place), Some(field)) => {
                let bit = super::bit(place);
                let again = self.seen & bit != 0 && !field.list;
                self.seen |= bit;
                again
            }
            _ => self.unknown.add(self.source.text, name, offset).unwrap_or(false),
        };
        let alias = self.field.is_some_and(|field| field.name != name);
        self.queued = [
            alias.then(|| self.warning(WarningKind::Alias, offset)),
            again.then(|| self.warning(WarningKind::Repeated, offset)),
        ];
    }
}

impl Iterator for Warnings<'_> {
    type Item = Warning;

    fn next(&mut self) -> Option<Warning> {
        loop {
            if let Some(warning) = self.queued.iter_mut().find_map(Option::take) {
                return Some(warning);
            }
            let (flaws, base) = &mut self.flaws;
            if let Some((kind, at)) = flaws.next() {
                let offset = base.saturating_add(at);
                return Some(self.warning(kind, offset));
            }
            if let Some((repeats, base)) = &mut self.repeats {
                if let Some((at, field)) = repeats.next() {
                    let offset = base.saturating_add(at) as u32;
                    let field = field.or(self.field).map(|field| field.name);
                    return Some(Warning { kind: WarningKind::Repeated, offset, field });
                }
                self.repeats = None;
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
