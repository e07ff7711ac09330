//! What is done with rows: filling a message, reading its fields, its lists and its defects. No field is known here by name.

mod build;
mod cells;
mod fields;
mod group;
mod list;
mod warnings;

pub(crate) use build::Parts;
pub use build::{Built, Contents, Elements};
pub(crate) use cells::Alphabet;
pub(crate) use cells::{
    Cell, Cells, Given, Held, Limit, Line, Rest, alphanumeric, amount, as_text, code, digits, number, only,
    positive, read_root, reference, signed, text,
};
pub(crate) use fields::debug_field;
pub use fields::{FieldText, Fields};
pub(crate) use group::{Group, child_content};
pub use group::{ItemIter, Items};
pub(crate) use list::{DebugList, List};
pub use list::{Entries, Entry};
use warnings::Level;
pub use warnings::Warnings;

use core::fmt;
use core::marker::PhantomData;
use core::ops::Range;

use crate::decode::{MAX_UNKNOWN, Options, Policy};
use crate::error::{Error, ErrorKind};
use crate::syntax::names::Names;
use crate::syntax::xml::{Child, Marks, Reader};
use crate::table::Field;
use crate::value::{Exposure, Text, Value};

/// What the content of a field is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Shape {
    /// Character data.
    Text,
    /// A list of `key=value` entries, with the documented keys.
    Pairs(&'static [Field]),
    /// Such a list, or elements.
    PairsOrElements {
        /// The documented keys of the list.
        pairs: &'static [Field],
        /// The documented elements.
        elements: &'static [Field],
    },
}

/// The text that a message was read from.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    pub(crate) text: &'a str,
    /// Where the content of the element with the fields stands in it.
    pub(crate) content: Slot,
    /// The names of the fields.
    pub(crate) names: &'static Names,
    /// Whether a lost `<` was put back while reading.
    pub(crate) repair: bool,
    /// Whether that element stands in another.
    pub(crate) wrapped: bool,
}

impl<'a> Source<'a> {
    pub(crate) fn reader(&self) -> Reader<'a> {
        Reader::over(self.text, &Options::new(Policy::Tolerant), self.repair)
    }

    /// A reader of the element with the fields, from its first child on.
    pub(crate) fn inner_reader(&self) -> Reader<'a> {
        Reader::within(self.text, self.content.start as usize, self.repair)
    }

    /// The content of the element with the fields.
    pub(crate) fn content(&self) -> &'a str {
        self.text.get(self.content.range()).unwrap_or_default()
    }

    /// Where a part of the text starts in it.
    pub(crate) fn offset_of(&self, part: &str) -> Option<usize> {
        let offset = (part.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        (offset.checked_add(part.len())? <= self.text.len()).then_some(offset)
    }
}

/// Where the content of a field stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slot {
    start: u32,
    end: u32,
}

impl Slot {
    const ABSENT: Self = Self { start: u32::MAX, end: 0 };

    const fn is_absent(self) -> bool {
        self.start == u32::MAX
    }

    #[inline(always)]
    const fn of(child: &Child) -> Self {
        Self { start: child.start, end: child.end }
    }

    pub(crate) const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl From<Range<usize>> for Slot {
    fn from(range: Range<usize>) -> Self {
        Self { start: range.start as u32, end: range.end as u32 }
    }
}

/// The first of each documented field of a message, and what was odd about the others.
#[derive(Clone, Copy)]
pub(crate) struct Slots<const N: usize> {
    slots: [Slot; N],
    /// One bit for each list that has more than one element.
    more: u64,
    /// Whether a deciding field was repaired, or came again with another value.
    pub(crate) conflict: bool,
}

impl<const N: usize> Slots<N> {
    pub(crate) const EMPTY: Self = {
        assert!(N <= 64);
        Self { slots: [Slot::ABSENT; N], more: 0, conflict: false }
    };

    #[inline]
    pub(crate) fn row<'a, R: Row<'a>>(
        &self,
        source: &Source<'a>,
        fields: &'static [Field; N],
        place: usize,
    ) -> R {
        let slot = self.slots.get(place).copied().unwrap_or(Slot::ABSENT);
        let more = self.more & bit(place) != 0;
        R::read(source, fields.get(place), slot, more)
    }

