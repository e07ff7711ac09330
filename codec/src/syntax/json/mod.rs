//! JSON: a pull reader over borrowed text, and what is written with it.
//!
//! [`Reader`] reads every document that RFC 8259 calls one, and refuses all others, under both policies: nothing is repaired.
//! It checks UTF-8 once, never recurses, never allocates, looks at every byte at most a constant number of times, and holds one
//! bit per open object or array, up to [`MAX_DEPTH`] of them.
//!
//! - UTF-8 only; a byte order mark before the document is skipped.
//! - Half a surrogate pair in an escape is refused: no character stands for it, and readers that drop it read another name.
//! - Numbers are kept as they stand, of any size and precision.
//! - Names may stand twice in an object: what to do with that is for the reader of the message to say.
//! - The document may be any value, not only an object.
//!
//! ```
//! use tillwire::{Options, json::{Event, Reader}};
//!
//! let mut reader = Reader::new(br#"{"TEXT":"a\u0026b","AMT":150.00}"#, &Options::default())?;
//! assert_eq!(reader.next(), Some(Ok(Event::ObjectStart)));
//! assert_eq!(reader.next(), Some(Ok(Event::Name("TEXT".into()))));
//! assert_eq!(reader.next(), Some(Ok(Event::String("a&b".into()))));
//! assert_eq!(reader.next(), Some(Ok(Event::Name("AMT".into()))));
//! assert_eq!((reader.next(), reader.offset()), (Some(Ok(Event::Number("150.00"))), 25));
//! assert_eq!(reader.next(), Some(Ok(Event::ObjectEnd)));
//! assert_eq!(reader.next(), None);
//! # Ok::<(), tillwire::Error>(())
//! ```

mod characters;
mod event;
#[cfg_attr(not(test), expect(dead_code, reason = "made for messages, of which none is read with it so far"))]
mod member;
#[cfg_attr(not(test), expect(dead_code, reason = "made for messages, of which none is read with it so far"))]
mod repeats;
mod scan;
#[cfg(test)]
mod tests;
mod write;

pub(crate) use characters::Characters;
pub use event::Event;
pub(crate) use member::Member;
pub use write::{ArrayWriter, ObjectWriter};

use core::fmt;

use crate::decode::{Limits, Options};
use crate::error::{Error, ErrorKind};
use crate::value::Text;

/// How deep objects and arrays may be nested; [`Limits::max_depth`](crate::Limits::max_depth) can only lower it.
pub const MAX_DEPTH: usize = u64::BITS as usize;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    /// Before the document.
    Start,
    /// After `{` or `[`.
    First,
    /// After a name.
    Value,
    /// After a value.
    Next,
    Done,
}

/// A pull reader of one JSON document: an iterator of [`Event`]s that ends after the first error.
///
/// A document has been read whole when the iterator ends without one.
#[derive(Clone)]
pub struct Reader<'a> {
    input: &'a str,
    rest: &'a [u8],
    /// One bit for each level, the innermost lowest: whether it is an object.
    open: u64,
    depth: usize,
    max_depth: usize,
    values_left: usize,
    place: Place,
    /// The place of the name that is expected next.
    expected: u8,
    offset: usize,
}

impl<'a> Reader<'a> {
    /// A reader of the whole document in `input`.
    ///
    /// # Errors
    /// [`ErrorKind::TooLong`], [`ErrorKind::InvalidUtf8`]; [`ErrorKind::UnexpectedEnd`] where the input ends within a character.
    pub fn new(input: &'a [u8], options: &Options) -> Result<Self, Error> {
        let max = options.limits.max_len.min(Limits::MAX.max_len);
        if input.len() > max {
            return Err(Error::new(ErrorKind::TooLong, max));
        }
        match core::str::from_utf8(input) {
            Ok(text) => Ok(Self::over(text, options)),
            Err(error) => {
                let kind = match error.error_len() {
                    Some(_) => ErrorKind::InvalidUtf8,
                    None => ErrorKind::UnexpectedEnd,
                };
                Err(Error::new(kind, error.valid_up_to()))
            }
        }
    }

    fn over(input: &'a str, options: &Options) -> Self {
        Self {
            input,
            rest: input.as_bytes(),
            open: 0,
            depth: 0,
            max_depth: options.limits.max_depth.min(MAX_DEPTH),
            values_left: options.limits.max_elements.min(Limits::MAX.max_elements),
            place: Place::Start,
            expected: 0,
            offset: 0,
        }
    }

