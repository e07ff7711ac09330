//! The fields of a message to send, held so that decoding fills them as well: a cell of sixteen bytes each.

use core::fmt;

use super::fields::{NO_NAMES, debug_field};
use super::list::Masked;
use super::{Fields, Slots, Source};
use crate::decode::{Options, Policy};
use crate::encode::Writer;
use crate::error::{Error, ErrorKind};
use crate::rule::{Rule, RuleError};
use crate::syntax::escape::{is_xml_char, name_len};
use crate::syntax::xml::{Event, Reader};
use crate::table::Field;
use crate::value::{Count, DecimalBuf, Dollars, Exposure, Money, Text, Value};

/// What a cell holds.
#[derive(Clone, Copy)]
pub(crate) enum Held<'a> {
    /// Text: plain, or XML as it came, as the bits of [`Cells`] say.
    Text(&'a str),
    /// A number, in the unit of its row.
    Number(i64),
}

#[cfg(target_pointer_width = "64")]
const _: () = assert!(size_of::<Held<'_>>() == 16);

/// The characters that a text may hold, before those that XML cannot.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Alphabet {
    Any,
    /// ASCII letters and digits, `-` and `_`: the vendor's "alpha numeric", with what its own samples and the field add to it.
    Reference,
    /// ASCII letters and digits.
    Alphanumeric,
    Digits,
}

/// What the vendor's table says of a field's value.
#[derive(Clone, Copy)]
pub(crate) enum Limit {
    /// Not more than this many characters of an alphabet.
    Text(u16, Alphabet),
    /// A number from the first to the second, with this many decimals.
    Number(i64, i64, u8),
    /// One of these codes, which tell the operation.
    Only(&'static [&'static str]),
}

/// `VarChar(max)`
pub(crate) const fn text(max: u16) -> Limit {
    Limit::Text(max, Alphabet::Any)
}

/// "Alpha numeric reference field", up to `max` characters.
pub(crate) const fn reference(max: u16) -> Limit {
    Limit::Text(max, Alphabet::Reference)
}

/// Up to `max` ASCII letters and digits.
pub(crate) const fn alphanumeric(max: u16) -> Limit {
    Limit::Text(max, Alphabet::Alphanumeric)
}

/// Up to `max` digits.
pub(crate) const fn digits(max: u16) -> Limit {
    Limit::Text(max, Alphabet::Digits)
}

/// `Float(10)`: dollars, `$$$$$$$.CC`.
pub(crate) const fn amount() -> Limit {
    Limit::Number(0, 999_999_999, 2)
}

/// `Float(10)`: dollars, `$$$$$$$.CC`, more than zero.
pub(crate) const fn positive() -> Limit {
    Limit::Number(1, 999_999_999, 2)
}

/// Dollars, `$$$$$$$.CC`, with a sign or without.
pub(crate) const fn signed() -> Limit {
    Limit::Number(-999_999_999, 999_999_999, 2)
}

/// A whole number from `min` to `max`.
pub(crate) const fn number(min: i64, max: i64) -> Limit {
    Limit::Number(min, max, 0)
}

/// A code of a list.
pub(crate) const fn code() -> Limit {
    text(20)
}

/// The code of the operation.
pub(crate) const fn only(codes: &'static [&'static str]) -> Limit {
    Limit::Only(codes)
}

impl Limit {
    pub(crate) fn check_text(self, text: &str) -> Result<(), Rule> {
        let (max, alphabet) = match self {
            Self::Text(max, alphabet) => (max, alphabet),
            Self::Only(codes) if codes.contains(&text) => return Ok(()),
            Self::Only(_) => return Err(Rule::OtherOperation),
            Self::Number(..) => (20, Alphabet::Digits),
        };
        let allowed = |c: char| match alphabet {
            Alphabet::Any => true,
            Alphabet::Reference => c.is_ascii_alphanumeric() || matches!(c, '-' | '_'),
            Alphabet::Alphanumeric => c.is_ascii_alphanumeric(),
            Alphabet::Digits => c.is_ascii_digit(),
        };
        check_chars(text)?;
        match text {
            "" => Err(Rule::Empty),
            _ if text.chars().count() > usize::from(max) => Err(Rule::TooLong),
            _ if !text.chars().all(allowed) => Err(Rule::Alphabet),
            _ => Ok(()),
        }
    }

