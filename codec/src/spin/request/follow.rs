//! Requests about an earlier transaction: capture, tip adjustment, void, status.
//!
//! Rows: SPIn specification, the "Request Fields Definition" of each, its samples, and what is seen in the field.

use crate::message::{Held, alphanumeric, amount, code, digits, number, only, positive, reference, text};
use crate::rule::RuleError;
use crate::spin::{KnownPaymentType, PaymentType, PrintReceipt, Terminal, TransType};
use crate::table::request;
use crate::value::{Count, Dollars, Money, Private, Secret, Text};

mod capture {
    use super::*;

    request! {
        /// Takes the amount that an [`Auth`](crate::spin::Auth) held (SPIn specification, "Capture/Ticket Request").
        ///
        /// `ref_id` is the reference of the transaction that it is about, not a new one.
        ///
        /// Setters check the lengths, alphabets and rules of the vendor's table; [`raw`](Self::raw) takes what the table forbids and the field sends.
        pub struct Capture<'a>, told by "TransType", with () {
            /// how is paid, from the list of payment types.
            "PaymentType" => payment_type: PaymentType<'a>, with_payment_type: PaymentType<'a> [code()],
            /// the operation.
            "TransType" => trans_type: TransType<'a>, with_trans_type: TransType<'a> [only(&["Capture", "Ticket"])],
            /// amount in dollars that is taken.
            "Amount" => amount: Money<'a>, with_amount: Dollars [positive()],
            /// tip in dollars; the terminal must be set up for tips.
            "Tip" => tip: Money<'a>, with_tip: Dollars [amount()],
            /// reference of the earlier transaction, up to 50 letters, digits, `-` and `_`.
            "RefId" => ref_id: Text<'a>, with_ref_id: &'a str [reference(50)],
            /// register, up to 50 letters, digits, `-` and `_`.
            "RegisterId" | "RegitsterId" => register_id: Text<'a>, with_register_id: &'a str [reference(50)],
            /// key of the register, up to 25 characters.
            "AuthKey" => auth_key: Secret<'a>, with_auth_key: &'a str [text(25)],
            /// terminal profile number, up to 12 letters and digits.
            "TPN" => tpn: Text<'a>, with_tpn: &'a str [alphanumeric(12)],
            /// authorization code of an earlier transaction (samples; seen in the field for matching).
            "AuthCode" => auth_code: Text<'a>, with_auth_code: &'a str [text(50)],
            /// last four digits of the card (samples).
            "AcntLast4" => account_last4: Text<'a>, with_account_last4: &'a str [digits(4)],
            /// receipts that are printed; without it **both** copies.
            "PrintReceipt" => print_receipt: PrintReceipt<'a>, with_print_receipt: PrintReceipt<'a> [code()],
            /// receipts that the answer is to carry (seen in the field).
            "GetReceipt" => get_receipt: PrintReceipt<'a>, with_get_receipt: PrintReceipt<'a> [code()],
            /// seconds after which the proxy gives up, 1 to 720; without it 120.
            "OperationalTimeout" => operational_timeout: Count<'a>, with_operational_timeout: u32 [number(1, 720)],
            /// who performed the transaction, such as a mail address; up to 100 characters.
            "PerformedBy" => performed_by: Private<'a>, with_performed_by: &'a str [text(100)],
            /// merchant of several: number, or 12-digit TPN of the merchant.
            "MerchantId" => merchant_id: Text<'a>, with_merchant_id: &'a str [digits(12)],
            /// id of the software vendor; 100001 is a pinpad of a cloud till.
            "IsvId" => isv_id: Text<'a>, with_isv_id: &'a str [text(50)],
        }
    }
}
pub use capture::Capture;

mod tip_adjust {
    use super::*;

