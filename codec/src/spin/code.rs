//! The codes of SPIn.
//!
//! Sources: the SPIn specification, and what libraries and tills in the field send and read.

use crate::value::codes;

codes! {
    /// `ResultCode` of an answer (SPIn specification, "Response Fields Definitions"). Compared byte for byte; it may be absent,
    /// and only [`OK`](Self::OK) can be an approval. `ResultCode` in the `ExtData` of a settlement is a [`SettleCode`].
    ///
    /// ```
    /// use tillwire::spin::{KnownResultCode, ResultCode};
    /// assert_eq!(ResultCode::new("0").known(), Some(KnownResultCode::Ok));
    /// assert_eq!(ResultCode::new("000").known(), None);
    /// ```
    pub struct ResultCode, known as KnownResultCode, compared Exact {
        /// Approved, succeeded.
        OK = Ok "0";
        /// Declined, or failed for a reason that the terminal gives.
        TERMINAL = Terminal "1";
        /// Failed for a reason that the SPIn proxy gives (SPIn specification, "Appendix B").
        PROXY = Proxy "2";
    }

    /// `PaymentType`: how is paid. Compared without regard to case: `debit` is seen in the field.
    ///
    /// The answer may name another than the request: the terminal switches between credit and debit, and replaces
    /// [`USER_CHOICE`](Self::USER_CHOICE) by what was chosen (SPIn specification, "Request Fields Definition").
    ///
    /// ```
    /// use tillwire::spin::{KnownPaymentType, PaymentType};
    /// assert_eq!(PaymentType::new("debit"), PaymentType::DEBIT);
    /// assert_eq!(PaymentType::new("debit").known(), Some(KnownPaymentType::Debit));
    /// assert_eq!(PaymentType::new("Barter").to_string(), "Barter"); // not known, and kept
    /// ```
    pub struct PaymentType, known as KnownPaymentType, compared Ignored {
        /// Credit card (SPIn specification).
        CREDIT = Credit "Credit";
        /// Debit card (SPIn specification).
        DEBIT = Debit "Debit";
        /// Electronic benefits, of either kind (SPIn specification; its list of transactions has `EBT_Food` and
        /// `EBT_Cash`).
        EBT = Ebt "EBT";
        /// Electronic benefits, food stamps (SPIn specification).
        EBT_FOOD = EbtFood "EBT_Food";
        /// Electronic benefits, cash (SPIn specification).
        EBT_CASH = EbtCash "EBT_Cash";
        /// Gift card (SPIn specification).
        GIFT = Gift "Gift";
        /// Loyalty card; amounts may be points (SPIn specification, "Void Transaction Request").
        LOYALTY = Loyalty "Loyalty";
        /// Check (SPIn specification, "Void Transaction Request").
        CHECK = Check "Check";
        /// Cash (seen in the field).
        CASH = Cash "Cash";
        /// Prepaid card (seen in the field).
        PREPAID = Prepaid "Prepaid";
        /// Pay at the table; the reference need not be unique (SPIn specification names it at `RefId`).
        TABLE = Table "Table";
        /// Credit or debit, as the terminal decides (seen in the field).
        CARD = Card "Card";
        /// The customer chooses; the answer names what was chosen (SPIn specification).
        USER_CHOICE = UserChoice "userChoice";
    }

    /// `TransType`: what is to be done, or was done.
    ///
    /// Compared without regard to case: the `Trans` lines of a daily report write `SALE` (SPIn specification, "Daily Report").
    /// The answer may name another than the request: a [`VOID`](Self::VOID) is answered by [`VOID_SALE`](Self::VOID_SALE).
    ///
    /// ```
    /// use tillwire::spin::{KnownTransType, TransType};
    /// assert_eq!(TransType::new("SALE").known(), Some(KnownTransType::Sale));
    /// ```
    pub struct TransType, known as KnownTransType, compared Ignored {
        /// Payment (SPIn specification).
        SALE = Sale "Sale";
        /// Money back to the customer (SPIn specification).
        RETURN = Return "Return";
        /// Cancels an earlier transaction of the open batch (SPIn specification, "Void Transaction Request").
        VOID = Void "Void";
        /// A void of a sale, in answers (seen in the field).
        VOID_SALE = VoidSale "Void Sale";
        /// Holds an amount for a later capture (SPIn specification).
        AUTH = Auth "Auth";
        /// Another name of `Auth` (seen in the field, one source).
        PRE_AUTH = PreAuth "Pre-Auth";
        /// Takes the amount that was held (SPIn specification, "Capture/Ticket Request").
        CAPTURE = Capture "Capture";
        /// Another name of `Capture` (seen in the field; totals in reports are called so too).
        TICKET = Ticket "Ticket";
        /// Adds a tip to an earlier transaction (SPIn specification, "Tip Adjustment Request").
        TIP_ADJUST = TipAdjust "TipAdjust";
        /// Cash paid out on a credit card, with some processors only (SPIn specification).
        CASH_ADVANCE = CashAdvance "CashAdvance";
        /// Takes back an earlier transaction, with `ReversalType` (seen in the field).
        REVERSAL = Reversal "Reversal";
        /// A sale with the token of an earlier one (seen in the field).
        REFERENTIAL_SALE = ReferentialSale "ReferentialSale";
        /// Named by one source in the field, which does not say what it does.
        FORWARD = Forward "Forward";
        /// Verification of a check (SPIn specification).
        VERIFICATION = Verification "Verification";
        /// Conversion of a check (SPIn specification).
        CONVERSION = Conversion "Conversion";
        /// Balance of a benefits card (seen in the field).
        BALANCE = Balance "Balance";
        /// Puts a gift or loyalty card into use (SPIn specification).
        ACTIVATE = Activate "Activate";
        /// Another spelling of `Activate` (seen in the field, one library).
        ACTIVE = Active "Active";
        /// Balance of a gift or loyalty card (SPIn specification).
        INQUIRE = Inquire "Inquire";
        /// Payment by gift or loyalty card (SPIn specification).
        REDEEM = Redeem "Redeem";
        /// Money back to a gift or loyalty card (SPIn specification); in the `Trans` lines of a daily report, a return.
        REFUND = Refund "Refund";
        /// Loads a gift or loyalty card (SPIn specification).
        RELOAD = Reload "Reload";
        /// Takes a gift or loyalty card out of use (SPIn specification).
        DEACTIVATE = Deactivate "Deactivate";
        /// Replaces a gift or loyalty card (SPIn specification).
        REISSUE = Reissue "Reissue";
        /// Adds points to a loyalty card (seen in the field).
        ADD_POINTS = AddPoints "AddPoints";
        /// Loads a prepaid card (seen in the field).
        TOPUP = Topup "Topup";
        /// Chooses a table (seen in the field).
        SELECT = Select "Select";
        /// Pays for a table (seen in the field).
        PAY = Pay "Pay";
        /// A cash sale, in the `Trans` lines of a daily report (SPIn specification, "Daily Report").
        CASH = Cash "Cash";
        /// Result of an earlier transaction (SPIn specification, transaction status request).
        STATUS = Status "Status";
        /// Settles the open batch (SPIn specification, "Request for Settlement").
        SETTLE = Settle "Settle";
        /// Closes the batch (seen in the field, one source, unproven).
        BATCH_CLOSE = BatchClose "BatchClose";
        /// Daily or summary report of the open batch (SPIn specification).
        REPORT = Report "Report";
        /// Level 3 data of an item (SPIn specification, "Level 2 & Level 3 Data").
        ADD_LEVEL_3_ITEM = AddLevel3Item "AddLevel3Item";
        /// Status of the terminal (seen in the field, one source, unproven).
        GET_STATUS = GetStatus "GetStatus";
        /// Status of the terminal (seen in the field, one source).
        STATUS_CHECK = StatusCheck "StatusCheck";
        /// Stops the running transaction (seen in the field, one source, unproven).
        CANCEL = Cancel "Cancel";
        /// Sent over USB with an empty reference (seen in the field, one source).
        VALIDATE = Validate "VALIDATE";
    }

    /// `CardType` in `ExtData` (SPIn specification, "Response Fields Definitions"). Compared byte for byte; empty where no card
    /// was read, and `EBT` was seen there without a card as well.
    pub struct CardType, known as KnownCardType, compared Exact {
        /// Visa.
        VISA = Visa "VISA";
        /// Mastercard.
        MASTERCARD = Mastercard "MASTERCARD";
        /// American Express.
        AMEX = Amex "AMEX";
        /// Discover.
        DISCOVER = Discover "DISCOVER";
        /// Diners Club.
        DINERS_CLUB = DinersClub "DINERSCLUB";
        /// JCB.
        JCB = Jcb "JCB";
        /// enRoute.
        EN_ROUTE = EnRoute "ENROUTE";
        /// A debit card.
        DEBIT = Debit "DEBIT";
        /// A benefits card.
        EBT = Ebt "EBT";
    }

    /// `EntryType` in `ExtData`: how the card was read (SPIn specification, "Response Fields Definitions"). Compared without
    /// regard to case: the table has `CHIP`, a sample `Chip`.
    pub struct EntryType, known as KnownEntryType, compared Ignored {
        /// Magnetic stripe.
        SWIPE = Swipe "Swipe";
        /// Typed in.
        MANUAL = Manual "Manual";
        /// Chip, with contacts.
        CHIP = Chip "CHIP";
        /// Contactless.
        CONTACTLESS = Contactless "Contactless";
        /// Contactless chip.
        CHIP_CONTACTLESS = ChipContactless "CHIP Contactless";
        /// Magnetic stripe, since the chip could not be read.
        FALLBACK = Fallback "CHIP/Swipe";
    }

    /// `ResultCode` in the `ExtData` of a settlement, one for each application (SPIn specification, "Request for Settlement").
    /// Another scale than [`ResultCode`]. Compared byte for byte.
    pub struct SettleCode, known as KnownSettleCode, compared Exact {
        /// The host closed the batch, or there was none open, or it was settled before.
        CLOSED = Closed "0";
        /// The host failed the batch.
        FAILED = Failed "1";
        /// Transactions that were stored wait to be forwarded.
        PENDING = Pending "2";
        /// Transactions wait for their tip.
        UNTIPPED = Untipped "3";
        /// A tab is open.
        OPEN_TAB = OpenTab "4";
    }
}

