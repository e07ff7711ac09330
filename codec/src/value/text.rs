//! Text as it stands in a message, decoded only when asked.

use core::fmt;
use core::hash::{Hash, Hasher};

use crate::error::BufferTooSmall;
use crate::syntax::{json, percent, xml};

/// How the characters of a [`Text`] are written in its raw form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Form {
    /// As they are.
    Plain,
    /// Content of an XML element: references, CDATA sections, line ends.
    Xml,
    /// Value of an XML attribute.
    Attribute,
    /// Inside of a JSON string.
    Json,
}

/// A piece of text that borrows its raw form and decodes on the fly.
///
/// Reading a message stores raw spans only; references such as `&amp;` are resolved by [`chars`](Self::chars), `==`, `Display`
/// and [`decode_into`](Self::decode_into), none of which allocates. Two texts are equal when their decoded characters are.
///
/// A malformed or unknown reference (which only [`Policy::Tolerant`](crate::Policy::Tolerant) lets pass) stays as it
/// stands: its `&` is an `&`.
///
/// ```
/// use tillwire::Text;
///
/// let plain = Text::new("Fish & Chips");
/// let raw = Text::from_xml("Fish &amp; Chips");
/// assert_eq!(plain, raw);
/// assert_eq!(raw, "Fish & Chips");
/// assert_eq!(raw.as_str(), None); // it cannot be borrowed as it stands
/// assert_eq!(raw.decode_into(&mut [0; 16]).unwrap(), "Fish & Chips");
/// ```
#[derive(Clone, Copy)]
pub struct Text<'a> {
    raw: &'a str,
    form: Form,
    percent: bool,
}

impl<'a> Text<'a> {
    /// Text that stands for itself, nothing in it escaped.
    #[must_use]
    pub const fn new(text: &'a str) -> Self {
        Self { raw: text, form: Form::Plain, percent: false }
    }

    /// The content of an XML element as it stands in the document.
    #[must_use]
    pub const fn from_xml(content: &'a str) -> Self {
        Self { raw: content, form: Form::Xml, percent: false }
    }

    pub(crate) const fn from_attribute(value: &'a str) -> Self {
        Self { raw: value, form: Form::Attribute, percent: false }
    }

    /// The inside of a JSON string as it stands in the document, without its quotes. What is no escape stays as it stands.
    ///
    /// ```
    /// use tillwire::Text;
    /// assert_eq!(Text::from_json(r#"Fish \u0026 \"Chips\""#), "Fish & \"Chips\"");
    /// ```
    #[must_use]
    pub const fn from_json(inside: &'a str) -> Self {
        Self { raw: inside, form: Form::Json, percent: false }
    }

    /// The same text with `%XX` decoded as well, after the escapes of its message.
    ///
    /// SPIn percent-encodes some texts inside XML: `RespMSG`, `Receipt`, names and host texts in `ExtData`. A percent sign
    /// that two hexadecimal digits do not follow stays as it is, and so do sequences whose bytes are no UTF-8; a `+` is a
    /// plus. It is decoded once: `%2541` is `%41`, and asking twice changes nothing.
    ///
    /// ```
    /// use tillwire::Text;
    /// let text = Text::from_xml("DOE%2fJOHN &amp; 100%");
    /// assert_eq!(text.percent_decoded(), "DOE/JOHN & 100%");
    /// ```
    #[must_use]
    pub const fn percent_decoded(self) -> Self {
        Self { percent: true, ..self }
    }

