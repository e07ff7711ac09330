//! The codes of requests.

use crate::message::{Given, Held, Limit};
use crate::rule::Rule;
use crate::spin::{PaymentType, TransType};
use crate::value::codes;

codes! {
    /// `PrintReceipt` and `GetReceipt`: which copies. Compared without regard to case: the field sends `both`.
    pub struct PrintReceipt, known as KnownPrintReceipt, compared Ignored {
        /// None.
        NO = No "No";
        /// The merchant's.
        MERCHANT = Merchant "Merchant";
        /// The customer's.
        CUSTOMER = Customer "Customer";
        /// Both.
        BOTH = Both "Both";
    }

    /// `SigCapture`: whether the customer is to sign. Compared without regard to case.
    pub struct SigCapture, known as KnownSigCapture, compared Ignored {
        /// The terminal asks for a signature, if it can. What a request without the field means.
        YES = Yes "Yes";
        /// It does not.
        NO = No "No";
    }

    /// `Param` of a settlement: how the batch is closed.
    pub struct SettleParam, known as KnownSettleParam, compared Ignored {
        /// Normal closing.
        CLOSE = Close "Close";
        /// Force the totals of the batch.
        FORCE = Force "Force";
    }

    /// `ReportType`: what is reported of the open batch.
    pub struct ReportType, known as KnownReportType, compared Ignored {
        /// The totals of each transaction type.
        SUMMARY = Summary "Summary";
        /// Every transaction.
        DAILY = Daily "Daily";
    }

    /// `Frequency`. The only value ever seen.
    pub struct Frequency, known as KnownFrequency, compared Ignored {
        /// A payment that happens once.
        ONE_TIME = OneTime "OneTime";
    }
}

/// Setters take known codes, in the spelling of the table.
macro_rules! given {
    ($($code:ident)+) => {$(
        impl<'a> Given<'a> for $code<'a> {
            fn held(self, limit: Limit) -> Result<Held<'a>, Rule> {
                let known = self.known().ok_or(Rule::UnknownCode)?;
                known.as_str().held(limit)
            }
        }
    )+};
}
given! { PrintReceipt SigCapture SettleParam ReportType Frequency PaymentType TransType }
