//! Base64 (RFC 4648, 4), read a byte at a time.
//!
//! Forgiving where that loses nothing:
//! - Spaces, tabs, CR and LF may stand anywhere (RFC 2045, 6.8).
//! - The padding may be left out. Where it starts it has to be whole, and nothing but blanks may follow it.
//! - The bits that the last character has beyond the last byte may be anything (RFC 4648, 3.5).
//!
//! Any other character is an error, `-` and `_` of the URL alphabet too, and so is a last character that gives no byte.
//!
//! ```
//! use tillwire::base64::Decoder;
//!
//! let bytes: Result<Vec<u8>, _> = Decoder::new("dGls\r\nbHdpcmU".chars()).collect();
//! assert_eq!(bytes.unwrap(), b"tillwire");
//! ```

use core::fmt;
use core::iter::FusedIterator;

use crate::error::{BufferTooSmall, Error, ErrorKind};

/// The bytes that base64 characters stand for, see the [module](self). Nothing comes after an error.
#[derive(Clone)]
pub struct Decoder<I> {
    chars: I,
    /// Length in UTF-8 of the characters read.
    offset: usize,
    /// The bits that wait for more, lowest.
    bits: u32,
    held: u32,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Data,
    /// So many `=` are still to come.
    Padding(u32),
    Done,
}

impl<I: Iterator<Item = char>> Decoder<I> {
    /// Reads these characters, for example [`Text::chars`](crate::Text::chars).
    #[must_use]
    pub const fn new(chars: I) -> Self {
        Self { chars, offset: 0, bits: 0, held: 0, state: State::Data }
    }

    /// How far it has read: the length in bytes, as UTF-8, of the characters taken so far.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.offset
    }

    #[cold]
    fn fail(&mut self, offset: usize) -> Option<Result<u8, Error>> {
        self.state = State::Done;
        Some(Err(Error::new(ErrorKind::InvalidBase64, offset)))
    }
}

impl<I: Iterator<Item = char>> Iterator for Decoder<I> {
    type Item = Result<u8, Error>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.state == State::Done {
            return None;
        }
        loop {
            let at = self.offset;
            let Some(c) = self.chars.next() else {
                if self.held == 6 || !matches!(self.state, State::Data | State::Padding(0)) {
                    return self.fail(at);
                }
                self.state = State::Done;
                return None;
            };
            self.offset = at.saturating_add(c.len_utf8());
            match (c, self.state) {
                (' ' | '\t' | '\r' | '\n', _) => {}
                // Two bits are left over for each character that is missing from the last four.
                ('=', State::Data) if matches!(self.held, 2 | 4) => {
                    self.state = State::Padding((self.held >> 1).saturating_sub(1));
                }
                ('=', State::Padding(left)) if left > 0 => {
                    self.state = State::Padding(left.saturating_sub(1))
                }
                (c, State::Data) => {
                    let Some(six) = six_bits(c) else { return self.fail(at) };
                    self.bits = self.bits << 6 | six;
                    if self.held == 0 {
                        self.held = 6;
                    } else {
                        self.held = self.held.saturating_sub(2);
                        let [.., byte] = self.bits.wrapping_shr(self.held).to_be_bytes();
                        return Some(Ok(byte));
                    }
                }
                _ => return self.fail(at),
            }
        }
    }
}

impl<I: Iterator<Item = char>> FusedIterator for Decoder<I> {}

/// Prints none of the text.
impl<I> fmt::Debug for Decoder<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decoder").field("offset", &self.offset).finish_non_exhaustive()
    }
}

/// What a character of the alphabet stands for (RFC 4648, table 1).
const fn six_bits(c: char) -> Option<u32> {
    let (first, value) = match c {
        'A'..='Z' => ('A', 0),
        'a'..='z' => ('a', 26),
        '0'..='9' => ('0', 52),
        '+' => return Some(62),
        '/' => return Some(63),
        _ => return None,
    };
    Some((c as u32).wrapping_sub(first as u32).wrapping_add(value))
}

/// The length in bytes of what `chars` stand for.
///
/// # Errors
/// [`ErrorKind::InvalidBase64`] at the byte (as UTF-8) of what is no base64, see the [module](self).
pub fn decoded_len(chars: impl Iterator<Item = char>) -> Result<usize, Error> {
    Decoder::new(chars).try_fold(0, |len: usize, byte| byte.map(|_| len.saturating_add(1)))
}

/// Writes what `chars` stand for to the start of `buffer`.
///
/// ```
/// use tillwire::base64::{DecodeError, decode_into};
///
/// assert_eq!(decode_into("Qk0=".chars(), &mut [0; 8]).unwrap(), b"BM");
/// let error = decode_into("Qk0=".chars(), &mut [0; 1]).unwrap_err();
/// assert!(matches!(error, DecodeError::TooSmall(error) if error.needed == 2));
/// ```
///
/// # Errors
/// [`DecodeError::Invalid`] for what is no base64, else [`DecodeError::TooSmall`] with the length needed. The buffer is zeroed
/// then.
pub fn decode_into<I: Iterator<Item = char>>(chars: I, buffer: &mut [u8]) -> Result<&mut [u8], DecodeError> {
    let mut len = 0_usize;
    let mut invalid = None;
    for byte in Decoder::new(chars) {
        match byte {
            Ok(byte) => {
                if let Some(place) = buffer.get_mut(len) {
                    *place = byte;
                }
                len = len.saturating_add(1);
            }
            Err(error) => invalid = Some(error),
        }
    }
    let error = match invalid {
        Some(error) => DecodeError::Invalid(error),
        None if len > buffer.len() => DecodeError::TooSmall(BufferTooSmall { needed: len }),
        None => return Ok(buffer.get_mut(..len).unwrap_or_default()),
    };
    buffer.fill(0);
    Err(error)
}