    pub(crate) const fn check_number(self, number: i64) -> Result<(), Rule> {
        match self {
            Self::Number(min, _, 2) if number < min => {
                Err(if min > 0 { Rule::NotPositive } else { Rule::Negative })
            }
            Self::Number(_, max, 2) if number > max => Err(Rule::TooGreat),
            Self::Number(min, max, _) if number < min || number > max => Err(Rule::OutOfRange),
            _ => Ok(()),
        }
    }

    const fn decimals(self) -> u8 {
        match self {
            Self::Number(_, _, decimals) => decimals,
            _ => 0,
        }
    }
}

fn check_chars(text: &str) -> Result<(), Rule> {
    if text.chars().all(is_xml_char) { Ok(()) } else { Err(Rule::InvalidChar) }
}

/// What a row says beside its [`Field`]: its tags, and its limit.
#[derive(Clone, Copy)]
pub(crate) struct Line {
    pub(crate) open: &'static str,
    pub(crate) close: &'static str,
    pub(crate) limit: Limit,
}

/// What an accessor of a request gives.
pub(crate) trait Cell<'a> {
    const EXPOSURE: Exposure;

    fn of_text(text: Text<'a>) -> Self;

    fn of_number(number: i64) -> Self;
}

impl<'a, V: Value<'a>> Cell<'a> for V {
    const EXPOSURE: Exposure = V::EXPOSURE;

    fn of_text(text: Text<'a>) -> Self {
        V::from_text(text)
    }

    // No setter of such a row takes a number.
    fn of_number(_: i64) -> Self {
        V::from_text(Text::new(""))
    }
}

impl<'a> Cell<'a> for Money<'a> {
    const EXPOSURE: Exposure = Exposure::Shown;

    fn of_text(text: Text<'a>) -> Self {
        Self::from_text(text)
    }

    fn of_number(cents: i64) -> Self {
        Self::from_cents(cents)
    }
}

impl<'a> Cell<'a> for Count<'a> {
    const EXPOSURE: Exposure = Exposure::Shown;

    fn of_text(text: Text<'a>) -> Self {
        Self::from_text(text)
    }

    fn of_number(number: i64) -> Self {
        Self::from_number(number)
    }
}

/// What a setter of a request takes.
pub(crate) trait Given<'a> {
    fn held(self, limit: Limit) -> Result<Held<'a>, Rule>;
}

impl<'a> Given<'a> for &'a str {
    fn held(self, limit: Limit) -> Result<Held<'a>, Rule> {
        limit.check_text(self).map(|()| Held::Text(self))
    }
}

impl<'a> Given<'a> for Dollars {
    fn held(self, limit: Limit) -> Result<Held<'a>, Rule> {
        limit.check_number(self.cents()).map(|()| Held::Number(self.cents()))
    }
}

impl<'a> Given<'a> for u32 {
    fn held(self, limit: Limit) -> Result<Held<'a>, Rule> {
        limit.check_number(self.into()).map(|()| Held::Number(self.into()))
    }
}

/// The fields of a message with `N` rows.
#[derive(Clone, Copy)]
pub(crate) struct Cells<'a, const N: usize> {
    held: [Held<'a>; N],
    present: u64,
    /// Which texts stand for themselves.
    plain: u64,
}

impl<'a, const N: usize> Cells<'a, N> {
    pub(crate) const EMPTY: Self = {
        assert!(N <= 64);
        Self { held: [Held::Number(0); N], present: 0, plain: 0 }
    };

    pub(crate) const fn is_empty(&self) -> bool {
        self.present == 0
    }

    /// What the cell at `place` holds, and whether a text in it stands for itself.
    pub(crate) fn get(&self, place: usize) -> Option<(Held<'a>, bool)> {
        let held = self.held.get(place).filter(|_| self.present & super::bit(place) != 0)?;
        Some((*held, self.plain & super::bit(place) != 0))
    }

    /// The same by name.
    pub(crate) fn named(&self, fields: &[Field; N], name: &str) -> Option<(Held<'a>, bool)> {
        self.get(fields.iter().position(|field| field.name == name)?)
    }

