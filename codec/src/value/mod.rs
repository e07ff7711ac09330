//! Values: text, money, secrets, codes and times, borrowed from the message and read only when asked.

mod text;

pub use text::{Chars, Text};
pub(crate) use text::trim_blanks;
