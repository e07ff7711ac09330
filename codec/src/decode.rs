//! Reading: the trait, the policies, the limits, and the warnings.

use core::fmt;

use crate::error::{Error, kinds};
use crate::value::Text;

/// What is done with a message that is not quite as it should be.
///
/// There is one parser; the policy decides whether a defect of the list below is forgiven or is the error. Everything else is an
/// error under both: a document type declaration, invalid UTF-8, a limit passed, an unfinished document, other data after its
/// end, and whatever else the XML standard calls not well-formed. What is well-formed reads the same under both.
///
/// | defect | [`Tolerant`](Self::Tolerant) | [`Strict`](Self::Strict) |
/// |---|---|---|
/// | lost `<` before `/Name>` of the open element | [`WarningKind::LostBracket`]: the element ends there | mismatched end tag |
/// | a field that came before | [`WarningKind::Repeated`]: the first is kept | [`ErrorKind::Repeated`](crate::ErrorKind::Repeated) |
/// | an entity that is not predefined | [`WarningKind::UnknownEntity`]: stays as it stands | error |
/// | an `&` that starts no reference | [`WarningKind::BareAmpersand`]: stays as it stands | error |
/// | text between elements | [`WarningKind::StrayText`]: left out | [`ErrorKind::UnexpectedText`](crate::ErrorKind::UnexpectedText) |
/// | NUL bytes, or blanks where XML allows none, before the document or after its end | [`WarningKind::Padding`]: left out | error |
/// | a second spelling of a field's name | [`WarningKind::Alias`]: read as the field | [`ErrorKind::Alias`](crate::ErrorKind::Alias) |
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Policy {
    /// Forgives the defects listed above and reports each as a [`Warning`]. The default for answers: an approval that is lost
    /// because a neighbouring field is odd makes a till charge twice.
    #[default]
    Tolerant,
    /// Makes each of them the error, at its byte.
    Strict,
}

/// How much input is read. The maxima are constants of the crate; a value above one counts as the maximum.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Limits {
    /// Length of the input in bytes.
    pub max_len: usize,
    /// Depth of nested elements, of which XML may have 32, or of JSON objects and arrays, of which there may be 64; the
    /// root is at depth 1.
    pub max_depth: usize,
    /// Attributes in one tag.
    pub max_attributes: usize,
    /// Elements of one document, or values of a JSON document.
    pub max_elements: usize,
    /// Fields of one message that the format does not know.
    pub max_unknown: usize,
}

impl Limits {
    /// The maxima, which are also the defaults: 16 MiB, 64 levels, 32 attributes, 1,048,576 elements, 64 unknown fields.
    pub const MAX: Self = Self {
        max_len: 16 << 20,
        max_depth: crate::syntax::json::MAX_DEPTH,
        max_attributes: MAX_ATTRIBUTES,
        max_elements: 1 << 20,
        max_unknown: MAX_UNKNOWN,
    };
}

pub(crate) const MAX_DEPTH: usize = 32;
pub(crate) const MAX_ATTRIBUTES: usize = 32;
pub(crate) const MAX_UNKNOWN: usize = 64;

impl Default for Limits {
    fn default() -> Self {
        Self::MAX
    }
}

/// How [`Decode::decode_with`] reads.
///
/// ```
/// use tillwire::{Limits, Options, Policy};
///
/// let mut limits = Limits::MAX;
/// limits.max_len = 8192;
/// let options = Options::new(Policy::Strict).limits(limits);
/// assert_eq!(options.policy, Policy::Strict);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// What is done with defects.
    pub policy: Policy,
    /// How much is read.
    pub limits: Limits,
}

impl Options {
    /// The given policy, with the default limits.
    #[must_use]
    pub const fn new(policy: Policy) -> Self {
        Self { policy, limits: Limits::MAX }
    }

    /// The same options with other limits.
    #[must_use]
    pub const fn limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }
}

/// A message that can be read from bytes without copying them.
pub trait Decode<'a>: Sized {
    /// Reads a whole message under [`Policy::Tolerant`] and the default limits.
    ///
    /// # Errors
    /// See [`decode_with`](Self::decode_with).
    fn decode(input: &'a [u8]) -> Result<Self, Error> {
        Self::decode_with(input, &Options::new(Policy::Tolerant))
    }

    /// Reads a whole message.
    ///
    /// # Errors
    /// Input that is not a whole message of this type, or that has a defect which the policy does not forgive; the error tells
    /// which and at which byte.
    fn decode_with(input: &'a [u8], options: &Options) -> Result<Self, Error>;
}

/// A defect that was forgiven, see [`Policy`].
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Warning {
    pub(crate) kind: WarningKind,
    pub(crate) offset: u32,
    pub(crate) field: Option<&'static str>,
}

impl Warning {
    /// What was forgiven.
    #[must_use]
    pub const fn kind(&self) -> WarningKind {
        self.kind
    }

    /// The byte of the input at which it stands.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.offset as usize
    }

    /// The wire name of the documented field in which it was seen, where there is one.
    #[must_use]
    pub const fn field(&self) -> Option<&'static str> {
        self.field
    }
}

impl fmt::Debug for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Warning")
            .field("kind", &self.kind)
            .field("offset", &self.offset)
            .field("field", &self.field.map(Text::new))
            .finish()
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.kind, self.offset)?;
        match self.field {
            Some(field) => write!(f, " in {field}"),
            None => Ok(()),
        }
    }
}

kinds! {
    /// The kinds of [`Warning`].
    #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
    #[non_exhaustive]
    pub enum WarningKind {
        /// A `<` is missing before the end tag of the open element.
        LostBracket = "lost_bracket", "lost `<` before an end tag";
        /// A field that came before; the first is kept.
        Repeated = "repeated", "repeated field";
        /// A reference to an entity that is not predefined; it stays as it stands.
        UnknownEntity = "unknown_entity", "unknown entity";
        /// An `&` that starts no reference; it stays as it stands.
        BareAmpersand = "bare_ampersand", "bare `&`";
        /// Text between elements; it is left out.
        StrayText = "stray_text", "text between elements";
        /// NUL bytes, or blanks where none may stand, before the document or after its end.
        Padding = "padding", "padding around the document";
        /// A second spelling of a field's name.
        Alias = "alias", "second spelling of a field's name";
    }
}

impl fmt::Display for WarningKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

/// Replaces the bytes that are no UTF-8 by `?`, in place and without allocation, so that the text can be decoded; calls
/// `found` with the offset of each. Returns how many there were.
///
/// Offsets of everything else stay as they are. An answer repaired in this way is no longer what the terminal sent: an amount or
/// a reference with a `?` in it will not compare equal.
///
/// ```
/// let mut answer = *b"caf\xe9";
/// let mut first = None;
/// assert_eq!(tillwire::repair_utf8(&mut answer, |offset| first = first.or(Some(offset))), 1);
/// assert_eq!((&answer, first), (b"caf?", Some(3)));
/// ```
pub fn repair_utf8(buffer: &mut [u8], mut found: impl FnMut(usize)) -> usize {
    let mut count = 0_usize;
    let mut start = 0_usize;
    while let Some(Err(error)) = buffer.get(start..).map(core::str::from_utf8) {
        let bad = start.saturating_add(error.valid_up_to());
        let len = error.error_len().unwrap_or(usize::MAX);
        start = bad;
        for byte in buffer.iter_mut().skip(bad).take(len) {
            *byte = b'?';
            found(start);
            start = start.saturating_add(1);
            count = count.saturating_add(1);
        }
    }
    count
}
