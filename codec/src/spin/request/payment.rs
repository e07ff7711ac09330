//! Payments: sale, return, authorization, cash advance.
//!
//! Rows: SPIn specification, "Request Fields Definition" of "Transaction Request", its samples, and what is seen in the field.

use super::SaleGroups;
use crate::message::{alphanumeric, amount, code, digits, number, only, positive, reference, text};
use crate::rule::RuleError;
use crate::spin::{Frequency, PaymentType, PrintReceipt, SigCapture, Terminal, TransType};
use crate::table::request;
use crate::value::{Count, Dollars, Money, Private, Secret, Text};

mod sale {
    use super::*;

    request! {
        /// A payment (SPIn specification, "Transaction Request").
        ///
        /// **`Amount` is the total**: with a tip, base and tip together.
        ///
        /// Setters check the lengths, alphabets and rules of the vendor's table; [`raw`](Self::raw) takes what the table forbids and the field sends.
        ///
        /// ```
        /// use tillwire::{Decode, Dollars, Encode, spin::{PaymentType, Sale, Terminal}};
        ///
        /// let terminal = Terminal::by_register("3", "234123-74653252-663525223")?;
        /// let sale = Sale::new(&terminal, PaymentType::CREDIT, "2", Dollars::from_cents(100))?
        ///     .with_custom_fee(Dollars::from_cents(100))?
        ///     .with_performed_by("sample@email-account-id")?;
        /// let mut buffer = [0; 512];
        /// let bytes = sale.encode(&mut buffer).unwrap();
        /// assert!(bytes.starts_with(b"<request><PaymentType>Credit</PaymentType><TransType>Sale</TransType><Amount>1.00</Amount>"));
        /// assert_eq!(Sale::decode(bytes).unwrap().amount(), sale.amount());
        /// # Ok::<(), tillwire::RuleError>(())
        /// ```
        pub struct Sale<'a>, told by "TransType", with SaleGroups<'a> {
            /// how is paid, from the list of payment types.
            "PaymentType" => payment_type: PaymentType<'a>, with_payment_type: PaymentType<'a> [code()],
            /// the operation.
            "TransType" => trans_type: TransType<'a>, with_trans_type: TransType<'a> [only(&["Sale"])],
            /// total in dollars, tip included.
            "Amount" => amount: Money<'a>, with_amount: Dollars [positive()],
            /// tip in dollars, a part of the amount; the terminal must be set up for tips.
            "Tip" => tip: Money<'a>, with_tip: Dollars [amount()],
            /// cash handed out, in dollars; above zero only for debit and benefits cards, on builds later than 2019-05-17.
            "CashbackAmount" => cashback_amount: Money<'a>, with_cashback_amount: Dollars [amount()],
            /// how often (samples of the cart; most clients send it).
            "Frequency" => frequency: Frequency<'a>, with_frequency: Frequency<'a> [code()],
            /// fee in dollars, in place of the one that the terminal is set up for.
            "CustomFee" => custom_fee: Money<'a>, with_custom_fee: Dollars [amount()],
            /// invoice number, up to 50 characters (seen in the field).
            "InvNum" => inv_num: Text<'a>, with_inv_num: &'a str [text(50)],
            /// reference, up to 50 letters, digits, `-` and `_`; unique in the open batch.
            "RefId" => ref_id: Text<'a>, with_ref_id: &'a str [reference(50)],
            /// register, up to 50 letters, digits, `-` and `_`.
            "RegisterId" | "RegitsterId" => register_id: Text<'a>, with_register_id: &'a str [reference(50)],
            /// key of the register, up to 25 characters.
            "AuthKey" => auth_key: Secret<'a>, with_auth_key: &'a str [text(25)],
            /// terminal profile number, up to 12 letters and digits.
            "TPN" => tpn: Text<'a>, with_tpn: &'a str [alphanumeric(12)],
            /// authorization code of an earlier transaction (samples; seen in the field for matching).
            "AuthCode" => auth_code: Text<'a>, with_auth_code: &'a str [text(50)],
            /// token of the processor, for a card on file (seen in the field).
            "Token" => token: Secret<'a>, with_token: &'a str [text(100)],
            /// receipts that are printed; without it **both** copies.
            "PrintReceipt" => print_receipt: PrintReceipt<'a>, with_print_receipt: PrintReceipt<'a> [code()],
            /// receipts that the answer is to carry (seen in the field).
            "GetReceipt" => get_receipt: PrintReceipt<'a>, with_get_receipt: PrintReceipt<'a> [code()],
            /// whether the customer signs; without it yes, if the terminal can.
            "SigCapture" => sig_capture: SigCapture<'a>, with_sig_capture: SigCapture<'a> [code()],
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
pub use sale::Sale;

mod refund {
    use super::*;

    request! {
        /// Money back to the customer (SPIn specification, "Transaction Request").
        ///
        /// **`Amount` is positive**, as in every request.
        ///
        /// Setters check the lengths, alphabets and rules of the vendor's table; [`raw`](Self::raw) takes what the table forbids and the field sends.
        pub struct Return<'a>, told by "TransType", with () {
            /// how is paid, from the list of payment types.
            "PaymentType" => payment_type: PaymentType<'a>, with_payment_type: PaymentType<'a> [code()],
            /// the operation.
            "TransType" => trans_type: TransType<'a>, with_trans_type: TransType<'a> [only(&["Return"])],
            /// amount in dollars, positive although it is given back.
            "Amount" => amount: Money<'a>, with_amount: Dollars [positive()],
            /// how often (samples of the cart; most clients send it).
            "Frequency" => frequency: Frequency<'a>, with_frequency: Frequency<'a> [code()],
            /// fee in dollars, in place of the one that the terminal is set up for.
            "CustomFee" => custom_fee: Money<'a>, with_custom_fee: Dollars [amount()],
            /// invoice number, up to 50 characters (seen in the field).
            "InvNum" => inv_num: Text<'a>, with_inv_num: &'a str [text(50)],
            /// reference, up to 50 letters, digits, `-` and `_`; unique in the open batch.
            "RefId" => ref_id: Text<'a>, with_ref_id: &'a str [reference(50)],
            /// register, up to 50 letters, digits, `-` and `_`.
            "RegisterId" | "RegitsterId" => register_id: Text<'a>, with_register_id: &'a str [reference(50)],
            /// key of the register, up to 25 characters.
            "AuthKey" => auth_key: Secret<'a>, with_auth_key: &'a str [text(25)],
            /// terminal profile number, up to 12 letters and digits.
            "TPN" => tpn: Text<'a>, with_tpn: &'a str [alphanumeric(12)],
            /// authorization code of an earlier transaction (samples; seen in the field for matching).
            "AuthCode" => auth_code: Text<'a>, with_auth_code: &'a str [text(50)],
            /// token of the processor, for a card on file (seen in the field).
            "Token" => token: Secret<'a>, with_token: &'a str [text(100)],
            /// last four digits of the card (samples).
            "AcntLast4" => account_last4: Text<'a>, with_account_last4: &'a str [digits(4)],
            /// receipts that are printed; without it **both** copies.
            "PrintReceipt" => print_receipt: PrintReceipt<'a>, with_print_receipt: PrintReceipt<'a> [code()],
            /// receipts that the answer is to carry (seen in the field).
            "GetReceipt" => get_receipt: PrintReceipt<'a>, with_get_receipt: PrintReceipt<'a> [code()],
            /// whether the customer signs; without it yes, if the terminal can.
            "SigCapture" => sig_capture: SigCapture<'a>, with_sig_capture: SigCapture<'a> [code()],
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
pub use refund::Return;

mod auth {
    use super::*;

    request! {
        /// Holds an amount, to be taken later by a [`Capture`](crate::spin::Capture) (SPIn specification, "Transaction Request").
        ///
        /// Setters check the lengths, alphabets and rules of the vendor's table; [`raw`](Self::raw) takes what the table forbids and the field sends.
        pub struct Auth<'a>, told by "TransType", with () {
            /// how is paid, from the list of payment types.
            "PaymentType" => payment_type: PaymentType<'a>, with_payment_type: PaymentType<'a> [code()],
            /// the operation.
            "TransType" => trans_type: TransType<'a>, with_trans_type: TransType<'a> [only(&["Auth"])],
            /// amount in dollars that is held.
            "Amount" => amount: Money<'a>, with_amount: Dollars [positive()],
            /// tip in dollars; the terminal must be set up for tips.
            "Tip" => tip: Money<'a>, with_tip: Dollars [amount()],
            /// how often (samples of the cart; most clients send it).
            "Frequency" => frequency: Frequency<'a>, with_frequency: Frequency<'a> [code()],
            /// fee in dollars, in place of the one that the terminal is set up for.
            "CustomFee" => custom_fee: Money<'a>, with_custom_fee: Dollars [amount()],
            /// invoice number, up to 50 characters (seen in the field).
            "InvNum" => inv_num: Text<'a>, with_inv_num: &'a str [text(50)],
            /// reference, up to 50 letters, digits, `-` and `_`; unique in the open batch.
            "RefId" => ref_id: Text<'a>, with_ref_id: &'a str [reference(50)],
            /// register, up to 50 letters, digits, `-` and `_`.
            "RegisterId" | "RegitsterId" => register_id: Text<'a>, with_register_id: &'a str [reference(50)],
            /// key of the register, up to 25 characters.
            "AuthKey" => auth_key: Secret<'a>, with_auth_key: &'a str [text(25)],
            /// terminal profile number, up to 12 letters and digits.
            "TPN" => tpn: Text<'a>, with_tpn: &'a str [alphanumeric(12)],
            /// token of the processor, for a card on file (seen in the field).
            "Token" => token: Secret<'a>, with_token: &'a str [text(100)],
            /// receipts that are printed; without it **both** copies.
            "PrintReceipt" => print_receipt: PrintReceipt<'a>, with_print_receipt: PrintReceipt<'a> [code()],
            /// receipts that the answer is to carry (seen in the field).
            "GetReceipt" => get_receipt: PrintReceipt<'a>, with_get_receipt: PrintReceipt<'a> [code()],
            /// whether the customer signs; without it yes, if the terminal can.
            "SigCapture" => sig_capture: SigCapture<'a>, with_sig_capture: SigCapture<'a> [code()],
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
pub use auth::Auth;

mod cash_advance {
    use super::*;

    request! {
        /// Cash paid out on a credit card, with certain processors only (SPIn specification, "Transaction Request").
        ///
        /// Setters check the lengths, alphabets and rules of the vendor's table; [`raw`](Self::raw) takes what the table forbids and the field sends.
        pub struct CashAdvance<'a>, told by "TransType", with () {
            /// how is paid, from the list of payment types.
            "PaymentType" => payment_type: PaymentType<'a>, with_payment_type: PaymentType<'a> [code()],
            /// the operation.
            "TransType" => trans_type: TransType<'a>, with_trans_type: TransType<'a> [only(&["CashAdvance"])],
            /// amount in dollars that is paid out.
            "Amount" => amount: Money<'a>, with_amount: Dollars [positive()],
            /// fee in dollars, in place of the one that the terminal is set up for.
            "CustomFee" => custom_fee: Money<'a>, with_custom_fee: Dollars [amount()],
            /// invoice number, up to 50 characters (seen in the field).
            "InvNum" => inv_num: Text<'a>, with_inv_num: &'a str [text(50)],
            /// reference, up to 50 letters, digits, `-` and `_`; unique in the open batch.
            "RefId" => ref_id: Text<'a>, with_ref_id: &'a str [reference(50)],
            /// register, up to 50 letters, digits, `-` and `_`.
            "RegisterId" | "RegitsterId" => register_id: Text<'a>, with_register_id: &'a str [reference(50)],
            /// key of the register, up to 25 characters.
            "AuthKey" => auth_key: Secret<'a>, with_auth_key: &'a str [text(25)],
            /// terminal profile number, up to 12 letters and digits.
            "TPN" => tpn: Text<'a>, with_tpn: &'a str [alphanumeric(12)],
            /// receipts that are printed; without it **both** copies.
            "PrintReceipt" => print_receipt: PrintReceipt<'a>, with_print_receipt: PrintReceipt<'a> [code()],
            /// receipts that the answer is to carry (seen in the field).
            "GetReceipt" => get_receipt: PrintReceipt<'a>, with_get_receipt: PrintReceipt<'a> [code()],
            /// whether the customer signs; without it yes, if the terminal can.
            "SigCapture" => sig_capture: SigCapture<'a>, with_sig_capture: SigCapture<'a> [code()],
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
pub use cash_advance::CashAdvance;

impl<'a> Sale<'a> {
    /// A sale of `amount`, tip included, under a reference that is new.
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
            .with_trans_type(TransType::SALE)?
            .with_ref_id(ref_id)?
            .with_amount(amount)
    }
}

impl<'a> Return<'a> {
    /// A return of `amount`, which is positive, under a reference that is new.
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
            .with_trans_type(TransType::RETURN)?
            .with_ref_id(ref_id)?
            .with_amount(amount)
    }
}

impl<'a> Auth<'a> {
    /// An authorization of `amount` under a reference that is new.
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
            .with_trans_type(TransType::AUTH)?
            .with_ref_id(ref_id)?
            .with_amount(amount)
    }
}

impl<'a> CashAdvance<'a> {
    /// A cash advance of `amount` under a reference that is new, on a credit card.
    ///
    /// # Errors
    /// The [`Rule`](crate::Rule) that a value breaks.
    pub fn new(terminal: &Terminal<'a>, ref_id: &'a str, amount: Dollars) -> Result<Self, RuleError> {
        Self::at(terminal)
            .with_payment_type(PaymentType::CREDIT)?
            .with_trans_type(TransType::CASH_ADVANCE)?
            .with_ref_id(ref_id)?
            .with_amount(amount)
    }
}

#[cfg(target_pointer_width = "64")]
const _: () = assert!(size_of::<Sale<'_>>() <= 512);
