//! Writing: the trait, and the writer that counts what it has no room for.

use crate::error::BufferTooSmall;
use crate::syntax::escape::xml_escape;

/// A message that can be written as bytes.
pub trait Encode {
    /// Writes the message to `writer`. The one code path for length and content.
    fn write_to(&self, writer: &mut Writer<'_>);

    /// The length in bytes of the encoded message.
    fn encoded_len(&self) -> usize {
        let mut writer = Writer::new(&mut []);
        self.write_to(&mut writer);
        writer.len()
    }

    /// Writes the message to the start of `buffer`; gives the part that was written.
    ///
    /// # Errors
    /// [`BufferTooSmall`] with the length needed, the same for every buffer that is too small; the buffer is zeroed then, since half a
    /// message may hold a key.
    fn encode<'b>(&self, buffer: &'b mut [u8]) -> Result<&'b mut [u8], BufferTooSmall> {
        let mut writer = Writer::new(buffer);
        self.write_to(&mut writer);
        let needed = writer.len();
        if needed > buffer.len() {
            buffer.fill(0);
            return Err(BufferTooSmall { needed });
        }
        Ok(buffer.get_mut(..needed).unwrap_or_default())
    }
}

/// Copies into a slice while there is room, and goes on counting when there is none.
#[derive(Debug)]
pub struct Writer<'b> {
    /// What is still free.
    free: &'b mut [u8],
    len: usize,
    /// Whether what is written is percent-encoded on its way.
    percent: bool,
}

impl<'b> Writer<'b> {
    /// A writer to the start of `buffer`.
    #[must_use]
    pub fn new(buffer: &'b mut [u8]) -> Self {
        Self { free: buffer, len: 0, percent: false }
    }

    /// How many bytes were written, or would have been.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether nothing was written.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Writes `text` as it is.
    #[inline]
    pub fn raw(&mut self, text: &str) {
        if self.percent { self.percent(text.as_bytes()) } else { self.bytes(text.as_bytes()) }
    }

    #[inline]
    fn bytes(&mut self, bytes: &[u8]) {
        self.len = self.len.saturating_add(bytes.len());
        let free = core::mem::take(&mut self.free);
        if let Some((place, free)) = free.split_at_mut_checked(bytes.len()) {
            for (to, from) in place.iter_mut().zip(bytes) {
                *to = *from;
            }
            self.free = free;
        }
    }

    /// Writes `bytes` for the query of a URL: what is not unreserved (RFC 3986, 2.3) as `%XX`, a blank as `%20`.
    fn percent(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        loop {
            let plain = rest.iter().take_while(|&&byte| UNRESERVED.has(byte)).count();
            let (before, after) = rest.split_at_checked(plain).unwrap_or_default();
            self.bytes(before);
            match after.split_first() {
                Some((&byte, after)) => {
                    self.bytes(&[b'%', hex_digit(byte >> 4), hex_digit(byte & 0xf)]);
                    rest = after;
                }
                None => return,
            }
        }
    }

    /// Percent-encodes for the query of a URL what `write` writes, in the same pass.
    pub fn percent_encoded(&mut self, write: impl FnOnce(&mut Self)) {
        let before = core::mem::replace(&mut self.percent, true);
        write(self);
        self.percent = before;
    }

    /// Writes `text` as XML character data or as part of an attribute value.
    pub fn xml(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.bytes().position(|byte| ESCAPED.has(byte)) {
            let (before, after) = rest.split_at_checked(at).unwrap_or_default();
            self.raw(before);
            // What is escaped is one byte long.
            let (escaped, after) = after.split_at_checked(1).unwrap_or_default();
            self.raw(escaped.chars().next().and_then(xml_escape).unwrap_or_default());
            rest = after;
        }
        self.raw(rest);
    }

    /// Writes `<name>text</name>`.
    pub fn element(&mut self, name: &str, text: &str) {
        self.start_tag(name);
        self.xml(text);
        self.end_tag(name);
    }

    /// Writes `<name>`.
    pub fn start_tag(&mut self, name: &str) {
        self.raw("<");
        self.raw(name);
        self.raw(">");
    }

    /// Writes `</name>`.
    pub fn end_tag(&mut self, name: &str) {
        self.raw("</");
        self.raw(name);
        self.raw(">");
    }
}

/// A set of bytes.
struct Bytes([bool; 256]);

static ESCAPED: Bytes = Bytes::of(b"&<>\"'\t\n\r");
static UNRESERVED: Bytes = Bytes::of(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

impl Bytes {
    // Runs while compiling: an index out of range is a compile error.
    #[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects)]
    const fn of(bytes: &[u8]) -> Self {
        let mut set = [false; 256];
        let mut n = 0;
        while n < bytes.len() {
            set[bytes[n] as usize] = true;
            n += 1;
        }
        Self(set)
    }

    #[inline(always)]
    fn has(&self, byte: u8) -> bool {
        self.0.get(usize::from(byte)).copied().unwrap_or_default()
    }
}

const fn hex_digit(nibble: u8) -> u8 {
    match nibble {
        0..=9 => b'0'.wrapping_add(nibble),
        _ => b'A'.wrapping_sub(10).wrapping_add(nibble),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Element(&'static str);

    impl Encode for Element {
        fn write_to(&self, writer: &mut Writer<'_>) {
            writer.element("t", self.0);
        }
    }

    #[test]
    fn every_buffer_that_is_too_small_says_the_same_and_is_zeroed() {
        let element = Element("a<b>&\"'\t\r\né]]>");
        let whole = "<t>a&lt;b&gt;&amp;&quot;&apos;&#9;&#13;&#10;é]]&gt;</t>";
        assert_eq!(element.encoded_len(), whole.len());
        for len in 0..whole.len() {
            let mut buffer = [0xa5; 80];
            let needed = element.encode(&mut buffer[..len]);
            assert_eq!(needed, Err(BufferTooSmall { needed: whole.len() }));
            assert!(
                buffer[..len].iter().all(|&byte| byte == 0) && buffer[len..].iter().all(|&byte| byte == 0xa5)
            );
        }
        let mut buffer = [0xa5; 80];
        assert_eq!(element.encode(&mut buffer).unwrap(), whole.as_bytes());
        assert!(buffer[whole.len()..].iter().all(|&byte| byte == 0xa5));
    }
    #[test]
    fn a_query_keeps_what_is_unreserved() {
        let mut buffer = [0; 128];
        let mut writer = Writer::new(&mut buffer);
        writer.raw("?a=");
        writer.percent_encoded(|writer| writer.element("t", "a-Z_0.9~ é+&"));
        writer.raw("&");
        let len = writer.len();
        let query = "?a=%3Ct%3Ea-Z_0.9~%20%C3%A9%2B%26amp%3B%3C%2Ft%3E&";
        assert_eq!(std::str::from_utf8(&buffer[..len]).unwrap(), query);
    }
}
