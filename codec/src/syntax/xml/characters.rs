//! The characters that raw XML stands for, and the flaws that were forgiven in it.

use crate::decode::WarningKind;
use crate::error::ErrorKind;
use crate::syntax::escape::reference;
use crate::syntax::search::split_once;

/// The characters of element content or of an attribute value: references resolved, CDATA sections opened, line ends made one
/// line feed, comments, instructions and tags left out.
#[derive(Clone)]
pub(crate) struct Characters<'a> {
    rest: &'a str,
    cdata: bool,
    attribute: bool,
}

impl<'a> Characters<'a> {
    pub(crate) const fn new(content: &'a str) -> Self {
        Self { rest: content, cdata: false, attribute: false }
    }

    pub(crate) const fn of_attribute(value: &'a str) -> Self {
        Self { rest: value, cdata: false, attribute: true }
    }

    /// Goes on after the markup at the start of `text`; where it does not end, nothing more comes.
    #[cold]
    fn skip_markup(&mut self, text: &'a str) {
        if let Some(inner) = text.strip_prefix("<![CDATA[") {
            self.cdata = true;
            self.rest = inner;
            return;
        }
        let end = match text {
            _ if text.starts_with("<!--") => text.get(4..).and_then(|text| split_once(text, "-->")),
            _ if text.starts_with("<?") => split_once(text, "?>"),
            _ => {
                let mut quote = None;
                let end = text.bytes().position(|byte| match quote {
                    Some(open) => {
                        quote = quote.filter(|_| byte != open);
                        false
                    }
                    None => {
                        quote = Some(byte).filter(|byte| matches!(byte, b'"' | b'\''));
                        byte == b'>'
                    }
                });
                end.and_then(|end| text.split_at_checked(end.saturating_add(1)))
            }
        };
        self.rest = end.unwrap_or_default().1;
    }
}

impl Iterator for Characters<'_> {
    type Item = char;

    #[inline]
    fn next(&mut self) -> Option<char> {
        loop {
            let text = self.rest;
            let mut chars = text.chars();
            let c = chars.next()?;
            self.rest = chars.as_str();
            match c {
                '\r' => {
                    self.rest = self.rest.strip_prefix('\n').unwrap_or(self.rest);
                    return Some(if self.attribute { ' ' } else { '\n' });
                }
                '\t' | '\n' if self.attribute => return Some(' '),
                '&' if !self.cdata => {
                    return match reference(self.rest) {
                        Ok((c, rest)) => {
                            self.rest = rest;
                            Some(c)
                        }
                        Err(_) => Some('&'),
                    };
                }
                '<' if !self.cdata && !self.attribute => self.skip_markup(text),
                ']' if self.cdata && self.rest.starts_with("]>") => {
                    self.cdata = false;
                    self.rest = self.rest.get(2..).unwrap_or_default();
                }
                c => return Some(c),
            }
        }
    }
}

/// The references in character data that only [`Policy::Tolerant`](crate::Policy::Tolerant) lets pass, with their offsets in it.
#[derive(Clone, Copy)]
pub(crate) struct Flaws<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Flaws<'a> {
    pub(crate) const fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }
}

impl Iterator for Flaws<'_> {
    type Item = (WarningKind, usize);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let rest = self.text.get(self.at..)?;
            let found = memchr::memchr(b'&', rest.as_bytes())?;
            let offset = self.at.saturating_add(found);
            let after = rest.get(found.saturating_add(1)..)?;
            self.at = offset.saturating_add(1);
            match reference(after) {
                Ok((_, rest)) => self.at = self.text.len().saturating_sub(rest.len()),
                Err(ErrorKind::UnknownEntity) => return Some((WarningKind::UnknownEntity, offset)),
                Err(_) => return Some((WarningKind::BareAmpersand, offset)),
            }
        }
    }
}
