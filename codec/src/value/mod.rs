//! Values: text, money, secrets, codes and times, borrowed from the message and read only when asked.

mod amount;
mod code;
mod money;
mod secret;
mod text;
mod time;

use crate::message::Shape;

pub(crate) use amount::DecimalBuf;
pub use amount::{Amount, AmountBuf, Decimal, Dollars};
pub(crate) use code::{Case, codes};
pub use code::{Flag, KnownFlag};
pub use money::{Count, Money};
pub use secret::{Private, Secret};
pub(crate) use text::trim_blanks;
pub use text::{Chars, Escaped, Text};
pub use time::{DateTime, Timestamp};

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

/// A typed view over a field's text, checked when asked.
///
/// Making one never fails, so that an odd value in one field leaves every other field readable. What the text has to look
/// like is said, and checked, by the view's own methods.
pub trait Value<'a>: Sized {
    /// How much of it may be printed.
    const EXPOSURE: Exposure = Exposure::Shown;

    /// What the content of such a field is.
    const SHAPE: Shape = Shape::Text;

    /// The view of `text`, whatever it holds.
    fn from_text(text: Text<'a>) -> Self;

    /// The text that it views, as it goes into a message: of a [`Secret`] this is the secret.
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

/// What every view over a text has.
macro_rules! view {
    ($name:ident, $exposure:ident) => {
        impl<'a> $name<'a> {
            /// Over text that stands for itself, whatever it holds.
            #[must_use]
            pub const fn new(text: &'a str) -> Self {
                Self($crate::Text::new(text))
            }
        }

        impl<'a> $crate::value::Value<'a> for $name<'a> {
            const EXPOSURE: $crate::value::Exposure = $crate::value::Exposure::$exposure;

            fn from_text(text: $crate::Text<'a>) -> Self {
                Self(text)
            }

            fn text(&self) -> $crate::Text<'a> {
                self.0
            }
        }

        impl<'a> From<&'a str> for $name<'a> {
            fn from(text: &'a str) -> Self {
                Self::new(text)
            }
        }

        impl<'a> From<$crate::Text<'a>> for $name<'a> {
            fn from(text: $crate::Text<'a>) -> Self {
                Self(text)
            }
        }
    };
}
pub(crate) use view;