impl TransType<'_> {
    /// A void of whatever kind: `Void`, `Void Sale`.
    pub(super) fn is_void(&self) -> bool {
        let start = self.as_text().chars().take(4).map(|c| c.to_ascii_lowercase());
        start.eq("void".chars())
    }

    /// Whether its success may be an authorization; of an unknown type it may.
    pub(super) fn authorizes(&self) -> bool {
        use KnownTransType::{Capture, Report, Settle, Ticket, TipAdjust};
        !matches!(self.known(), Some(Capture | Ticket | TipAdjust | Settle | Report))
    }

    /// Whether it is no payment at all.
    pub(super) fn is_operation(&self) -> bool {
        matches!(self.known(), Some(KnownTransType::Settle | KnownTransType::Report))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the codes of a type promise, checked over its list.
    macro_rules! check {
        ($($code:ident $known:ident $ignored:literal,)+) => {$(
            assert_eq!($code::KNOWN.len(), $known::ALL.len());
            for (&text, &known) in $code::KNOWN.iter().zip($known::ALL) {
                // The second of two rows with one text would give the first.
                assert_eq!($code::new(text).known(), Some(known), "{text}");
                assert_eq!(known.as_str(), text);
                assert_eq!($code::from(known), text);
                let lower = text.to_lowercase();
                assert_eq!($code::new(&lower) == text, $ignored || lower == text, "{text}");
                let escaped: String = text.chars().map(|c| format!("&#{};", u32::from(c))).collect();
                assert_eq!($code::from(crate::Text::from_xml(&escaped)).known(), Some(known));
            }
            for text in ["", " ", "unheard-of", "00"] {
                assert_eq!($code::new(text).known(), None);
                assert_eq!($code::new(text).as_text(), text);
            }
        )+};
    }

    #[test]
    fn every_list_finds_its_own() {
        check! {
            ResultCode KnownResultCode false,
            PaymentType KnownPaymentType true,
            TransType KnownTransType true,
            CardType KnownCardType false,
            EntryType KnownEntryType true,
            SettleCode KnownSettleCode false,
        }
    }

    #[test]
    fn spellings_of_the_specification() {
        assert_eq!(EntryType::new("Chip").known(), Some(KnownEntryType::Chip));
        assert_eq!(PaymentType::new("USERCHOICE"), PaymentType::USER_CHOICE);
        assert_eq!(TransType::new("REFUND"), TransType::REFUND);
        assert_eq!(PaymentType::new("Sale").known(), None);
        assert_eq!(CardType::new("Visa").known(), None);
        for text in ["", " 0", "0 ", "00", "+0", "٠"] {
            assert_ne!(ResultCode::new(text), ResultCode::OK);
        }
    }
}
