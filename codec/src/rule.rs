//! Rules of the vendor's tables that a value to send has to keep.

use core::fmt;

use crate::error::kinds;
use crate::value::Text;

kinds! {
    /// The rules of [`RuleError`].
    #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
    #[non_exhaustive]
    pub enum Rule {
        /// A text without a character. A field that is not wanted is left out.
        Empty = "empty", "must not be empty";
        /// More characters than the vendor's table allows.
        TooLong = "too_long", "longer than the documented length";
        /// A character outside the documented alphabet.
        Alphabet = "alphabet", "character outside the documented alphabet";
        /// A character that XML cannot hold: a control character, U+FFFE, U+FFFF.
        InvalidChar = "invalid_char", "character that is not allowed";
        /// The name of an additional field that is no XML name.
        InvalidName = "invalid_name", "expected a name";
        /// The name of an additional field that has a row of its own.
        KnownField = "known_field", "the field has a setter of its own";
        /// A name without a row.
        UnknownField = "unknown_field", "no such field in this request";
        /// A code that the vendor's table does not have.
        UnknownCode = "unknown_code", "value that the documented list does not have";
        /// A code that stands for another operation than the request.
        OtherOperation = "other_operation", "value of another operation";
        /// An amount of zero, or below, where the table asks for more.
        NotPositive = "not_positive", "amount must be positive";
        /// An amount below zero: amounts are positive, even those of returns.
        Negative = "negative", "amount must not be negative";
        /// An amount of more than `$$$$$$$.CC`.
        TooGreat = "too_great", "amount must not be above 9999999.99";
        /// A number outside the documented range.
        OutOfRange = "out_of_range", "number outside the documented range";
        /// Cashback with a payment type that has none: it is only for debit and benefits cards.
        Cashback = "cashback", "cashback is only for debit and benefits cards";
        /// A tip of more than the amount, of which it is a part.
        TipAboveAmount = "tip_above_amount", "the amount includes the tip, which must not be above it";
        /// A number of items other than the count that goes with them.
        Count = "count", "number of items that the table does not allow";
        /// An endpoint that is no `http://` or `https://` address without query.
        Address = "address", "expected an http or https address without query";
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

/// A value that breaks a rule of the vendor's table, so that it is not taken into a request.
///
/// It names the rule and the field, never the value. Every request has a `raw` setter for what the table forbids and the field
/// sends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RuleError {
    rule: Rule,
    field: &'static str,
}

const _: () = assert!(size_of::<RuleError>() <= 32);

impl RuleError {
    #[cold]
    pub(crate) const fn new(rule: Rule, field: &'static str) -> Self {
        Self { rule, field }
    }

    /// The rule that is broken.
    #[must_use]
    pub const fn rule(&self) -> Rule {
        self.rule
    }

    /// The wire name of the field; empty where the field has no row.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        self.field
    }
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rule.fmt(f)?;
        if self.field.is_empty() { Ok(()) } else { write!(f, " in {}", self.field) }
    }
}

impl fmt::Debug for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RuleError").field("rule", &self.rule).field("field", &Text::new(self.field)).finish()
    }
}

impl core::error::Error for RuleError {}
