//! Whole members at once: the way in which messages are read.

use super::{Event, Place, Reader};
use crate::decode::Options;
use crate::error::{Error, ErrorKind};
use crate::syntax::names::Names;
use crate::value::Text;

/// A value that has been read past.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Item {
    pub(crate) kind: Kind,
    /// Where its first byte stands, which is the quote of a string.
    pub(crate) start: u32,
    /// Where what follows it stands.
    pub(crate) end: u32,
}

/// What a value is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    String,
    Number,
    True,
    False,
    Null,
    Object,
    Array,
}

impl Kind {
    /// What the value that starts with `first` is.
    pub(crate) const fn of(first: u8) -> Self {
        match first {
            b'"' => Self::String,
            b'{' => Self::Object,
            b'[' => Self::Array,
            b't' => Self::True,
            b'f' => Self::False,
            b'n' => Self::Null,
            _ => Self::Number,
        }
    }

    pub(crate) const fn is_nested(self) -> bool {
        matches!(self, Self::Object | Self::Array)
    }
}

impl Item {
    /// The value as it stands, `input` being the text that it was read from.
    pub(crate) fn raw<'a>(&self, input: &'a str) -> &'a str {
        input.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// The text of the value that `raw` is: the inside of a string, anything else as it stands.
pub(crate) fn text_of(raw: &str) -> Text<'_> {
    match raw.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
        Some(inside) => Text::from_json(inside),
        None => Text::new(raw),
    }
}

/// A member of an object that has been read past.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Member {
    /// The place of its name among the known ones; [`UNKNOWN`] for another name.
    pub(crate) known: u8,
    /// Where the quote before its name stands.
    pub(crate) offset: u32,
    /// Where the quote after its name stands.
    pub(crate) name_end: u32,
    pub(crate) value: Item,
}

impl Member {
    /// Its name, `input` being the text that it was read from.
    pub(crate) fn name<'a>(&self, input: &'a str) -> Text<'a> {
        let start = (self.offset as usize).saturating_add(1);
        Text::from_json(input.get(start..self.name_end as usize).unwrap_or_default())
    }
}

pub(crate) const UNKNOWN: u8 = u8::MAX;

impl<'a> Reader<'a> {
    /// A reader of the value that stands at `start`, in text that has been read before.
    pub(crate) fn within(input: &'a str, start: usize) -> Self {
        let reader = Self::over(input, &Options::default());
        Self { rest: input.as_bytes().get(start..).unwrap_or_default(), ..reader }
    }

    /// The text that is read.
    pub(crate) const fn input(&self) -> &'a str {
        self.input
    }

    /// The next member of the open object, read past and checked whole; `None` after its end.
    #[inline(always)]
    pub(crate) fn member<const N: usize>(&mut self, names: &Names<N>) -> Result<Option<Member>, Error> {
        let mut member = self.open_member(names)?;
        if let Some(Member { value, .. }) = &mut member {
            if value.kind.is_nested() {
                self.skip_item(value)?;
            }
        }
        Ok(member)
    }

    /// The next member of the open object, read past and checked, unless its value is an object or an array: the reader
    /// then stands in it, and has to be brought to its end by [`skip_item`](Self::skip_item) or by reading on until there is `None`.
    #[inline(always)]
    pub(crate) fn open_member<const N: usize>(&mut self, names: &Names<N>) -> Result<Option<Member>, Error> {
        if !self.next_name()? {
            return Ok(None);
        }
        let offset = self.at();
        let name = self.rest.get(1..).unwrap_or_default();
        let (known, len) = match names.expected(self.expected, name, b'"') {
            Some(len) => (self.expected, len),
            None => match names.at_start_of(name, b'"') {
                Some((len, place)) => (place, len),
                None => self.odd_name(names)?,
            },
        };
        if known != UNKNOWN {
            self.expected = known.wrapping_add(1);
        }
        self.advance(len.wrapping_add(2));
        let name_end = self.at().wrapping_sub(1);
        self.colon()?;
        self.skip_blanks();
        let start = self.at();
        let kind = match self.rest {
            [b'"', ..] => {
                self.count()?;
                self.string()?;
                self.place = Place::Next;
                Kind::String
            }
            _ => self.odd_value()?,
        };
        let value = Item { kind, start: start as u32, end: self.at() as u32 };
        Ok(Some(Member { known, offset: offset as u32, name_end: name_end as u32, value }))
    }

    /// Past the comma before a name; whether there is one.
    #[inline(always)]
    fn next_name(&mut self) -> Result<bool, Error> {
        self.skip_blanks();
        match (self.rest, self.place) {
            ([b',', ..], Place::Next) => {
                self.advance(1);
                self.skip_blanks();
                match self.rest {
                    [b'"', ..] => Ok(true),
                    _ => Err(self.unexpected(ErrorKind::ExpectedName)),
                }
            }
            ([b'}', ..], _) => {
                self.close();
                Ok(false)
            }
            ([b'"', ..], Place::First) => Ok(true),
            (_, Place::First) => Err(self.unexpected(ErrorKind::ExpectedName)),
            _ => Err(self.unexpected(ErrorKind::ExpectedComma)),
        }
    }

    /// The place and length of the name whose quote stands here, where it is long, escaped or unknown.
    #[inline(never)]
    fn odd_name<const N: usize>(&self, names: &Names<N>) -> Result<(u8, usize), Error> {
        let inside = self.rest.get(1..).unwrap_or_default();
        let len = super::plain_len(inside);
        if let (name, [b'"', ..]) = inside.split_at_checked(len).unwrap_or_default() {
            return Ok((names.find(name).unwrap_or(UNKNOWN), len));
        }
        let len = self.odd_string(len)?;
        let start = self.at().saturating_add(1);
        let name = Text::from_json(self.input.get(start..start.saturating_add(len)).unwrap_or_default());
        let known = names.position(|known| name.chars().eq(known.chars()));
        Ok((known.unwrap_or(UNKNOWN), len))
    }

    /// Past a value that is no string, or into it.
    #[inline(never)]
    fn odd_value(&mut self) -> Result<Kind, Error> {
        Ok(match self.value()? {
            Event::Number(_) => Kind::Number,
            Event::True => Kind::True,
            Event::False => Kind::False,
            Event::Null => Kind::Null,
            Event::ObjectStart => Kind::Object,
            Event::ArrayStart => Kind::Array,
            _ => Kind::String,
        })
    }

    /// Past the end of the object or array `item`, which was opened last.
    #[inline(never)]
    pub(crate) fn skip_item(&mut self, item: &mut Item) -> Result<(), Error> {
        let outer = self.depth.saturating_sub(1);
        while self.depth > outer {
            self.step()?;
        }
        item.end = self.at() as u32;
        Ok(())
    }

    /// The next element of the open array, read past and checked whole; `None` after its end.
    pub(crate) fn element(&mut self) -> Result<Option<Item>, Error> {
        let outer = self.depth;
        self.step()?;
        if self.depth < outer {
            return Ok(None);
        }
        let start = self.offset;
        let first = self.input.as_bytes().get(start).copied().unwrap_or_default();
        let mut item = Item { kind: Kind::of(first), start: start as u32, end: self.at() as u32 };
        if self.depth > outer {
            self.skip_item(&mut item)?;
        }
        Ok(Some(item))
    }
}
