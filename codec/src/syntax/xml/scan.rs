//! The hot scans: plain text, and names among known ones.

use crate::syntax::word::{below, bits_below, bits_through, equal, load, load_two, lowest, splat};

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
pub(crate) struct Names {
    names: &'static [&'static str],
    words: &'static [[u64; 2]],
    slots: [u8; SLOTS],
    factor: u64,
}

const SLOTS: usize = 256;
const FREE: u8 = u8::MAX;

/// The bytes of names as words; zeros for a name of more than 16 bytes.
// Runs while compiling: an index out of range is a compile error.
#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects)]
pub(crate) const fn words<const N: usize>(names: &[&str; N]) -> [[u64; 2]; N] {
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
    words
}

impl Names {
    /// A table of `names`, whose words are `words`.
    // Runs while compiling, as above.
    #[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects)]
    pub(crate) const fn new(names: &'static [&'static str], words: &'static [[u64; 2]]) -> Self {
        let mut factor = 0x9e37_79b9_7f4a_7c15_u64;
        loop {
            let mut slots = [FREE; SLOTS];
            let mut n = 0;
            while n < names.len() {
                if names[n].len() <= 16 {
                    let slot = slot(words[n], factor);
                    if slots[slot] != FREE {
                        break;
                    }
                    slots[slot] = n as u8;
                }
                n += 1;
            }
            if n == names.len() {
                return Self { names, words, slots, factor };
            }
            factor = factor.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(2);
        }
    }

    /// The known name that stands at the start of `bytes` right before a `>`, and its place.
    #[inline(always)]
    pub(super) fn at_start_of(&self, bytes: &[u8]) -> Option<(Known, u8)> {
        let read = load_two(bytes)?;
        let [low, high] = read;
        let in_low = equal(low, LESS_OR_GREATER);
        let in_high = equal(high, LESS_OR_GREATER);
        let (words, len, mask) = if in_low != 0 {
            ([low & bits_below(in_low), 0], lowest(in_low), [bits_through(in_low), 0])
        } else if in_high != 0 {
            let len = lowest(in_high).wrapping_add(8);
            ([low, high & bits_below(in_high)], len, [u64::MAX, bits_through(in_high)])
        } else {
            return None;
        };
        let place = *self.slots.get(slot(words, self.factor))?;
        let same = *self.words.get(usize::from(place))? == words;
        // The words end in zeros, and so may the bytes that were read: NUL is no part of a name.
        let whole = self.names.get(usize::from(place))?.len() == len;
        (same & whole).then_some((Known { read, mask, len }, place))
    }

    /// The place of `name`.
    pub(super) fn find(&self, name: &str) -> Option<u8> {
        self.names.iter().position(|&known| known == name).and_then(|place| u8::try_from(place).ok())
    }
}

/// A known name and the `>` after it, as they were read.
pub(super) struct Known {
    read: [u64; 2],
    mask: [u64; 2],
    len: usize,
}

impl Known {
    #[inline(always)]
    pub(super) const fn len(&self) -> usize {
        self.len
    }

    /// Whether `bytes` starts with the same name and `>`.
    #[inline(always)]
    pub(super) fn closes(&self, bytes: &[u8]) -> bool {
        let Some([low, high]) = load_two(bytes) else { return false };
        ((low ^ self.read[0]) & self.mask[0]) | ((high ^ self.read[1]) & self.mask[1]) == 0
    }
}

#[inline(always)]
const fn slot(words: [u64; 2], factor: u64) -> usize {
    let [low, high] = words;
    ((low ^ high.rotate_left(29)).wrapping_mul(factor) >> 56) as usize
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

    static LIST: [&str; 4] = ["RefId", "SN", "HostResponseCode", "HostResponseMessage"];
    static WORDS: [[u64; 2]; 4] = words(&LIST);
    static NAMES: Names = Names::new(&LIST, &WORDS);

    #[test]
    fn known_names_are_found_and_no_others() {
        let found = |bytes: &[u8]| NAMES.at_start_of(bytes).map(|(name, place)| (name.len(), place));
        assert_eq!(found(b"RefId>12</RefId>"), Some((5, 0)));
        assert_eq!(found(b"SN>1234567890123"), Some((2, 1)));
        for other in [
            &b"RefId\0>2</RefId>"[..],
            b"RefI>12</RefI>..",
            b"Refid>12</Refid>",
            b">efId>12</RefId>",
            b"SN>",
            b"",
        ] {
            assert_eq!(found(other), None);
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
        let (name, _) = NAMES.at_start_of(b"RefId>12</RefId>").unwrap();
        for (end, whole) in [
            (&b"RefId>          "[..], true),
            (b"RefIe>          ", false),
            (b"RefId >         ", false),
            (b"RefI>           ", false),
            (b"RefId>", false),
        ] {
            assert_eq!(name.closes(end), whole);
        }
        let long = b"HostResponseMessage>x</HostResponseMessage>";
        assert!(closes(b"HostResponseMessage>", long, 19));
        assert!(!closes(b"HostResponseMessagf>", long, 19));
        assert!(!closes(b"XostResponseMessage>", long, 19));
    }
}
