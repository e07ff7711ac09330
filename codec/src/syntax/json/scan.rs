//! The hot scans: plain text, blanks, numbers.

use crate::syntax::word::{below, equal, load, lowest, splat};

const BACKSLASH: u64 = splat(b'\\');
const SPACES: u64 = splat(b' ');
/// Puts the quote (0x22) right above the control characters, and the blank (0x20) away from there.
const QUOTE_TO_BLANK: u64 = splat(b'"' ^ b' ');

/// Marks quotes, backslashes and control characters.
#[inline(always)]
const fn special(word: u64) -> u64 {
    below(word ^ QUOTE_TO_BLANK, 0x21) | equal(word, BACKSLASH)
}

const fn is_special(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\' | 0..=0x1f)
}

/// What follows the text at the start of `bytes` in which nothing is escaped or has to be: from the first quote, backslash or
/// control character on.
#[inline(always)]
pub(super) fn after_plain(bytes: &[u8]) -> &[u8] {
    let mut rest = bytes;
    // Most strings are short: one word at a time, then four.
    for _ in 0..4 {
        let Some((word, after)) = rest.split_first_chunk::<8>() else { return after_plain_tail(rest) };
        let marks = special(u64::from_le_bytes(*word));
        if marks != 0 {
            return rest.get(lowest(marks)..).unwrap_or_default();
        }
        rest = after;
    }
    after_long_plain(rest)
}

#[inline(never)]
fn after_long_plain(bytes: &[u8]) -> &[u8] {
    let mut rest = bytes;
    while let Some((chunk, after)) = rest.split_first_chunk::<32>() {
        let marks = chunk.chunks_exact(8).fold(0, |marks, word| marks | load(word).map_or(0, special));
        if marks != 0 {
            break;
        }
        rest = after;
    }
    while let Some((word, after)) = rest.split_first_chunk::<8>() {
        let marks = special(u64::from_le_bytes(*word));
        if marks != 0 {
            return rest.get(lowest(marks)..).unwrap_or_default();
        }
        rest = after;
    }
    after_plain_tail(rest)
}

#[inline(always)]
fn after_plain_tail(bytes: &[u8]) -> &[u8] {
    let mut rest = bytes;
    while let [byte, after @ ..] = rest {
        if is_special(*byte) {
            break;
        }
        rest = after;
    }
    rest
}

/// What follows the blanks at the start of `bytes`.
///
/// `ws = *( %x20 / %x09 / %x0A / %x0D )` (RFC 8259, 2)
#[inline(always)]
pub(super) fn after_blanks(bytes: &[u8]) -> &[u8] {
    match bytes {
        [byte, ..] if *byte <= b' ' => after_some_blanks(bytes),
        _ => bytes,
    }
}

#[inline(always)]
fn after_some_blanks(bytes: &[u8]) -> &[u8] {
    let mut rest = bytes;
    while let [b' ' | b'\t' | b'\n' | b'\r', after @ ..] = rest {
        rest = after;
        // An indentation is a run of spaces.
        while let Some((word, after)) = rest.split_first_chunk::<8>() {
            let spaces = lowest(u64::from_le_bytes(*word) ^ SPACES);
            if spaces < 8 {
                rest = rest.get(spaces..).unwrap_or_default();
                break;
            }
            rest = after;
        }
    }
    rest
}

/// The length of the number at the start of `bytes`, or how many bytes stand before what makes it malformed.
///
/// `number = [ "-" ] ( "0" / ( %x31-39 *DIGIT ) ) [ "." 1*DIGIT ] [ ( "e" / "E" ) [ "-" / "+" ] 1*DIGIT ]` (RFC 8259, 6)
pub(super) fn number_len(bytes: &[u8]) -> Result<usize, usize> {
    let len = |rest: &[u8]| bytes.len().saturating_sub(rest.len());
    let integer = bytes.strip_prefix(b"-").unwrap_or(bytes);
    let mut rest = match integer {
        [b'0', rest @ ..] => rest,
        _ => digits(integer).map_err(len)?,
    };
    if let [b'.', fraction @ ..] = rest {
        rest = digits(fraction).map_err(len)?;
    }
    if let [b'e' | b'E', exponent @ ..] = rest {
        let exponent = match exponent {
            [b'+' | b'-', exponent @ ..] => exponent,
            _ => exponent,
        };
        rest = digits(exponent).map_err(len)?;
    }
    match rest {
        [b'0'..=b'9' | b'.' | b'+' | b'-' | b'_' | b'a'..=b'z' | b'A'..=b'Z', ..] => Err(len(rest)),
        _ => Ok(len(rest)),
    }
}

