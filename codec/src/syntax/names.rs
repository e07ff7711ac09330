//! Names that a message is expected to hold, for look-up without a comparison per name.

use crate::syntax::word::{bits_below, bits_through, equal, load_two, lowest, splat};

/// The known names of a message, each at its place.
///
/// A name is found by one multiplication in a table without collisions, made at compile time.
#[derive(Debug)]
pub(crate) struct Names {
    names: &'static [&'static str],
    words: &'static [[u64; 2]],
    slots: [u8; SLOTS],
    factor: u64,
}

const SLOTS: usize = 256;
const FREE: u8 = u8::MAX;

/// The bytes of names as words.
// Runs while compiling: an index out of range is a compile error.
#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects)]
pub(crate) const fn words<const N: usize>(names: &[&str; N]) -> [[u64; 2]; N] {
    let mut words = [[0; 2]; N];
    let mut n = 0;
    while n < N {
        words[n] = fold(names[n].as_bytes());
        n += 1;
    }
    words
}

impl Names {
    /// A table of `names`, whose words are `words`.
    ///
    /// # Panics
    /// At compile time only: where a name stands twice, or there are so many that no factor is found (some sixty).
    // Runs while compiling, as above.
    #[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects)]
    pub(crate) const fn new(names: &'static [&'static str], words: &'static [[u64; 2]]) -> Self {
        let mut factor = 0x9e37_79b9_7f4a_7c15_u64;
        let mut tries = 0;
        loop {
            assert!(tries < 1 << 14, "a name stands twice, or there are too many");
            tries += 1;
            let mut slots = [FREE; SLOTS];
            let mut n = 0;
            while n < names.len() {
                let slot = slot(words[n], factor);
                if slots[slot] != FREE {
                    break;
                }
                slots[slot] = n as u8;
                n += 1;
            }
            if n == names.len() {
                return Self { names, words, slots, factor };
            }
            factor = factor.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(2);
        }
    }

    /// The known name that stands at the start of `bytes` right before `end`, and its place.
    ///
    /// Finds names of at most 15 bytes only, and none within the last 15 bytes.
    #[inline(always)]
    pub(crate) fn at_start_of(&self, bytes: &[u8], end: u8) -> Option<(Known, u8)> {
        let read = load_two(bytes)?;
        let [low, high] = read;
        let in_low = equal(low, splat(end));
        let in_high = equal(high, splat(end));
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

    /// What follows the name at `place` and `end`, with which `bytes` may start.
    #[inline(always)]
    pub(crate) fn expected<'a>(&self, place: u8, bytes: &'a [u8], end: u8) -> Option<&'a [u8]> {
        let name = self.names.get(usize::from(place))?;
        let same = match (load_two(bytes), self.words.get(usize::from(place))?) {
            // The words of a name end in zeros: the first difference is where `end` stands.
            (Some([low, high]), [known_low, known_high]) if name.len() < 16 => {
                let in_low = lowest(low ^ known_low);
                let in_high = lowest(high ^ known_high).wrapping_add(8);
                name.len() == if in_low < 8 { in_low } else { in_high }
            }
            _ => bytes.starts_with(name.as_bytes()),
        };
        match bytes.get(name.len()..)? {
            [byte, after @ ..] if same && *byte == end => Some(after),
            _ => None,
        }
    }

    /// The place of `name`.
    pub(crate) fn find(&self, name: &[u8]) -> Option<u8> {
        let place = *self.slots.get(slot(fold(name), self.factor))?;
        (self.names.get(usize::from(place))?.as_bytes() == name).then_some(place)
    }

    /// The place of the first name of which `is_it` is true.
    pub(crate) fn position(&self, is_it: impl Fn(&'static str) -> bool) -> Option<u8> {
        self.names.iter().position(|&name| is_it(name)).and_then(|place| u8::try_from(place).ok())
    }
}

/// A known name and what ends it, as they were read.
pub(crate) struct Known {
    read: [u64; 2],
    mask: [u64; 2],
    len: usize,
}

impl Known {
    #[inline(always)]
    pub(crate) const fn len(&self) -> usize {
        self.len
    }

    /// Whether `bytes` starts with the same name and end.
    #[inline(always)]
    pub(crate) fn closes(&self, bytes: &[u8]) -> bool {
        let Some([low, high]) = load_two(bytes) else { return false };
        ((low ^ self.read[0]) & self.mask[0]) | ((high ^ self.read[1]) & self.mask[1]) == 0
    }
}

/// The bytes of a name in two words, one layer of sixteen bytes over the other.
const fn fold(name: &[u8]) -> [u64; 2] {
    let (mut low, mut high, mut at) = (0, 0, 0_u32);
    let mut rest = name;
    while let [byte, after @ ..] = rest {
        let word = (*byte as u64).wrapping_shl(at << 3);
        if at & 8 == 0 {
            low ^= word;
        } else {
            high ^= word;
        }
        at = at.wrapping_add(1);
        rest = after;
    }
    [low, high]
}

#[inline(always)]
const fn slot(words: [u64; 2], factor: u64) -> usize {
    let [low, high] = words;
    ((low ^ high.rotate_left(29)).wrapping_mul(factor) >> 56) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    static LIST: [&str; 6] =
        ["RefId", "SN", "HostResponseCode", "HostResponseMessage", "ExactlyOfEightB.", "8 bytes."];
    static WORDS: [[u64; 2]; 6] = words(&LIST);
    static NAMES: Names = Names::new(&LIST, &WORDS);

    #[test]
    fn known_names_are_found_and_no_others() {
        let found = |bytes: &[u8]| NAMES.at_start_of(bytes, b'>').map(|(name, place)| (name.len(), place));
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
        for (place, name) in LIST.iter().enumerate() {
            assert_eq!(NAMES.find(name.as_bytes()), Some(place as u8));
            for len in 0..name.len() {
                assert_eq!(NAMES.find(&name.as_bytes()[..len]), None);
            }
        }
        assert_eq!(NAMES.find(b"HostResponseMessagf"), None);
        assert_eq!(NAMES.find(b"RefId\0"), None);
        assert_eq!(NAMES.position(|name| name == "SN"), Some(1));
    }

    #[test]
    fn the_same_name_closes() {
        let (name, _) = NAMES.at_start_of(b"RefId>12</RefId>", b'>').unwrap();
        for (end, whole) in [
            (&b"RefId>          "[..], true),
            (b"RefIe>          ", false),
            (b"RefId >         ", false),
            (b"RefI>           ", false),
            (b"RefId>", false),
        ] {
            assert_eq!(name.closes(end), whole);
        }
    }

    #[test]
    fn an_expected_name_is_compared_whole() {
        for (place, name) in LIST.iter().enumerate() {
            for after in ["", ":\"0123456789abcdef", "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"] {
                let place = place as u8;
                let bytes = [name.as_bytes(), b"\"", after.as_bytes()].concat();
                assert_eq!(NAMES.expected(place, &bytes, b'"'), Some(after.as_bytes()));
                assert_eq!(NAMES.expected(place, &bytes, b'>'), None);
                for at in 0..=name.len() {
                    for bit in 0..8 {
                        let mut other = bytes.clone();
                        other[at] ^= 1 << bit;
                        assert_eq!(NAMES.expected(place, &other, b'"'), None);
                    }
                    assert_eq!(NAMES.expected(place, &bytes[..at], b'"'), None);
                    assert_eq!(
                        NAMES.expected(place, &[&bytes[..at], &b"\0"[..], &bytes[at..]].concat(), b'"'),
                        None
                    );
                }
            }
        }
        assert_eq!(NAMES.expected(6, b"\"", b'"'), None);
    }
}