    request! {
        /// Changes the tip of a transaction of the open batch (SPIn specification, "Tip Adjustment Request").
        ///
        /// **`Amount` is the base amount of that transaction**, without the tip.
        ///
        /// `ref_id` is the reference of the transaction that it is about, not a new one.
        ///
        /// Setters check the lengths, alphabets and rules of the vendor's table; [`raw`](Self::raw) takes what the table forbids and the field sends.
        pub struct TipAdjust<'a>, told by "TransType", with () {
            /// how is paid, from the list of payment types.
            "PaymentType" => payment_type: PaymentType<'a>, with_payment_type: PaymentType<'a> [code()],
            /// the operation.
            "TransType" => trans_type: TransType<'a>, with_trans_type: TransType<'a> [only(&["TipAdjust"])],
            /// base amount of the transaction in dollars, without tip.
            "Amount" => amount: Money<'a>, with_amount: Dollars [positive()],
            /// tip in dollars; the terminal must be set up for tips.
            "Tip" => tip: Money<'a>, with_tip: Dollars [amount()],
            /// reference of the earlier transaction, up to 50 letters, digits, `-` and `_`.
            "RefId" => ref_id: Text<'a>, with_ref_id: &'a str [reference(50)],
            /// register, up to 50 letters, digits, `-` and `_`.
            "RegisterId" | "RegitsterId" => register_id: Text<'a>, with_register_id: &'a str [reference(50)],
            /// key of the register, up to 25 characters.
            "AuthKey" => auth_key: Secret<'a>, with_auth_key: &'a str [text(25)],
            /// terminal profile number, up to 12 letters and digits.
            "TPN" => tpn: Text<'a>, with_tpn: &'a str [alphanumeric(12)],
            /// authorization code of an earlier transaction (samples; seen in the field for matching).
            "AuthCode" => auth_code: Text<'a>, with_auth_code: &'a str [text(50)],
            /// last four digits of the card (samples).
            "AcntLast4" => account_last4: Text<'a>, with_account_last4: &'a str [digits(4)],
            /// seconds after which the proxy gives up, 1 to 720; without it 120.
            "OperationalTimeout" => operational_timeout: Count<'a>, with_operational_timeout: u32 [number(1, 720)],
            /// who performed the transaction, such as a mail address; up to 100 characters.
            "PerformedBy" => performed_by: Private<'a>, with_performed_by: &'a str [text(100)],
            /// merchant of several: number, or 12-digit TPN of the merchant.
            "MerchantId" => merchant_id: Text<'a>, with_merchant_id: &'a str [digits(12)],
            /// id of the software vendor; 100001 is a pinpad of a cloud till.
            "IsvId" => isv_id: Text<'a>, with_isv_id: &'a str [text(50)],
        }
    }
}
pub use tip_adjust::TipAdjust;

mod void {
    use super::*;

    request! {
        /// Cancels a transaction of the open batch (SPIn specification, "Void Transaction Request").
        ///
        /// **`Amount` is the base amount of that transaction.** A real void is answered by `TransType` `Void Sale`.
        ///
        /// `ref_id` is the reference of the transaction that it is about, not a new one.
        ///
        /// Setters check the lengths, alphabets and rules of the vendor's table; [`raw`](Self::raw) takes what the table forbids and the field sends.
        pub struct Void<'a>, told by "TransType", with () {
            /// how is paid, from the list of payment types.
            "PaymentType" => payment_type: PaymentType<'a>, with_payment_type: PaymentType<'a> [code()],
            /// the operation.
            "TransType" => trans_type: TransType<'a>, with_trans_type: TransType<'a> [only(&["Void"])],
            /// base amount of the transaction in dollars.
            "Amount" => amount: Money<'a>, with_amount: Dollars [positive()],
            /// reference of the earlier transaction, up to 50 letters, digits, `-` and `_`.
            "RefId" => ref_id: Text<'a>, with_ref_id: &'a str [reference(50)],
            /// register, up to 50 letters, digits, `-` and `_`.
            "RegisterId" | "RegitsterId" => register_id: Text<'a>, with_register_id: &'a str [reference(50)],
            /// key of the register, up to 25 characters.
            "AuthKey" => auth_key: Secret<'a>, with_auth_key: &'a str [text(25)],
            /// terminal profile number, up to 12 letters and digits.
            "TPN" => tpn: Text<'a>, with_tpn: &'a str [alphanumeric(12)],
            /// authorization code of an earlier transaction (samples; seen in the field for matching).
            "AuthCode" => auth_code: Text<'a>, with_auth_code: &'a str [text(50)],
            /// last four digits of the card (samples).
            "AcntLast4" => account_last4: Text<'a>, with_account_last4: &'a str [digits(4)],
            /// receipts that are printed; without it **both** copies.
            "PrintReceipt" => print_receipt: PrintReceipt<'a>, with_print_receipt: PrintReceipt<'a> [code()],
            /// receipts that the answer is to carry (seen in the field).
            "GetReceipt" => get_receipt: PrintReceipt<'a>, with_get_receipt: PrintReceipt<'a> [code()],
            /// seconds after which the proxy gives up, 1 to 720; without it 120.
            "OperationalTimeout" => operational_timeout: Count<'a>, with_operational_timeout: u32 [number(1, 720)],
            /// tag 1, up to 8 characters; printed, and a filter of reports.
            "Tag1" => tag1: Text<'a>, with_tag1: &'a str [text(8)],
            /// tag 2, up to 8 characters; printed, and a filter of reports.
            "Tag2" => tag2: Text<'a>, with_tag2: &'a str [text(8)],
            /// tag 3, up to 8 characters; printed, and a filter of reports.
            "Tag3" => tag3: Text<'a>, with_tag3: &'a str [text(8)],
            /// who performed the transaction, such as a mail address; up to 100 characters.
            "PerformedBy" => performed_by: Private<'a>, with_performed_by: &'a str [text(100)],
            /// merchant of several: number, or 12-digit TPN of the merchant.
            "MerchantId" => merchant_id: Text<'a>, with_merchant_id: &'a str [digits(12)],
            /// id of the software vendor; 100001 is a pinpad of a cloud till.
            "IsvId" => isv_id: Text<'a>, with_isv_id: &'a str [text(50)],
        }
    }
}
pub use void::Void;

