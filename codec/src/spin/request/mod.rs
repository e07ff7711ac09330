//! Requests of a register to a terminal: a type per transaction.

mod any;
mod batch;
mod cart;
mod code;
mod follow;
mod other;
mod payment;
mod printer;
mod prompt;
mod purchase;
mod question;

pub use any::Request;
pub use batch::{Report, Settle};
pub use cart::{Cart, CartDisplay, CartItem, CartOption, CartPrice, CartTotal, CustomInfo, Modifier};
pub use code::*;
pub use follow::{AddLevel3Item, Capture, Status, TipAdjust, Void};
pub use other::{Balance, Check, ReferentialSale, Reversal, StoredValue, Table, Topup};
pub use payment::{Auth, CashAdvance, Return, Sale};
pub use printer::{Print, Printout, Style};
pub use prompt::{GetSign, InputType, KnownInputType, UserChoice, UserInput};
pub(crate) use purchase::SaleGroups;
pub use purchase::{DualPricing, DualPricingItem, HealthExpenses, Level3, Level3Item};
pub use question::{Ask, Question};

use core::fmt;

use crate::decode::{Options, Policy};
use crate::encode::Writer;
use crate::error::{Error, ErrorKind};
use crate::message::{Cells, Held, Limit, Line, Rest, alphanumeric, as_text, reference, text};
use crate::rule::{Rule, RuleError};
use crate::spin::{KnownPaymentType, PaymentType};
use crate::syntax::xml::Reader;
use crate::table::Field;
use crate::value::{Secret, Text};

/// The terminal that a request goes to: register or terminal profile number, and the key. Given first to every constructor.
///
/// ```
/// use tillwire::{Rule, spin::Terminal};
///
/// let terminal = Terminal::by_register("1103024", "ulHLsaxfbg")?.and_tpn("123456789123")?;
/// assert_eq!(
///     format!("{terminal:?}"),
///     r#"Terminal { register_id: Some("1103024"), tpn: Some("123456789123"), auth_key: Some([redacted]) }"#,
/// );
/// assert_eq!(Terminal::by_tpn("1234567891234", "ulHLsaxfbg").unwrap_err().rule(), Rule::TooLong);
/// # Ok::<(), tillwire::RuleError>(())
/// ```
#[derive(Clone, Copy)]
#[must_use]
pub struct Terminal<'a> {
    pub(crate) register_id: Option<(Held<'a>, bool)>,
    pub(crate) tpn: Option<(Held<'a>, bool)>,
    pub(crate) auth_key: Option<(Held<'a>, bool)>,
}

fn checked<'a>(
    limit: Limit,
    name: &'static str,
    text: &'a str,
) -> Result<Option<(Held<'a>, bool)>, RuleError> {
    limit.check_text(text).map_err(|rule| RuleError::new(rule, name))?;
    Ok(Some((Held::Text(text), true)))
}

impl<'a> Terminal<'a> {
    /// By `RegisterId` (up to 50 letters, digits, `-` and `_`) and `AuthKey` (up to 25 characters; 10 in most installations).
    ///
    /// # Errors
    /// The [`Rule`](crate::Rule) that a value breaks.
    pub fn by_register(register_id: &'a str, auth_key: &'a str) -> Result<Self, RuleError> {
        Self::without_key(register_id)?.and_key(auth_key)
    }

    /// By `TPN` (up to 12 letters and digits; 10 to 12 digits in the field) and `AuthKey`, for the proxy in the cloud.
    ///
    /// # Errors
    /// The [`Rule`](crate::Rule) that a value breaks.
    pub fn by_tpn(tpn: &'a str, auth_key: &'a str) -> Result<Self, RuleError> {
        Self { register_id: None, tpn: None, auth_key: None }.and_tpn(tpn)?.and_key(auth_key)
    }

    /// By `RegisterId` alone: for a terminal in the local network or on Bluetooth that is not configured to ask for the key.
    ///
    /// # Errors
    /// The [`Rule`](crate::Rule) that the value breaks.
    pub fn without_key(register_id: &'a str) -> Result<Self, RuleError> {
        let register_id = checked(reference(50), "RegisterId", register_id)?;
        Ok(Self { register_id, tpn: None, auth_key: None })
    }

    /// With the `TPN` as well: some terminals in the local network ask for both.
    ///
    /// # Errors
    /// The [`Rule`](crate::Rule) that the value breaks.
    pub fn and_tpn(self, tpn: &'a str) -> Result<Self, RuleError> {
        Ok(Self { tpn: checked(alphanumeric(12), "TPN", tpn)?, ..self })
    }

    fn and_key(self, auth_key: &'a str) -> Result<Self, RuleError> {
        Ok(Self { auth_key: checked(text(25), "AuthKey", auth_key)?, ..self })
    }
}

/// Prints the key as `[redacted]`.
impl fmt::Debug for Terminal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Terminal")
            .field("register_id", &held_text(self.register_id))
            .field("tpn", &held_text(self.tpn))
            .field("auth_key", &held_text(self.auth_key).map(Secret::from))
            .finish()
    }
}

