//! Values: text, money, secrets, codes and times, borrowed from the message and read only when asked.

mod text;

use crate::message::Shape;

pub(crate) use text::trim_blanks;
pub use text::{Chars, Text};

/// How much of a field may be printed without being asked for by name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Exposure {
    /// All of it.
    Shown,
    /// Its length: personal data, and whatever this crate does not know.
    Hidden,
    /// Nothing: keys, tokens, card numbers.
    Secret,
}

/// A typed view of a field's text, checked when asked.
pub trait Value<'a>: Sized {
    /// How much of it may be printed.
    const EXPOSURE: Exposure = Exposure::Shown;

    /// What the content of such a field is.
    const SHAPE: Shape = Shape::Text;

    /// The view of `text`, whatever it holds.
    fn from_text(text: Text<'a>) -> Self;

    /// The text that it views.
    fn text(&self) -> Text<'a>;
}

impl<'a> Value<'a> for Text<'a> {
    fn from_text(text: Text<'a>) -> Self {
        text
    }

    fn text(&self) -> Text<'a> {
        *self
    }
}

// STUBS until the value branch is merged
macro_rules! stub { ($($t:ident)*) => {$(
#[doc = "stub"] #[derive(Clone, Copy, Debug, PartialEq)] pub struct $t<'a>(pub(crate) Text<'a>);
impl<'a> Value<'a> for $t<'a> { fn from_text(t: Text<'a>) -> Self { Self(t) } fn text(&self) -> Text<'a> { self.0 } }
)*} }
stub! {Amount Secret Private Timestamp Flag ResultCode PaymentType TransType CardType EntryType SettleCode Signature}
impl Amount<'_> {
    /// stub
    pub fn cents(&self) -> Result<i64, crate::Error> {
        let mut v = 0;
        for c in self.0.chars() {
            if let Some(d) = c.to_digit(10) {
                v = v * 10 + i64::from(d)
            } else if c != '.' {
                return Err(crate::Error::new(crate::ErrorKind::InvalidAmount, 0));
            }
        }
        Ok(v)
    }
}
impl Flag<'_> {
    /// stub
    pub fn is_true(&self) -> Option<bool> {
        if self.0 == "true" {
            Some(true)
        } else if self.0 == "false" {
            Some(false)
        } else {
            None
        }
    }
}
