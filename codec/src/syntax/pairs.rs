//! Lists of `key=value` entries between commas.
//!
//! An entry ends at the next comma; its key ends at the first `=`. Nothing in a list can be escaped, so that a value with a
//! comma comes as two entries, the second mostly without `=`: it is kept, as are empty entries.
//!
//! ```
//! use tillwire::pairs::Pairs;
//!
//! let list = "Tip=0.00, CashBack=0.00,,ReducedTax\n=$0.00,declineReason=Sorry, try again";
//! let entries: Vec<_> = Pairs::new(list).map(|entry| (entry.key(), entry.value())).collect();
//! assert_eq!(entries, [
//!     ("Tip", Some("0.00")),
//!     ("CashBack", Some("0.00")),
//!     ("", None),
//!     ("ReducedTax", Some("$0.00")),
//!     ("declineReason", Some("Sorry")),
//!     ("try again", None),
//! ]);
//! ```

use core::fmt;

use crate::value::trim_blanks;

/// An entry of a list, see [`Pairs`].
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Entry<'a> {
    raw: &'a str,
    offset: u32,
    /// Place of the first `=` in the entry; [`NONE`] where there is none.
    equals: u32,
}

const NONE: u32 = u32::MAX;

impl<'a> Entry<'a> {
    /// What stands before the first `=`, or the whole entry where there is none; without blanks and line ends around it.
    #[must_use]
    #[inline]
    pub fn key(&self) -> &'a str {
        trim_blanks(self.raw.get(..self.equals as usize).unwrap_or(self.raw))
    }

    /// What follows the first `=`, without blanks and line ends around it; `None` where there is no `=`.
    #[must_use]
    #[inline]
    pub fn value(&self) -> Option<&'a str> {
        self.raw.get((self.equals as usize).wrapping_add(1)..).filter(|_| self.has_value()).map(trim_blanks)
    }

    /// Whether there is an `=`.
    #[must_use]
    pub const fn has_value(&self) -> bool {
        self.equals != NONE
    }

    /// The entry as it stands between its commas.
    #[must_use]
    pub const fn raw(&self) -> &'a str {
        self.raw
    }

    /// Where it starts in the list, in bytes.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.offset as usize
    }
}

/// Prints the key and the length of the value.
impl fmt::Debug for Entry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value() {
            Some(value) => write!(f, "{}=[{}]", self.key(), value.len()),
            None => write!(f, "[{}]", self.raw.len()),
        }
    }
}

/// The entries of a list, in order, see the [module](self). An empty list has none.
#[derive(Clone)]
pub struct Pairs<'a> {
    text: &'a str,
    /// Start of the next entry; past the end of the text after the last one.
    start: usize,
    /// Start of the block whose separators are in the masks.
    block: usize,
    /// The bytes after that block.
    ahead: &'a [u8],
    commas: u64,
    equals: u64,
    /// The first `=` of the entry where it stands in an earlier block.
    carried: Option<usize>,
}

const BLOCK: usize = 64;

impl<'a> Pairs<'a> {
    /// The entries of `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let start = if text.is_empty() { usize::MAX } else { 0 };
        let (commas, equals, ahead) = separators(text.as_bytes());
        Self { text, start, block: 0, ahead, commas, equals, carried: None }
    }

    /// Goes on to the next block; `false` at the end of the text.
    #[inline(never)]
    fn next_block(&mut self) -> bool {
        if self.carried.is_none() && self.equals != 0 {
            self.carried = Some(self.block.wrapping_add(self.equals.trailing_zeros() as usize));
        }
        self.block = self.block.wrapping_add(BLOCK);
        let more = !self.ahead.is_empty();
        (self.commas, self.equals, self.ahead) = separators(self.ahead);
        more
    }
}

impl<'a> Iterator for Pairs<'a> {
    type Item = Entry<'a>;

    #[inline]
    fn next(&mut self) -> Option<Entry<'a>> {
        let start = self.start;
        if start > self.text.len() {
            return None;
        }
        let mut end = self.text.len();
        while self.commas == 0 && self.next_block() {}
        let mut equals = self.carried.take();
        if self.commas != 0 {
            end = self.block.wrapping_add(self.commas.trailing_zeros() as usize);
            let up_to_comma = self.commas ^ self.commas.wrapping_sub(1);
            let before = self.equals & up_to_comma;
            if equals.is_none() && before != 0 {
                equals = Some(self.block.wrapping_add(before.trailing_zeros() as usize));
            }
            self.equals ^= before;
            self.commas &= !up_to_comma;
        }
        self.start = end.wrapping_add(1);
        let equals = equals.map_or(NONE, |at| at.wrapping_sub(start) as u32);
        Some(Entry { raw: self.text.get(start..end)?, offset: start as u32, equals })
    }
}

impl core::iter::FusedIterator for Pairs<'_> {}

/// Prints keys and the lengths of values.
impl fmt::Debug for Pairs<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// The places of the commas and of the equals signs in the first 64 bytes, a bit each, and the bytes after those.
#[inline(always)]
fn separators(bytes: &[u8]) -> (u64, u64, &[u8]) {
    let (mut commas, mut equals) = (0, 0);
    let mut rest = bytes;
    for place in 0..8_u32 {
        let word = match rest.split_first_chunk::<8>() {
            Some((word, after)) => {
                rest = after;
                u64::from_le_bytes(*word)
            }
            None => {
                let word = rest.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte));
                rest = &[];
                word
            }
        };
        let shift = place.wrapping_mul(8);
        commas |= places_of(word, b',').wrapping_shl(shift);
        equals |= places_of(word, b'=').wrapping_shl(shift);
    }
    (commas, equals, rest)
}

/// One bit for each byte of `word` that equals `byte`, exactly.
#[inline(always)]
const fn places_of(word: u64, byte: u8) -> u64 {
    const LOW_SEVEN: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    let difference = word ^ crate::syntax::word::splat(byte);
    let nonzero = (difference & LOW_SEVEN).wrapping_add(LOW_SEVEN) | difference | LOW_SEVEN;
    (!nonzero >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the standard library's `split` makes of it.
    fn plainly(text: &str) -> Vec<(&str, Option<&str>)> {
        let entry = |raw: &'_ str| -> (usize, Option<usize>) { (raw.len(), raw.find('=')) };
        if text.is_empty() {
            return Vec::new();
        }
        text.split(',')
            .map(|raw| match entry(raw).1 {
                Some(at) => (trim_blanks(&raw[..at]), Some(trim_blanks(&raw[at + 1..]))),
                None => (trim_blanks(raw), None),
            })
            .collect()
    }

    #[test]
    fn agrees_with_split_at_every_alignment() {
        for unit in ["a=1,", "key=value, ", ",", "=", ",-", "é=ü,", "a=b=c,", "Tip\n=0.00,", "x", " \n,=,"]
        {
            for repeat in [1, 2, 7, 20, 63] {
                for pad in 0..9 {
                    let text = [&"p".repeat(pad), &*unit.repeat(repeat)].concat();
                    let ours: Vec<_> = Pairs::new(&text).map(|entry| (entry.key(), entry.value())).collect();
                    assert_eq!(ours, plainly(&text), "{text:?}");
                    let rebuilt: Vec<_> = Pairs::new(&text).map(|entry| entry.raw()).collect();
                    assert_eq!(rebuilt.join(","), text);
                    assert!(Pairs::new(&text).all(|entry| text[entry.offset()..].starts_with(entry.raw())));
                }
            }
        }
        assert_eq!(Pairs::new("").next(), None);
    }
}
