//! `TransReport`: the batch report of one application, in its two forms.

use core::fmt;

use crate::decode::{Options, Policy};
use crate::error::ErrorKind;
use crate::message::{DebugList, Entries, Fields, List, Many, Shape, Slots, Source};
use crate::syntax::xml::Reader;
use crate::table::{message, pairs_view};
use crate::value::{Amount, Text, Value};

/// The report of one application (SPIn specification, "Batch Report Request").
///
/// A summary is a list of entries; a daily report is made of elements. [`daily`](Self::daily) tells which it is.
#[derive(Clone, Copy)]
pub struct TransReport<'a> {
    list: List<'a>,
}

impl<'a> TransReport<'a> {
    /// The report as a summary: the totals of each transaction type. No entry of it is known where it is a daily report.
    #[must_use]
    pub const fn summary(&self) -> SummaryReport<'a> {
        SummaryReport { list: self.list }
    }

    /// The report as a daily one: every transaction. `None` where it is a summary.
    #[must_use]
    pub fn daily(&self) -> Option<DailyReport<'a>> {
        DailyReport::read(self.list.text().raw())
    }
}

impl<'a> Value<'a> for TransReport<'a> {
    const SHAPE: Shape =
        Shape::PairsOrElements { pairs: SummaryReport::FIELDS, elements: DailyReport::FIELDS };

    fn from_text(text: Text<'a>) -> Self {
        Self { list: List::new(text) }
    }

    fn text(&self) -> Text<'a> {
        self.list.text()
    }
}

impl fmt::Debug for TransReport<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.daily() {
            Some(daily) => daily.fmt(f),
            None => self.summary().fmt(f),
        }
    }
}

/// A [`TransReport`] with the totals of each transaction type. Amounts are decimal dollars.
#[derive(Clone, Copy)]
pub struct SummaryReport<'a> {
    list: List<'a>,
}

impl<'a> SummaryReport<'a> {
    /// All entries, in order.
    #[must_use]
    pub fn entries(&self) -> Entries<'a> {
        self.list.entries()
    }

    /// The first value under exactly this key.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<Text<'a>> {
        self.list.find(key)
    }
}

/// Prints the documented keys.
impl fmt::Debug for SummaryReport<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        DebugList(self.list, Self::FIELDS).fmt(f)
    }
}

mod summary {
    use super::*;

    pairs_view! {
        impl SummaryReport<'a> {
            /// application: DvPayLiteCredit, DvPayLiteCashAlter.
            "App" => app: Text<'a>,
            /// total of the sales.
            "SaleAmt" => sales: Amount<'a>,
            /// number of transactions.
            "TrnsCnt" => transaction_count: Text<'a>,
            /// total of the returns.
            "ReturnAmt" => returns: Amount<'a>,
            /// total of the voids.
            "VoidAmt" => voids: Amount<'a>,
            /// total of the authorizations.
            "AuthAmt" => authorizations: Amount<'a>,
            /// total of the captures, which the terminal calls tickets.
            "TicketAmt" => captures: Amount<'a>,
            /// total of the reversals.
            "ReversalAmt" => reversals: Amount<'a>,
            /// total of the cash advances.
            "CashAdvanceAmt" => cash_advances: Amount<'a>,
            /// total of all.
            "TotalAmt" => total_amount: Amount<'a>,
        }
    }
}

message! {
    /// A [`TransReport`] with every transaction.
    pub struct DailyReport<'a>, builder DailyReportBuilder {
        /// application: DvPayLiteCredit, DvPayLiteCashAlter.
        "App" => app: Option<Text<'a>>,
        /// number of transactions.
        "Total" => transaction_count: Option<Text<'a>>,
        /// total of all, in decimal dollars.
        "TotalAmt" => total_amount: Option<Amount<'a>>,
        /// a transaction.
        "Trans" => transactions: Many<'a, Transaction<'a>>,
    }
}

impl<'a> DailyReport<'a> {
    /// The report in `content`, which was checked before; `None` where no element stands in it.
    fn read(content: &'a str) -> Option<Self> {
        let options = Options::new(Policy::Tolerant);
        [false, true].into_iter().filter(|_| content.as_bytes().contains(&b'<')).find_map(|repair| {
            let source = Source {
                text: content,
                content: (0..content.len()).into(),
                names: &NAMES,
                repair,
                wrapped: false,
            };
            let mut slots = Slots::EMPTY;
            match slots.fill(&mut Reader::within(content, 0, repair), &NAMES, &FIELDS, &options) {
                // The content of an element ends without an end tag.
                Err(error) if error.kind() != ErrorKind::UnexpectedEnd => None,
                _ => Some(Self { source, slots }),
            }
        })
    }

    /// All elements as they came, unknown ones among them; their offsets are counted from the start of the report.
    #[must_use]
    pub fn fields(&self) -> Fields<'a> {
        Fields::new(self.source, &FIELDS)
    }
}

impl fmt::Debug for DailyReport<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DailyReport")
            .field("app", &self.app())
            .field("transaction_count", &self.transaction_count())
            .field("total_amount", &self.total_amount())
            .field("transactions", &self.transactions())
            .finish()
    }
}

/// A transaction of a [`DailyReport`].
#[derive(Clone, Copy)]
pub struct Transaction<'a> {
    list: List<'a>,
}

impl<'a> Transaction<'a> {
    /// All entries, in order.
    #[must_use]
    pub fn entries(&self) -> Entries<'a> {
        self.list.entries()
    }
}

impl<'a> Value<'a> for Transaction<'a> {
    const SHAPE: Shape = Shape::Pairs(Transaction::FIELDS);

    fn from_text(text: Text<'a>) -> Self {
        Self { list: List::new(text) }
    }

    fn text(&self) -> Text<'a> {
        self.list.text()
    }
}

impl fmt::Debug for Transaction<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        DebugList(self.list, Self::FIELDS).fmt(f)
    }
}

mod transaction {
    use super::*;

    pairs_view! {
        impl Transaction<'a> {
            /// number in the batch.
            "NUM" => number: Text<'a>,
            /// SALE, REFUND, CASH.
            "TransType" => transaction_type: Text<'a>,
            /// amount in decimal dollars.
            "Amt" => amount: Amount<'a>,
        }
    }
}