/// The text of a cell; `None` for a number.
fn held_text(content: Option<(Held<'_>, bool)>) -> Option<Text<'_>> {
    match content? {
        (Held::Text(text), plain) => Some(as_text(text, plain)),
        (Held::Number(_), _) => None,
    }
}

/// The rules between the field `name`, which has just been set, and others.
#[inline]
pub(crate) fn check_together<'a>(
    name: &str,
    named: impl Fn(&str) -> Option<(Held<'a>, bool)>,
) -> Result<(), RuleError> {
    match name {
        "PaymentType" | "CashbackAmount" => {
            check_cashback(held_text(named("PaymentType")), named("CashbackAmount"))
        }
        "Amount" | "Tip" => check_tip(held_text(named("TransType")), named("Amount"), named("Tip")),
        _ => Ok(()),
    }
}

/// Cashback other than zero is only for debit and benefits cards; or the customer chooses.
fn check_cashback(payment: Option<Text<'_>>, cashback: Option<(Held<'_>, bool)>) -> Result<(), RuleError> {
    use KnownPaymentType::{Debit, Ebt, EbtCash, EbtFood, UserChoice};
    let known = payment.and_then(|payment| PaymentType::from(payment).known());
    match (known, cashback) {
        (None | Some(Debit | Ebt | EbtCash | EbtFood | UserChoice), _) => Ok(()),
        (Some(_), Some((Held::Number(1..), _))) => Err(RuleError::new(Rule::Cashback, "CashbackAmount")),
        _ => Ok(()),
    }
}

/// The amount of a sale includes its tip.
fn check_tip(
    operation: Option<Text<'_>>,
    amount: Option<(Held<'_>, bool)>,
    tip: Option<(Held<'_>, bool)>,
) -> Result<(), RuleError> {
    match (amount, tip) {
        (Some((Held::Number(amount), _)), Some((Held::Number(tip), _)))
            if tip > amount && operation.is_some_and(|operation| operation == "Sale") =>
        {
            Err(RuleError::new(Rule::TipAboveAmount, "Tip"))
        }
        _ => Ok(()),
    }
}

/// What a request holds that has elements of its own inside.
pub(crate) trait Groups {
    fn write(&self, writer: &mut Writer<'_>);

    /// Whether it writes the element `name`, in place of one that was read.
    fn owns(&self, _name: &str) -> bool {
        false
    }
}

impl Groups for () {
    fn write(&self, _: &mut Writer<'_>) {}
}

/// A type of request, as the macro makes it.
pub(crate) trait Read<'a>: Sized {
    fn read(text: &'a str, options: &Options, repair: bool) -> Result<Self, Error>;
}

pub(crate) fn decode<'a, R: Read<'a>>(input: &'a [u8], options: &Options) -> Result<R, Error> {
    let text = Reader::check(input, options)?;
    match (R::read(text, options, false), options.policy) {
        (Err(error), Policy::Tolerant) => R::read(text, options, true).map_err(|_| error),
        (other, _) => other,
    }
}

/// Whether a message is of the type with these rows.
pub(crate) fn told_by<const N: usize>(
    told: &str,
    cells: &Cells<'_, N>,
    fields: &[Field; N],
    lines: &[Line; N],
    rest: &Rest<'_>,
) -> Result<(), Error> {
    let limit = fields.iter().zip(lines).find(|(field, _)| field.name == told).map(|(_, line)| line.limit);
    let is_it = match limit {
        Some(Limit::Only(codes)) => held_text(cells.named(fields, told)).is_some_and(|text| {
            codes.iter().any(|code| crate::value::Case::Ignored.same(text, Text::new(code)))
        }),
        _ => rest.element(told).is_some(),
    };
    if is_it { Ok(()) } else { Err(Error::new(ErrorKind::OtherOperation, 0)) }
}
