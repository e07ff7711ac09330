//! What is rare in a message: attributes, comments, instructions, CDATA, the declaration, and what surrounds the document.

use core::fmt;

use super::{Event, Reader, Tag};
use crate::decode::{Limits, MAX_ATTRIBUTES, Options, Policy};
use crate::error::{Error, ErrorKind};
use crate::syntax::escape::{is_blank, is_xml_char, name_len};
use crate::syntax::search::{find, split_once};
use crate::value::Text;

/// The input as text: within the length limit, UTF-8, free of the two characters that the scans do not look for.
pub(super) fn check_characters<'a>(input: &'a [u8], options: &Options) -> Result<&'a str, Error> {
    let max = options.limits.max_len.min(Limits::MAX.max_len);
    if input.len() > max {
        return Err(Error::new(ErrorKind::TooLong, max));
    }
    let text = core::str::from_utf8(input)
        .map_err(|error| Error::new(ErrorKind::InvalidUtf8, error.valid_up_to()))?;
    // U+FFFE and U+FFFF are the only characters above the blank that XML refuses; both start with EF in UTF-8.
    for place in memchr::memchr_iter(0xef, input) {
        if text.get(place..).is_some_and(|text| text.starts_with(['\u{FFFE}', '\u{FFFF}'])) {
            return Err(Error::new(ErrorKind::InvalidChar, place));
        }
    }
    Ok(text)
}

/// The error of a document that ends before its root element.
#[cold]
pub(super) fn missing_root(input: &str) -> ErrorKind {
    let document = input.strip_prefix('\u{FEFF}').unwrap_or(input);
    match document.bytes().all(|byte| is_blank(byte) || byte == 0) {
        true => ErrorKind::Empty,
        false => ErrorKind::UnexpectedEnd,
    }
}

/// Whether `text` starts with `word`, given in lower case, in any case.
fn starts_with_ignore_case(text: &str, word: &str) -> bool {
    text.as_bytes().get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
}

