//! The list in `ExtData`.

use tillwire::pairs::Pairs;
use tillwire::spin::{ExtData, Response};
use tillwire::{Decode, Options, Policy, Text, Value};

use crate::{allocations, oracle};

/// The text of an `ExtData` list, nothing in it escaped.
///
/// - Its entries joined by commas are the list; keys and values are what the standard library's `split` gives.
/// - Looking up a key gives the value that going through the entries finds first.
/// - The same list inside an answer, its special characters escaped, has the same entries.
///
/// # Panics
/// Where one of these does not hold.
pub fn extdata(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    allocations::none(|| {
        bare(text);
        list(data, &ExtData::from_text(Text::new(text)));
        // No markup stands in a list.
        if !text.contains('<') {
            list(data, &ExtData::from_text(Text::from_xml(text)));
        }
    });
    embedded(text);
}

const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];

/// The bare syntax, against what the standard library makes of it.
fn bare(text: &str) {
    let mut plainly = text.split(',').filter(|_| !text.is_empty());
    let mut at = 0;
    for entry in Pairs::new(text) {
        let raw = plainly.next().expect("no more entries than commas");
        assert_eq!((entry.raw(), entry.offset()), (raw, at));
        assert_eq!(oracle::place(text.as_bytes(), entry.raw()), at);
        let (key, value) = raw.split_once('=').map_or((raw, None), |(key, value)| (key, Some(value)));
        assert_eq!(entry.key(), key.trim_matches(BLANKS));
        assert_eq!(entry.value(), value.map(|value| value.trim_matches(BLANKS)));
        at += raw.len() + 1;
    }
    assert_eq!(plainly.next(), None, "entries are missing");
}

/// A list that was read from `data`.
pub(crate) fn list(data: &[u8], list: &ExtData<'_>) {
    let raw = list.text().raw();
    let start = oracle::place(data, raw);
    let mut next = start;
    for (count, entry) in list.entries().enumerate() {
        assert_eq!((oracle::place(data, entry.raw()), entry.offset()), (next, next - start));
        oracle::text(data, entry.key());
        entry.value().into_iter().for_each(|value| oracle::text(data, value));
        next += entry.raw().len() + 1;
        assert!(next == data.len() + 1 || next == start + raw.len() + 1 || data[next - 1] == b',');
        // Each look-up reads the list from its start.
        if count == 0 || count.is_power_of_two() {
            found_first(list, entry.key());
        }
    }
    assert!(next == start + raw.len() + 1 || raw.is_empty() && next == start, "entries are missing");
    found_first(list, Text::new("Amount"));
    assert_eq!(list.amount().map(|amount| amount.text()), list.find("Amount"));
    assert_eq!(list.result_code().map(|code| code.text()), list.find("ResultCode"));
    let spelled = |entry: &tillwire::spin::Entry<'_>| entry.key() == "DISC" || entry.key() == "Disc";
    let discount = list.entries().filter(spelled).find_map(|entry| entry.value());
    assert_eq!(list.discount().map(|amount| amount.text()), discount);
    assert_eq!(list.has_conflict(), list.has_conflict());
    oracle::bounded(oracle::most_output(data), format_args!("{list:?}"));
    oracle::bounded(oracle::most_output(data), format_args!("{:?}", list.entries()));
}

fn found_first(list: &ExtData<'_>, key: Text<'_>) {
    let Some(name) = key.as_str() else { return };
    let first = list.entries().filter(|entry| entry.key() == key).find_map(|entry| entry.value());
    assert_eq!(list.find(name), first);
}

/// The list inside an answer.
fn embedded(text: &str) {
    let mut answer = String::from("<response><ResultCode>0</ResultCode><ExtData>");
    for c in text.chars() {
        match c {
            '&' => answer.push_str("&amp;"),
            '<' => answer.push_str("&lt;"),
            '>' => answer.push_str("&gt;"),
            // A reader makes a line feed of it, and XML has no other control characters.
            '\r' => return,
            c => answer.push(c),
        }
    }
    answer.push_str("</ExtData></response>");
    let strict = Response::decode_with(answer.as_bytes(), &Options::new(Policy::Strict));
    let Ok(response) = Response::decode(answer.as_bytes()) else {
        assert!(text.contains(|c| !is_xml_char(c)), "a list that XML can hold is refused");
        return;
    };
    let inside = response.ext_data().next().expect("the list is there");
    let outside = ExtData::from_text(Text::new(text));
    assert!(inside.text() == text);
    assert_eq!(inside.entries().count(), outside.entries().count());
    for (inside, outside) in inside.entries().zip(outside.entries()) {
        assert_eq!((inside.key(), inside.value()), (outside.key(), outside.value()));
    }
    assert_eq!(inside.has_conflict(), outside.has_conflict());
    assert_eq!(strict.is_ok(), response.warnings().next().is_none(), "the policies differ on repeats");
}

/// `Char` of XML 1.0, 2.2.
fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}
