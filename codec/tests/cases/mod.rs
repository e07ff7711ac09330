//! Own cases, a block each, in text files beside this one: what is refused and why, and what is read.

pub(crate) mod blocks;

use blocks::{blocks, unescape};
use tillwire::spin::Response;
use tillwire::xml::{Event, Reader};
use tillwire::{Decode, Error, Options, Policy};

/// The character data of a whole document.
fn character_data(input: &[u8], policy: Policy) -> Result<String, Error> {
    let mut text = String::new();
    for event in Reader::new(input, &Options::new(policy))? {
        match event? {
            Event::Text(part) => text.extend(part.chars()),
            Event::CData(part) => text += &part.replace("\r\n", "\n").replace('\r', "\n"),
            _ => {}
        }
    }
    Ok(text)
}

#[test]
fn xml_is_read_as_the_standard_says() {
    let (mut accepted, mut refused) = (0, 0);
    let mut wrong = Vec::new();
    for block in blocks(include_str!("xml.txt")) {
        let [rule, expected, document @ ..] = &block[..] else { panic!("short block: {block:?}") };
        let input = unescape(document.first().unwrap_or(&""));
        let result = character_data(&input, Policy::Strict);
        if let Err(error) = &result {
            if error.offset() > input.len() {
                wrong.push(format!("{rule}\n    offset {} of {}", error.offset(), input.len()));
            }
        }
        match expected.split_at(2) {
            ("! ", kind) => {
                refused += 1;
                let got = result.as_ref().map_err(|error| error.kind().as_str());
                if got != Err(kind) {
                    wrong.push(format!(
                        "{rule}\n    expected {kind}, got {got:?}: {}",
                        document.first().unwrap_or(&"")
                    ));
                }
            }
            ("= ", text) => {
                accepted += 1;
                let text = String::from_utf8(unescape(text)).unwrap();
                for (policy, got) in
                    [("strict", result), ("tolerant", character_data(&input, Policy::Tolerant))]
                {
                    if got.as_deref() != Ok(&text) {
                        wrong.push(format!(
                            "{rule} ({policy})\n    expected {text:?}, got {got:?}: {}",
                            document[0]
                        ));
                    }
                }
            }
            _ => panic!("neither refused nor accepted: {rule}"),
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(refused >= 120 && accepted >= 60, "{refused} refused, {accepted} accepted");
}

/// A document that the standard refuses may pass as tolerant only with one of the listed defects, and never with another value.
#[test]
fn tolerance_is_a_closed_list() {
    for block in blocks(include_str!("xml.txt")) {
        let [rule, expected, document @ ..] = &block[..] else { continue };
        let input = unescape(document.first().unwrap_or(&""));
        if let (Some(kind), Ok(_)) = (expected.strip_prefix("! "), character_data(&input, Policy::Tolerant)) {
            let forgiven = ["invalid_reference", "unknown_entity", "invalid_char", "invalid_instruction"];
            assert!(forgiven.contains(&kind), "{rule}: {kind} is forgiven");
        }
    }
}

#[test]
fn hazards_are_met_as_they_should_be() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for block in blocks(include_str!("hazards.txt")) {
        let [rule, strict, tolerant, outcome, ref document @ ..] = block[..] else {
            panic!("odd block: {block:?}")
        };
        let document = document.first().unwrap_or(&"");
        let input = unescape(document);
        count += 1;
        let got = match Response::decode_with(&input, &Options::new(Policy::Strict)) {
            Ok(_) => "ok".to_owned(),
            Err(error) => error.kind().as_str().to_owned(),
        };
        if strict.strip_prefix("strict: ") != Some(&got) {
            wrong.push(format!("{rule}\n    {strict}, got {got}: {document}"));
        }
        let (got, verdict) = match Response::decode(&input) {
            Ok(response) => {
                let kinds: Vec<_> = response.warnings().map(|warning| warning.kind().as_str()).collect();
                let got =
                    if kinds.is_empty() { "ok".into() } else { format!("warnings: {}", kinds.join(",")) };
                (got, response.outcome())
            }
            Err(error) => (error.kind().as_str().to_owned(), error.outcome()),
        };
        if tolerant.strip_prefix("tolerant: ") != Some(&got) {
            wrong.push(format!("{rule}\n    {tolerant}, got {got}: {document}"));
        }
        if outcome.strip_prefix("outcome: ") != Some(verdict.as_str()) {
            wrong.push(format!("{rule}\n    {outcome}, got {verdict:?}: {document}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 60, "{count} cases");
}