impl<'a> Reader<'a> {
    /// `XMLDecl ::= '<?xml' VersionInfo EncodingDecl? SDDecl? S? '?>'` (XML 1.0, 2.8), and whatever else comes first.
    pub(super) fn declaration(&mut self) -> Result<Option<Event<'a>>, Error> {
        if self.rest.starts_with('\u{FEFF}') {
            self.advance(3);
        }
        let first = self.at();
        self.skip_padding()?;
        if starts_with_ignore_case(self.rest, "<!doctype html") || starts_with_ignore_case(self.rest, "<html")
        {
            return Err(self.error(ErrorKind::Html));
        }
        let inner = match self.rest.strip_prefix("<?xml") {
            Some(inner) if name_len(self.rest.get(2..).unwrap_or_default()) == 3 => inner,
            _ => return Ok(None),
        };
        // A declaration that does not stand first is an instruction with a target that is reserved.
        if self.at() != first && matches!(self.options.policy, Policy::Strict) {
            return Ok(None);
        }
        self.offset = self.at();
        let (declaration, start) = (Pseudo { rest: inner }, self.at());
        let rest = declaration.read().map_err(|kind| match kind {
            ErrorKind::UnexpectedEnd => Error::new(kind, self.input.len()),
            kind => Error::new(kind, start),
        })?;
        self.rest = rest;
        let end = inner.len().saturating_sub(rest.len()).saturating_sub(2);
        Ok(Some(Event::Declaration(inner.get(..end).unwrap_or_default())))
    }

    /// Skips blanks outside the root element, and what [`Policy::Tolerant`] takes for padding.
    pub(super) fn skip_padding(&mut self) -> Result<(), Error> {
        loop {
            self.skip_blanks();
            match self.rest.as_bytes() {
                [0, ..] if matches!(self.options.policy, Policy::Tolerant) => self.advance(1),
                [0, ..] => return Err(self.error(ErrorKind::InvalidChar)),
                _ => return Ok(()),
            };
        }
    }

    /// `STag | EmptyElemTag` (XML 1.0, 3.1), `len` being the length of its name. The second of the pair: whether it is empty.
    #[cold]
    pub(super) fn tag(&mut self, len: usize) -> Result<(Tag<'a>, bool), Error> {
        if len == 0 {
            return Err(self.error_after(1, ErrorKind::InvalidName));
        }
        self.elements_left = match self.elements_left.checked_sub(1) {
            Some(left) => left,
            None => return Err(self.error(ErrorKind::TooManyElements)),
        };
        self.advance(1);
        let name = self.advance(len);
        let whole = self.rest;
        let empty = match whole.as_bytes() {
            [b'>', ..] => false,
            [b'/', b'>', ..] => true,
            _ => self.attributes()?,
        };
        let attributes = whole.get(..whole.len().saturating_sub(self.rest.len())).unwrap_or_default();
        self.advance(if empty { 2 } else { 1 });
        Ok((Tag { name, attributes }, empty))
    }

    /// `(S Attribute)* S?` (XML 1.0, 3.1), up to the end of the tag; whether it is that of an empty-element tag.
    #[cold]
    fn attributes(&mut self) -> Result<bool, Error> {
        let mut seen = [""; MAX_ATTRIBUTES];
        let mut count = 0_usize;
        loop {
            let blanks = self.skip_blanks();
            match self.rest.as_bytes() {
                [b'>', ..] => return Ok(false),
                [b'/', b'>', ..] => return Ok(true),
                [b'/'] | [] => return Err(Error::new(ErrorKind::UnexpectedEnd, self.input.len())),
                [b'/', ..] => return Err(self.error(ErrorKind::InvalidTag)),
                _ if blanks == 0 && count == 0 => return Err(self.error_after(0, ErrorKind::InvalidTag)),
                _ if blanks == 0 => return Err(self.error_after(0, ErrorKind::InvalidAttribute)),
                _ => {}
            }
            let offset = self.at();
            let name = self.attribute()?;
            if seen.iter().take(count).any(|&earlier| earlier == name) {
                return Err(Error::new(ErrorKind::DuplicateAttribute, offset));
            }
            match seen.get_mut(count).filter(|_| count < self.options.limits.max_attributes) {
                Some(place) => *place = name,
                None => return Err(Error::new(ErrorKind::TooManyAttributes, offset)),
            }
            count = count.saturating_add(1);
        }
    }

    /// `Attribute ::= Name S? '=' S? AttValue` (XML 1.0, 3.1); its name.
    fn attribute(&mut self) -> Result<&'a str, Error> {
        let len = name_len(self.rest);
        if len == 0 {
            return Err(self.error_after(0, ErrorKind::InvalidName));
        }
        let name = self.advance(len);
        self.skip_blanks();
        if !self.rest.starts_with('=') {
            return Err(self.error_after(0, ErrorKind::InvalidAttribute));
        }
        self.advance(1);
        self.skip_blanks();
        let quote = match self.rest.bytes().next() {
            Some(quote @ (b'"' | b'\'')) => quote,
            _ => return Err(self.error_after(0, ErrorKind::InvalidAttribute)),
        };
        self.advance(1);
        loop {
            let stop =
                |byte: u8| byte == quote || matches!(byte, b'<' | b'&') || (byte < b' ' && !is_blank(byte));
            let len = self.rest.bytes().position(stop).unwrap_or(self.rest.len());
            self.advance(len);
            match self.rest.as_bytes() {
                [byte, ..] if *byte == quote => {
                    self.advance(1);
                    return Ok(name);
                }
                [b'&', ..] => {
                    let len = self.reference(0, self.rest)?;
                    self.advance(len);
                }
                [b'<', ..] => return Err(self.error(ErrorKind::InvalidAttribute)),
                [] => return Err(self.error(ErrorKind::UnexpectedEnd)),
                _ => return Err(self.error(ErrorKind::InvalidChar)),
            }
        }
    }

    /// `Comment | PI | CDSect` (XML 1.0, 2.5 to 2.7), at its `<`.
    #[cold]
    pub(super) fn misc(&mut self) -> Result<Event<'a>, Error> {
        self.offset = self.at();
        if self.rest.starts_with("<!--") {
            return self.comment();
        }
        if self.rest.starts_with("<?") {
            return self.instruction();
        }
        if self.rest.starts_with("<![CDATA[") {
            let text = self.delimited(9, "]]>")?;
            return Ok(Event::CData(text));
        }
        let unfinished = ["<!--", "<![CDATA["].iter().any(|start| start.starts_with(self.rest));
        Err(self.error_after(if unfinished { self.rest.len() } else { 0 }, ErrorKind::Doctype))
    }

    /// The text between an opening delimiter of `len` bytes and `end`; both are skipped.
    fn delimited(&mut self, len: usize, end: &str) -> Result<&'a str, Error> {
        let inner = self.rest.get(len..).unwrap_or_default();
        let unfinished = Error::new(ErrorKind::UnexpectedEnd, self.input.len());
        let at = find(inner, end).ok_or(unfinished)?;
        let inner = inner.get(..at).unwrap_or_default();
        if let Some(place) = inner.bytes().position(|byte| byte < b' ' && !is_xml_char(byte.into())) {
            return Err(self.error_after(len.saturating_add(place), ErrorKind::InvalidChar));
        }
        self.advance(len.saturating_add(at).saturating_add(end.len()));
        Ok(inner)
    }

    /// `'<!--' ((Char - '-') | ('-' (Char - '-')))* '-->'` (XML 1.0, 2.5)
    fn comment(&mut self) -> Result<Event<'a>, Error> {
        let start = self.at();
        let text = self.delimited(4, "--")?;
        match self.rest.bytes().next() {
            Some(b'>') => {
                self.advance(1);
                Ok(Event::Comment(text))
            }
            None => Err(self.error(ErrorKind::UnexpectedEnd)),
            Some(_) => {
                let dashes = start.saturating_add(text.len()).saturating_add(4);
                Err(Error::new(ErrorKind::InvalidComment, dashes))
            }
        }
    }

    /// `PI ::= '<?' PITarget (S (Char* - (Char* '?>' Char*)))? '?>'` (XML 1.0, 2.6), the target not `xml` in any case.
    fn instruction(&mut self) -> Result<Event<'a>, Error> {
        let target_len = name_len(self.rest.get(2..).unwrap_or_default());
        let target = self.rest.get(2..target_len.saturating_add(2)).unwrap_or_default();
        if target.is_empty() {
            return Err(self.error_after(2, ErrorKind::InvalidName));
        }
        let after = target_len.saturating_add(2);
        if target.eq_ignore_ascii_case("xml") {
            // It may go on, and be another target then.
            let cut = after == self.rest.len();
            return Err(self.error_after(if cut { after } else { 2 }, ErrorKind::InvalidInstruction));
        }
        let data = self.delimited(after, "?>")?;
        let trimmed = data.trim_start_matches([' ', '\t', '\r', '\n']);
        if trimmed.len() == data.len() && !data.is_empty() {
            return Err(Error::new(ErrorKind::InvalidInstruction, self.offset.saturating_add(after)));
        }
        Ok(Event::Instruction { target, data: trimmed })
    }
}

