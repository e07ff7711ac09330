//! Percent-encoding inside text (RFC 3986, 2.1).

/// The next character of `source` with `%XX` decoded, several of them where a character takes several bytes in UTF-8.
///
/// A `%` that two hexadecimal digits do not follow, or that starts bytes which are no UTF-8, stands for itself.
pub(crate) fn next_decoded<I: Iterator<Item = char> + Clone>(source: &mut I) -> Option<char> {
    let c = source.next()?;
    if c != '%' {
        return Some(c);
    }
    let mut ahead = source.clone();
    match encoded_char(&mut ahead) {
        Some(decoded) => {
            *source = ahead;
            Some(decoded)
        }
        None => Some('%'),
    }
}

/// One character whose first `%` has been read.
fn encoded_char<I: Iterator<Item = char>>(source: &mut I) -> Option<char> {
    let first = hex_pair(source)?;
    let len = match first {
        0..=0x7f => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let mut bytes = [0_u8; 4];
    let (used, _) = bytes.split_at_mut_checked(len)?;
    for (place, byte) in used.iter_mut().enumerate() {
        *byte = match place {
            0 => first,
            _ if source.next()? == '%' => hex_pair(source)?,
            _ => return None,
        };
    }
    core::str::from_utf8(used).ok()?.chars().next()
}

fn hex_pair<I: Iterator<Item = char>>(source: &mut I) -> Option<u8> {
    let high = source.next()?.to_digit(16)?;
    let low = source.next()?.to_digit(16)?;
    u8::try_from(high << 4 | low).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(text: &str) -> String {
        let mut source = text.chars();
        core::iter::from_fn(|| next_decoded(&mut source)).collect()
    }

    #[test]
    fn decodes_once_and_leaves_what_is_malformed() {
        for (raw, text) in [
            ("", ""),
            ("%20%2f%2F", " //"),
            ("%2541", "%41"),
            ("100%", "100%"),
            ("%", "%"),
            ("%2", "%2"),
            ("%zz%20", "%zz "),
            ("%+1", "%+1"),
            ("a+b", "a+b"),
            ("%c3%a9%E2%82%ac%f0%9f%98%80", "é€😀"),
            ("%c3", "%c3"),
            ("%c3%20", "%c3 "),
            ("%c3x", "%c3x"),
            ("%ff%41", "%ffA"),
            ("%c0%80", "%c0%80"),
            ("%ed%a0%80", "%ed%a0%80"),
            ("%00", "\0"),
            ("é%41", "éA"),
        ] {
            assert_eq!(decoded(raw), text, "{raw}");
        }
    }
}
