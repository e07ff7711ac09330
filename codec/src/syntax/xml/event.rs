//! What a reader gives.

use core::fmt;

use super::Attributes;
use crate::value::Text;

/// A piece of a document, see [`Reader`](super::Reader).
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event<'a> {
    /// `<?xml … ?>`: what stands between.
    Declaration(&'a str),
    /// `<name …>`
    Start(Tag<'a>),
    /// `<name …/>`; no [`Event::End`] follows.
    Empty(Tag<'a>),
    /// `</name>`, or `/name>` where [`Policy::Tolerant`](crate::Policy::Tolerant) forgave a lost `<`.
    End {
        /// The name.
        name: &'a str,
        /// Whether the `<` was lost.
        lost_bracket: bool,
    },
    /// Character data, never empty.
    Text(Text<'a>),
    /// `<![CDATA[…]]>`: what stands between.
    CData(&'a str),
    /// `<!--…-->`: what stands between.
    Comment(&'a str),
    /// `<?target data?>`
    Instruction {
        /// The target.
        target: &'a str,
        /// What follows the blanks after the target.
        data: &'a str,
    },
}

/// Prints names and lengths only: a text may be a secret.
impl fmt::Debug for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Declaration(text) => write!(f, "Declaration([{}])", text.len()),
            Self::Start(tag) => write!(f, "Start({tag:?})"),
            Self::Empty(tag) => write!(f, "Empty({tag:?})"),
            Self::End { name, .. } => write!(f, "End({name})"),
            Self::Text(text) => write!(f, "Text([{}])", text.raw().len()),
            Self::CData(text) => write!(f, "CData([{}])", text.len()),
            Self::Comment(text) => write!(f, "Comment([{}])", text.len()),
            Self::Instruction { target, data } => write!(f, "Instruction({target}, [{}])", data.len()),
        }
    }
}

/// A start or empty-element tag.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Tag<'a> {
    pub(super) name: &'a str,
    pub(super) attributes: &'a str,
}

impl<'a> Tag<'a> {
    /// The name.
    #[must_use]
    pub const fn name(&self) -> &'a str {
        self.name
    }

    /// The attributes, in order.
    #[must_use]
    pub const fn attributes(&self) -> Attributes<'a> {
        Attributes::new(self.attributes)
    }
}

/// Prints the name only.
impl fmt::Debug for Tag<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}