    pub(crate) fn read<C: Cell<'a>>(&self, place: usize) -> Option<C> {
        Some(match self.get(place)? {
            (Held::Number(number), _) => C::of_number(number),
            (Held::Text(text), plain) => C::of_text(as_text(text, plain)),
        })
    }

    pub(crate) fn put(&mut self, place: usize, content: Option<(Held<'a>, bool)>) {
        let bit = super::bit(place);
        if let (Some(cell), Some((held, plain))) = (self.held.get_mut(place), content) {
            *cell = held;
            self.present |= bit;
            self.plain = if plain { self.plain | bit } else { self.plain & !bit };
        }
    }

    /// The same by name.
    pub(crate) fn put_named(&mut self, fields: &[Field], name: &str, content: (Held<'a>, bool)) {
        if let Some(place) = fields.iter().position(|field| field.name == name) {
            self.put(place, Some(content));
        }
    }

    /// Takes what a setter was given.
    pub(crate) fn set(
        &mut self,
        fields: &[Field; N],
        lines: &[Line; N],
        place: usize,
        given: impl Given<'a>,
    ) -> Result<(), RuleError> {
        let (Some(field), Some(line)) = (fields.get(place), lines.get(place)) else { return Ok(()) };
        let held = given.held(line.limit).map_err(|rule| RuleError::new(rule, field.name))?;
        self.put(place, Some((held, true)));
        Ok(())
    }

    /// Takes whatever XML can hold.
    pub(crate) fn raw(
        &mut self,
        fields: &'static [Field; N],
        name: &str,
        text: &'a str,
    ) -> Result<(), RuleError> {
        let place = fields.iter().position(|field| field.name == name);
        let field = place.and_then(|place| fields.get(place));
        let (Some(place), Some(field)) = (place, field) else {
            return Err(RuleError::new(Rule::UnknownField, ""));
        };
        check_chars(text).map_err(|rule| RuleError::new(rule, field.name))?;
        self.put(place, Some((Held::Text(text), true)));
        Ok(())
    }

    pub(crate) fn write(&self, lines: &[Line; N], writer: &mut Writer<'_>) {
        for (place, (held, line)) in self.held.iter().zip(lines).enumerate() {
            if self.present & super::bit(place) == 0 {
                continue;
            }
            writer.raw(line.open);
            match held {
                Held::Text(text) if self.plain & super::bit(place) != 0 => writer.xml(text),
                Held::Text(raw) => writer.raw(raw),
                Held::Number(number) => {
                    writer.raw(DecimalBuf::new(*number, line.limit.decimals()).as_str());
                }
            }
            writer.raw(line.close);
        }
    }

    /// Reads the children of the open element.
    pub(crate) fn fill(
        reader: &mut Reader<'a>,
        fields: &'static [Field; N],
        options: &Options,
    ) -> Result<Self, Error> {
        let mut slots = Slots::<N>::EMPTY;
        slots.fill(reader, &NO_NAMES, fields, options)?;
        let mut cells = Self::EMPTY;
        for place in 0..N {
            cells.put(place, slots.text(reader.input(), place).map(|text| (Held::Text(text), false)));
        }
        Ok(cells)
    }

    /// Reads the elements in the content of an element that was read before.
    pub(crate) fn within(content: &'a str, fields: &'static [Field; N]) -> Self {
        let options = Options::new(Policy::Tolerant);
        let mut slots = Slots::<N>::EMPTY;
        // The content of an element ends without an end tag.
        let _ = slots.fill(&mut Reader::within(content, 0, true), &NO_NAMES, fields, &options);
        let mut cells = Self::EMPTY;
        for place in 0..N {
            cells.put(place, slots.text(content, place).map(|text| (Held::Text(text), false)));
        }
        cells
    }

    pub(crate) fn debug(&self, fields: &[Field; N], lines: &[Line; N], debug: &mut fmt::DebugStruct<'_, '_>) {
        for (place, (field, line)) in fields.iter().zip(lines).enumerate() {
            match self.get(place) {
                Some((Held::Number(number), _)) => {
                    debug.field(
                        field.name,
                        &Text::new(DecimalBuf::new(number, line.limit.decimals()).as_str()),
                    );
                }
                Some((Held::Text(text), plain)) => {
                    debug.field(field.name, &Masked(field.exposure, as_text(text, plain)));
                }
                None => {}
            }
        }
    }
}

pub(crate) const fn as_text(text: &str, plain: bool) -> Text<'_> {
    if plain { Text::new(text) } else { Text::from_xml(text) }
}