    /// The byte of the input at which the last event stands: the quote of a name or string, the first byte of anything else.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.offset
    }

    /// How many objects and arrays are open.
    #[must_use]
    pub const fn depth(&self) -> usize {
        self.depth
    }

    #[inline(always)]
    fn at(&self) -> usize {
        self.place_of(self.rest)
    }

    /// Where `rest` starts in the input, at the end of which it ends.
    #[inline(always)]
    const fn place_of(&self, rest: &[u8]) -> usize {
        self.input.len().wrapping_sub(rest.len())
    }

    #[cold]
    fn error(&self, kind: ErrorKind) -> Error {
        Error::new(kind, self.at())
    }

    /// The error of `rest`, which is something else than what is expected, unless it is nothing at all.
    #[cold]
    fn unexpected(&self, rest: &[u8], kind: ErrorKind) -> Error {
        let kind = if rest.is_empty() { ErrorKind::UnexpectedEnd } else { kind };
        Error::new(kind, self.place_of(rest))
    }

    #[inline(always)]
    fn advance(&mut self, len: usize) {
        self.rest = self.rest.get(len..).unwrap_or_default();
    }

    fn skip_blanks(&mut self) {
        self.rest = scan::after_blanks(self.rest);
    }

    const fn in_object(&self) -> bool {
        self.open & 1 != 0
    }

    fn step(&mut self) -> Result<Option<Event<'a>>, Error> {
        self.skip_blanks();
        self.offset = self.at();
        let close = if self.in_object() { b'}' } else { b']' };
        match (self.place, self.rest) {
            (Place::Start, _) => self.document().map(Some),
            (Place::Done, _) => Ok(None),
            (Place::Value, _) => self.value().map(Some),
            (Place::Next, rest) if self.depth == 0 => {
                self.place = Place::Done;
                if rest.is_empty() { Ok(None) } else { Err(self.error(ErrorKind::TrailingData)) }
            }
            (_, [byte, ..]) if *byte == close => {
                let event = if self.in_object() { Event::ObjectEnd } else { Event::ArrayEnd };
                self.close();
                Ok(Some(event))
            }
            (Place::First, _) => self.item().map(Some),
            (Place::Next, [b',', ..]) => {
                self.advance(1);
                self.skip_blanks();
                self.offset = self.at();
                self.item().map(Some)
            }
            (Place::Next, rest) => Err(self.unexpected(rest, ErrorKind::ExpectedComma)),
        }
    }

    /// What stands at the start: a document, or something else altogether.
    fn document(&mut self) -> Result<Event<'a>, Error> {
        if self.input.starts_with('\u{FEFF}') && self.offset == 0 {
            self.advance(3);
            self.skip_blanks();
            self.offset = self.at();
        }
        match self.rest {
            [] => Err(self.error(ErrorKind::Empty)),
            [b'"' | b'{' | b'[' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n', ..] => self.value(),
            other => {
                let starts = |word: &[u8]| {
                    other.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
                };
                let html = starts(b"<!doctype html") || starts(b"<html");
                Err(self.error(if html { ErrorKind::Html } else { ErrorKind::NotProtocol }))
            }
        }
    }

    /// A member up to its value, or an element of an array.
    fn item(&mut self) -> Result<Event<'a>, Error> {
        if !self.in_object() {
            return self.value();
        }
        let [b'"', inside @ ..] = self.rest else {
            return Err(self.unexpected(self.rest, ErrorKind::ExpectedName));
        };
        let after = self.string(inside)?;
        self.rest = self.colon(after)?;
        self.place = Place::Value;
        Ok(Event::Name(self.text_between(inside, after)))
    }

    /// `value = false / null / true / object / array / number / string` (RFC 8259, 3)
    fn value(&mut self) -> Result<Event<'a>, Error> {
        self.count()?;
        let start = self.at();
        self.place = Place::Next;
        Ok(match self.rest {
            [b'"', inside @ ..] => {
                self.rest = self.string(inside)?;
                Event::String(self.text_between(inside, self.rest))
            }
            [b'{', ..] => {
                self.open(true)?;
                Event::ObjectStart
            }
            [b'[', ..] => {
                self.open(false)?;
                Event::ArrayStart
            }
            [b'-' | b'0'..=b'9', ..] => {
                self.number()?;
                Event::Number(self.input.get(start..self.at()).unwrap_or_default())
            }
            [b't', ..] => {
                self.literal(b"true")?;
                Event::True
            }
            [b'f', ..] => {
                self.literal(b"false")?;
                Event::False
            }
            [b'n', ..] => {
                self.literal(b"null")?;
                Event::Null
            }
            other => return Err(self.unexpected(other, ErrorKind::ExpectedValue)),
        })
    }

    /// One value more.
    #[inline(always)]
    fn count(&mut self) -> Result<(), Error> {
        match self.values_left.checked_sub(1) {
            Some(left) => {
                self.values_left = left;
                Ok(())
            }
            None => Err(self.error(ErrorKind::TooManyElements)),
        }
    }

    /// Past the bracket that starts an object or an array.
    fn open(&mut self, object: bool) -> Result<(), Error> {
        if self.depth >= self.max_depth {
            return Err(self.error(ErrorKind::TooDeep));
        }
        self.open = self.open << 1 | u64::from(object);
        self.depth = self.depth.wrapping_add(1);
        self.advance(1);
        self.place = Place::First;
        self.expected = 0;
        Ok(())
    }

    /// Past the bracket that ends the innermost object or array.
    fn close(&mut self) {
        self.open >>= 1;
        self.depth = self.depth.saturating_sub(1);
        self.advance(1);
        self.place = Place::Next;
    }

    /// What follows the colon after a name.
    #[inline(always)]
    fn colon(&self, after_name: &'a [u8]) -> Result<&'a [u8], Error> {
        match scan::after_blanks(after_name) {
            [b':', after @ ..] => Ok(after),
            other => Err(self.unexpected(other, ErrorKind::ExpectedColon)),
        }
    }

    /// What follows the string of which the inside starts here.
    #[inline(always)]
    fn string(&self, inside: &'a [u8]) -> Result<&'a [u8], Error> {
        match scan::after_plain(inside) {
            [b'"', after @ ..] => Ok(after),
            odd => self.odd_string(odd),
        }
    }

    /// What follows the string in which `odd` comes next, where something needs a look.
    #[cold]
    #[inline(never)]
    fn odd_string(&self, odd: &'a [u8]) -> Result<&'a [u8], Error> {
        let mut rest = odd;
        loop {
            let at = self.place_of(rest);
            rest = match rest {
                [b'"', after @ ..] => return Ok(after),
                [b'\\', ..] => {
                    let escaped = self.input.get(at.saturating_add(1)..).unwrap_or_default();
                    match characters::escape(escaped) {
                        Ok((_, after)) => scan::after_plain(after.as_bytes()),
                        Err(ErrorKind::UnexpectedEnd) => {
                            return Err(Error::new(ErrorKind::UnexpectedEnd, self.input.len()));
                        }
                        Err(kind) => return Err(Error::new(kind, at)),
                    }
                }
                _ => return Err(self.unexpected(rest, ErrorKind::InvalidChar)),
            };
        }
    }

    /// The text of the string of which the inside starts with `inside` and which `after` follows.
    fn text_between(&self, inside: &[u8], after: &[u8]) -> Text<'a> {
        let range = self.place_of(inside)..self.place_of(after).saturating_sub(1);
        Text::from_json(self.input.get(range).unwrap_or_default())
    }

    /// Past a number.
    fn number(&mut self) -> Result<(), Error> {
        match scan::number_len(self.rest) {
            Ok(len) => {
                self.advance(len);
                Ok(())
            }
            Err(len) => {
                self.advance(len);
                Err(self.unexpected(self.rest, ErrorKind::InvalidNumber))
            }
        }
    }

    /// Past `word`.
    fn literal(&mut self, word: &[u8]) -> Result<(), Error> {
        if let Some(rest) = self.rest.strip_prefix(word) {
            self.rest = rest;
            return Ok(());
        }
        if word.starts_with(self.rest) {
            return Err(Error::new(ErrorKind::UnexpectedEnd, self.input.len()));
        }
        Err(self.error(ErrorKind::ExpectedValue))
    }
}

impl<'a> Iterator for Reader<'a> {
    type Item = Result<Event<'a>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let event = self.step().transpose();
        if matches!(event, Some(Err(_))) {
            self.place = Place::Done;
        }
        event
    }
}

/// Prints the place only.
impl fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader")
            .field("offset", &self.at())
            .field("depth", &self.depth)
            .finish_non_exhaustive()
    }
}
