//! The hot scan: plain text; and end tags.

use crate::syntax::word::{below, equal, load, lowest, splat};

const LESS_OR_GREATER: u64 = splat(b'>');
const CASE_OF_LESS: u64 = splat(b'<' ^ b'>');
const AMPERSAND: u64 = splat(b'&');

/// Marks `<`, `>`, `&` and the control characters.
#[inline(always)]
fn special(word: u64) -> u64 {
    // `<` and `>` differ in one bit, so one comparison finds both.
    equal(word | CASE_OF_LESS, LESS_OR_GREATER) | equal(word, AMPERSAND) | below(word, 0x20)
}

/// Whether character data may not simply go on over `byte`.
#[inline(always)]
const fn stops(byte: u8) -> bool {
    matches!(byte, b'<' | b'>' | b'&') || (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r'))
}

/// The length of the character data at the start of `bytes` in which nothing needs a look: up to the first `<`, `>`, `&` or
/// control character that is no blank.
#[inline(always)]
pub(super) fn plain_len(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    // Most values are short: one word, then four at a time.
    while let Some(word) = load(rest) {
        let marks = special(word);
        if marks != 0 {
            match stop_in(rest, marks) {
                Some(place) => return bytes.len().wrapping_sub(rest.len()).wrapping_add(place),
                None => rest = rest.split_at_checked(8).unwrap_or_default().1,
            }
            continue;
        }
        rest = rest.split_at_checked(8).unwrap_or_default().1;
        while let Some((chunk, after)) = rest.split_first_chunk::<32>() {
            let marks = chunk.chunks_exact(8).fold(0, |marks, word| marks | load(word).map_or(0, special));
            if marks != 0 {
                break;
            }
            rest = after;
        }
    }
    let tail = rest.iter().position(|&byte| stops(byte)).unwrap_or(rest.len());
    bytes.len().wrapping_sub(rest.len()).wrapping_add(tail)
}

/// The first marked byte that stops the text. Blanks are marked too, and a borrow may mark a byte above one falsely.
#[inline(always)]
fn stop_in(bytes: &[u8], mut marks: u64) -> Option<usize> {
    while marks != 0 {
        let place = lowest(marks);
        if bytes.get(place).is_some_and(|&byte| stops(byte)) {
            return Some(place);
        }
        marks &= marks.wrapping_sub(1);
    }
    None
}

/// Whether `bytes` starts with the first `len` bytes of `opened` and then `>`.
pub(super) fn closes(bytes: &[u8], opened: &[u8], len: usize) -> bool {
    match (bytes.split_at_checked(len), opened.get(..len)) {
        (Some((name, [b'>', ..])), Some(opened)) => name == opened,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_ends_at_the_first_byte_that_needs_a_look() {
        let text = "The quick\tbrown fox\r\njumps over \n\n the lazy dog; é€😀 0123456789 abcdefghijklmnop";
        for len in (0..text.len()).filter(|&len| text.is_char_boundary(len)) {
            assert_eq!(plain_len(&text.as_bytes()[..len]), len);
            for stop in ["<", ">", "&", "\0", "\x1f", "\x0b"] {
                for after in ["", "\n\n \t<", "                                           "] {
                    let whole = [&text[..len], stop, after].concat();
                    assert_eq!(plain_len(whole.as_bytes()), len, "{whole:?}");
                }
            }
        }
    }

    #[test]
    fn an_end_tag_is_compared_whole() {
        let opened = b"RespMSG>Approved</RespMSG>              ";
        for (end, whole) in [
            (&b"RespMSG>        "[..], true),
            (b"RespMSG>", true),
            (b"RespMSH>        ", false),
            (b"RespMS>         ", false),
            (b"RespMSGx>       ", false),
            (b"RespMSG", false),
        ] {
            assert_eq!(closes(end, opened, 7), whole);
        }
        let long = b"HostResponseMessage>x</HostResponseMessage>";
        assert!(closes(b"HostResponseMessage>", long, 19));
        assert!(!closes(b"HostResponseMessagf>", long, 19));
        assert!(!closes(b"XostResponseMessage>", long, 19));
    }
}
