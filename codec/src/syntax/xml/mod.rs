//! XML: a pull reader over borrowed text, and what is read with it.
//!
//! [`Reader`] reads every document that XML 1.0 (fifth edition) calls well-formed, short of document type declarations, and
//! refuses all others. It checks UTF-8 once, never recurses, never allocates, looks at every byte at most a constant number of
//! times, and holds one name per open element, up to [`Limits::max_depth`](crate::Limits::max_depth).
//!
//! - UTF-8 only; a byte order mark is skipped, a declaration of another encoding or of XML 1.1 is refused.
//! - No document type declaration, hence no entities but the five predefined ones.
//! - No namespaces: a name with a colon is a name like any other, `xmlns` an attribute like any other.
//!
//! ```
//! use tillwire::{Options, Text, xml::{Event, Reader}};
//!
//! let mut reader = Reader::new(b"<note to='1'>Fish &amp; Chips</note>", &Options::default())?;
//! let Some(Event::Start(tag)) = reader.next().transpose()? else { unreachable!() };
//! assert_eq!(tag.name(), "note");
//! assert_eq!(tag.attributes().next().unwrap().value(), "1");
//! let Some(Event::Text(text)) = reader.next().transpose()? else { unreachable!() };
//! assert_eq!((text, reader.offset()), (Text::new("Fish & Chips"), 13));
//! # Ok::<(), tillwire::Error>(())
//! ```

mod characters;
mod child;
mod event;
mod markup;
mod scan;

pub(crate) use characters::{Characters, Flaws};
pub(crate) use child::{Child, Marks};
pub use event::{Event, Tag};
pub use markup::{Attribute, Attributes};

use core::fmt;
use core::ops::Range;

use crate::decode::{MAX_DEPTH, Options, Policy};
use crate::error::{Error, ErrorKind};
use crate::syntax::escape::{is_blank, name_len, reference};
use crate::syntax::search::find;
use crate::value::Text;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    Start,
    Prolog,
    Content,
    Epilog,
    Done,
}

/// A pull reader of one XML document: an iterator of [`Event`]s that ends after the first error.
///
/// A document has been read whole when the iterator ends without one.
#[derive(Clone)]
pub struct Reader<'a> {
    input: &'a str,
    rest: &'a str,
    /// Offset and length of the name of each open element.
    open: [(u32, u32); MAX_DEPTH],
    depth: usize,
    max_depth: usize,
    elements_left: usize,
    options: Options,
    place: Place,
    /// Whether a lost `<` is put back, see [`Reader::repairing`].
    repair: bool,
    /// Whether `rest` starts with an end tag that lacks its `<`.
    lost_bracket: bool,
    flawed: bool,
    offset: usize,
}

impl<'a> Reader<'a> {
    /// A reader of the whole document in `input`.
    ///
    /// # Errors
    /// [`ErrorKind::TooLong`], [`ErrorKind::InvalidUtf8`], [`ErrorKind::InvalidChar`] for U+FFFE and U+FFFF.
    pub fn new(input: &'a [u8], options: &Options) -> Result<Self, Error> {
        Ok(Self::over(markup::check_characters(input, options)?, options, false))
    }

    /// Forgives a lost `<` before the end tag of the open element, `/Name>` right before the next tag, where the policy is
    /// [`Policy::Tolerant`].
    ///
    /// Some well-formed text looks like that, so the reader does it only when asked: after a first reading has failed.
    #[must_use]
    pub fn repairing(self) -> Self {
        Self { repair: matches!(self.options.policy, Policy::Tolerant), ..self }
    }

    /// A reader of text whose characters have been checked.
    pub(crate) fn over(input: &'a str, options: &Options, repair: bool) -> Self {
        Self {
            input,
            rest: input,
            open: [(0, 0); MAX_DEPTH],
            depth: 0,
            max_depth: options.limits.max_depth.min(MAX_DEPTH),
            elements_left: options.limits.max_elements.min(crate::Limits::MAX.max_elements),
            options: *options,
            place: Place::Start,
            repair,
            lost_bracket: false,
            flawed: false,
            offset: 0,
        }
    }

