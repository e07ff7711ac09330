//! Where in the input an error stands, for people: line, column, and the markup around it with all text masked.

use tillwire::Field;
use tillwire::spin::{DailyReport, EmvData, ExtData, Response, SummaryReport, Transaction};

/// How many bytes of context stand before and after the place.
const BEFORE: usize = 48;
const AFTER: usize = 24;

/// What a character of the input turns into when it is neither markup nor part of a documented name.
const MASK: char = '·';

pub(crate) struct Place {
    /// From 1.
    pub(crate) line: usize,
    /// In characters, from 1.
    pub(crate) column: usize,
    /// Markup and documented names; of everything else only how much there is.
    pub(crate) excerpt: String,
    /// The character of the excerpt under which the place is.
    pub(crate) caret: usize,
}

impl Place {
    pub(crate) fn of(input: &[u8], offset: usize) -> Self {
        let (before, after) = input.split_at_checked(offset).unwrap_or((input, &[]));
        let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
        let column = before.iter().skip(line_start).filter(|&&byte| is_first(byte)).count() + 1;
        let left = masked(before, before.len().saturating_sub(BEFORE), after.first());
        let right = masked_start(after, AFTER, before.last());
        let caret = left.chars().count();
        Self { line, column, excerpt: left + &right, caret }
    }
}

/// Whether a character starts with this byte, or it is no UTF-8.
const fn is_first(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

/// The bytes from `start` on; `next` is the byte after them.
fn masked(bytes: &[u8], start: usize, next: Option<&u8>) -> String {
    let (past, shown) = bytes.split_at_checked(start).unwrap_or((&[], bytes));
    let cut = if past.is_empty() { "" } else { "…" };
    format!("{cut}{}", mask(shown, past.last(), next))
}

/// The first `len` bytes; `previous` is the byte before them.
fn masked_start(bytes: &[u8], len: usize, previous: Option<&u8>) -> String {
    let (shown, rest) = bytes.split_at_checked(len).unwrap_or((bytes, &[]));
    let cut = if rest.is_empty() { "" } else { "…" };
    format!("{}{cut}", mask(shown, previous, rest.first()))
}

/// A name is shown only if it is documented and whole, so a part of a longer word between two cuts does not pass for one.
fn mask(bytes: &[u8], previous: Option<&u8>, next: Option<&u8>) -> String {
    let mut out = String::new();
    let mut before = previous;
    let mut rest = bytes;
    while let Some((&first, tail)) = rest.split_first() {
        let len = rest.iter().position(|&byte| !is_word(byte)).unwrap_or(rest.len());
        let (word, after) = rest.split_at_checked(len).unwrap_or_default();
        if word.is_empty() {
            match first {
                b'<' | b'>' | b'/' | b'=' | b'&' | b';' | b',' | b'!' | b'?' | b'-' | b'[' | b']' | b'"'
                | b'\'' | b'#' => out.push(char::from(first)),
                b' ' | b'\t' | b'\n' | b'\r' => out.push(' '),
                byte if is_first(byte) => out.push(MASK),
                _ => {}
            }
            before = rest.first();
            rest = tail;
            continue;
        }
        let ends = |byte: Option<&u8>| !byte.is_some_and(|&byte| is_word(byte));
        match std::str::from_utf8(word) {
            Ok(name) if ends(before) && ends(after.first().or(next)) && is_documented(name) => {
                out.push_str(name);
            }
            _ => out.extend(std::iter::repeat_n(MASK, word.len())),
        }
        before = word.last();
        rest = after;
    }
    out
}

const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn is_documented(name: &str) -> bool {
    let tables: [&[Field]; 6] = [
        Response::FIELDS,
        ExtData::FIELDS,
        EmvData::FIELDS,
        DailyReport::FIELDS,
        SummaryReport::FIELDS,
        Transaction::FIELDS,
    ];
    matches!(name, "xmp" | "response")
        || tables.iter().any(|fields| fields.iter().any(|field| field.is_named(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_markup_and_documented_names_only() {
        let input = "<xmp>\n<AuthCode>s3cr&t/K-1</AuthCode>é\u{1b}[2J".as_bytes();
        let place = Place::of(input, 20);
        assert_eq!((place.line, place.column), (2, 15));
        assert_eq!(place.excerpt, "<xmp> <AuthCode>····&·/·-·</AuthCode>··[··");
        assert_eq!(place.caret, 20);
    }

    #[test]
    fn a_name_that_the_window_cuts_is_masked() {
        let input = ["x".repeat(60), "Name".to_owned()].concat();
        let place = Place::of(input.as_bytes(), 60);
        assert!(place.excerpt.chars().all(|c| matches!(c, MASK | '…')), "{}", place.excerpt);
    }

    #[test]
    fn any_bytes_and_any_offset() {
        let bytes: Vec<u8> = (0..=255).rev().collect();
        for offset in 0..300 {
            let place = Place::of(&bytes, offset);
            assert!(place.caret <= place.excerpt.chars().count() && place.line >= 1);
        }
        assert_eq!(Place::of(b"", 0).excerpt, "");
    }
}