/// Why [`decode_into`] wrote nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DecodeError {
    /// It is no base64.
    Invalid(Error),
    /// The buffer has no room for it.
    TooSmall(BufferTooSmall),
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(error) => error.fmt(f),
            Self::TooSmall(error) => write!(f, "buffer too small: {} bytes are needed", error.needed),
        }
    }
}

impl core::error::Error for DecodeError {}

#[cfg(test)]
mod tests {
    use super::*;
    use data_encoding::{BASE64, BASE64_MIME_PERMISSIVE, BASE64_NOPAD};

    fn decode(text: &str) -> Result<Vec<u8>, usize> {
        let lazily: Result<Vec<u8>, Error> = Decoder::new(text.chars()).collect();
        let mut buffer = [0xa5; 300];
        assert_eq!(
            decode_into(text.chars(), &mut buffer)
                .map_err(|error| error.to_string())
                .map(|bytes| bytes.to_vec()),
            lazily.clone().map_err(|error| error.to_string())
        );
        assert!(lazily.is_ok() || buffer == [0; 300]);
        assert_eq!(decoded_len(text.chars()), lazily.clone().map(|bytes| bytes.len()));
        lazily.map_err(|error| {
            assert_eq!(error.kind(), ErrorKind::InvalidBase64);
            error.offset()
        })
    }

    fn encoded(encoding: &data_encoding::Encoding, bytes: &[u8]) -> String {
        let mut out = vec![0; encoding.encode_len(bytes.len())];
        encoding.encode_mut(bytes, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn vectors_of_rfc_4648_and_what_is_forgiven() {
        for (text, bytes) in [
            ("", ""),
            ("Zg==", "f"),
            ("Zm8=", "fo"),
            ("Zm9v", "foo"),
            ("Zm9vYg==", "foob"),
            ("Zm9vYmE=", "fooba"),
            ("Zm9vYmFy", "foobar"),
            ("Zg", "f"),
            ("Zm8", "fo"),
            ("Zh", "f"),
            ("Zm9=", "fo"),
            (" Z\r\nm\t9v\n", "foo"),
            ("Zg =\r\n= \n", "f"),
            (" \r\n", ""),
        ] {
            assert_eq!(decode(text), Ok(bytes.into()), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_base64_is_refused_at_its_byte() {
        for (text, at) in [
            ("Z", 1),
            ("Zm9vY", 5),
            ("Zg=", 3),
            ("Zg= ", 4),
            ("=", 0),
            ("Z=", 1),
            ("Zm9v=", 4),
            ("Zm8==", 4),
            ("Zg===", 4),
            ("Zg==Zg==", 4),
            ("Zm8=x", 4),
            ("Zm-_", 2),
            ("Zm9v\0", 4),
            ("Zm9vé", 4),
            ("Zm9v\u{a0}", 4),
            ("Zm%39v", 2),
        ] {
            assert_eq!(decode(text), Err(at), "{text:?}");
        }
        let mut decoder = Decoder::new("Zm9v-Zm9v".chars());
        assert_eq!(decoder.by_ref().filter(Result::is_ok).count(), 3);
        assert_eq!(decoder.next(), None);
        let error = decoded_len("Zm-_".chars()).unwrap_err();
        assert_eq!(error.to_string(), "invalid base64 at byte 2");
    }

    #[test]
    fn agrees_with_another_reader() {
        let bytes: Vec<u8> = (0..=255).chain((0..44).rev()).collect();
        for len in 0..bytes.len() {
            let (_, bytes) = bytes.split_at(len);
            for encoding in [BASE64, BASE64_NOPAD, BASE64_MIME_PERMISSIVE] {
                assert_eq!(decode(&encoded(&encoding, bytes)), Ok(bytes.to_vec()));
            }
        }
        // Every byte in every place of a group; the other reader takes several padded texts in a row, this one does not.
        for byte in 0..=255_u8 {
            for place in 0..5 {
                let mut text = *b"Zm8=";
                if let Some(target) = text.get_mut(place) {
                    *target = byte;
                }
                let Ok(text) = core::str::from_utf8(&text) else { continue };
                let mut peer = [0; 3];
                let theirs = BASE64_MIME_PERMISSIVE.decode_mut(text.as_bytes(), &mut peer);
                let ours = decode(text);
                if let Ok(len) = theirs {
                    assert_eq!(ours.as_deref(), Ok(&peer[..len]), "{text:?}");
                } else if ours.is_ok() {
                    assert!(text.contains([' ', '\t', '\r', '\n']), "{text:?}"); // padding left out
                }
            }
        }
    }

    #[test]
    fn every_buffer_that_is_too_short_learns_the_same_length() {
        for len in 0..6 {
            let mut buffer = vec![0xa5; len];
            let error = decode_into("Zm9vYmFy".chars(), &mut buffer).unwrap_err();
            assert_eq!(error, DecodeError::TooSmall(BufferTooSmall { needed: 6 }));
            assert_eq!(error.to_string(), "buffer too small: 6 bytes are needed");
            assert!(buffer.iter().all(|&byte| byte == 0));
        }
    }
}
