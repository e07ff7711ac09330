//! Searches that keep no panic path: `str::split_once` and `str::find` do.

/// The place of `needle`, which starts with an ASCII character, in `text`.
pub(crate) fn find(text: &str, needle: &str) -> Option<usize> {
    let first = needle.bytes().next()?;
    let starts =
        |at: &usize| text.as_bytes().get(*at..).is_some_and(|rest| rest.starts_with(needle.as_bytes()));
    memchr::memchr_iter(first, text.as_bytes()).find(starts)
}

/// What stands before the first `needle`, and what after it.
pub(crate) fn split_once<'a>(text: &'a str, needle: &str) -> Option<(&'a str, &'a str)> {
    let (before, after) = text.split_at_checked(find(text, needle)?)?;
    Some((before, after.get(needle.len()..)?))
}
