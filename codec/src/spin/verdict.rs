//! How an answer becomes a verdict.
//!
//! The rows of [`Response::verdict`] are tried from the top; the first that holds decides. Texts are compared after all
//! decodings, without blanks around them and in any case, with the closed list [`TEXTS`]; a text that is not on it says nothing.

use crate::outcome::{Advice, Answers, Asked, Match, Outcome, Verdict};
use crate::value::{Amount, Text, Value};

use super::{ExtData, Response};

/// What a text of the terminal or proxy says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Says {
    Approved,
    ApprovedOffline,
    Success,
    Partial,
    Declined,
    Cancelled,
    TimedOut,
    NotFound,
    NoOpenBatch,
    Duplicate,
    Busy,
    NoRoute,
    NotConnected,
    InUse,
    Malformed,
    LinkLost,
    Failure,
    /// A reason of the terminal or proxy that has no row of its own.
    Trouble,
    Nothing,
}

impl Says {
    const fn is_positive(self) -> bool {
        matches!(self, Self::Approved | Self::ApprovedOffline | Self::Success | Self::Partial)
    }

    const fn is_negative(self) -> bool {
        !self.is_positive() && !matches!(self, Self::Nothing)
    }
}

/// A text of the list, in lower case; `*` at its end stands for anything.
///
/// From the samples and the Message tables of every section of the SPIn specification, its chapter on the transaction request ("Service
/// busy", "Terminal in use"), its chapter on the operation timeout, Appendix B with its description cells, and the texts that the
/// vendor's JSON twin maps to numbers (1000-2301), which the XML carries as they are.
pub(crate) static TEXTS: &[(&str, Says)] = &[
    ("approved offline*", Says::ApprovedOffline),
    ("approved*", Says::Approved),
    ("approval*", Says::Approved),
    ("success", Says::Success),
    ("partial approval*", Says::Partial),
    ("partially approved*", Says::Partial),
    ("decline*", Says::Declined),
    ("not approved*", Says::Declined),
    ("canceled*", Says::Cancelled),
    ("cancelled*", Says::Cancelled),
    ("cancel", Says::Cancelled),
    ("transaction canceled*", Says::Cancelled),
    ("transaction cancelled*", Says::Cancelled),
    ("transaction timeout*", Says::TimedOut),
    ("transaction timed out*", Says::TimedOut),
    ("the operation has timed out*", Says::TimedOut),
    ("operations timed out*", Says::TimedOut),
    ("operation timed out*", Says::TimedOut),
    ("timeout*", Says::TimedOut),
    ("timed out*", Says::TimedOut),
    ("time out*", Says::TimedOut),
    ("transaction not found*", Says::NotFound),
    ("not found", Says::NotFound),
    ("no open batch", Says::NoOpenBatch),
    ("duplicate reference id", Says::Duplicate),
    ("duplicate referenceid", Says::Duplicate),
    ("duplicated reference id", Says::Duplicate),
    ("duplicated referenceid", Says::Duplicate),
    ("invalid reference id", Says::Duplicate),
    ("invalid referenceid", Says::Duplicate),
    ("service busy", Says::Busy),
    ("terminal busy", Says::Busy),
    ("route not found", Says::NoRoute),
    ("active route not found", Says::NoRoute),
    ("register not found", Says::NoRoute),
    ("active authkey not found", Says::NoRoute),
    ("terminal not connected to spin proxy server", Says::NotConnected),
    ("terminal not connected", Says::NotConnected),
    ("terminal not available", Says::NotConnected),
    ("terminal in use", Says::InUse),
    ("this terminal handles a different query", Says::InUse),
    ("not pars request*", Says::Malformed),
    ("invalid xml document", Says::Malformed),
    ("invalid xml*", Says::Malformed),
    ("invalid request data", Says::Malformed),
    ("callback url missing", Says::Malformed),
    ("missing *", Says::Malformed),
    ("format error", Says::Malformed),
    ("bad request", Says::Malformed),
    ("reconnected", Says::LinkLost),
    ("communication error", Says::LinkLost),
    ("terminal was disconnected", Says::LinkLost),
    ("failure", Says::Failure),
    ("failed", Says::Failure),
    ("error", Says::Failure),
    ("no paper", Says::Failure),
    ("there is no transaction in th*", Says::Failure),
    ("not implemented", Says::Trouble),
    ("not supported", Says::Trouble),
    ("this feature is not supported", Says::Trouble),
    ("not allowed", Says::Trouble),
    ("low battery", Says::Trouble),
    ("internal error", Says::Trouble),
    ("internal exception", Says::Trouble),
    ("wrong payment or transaction type", Says::Trouble),
    ("authentication failed", Says::Trouble),
    ("payment type mismatch", Says::Trouble),
    ("incorrect merchant id", Says::Trouble),
    ("pinpad error", Says::Trouble),
    ("no debit keys", Says::Trouble),
    ("pending snf", Says::Trouble),
    ("untipped", Says::Trouble),
    ("open tab", Says::Trouble),
    ("kms failed", Says::Trouble),
    ("missing payment app", Says::Trouble),
    ("signature not captured", Says::Trouble),
    ("no processing request", Says::Trouble),
];

