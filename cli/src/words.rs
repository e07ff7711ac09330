//! The verdict in the words of someone who stands at a till at night.

use tillwire::{Advice, Outcome, Verdict};

/// What to do next.
pub(crate) fn next(advice: Advice) -> String {
    match advice {
        Advice::Final => "nothing: this answer is final".to_owned(),
        other => other.to_string(),
    }
}

/// Whether charging again is safe, after an answer to a charge or, where `on_earlier`, to something done with an earlier one.
pub(crate) const fn charge_again(verdict: Verdict, on_earlier: bool) -> &'static str {
    match (verdict.outcome, verdict.advice) {
        (Outcome::Duplicate, _) => "no: the reference was used before, the earlier payment may stand",
        (_, Advice::AskStatus) => "no, not before the status is known",
        (Outcome::Approved, _) => "no: it went through",
        (Outcome::ApprovedOffline, _) => "no: the terminal took it and tells the host later",
        (Outcome::PartiallyApproved, _) => "only the rest: a part of it went through",
        (Outcome::Succeeded, _) => "no: what was asked for was done",
        (Outcome::Voided, _) => "yes, as a new sale: this one was taken back",
        (Outcome::Declined | Outcome::Cancelled, Advice::Final) if on_earlier => {
            "this was no charge: the earlier payment stands as it was"
        }
        (Outcome::Declined | Outcome::Cancelled, Advice::Final) => "yes: nothing was charged by this request",
        (Outcome::NotFound, Advice::Final) => "safe with the same reference: nothing is registered under it",
        (Outcome::NotDelivered, Advice::RepeatSameReference) => "yes, with the same reference",
        (Outcome::NotPayment, Advice::Wait) => "no, not while a transaction is in progress",
        (_, Advice::Wait) => "not now; if a request of yours is pending there, ask for its status first",
        (_, Advice::RepeatSameReference) => "only with the same reference",
        (_, Advice::FixRequest) => "not before that is corrected",
        (Outcome::Failed | Outcome::NotPayment, Advice::Final) => "this is not about a payment",
        _ => "no, not before the status is known",
    }
}

/// How a verdict looks from afar.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mood {
    Good,
    Bad,
    /// Money may be lost or taken twice.
    Dangerous,
    Neutral,
}

pub(crate) const fn mood(verdict: Verdict) -> Mood {
    match (verdict.outcome, verdict.advice) {
        (_, Advice::AskStatus) | (Outcome::Unknown | Outcome::Conflict | Outcome::Duplicate, _) => {
            Mood::Dangerous
        }
        (Outcome::Approved | Outcome::ApprovedOffline | Outcome::Succeeded, _) => Mood::Good,
        (Outcome::NotPayment | Outcome::Voided, _) => Mood::Neutral,
        _ => Mood::Bad,
    }
}