    /// The content of the field at `place`, `input` being what was read.
    pub(crate) fn text<'a>(&self, input: &'a str, place: usize) -> Option<&'a str> {
        input.get(self.slots.get(place)?.range())
    }

    /// Reads the children of the open element.
    ///
    /// # Errors
    /// What the reader finds, and under [`Policy::Strict`] repeats and second spellings.
    #[inline]
    pub(crate) fn fill<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        names: &Names,
        fields: &'static [Field; N],
        options: &Options,
    ) -> Result<(), Error> {
        let mut unknown = None;
        while let Some(child) = reader.child(names)? {
            match self.slots.get_mut(usize::from(child.known)) {
                Some(slot) if slot.is_absent() && child.marks.is_empty() => *slot = Slot::of(&child),
                _ => self.odd(&child, reader, fields, options, &mut unknown)?,
            }
        }
        Ok(())
    }

    /// A field that is unknown, that came before, or that holds more than plain text.
    #[cold]
    #[inline(never)]
    fn odd<'a>(
        &mut self,
        child: &Child,
        reader: &Reader<'a>,
        fields: &'static [Field; N],
        options: &Options,
        unknown: &mut Option<Unknown>,
    ) -> Result<(), Error> {
        let offset = child.offset as usize;
        let name = child.name(reader.input());
        let Some(place) = fields.iter().position(|field| field.is_named(name)) else {
            let unknown = unknown.get_or_insert_with(|| Unknown::new(options));
            let again = unknown.add(reader.input(), name, offset)?;
            return match (again, options.policy) {
                (true, Policy::Strict) => Err(Error::new(ErrorKind::Repeated, offset)),
                _ => Ok(()),
            };
        };
        let (Some(field), Some(slot)) = (fields.get(place), self.slots.get_mut(place)) else { return Ok(()) };
        let strict = |kind| match options.policy {
            Policy::Strict => Err(Error::new(kind, offset).in_field(field.name)),
            Policy::Tolerant => Ok(()),
        };
        if field.name != name {
            strict(ErrorKind::Alias)?;
        }
        let marks = child.marks;
        if marks.has(Marks::ELEMENTS) && !matches!(field.shape, Shape::PairsOrElements { .. }) {
            return Err(Error::new(ErrorKind::UnexpectedElement, offset).in_field(field.name));
        }
        // A list is split before it is unescaped, so nothing may hide its commas.
        if marks.has(Marks::MARKUP) && !matches!(field.shape, Shape::Text) && !marks.has(Marks::ELEMENTS) {
            return Err(Error::new(ErrorKind::UnexpectedCData, offset).in_field(field.name));
        }
        let new = Slot::of(child);
        let lost_bracket = marks.has(Marks::LOST_BRACKET);
        self.conflict |= field.deciding && (marks.has(Marks::FLAWED) || lost_bracket);
        if let (true, Shape::Pairs(fields)) = (lost_bracket, field.shape) {
            // The repair ends the list, hence its last entry.
            self.conflict |= List::new(text_of(reader.input(), new)).ends_deciding(fields);
        }
        if slot.is_absent() {
            *slot = new;
            return Ok(());
        }
        if field.list {
            self.more |= bit(place);
            return Ok(());
        }
        strict(ErrorKind::Repeated)?;
        let same = text_of(reader.input(), *slot) == text_of(reader.input(), new);
        self.conflict |= field.deciding && !same;
        Ok(())
    }
}

/// Checks the content of a field that is made of elements.
///
/// # Errors
/// Elements inside a text field, and under [`Policy::Strict`] stray text, repeats and second spellings; at offsets of `source`.
pub(crate) fn check_elements(
    source: &Source<'_>,
    content: Range<usize>,
    elements: &'static [Field],
    options: &Options,
) -> Result<(), Error> {
    let mut level = Level::new(1, elements);
    let text = source.text.get(..content.end).unwrap_or_default();
    let mut reader = Reader::within(text, content.start, source.repair).with_options(options);
    loop {
        let child = match reader.child(source.names) {
            Ok(Some(child)) => child,
            // The content of an element ends without an end tag.
            Err(error) if error.kind() != ErrorKind::UnexpectedEnd => return Err(error),
            _ => return Ok(()),
        };
        let offset = child.offset as usize;
        let name = child.name(text);
        let (field, again) = level.comes(source, name, offset);
        let named = |kind| Error::new(kind, offset).in_optional(field.map(|field| field.name));
        let strict = matches!(options.policy, Policy::Strict);
        if field.is_some() && child.marks.has(Marks::ELEMENTS) {
            return Err(named(ErrorKind::UnexpectedElement));
        }
        if strict && again {
            return Err(named(ErrorKind::Repeated));
        }
        if strict && field.is_some_and(|field| field.name != name) {
            return Err(named(ErrorKind::Alias));
        }
        if let (Some(Shape::Pairs(keys)), true) = (field.map(|field| field.shape), strict) {
            let list = Text::from_xml(child.content(source.text).unwrap_or_default());
            List::new(list).check_repeats(keys).map_err(|error| error.lifted(child.start as usize))?;
        }
    }
}

const fn bit(place: usize) -> u64 {
    1_u64.wrapping_shl(place as u32)
}