    /// The bytes as they stand in the message.
    #[must_use]
    pub const fn raw(&self) -> &'a str {
        self.raw
    }

    /// The text itself where nothing in it is escaped, so that it can be borrowed; `None` where it has to be decoded.
    #[must_use]
    pub fn as_str(&self) -> Option<&'a str> {
        let escaped = |byte: &u8| match byte {
            b'&' | b'<' | b'\r' => matches!(self.form, Form::Xml | Form::Attribute),
            b'\t' | b'\n' => self.form == Form::Attribute,
            b'\\' => self.form == Form::Json,
            b'%' => self.percent,
            _ => false,
        };
        if self.raw.as_bytes().iter().any(escaped) { None } else { Some(self.raw) }
    }

    /// Whether no character is in it. A blank is a character.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.raw.is_empty() || self.chars().next().is_none()
    }

    /// The decoded characters.
    #[must_use]
    pub fn chars(&self) -> Chars<'a> {
        let source = match self.form {
            Form::Plain => Source::Plain(self.raw.chars()),
            Form::Xml => Source::Xml(xml::Characters::new(self.raw)),
            Form::Attribute => Source::Xml(xml::Characters::of_attribute(self.raw)),
            Form::Json => Source::Json(json::Characters::new(self.raw)),
        };
        Chars { source, percent: self.percent }
    }

    /// Writes the decoded text to the start of `buffer`. The raw length is always room enough.
    ///
    /// # Errors
    /// [`BufferTooSmall`] with the length needed; the buffer is zeroed then.
    pub fn decode_into<'b>(&self, buffer: &'b mut [u8]) -> Result<&'b mut str, BufferTooSmall> {
        let needed = self.decoded_len();
        if needed > buffer.len() {
            buffer.fill(0);
            return Err(BufferTooSmall { needed });
        }
        let out = buffer.get_mut(..needed).unwrap_or_default();
        let mut places = out.iter_mut();
        for c in self.chars() {
            let mut bytes = [0; 4];
            for (byte, place) in c.encode_utf8(&mut bytes).bytes().zip(&mut places) {
                *place = byte;
            }
        }
        core::str::from_utf8_mut(out).map_err(|_| BufferTooSmall { needed })
    }

    /// The length in bytes of the decoded text.
    #[must_use]
    pub fn decoded_len(&self) -> usize {
        self.chars().fold(0, |sum, c| sum.saturating_add(c.len_utf8()))
    }

    /// The decoded text, borrowed where nothing in it is escaped.
    #[cfg(feature = "alloc")]
    #[must_use]
    pub fn to_cow(&self) -> alloc::borrow::Cow<'a, str> {
        match self.as_str() {
            Some(text) => alloc::borrow::Cow::Borrowed(text),
            None => alloc::borrow::Cow::Owned(self.chars().collect()),
        }
    }

    /// The text without blanks (space, tab, CR, LF) at its raw ends.
    #[must_use]
    pub fn trimmed(self) -> Self {
        Self { raw: trim_blanks(self.raw), ..self }
    }

    /// The decoded text as it may be put on a terminal or into a log: controls, line ends, invisible characters and those that turn the
    /// direction of writing as `\u{…}`, quotes and backslashes behind a backslash.
    ///
    /// ```
    /// # use tillwire::Text;
    /// assert_eq!(Text::new("a\u{1b}[31m\n").escaped().to_string(), r"a\u{1b}[31m\u{a}");
    /// ```
    #[must_use]
    pub const fn escaped(self) -> Escaped<'a> {
        Escaped(self)
    }

    pub(crate) const fn holds_references(&self) -> bool {
        matches!(self.form, Form::Xml | Form::Attribute)
    }

    /// The same kind of text over a part of its raw form.
    pub(crate) const fn with_raw(self, raw: &'a str) -> Self {
        Self { raw, ..self }
    }
}

/// Without spaces, tabs and line ends at both ends.
#[inline(always)]
pub(crate) fn trim_blanks(text: &str) -> &str {
    // Most texts have none.
    match text.as_bytes() {
        [first, .., last] if *first > b' ' && *last > b' ' => text,
        [only] if *only > b' ' => text,
        [] => text,
        _ => trim_matches(text),
    }
}

#[cold]
#[inline(never)]
fn trim_matches(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\n', '\r'])
}

impl<'a> From<&'a str> for Text<'a> {
    fn from(text: &'a str) -> Self {
        Self::new(text)
    }
}

impl PartialEq for Text<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self.as_str(), other.as_str()) {
            (Some(a), Some(b)) => a == b,
            _ => self.chars().eq(other.chars()),
        }
    }
}

impl Eq for Text<'_> {}

impl PartialEq<str> for Text<'_> {
    fn eq(&self, other: &str) -> bool {
        *self == Text::new(other)
    }
}

impl PartialEq<&str> for Text<'_> {
    fn eq(&self, other: &&str) -> bool {
        *self == Text::new(other)
    }
}

impl Hash for Text<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.chars().for_each(|c| c.hash(state));
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.chars().try_for_each(|c| fmt::Write::write_char(f, c))
    }
}

/// In quotes, [escaped](Text::escaped).
impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.escaped())
    }
}

/// A [`Text`] that is safe to print, see [`Text::escaped`].
#[derive(Clone, Copy, Debug)]
pub struct Escaped<'a>(Text<'a>);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write as _;
        self.0.chars().try_for_each(|c| match c {
            '"' | '\\' => write!(f, "\\{c}"),
            c if is_odd(c) => write!(f, "{}", c.escape_unicode()),
            c => f.write_char(c),
        })
    }
}

/// Whether `c` could do more to a terminal or a log than be read: controls, line ends, and what is invisible or turns the
/// direction of writing.
const fn is_odd(c: char) -> bool {
    c.is_ascii_control()
        || matches!(c,
            '\u{80}'..='\u{9F}' | '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFF}' | '\u{E0000}'..='\u{E0FFF}')
}

/// The decoded characters of a [`Text`], see [`Text::chars`].
#[derive(Clone)]
pub struct Chars<'a> {
    source: Source<'a>,
    percent: bool,
}

#[derive(Clone)]
enum Source<'a> {
    Plain(core::str::Chars<'a>),
    Xml(xml::Characters<'a>),
    Json(json::Characters<'a>),
}

impl Iterator for Source<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        match self {
            Source::Plain(chars) => chars.next(),
            Source::Xml(chars) => chars.next(),
            Source::Json(chars) => chars.next(),
        }
    }
}

impl Iterator for Chars<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        if self.percent { percent::next_decoded(&mut self.source) } else { self.source.next() }
    }
}

/// Prints no text: it may be the rest of a secret.
impl fmt::Debug for Chars<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chars").finish_non_exhaustive()
    }
}
