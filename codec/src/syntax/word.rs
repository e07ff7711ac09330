//! Eight bytes at a time in one `u64`, by arithmetic that is fast at every optimization level.
//!
//! The masks below mark a byte by its high bit. Marks are exact up to and including the lowest one; above it a borrow may
//! add false ones, so whoever goes on past the first mark looks at the byte itself.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// `byte` in each of the eight places.
pub(crate) const fn splat(byte: u8) -> u64 {
    ONES.wrapping_mul(byte as u64)
}

/// Marks the bytes of `word` that equal the byte splatted in `pattern`.
#[inline(always)]
pub(crate) const fn equal(word: u64, pattern: u64) -> u64 {
    let difference = word ^ pattern;
    difference.wrapping_sub(ONES) & !difference & HIGH
}

/// Marks the bytes of `word` below `limit`, which is at most 0x80.
#[inline(always)]
pub(crate) const fn below(word: u64, limit: u8) -> u64 {
    word.wrapping_sub(splat(limit)) & !word & HIGH
}

/// The place of the lowest mark; 8 where there is none.
#[inline(always)]
pub(crate) const fn lowest(marks: u64) -> usize {
    (marks.trailing_zeros() >> 3) as usize
}

/// The bits of the bytes below the lowest mark; all bits where there is none.
#[inline(always)]
pub(crate) const fn bits_below(marks: u64) -> u64 {
    let lowest_bit = marks & marks.wrapping_neg();
    (lowest_bit >> 7).wrapping_sub(1)
}

/// The bits of the bytes up to and with the lowest marked one; all bits where there is none.
#[inline(always)]
pub(crate) const fn bits_through(marks: u64) -> u64 {
    marks ^ marks.wrapping_sub(1)
}

/// The first eight bytes, the first byte lowest.
#[inline(always)]
pub(crate) fn load(bytes: &[u8]) -> Option<u64> {
    bytes.first_chunk::<8>().map(|chunk| u64::from_le_bytes(*chunk))
}

/// The first sixteen bytes as two words.
#[inline(always)]
pub(crate) fn load_two(bytes: &[u8]) -> Option<[u64; 2]> {
    let chunk = bytes.first_chunk::<16>()?;
    let (low, high) = chunk.split_at(8);
    Some([load(low)?, load(high)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_mark_is_exact() {
        for byte in 0..=255_u8 {
            for place in 0..8 {
                for other in [0, 0x1f, 0x20, 0x3c, 0x7f, 0x80, 0xff] {
                    let mut bytes = [other; 8];
                    bytes[place] = byte;
                    let word = u64::from_le_bytes(bytes);
                    for wanted in [0, 0x26, 0x3c, 0x80, 0xff] {
                        let first = bytes.iter().position(|&b| b == wanted);
                        assert_eq!(lowest(equal(word, splat(wanted))), first.unwrap_or(8));
                    }
                    let first = bytes.iter().position(|&b| b < 0x20);
                    assert_eq!(lowest(below(word, 0x20)), first.unwrap_or(8));
                }
            }
        }
        assert_eq!(bits_below(0), u64::MAX);
        assert_eq!(bits_below(0x80), 0);
        assert_eq!(bits_below(0x8000_8000), 0xff);
        assert_eq!(bits_through(0), u64::MAX);
        assert_eq!(bits_through(0x80), 0xff);
        assert_eq!(bits_through(0x8000_8000), 0xffff);
    }
}