/// What a request holds beside its rows: fields to add, and the text it was read from.
#[derive(Clone, Copy)]
pub(crate) struct Rest<'a> {
    pub(crate) extra: &'a [(&'a str, &'a str)],
    pub(crate) source: Option<Source<'a>>,
}

impl<'a> Rest<'a> {
    pub(crate) const EMPTY: Self = Self { extra: &[], source: None };

    pub(crate) fn add(
        &mut self,
        fields: &'static [Field],
        extra: &'a [(&'a str, &'a str)],
    ) -> Result<(), RuleError> {
        for (name, text) in extra {
            if name.is_empty() || name_len(name) != name.len() {
                return Err(RuleError::new(Rule::InvalidName, ""));
            }
            if let Some(field) = fields.iter().find(|field| field.is_named(name)) {
                return Err(RuleError::new(Rule::KnownField, field.name));
            }
            check_chars(text).map_err(|rule| RuleError::new(rule, ""))?;
        }
        self.extra = extra;
        Ok(())
    }

    /// The fields without a row of a message that was read.
    pub(crate) fn unknown(&self, fields: &'static [Field]) -> Option<Fields<'a>> {
        self.source.map(|source| Fields::new(source, fields))
    }

    /// The content of the root of a message that was read.
    pub(crate) fn content(&self) -> Option<&'a str> {
        self.source.map(|source| source.content())
    }

    /// The first field without a row called `name` in a message that was read, with its tags.
    pub(crate) fn element(&self, name: &str) -> Option<&'a str> {
        self.elements().find(|(found, _)| *found == name).map(|(_, element)| element)
    }

    /// Name and whole text of each element that was read.
    fn elements(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let mut readers = self.source.map(|source| (source.text, source.inner_reader()));
        core::iter::from_fn(move || {
            let (text, reader) = readers.as_mut()?;
            let child = reader.child(&NO_NAMES).ok()??;
            Some((child.name(text), text.get(child.offset as usize..reader.at())?))
        })
    }

    pub(crate) fn write(&self, fields: &[Field], owned: impl Fn(&str) -> bool, writer: &mut Writer<'_>) {
        let known = |name: &str| fields.iter().any(|field| field.is_named(name)) || owned(name);
        for (_, element) in self.elements().filter(|(name, _)| !known(name)) {
            writer.raw(element);
        }
        self.extra.iter().for_each(|(name, text)| writer.element(name, text));
    }

    pub(crate) fn debug(&self, fields: &'static [Field], debug: &mut fmt::DebugStruct<'_, '_>) {
        for field in self.unknown(fields).into_iter().flatten().filter(|field| field.field().is_none()) {
            debug_field(debug, &field);
        }
        for (name, text) in self.extra {
            debug.field(name, &Masked(Exposure::Hidden, Text::new(text)));
        }
    }
}

/// Reads a document whose root is `name`: its children by `fill`.
pub(crate) fn read_root<'a, C>(
    text: &'a str,
    options: &Options,
    repair: bool,
    name: &str,
    empty: C,
    fill: impl FnOnce(&mut Reader<'a>) -> Result<C, Error>,
) -> Result<(C, Source<'a>), Error> {
    let mut reader = Reader::over(text, options, repair);
    let mut fill = Some(fill);
    let mut cells = empty;
    let mut content = None;
    while let Some(event) = reader.step()? {
        match event {
            Event::Start(tag) if tag.name() == name && content.is_none() => {
                let start = reader.at();
                if let Some(fill) = fill.take() {
                    cells = fill(&mut reader)?;
                }
                content = Some(start..reader.offset());
            }
            Event::Empty(tag) if tag.name() == name && content.is_none() => {
                content = Some(reader.at()..reader.at());
            }
            Event::Start(_) | Event::Empty(_) => {
                return Err(Error::new(ErrorKind::UnexpectedElement, reader.offset()));
            }
            _ => {}
        }
    }
    match content {
        Some(content) => {
            Ok((cells, Source { text, content: content.into(), names: &NO_NAMES, repair, wrapped: false }))
        }
        None => Err(Error::new(ErrorKind::UnexpectedElement, 0)),
    }
}
