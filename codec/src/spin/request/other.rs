//! Stored value, benefits, checks, tables, and what only the field knows.
//!
//! Rows: SPIn specification, "Request Fields Definition" of "Transaction Request", as far as it names the types; the others are seen in
//! the field, in one or two clients each, and no answer to them is public.

use crate::message::{alphanumeric, amount, code, digits, number, only, positive, reference, text};
use crate::rule::{Rule, RuleError};
use crate::spin::{KnownPaymentType, KnownTransType, PaymentType, PrintReceipt, Terminal, TransType};
use crate::table::request;
use crate::value::{Count, Dollars, Money, Private, Secret, Text};

mod stored_value {
    use super::*;

    request! {
        /// An operation of a gift or loyalty card (SPIn specification, list of transactions): `Activate`, `Inquire`, `Redeem`, `Refund`, `Reload`,
        /// `Deactivate`, `Reissue`, and for loyalty cards `AddPoints` (seen in the field). To cancel one is a [`Void`](crate::spin::Void).
        ///
        /// **A loyalty card may count points in place of dollars**: see [`with_points`](Self::with_points).
        ///
        /// ```
        /// use tillwire::{Dollars, spin::{KnownTransType, PaymentType, StoredValue, Terminal}};
        ///
        /// let terminal = Terminal::by_register("1103024", "ulHLsaxfbg")?;
        /// let redeem = StoredValue::new(&terminal, PaymentType::GIFT, KnownTransType::Redeem, "8")?
        ///     .with_amount(Dollars::from_cents(2500))?;
        /// let points = StoredValue::new(&terminal, PaymentType::LOYALTY, KnownTransType::AddPoints, "9")?.with_points(120)?;
        /// assert_eq!((redeem.amount().unwrap().cents(), points.points().unwrap().get()), (Ok(2500), Some(120)));
        /// # Ok::<(), tillwire::RuleError>(())
        /// ```
        pub struct StoredValue<'a>, told by "TransType", with () {
            /// how is paid, from the list of payment types.
            "PaymentType" => payment_type: PaymentType<'a>, with_payment_type: PaymentType<'a> [code()],
            /// the operation.
            "TransType" => trans_type: TransType<'a>, with_trans_type: TransType<'a> [only(&["Activate", "Active", "Inquire", "Redeem", "Refund", "Reload", "Deactivate", "Reissue", "AddPoints"])],
            /// amount in dollars.
            "Amount" => amount: Money<'a>, with_amount: Dollars [positive()],
            /// points, in place of an amount (seen in the field).
            "Points" => points: Count<'a>, with_points: u32 [number(1, 9_999_999)],
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
            /// seconds after which the proxy gives up, 1 to 720; without it 120.
            "OperationalTimeout" => operational_timeout: Count<'a>, with_operational_timeout: u32 [number(1, 720)],
            /// who performed the transaction; up to 100 characters.
            "PerformedBy" => performed_by: Private<'a>, with_performed_by: &'a str [text(100)],
            /// merchant of several: number, or 12-digit TPN of the merchant.
            "MerchantId" => merchant_id: Text<'a>, with_merchant_id: &'a str [digits(12)],
            /// id of the software vendor.
            "IsvId" => isv_id: Text<'a>, with_isv_id: &'a str [text(50)],
        }
    }
}
pub use stored_value::StoredValue;

mod balance {
    use super::*;

    request! {
        /// Asks for the balance of a benefits card (seen in the field).
        pub struct Balance<'a>, told by "TransType", with () {
            /// how is paid, from the list of payment types.
            "PaymentType" => payment_type: PaymentType<'a>, with_payment_type: PaymentType<'a> [code()],
            /// the operation.
            "TransType" => trans_type: TransType<'a>, with_trans_type: TransType<'a> [only(&["Balance"])],
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
            /// seconds after which the proxy gives up, 1 to 720; without it 120.
            "OperationalTimeout" => operational_timeout: Count<'a>, with_operational_timeout: u32 [number(1, 720)],
            /// who performed the transaction; up to 100 characters.
            "PerformedBy" => performed_by: Private<'a>, with_performed_by: &'a str [text(100)],
            /// merchant of several: number, or 12-digit TPN of the merchant.
            "MerchantId" => merchant_id: Text<'a>, with_merchant_id: &'a str [digits(12)],
            /// id of the software vendor.
            "IsvId" => isv_id: Text<'a>, with_isv_id: &'a str [text(50)],
        }
    }
}
pub use balance::Balance;

