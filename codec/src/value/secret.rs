//! What must not be printed: secrets, and personal data.

use core::fmt;
use core::hint::black_box;

use crate::value::{Text, view};

/// A secret: an authorization key, a password, a token, a card number, a verification code, track data.
///
/// `Debug` prints `[redacted]`, and nothing else of it can be printed, compared with plain text or hashed: whoever wants the
/// text asks for it by [`expose`](Self::expose). The bytes stay in the caller's buffer, which this crate cannot wipe.
///
/// `==` looks at every character of both whatever it finds, so that its time tells nothing of the place of a difference. It
/// does tell the lengths and how much is escaped, and no compiler promises more: compare keys with a crate made for it where
/// an attacker can measure.
///
/// ```
/// use tillwire::Secret;
///
/// let key = Secret::new("ulHLsaxfbg");
/// assert_eq!(format!("{key:?}"), "[redacted]");
/// assert_eq!(key.expose(), "ulHLsaxfbg");
/// ```
#[derive(Clone, Copy)]
pub struct Secret<'a>(Text<'a>);

view!(Secret, Secret);

impl<'a> Secret<'a> {
    /// The secret itself.
    #[must_use]
    pub const fn expose(&self) -> Text<'a> {
        self.0
    }
}

impl PartialEq for Secret<'_> {
    fn eq(&self, other: &Self) -> bool {
        // No character is this number.
        const END: u32 = u32::MAX;
        let (mut ours, mut theirs) = (self.0.chars(), other.0.chars());
        let mut difference = 0;
        loop {
            let (a, b) = (ours.next().map_or(END, u32::from), theirs.next().map_or(END, u32::from));
            difference = black_box(difference | (a ^ b));
            if a & b == END {
                return difference == 0;
            }
        }
    }
}

impl Eq for Secret<'_> {}

/// Prints `[redacted]`, of every secret the same.
impl fmt::Debug for Secret<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// Personal data: names, mail addresses, receipts, signatures.
///
/// Plain text to the program ([`text`](Self::text), `Display`); `Debug` prints `[hidden N]`, N being its raw length in bytes,
/// so that it does not get into logs by chance.
///
/// ```
/// use tillwire::Private;
///
/// let name = Private::new("DOE/JOHN");
/// assert_eq!(name.text(), "DOE/JOHN");
/// assert_eq!(format!("{name}, {name:?}"), "DOE/JOHN, [hidden 8]");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Private<'a>(Text<'a>);

view!(Private, Hidden);

impl<'a> Private<'a> {
    /// The text as it came.
    #[must_use]
    pub const fn text(&self) -> Text<'a> {
        self.0
    }
}

impl fmt::Display for Private<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Prints `[hidden N]`, N being the raw length in bytes.
impl fmt::Debug for Private<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[hidden {}]", self.0.raw().len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Exposure, Value};

    #[test]
    fn secrets_are_compared_whole() {
        for (a, b, same) in [
            ("", "", true),
            ("key", "key", true),
            ("k&#101;y", "key", true),
            ("key", "kez", false),
            ("key", "xey", false),
            ("key", "keys", false),
            ("keys", "key", false),
            ("", "\0", false),
            ("\0", "", false),
            ("key\u{10ffff}", "key", false),
        ] {
            let (a, b) = (Secret::from_text(Text::from_xml(a)), Secret::from_text(Text::from_xml(b)));
            assert_eq!(a == b, same);
        }
    }

    #[test]
    fn nothing_but_a_mark_is_printed() {
        #[derive(Debug)]
        #[expect(dead_code, reason = "only its Debug is looked at")]
        struct Message<'a> {
            key: Option<Secret<'a>>,
            name: Private<'a>,
        }
        let message = Message { key: Some("canary".into()), name: Text::from_xml("canary&amp;").into() };
        assert_eq!(format!("{message:?}"), "Message { key: Some([redacted]), name: [hidden 11] }");
        let pretty = format!("{message:#?}");
        assert!(!pretty.contains("canary"), "{pretty}");
        assert_eq!((Secret::EXPOSURE, Private::EXPOSURE), (Exposure::Secret, Exposure::Hidden));
    }
}
