//! What a reader gives.

use core::fmt;

use crate::value::Text;

/// A piece of a document, see [`Reader`](super::Reader).
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event<'a> {
    /// `{`
    ObjectStart,
    /// `}`
    ObjectEnd,
    /// `[`
    ArrayStart,
    /// `]`
    ArrayEnd,
    /// The name of a member; its value follows.
    Name(Text<'a>),
    /// A string.
    String(Text<'a>),
    /// A number, as it stands: it may be greater or finer than any type of numbers.
    Number(&'a str),
    /// `true`
    True,
    /// `false`
    False,
    /// `null`
    Null,
}

/// Prints names and lengths only: a value may be a secret.
impl fmt::Debug for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ObjectStart => f.write_str("ObjectStart"),
            Self::ObjectEnd => f.write_str("ObjectEnd"),
            Self::ArrayStart => f.write_str("ArrayStart"),
            Self::ArrayEnd => f.write_str("ArrayEnd"),
            Self::Name(name) => write!(f, "Name({})", name.escaped()),
            Self::String(text) => write!(f, "String([{}])", text.raw().len()),
            Self::Number(text) => write!(f, "Number([{}])", text.len()),
            Self::True => f.write_str("True"),
            Self::False => f.write_str("False"),
            Self::Null => f.write_str("Null"),
        }
    }
}