mod check {
    use super::*;

    request! {
        /// Verifies a check, or converts it into a payment (SPIn specification, list of transactions).
        pub struct Check<'a>, told by "TransType", with () {
            /// how is paid, from the list of payment types.
            "PaymentType" => payment_type: PaymentType<'a>, with_payment_type: PaymentType<'a> [code()],
            /// the operation.
            "TransType" => trans_type: TransType<'a>, with_trans_type: TransType<'a> [only(&["Verification", "Conversion"])],
            /// amount of the check in dollars.
            "Amount" => amount: Money<'a>, with_amount: Dollars [positive()],
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
            /// seconds after which the proxy gives up, 1 to 720; without it 120.
            "OperationalTimeout" => operational_timeout: Count<'a>, with_operational_timeout: u32 [number(1, 720)],
            /// who performed the transaction; up to 100 characters.
            "PerformedBy" => performed_by: Private<'a>, with_performed_by: &'a str [text(100)],
            /// merchant of several: number, or 12-digit TPN of the merchant.
            "MerchantId" => merchant_id: Text<'a>, with_merchant_id: &'a str [digits(12)],
            /// id of the software vendor.
            "IsvId" => isv_id: Text<'a>, with_isv_id: &'a str [text(50)],
        }
    }
}
pub use check::Check;

mod topup {
    use super::*;

    request! {
        /// Loads a prepaid card (seen in the field). Sales and returns on it are [`Sale`](crate::spin::Sale) and [`Return`](crate::spin::Return).
        pub struct Topup<'a>, told by "TransType", with () {
            /// how is paid, from the list of payment types.
            "PaymentType" => payment_type: PaymentType<'a>, with_payment_type: PaymentType<'a> [code()],
            /// the operation.
            "TransType" => trans_type: TransType<'a>, with_trans_type: TransType<'a> [only(&["Topup"])],
            /// amount in dollars that is loaded.
            "Amount" => amount: Money<'a>, with_amount: Dollars [positive()],
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
            /// seconds after which the proxy gives up, 1 to 720; without it 120.
            "OperationalTimeout" => operational_timeout: Count<'a>, with_operational_timeout: u32 [number(1, 720)],
            /// who performed the transaction; up to 100 characters.
            "PerformedBy" => performed_by: Private<'a>, with_performed_by: &'a str [text(100)],
            /// merchant of several: number, or 12-digit TPN of the merchant.
            "MerchantId" => merchant_id: Text<'a>, with_merchant_id: &'a str [digits(12)],
            /// id of the software vendor.
            "IsvId" => isv_id: Text<'a>, with_isv_id: &'a str [text(50)],
        }
    }
}
pub use topup::Topup;

mod table {
    use super::*;

    request! {
        /// Chooses a table, or pays for it (seen in the field). **The reference need not be unique** (SPIn specification, `RefId`).
        pub struct Table<'a>, told by "TransType", with () {
            /// how is paid, from the list of payment types.
            "PaymentType" => payment_type: PaymentType<'a>, with_payment_type: PaymentType<'a> [code()],
            /// the operation.
            "TransType" => trans_type: TransType<'a>, with_trans_type: TransType<'a> [only(&["Select", "Pay"])],
            /// amount in dollars.
            "Amount" => amount: Money<'a>, with_amount: Dollars [positive()],
            /// number of the table (seen in the field).
            "TableNum" => table_num: Text<'a>, with_table_num: &'a str [text(50)],
            /// invoice number, up to 50 characters (seen in the field).
            "InvNum" => inv_num: Text<'a>, with_inv_num: &'a str [text(50)],
            /// reference, up to 50 letters, digits, `-` and `_`.
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
            /// seconds after which the proxy gives up, 1 to 720; without it 120.
            "OperationalTimeout" => operational_timeout: Count<'a>, with_operational_timeout: u32 [number(1, 720)],
            /// who performed the transaction; up to 100 characters.
            "PerformedBy" => performed_by: Private<'a>, with_performed_by: &'a str [text(100)],
            /// merchant of several: number, or 12-digit TPN of the merchant.
            "MerchantId" => merchant_id: Text<'a>, with_merchant_id: &'a str [digits(12)],
            /// id of the software vendor.
            "IsvId" => isv_id: Text<'a>, with_isv_id: &'a str [text(50)],
        }
    }
}
pub use table::Table;

mod reversal {
    use super::*;

