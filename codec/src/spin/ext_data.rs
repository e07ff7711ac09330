//! `ExtData`: what else the terminal tells of a transaction.

use core::fmt;

use crate::message::{DebugList, Entries, List, Shape};
use crate::table::pairs_view;
use crate::value::{Amount, Flag, Private, Text, Timestamp, Value};

use super::{CardType, EntryType, SettleCode};

/// The list in an `ExtData` element (SPIn specification, "Response Fields Definitions").
///
/// Keys differ between dialects in order, number and spelling, so nothing is found by position: there is an accessor for
/// each documented key, [`find`](Self::find) for any other, and [`entries`](Self::entries) for all of them in order. Entries
/// without `=` and empty ones are kept. Of a key that comes twice the first is taken; a deciding one that comes twice with
/// different values makes the outcome of the answer [`Conflict`](crate::Outcome::Conflict).
///
/// Amounts are decimal dollars. An accessor gives `None` where the key is absent, a value that is empty where it is empty.
///
/// ```
/// use tillwire::{Text, Value, spin::ExtData};
///
/// let list = "Amount=1.00,DISC=0.00,,AcntLast4=0049,Name=DOE%2fJOHN,declineReason=Sorry, try again";
/// let ext_data = ExtData::from_text(Text::from_xml(list));
/// assert_eq!(ext_data.amount().unwrap().cents(), Ok(100));
/// assert_eq!(ext_data.discount().unwrap().cents(), Ok(0)); // `DISC` and `Disc` are one key
/// assert_eq!(ext_data.account_last4().unwrap(), "0049");
/// assert_eq!(ext_data.name().unwrap().text().percent_decoded(), "DOE/JOHN");
/// assert_eq!(ext_data.find("declineReason").unwrap(), "Sorry");
/// assert_eq!(ext_data.entries().last().unwrap().key(), "try again"); // a raw comma splits a value
/// ```
#[derive(Clone, Copy)]
pub struct ExtData<'a> {
    pub(super) list: List<'a>,
}

impl<'a> ExtData<'a> {
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

    /// Whether a deciding key comes twice with different values.
    #[must_use]
    pub fn has_conflict(&self) -> bool {
        self.list.has_conflict(&FIELDS)
    }
}

impl<'a> Value<'a> for ExtData<'a> {
    const SHAPE: Shape = Shape::Pairs(&FIELDS);

    fn from_text(text: Text<'a>) -> Self {
        Self { list: List::new(text) }
    }

    fn text(&self) -> Text<'a> {
        self.list.text()
    }
}

/// Prints what may be shown of the documented keys.
impl fmt::Debug for ExtData<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        DebugList(self.list, &FIELDS).fmt(f)
    }
}

