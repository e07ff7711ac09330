//! Whole members at once: the way in which messages are read.

use super::{Event, Place, Reader, scan};
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
    pub(crate) fn member(&mut self, names: &Names) -> Result<Option<Member>, Error> {
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
    pub(crate) fn open_member(&mut self, names: &Names) -> Result<Option<Member>, Error> {
        let quoted = match (self.rest, self.place) {
            ([b',', after @ ..], Place::Next) => scan::after_blanks(after),
            _ => match self.odd_name_start()? {
                Some(quoted) => quoted,
                None => return Ok(None),
            },
        };
        let [b'"', name @ ..] = quoted else {
            return Err(self.unexpected(quoted, ErrorKind::ExpectedName));
        };
        let (known, after) = match names.expected(self.expected, name, b'"') {
            Some(after) => (self.expected, after),
            None => match names.at_start_of(name, b'"') {
                Some((known, place)) => (place, name.get(known.len().wrapping_add(1)..).unwrap_or_default()),
                None => self.odd_name(name, names)?,
            },
        };
        if known != UNKNOWN {
            self.expected = known.wrapping_add(1);
        }
        let value = scan::after_blanks(self.colon(after)?);
        let start = self.place_of(value);
        let kind = match value {
            [b'"', inside @ ..] => {
                self.rest = value;
                self.count()?;
                self.rest = self.string(inside)?;
                self.place = Place::Next;
                Kind::String
            }
            _ => self.odd_value(value)?,
        };
        Ok(Some(Member {
            known,
            offset: self.place_of(quoted) as u32,
            name_end: self.place_of(after).wrapping_sub(1) as u32,
            value: Item { kind, start: start as u32, end: self.at() as u32 },
        }))
    }

    /// What follows the end of a value, up to the next name, where it does not start with a comma; `None` after the end of
    /// the object.
    #[inline(never)]
    fn odd_name_start(&mut self) -> Result<Option<&'a [u8]>, Error> {
        self.skip_blanks();
        match (self.rest, self.place) {
            ([b'}', ..], _) => {
                self.close();
                Ok(None)
            }
            (quoted, Place::First) => Ok(Some(quoted)),
            ([b',', after @ ..], _) => Ok(Some(scan::after_blanks(after))),
            (other, _) => Err(self.unexpected(other, ErrorKind::ExpectedComma)),
        }
    }

    /// The place of the name at the start of `inside`, where it is long, escaped or unknown, and what follows it.
    #[inline(never)]
    fn odd_name(&self, inside: &'a [u8], names: &Names) -> Result<(u8, &'a [u8]), Error> {
        let odd = scan::after_plain(inside);
        if let [b'"', after @ ..] = odd {
            let (name, _) = inside.split_at_checked(inside.len().wrapping_sub(odd.len())).unwrap_or_default();
            return Ok((names.find(name).unwrap_or(UNKNOWN), after));
        }
        let after = self.odd_string(odd)?;
        let name = self.text_between(inside, after);
        let known = names.position(|known| name.chars().eq(known.chars()));
        Ok((known.unwrap_or(UNKNOWN), after))
    }

    /// Past a value that is no string, or into it.
    #[inline(never)]
    fn odd_value(&mut self, value: &'a [u8]) -> Result<Kind, Error> {
        self.rest = value;
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
