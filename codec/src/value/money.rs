//! Numbers of requests: set as numbers, read as text.

use core::fmt;

use crate::error::Error;
use crate::value::{Amount, DecimalBuf, Text};

/// An amount of a request: dollars, given in cents when the request was built, or the text that was read.
///
/// `==` compares cents; two texts that are no amounts are equal when their characters are.
///
/// ```
/// use tillwire::Money;
///
/// assert_eq!(Money::from_cents(850), Money::from_text("8.5".into()));
/// assert_eq!(Money::from_cents(850).to_string(), "8.50");
/// assert!(Money::from_text("8,5".into()).cents().is_err());
/// ```
#[derive(Clone, Copy)]
pub struct Money<'a>(Number<'a>);

#[derive(Clone, Copy)]
enum Number<'a> {
    Known(i64),
    Text(Text<'a>),
}

impl<'a> Money<'a> {
    /// The amount of this many cents.
    #[must_use]
    pub const fn from_cents(cents: i64) -> Self {
        Self(Number::Known(cents))
    }

    /// The amount that `text` says, in decimal dollars.
    #[must_use]
    pub const fn from_text(text: Text<'a>) -> Self {
        Self(Number::Text(text))
    }

    /// The amount in cents.
    ///
    /// # Errors
    /// Those of [`Amount::cents`], where it was read as text.
    pub fn cents(&self) -> Result<i64, Error> {
        match self.0 {
            Number::Known(cents) => Ok(cents),
            Number::Text(text) => Amount::from(text).cents(),
        }
    }
}

impl PartialEq for Money<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self.0, other.0) {
            (Number::Text(a), Number::Text(b)) if a == b => true,
            _ => self.cents().is_ok_and(|cents| other.cents() == Ok(cents)),
        }
    }
}

/// In dollars, with two decimals; a text as it came.
impl fmt::Display for Money<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Number::Known(cents) => f.write_str(DecimalBuf::new(cents, 2).as_str()),
            Number::Text(text) => text.fmt(f),
        }
    }
}

impl fmt::Debug for Money<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Number::Known(_) => write!(f, "{self}"),
            Number::Text(text) => text.fmt(f),
        }
    }
}

/// A whole number of a request, or the text that was read.
///
/// ```
/// use tillwire::Count;
/// assert_eq!(Count::from_text("150".into()).get(), Some(150));
/// assert_eq!(Count::from_text("soon".into()).get(), None);
/// ```
#[derive(Clone, Copy)]
pub struct Count<'a>(Number<'a>);

impl<'a> Count<'a> {
    /// This number.
    #[must_use]
    pub const fn from_number(number: i64) -> Self {
        Self(Number::Known(number))
    }

    /// The number that `text` says.
    #[must_use]
    pub const fn from_text(text: Text<'a>) -> Self {
        Self(Number::Text(text))
    }

    /// The number; `None` for a text that is none, or that has decimals.
    #[must_use]
    pub fn get(&self) -> Option<i64> {
        match self.0 {
            Number::Known(number) => Some(number),
            Number::Text(text) => Amount::from(text)
                .decimal()
                .ok()
                .filter(|decimal| decimal.scale() == 0)
                .map(|it| it.mantissa()),
        }
    }
}

impl PartialEq for Count<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self.0, other.0) {
            (Number::Text(a), Number::Text(b)) if a == b => true,
            _ => self.get().is_some_and(|number| other.get() == Some(number)),
        }
    }
}

/// The digits; a text as it came.
impl fmt::Display for Count<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Number::Known(number) => f.write_str(DecimalBuf::new(number, 0).as_str()),
            Number::Text(text) => text.fmt(f),
        }
    }
}

impl fmt::Debug for Count<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Number::Known(_) => write!(f, "{self}"),
            Number::Text(text) => text.fmt(f),
        }
    }
}