/// What `text` says, after its decodings.
pub(crate) fn says(text: Option<Text<'_>>) -> Says {
    let Some(text) = text else { return Says::Nothing };
    let mut chars = text.percent_decoded().chars().skip_while(char::is_ascii_whitespace);
    // No text of the list is longer, and none holds a character that is not ASCII.
    let mut buffer = [0; 64];
    let mut len = 0_usize;
    for (place, c) in buffer.iter_mut().zip(&mut chars) {
        *place = u8::try_from(c.to_ascii_lowercase()).unwrap_or(u8::MAX);
        len = len.saturating_add(1);
    }
    let start = buffer.get(..len).unwrap_or_default();
    // Blanks at the end do not count, however many there are.
    let whole = chars.all(|c| c.is_ascii_whitespace()).then(|| start.trim_ascii_end());
    let listed = |entry: &&(&str, Says)| match entry.0.strip_suffix('*') {
        Some(prefix) => start.starts_with(prefix.as_bytes()),
        None => whole == Some(entry.0.as_bytes()),
    };
    TEXTS.iter().find(listed).map_or(Says::Nothing, |entry| entry.1)
}

/// What an amount or flag of a partial approval says: nothing, yes or no; `Err` for what cannot be read.
type Partial = Result<bool, ()>;

fn cents(amount: Option<Amount<'_>>) -> Result<Option<i64>, ()> {
    match amount {
        Some(amount) if !amount.text().trimmed().is_empty() => amount.cents().map(Some).map_err(|_| ()),
        _ => Ok(None),
    }
}

fn is_partial(ext_data: &ExtData<'_>) -> Partial {
    let flagged = match ext_data.is_partial_approval() {
        Some(flag) if !flag.text().trimmed().is_empty() => flag.is_true().ok_or(())?,
        _ => false,
    };
    let due = cents(ext_data.due_amount())?.is_some_and(|due| due > 0);
    let below = match (cents(ext_data.approved_amount())?, compared_amount(ext_data)) {
        (Some(approved), Some(amount)) => approved < amount.cents().map_err(|_| ())?,
        _ => false,
    };
    Ok(flagged || due || below)
}

/// `Amount`, else `BaseAmount`, else `TotalAmt`; one that is empty counts as absent.
fn compared_amount<'a>(ext_data: &ExtData<'a>) -> Option<Amount<'a>> {
    let amounts = [ext_data.amount(), ext_data.base_amount(), ext_data.total_amount()];
    amounts.into_iter().flatten().find(|amount| !amount.text().is_empty())
}

