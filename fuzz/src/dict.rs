//! The dictionary of the XML targets, made from the rows of the library.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use tillwire::Field;
use tillwire::spin::{DailyReport, EmvData, ExtData, Receipt, Response, SummaryReport, Transaction};

/// Markup, escapes and other syntax.
const SYNTAX: &[&str] = &[
    "<xmp>",
    "</xmp>",
    "<response>",
    "</response>",
    "<response/>",
    "<?xml version=\"1.0\"?>",
    "encoding=\"UTF-8\"",
    "<?a b?>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<!DOCTYPE html",
    "<html",
    "<!",
    "</",
    "/>",
    "<a>",
    "</a>",
    "<a b='c'>",
    "='",
    "=\"",
    "&amp;",
    "&lt;",
    "&gt;",
    "&apos;",
    "&quot;",
    "&#10;",
    "&#x41;",
    "&#44;",
    "&#61;",
    "&#0;",
    "&nbsp;",
    "&",
    "%20",
    "%25",
    "%2c",
    "%3c",
    "%c3%a9",
    "\u{feff}",
    "\u{ffff}",
    "\0",
    "\r\n",
    ",",
    ",,",
    "=",
    "$",
    "é",
];

/// Values that decide something.
const VALUES: &[&str] = &[
    "0",
    "1",
    "2",
    "-1",
    "0.00",
    "1.00",
    "$0.00",
    "true",
    "false",
    "Approved",
    "Approved Offline",
    "Approved%20Offline",
    "APPROVAL",
    "Partial Approval",
    "Declined",
    "DECLINE",
    "Canceled",
    "Cancel",
    "Success",
    "Failure",
    "Error",
    "No Paper",
    "No open batch",
    "Transaction not found",
    "Transaction timeout",
    "Duplicate Reference Id",
    "Service busy",
    "Terminal in use",
    "Route not found",
    "Sale",
    "Void",
    "Void Sale",
    "Capture",
    "TipAdjust",
    "Settle",
    "Report",
    "Credit",
    "Online",
];

/// The dictionary, in the form that libFuzzer and AFL++ read.
#[must_use]
pub fn spin() -> String {
    let mut words = BTreeSet::new();
    let messages = [Response::FIELDS, DailyReport::FIELDS];
    for name in messages.into_iter().flatten().flat_map(names) {
        words.insert(format!("<{name}>"));
        words.insert(format!("</{name}>"));
    }
    let lists =
        [ExtData::FIELDS, EmvData::FIELDS, Receipt::FIELDS, SummaryReport::FIELDS, Transaction::FIELDS];
    for name in lists.into_iter().flatten().flat_map(names) {
        words.insert(format!("{name}="));
    }
    words.extend(SYNTAX.iter().chain(VALUES).map(|&word| word.to_owned()));
    let mut text =
        String::from("# Made from the rows of the library: UPDATE_DICT=1 cargo test -p tillwire-fuzz\n");
    for word in words {
        text.push('"');
        for byte in word.bytes() {
            match byte {
                b'"' | b'\\' => write!(text, "\\{}", char::from(byte)),
                b' '..=b'~' => write!(text, "{}", char::from(byte)),
                byte => write!(text, "\\x{byte:02X}"),
            }
            .expect("writing to a string");
        }
        text.push_str("\"\n");
    }
    text
}

fn names(field: &Field) -> impl Iterator<Item = &'static str> {
    std::iter::once(field.name).chain(field.aliases.iter().copied())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_file_is_in_step_with_the_rows() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/dict/spin.dict");
        let expected = super::spin();
        if std::env::var_os("UPDATE_DICT").is_some() {
            std::fs::write(path, &expected).unwrap();
        }
        let found = std::fs::read_to_string(path).unwrap_or_default();
        assert!(found == expected, "UPDATE_DICT=1 cargo test -p tillwire-fuzz rewrites dict/spin.dict");
    }
}
