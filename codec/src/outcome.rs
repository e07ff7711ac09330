//! What an answer means for the money: the verdict, and what to do next.
//!
//! One table decides, the same for every format. **The code decides; texts can only veto**: an answer without its code is no
//! approval, an unknown code is [`Outcome::Unknown`], and a code and a text that contradict each other are
//! [`Outcome::Conflict`].

use core::fmt;

use crate::error::kinds;
use crate::value::Text;

kinds! {
    /// What an answer says of the payment or operation that was asked for.
    #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
    #[non_exhaustive]
    pub enum Outcome {
        /// What was asked (sale, authorization, return) was authorized in full.
        Approved = "approved", "approved";
        /// Accepted by the terminal; the host is asked later.
        ApprovedOffline = "approved_offline", "approved offline";
        /// Authorized for less than was asked; the amounts are in the answer, the caller collects the rest.
        PartiallyApproved = "partially_approved", "approved for less than was asked";
        /// What was asked for was done; the message alone does not say that it was a payment (capture, void, tip adjustment,
        /// settlement, report).
        Succeeded = "succeeded", "done";
        /// The transaction asked about exists and is voided.
        Voided = "voided", "the transaction is voided";
        /// Host or terminal refused the payment.
        Declined = "declined", "declined";
        /// Customer or clerk stopped it.
        Cancelled = "cancelled", "cancelled";
        /// An operation that is no payment failed.
        Failed = "failed", "failed";
        /// Nothing is registered under the reference.
        NotFound = "not_found", "nothing is registered under the reference";
        /// The reference was used before: the earlier transaction may be the one you want.
        Duplicate = "duplicate", "the reference was used before";
        /// Terminal or proxy did not take this request; nothing was charged by it.
        NotDelivered = "not_delivered", "the request was not taken, nothing was charged by it";
        /// Format, credentials or configuration.
        Refused = "refused", "the request was refused";
        /// Time-out, reconnect, network failure, unknown code: it may have been charged.
        Unknown = "unknown", "unknown: it may have been charged";
        /// An answer that says nothing of a payment (user input, printout).
        NotPayment = "not_payment", "no payment";
        /// Deciding fields contradict each other, or one was repaired.
        Conflict = "conflict", "the answer contradicts itself";
    }
}

kinds! {
    /// What to do after an answer. "Again" always means with the same reference, so that a charge cannot happen twice.
    #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
    #[non_exhaustive]
    pub enum Advice {
        /// Nothing: this is the end of it.
        Final = "final", "final";
        /// Ask for the status of the reference before anything else.
        AskStatus = "ask_status", "ask for the status of the same reference before charging again";
        /// Wait until the terminal is free; if a request of yours is pending there, ask for its status.
        Wait = "wait", "wait until the terminal is free";
        /// Send the same request again, with the same reference.
        RepeatSameReference = "repeat_same_reference", "send it again with the same reference";
        /// Correct the request, the credentials or the configuration.
        FixRequest = "fix_request", "correct the request or the configuration";
    }
}

/// In words, for people.
impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

/// In words, for people.
impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

/// An [`Outcome`] with the [`Advice`] that goes with it in this case.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Verdict {
    /// What the answer says.
    pub outcome: Outcome,
    /// What to do next.
    pub advice: Advice,
}

impl Verdict {
    pub(crate) const fn new(outcome: Outcome, advice: Advice) -> Self {
        Self { outcome, advice }
    }
}

/// What was asked, to hold an answer against it. Absent parts are not compared.
///
/// ```
/// use tillwire::Asked;
/// let asked = Asked { reference: Some("2"), register: Some("3"), amount: Some(100) };
/// assert_eq!(asked, Asked { reference: Some("2"), ..asked });
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Asked<'a> {
    /// The reference of the request (SPIn: `RefId`).
    pub reference: Option<&'a str>,
    /// The register or terminal (SPIn: `RegisterId`, or `TPN`).
    pub register: Option<&'a str>,
    /// The amount in cents.
    pub amount: Option<i64>,
}

impl fmt::Debug for Asked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Asked")
            .field("reference", &self.reference.map(Text::new))
            .field("register", &self.register.map(Text::new))
            .field("amount", &self.amount)
            .finish()
    }
}

/// How a part of an answer stands to what was asked.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Match {
    /// The answer has it, and it is the same.
    Same,
    /// The answer has it, and it differs.
    Differs,
    /// The answer does not have it, or nothing was given to compare with.
    Absent,
}

/// What [`Asked`] gave, part by part.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Answers {
    /// Whether the answer is to the same reference.
    pub reference: Match,
    /// Whether it comes from the same register or terminal.
    pub register: Match,
    /// Whether it is about the same amount.
    pub amount: Match,
}
