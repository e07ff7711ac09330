//! The writing half.

use super::scan::after_plain;
use crate::encode::Writer;

/// What is written in place of a byte that may not stand in a string as it is: the start of an escape and its end.
const fn json_escape(byte: u8) -> (&'static str, &'static str) {
    match byte {
        b'"' => ("\\", "\""),
        b'\\' => ("\\", "\\"),
        0x08 => ("\\", "b"),
        0x09 => ("\\", "t"),
        0x0a => ("\\", "n"),
        0x0c => ("\\", "f"),
        0x0d => ("\\", "r"),
        0x10.. => ("\\u001", last_digit(byte)),
        _ => ("\\u000", last_digit(byte)),
    }
}

const fn last_digit(byte: u8) -> &'static str {
    match byte & 0xf {
        0x0 => "0",
        0x1 => "1",
        0x2 => "2",
        0x3 => "3",
        0x4 => "4",
        0x5 => "5",
        0x6 => "6",
        0x7 => "7",
        0x8 => "8",
        0x9 => "9",
        0xa => "a",
        0xb => "b",
        0xc => "c",
        0xd => "d",
        0xe => "e",
        _ => "f",
    }
}

impl Writer<'_> {
    /// Writes `text` as the inside of a JSON string: quotes, backslashes and control characters escaped, each in its
    /// shortest form, everything else as it is.
    pub fn json(&mut self, text: &str) {
        let mut rest = text;
        loop {
            let plain = rest.len().saturating_sub(after_plain(rest.as_bytes()).len());
            let (plain, after) = rest.split_at_checked(plain).unwrap_or((rest, ""));
            self.raw(plain);
            let Some(byte) = after.bytes().next() else { return };
            let (start, end) = json_escape(byte);
            self.raw(start);
            self.raw(end);
            // What is escaped is one byte long.
            rest = after.get(1..).unwrap_or_default();
        }
    }

    /// Writes a JSON object with the members that `members` writes.
    ///
    /// ```
    /// use tillwire::{Encode, Writer};
    ///
    /// struct Check<'a>(&'a str);
    ///
    /// impl Encode for Check<'_> {
    ///     fn write_to(&self, writer: &mut Writer<'_>) {
    ///         writer.json_object(|root| {
    ///             root.object("merchantAuthentication", |merchant| {
    ///                 merchant.string("merchantId", "110");
    ///                 merchant.string("transactionReferenceId", self.0);
    ///             });
    ///             root.raw("transactionType", "1");
    ///         });
    ///     }
    /// }
    ///
    /// let mut buffer = [0; 120];
    /// assert_eq!(
    ///     Check("a\"b").encode(&mut buffer)?,
    ///     br#"{"merchantAuthentication":{"merchantId":"110","transactionReferenceId":"a\"b"},"transactionType":1}"#
    /// );
    /// # Ok::<(), tillwire::BufferTooSmall>(())
    /// ```
    pub fn json_object(&mut self, members: impl FnOnce(&mut ObjectWriter<'_, '_>)) {
        self.raw("{");
        members(&mut ObjectWriter { writer: self, any: false });
        self.raw("}");
    }

    /// Writes a JSON array with the elements that `elements` writes.
    pub fn json_array(&mut self, elements: impl FnOnce(&mut ArrayWriter<'_, '_>)) {
        self.raw("[");
        elements(&mut ArrayWriter { writer: self, any: false });
        self.raw("]");
    }

    fn json_string(&mut self, text: &str) {
        self.raw("\"");
        self.json(text);
        self.raw("\"");
    }
}

/// Writes the members of an object, see [`Writer::json_object`]. The names are not looked at: one given twice stands twice.
#[derive(Debug)]
pub struct ObjectWriter<'w, 'b> {
    writer: &'w mut Writer<'b>,
    any: bool,
}