    request! {
        /// Takes back an earlier transaction (seen in the field, one client).
        ///
        /// `ref_id` is the reference of the transaction that it is about.
        pub struct Reversal<'a>, told by "TransType", with () {
            /// how is paid, from the list of payment types.
            "PaymentType" => payment_type: PaymentType<'a>, with_payment_type: PaymentType<'a> [code()],
            /// the operation.
            "TransType" => trans_type: TransType<'a>, with_trans_type: TransType<'a> [only(&["Reversal"])],
            /// amount of the transaction in dollars.
            "Amount" => amount: Money<'a>, with_amount: Dollars [positive()],
            /// how much of it; the only value ever seen is `Full`.
            "ReversalType" => reversal_type: Text<'a>, with_reversal_type: &'a str [text(20)],
            /// reference of the earlier transaction, up to 50 letters, digits, `-` and `_`.
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
            /// seconds after which the proxy gives up, 1 to 720; without it 120.
            "OperationalTimeout" => operational_timeout: Count<'a>, with_operational_timeout: u32 [number(1, 720)],
            /// who performed the transaction; up to 100 characters.
            "PerformedBy" => performed_by: Private<'a>, with_performed_by: &'a str [text(100)],
            /// merchant of several: number, or 12-digit TPN of the merchant.
            "MerchantId" => merchant_id: Text<'a>, with_merchant_id: &'a str [digits(12)],
            /// id of the software vendor.
            "IsvId" => isv_id: Text<'a>, with_isv_id: &'a str [text(50)],
        }
    }
}
pub use reversal::Reversal;

mod referential_sale {
    use super::*;

    request! {
        /// A sale on a card on file (seen in the field, one client).
        ///
        /// **`Amount` is the total**, tip included.
        pub struct ReferentialSale<'a>, told by "TransType", with () {
            /// how is paid, from the list of payment types.
            "PaymentType" => payment_type: PaymentType<'a>, with_payment_type: PaymentType<'a> [code()],
            /// the operation.
            "TransType" => trans_type: TransType<'a>, with_trans_type: TransType<'a> [only(&["ReferentialSale"])],
            /// total in dollars, tip included.
            "Amount" => amount: Money<'a>, with_amount: Dollars [positive()],
            /// tip in dollars.
            "Tip" => tip: Money<'a>, with_tip: Dollars [amount()],
            /// token of the processor, for the card on file (seen in the field).
            "Token" => token: Secret<'a>, with_token: &'a str [text(100)],
            /// date of expiry of the card (seen in the field).
            "Expiry" => expiry: Secret<'a>, with_expiry: &'a str [text(10)],
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
            /// seconds after which the proxy gives up, 1 to 720; without it 120.
            "OperationalTimeout" => operational_timeout: Count<'a>, with_operational_timeout: u32 [number(1, 720)],
            /// who performed the transaction; up to 100 characters.
            "PerformedBy" => performed_by: Private<'a>, with_performed_by: &'a str [text(100)],
            /// merchant of several: number, or 12-digit TPN of the merchant.
            "MerchantId" => merchant_id: Text<'a>, with_merchant_id: &'a str [digits(12)],
            /// id of the software vendor.
            "IsvId" => isv_id: Text<'a>, with_isv_id: &'a str [text(50)],
        }
    }
}
pub use referential_sale::ReferentialSale;

impl<'a> StoredValue<'a> {
    /// An operation of a gift or loyalty card, without amount: of the operations, activation, redemption, refund and reload need one.
    ///
    /// # Errors
    /// [`Rule::UnknownCode`] for another payment type, [`Rule::OtherOperation`] for another operation and for `AddPoints` with a gift
    /// card, else the [`Rule`] that a value breaks.
    pub fn new(
        terminal: &Terminal<'a>,
        payment_type: PaymentType<'a>,
        operation: KnownTransType,
        ref_id: &'a str,
    ) -> Result<Self, RuleError> {
        match payment_type.known() {
            Some(KnownPaymentType::Gift) if operation == KnownTransType::AddPoints => {
                return Err(RuleError::new(Rule::OtherOperation, "TransType"));
            }
            Some(KnownPaymentType::Gift | KnownPaymentType::Loyalty) => {}
            _ => return Err(RuleError::new(Rule::UnknownCode, "PaymentType")),
        }
        Self::at(terminal)
            .with_payment_type(payment_type)?
            .with_trans_type(operation.into())?
            .with_ref_id(ref_id)
    }
}