mod status {
    use super::*;

    request! {
        /// Asks what became of a transaction (SPIn specification, "Transaction Status Request").
        ///
        /// The request to send after a time-out, before anything is charged again: see `status_followup` of the other requests.
        /// **No receipt is printed** unless it is asked for; it has no amount.
        ///
        /// `ref_id` is the reference of the transaction that it is about, not a new one.
        ///
        /// Setters check the lengths, alphabets and rules of the vendor's table; [`raw`](Self::raw) takes what the table forbids and the field sends.
        ///
        /// ```
        /// use tillwire::{Dollars, spin::{PaymentType, Sale, Terminal}};
        ///
        /// let terminal = Terminal::by_register("1103024", "ulHLsaxfbg")?;
        /// let sale = Sale::new(&terminal, PaymentType::DEBIT, "171", Dollars::from_cents(365))?;
        /// let status = sale.status_followup().unwrap();
        /// assert_eq!(status.ref_id().unwrap(), "171");
        /// assert_eq!(status.payment_type(), Some(PaymentType::DEBIT));
        /// # Ok::<(), tillwire::RuleError>(())
        /// ```
        pub struct Status<'a>, told by "TransType", with () {
            /// how is paid, from the list of payment types.
            "PaymentType" => payment_type: PaymentType<'a>, with_payment_type: PaymentType<'a> [code()],
            /// the operation.
            "TransType" => trans_type: TransType<'a>, with_trans_type: TransType<'a> [only(&["Status"])],
            /// reference of the earlier transaction, up to 50 letters, digits, `-` and `_`.
            "RefId" => ref_id: Text<'a>, with_ref_id: &'a str [reference(50)],
            /// register, up to 50 letters, digits, `-` and `_`.
            "RegisterId" | "RegitsterId" => register_id: Text<'a>, with_register_id: &'a str [reference(50)],
            /// key of the register, up to 25 characters.
            "AuthKey" => auth_key: Secret<'a>, with_auth_key: &'a str [text(25)],
            /// terminal profile number, up to 12 letters and digits.
            "TPN" => tpn: Text<'a>, with_tpn: &'a str [alphanumeric(12)],
            /// receipts that are printed; without it **none**, other than in a sale.
            "PrintReceipt" => print_receipt: PrintReceipt<'a>, with_print_receipt: PrintReceipt<'a> [code()],
            /// receipts that the answer is to carry (seen in the field).
            "GetReceipt" => get_receipt: PrintReceipt<'a>, with_get_receipt: PrintReceipt<'a> [code()],
            /// seconds after which the proxy gives up, 1 to 720; without it 120.
            "OperationalTimeout" => operational_timeout: Count<'a>, with_operational_timeout: u32 [number(1, 720)],
            /// merchant of several: number, or 12-digit TPN of the merchant.
            "MerchantId" => merchant_id: Text<'a>, with_merchant_id: &'a str [digits(12)],
            /// id of the software vendor; 100001 is a pinpad of a cloud till.
            "IsvId" => isv_id: Text<'a>, with_isv_id: &'a str [text(50)],
        }
    }
}
pub use status::Status;

mod add_level3_item {
    use super::*;