    /// A reader of the children from `start` on, in text that has been read before or is the content of an element.
    ///
    /// The end tag of the element that they stand in is an error to it.
    pub(crate) fn within(input: &'a str, start: usize, repair: bool) -> Self {
        let reader = Self::over(input, &Options::new(Policy::Tolerant), repair);
        Self { rest: input.get(start..).unwrap_or_default(), depth: 1, place: Place::Content, ..reader }
    }

    pub(crate) fn with_options(self, options: &Options) -> Self {
        Self { options: *options, max_depth: options.limits.max_depth.min(MAX_DEPTH), ..self }
    }

    /// The same after a child whose content is `content`.
    pub(crate) fn after(input: &'a str, content: Range<usize>, repair: bool) -> Self {
        let (before, rest) = input.split_at_checked(content.end).unwrap_or_default();
        // An empty-element tag has no end tag to skip.
        let end_tag = match content.is_empty() && before.ends_with("/>") {
            true => 0,
            false => find(rest, ">").map_or(rest.len(), |end| end.saturating_add(1)),
        };
        Self::within(input, content.end.saturating_add(end_tag), repair)
    }

    /// The input as text whose characters have been checked.
    ///
    /// # Errors
    /// Those of [`new`](Self::new).
    pub(crate) fn check(input: &'a [u8], options: &Options) -> Result<&'a str, Error> {
        markup::check_characters(input, options)
    }

    /// The byte of the input at which the last event stands.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.offset
    }

