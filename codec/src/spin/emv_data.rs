//! `EMVData`: what a receipt of a chip transaction has to show.

use core::fmt;

use crate::message::{DebugList, Entries, List, Shape};
use crate::table::pairs_view;
use crate::value::{Text, Value};

/// The list in an `EMVData` element (SPIn specification, "Response Fields Definitions"). Empty where no card was read.
///
/// ```
/// use tillwire::{Text, Value, spin::EmvData};
///
/// let emv = EmvData::from_text(Text::new("AID=A0000000980840,AppName=US DEBIT,TVR=8080048000,TSI=6800,IAD=,ARC="));
/// assert_eq!(emv.application_name().unwrap(), "US DEBIT");
/// assert!(emv.response_code().unwrap().is_empty());
/// ```
#[derive(Clone, Copy)]
pub struct EmvData<'a> {
    list: List<'a>,
}

impl<'a> EmvData<'a> {
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

impl<'a> Value<'a> for EmvData<'a> {
    const SHAPE: Shape = Shape::Pairs(&FIELDS);

    fn from_text(text: Text<'a>) -> Self {
        Self { list: List::new(text) }
    }

    fn text(&self) -> Text<'a> {
        self.list.text()
    }
}

/// Prints the documented keys.
impl fmt::Debug for EmvData<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        DebugList(self.list, &FIELDS).fmt(f)
    }
}

pairs_view! {
    impl EmvData<'a> {
        /// application id from the chip, hexadecimal.
        "AID" => application_id: Text<'a>,
        /// application name from the chip.
        "AppName" => application_name: Text<'a>,
        /// terminal verification results, hexadecimal.
        "TVR" => verification_results: Text<'a>,
        /// transaction status information, hexadecimal.
        "TSI" => status_information: Text<'a>,
        /// issuer application data, hexadecimal.
        "IAD" => issuer_data: Text<'a>,
        /// authorization response code.
        "ARC" => response_code: Text<'a>,
    }
}