    request! {
        /// Adds level 3 data to a transaction. SPIn specification, "ISV ID Indicator", has a sample and no word on it.
        ///
        /// `ref_id` is the reference of the transaction that it is about.
        pub struct AddLevel3Item<'a>, told by "TransType", with () {
            /// how is paid, from the list of payment types.
            "PaymentType" => payment_type: PaymentType<'a>, with_payment_type: PaymentType<'a> [code()],
            /// the operation.
            "TransType" => trans_type: TransType<'a>, with_trans_type: TransType<'a> [only(&["AddLevel3Item"])],
            /// amount in dollars.
            "Amount" => amount: Money<'a>, with_amount: Dollars [positive()],
            /// reference of the earlier transaction, up to 50 letters, digits, `-` and `_`.
            "RefId" => ref_id: Text<'a>, with_ref_id: &'a str [reference(50)],
            /// register, up to 50 letters, digits, `-` and `_`.
            "RegisterId" | "RegitsterId" => register_id: Text<'a>, with_register_id: &'a str [reference(50)],
            /// key of the register, up to 25 characters.
            "AuthKey" => auth_key: Secret<'a>, with_auth_key: &'a str [text(25)],
            /// terminal profile number, up to 12 letters and digits.
            "TPN" => tpn: Text<'a>, with_tpn: &'a str [alphanumeric(12)],
            /// authorization code of the transaction.
            "AuthCode" => auth_code: Text<'a>, with_auth_code: &'a str [text(50)],
            /// id of the software vendor; 100001 is a pinpad of a cloud till.
            "IsvId" => isv_id: Text<'a>, with_isv_id: &'a str [text(50)],
        }
    }
}
pub use add_level3_item::AddLevel3Item;

impl<'a> AddLevel3Item<'a> {
    /// Adds to the transaction `ref_id`, the amount of which is `amount`.
    ///
    /// # Errors
    /// The [`Rule`](crate::Rule) that a value breaks.
    pub fn new(
        terminal: &Terminal<'a>,
        payment_type: PaymentType<'a>,
        ref_id: &'a str,
        amount: Dollars,
    ) -> Result<Self, RuleError> {
        Self::at(terminal)
            .with_payment_type(payment_type)?
            .with_trans_type(TransType::ADD_LEVEL_3_ITEM)?
            .with_ref_id(ref_id)?
            .with_amount(amount)
    }
}

impl<'a> Capture<'a> {
    /// A capture of `amount` of the authorization `ref_id`.
    ///
    /// # Errors
    /// The [`Rule`](crate::Rule) that a value breaks.
    pub fn new(terminal: &Terminal<'a>, ref_id: &'a str, amount: Dollars) -> Result<Self, RuleError> {
        Self::at(terminal).with_trans_type(TransType::CAPTURE)?.with_ref_id(ref_id)?.with_amount(amount)
    }
}

impl<'a> TipAdjust<'a> {
    /// Sets the tip of the transaction `ref_id`, the base amount of which is `base`.
    ///
    /// # Errors
    /// The [`Rule`](crate::Rule) that a value breaks.
    pub fn new(
        terminal: &Terminal<'a>,
        ref_id: &'a str,
        base: Dollars,
        tip: Dollars,
    ) -> Result<Self, RuleError> {
        Self::at(terminal)
            .with_trans_type(TransType::TIP_ADJUST)?
            .with_ref_id(ref_id)?
            .with_amount(base)?
            .with_tip(tip)
    }
}

impl<'a> Void<'a> {
    /// A void of the transaction `ref_id`, the base amount of which is `base`.
    ///
    /// # Errors
    /// The [`Rule`](crate::Rule) that a value breaks.
    pub fn new(
        terminal: &Terminal<'a>,
        payment_type: PaymentType<'a>,
        ref_id: &'a str,
        base: Dollars,
    ) -> Result<Self, RuleError> {
        Self::at(terminal)
            .with_payment_type(payment_type)?
            .with_trans_type(TransType::VOID)?
            .with_ref_id(ref_id)?
            .with_amount(base)
    }
}

impl<'a> Status<'a> {
    /// Asks for the transaction `ref_id`.
    ///
    /// # Errors
    /// The [`Rule`](crate::Rule) that a value breaks.
    pub fn new(
        terminal: &Terminal<'a>,
        payment_type: PaymentType<'a>,
        ref_id: &'a str,
    ) -> Result<Self, RuleError> {
        Self::at(terminal)
            .with_payment_type(payment_type)?
            .with_trans_type(TransType::STATUS)?
            .with_ref_id(ref_id)
    }

    /// Asks for the transaction whose fields `named` finds.
    pub(crate) fn after(
        named: impl Fn(&str) -> Option<(Held<'a>, bool)>,
        payment_type: Option<KnownPaymentType>,
    ) -> Option<Self> {
        let given = payment_type.map(|known| (Held::Text(known.as_str()), true));
        let terminal =
            Terminal { register_id: named("RegisterId"), tpn: named("TPN"), auth_key: named("AuthKey") };
        let mut status = Self::at(&terminal).with_trans_type(TransType::STATUS).ok()?;
        let payment_type = given.or_else(|| named("PaymentType"))?;
        status.cells.put_named(Self::FIELDS, "PaymentType", payment_type);
        status.cells.put_named(Self::FIELDS, "RefId", named("RefId")?);
        Some(status)
    }
}
