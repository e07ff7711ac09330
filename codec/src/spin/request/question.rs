//! What a request asks, to hold an answer against it.

use core::fmt;

use crate::message::Held;
use crate::outcome::Asked;
use crate::spin::{Parameter, TransType};
use crate::value::{Money, Text};

use super::held_text;

/// A request that an answer can be held against.
pub trait Ask {
    /// The query parameter that carries it.
    const PARAMETER: Parameter;

    /// What it asks.
    fn question(&self) -> Question<'_>;

    /// The plain parts of it, for [`Response::answers`](crate::spin::Response::answers): reference, register or else terminal,
    /// amount in cents. A part that cannot be borrowed or read is `None`;
    /// [`Response::outcome_for`](crate::spin::Response::outcome_for) compares those as well.
    fn asked(&self) -> Asked<'_> {
        let question = self.question();
        Asked {
            reference: question.reference.and_then(|text| text.as_str()),
            register: question.register_id.or(question.tpn).and_then(|text| text.as_str()),
            amount: question.amount.and_then(|amount| amount.cents().ok()),
        }
    }
}

/// What a request asks: the operation, the reference, the terminal, the amount.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    pub(crate) operation: Option<TransType<'a>>,
    pub(crate) reference: Option<Text<'a>>,
    pub(crate) register_id: Option<Text<'a>>,
    pub(crate) tpn: Option<Text<'a>>,
    pub(crate) amount: Option<Money<'a>>,
}

impl<'a> Question<'a> {
    pub(crate) fn new(named: impl Fn(&str) -> Option<(Held<'a>, bool)>) -> Self {
        let amount = match named("Amount") {
            Some((Held::Number(cents), _)) => Some(Money::from_cents(cents)),
            content => held_text(content).map(Money::from_text),
        };
        Self {
            operation: held_text(named("TransType")).map(TransType::from),
            reference: held_text(named("RefId")),
            register_id: held_text(named("RegisterId")),
            tpn: held_text(named("TPN")),
            amount,
        }
    }

    /// The operation, where the request has a `TransType`.
    #[must_use]
    pub const fn operation(&self) -> Option<TransType<'a>> {
        self.operation
    }
}

impl fmt::Debug for Question<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Question")
            .field("operation", &self.operation)
            .field("reference", &self.reference)
            .field("register_id", &self.register_id)
            .field("tpn", &self.tpn)
            .field("amount", &self.amount)
            .finish()
    }
}
