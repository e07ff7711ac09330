//! The characters that the inside of a JSON string stands for.

use crate::error::ErrorKind;

/// The characters between the quotes of a string, escapes decoded. What is no escape stays as it stands.
#[derive(Clone)]
pub(crate) struct Characters<'a> {
    rest: &'a str,
}

impl<'a> Characters<'a> {
    pub(crate) const fn new(raw: &'a str) -> Self {
        Self { rest: raw }
    }

    /// What is still to come, as it stands.
    pub(super) const fn rest(&self) -> &'a str {
        self.rest
    }
}

impl Iterator for Characters<'_> {
    type Item = char;

    #[inline]
    fn next(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let c = chars.next()?;
        self.rest = chars.as_str();
        if c == '\\' {
            if let Ok((c, rest)) = escape(self.rest) {
                self.rest = rest;
                return Some(c);
            }
        }
        Some(c)
    }
}

/// Reads the escape whose `\` stands right before `text`: its character and what follows it.
///
/// `escape ( %x22 / %x5C / %x2F / %x62 / %x66 / %x6E / %x72 / %x74 / %x75 4HEXDIG )` (RFC 8259, 7)
///
/// # Errors
/// [`ErrorKind::InvalidEscape`] where no such thing stands, [`ErrorKind::LoneSurrogate`] for half a pair,
/// [`ErrorKind::UnexpectedEnd`] where the text ends within it.
pub(super) fn escape(text: &str) -> Result<(char, &str), ErrorKind> {
    let mut chars = text.chars();
    let c = match chars.next() {
        Some(c @ ('"' | '\\' | '/')) => c,
        Some('b') => '\u{8}',
        Some('f') => '\u{c}',
        Some('n') => '\n',
        Some('r') => '\r',
        Some('t') => '\t',
        Some('u') => return unicode_escape(chars.as_str()),
        Some(_) => return Err(ErrorKind::InvalidEscape),
        None => return Err(ErrorKind::UnexpectedEnd),
    };
    Ok((c, chars.as_str()))
}

/// What follows `\u`: four digits, and the second half where they are the first half of a surrogate pair.
fn unicode_escape(text: &str) -> Result<(char, &str), ErrorKind> {
    let (number, rest) = four_digits(text)?;
    let (number, rest) = match number {
        0xd800..=0xdbff => {
            let low = match rest.as_bytes() {
                [b'\\', b'u', ..] => rest.get(2..).unwrap_or_default(),
                [] | [b'\\'] => return Err(ErrorKind::UnexpectedEnd),
                _ => return Err(ErrorKind::LoneSurrogate),
            };
            let (low, rest) = four_digits(low)?;
            if !matches!(low, 0xdc00..=0xdfff) {
                return Err(ErrorKind::LoneSurrogate);
            }
            (0x1_0000_u32.wrapping_add((number & 0x3ff) << 10 | low & 0x3ff), rest)
        }
        _ => (number, rest),
    };
    match char::from_u32(number) {
        Some(c) => Ok((c, rest)),
        None => Err(ErrorKind::LoneSurrogate),
    }
}

fn four_digits(text: &str) -> Result<(u32, &str), ErrorKind> {
    let mut chars = text.chars();
    let mut number = 0;
    for _ in 0..4 {
        // By hand: the standard library's radix parsers take a sign.
        match chars.next().map(|c| c.to_digit(16)) {
            Some(Some(digit)) => number = number << 4 | digit,
            Some(None) => return Err(ErrorKind::InvalidEscape),
            None => return Err(ErrorKind::UnexpectedEnd),
        }
    }
    Ok((number, chars.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_can_be_escaped() {
        for c in (0..=0x10_ffff).filter_map(char::from_u32) {
            let mut units = [0; 2];
            let escaped: String =
                c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")).collect();
            assert_eq!(escape(&format!("{}rest", &escaped[1..])), Ok((c, "rest")));
        }
    }

    #[test]
    fn what_is_no_escape_stays_as_it_stands() {
        for raw in [r"\", r"\q", r"\u", r"\u12", r"\u+041", r"\ud83d", r"\ud83d\u0041", r"\ude00", "\\\u{e9}"]
        {
            assert_eq!(Characters::new(raw).collect::<String>().chars().next(), Some('\\'), "{raw}");
        }
        assert_eq!(Characters::new(r"\ud83d\u0041").collect::<String>(), r"\ud83dA");
        assert_eq!(Characters::new(r#"\\n\"\/a"#).collect::<String>(), r#"\n"/a"#);
    }
}
