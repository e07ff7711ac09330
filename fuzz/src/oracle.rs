//! What holds for all targets.

use std::fmt;

use tillwire::{Error, Text};

/// Formats into nothing.
///
/// # Panics
/// Where more than `max` bytes come.
pub(crate) fn bounded(max: usize, text: fmt::Arguments<'_>) {
    let mut left = Left(max);
    assert!(fmt::write(&mut left, text).is_ok(), "more than {max} bytes of output");
}

struct Left(usize);

impl fmt::Write for Left {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 = self.0.checked_sub(text.len()).ok_or(fmt::Error)?;
        Ok(())
    }
}

/// How much may be printed of an input of this length: the shortest unknown entry, `a=`, is told as `a: [hidden 0], `.
pub(crate) const fn most_output(input: &[u8]) -> usize {
    input.len().saturating_mul(8).saturating_add(1024)
}

/// Where `part` stands in `input`.
///
/// # Panics
/// Where it does not.
pub(crate) fn place(input: &[u8], part: &str) -> usize {
    let start = (part.as_ptr() as usize).wrapping_sub(input.as_ptr() as usize);
    assert!(start <= input.len() && part.len() <= input.len() - start, "not a part of the input");
    start
}

/// A text that was read from `input`: inside it, never longer when decoded, the same however it is read.
pub(crate) fn text(input: &[u8], text: Text<'_>) {
    let raw = text.raw();
    place(input, raw);
    let Some(whole) = text.as_str() else {
        let decoded = text.decoded_len();
        assert!(decoded <= raw.len() && !raw.is_empty());
        assert_eq!(text.is_empty(), decoded == 0);
        bounded(decoded, format_args!("{text}"));
        return;
    };
    assert!(whole == raw && text == whole && text.is_empty() == raw.is_empty());
    if raw.contains('%') {
        let once = text.percent_decoded();
        assert!(once.decoded_len() <= raw.len() && once == once.percent_decoded());
    }
}

/// An error of reading `input`.
pub(crate) fn error(input: &[u8], error: &Error) {
    assert!(error.offset() <= input.len(), "{error} of {} bytes", input.len());
    let valid = match std::str::from_utf8(input) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&input[..error.valid_up_to()]).unwrap_or_default(),
    };
    assert!(
        error.offset() > valid.len() || valid.is_char_boundary(error.offset()),
        "{error} inside a character"
    );
    assert!(!crate::spin_response::is_good(error.outcome()));
    bounded(192, format_args!("{error}"));
    bounded(192, format_args!("{error:?}"));
}