    pub(crate) const fn input(&self) -> &'a str {
        self.input
    }

    /// How many elements are open.
    #[must_use]
    pub const fn depth(&self) -> usize {
        self.depth
    }

    #[inline(always)]
    pub(crate) fn at(&self) -> usize {
        self.input.len().wrapping_sub(self.rest.len())
    }

    #[cold]
    fn error(&self, kind: ErrorKind) -> Error {
        Error::new(kind, self.at())
    }

    /// An error `len` bytes on, unless the input ends there or goes on with a character that may stand nowhere.
    #[cold]
    fn error_after(&self, len: usize, kind: ErrorKind) -> Error {
        let kind = match self.rest.as_bytes().get(len) {
            None => ErrorKind::UnexpectedEnd,
            Some(&byte) if byte < b' ' && !is_blank(byte) => ErrorKind::InvalidChar,
            Some(_) => kind,
        };
        Error::new(kind, self.at().saturating_add(len))
    }

    #[inline(always)]
    fn advance(&mut self, len: usize) -> &'a str {
        let (past, rest) = self.rest.split_at_checked(len).unwrap_or((self.rest, ""));
        self.rest = rest;
        past
    }

    #[inline(always)]
    fn skip_blanks(&mut self) -> usize {
        let blanks = self.rest.bytes().take_while(|&byte| is_blank(byte)).count();
        self.advance(blanks);
        blanks
    }

    pub(crate) fn step(&mut self) -> Result<Option<Event<'a>>, Error> {
        match self.place {
            Place::Start => {
                self.place = Place::Prolog;
                match self.declaration()? {
                    Some(declaration) => Ok(Some(declaration)),
                    None => self.outside(),
                }
            }
            Place::Prolog | Place::Epilog => self.outside(),
            Place::Content => self.inside().map(Some),
            Place::Done => Ok(None),
        }
    }

    /// `Misc* element Misc*` (XML 1.0, 2.1)
    fn outside(&mut self) -> Result<Option<Event<'a>>, Error> {
        self.skip_padding()?;
        self.offset = self.at();
        match (self.rest.as_bytes(), self.place) {
            ([], Place::Prolog) => Err(self.error(markup::missing_root(self.input))),
            ([], _) => {
                self.place = Place::Done;
                Ok(None)
            }
            ([b'<', b'!' | b'?', ..], _) => match self.misc()? {
                Event::CData(_) => Err(Error::new(ErrorKind::UnexpectedCData, self.offset)),
                event => Ok(Some(event)),
            },
            ([b'<', b'/', ..], Place::Prolog) => Err(self.error(ErrorKind::MismatchedEndTag)),
            ([b'<', ..], Place::Prolog) => {
                self.place = Place::Content;
                self.start().map(Some)
            }
            (_, Place::Prolog) => Err(self.error(ErrorKind::NotProtocol)),
            ([b'<'], _) => Err(self.error_after(1, ErrorKind::UnexpectedEnd)),
            _ => Err(self.error(ErrorKind::TrailingData)),
        }
    }

    /// `content ::= CharData? ((element | Reference | CDSect | PI | Comment) CharData?)*` (XML 1.0, 3.1)
    fn inside(&mut self) -> Result<Event<'a>, Error> {
        self.offset = self.at();
        if !self.lost_bracket {
            let text = self.char_data()?;
            let text = self.before_lost_end(text);
            if !text.is_empty() {
                return Ok(Event::Text(Text::from_xml(text)));
            }
        }
        match self.rest.as_bytes() {
            _ if self.lost_bracket => self.end(),
            [b'<', b'/', ..] => self.end(),
            [b'<', b'!' | b'?', ..] => self.misc(),
            [b'<', ..] => self.start(),
            _ => Err(self.error(ErrorKind::UnexpectedEnd)),
        }
    }

    fn start(&mut self) -> Result<Event<'a>, Error> {
        self.check_depth()?;
        let offset = self.at().saturating_add(1);
        let len = name_len(self.rest.get(1..).unwrap_or_default());
        let (tag, empty) = self.tag(len)?;
        if empty {
            if self.depth == 0 {
                self.place = Place::Epilog;
            }
            return Ok(Event::Empty(tag));
        }
        self.push(offset, tag.name.len())?;
        Ok(Event::Start(tag))
    }

    /// Whether one more element may be opened.
    #[inline(always)]
    fn check_depth(&self) -> Result<(), Error> {
        match self.depth < self.max_depth {
            true => Ok(()),
            false => Err(self.error(ErrorKind::TooDeep)),
        }
    }

    fn push(&mut self, offset: usize, len: usize) -> Result<(), Error> {
        match (self.open.get_mut(self.depth), u32::try_from(offset), u32::try_from(len)) {
            (Some(slot), Ok(offset), Ok(len)) => *slot = (offset, len),
            _ => return Err(Error::new(ErrorKind::TooDeep, offset.saturating_sub(1))),
        }
        self.depth = self.depth.saturating_add(1);
        Ok(())
    }

    /// The text from the name of the innermost open element on, and the length of that name.
    fn opened(&self) -> (&'a str, usize) {
        let (offset, len) =
            self.depth.checked_sub(1).and_then(|last| self.open.get(last)).copied().unwrap_or((0, 0));
        (self.input.get(offset as usize..).unwrap_or_default(), len as usize)
    }

    /// `ETag ::= '</' Name S? '>'` (XML 1.0, 3.1)
    fn end(&mut self) -> Result<Event<'a>, Error> {
        self.offset = self.at();
        let lost_bracket = core::mem::take(&mut self.lost_bracket);
        let (opened, len) = self.opened();
        let slash = if lost_bracket { 1 } else { 2 };
        let end = self.rest.get(slash..).unwrap_or_default();
        if scan::closes(end.as_bytes(), opened.as_bytes(), len) {
            self.advance(slash.saturating_add(len).saturating_add(1));
        } else {
            self.advance(self.odd_end_tag(opened.get(..len).unwrap_or_default())?);
        }
        self.depth = self.depth.saturating_sub(1);
        if self.depth == 0 {
            self.place = Place::Epilog;
        }
        Ok(Event::End { name: opened.get(..len).unwrap_or_default(), lost_bracket })
    }

    /// The length of an end tag with blanks in it, of the element `name`.
    #[cold]
    fn odd_end_tag(&self, name: &str) -> Result<usize, Error> {
        let end = self.rest.get(2..).unwrap_or_default();
        let len = name_len(end);
        let after = end.get(len..).unwrap_or_default();
        let blanks = after.bytes().take_while(|&byte| is_blank(byte)).count();
        let before_close = len.saturating_add(blanks).saturating_add(2);
        if after.is_empty() {
            return Err(self.error_after(before_close, ErrorKind::UnexpectedEnd));
        }
        if len == 0 {
            return Err(self.error_after(2, ErrorKind::InvalidName));
        }
        if end.get(..len) != Some(name) {
            return Err(self.error(ErrorKind::MismatchedEndTag));
        }
        match after.as_bytes().get(blanks) {
            Some(b'>') => Ok(before_close.saturating_add(1)),
            _ => Err(self.error_after(before_close, ErrorKind::InvalidTag)),
        }
    }

    /// Character data up to the next `<` or the end of the input (XML 1.0, 2.4), checked.
    #[inline(always)]
    fn char_data(&mut self) -> Result<&'a str, Error> {
        let bytes = self.rest.as_bytes();
        let mut len = scan::plain_len(bytes);
        if bytes.get(len) != Some(&b'<') {
            len = self.odd_char_data(len)?;
        }
        Ok(self.advance(len))
    }

    /// Goes on after the first `len` bytes, where something needs a look.
    #[cold]
    fn odd_char_data(&mut self, mut len: usize) -> Result<usize, Error> {
        loop {
            let (text, rest) = self.rest.split_at_checked(len).unwrap_or((self.rest, ""));
            let past = match rest.as_bytes() {
                [] | [b'<', ..] => return Ok(len),
                [b'>', ..] if text.ends_with("]]") => {
                    return Err(self.error_after(len.saturating_sub(2), ErrorKind::CDataEndInText));
                }
                [b'>', ..] => 1,
                [b'&', ..] => self.reference(len, rest)?,
                _ => return Err(self.error_after(len, ErrorKind::InvalidChar)),
            };
            len = len.saturating_add(past);
            let rest = rest.as_bytes().get(past..).unwrap_or_default();
            len = len.saturating_add(scan::plain_len(rest));
        }
    }

    /// The length of the reference at the start of `text`, which stands `len` bytes on; 1 for a flaw that is forgiven.
    pub(super) fn reference(&mut self, len: usize, text: &str) -> Result<usize, Error> {
        match reference(text.get(1..).unwrap_or_default()) {
            Ok((_, after)) => Ok(text.len().saturating_sub(after.len())),
            Err(kind) => {
                let forgiven = matches!(kind, ErrorKind::InvalidReference | ErrorKind::UnknownEntity);
                if forgiven && matches!(self.options.policy, Policy::Tolerant) {
                    self.flawed = true;
                    return Ok(1);
                }
                let inner = text.get(1..).unwrap_or_default();
                let cut = match inner.strip_prefix('#') {
                    Some(number) => number.bytes().all(|byte| byte.is_ascii_alphanumeric()),
                    None => name_len(inner) == inner.len(),
                };
                Err(self.error_after(if cut { self.rest.len() } else { len }, kind))
            }
        }
    }

    /// `text`, which has just been read, up to where the end tag of the open element without its `<` follows; all of it
    /// where none does.
    fn before_lost_end(&mut self, text: &'a str) -> &'a str {
        if !self.repair || self.rest.starts_with("</") && self.closes_open() {
            return text;
        }
        let (opened, len) = self.opened();
        let name = opened.get(..len).unwrap_or_default();
        let before = text
            .trim_end_matches([' ', '\t', '\n', '\r'])
            .strip_suffix('>')
            .and_then(|text| text.strip_suffix(name))
            .and_then(|text| text.strip_suffix('/'));
        match before {
            Some(before) => {
                let back = text.len().saturating_sub(before.len());
                let from = self.at().saturating_sub(back);
                self.rest = self.input.get(from..).unwrap_or_default();
                self.lost_bracket = true;
                before
            }
            None => text,
        }
    }

    fn closes_open(&self) -> bool {
        let (opened, len) = self.opened();
        self.odd_end_tag(opened.get(..len).unwrap_or_default()).is_ok()
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