impl<'b> ObjectWriter<'_, 'b> {
    /// Writes a member whose value is a string.
    pub fn string(&mut self, name: &str, text: &str) {
        self.value_of(name).json_string(text);
    }

    /// Writes a member whose value is `json` as it stands: a number, a literal, or what was read before.
    pub fn raw(&mut self, name: &str, json: &str) {
        self.value_of(name).raw(json);
    }

    /// Writes a member whose value is an object.
    pub fn object(&mut self, name: &str, members: impl FnOnce(&mut ObjectWriter<'_, '_>)) {
        self.value_of(name).json_object(members);
    }

    /// Writes a member whose value is an array.
    pub fn array(&mut self, name: &str, elements: impl FnOnce(&mut ArrayWriter<'_, '_>)) {
        self.value_of(name).json_array(elements);
    }

    fn value_of(&mut self, name: &str) -> &mut Writer<'b> {
        self.writer.raw(if self.any { ",\"" } else { "\"" });
        self.any = true;
        self.writer.json(name);
        self.writer.raw("\":");
        self.writer
    }
}

/// Writes the elements of an array, see [`Writer::json_array`].
#[derive(Debug)]
pub struct ArrayWriter<'w, 'b> {
    writer: &'w mut Writer<'b>,
    any: bool,
}

impl<'b> ArrayWriter<'_, 'b> {
    /// Writes a string.
    pub fn string(&mut self, text: &str) {
        self.element().json_string(text);
    }

    /// Writes `json` as it stands: a number, a literal, or what was read before.
    pub fn raw(&mut self, json: &str) {
        self.element().raw(json);
    }

    /// Writes an object.
    pub fn object(&mut self, members: impl FnOnce(&mut ObjectWriter<'_, '_>)) {
        self.element().json_object(members);
    }

    /// Writes an array.
    pub fn array(&mut self, elements: impl FnOnce(&mut ArrayWriter<'_, '_>)) {
        self.element().json_array(elements);
    }

    fn element(&mut self) -> &mut Writer<'b> {
        if self.any {
            self.writer.raw(",");
        }
        self.any = true;
        self.writer
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encode::Encode;
    use crate::error::BufferTooSmall;
    use crate::value::Text;

    struct Message(&'static str);

    impl Encode for Message {
        fn write_to(&self, writer: &mut Writer<'_>) {
            writer.json_object(|root| {
                root.object("none", |_| {});
                root.string("te\"xt", self.0);
                root.array("list", |list| {
                    list.string("");
                    list.raw("1.50");
                    list.object(|inner| inner.raw("a", "null"));
                    list.array(|_| {});
                });
            });
        }
    }

    #[test]
    fn every_buffer_that_is_too_small_says_the_same_and_is_zeroed() {
        let message = Message("a\"b\\c\u{8}\t\n\u{c}\r\0\u{1f}/\u{7f}é😀\u{2028}");
        let whole = concat!(
            r#"{"none":{},"te\"xt":"a\"b\\c\b\t\n\f\r\u0000\u001f/"#,
            "\u{7f}é😀\u{2028}",
            r#"","list":["",1.50,{"a":null},[]]}"#
        );
        assert_eq!(message.encoded_len(), whole.len());
        for len in 0..whole.len() {
            let mut buffer = [0xa5; 160];
            assert_eq!(message.encode(&mut buffer[..len]), Err(BufferTooSmall { needed: whole.len() }));
            assert!(
                buffer[..len].iter().all(|&byte| byte == 0) && buffer[len..].iter().all(|&byte| byte == 0xa5)
            );
        }
        let mut buffer = [0xa5; 160];
        assert_eq!(std::str::from_utf8(message.encode(&mut buffer).unwrap()), Ok(whole));
        assert!(buffer[whole.len()..].iter().all(|&byte| byte == 0xa5));
    }

    #[test]
    fn every_character_comes_back() {
        for c in (0..=0x10_ffff).filter_map(char::from_u32) {
            let mut buffer = [0; 16];
            let mut writer = Writer::new(&mut buffer);
            let mut utf8 = [0; 4];
            let text: &str = c.encode_utf8(&mut utf8);
            writer.json(text);
            let len = writer.len();
            let written = std::str::from_utf8(&buffer[..len]).unwrap();
            assert_eq!(Text::from_json(written), *text);
            assert_eq!(written == text, c >= ' ' && !matches!(c, '"' | '\\'));
        }
    }
}