/// `'1.' [0-9]+`
fn is_version(text: &str) -> bool {
    text.strip_prefix("1.")
        .is_some_and(|minor| !minor.is_empty() && minor.bytes().all(|b| b.is_ascii_digit()))
}

/// `EncName ::= [A-Za-z] ([A-Za-z0-9._] | '-')*` (XML 1.0, 4.3.3)
fn is_encoding_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
}

/// What follows `<?xml`.
struct Pseudo<'a> {
    rest: &'a str,
}

impl<'a> Pseudo<'a> {
    /// `VersionInfo EncodingDecl? SDDecl? S? '?>'`; what follows.
    fn read(mut self) -> Result<&'a str, ErrorKind> {
        match self.value("version")? {
            Some("1.0") => {}
            Some(version) if is_version(version) => return Err(ErrorKind::UnsupportedVersion),
            _ => return Err(ErrorKind::InvalidDeclaration),
        }
        match self.value("encoding")? {
            Some(name) if !is_encoding_name(name) => return Err(ErrorKind::InvalidDeclaration),
            Some(name) if !name.eq_ignore_ascii_case("utf-8") => return Err(ErrorKind::UnsupportedEncoding),
            _ => {}
        }
        if !matches!(self.value("standalone")?, None | Some("yes" | "no")) {
            return Err(ErrorKind::InvalidDeclaration);
        }
        self.blanks();
        self.expect("?>")?;
        Ok(self.rest)
    }

    /// `S name Eq quote value quote` where it comes next.
    fn value(&mut self, name: &str) -> Result<Option<&'a str>, ErrorKind> {
        let before = self.rest;
        let separated = self.blanks() > 0;
        if !before.is_empty() && !name.starts_with(self.rest) && !self.rest.starts_with(name) {
            self.rest = before;
            return Ok(None);
        }
        self.expect(name)?;
        self.blanks();
        self.expect("=")?;
        self.blanks();
        let quote = if self.rest.starts_with('\'') { "'" } else { "\"" };
        self.expect(quote)?;
        let part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
        let len = self.rest.as_bytes().iter().take_while(|byte| part(byte)).count();
        let (value, rest) = self.rest.split_at_checked(len).unwrap_or_default();
        self.rest = rest;
        self.expect(quote)?;
        if separated { Ok(Some(value)) } else { Err(ErrorKind::InvalidDeclaration) }
    }

    fn blanks(&mut self) -> usize {
        let trimmed = self.rest.trim_start_matches([' ', '\t', '\r', '\n']);
        let blanks = self.rest.len().saturating_sub(trimmed.len());
        self.rest = trimmed;
        blanks
    }

    /// Goes past `text`; where the input ends in it, more may come.
    fn expect(&mut self, text: &str) -> Result<(), ErrorKind> {
        match self.rest.strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                Ok(())
            }
            None if text.starts_with(self.rest) => Err(ErrorKind::UnexpectedEnd),
            None => Err(ErrorKind::InvalidDeclaration),
        }
    }
}

