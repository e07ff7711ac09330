//! Requests about the open batch: settlement, reports.
//!
//! Rows: SPIn specification, "Request for Settlement" and "Batch Report Request".

use crate::message::{alphanumeric, code, digits, number, only, reference, text};
use crate::rule::RuleError;
use crate::spin::{ReportType, SettleParam, Terminal, TransType};
use crate::table::request;
use crate::value::{Count, Secret, Text};

mod settle {
    use super::*;

    request! {
        /// Closes the open batch (SPIn specification, "Request for Settlement").
        ///
        /// **Without `MerchantId` all merchants of the terminal are settled.** The proxy waits up to 420 seconds for the answer.
        ///
        /// Setters check the lengths, alphabets and rules of the vendor's table; [`raw`](Self::raw) takes what the table forbids and the field sends.
        pub struct Settle<'a>, told by "TransType", with () {
            /// the operation.
            "TransType" => trans_type: TransType<'a>, with_trans_type: TransType<'a> [only(&["Settle"])],
            /// how the batch is closed.
            "Param" => param: SettleParam<'a>, with_param: SettleParam<'a> [code()],
            /// merchant of several, 1 to N; without it **all** merchants are settled.
            "MerchantId" => merchant_id: Text<'a>, with_merchant_id: &'a str [digits(12)],
            /// reference, up to 50 letters, digits, `-` and `_`.
            "RefId" => ref_id: Text<'a>, with_ref_id: &'a str [reference(50)],
            /// register, up to 50 letters, digits, `-` and `_`.
            "RegisterId" | "RegitsterId" => register_id: Text<'a>, with_register_id: &'a str [reference(50)],
            /// key of the register, up to 25 characters.
            "AuthKey" => auth_key: Secret<'a>, with_auth_key: &'a str [text(25)],
            /// terminal profile number, up to 12 letters and digits.
            "TPN" => tpn: Text<'a>, with_tpn: &'a str [alphanumeric(12)],
            /// seconds after which the proxy gives up, 1 to 720; without it 120.
            "OperationalTimeout" => operational_timeout: Count<'a>, with_operational_timeout: u32 [number(1, 720)],
        }
    }
}
pub use settle::Settle;

mod report {
    use super::*;

    request! {
        /// Asks for the totals or the transactions of the open batch (SPIn specification, "Batch Report Request").
        ///
        /// Setters check the lengths, alphabets and rules of the vendor's table; [`raw`](Self::raw) takes what the table forbids and the field sends.
        pub struct Report<'a>, told by "TransType", with () {
            /// the operation.
            "TransType" => trans_type: TransType<'a>, with_trans_type: TransType<'a> [only(&["Report"])],
            /// totals or transactions.
            "ReportType" => report_type: ReportType<'a>, with_report_type: ReportType<'a> [code()],
            /// reference, up to 50 letters, digits, `-` and `_`.
            "RefId" => ref_id: Text<'a>, with_ref_id: &'a str [reference(50)],
            /// register, up to 50 letters, digits, `-` and `_`.
            "RegisterId" | "RegitsterId" => register_id: Text<'a>, with_register_id: &'a str [reference(50)],
            /// key of the register, up to 25 characters.
            "AuthKey" => auth_key: Secret<'a>, with_auth_key: &'a str [text(25)],
            /// terminal profile number, up to 12 letters and digits.
            "TPN" => tpn: Text<'a>, with_tpn: &'a str [alphanumeric(12)],
            /// seconds after which the proxy gives up, 1 to 720; without it 120.
            "OperationalTimeout" => operational_timeout: Count<'a>, with_operational_timeout: u32 [number(1, 720)],
        }
    }
}
pub use report::Report;

impl<'a> Settle<'a> {
    /// A settlement of all merchants.
    ///
    /// # Errors
    /// The [`Rule`](crate::Rule) that a value breaks.
    pub fn new(terminal: &Terminal<'a>, ref_id: &'a str, param: SettleParam<'a>) -> Result<Self, RuleError> {
        Self::at(terminal).with_trans_type(TransType::SETTLE)?.with_ref_id(ref_id)?.with_param(param)
    }
}

impl<'a> Report<'a> {
    /// A report of the open batch.
    ///
    /// # Errors
    /// The [`Rule`](crate::Rule) that a value breaks.
    pub fn new(terminal: &Terminal<'a>, report_type: ReportType<'a>) -> Result<Self, RuleError> {
        Self::at(terminal).with_trans_type(TransType::REPORT)?.with_report_type(report_type)
    }
}