pairs_view! {
    impl ExtData<'a> {
        // The vendor's list, "List and explanation of data", in its order.
        /// invoice number.
        "InvNum" => invoice_number: Text<'a> [deciding],
        /// VISA, MASTERCARD, AMEX, DISCOVER, DINERSCLUB, JCB, ENROUTE, DEBIT, EBT; empty where no card was read.
        "CardType" => card_type: CardType<'a>,
        /// batch number.
        "BatchNum" => batch_number: Text<'a>,
        /// tip amount.
        "Tip" => tip: Amount<'a> [deciding],
        /// cashback amount.
        "CashBack" => cash_back: Amount<'a> [deciding],
        /// merchant fee.
        "Fee" => fee: Amount<'a> [deciding],
        /// last four digits of the account number; leading zeros matter. The vendor's text says `AcntLast`, its samples `AcntLast4`.
        "AcntLast4" | "AcntLast" => account_last4: Text<'a>,
        /// cardholder's name, percent-encoded by some builds: see [`Text::percent_decoded`].
        "Name" => name: Private<'a>,
        /// total amount.
        "TotalAmt" => total_amount: Amount<'a> [deciding],
        /// discount amount; `DISC` until 2023, `Disc` since.
        "DISC" | "Disc" => discount: Amount<'a> [deciding],
        /// service and handling fee, if enabled.
        "SHFee" => service_fee: Amount<'a> [deciding],
        /// EBT food stamp balance, if the host provides it.
        "EBTFSAvailBalance" => ebt_food_available: Amount<'a>,
        /// EBT cash balance, if the host provides it.
        "EBTCashAvailBalance" => ebt_cash_available: Amount<'a>,
        /// how the account data was entered: Swipe, Manual, CHIP, Contactless, CHIP Contactless, CHIP/Swipe.
        "EntryType" => entry_type: EntryType<'a>,
        /// balance of the gift card used, if the host provides it.
        "GiftBalAmount" => gift_balance: Amount<'a>,

        // Keys of the vendor's samples.
        /// amount of the transaction.
        "Amount" => amount: Amount<'a> [deciding],
        /// what is still to be paid after a partial approval.
        "dueAmnt" => due_amount: Amount<'a> [deciding],
        /// whether less than the amount was approved: true or false.
        "isPartialApprovalTxn" => is_partial_approval: Flag<'a> [deciding],
        /// what was approved where it is less than the amount.
        "approvedAmnt" => approved_amount: Amount<'a> [deciding],
        /// amount before tip, fees and taxes.
        "BaseAmount" => base_amount: Amount<'a> [deciding],
        /// why it was declined; free text, in which a comma starts a new entry.
        "declineReason" => decline_reason: Text<'a> [deciding],
        /// response code of the host.
        "RespCode" => response_code: Text<'a> [deciding],
        /// retrieval reference number.
        "RRN" => retrieval_reference: Text<'a> [deciding],
        /// trace number.
        "TraceNum" => trace_number: Text<'a>,
        /// transaction id of the host.
        "HostTxnId" => host_transaction_id: Text<'a> [deciding],
        /// transaction id.
        "txnId" => transaction_id: Text<'a> [deciding],
        /// first four digits of the account number.
        "AcntFirst4" => account_first4: Text<'a>,
        /// bank identification number, the first six or eight digits of the card.
        "BIN" => bin: Text<'a>,
        /// expiry date of the card.
        "ExpDate" => expiry: Private<'a>,
        /// date and time of the transaction on the terminal's clock.
        "DateTime" => date_time: Timestamp<'a>,
        /// start of the transaction in milliseconds since 1970, or 0.
        "txnStartTime" => start_time: Text<'a>,
        /// end of the transaction in milliseconds since 1970, or 0.
        "txnEndTime" => end_time: Text<'a>,
        /// what the terminal calls the transaction.
        "txnLabel" => transaction_label: Text<'a>,
        /// number of the transaction type.
        "TxnType" => transaction_type: Text<'a>,
        /// number of the transaction.
        "TxnCode" => transaction_code: Text<'a>,
        /// city tax.
        "TaxCity" => tax_city: Amount<'a>,
        /// state tax.
        "TaxState" => tax_state: Amount<'a>,
        /// sum of the taxes.
        "TaxAmount" => tax_amount: Amount<'a>,
        /// reduced tax, with a currency sign.
        "ReducedTax" => reduced_tax: Amount<'a>,
        /// fee on the reduced tax.
        "ReducedTaxFee" => reduced_tax_fee: Amount<'a>,
        /// label of the first tax.
        "Tax1Label" => tax1_label: Text<'a>,
        /// label of the second tax.
        "Tax2Label" => tax2_label: Text<'a>,
        /// label of the reduced tax.
        "RTaxLabel" => reduced_tax_label: Text<'a>,
        /// label of the discount.
        "DiscLabel" => discount_label: Text<'a>,
        /// label of the fee.
        "FeeLabel" => fee_label: Text<'a>,
        /// label of the list price.
        "MSRPLabel" => msrp_label: Text<'a>,
        /// list price.
        "MSRPAmount" => msrp_amount: Amount<'a>,
        /// balance of the EBT cash account.
        "ebtCashBalAmount" => ebt_cash_balance: Amount<'a>,
        /// whether a tip line is printed.
        "TipLine" => tip_line: Text<'a>,
        /// text printed about savings.
        "PrintSaveMsg" => savings_message: Text<'a>,
        /// text shown for cash payments.
        "customCashMessage" => cash_message: Text<'a>,
        /// text shown for card payments.
        "customCreditMessage" => credit_message: Text<'a>,
        /// whether Level 2 or 3 data went along.
        "L2L3flag" => level3_flag: Text<'a>,
        /// whether it was a gift card transaction.
        "isGiftMode" => is_gift_mode: Flag<'a>,
        /// whether it was a wallet transaction.
        "isWalletMode" => is_wallet_mode: Flag<'a>,
        /// whether a PIN was checked offline.
        "offlinePin" => offline_pin: Flag<'a>,
        /// how the entry fell back from chip.
        "fallBackMode" => fallback_mode: Text<'a>,
        /// network that carried the transaction.
        "networkMode" => network_mode: Text<'a>,
        /// question put to the customer.
        "surveyQuestion" => survey_question: Text<'a>,
        /// answer of the customer.
        "surveyAnswer" => survey_answer: Private<'a>,
        /// wallet payment method.
        "walletPayMethod" => wallet_method: Text<'a>,
        /// wallet payment number.
        "walletTxnPaymentNum" => wallet_payment_number: Private<'a>,
        /// wallet data.
        "walletTxnData" => wallet_data: Private<'a>,
        /// wallet confirmation id.
        "walletConfirmationId" => wallet_confirmation_id: Private<'a>,
        /// id of the device.
        "deviceId" => device_id: Text<'a>,
        /// whether a signature line is printed.
        "SignLine" => sign_line: Text<'a>,
        /// where the terminal keeps the signature.
        "SignPath" => sign_path: Private<'a>,
        /// id of the customer's profile.
        "profileId" => profile_id: Private<'a>,
        /// name of the customer's profile.
        "profileName" => profile_name: Private<'a>,
        /// text of the Pago wallet.
        "pagoWalletFlashMessage" => pago_message: Text<'a>,
        /// confirmation code of the Pago wallet.
        "pagoConfirmationCode" => pago_confirmation_code: Private<'a>,
        /// transaction id of the Pago wallet.
        "pagoCommittedTransactionId" => pago_committed_id: Private<'a>,
        /// the merchant's transaction id at the Pago wallet.
        "pagoMerchantTransactionId" => pago_merchant_id: Private<'a>,
        /// echo of the first custom field's label.
        "Cust1" => custom1: Text<'a>,
        /// echo of the first custom field.
        "Cust1Value" => custom1_value: Private<'a>,
        /// echo of the second custom field's label.
        "Cust2" => custom2: Text<'a>,
        /// echo of the second custom field.
        "Cust2Value" => custom2_value: Private<'a>,
        /// echo of the third custom field's label.
        "Cust3" => custom3: Text<'a>,
        /// echo of the third custom field.
        "Cust3Value" => custom3_value: Private<'a>,
        /// total service charge (tip adjustment).
        "SVC" => service_charge: Amount<'a> [deciding],

        // Settlement, "Additional transaction data per application".
        /// application: DvCredit, DvCheck, DvGift.
        "App" => app: Text<'a>,
        /// merchant of the application.
        "Merchant" => merchant: Text<'a>,
        /// result of the application's settlement: a scale of its own.
        "ResultCode" => result_code: SettleCode<'a> [deciding],
        /// text of the application's settlement.
        "Rsp" => response: Text<'a>,
        /// host data or 0.
        "Status" => status: Text<'a>,
        /// number of transactions in the open batch.
        "NumTrans" => transaction_count: Text<'a>,
        /// total tip amount.
        "TipAmt" => tip_total: Amount<'a> [deciding],
        /// total amount, as the check application spells it.
        "Total" => total: Amount<'a> [deciding],

        // Seen in the field.
        /// donation.
        "Donation" => donation: Amount<'a>,
        /// reduced state tax.
        "TaxReducedState" => tax_reduced_state: Amount<'a>,
        /// EBT food stamp balance by the ledger.
        "EBTFSLedgerBalance" => ebt_food_ledger: Amount<'a>,
        /// EBT food stamp balance at the start.
        "EBTFSBeginBalance" => ebt_food_begin: Amount<'a>,
        /// EBT cash balance by the ledger.
        "EBTCashLedgerBalance" => ebt_cash_ledger: Amount<'a>,
        /// EBT cash balance at the start.
        "EBTCashBeginBalance" => ebt_cash_begin: Amount<'a>,
        /// loyalty points.
        "RwdPoints" => reward_points: Text<'a>,
        /// loyalty balance.
        "RwdBalance" => reward_balance: Text<'a>,
        /// loyalty points issued.
        "RwdIssued" => reward_issued: Text<'a>,
        /// loyalty code.
        "RewardCode" => reward_code: Private<'a>,
        /// loyalty picture.
        "RewardQR" => reward_qr: Private<'a>,
        /// reference data of the acquirer.
        "AcqRefData" | "AcqReference" => acquirer_reference: Text<'a>,
        /// processing data of the host.
        "ProcessData" => process_data: Text<'a>,
        /// reference number of the host.
        "RefNo" => reference_number: Text<'a> [deciding],
        /// control number of the host.
        "ControlNum" => control_number: Text<'a>,
        /// transaction id.
        "TransactionID" => transaction_number: Text<'a> [deciding],
        /// further text of the host, percent-encoded.
        "ExtraHostData" => extra_host_data: Text<'a>,
        /// result of the address check.
        "AVSRsp" => avs_response: Text<'a>,
        /// result of the card code check.
        "CVVRsp" => cvv_response: Text<'a>,
        /// language.
        "Language" => language: Text<'a>,
        /// echo of the table number.
        "table_num" => table_number: Text<'a>,
        /// echo of the clerk.
        "clerk_id" => clerk: Text<'a>,
        /// echo of the ticket number.
        "ticket_num" => ticket_number: Text<'a>,
    }
}