/// The attributes of a [`Tag`], see [`Tag::attributes`].
#[derive(Clone, Copy)]
pub struct Attributes<'a> {
    rest: &'a str,
}

impl<'a> Attributes<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    /// The attributes that are still to come, as they stand.
    pub(crate) const fn rest(&self) -> &'a str {
        self.rest
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = Attribute<'a>;

    fn next(&mut self) -> Option<Attribute<'a>> {
        let (name, value) = split_once(self.rest, "=")?;
        let blanks = [' ', '\t', '\r', '\n'];
        let value = value.trim_start_matches(blanks);
        let quote = value.get(..1)?;
        let (value, rest) = split_once(value.get(1..)?, quote)?;
        self.rest = rest;
        Some(Attribute { name: name.trim_matches(blanks), value })
    }
}

/// Prints names only.
impl fmt::Debug for Attributes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(*self).finish()
    }
}

/// An attribute of a [`Tag`].
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Attribute<'a> {
    name: &'a str,
    value: &'a str,
}

impl<'a> Attribute<'a> {
    /// The name.
    #[must_use]
    pub const fn name(&self) -> &'a str {
        self.name
    }

    /// The value; a tab or line end in it counts as a blank (XML 1.0, 3.3.3).
    #[must_use]
    pub const fn value(&self) -> Text<'a> {
        Text::from_attribute(self.value)
    }
}

/// Prints the name and the length of the value.
impl fmt::Debug for Attribute<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}=[{}]", self.name, self.value.len())
    }
}