fn text_of(input: &str, slot: Slot) -> Text<'_> {
    Text::from_xml(input.get(slot.range()).unwrap_or_default())
}

/// The unknown fields of a message, to see which came before.
#[derive(Clone)]
pub(crate) struct Unknown {
    offsets: [u32; MAX_UNKNOWN],
    count: usize,
    max: usize,
}

impl Unknown {
    pub(crate) fn new(options: &Options) -> Self {
        Self { offsets: [0; MAX_UNKNOWN], count: 0, max: options.limits.max_unknown.min(MAX_UNKNOWN) }
    }

    /// Whether `name`, the `<` before which stands at `offset`, came before.
    pub(crate) fn add(&mut self, input: &str, name: &str, offset: usize) -> Result<bool, Error> {
        let same = |&start: &u32| {
            let start = (start as usize).saturating_add(1);
            let end = start.saturating_add(name.len());
            let follows = input.as_bytes().get(end);
            input.get(start..end) == Some(name)
                && matches!(follows, Some(b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n'))
        };
        if self.offsets.iter().take(self.count).any(same) {
            return Ok(true);
        }
        match self.offsets.get_mut(self.count).filter(|_| self.count < self.max) {
            Some(place) => *place = offset as u32,
            None => return Err(Error::new(ErrorKind::TooManyUnknown, offset)),
        }
        self.count = self.count.saturating_add(1);
        Ok(false)
    }
}

/// What a row's accessor gives: `Option` of a value, or `Many`.
pub(crate) trait Row<'a> {
    const LIST: bool;
    const EXPOSURE: Exposure;
    const SHAPE: Shape;

    fn read(source: &Source<'a>, field: Option<&'static Field>, slot: Slot, more: bool) -> Self;
}

impl<'a, V: Value<'a>> Row<'a> for Option<V> {
    const LIST: bool = false;
    const EXPOSURE: Exposure = V::EXPOSURE;
    const SHAPE: Shape = V::SHAPE;

    #[inline]
    fn read(source: &Source<'a>, _: Option<&'static Field>, slot: Slot, _: bool) -> Self {
        source.text.get(slot.range()).map(|raw| V::from_text(Text::from_xml(raw)))
    }
}

impl<'a, V: Value<'a>> Row<'a> for Many<'a, V> {
    const LIST: bool = true;
    const EXPOSURE: Exposure = V::EXPOSURE;
    const SHAPE: Shape = V::SHAPE;

    fn read(source: &Source<'a>, field: Option<&'static Field>, slot: Slot, more: bool) -> Self {
        let state = if slot.is_absent() { State::Done } else { State::First(slot, more) };
        Self { source: *source, name: field.map_or("", |field| field.name), state, value: PhantomData }
    }
}

/// The elements of a field that may come several times, in order.
pub struct Many<'a, V> {
    source: Source<'a>,
    name: &'static str,
    state: State<'a>,
    value: PhantomData<V>,
}

#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
enum State<'a> {
    First(Slot, bool),
    Rest(Reader<'a>),
    Done,
}

impl<V> Clone for Many<'_, V> {
    fn clone(&self) -> Self {
        Self { source: self.source, name: self.name, state: self.state.clone(), value: PhantomData }
    }
}

impl<'a, V: Value<'a>> Many<'a, V> {
    /// The first one.
    #[must_use]
    pub fn first(&self) -> Option<V> {
        match &self.state {
            State::First(slot, _) => {
                self.source.text.get(slot.range()).map(|raw| V::from_text(Text::from_xml(raw)))
            }
            _ => self.clone().next(),
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.first().is_none()
    }
}

impl<'a, V: Value<'a>> Iterator for Many<'a, V> {
    type Item = V;

    fn next(&mut self) -> Option<V> {
        let raw = match &mut self.state {
            State::First(slot, more) => {
                let range = slot.range();
                let rest = more.then(|| Reader::after(self.source.text, range.clone(), self.source.repair));
                self.state = rest.map_or(State::Done, State::Rest);
                self.source.text.get(range)
            }
            State::Rest(reader) => loop {
                // The text was read before: what is no child now is the end of the message.
                match reader.child(self.source.names) {
                    Ok(Some(child)) if child.name(self.source.text) == self.name => {
                        break child.content(self.source.text);
                    }
                    Ok(Some(_)) => {}
                    _ => break None,
                }
            },
            State::Done => None,
        };
        if raw.is_none() {
            self.state = State::Done;
        }
        raw.map(|raw| V::from_text(Text::from_xml(raw)))
    }
}

/// Prints how many there are.
impl<'a, V: Value<'a>> fmt::Debug for Many<'a, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} elements]", self.clone().count())
    }
}
