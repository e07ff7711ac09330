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
}

impl<'b> Writer<'b> {
    /// A writer to the start of `buffer`.
    #[must_use]
    pub fn new(buffer: &'b mut [u8]) -> Self {
        Self { free: buffer, len: 0 }
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
    pub fn raw(&mut self, text: &str) {
        self.len = self.len.saturating_add(text.len());
        let free = core::mem::take(&mut self.free);
        if let Some((place, free)) = free.split_at_mut_checked(text.len()) {
            for (to, from) in place.iter_mut().zip(text.bytes()) {
                *to = from;
            }
            self.free = free;
        }
    }

    /// Writes `text` as XML character data or as part of an attribute value.
    pub fn xml(&mut self, text: &str) {
        let mut rest = text;
        while let Some((at, reference)) = rest.char_indices().find_map(|(at, c)| Some((at, xml_escape(c)?))) {
            let (before, after) = rest.split_at_checked(at).unwrap_or_default();
            self.raw(before);
            self.raw(reference);
            // What is escaped is one byte long.
            rest = after.get(1..).unwrap_or_default();
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
}
