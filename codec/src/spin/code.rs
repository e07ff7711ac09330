use crate::value::Value;
pub use crate::value::{CardType, EntryType, PaymentType, ResultCode, SettleCode, Signature, TransType};
impl TransType<'_> {
    pub(super) fn is_void(&self) -> bool {
        let mut b = [0; 32];
        self.text().decode_into(&mut b).is_ok_and(|t| {
            t.make_ascii_lowercase();
            t.starts_with("void")
        })
    }
    pub(super) fn authorizes(&self) -> bool {
        !["capture", "ticket", "tipadjust", "settle", "report"].iter().any(|k| self.is(k))
    }
    pub(super) fn is_operation(&self) -> bool {
        ["settle", "report"].iter().any(|k| self.is(k))
    }
    fn is(&self, k: &str) -> bool {
        let mut b = [0; 32];
        self.text().decode_into(&mut b).is_ok_and(|t| t.eq_ignore_ascii_case(k))
    }
}
