//! An answer held against the request that it answers.

use crate::outcome::{Advice, Outcome, Verdict};
use crate::spin::request::{Ask, Question};
use crate::spin::{KnownTransType, Response};
use crate::value::Text;

const CONFLICT: Verdict = Verdict::new(Outcome::Conflict, Advice::AskStatus);

impl Response<'_> {
    /// What the answer says of `request`: see [`verdict_for`](Self::verdict_for).
    #[must_use]
    pub fn outcome_for(&self, request: &impl Ask) -> Outcome {
        self.verdict_for(request).outcome
    }

    /// What the answer says of `request` and what to do next: [`verdict`](Self::verdict), held against what was asked.
    ///
    /// The rows are tried from the top; the first that holds decides.
    ///
    /// | the verdict is | and | outcome | advice |
    /// |---|---|---|---|
    /// | something was done or approved | the reference differs | `Conflict` | `AskStatus` |
    /// | another final one | the reference differs | the same | `AskStatus` |
    /// | `Succeeded`, approved | the answer's `TransType` is of another kind than the one asked for: a void, settlement or report for a payment | `Conflict` | `AskStatus` |
    /// | approved | the request authorizes nothing: void, capture, tip adjustment, settlement, report | `Succeeded` | `Final` |
    /// | `Approved`, `Succeeded` | a sale, authorization or return was asked for, and `ExtData` has amounts, all below the one asked for | `PartiallyApproved` | `Final` |
    /// | otherwise | | the same | the same |
    ///
    /// A status that finds an approved sale says [`Approved`](Outcome::Approved) of that sale. What it says of a void or another follow-up whose
    /// answer was lost is told by [`status_verdict_for`](Self::status_verdict_for).
    ///
    /// ```
    /// use tillwire::{Decode, Dollars, Outcome, spin::{PaymentType, Response, Terminal, Void}};
    ///
    /// let void = Void::new(&Terminal::without_key("3")?, PaymentType::CREDIT, "3", Dollars::from_cents(1100))?;
    /// let answer = b"<response><RefId>2</RefId><ResultCode>0</ResultCode><Message>Success</Message></response>";
    /// let response = Response::decode(answer).unwrap();
    /// assert_eq!(response.outcome(), Outcome::Succeeded);
    /// assert_eq!(response.outcome_for(&void), Outcome::Conflict); // it answers another request
    /// # Ok::<(), tillwire::RuleError>(())
    /// ```
    #[must_use]
    pub fn verdict_for(&self, request: &impl Ask) -> Verdict {
        let verdict = self.verdict();
        let question = request.question();
        if differs(question.reference, self.ref_id()) {
            return match verdict {
                _ if is_good(verdict.outcome) => CONFLICT,
                Verdict { outcome, advice: Advice::Final } => Verdict::new(outcome, Advice::AskStatus),
                other => other,
            };
        }
        let Some(operation) = question.operation else { return verdict };
        let pays = matches!(
            operation.known(),
            Some(
                KnownTransType::Sale
                    | KnownTransType::Return
                    | KnownTransType::Auth
                    | KnownTransType::CashAdvance
                    | KnownTransType::Redeem
                    | KnownTransType::ReferentialSale
            )
        );
        let asks_status = operation.known() == Some(KnownTransType::Status);
        let authorizes = operation.authorizes() && !operation.is_void();
        let of_other = self.trans_type().is_some_and(|done| done.is_void() || done.is_operation());
        match verdict.outcome {
            outcome if pays && is_good(outcome) && of_other => CONFLICT,
            Outcome::Approved | Outcome::ApprovedOffline if !authorizes && !asks_status => {
                Verdict::new(Outcome::Succeeded, Advice::Final)
            }
            Outcome::Approved | Outcome::Succeeded if pays && self.is_below(&question) => {
                Verdict::new(Outcome::PartiallyApproved, Advice::Final)
            }
            _ => verdict,
        }
    }

    /// What this answer to a [`Status`](crate::spin::Status) says of `original`, the request whose own answer was lost.
    ///
    /// | `original` is | the status finds | verdict |
    /// |---|---|---|
    /// | a void | a voided transaction | `Succeeded`, `Final` |
    /// | a void | a transaction that stands | `Failed`, `RepeatSameReference`: the void did not happen |
    /// | a capture or tip adjustment | a transaction that stands | `Unknown`, `AskStatus`: the status does not tell; look at its amounts |
    /// | another | | as [`verdict_for`](Self::verdict_for) |
    #[must_use]
    pub fn status_verdict_for(&self, original: &impl Ask) -> Verdict {
        use KnownTransType::{Capture, Ticket, TipAdjust};
        let question = original.question();
        let found = self.verdict();
        let Some(operation) = question.operation else { return found };
        if differs(question.reference, self.ref_id()) {
            return self.verdict_for(original);
        }
        let stands = matches!(
            found.outcome,
            Outcome::Approved | Outcome::ApprovedOffline | Outcome::PartiallyApproved
        );
        match operation.known() {
            _ if operation.is_void() => match found.outcome {
                Outcome::Voided => Verdict::new(Outcome::Succeeded, Advice::Final),
                _ if stands => Verdict::new(Outcome::Failed, Advice::RepeatSameReference),
                _ => found,
            },
            Some(Capture | Ticket | TipAdjust) if stands => Verdict::new(Outcome::Unknown, Advice::AskStatus),
            Some(Capture | Ticket | TipAdjust) => found,
            _ if found.outcome == Outcome::Voided => found,
            _ => self.verdict_for(original),
        }
    }

    /// Whether there are amounts in the answer, and all are below the one asked for. `TotalAmt` holds tip and taxes, `Amount` may be the
    /// base of it: the greatest is compared.
    fn is_below(&self, question: &Question<'_>) -> bool {
        let Some(Ok(asked)) = question.amount.map(|amount| amount.cents()) else { return false };
        let Some(ext_data) = self.ext_data().first() else { return false };
        let amounts = [ext_data.amount(), ext_data.base_amount(), ext_data.total_amount()];
        let greatest = amounts.into_iter().flatten().filter_map(|amount| amount.cents().ok()).max();
        greatest.is_some_and(|greatest| greatest < asked)
    }
}

fn differs(asked: Option<Text<'_>>, answered: Option<Text<'_>>) -> bool {
    matches!((asked, answered), (Some(asked), Some(answered)) if asked != answered)
}

/// Whether something was done or approved.
const fn is_good(outcome: Outcome) -> bool {
    matches!(
        outcome,
        Outcome::Approved
            | Outcome::ApprovedOffline
            | Outcome::PartiallyApproved
            | Outcome::Succeeded
            | Outcome::Voided
    )
}