/// What follows the digits at the start of `bytes`, of which there has to be one.
fn digits(bytes: &[u8]) -> Result<&[u8], &[u8]> {
    let mut rest = bytes;
    while let [b'0'..=b'9', after @ ..] = rest {
        rest = after;
    }
    if rest.len() < bytes.len() { Ok(rest) } else { Err(rest) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain_len(bytes: &[u8]) -> usize {
        bytes.len() - after_plain(bytes).len()
    }

    fn blanks_len(bytes: &[u8]) -> usize {
        bytes.len() - after_blanks(bytes).len()
    }

    #[test]
    fn plain_text_ends_at_the_first_byte_that_needs_a_look() {
        let text =
            "The quick brown fox jumps over 's lazy dog! #$%&[]^; é€😀 \u{7f}0123456789 abcdefghijklmno";
        for start in (0..9).filter(|&start| text.is_char_boundary(start)) {
            let text = &text[start..];
            for len in (0..text.len()).filter(|&len| text.is_char_boundary(len)) {
                assert_eq!(plain_len(&text.as_bytes()[..len]), len);
                for stop in ["\"", "\\", "\0", "\t", "\n", "\x1f"] {
                    for after in ["", "\"", "\\\"\\ !#[]", "                                           "] {
                        let whole = [&text[..len], stop, after].concat();
                        assert_eq!(plain_len(whole.as_bytes()), len, "{whole:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn every_byte_is_looked_at_in_every_place() {
        for byte in 0..=255 {
            for other in [b'x', b' ', b'!', b'#', b']', 0x7f, 0x80, 0xff] {
                for len in 1..50 {
                    for place in 0..len {
                        let mut bytes = [other; 50];
                        bytes[place] = byte;
                        let plain = if is_special(byte) { place } else { len };
                        assert_eq!(plain_len(&bytes[..len]), plain, "{byte:#x} at {place} of {len}");
                    }
                }
            }
        }
    }

    #[test]
    fn blanks_are_four_bytes() {
        for before in 0..20 {
            for spaces in 0..40 {
                for end in
                    ["", "x", "\"0123456789", "\x0b        ", "\u{a0}      ", "\u{2028}    ", "!", "\0"]
                {
                    let blanks = ["\n\t\r "[..].repeat(before), " ".repeat(spaces), "\r\n".into()].concat();
                    let whole = [&blanks, end].concat();
                    assert_eq!(blanks_len(whole.as_bytes()), blanks.len(), "{whole:?}");
                    assert_eq!(blanks_len(&whole.as_bytes()[blanks.len()..]), 0);
                }
            }
        }
    }

    #[test]
    fn a_number_is_as_long_as_its_grammar_goes() {
        for number in
            ["0", "-0", "1", "10", "-12.50", "0.0", "1e5", "1E+05", "0e-0", "123456789012345678901234567890"]
        {
            for end in ["", " ", ",", "]", "}", "\u{ff11}"] {
                assert_eq!(number_len([number, end].concat().as_bytes()), Ok(number.len()), "{number}{end}");
            }
        }
        for (number, before) in [
            ("-", 1),
            ("-a", 1),
            ("01", 1),
            ("-01", 2),
            ("1.", 2),
            ("1.e5", 2),
            ("1e", 2),
            ("1e+", 3),
            ("1e+-1", 3),
            ("0x10", 1),
            ("1_000", 1),
            ("1.2.3", 3),
            ("1e5.0", 3),
            ("--1", 1),
        ] {
            assert_eq!(number_len(number.as_bytes()), Err(before), "{number}");
        }
    }
}
