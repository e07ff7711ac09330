//! The hot scans: plain text, and names among known ones.

use crate::syntax::word::{below, bits_below, equal, load, load_two, low_bytes, lowest, splat};

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

/// Names that a document is expected to hold, for look-up without a comparison per name.
///
/// A name of at most 16 bytes is found by one multiplication in a table without collisions, made at compile time; a longer one
/// by comparison.
#[derive(Debug)]
pub(crate) struct Names<const N: usize> {
    names: [&'static str; N],
    words: [[u64; 2]; N],
    slots: [u8; SLOTS],
    factor: u64,
}

const SLOTS: usize = 256;
const FREE: u8 = u8::MAX;

impl<const N: usize> Names<N> {
    /// # Panics
    /// At compile time only: where a name stands twice, or no factor is found.
    // Runs while compiling: an index out of range is a compile error.
    #[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, clippy::panic)]
    pub(crate) const fn new(names: [&'static str; N]) -> Self {
        let mut words = [[0; 2]; N];
        let mut n = 0;
        while n < N {
            let bytes = names[n].as_bytes();
            let mut i = 0;
            while bytes.len() <= 16 && i < bytes.len() {
                words[n][i / 8] |= (bytes[i] as u64) << (8 * (i % 8));
                i += 1;
            }
            n += 1;
        }
        let mut factor = 0x9e37_79b9_7f4a_7c15_u64;
        loop {
            let mut slots = [FREE; SLOTS];
            let mut n = 0;
            while n < N {
                if names[n].len() <= 16 {
                    let slot = slot(words[n], factor);
                    if slots[slot] != FREE {
                        break;
                    }
                    slots[slot] = n as u8;
                }
                n += 1;
            }
            if n == N {
                return Self { names, words, slots, factor };
            }
            factor = factor.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(2);
        }
    }

    /// The length and place of the known name that stands at the start of `bytes` right before a `>`.
    #[inline(always)]
    pub(super) fn at_start_of(&self, bytes: &[u8]) -> Option<(usize, u8)> {
        let [low, high] = load_two(bytes)?;
        let in_low = equal(low, LESS_OR_GREATER);
        let in_high = equal(high, LESS_OR_GREATER);
        let (words, len) = if in_low != 0 {
            ([low & bits_below(in_low), 0], lowest(in_low))
        } else if in_high != 0 {
            ([low, high & bits_below(in_high)], lowest(in_high).wrapping_add(8))
        } else {
            return None;
        };
        let place = *self.slots.get(slot(words, self.factor))?;
        let same = *self.words.get(usize::from(place))? == words;
        // The words end in zeros, and so may the bytes that were read: NUL is no part of a name.
        let whole = self.names.get(usize::from(place))?.len() == len;
        (same & whole).then_some((len, place))
    }

    /// The place of `name`.
    pub(super) fn find(&self, name: &str) -> Option<u8> {
        self.names.iter().position(|&known| known == name).and_then(|place| u8::try_from(place).ok())
    }
}

#[inline(always)]
const fn slot(words: [u64; 2], factor: u64) -> usize {
    let [low, high] = words;
    ((low ^ high.rotate_left(29)).wrapping_mul(factor) >> 56) as usize
}

/// Whether `bytes` starts with `name` and then `>`, `name` being a slice of a text that goes on after it.
///
/// `opened` is the text from the name of the start tag on.
#[inline(always)]
pub(super) fn closes(bytes: &[u8], opened: &[u8], len: usize) -> bool {
    if let (true, Some(end), Some(start)) = (len < 16, load_two(bytes), load_two(opened)) {
        let [low, high] = [end[0] ^ start[0], end[1] ^ start[1]];
        let same = (low & low_bytes(len)) | (high & low_bytes(len.saturating_sub(8))) == 0;
        return same && bytes.get(len) == Some(&b'>');
    }
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

    static NAMES: Names<4> = Names::new(["RefId", "SN", "HostResponseCode", "HostResponseMessage"]);

    #[test]
    fn known_names_are_found_and_no_others() {
        assert_eq!(NAMES.at_start_of(b"RefId>12</RefId>"), Some((5, 0)));
        assert_eq!(NAMES.at_start_of(b"SN>1234567890123"), Some((2, 1)));
        for other in [
            &b"RefId\0>2</RefId>"[..],
            b"RefI>12</RefI>..",
            b"Refid>12</Refid>",
            b">efId>12</RefId>",
            b"SN>",
            b"",
        ] {
            assert_eq!(NAMES.at_start_of(other), None);
        }
        assert_eq!(NAMES.find("HostResponseMessage"), Some(3));
        assert_eq!(NAMES.find("HostResponseMessag"), None);
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
