//! How the case files are written: blocks of lines, with escapes for bytes.

/// The blocks of a file as lines, without the separators.
pub(crate) fn blocks(file: &str) -> impl Iterator<Item = Vec<&str>> {
    file.split("\n---\n").map(|block| block.trim_end_matches("\n---").lines().collect::<Vec<_>>())
}

/// Resolves the escapes in which the files write bytes.
pub(crate) fn unescape(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        bytes.extend(before.as_bytes());
        let (escape, after) = after.split_at(1);
        rest = after;
        match escape {
            "n" => bytes.push(b'\n'),
            "r" => bytes.push(b'\r'),
            "t" => bytes.push(b'\t'),
            "0" => bytes.push(0),
            "\\" => bytes.push(b'\\'),
            "x" => {
                bytes.push(u8::from_str_radix(&rest[..2], 16).unwrap());
                rest = &rest[2..];
            }
            "u" => {
                let (hex, after) = rest[1..].split_once('}').unwrap();
                let c = char::from_u32(u32::from_str_radix(hex, 16).unwrap()).unwrap();
                bytes.extend(c.to_string().as_bytes());
                rest = after;
            }
            other => panic!("no such escape: {other}"),
        }
    }
    bytes.extend(rest.as_bytes());
    bytes
}
