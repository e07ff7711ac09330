//! The end of an answer that arrives in pieces.

use core::fmt;

use crate::error::{Error, ErrorKind};

/// Finds the end of an answer over Bluetooth, a serial line, or a socket without lengths: `</xmp>`, `</response>` where no `<xmp>` came
/// before, or a NUL. Looks at every byte once, however small the pieces are, and holds none of them.
///
/// NULs and blanks before an answer are skipped: over Bluetooth a lone NUL keeps the connection alive. What comes before `<` is the
/// stale end of an earlier answer and is counted as skipped as well.
///
/// ```
/// use tillwire::spin::FrameEnd;
///
/// let mut buffer = [0; 256];
/// let (mut frame, mut len) = (FrameEnd::new(buffer.len()), 0);
/// let mut found = None;
/// for piece in ["\0\r\n<xmp><resp", "onse/></x", "mp>\0<xmp>"] {
///     buffer[len..len + piece.len()].copy_from_slice(piece.as_bytes());
///     found = frame.push(&buffer[len..len + piece.len()])?;
///     len += piece.len();
/// }
/// let answer = found.unwrap();
/// assert_eq!(&buffer[answer.start..answer.end], b"<xmp><response/></xmp>");
/// # Ok::<(), tillwire::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct FrameEnd {
    max_len: usize,
    /// How many bytes were looked at.
    seen: usize,
    /// Where the answer starts, once its `<` has come.
    start: Option<usize>,
    /// The last bytes, the newest lowest.
    last: u128,
    wrapped: bool,
}

/// Where an answer stands, counted from the first byte that was pushed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Frame {
    /// Its first byte, a `<`.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
}

impl FrameEnd {
    /// For answers that end within the first `max_len` bytes that come.
    #[must_use]
    pub const fn new(max_len: usize) -> Self {
        Self { max_len, seen: 0, start: None, last: 0, wrapped: false }
    }

    /// Looks at the next bytes. `Some` at the end of the answer: what follows it in `bytes` belongs to the next one, for which a new
    /// `FrameEnd` is made.
    ///
    /// # Errors
    /// [`ErrorKind::TooLong`] where no answer ends within the length allowed.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Option<Frame>, Error> {
        for &byte in bytes {
            if self.seen >= self.max_len {
                return Err(Error::new(ErrorKind::TooLong, self.max_len));
            }
            let at = self.seen;
            self.seen = self.seen.saturating_add(1);
            let Some(start) = self.start else {
                if byte == b'<' {
                    self.start = Some(at);
                    self.last = u128::from(byte);
                }
                continue;
            };
            if byte == 0 {
                return Ok(Some(Frame { start, end: at }));
            }
            self.last = self.last << 8 | u128::from(byte);
            if byte == b'/' && at == start.saturating_add(1) {
                // No answer starts with an end tag.
                self.start = None;
                continue;
            }
            if byte == b'>' {
                if self.ends_with(b"<xmp>") {
                    self.wrapped = true;
                }
                if self.ends_with(b"</xmp>") || !self.wrapped && self.ends_with(b"</response>") {
                    return Ok(Some(Frame { start, end: self.seen }));
                }
            }
        }
        Ok(None)
    }

    /// How many bytes were looked at.
    #[must_use]
    pub const fn seen(&self) -> usize {
        self.seen
    }

    /// Whether the last bytes are `tag`, which is shorter than 16 bytes.
    fn ends_with(&self, tag: &[u8]) -> bool {
        let wanted = tag.iter().fold(0_u128, |word, &byte| word << 8 | u128::from(byte));
        let other = u128::BITS.saturating_sub((tag.len() as u32).saturating_mul(8));
        self.last.wrapping_shl(other) == wanted.wrapping_shl(other)
    }
}

/// Prints places only.
impl fmt::Debug for FrameEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FrameEnd")
            .field("seen", &self.seen)
            .field("start", &self.start)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cut_finds_the_same_end() {
        for (stream, frame) in [
            ("<xmp><response>a</response></xmp>rest", Some((0, 33))),
            ("\0\0 <xmp></xmp>", Some((3, 14))),
            ("stale</response></xmp", None),
            ("<response>a</response>\r\n", Some((0, 22))),
            ("<response>a<b>\0", Some((0, 14))),
            ("<xmp><a></xm></xmp>", Some((0, 19))),
            ("\0\0\0", None),
            ("", None),
        ] {
            for cut in 0..=stream.len() {
                let (before, after) = stream.as_bytes().split_at(cut);
                let mut end = FrameEnd::new(64);
                let mut found = end.push(before).unwrap();
                if found.is_none() {
                    found = end.push(after).unwrap();
                }
                assert_eq!(found.map(|frame| (frame.start, frame.end)), frame, "{stream:?} cut at {cut}");
            }
        }
        let mut end = FrameEnd::new(10);
        assert_eq!(end.push(b"<xmp></xm").unwrap(), None);
        assert_eq!(end.push(b"p").unwrap(), None);
        assert_eq!(end.push(b">").unwrap_err().kind(), ErrorKind::TooLong);
    }
}
