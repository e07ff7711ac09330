//! References of XML (XML 1.0, 2.2 and 4.1): reading them and writing text with them.

use crate::error::ErrorKind;

/// `Char` of XML 1.0, 2.2: tab, line feed, carriage return and everything from the blank on but surrogates, U+FFFE, U+FFFF.
pub(crate) const fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

/// `S` of XML 1.0, 2.3.
pub(crate) const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// `NameStartChar` of XML 1.0, 2.3.
pub(crate) const fn is_name_start(c: char) -> bool {
    matches!(c,
        ':' | 'A'..='Z' | '_' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}

/// `NameChar` of XML 1.0, 2.3.
pub(crate) const fn is_name_char(c: char) -> bool {
    is_name_start(c)
        || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// The length in bytes of the `Name` (XML 1.0, 2.3) at the start of `text`; 0 where there is none.
pub(crate) fn name_len(text: &str) -> usize {
    let ascii = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':' | b'-' | b'.');
    let bytes = text.as_bytes();
    let len = bytes.iter().take_while(|byte| ascii(byte)).count();
    match (bytes.first(), bytes.get(len)) {
        (Some(b'A'..=b'Z' | b'a'..=b'z' | b'_' | b':'), next) if next.is_none_or(u8::is_ascii) => len,
        _ => any_name_len(text),
    }
}

#[cold]
fn any_name_len(text: &str) -> usize {
    let mut chars = text.chars();
    match chars.next() {
        Some(c) if is_name_start(c) => {}
        _ => return 0,
    }
    loop {
        let rest = chars.as_str();
        match chars.next() {
            Some(c) if is_name_char(c) => {}
            _ => return text.len().saturating_sub(rest.len()),
        }
    }
}

/// Reads the reference whose `&` stands right before `text`: its character and what follows its `;`.
///
/// `Reference ::= '&' Name ';' | '&#' [0-9]+ ';' | '&#x' [0-9a-fA-F]+ ';'` (XML 1.0, 4.1), the name one of the five that
/// need no declaration.
///
/// # Errors
/// [`ErrorKind::InvalidReference`] where no such thing stands, [`ErrorKind::UnknownEntity`] for any other name,
/// [`ErrorKind::InvalidCharReference`] for a number that is no XML character.
pub(crate) fn reference(text: &str) -> Result<(char, &str), ErrorKind> {
    if let Some(number) = text.strip_prefix('#') {
        return match number.strip_prefix('x') {
            Some(hex) => char_reference(hex, 16),
            None => char_reference(number, 10),
        };
    }
    let (name, rest) = text.split_at_checked(name_len(text)).unwrap_or_default();
    let rest = match rest.strip_prefix(';') {
        Some(rest) if !name.is_empty() => rest,
        _ => return Err(ErrorKind::InvalidReference),
    };
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "apos" => '\'',
        "quot" => '"',
        _ => return Err(ErrorKind::UnknownEntity),
    };
    Ok((c, rest))
}

fn char_reference(digits: &str, radix: u32) -> Result<(char, &str), ErrorKind> {
    let mut number = 0_u32;
    let mut chars = digits.chars();
    let mut any = false;
    loop {
        match chars.next() {
            Some(';') if any => break,
            // By hand: the standard library's radix parsers take a sign.
            Some(c) => match c.to_digit(radix) {
                Some(digit) => number = number.saturating_mul(radix).saturating_add(digit),
                None => return Err(ErrorKind::InvalidReference),
            },
            None => return Err(ErrorKind::InvalidReference),
        }
        any = true;
    }
    match char::from_u32(number) {
        Some(c) if is_xml_char(c) => Ok((c, chars.as_str())),
        _ => Err(ErrorKind::InvalidCharReference),
    }
}

/// What is written in place of `c` in character data and in attribute values; `None` where it stands for itself.
///
/// Tab, line feed and carriage return go out as references, so that they come back equal from any reader, whatever it does
/// with line ends and attribute blanks.
pub(crate) const fn xml_escape(c: char) -> Option<&'static str> {
    match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&apos;"),
        '\t' => Some("&#9;"),
        '\n' => Some("&#10;"),
        '\r' => Some("&#13;"),
        _ => None,
    }
}
