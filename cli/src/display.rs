//! What may be printed, and how: the only place where values turn into output.

use std::borrow::Cow;
use std::fmt::{self, Write};

use tillwire::{Exposure, Text};

/// A value as it is printed.
#[derive(Clone, Debug)]
pub(crate) enum Shown<'a> {
    /// There is none.
    Nothing,
    Text(Cow<'a, str>),
    /// A secret.
    Redacted,
    /// Personal or unknown: its length in bytes.
    Hidden(usize),
    /// The entries stand below: their number.
    List(usize),
}

impl<'a> Shown<'a> {
    pub(crate) fn text(text: Text<'a>, exposure: Exposure) -> Self {
        match exposure {
            Exposure::Shown => Self::Text(text.to_cow()),
            Exposure::Hidden => Self::Hidden(text.raw().len()),
            Exposure::Secret => Self::Redacted,
        }
    }

    /// Text of this program or of a documented name.
    pub(crate) const fn name(name: &'a str) -> Self {
        Self::Text(Cow::Borrowed(name))
    }

    /// The text, or what stands for it; `None` where there is none.
    pub(crate) fn as_str(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Nothing => None,
            Self::Text(text) => Some(Cow::Borrowed(text)),
            Self::Redacted => Some(Cow::Borrowed("[redacted]")),
            Self::Hidden(len) => Some(Cow::Owned(format!("[hidden {len}]"))),
            Self::List(len) => Some(Cow::Owned(format!("[list {len}]"))),
        }
    }

    /// Whether something stands for the text.
    pub(crate) const fn is_mark(&self) -> bool {
        matches!(self, Self::Redacted | Self::Hidden(_) | Self::List(_))
    }
}

/// Who may see what: nobody anything beyond its row, unless all was asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Eyes {
    pub(crate) reveal: bool,
}

impl Eyes {
    /// How much is shown of what stands in something of exposure `outer`.
    pub(crate) const fn see(self, outer: Exposure, inner: Exposure) -> Exposure {
        match (outer, inner) {
            _ if self.reveal => Exposure::Shown,
            (Exposure::Secret, _) | (_, Exposure::Secret) => Exposure::Secret,
            (Exposure::Hidden, _) | (_, Exposure::Hidden) => Exposure::Hidden,
            (Exposure::Shown, Exposure::Shown) => Exposure::Shown,
        }
    }
}

/// Whether an undocumented key of a list may be shown: it starts with a letter, is short, and holds fewer digits than a
/// card number. Anything else may be the rest of a value that had a comma in it.
pub(crate) fn looks_like_key(key: &str) -> bool {
    let digits = key.chars().filter(char::is_ascii_digit).count();
    let is_key_char = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
    key.len() <= 48 && digits <= 8 && key.starts_with(char::is_alphabetic) && key.chars().all(is_key_char)
}

/// Whether a character could change how the output around it is read: controls, escapes of terminals, marks of writing
/// direction, and whatever else is not seen.
pub(crate) fn is_deceptive(c: char) -> bool {
    !matches!(c, ' '..='~') && c.escape_debug().len() > 1
}

/// Text on one line, with deceptive characters and backslashes escaped.
pub(crate) struct Escaped<'a>(pub(crate) &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '\\' => f.write_str("\\\\")?,
                c if is_deceptive(c) => write!(f, "{}", c.escape_debug())?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deceptive_characters_are_escaped() {
        let odd = "\0\u{1}\t\r\n\u{1b}\u{7f}\u{85}\u{9b}\u{ad}\u{61c}\u{200b}\u{200d}\u{200e}\u{2028}\u{202e}\u{2066}\
            \u{feff}\u{e0041}\u{f0000}";
        for c in odd.chars() {
            assert!(is_deceptive(c), "{c:?}");
        }
        assert!(Escaped(odd).to_string().bytes().all(|byte| (b' '..=b'~').contains(&byte)));
        assert_eq!(Escaped("Zoë 東京 100% \"x\" 'y' a\\b").to_string(), "Zoë 東京 100% \"x\" 'y' a\\\\b");
    }

    #[test]
    fn keys_and_what_only_stands_before_an_equals_sign() {
        for key in ["Tip", "AcntLast4", "ebtCashBalAmount", "table_num", "x.y-z", "größe"] {
            assert!(looks_like_key(key), "{key}");
        }
        for text in
            ["", "JOHN DOE", "4111111111111111", "P4111111111111111", "4111-1111", "=", "a/b", "a\u{202e}b"]
        {
            assert!(!looks_like_key(text), "{text}");
        }
        assert!(!looks_like_key(&"k".repeat(49)));
    }
}