impl Response<'_> {
    /// What the answer says: see [`verdict`](Self::verdict).
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.verdict().outcome
    }

    /// What to do next: see [`verdict`](Self::verdict).
    #[must_use]
    pub fn advice(&self) -> Advice {
        self.verdict().advice
    }

    /// What the answer says and what to do next, from the message alone.
    ///
    /// The rows are tried from the top; the first that holds decides. "Negative" and "positive" are texts of a closed list,
    /// compared after all decodings, trimmed, in any case. `RespMSG` outranks `Message`.
    ///
    /// | `ResultCode` | and | outcome | advice |
    /// |---|---|---|---|
    /// | any | a deciding field was repaired, or came again with another value | `Conflict` | `AskStatus` |
    /// | `0` | a negative text in `Message` or `RespMSG`, or a filled `declineReason` | `Conflict` | `AskStatus` |
    /// | `0` | `Voided` true, and no void was asked for | `Voided` | `Final` |
    /// | `0` | `isPartialApprovalTxn` true, `approvedAmnt` below `Amount`, or `dueAmnt` above zero | `PartiallyApproved` | `Final` |
    /// | `0` | `Voided` or a field of a partial approval cannot be read, or only a text says that it is partial | `Conflict` | `AskStatus` |
    /// | `0` | `TransType` begins with Void, or is Capture, Ticket, TipAdjust, Settle, Report | `Succeeded` | `Final` |
    /// | `0` | `RespMSG` approved offline | `ApprovedOffline` | `Final` |
    /// | `0` | `Message` or `RespMSG` begins with approved or approval | `Approved` | `Final` |
    /// | `0` | otherwise | `Succeeded` | `Final` |
    /// | `1` | a positive text | `Conflict` | `AskStatus` |
    /// | `1` | a time-out | `Unknown` | `AskStatus` |
    /// | `1` | not found | `NotFound` | `Final` |
    /// | `1` | duplicate or invalid reference | `Duplicate` | `AskStatus` |
    /// | `1` | busy | `NotDelivered` | `Wait` |
    /// | `1` | a report, printout, user input or settlement | `Failed` | `Final` |
    /// | `1` | declined | `Declined` | `Final` |
    /// | `1` | cancelled | `Cancelled` | `Final` |
    /// | `1` | otherwise | `Declined` | `AskStatus` |
    /// | `2` | no route, register or key | `NotDelivered` | `FixRequest` |
    /// | `2` | terminal not connected or not available | `NotDelivered` | `RepeatSameReference` |
    /// | `2` | terminal in use | `NotDelivered` | `Wait` |
    /// | `2` | the request cannot be parsed, or lacks something | `Refused` | `FixRequest` |
    /// | `2` | otherwise, time-outs among it | `Unknown` | `AskStatus` |
    /// | absent | `Message` failure, error, no paper | `Failed` | `Final` |
    /// | absent | `Message` cancel | `Cancelled` | `Final` |
    /// | absent | `Message` success, or a `UserChoice` or `UserInput` | `NotPayment` | `Final` |
    /// | absent | `No open batch` | `NotFound` | `Final` |
    /// | absent | otherwise | `Unknown` | `AskStatus` |
    /// | another | | `Unknown` | `AskStatus` |
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        if self.has_conflict() {
            return Verdict::new(Outcome::Conflict, Advice::AskStatus);
        }
        let message = says(self.message());
        let resp_msg = says(self.resp_msg());
        let text = if resp_msg == Says::Nothing { message } else { resp_msg };
        let code = self.result_code().map(|code| code.text());
        let is = |known: &str| code.is_some_and(|code| code == known);
        let (outcome, advice) = match code {
            None => self.without_code(message, text),
            _ if is("0") => self.succeeded(message, resp_msg),
            _ if is("1") => self.failed(message, resp_msg, text),
            _ if is("2") => Self::not_taken(text),
            Some(_) => (Outcome::Unknown, Advice::AskStatus),
        };
        Verdict::new(outcome, advice)
    }

    fn succeeded(&self, message: Says, resp_msg: Says) -> (Outcome, Advice) {
        const CONFLICT: (Outcome, Advice) = (Outcome::Conflict, Advice::AskStatus);
        let reason = |ext_data: ExtData<'_>| {
            ext_data.decline_reason().is_some_and(|reason| !reason.trimmed().is_empty())
        };
        if message.is_negative() || resp_msg.is_negative() || self.ext_data().any(reason) {
            return CONFLICT;
        }
        let is_void = self.trans_type().is_some_and(|trans_type| trans_type.is_void());
        match self.voided().map(|voided| (voided.is_true(), voided.text().is_empty())) {
            Some((Some(true), _)) if !is_void => return (Outcome::Voided, Advice::Final),
            Some((None, false)) => return CONFLICT,
            _ => {}
        }
        let mut partial = self.ext_data().map(|ext_data| is_partial(&ext_data));
        match partial.find(|partial| *partial != Ok(false)) {
            Some(Ok(_)) => return (Outcome::PartiallyApproved, Advice::Final),
            Some(Err(())) => return CONFLICT,
            // A text that limits what the fields say in full.
            None if message == Says::Partial || resp_msg == Says::Partial => return CONFLICT,
            None => {}
        }
        let is_payment = !is_void && self.trans_type().is_none_or(|trans_type| trans_type.authorizes());
        let outcome = match (message, resp_msg) {
            _ if !is_payment => Outcome::Succeeded,
            (_, Says::ApprovedOffline) => Outcome::ApprovedOffline,
            (Says::Approved | Says::ApprovedOffline, _) | (_, Says::Approved) => Outcome::Approved,
            _ => Outcome::Succeeded,
        };
        (outcome, Advice::Final)
    }

    fn failed(&self, message: Says, resp_msg: Says, text: Says) -> (Outcome, Advice) {
        let operation = self.user_input().is_some()
            || self.user_choice().is_some()
            || !self.trans_report().is_empty()
            || self.ext_data().first().is_some_and(|ext_data| ext_data.app().is_some())
            || self.trans_type().is_some_and(|trans_type| trans_type.is_operation());
        match text {
            _ if message.is_positive() || resp_msg.is_positive() => (Outcome::Conflict, Advice::AskStatus),
            Says::TimedOut => (Outcome::Unknown, Advice::AskStatus),
            Says::NotFound => (Outcome::NotFound, Advice::Final),
            Says::Duplicate => (Outcome::Duplicate, Advice::AskStatus),
            Says::Busy => (Outcome::NotDelivered, Advice::Wait),
            _ if operation => (Outcome::Failed, Advice::Final),
            Says::Declined => (Outcome::Declined, Advice::Final),
            Says::Cancelled => (Outcome::Cancelled, Advice::Final),
            _ => (Outcome::Declined, Advice::AskStatus),
        }
    }

    const fn not_taken(text: Says) -> (Outcome, Advice) {
        match text {
            Says::NoRoute => (Outcome::NotDelivered, Advice::FixRequest),
            Says::NotConnected => (Outcome::NotDelivered, Advice::RepeatSameReference),
            Says::InUse => (Outcome::NotDelivered, Advice::Wait),
            Says::Malformed => (Outcome::Refused, Advice::FixRequest),
            _ => (Outcome::Unknown, Advice::AskStatus),
        }
    }

    fn without_code(&self, message: Says, text: Says) -> (Outcome, Advice) {
        let value = self.user_choice().is_some() || self.user_input().is_some();
        match message {
            Says::Failure => (Outcome::Failed, Advice::Final),
            Says::Cancelled => (Outcome::Cancelled, Advice::Final),
            Says::Success => (Outcome::NotPayment, Advice::Final),
            _ if value => (Outcome::NotPayment, Advice::Final),
            _ if text == Says::NoOpenBatch => (Outcome::NotFound, Advice::Final),
            _ => (Outcome::Unknown, Advice::AskStatus),
        }
    }

    /// Holds the answer against what was asked.
    ///
    /// The reference is `RefId`. The register is `RegisterId` or `TPN`: one that is the same is enough. The amount is that of the
    /// first `ExtData`: `Amount`, else `BaseAmount`, else `TotalAmt` (which tip and taxes are part of: an answer with `Amount=10.00`
    /// and `TotalAmt=17.00` is about 10.00); one that cannot be read differs.
    ///
    /// An approval whose reference differs is not yours: a late answer to an earlier request, most likely.
    #[must_use]
    pub fn answers(&self, asked: &Asked<'_>) -> Answers {
        let compare = |asked: Option<&str>, answered: Option<Text<'_>>| match (asked, answered) {
            (Some(asked), Some(answered)) if answered == asked => Match::Same,
            (Some(_), Some(_)) => Match::Differs,
            _ => Match::Absent,
        };
        let register =
            match (compare(asked.register, self.register_id()), compare(asked.register, self.tpn())) {
                (Match::Same, _) | (_, Match::Same) => Match::Same,
                (Match::Differs, _) | (_, Match::Differs) => Match::Differs,
                _ => Match::Absent,
            };
        let amount = self.ext_data().first().and_then(|ext_data| compared_amount(&ext_data));
        let amount = match (asked.amount, amount.map(|amount| amount.cents())) {
            (Some(asked), Some(Ok(amount))) if amount == asked => Match::Same,
            (Some(_), Some(_)) => Match::Differs,
            _ => Match::Absent,
        };
        Answers { reference: compare(asked.reference, self.ref_id()), register, amount }
    }
}