impl<'a> Balance<'a> {
    /// Asks for the balance of food stamps or cash benefits.
    ///
    /// # Errors
    /// [`Rule::UnknownCode`] for a payment type other than benefits, else the [`Rule`] that a value breaks.
    pub fn new(
        terminal: &Terminal<'a>,
        payment_type: PaymentType<'a>,
        ref_id: &'a str,
    ) -> Result<Self, RuleError> {
        use KnownPaymentType::{Ebt, EbtCash, EbtFood};
        if !matches!(payment_type.known(), Some(Ebt | EbtCash | EbtFood)) {
            return Err(RuleError::new(Rule::UnknownCode, "PaymentType"));
        }
        Self::at(terminal)
            .with_payment_type(payment_type)?
            .with_trans_type(TransType::BALANCE)?
            .with_ref_id(ref_id)
    }
}

impl<'a> Check<'a> {
    /// Whether a check is good.
    ///
    /// # Errors
    /// The [`Rule`] that a value breaks.
    pub fn verification(
        terminal: &Terminal<'a>,
        ref_id: &'a str,
        amount: Dollars,
    ) -> Result<Self, RuleError> {
        Self::at(terminal)
            .with_payment_type(PaymentType::CHECK)?
            .with_trans_type(TransType::VERIFICATION)?
            .with_ref_id(ref_id)?
            .with_amount(amount)
    }

    /// Converts a check into a payment.
    ///
    /// # Errors
    /// The [`Rule`] that a value breaks.
    pub fn conversion(terminal: &Terminal<'a>, ref_id: &'a str, amount: Dollars) -> Result<Self, RuleError> {
        Self::at(terminal)
            .with_payment_type(PaymentType::CHECK)?
            .with_trans_type(TransType::CONVERSION)?
            .with_ref_id(ref_id)?
            .with_amount(amount)
    }
}

impl<'a> Topup<'a> {
    /// Loads `amount`.
    ///
    /// # Errors
    /// The [`Rule`] that a value breaks.
    pub fn new(terminal: &Terminal<'a>, ref_id: &'a str, amount: Dollars) -> Result<Self, RuleError> {
        Self::at(terminal)
            .with_payment_type(PaymentType::PREPAID)?
            .with_trans_type(TransType::TOPUP)?
            .with_ref_id(ref_id)?
            .with_amount(amount)
    }
}

impl<'a> Table<'a> {
    /// Chooses a table.
    ///
    /// # Errors
    /// The [`Rule`] that a value breaks.
    pub fn select(terminal: &Terminal<'a>, ref_id: &'a str) -> Result<Self, RuleError> {
        Self::at(terminal)
            .with_payment_type(PaymentType::TABLE)?
            .with_trans_type(TransType::SELECT)?
            .with_ref_id(ref_id)
    }

    /// Pays `amount` for a table.
    ///
    /// # Errors
    /// The [`Rule`] that a value breaks.
    pub fn pay(terminal: &Terminal<'a>, ref_id: &'a str, amount: Dollars) -> Result<Self, RuleError> {
        Self::at(terminal)
            .with_payment_type(PaymentType::TABLE)?
            .with_trans_type(TransType::PAY)?
            .with_ref_id(ref_id)?
            .with_amount(amount)
    }
}

impl<'a> Reversal<'a> {
    /// Takes back the whole transaction `ref_id`.
    ///
    /// # Errors
    /// The [`Rule`] that a value breaks.
    pub fn full(
        terminal: &Terminal<'a>,
        payment_type: PaymentType<'a>,
        ref_id: &'a str,
        amount: Dollars,
    ) -> Result<Self, RuleError> {
        Self::at(terminal)
            .with_payment_type(payment_type)?
            .with_trans_type(TransType::REVERSAL)?
            .with_ref_id(ref_id)?
            .with_reversal_type("Full")?
            .with_amount(amount)
    }
}

impl<'a> ReferentialSale<'a> {
    /// A sale of `amount` on the card that `token` stands for.
    ///
    /// # Errors
    /// The [`Rule`] that a value breaks.
    pub fn new(
        terminal: &Terminal<'a>,
        ref_id: &'a str,
        amount: Dollars,
        token: &'a str,
    ) -> Result<Self, RuleError> {
        Self::at(terminal)
            .with_payment_type(PaymentType::CREDIT)?
            .with_trans_type(TransType::REFERENTIAL_SALE)?
            .with_ref_id(ref_id)?
            .with_token(token)?
            .with_amount(amount)
    }
}
