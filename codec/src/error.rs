//! What went wrong, and at which byte.

use core::fmt;

use crate::outcome::{Advice, Outcome};
use crate::value::Text;

/// Why bytes could not be decoded, or a value could not be read.
///
/// Small and `Copy`; it never holds a byte of the input, so that it can be logged wherever it ends up.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    offset: u32,
    field: Option<&'static str>,
}

const _: () = assert!(size_of::<Error>() <= 32);

impl Error {
    #[cold]
    #[inline(never)]
    pub(crate) const fn new(kind: ErrorKind, offset: usize) -> Self {
        let offset = if offset > u32::MAX as usize { u32::MAX } else { offset as u32 };
        Self { kind, offset, field: None }
    }

    pub(crate) const fn in_field(self, field: &'static str) -> Self {
        Self { field: Some(field), ..self }
    }

    pub(crate) const fn in_optional(self, field: Option<&'static str>) -> Self {
        Self { field, ..self }
    }

    /// The same error, its offset counted from the start of an outer text in which the inner one starts at `base`.
    pub(crate) const fn lifted(self, base: usize) -> Self {
        Self { field: self.field, ..Self::new(self.kind, base.saturating_add(self.offset as usize)) }
    }

    /// What went wrong.
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The byte at which it was seen: of the whole input for a decoding error, of the value's own text for an error of a
    /// value (an amount, a time, a signature). Never greater than the length of that text.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.offset as usize
    }

    /// The wire name of the documented field in which it was seen, where there is one.
    #[must_use]
    pub const fn field(&self) -> Option<&'static str> {
        self.field
    }

    /// Whether the input may merely be cut off: more bytes could make it whole.
    #[must_use]
    pub const fn is_incomplete(&self) -> bool {
        matches!(self.kind, ErrorKind::UnexpectedEnd | ErrorKind::Empty)
    }

    /// What an answer that gives this error says of the payment: [`Outcome::Refused`] for an HTML page (the wrong host
    /// answered, no terminal was asked), else [`Outcome::Unknown`].
    #[must_use]
    pub const fn outcome(&self) -> Outcome {
        match self.kind {
            ErrorKind::Html => Outcome::Refused,
            _ => Outcome::Unknown,
        }
    }

    /// What to do after an answer that gives this error: [`Advice::FixRequest`] for an HTML page, else
    /// [`Advice::AskStatus`], since the payment may have been made.
    #[must_use]
    pub const fn advice(&self) -> Advice {
        match self.kind {
            ErrorKind::Html => Advice::FixRequest,
            _ => Advice::AskStatus,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.kind.text(), self.offset)?;
        match self.field {
            Some(field) => write!(f, " in {field}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.kind)
            .field("offset", &self.offset)
            .field("field", &self.field.map(Text::new))
            .finish()
    }
}

impl core::error::Error for Error {}

macro_rules! kinds {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$doc:meta])* $kind:ident = $snake:literal, $text:literal;)* }) => {
        $(#[$meta])*
        pub enum $name { $($(#[$doc])* $kind,)* }

        impl $name {
            /// Every kind, in the order of its declaration.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)*];

            /// The kind in snake_case, as the command line prints it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$kind => $snake,)* }
            }

            const fn text(self) -> &'static str {
                match self { $(Self::$kind => $text,)* }
            }
        }
    };
}
pub(crate) use kinds;

kinds! {
    /// The kinds of [`Error`].
    #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
    #[non_exhaustive]
    pub enum ErrorKind {
        /// Nothing but blanks came.
        Empty = "empty", "expected a message, found nothing";
        /// An HTML page came: the wrong host, scheme or path answered.
        Html = "html", "expected a message, found an HTML page";
        /// The input does not start as a message of this format does.
        NotProtocol = "not_protocol", "expected a message, found other text";
        /// The input ends before the message does.
        UnexpectedEnd = "unexpected_end", "unexpected end of input";
        /// Something follows the end of the document.
        TrailingData = "trailing_data", "expected the end of input, found more data";
        /// The bytes are not UTF-8.
        InvalidUtf8 = "invalid_utf8", "invalid UTF-8";
        /// The input is longer than [`Limits::max_len`](crate::Limits::max_len).
        TooLong = "too_long", "limit passed: length of the input";
        /// Elements, or objects and arrays, are nested deeper than [`Limits::max_depth`](crate::Limits::max_depth).
        TooDeep = "too_deep", "limit passed: depth of nesting";
        /// More elements, or JSON values, than [`Limits::max_elements`](crate::Limits::max_elements).
        TooManyElements = "too_many_elements", "limit passed: number of elements";
        /// More attributes in one tag than [`Limits::max_attributes`](crate::Limits::max_attributes).
        TooManyAttributes = "too_many_attributes", "limit passed: number of attributes in a tag";
        /// More fields that the format does not know than [`Limits::max_unknown`](crate::Limits::max_unknown).
        TooManyUnknown = "too_many_unknown", "limit passed: number of unknown fields";
        /// A character that XML does not allow (XML 1.0, 2.2), or a control character in a JSON string (RFC 8259, 7).
        InvalidChar = "invalid_char", "character that is not allowed";
        /// A name that is empty or holds a character that names may not hold (XML 1.0, 2.3).
        InvalidName = "invalid_name", "expected a name";
        /// A start, end or empty-element tag that is not well-formed (XML 1.0, 3.1).
        InvalidTag = "invalid_tag", "malformed tag";
        /// An attribute that is not well-formed (XML 1.0, 3.1).
        InvalidAttribute = "invalid_attribute", "malformed attribute";
        /// An attribute name that stood in the same tag before (XML 1.0, 3.1).
        DuplicateAttribute = "duplicate_attribute", "repeated attribute";
        /// An end tag that does not close the open element.
        MismatchedEndTag = "mismatched_end_tag", "expected the end tag of the open element";
        /// `]]>` in character data (XML 1.0, 2.4).
        CDataEndInText = "cdata_end_in_text", "`]]>` in character data";
        /// A bare `&`, or a reference without `;` or with a malformed name (XML 1.0, 4.1).
        InvalidReference = "invalid_reference", "malformed reference";
        /// A character reference to something that is no XML character (XML 1.0, 4.1).
        InvalidCharReference = "invalid_char_reference", "reference to a character that is not allowed";
        /// An entity other than `lt`, `gt`, `amp`, `apos`, `quot`.
        UnknownEntity = "unknown_entity", "unknown entity";
        /// A malformed comment, or `--` inside it (XML 1.0, 2.5).
        InvalidComment = "invalid_comment", "malformed comment";
        /// A malformed processing instruction, or one with the target `xml` (XML 1.0, 2.6).
        InvalidInstruction = "invalid_instruction", "malformed processing instruction";
        /// A malformed XML declaration (XML 1.0, 2.8).
        InvalidDeclaration = "invalid_declaration", "malformed XML declaration";
        /// A document that declares an XML version other than 1.0.
        UnsupportedVersion = "unsupported_version", "unsupported XML version";
        /// A document that declares an encoding other than UTF-8.
        UnsupportedEncoding = "unsupported_encoding", "unsupported encoding";
        /// A document type declaration, or any other `<!` that is neither comment nor CDATA section.
        Doctype = "doctype", "document type declaration or other `<!` markup";
        /// A CDATA section where none may stand: outside the root element, or in a list field.
        UnexpectedCData = "unexpected_cdata", "CDATA section where none may stand";
        /// An element where none may stand: the wrong root, or an element inside a text field.
        UnexpectedElement = "unexpected_element", "element where none may stand";
        /// Text where only elements may stand.
        UnexpectedText = "unexpected_text", "text where only elements may stand";
        /// A field that came before (only under [`Policy::Strict`](crate::Policy::Strict)).
        Repeated = "repeated", "repeated field";
        /// A second spelling of a field's name (only under [`Policy::Strict`](crate::Policy::Strict)).
        Alias = "alias", "second spelling of a field's name";
        /// A value that is not an exact decimal amount, or one that does not fit.
        InvalidAmount = "invalid_amount", "expected a decimal amount";
        /// A value that is not a date and time of 14 digits.
        InvalidTime = "invalid_time", "expected a date and time of 14 digits";
        /// A value that does not hold the base64 alphabet, padded or not.
        InvalidBase64 = "invalid_base64", "invalid base64";
        /// A signature that is not a whole black-and-white bitmap.
        InvalidPicture = "invalid_picture", "expected a whole black-and-white bitmap";
        /// A percent sign that two hexadecimal digits do not follow, or decoded bytes that are no UTF-8.
        InvalidPercent = "invalid_percent", "malformed percent-encoding";
        /// A request of another operation than the one that was to be read.
        OtherOperation = "other_operation", "request of another operation";
        /// No JSON value stands where one has to (RFC 8259, 3).
        ExpectedValue = "expected_value", "expected a value";
        /// No string stands where the name of a member has to (RFC 8259, 4).
        ExpectedName = "expected_name", "expected the name of a member in quotes";
        /// No `:` follows the name of a member (RFC 8259, 4).
        ExpectedColon = "expected_colon", "expected a colon";
        /// Neither a `,` nor the end of the object or array follows a value (RFC 8259, 4 and 5).
        ExpectedComma = "expected_comma", "expected a comma or the end of the object or array";
        /// A malformed number (RFC 8259, 6).
        InvalidNumber = "invalid_number", "malformed number";
        /// A malformed escape in a JSON string (RFC 8259, 7).
        InvalidEscape = "invalid_escape", "malformed escape";
        /// Half a surrogate pair in escapes, for which no character stands (RFC 8259, 8.2).
        LoneSurrogate = "lone_surrogate", "half a surrogate pair";
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

/// The buffer given to [`Encode::encode`](crate::Encode::encode) has no room for the message.
///
/// The buffer was zeroed: it may hold a key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BufferTooSmall {
    /// The length in bytes that the message needs.
    pub needed: usize,
}

impl fmt::Display for BufferTooSmall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "buffer too small: the message needs {} bytes", self.needed)
    }
}

impl core::error::Error for BufferTooSmall {}
