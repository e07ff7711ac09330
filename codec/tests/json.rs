//! JSON, read as the standard says: own cases, and serde_json as a second opinion.

use serde_json::{Map, Value};
use tillwire::json::{Event, Reader};
use tillwire::{Error, ErrorKind, Limits, Options, Policy};

use crate::cases::blocks::{blocks, unescape};

const CASES: &str = include_str!("cases/json.txt");

/// A card's answer to a status check, with the indentation of its document, and what answers hold beside such things.
const DOCUMENTS: [&str; 4] = [
    r#"{"TYPE":"S","TEXT":"APPROVED 000007","CODE":"0000","AMT":"150.00","REF":"1","TIME":"10:11"}"#,
    r#"
{
  "iposhpresponse": {
    "Response": { "RespCode": "00", "BatchNo": 993, "Rrn": "517705501432", "Amount": -1.50e+2 },
    "Card": [ true, false, null, { "MaskedPan": "4111\u0020\ud83d\ude00 é€😀" }, [], {} ]
  }
}
"#,
    r#"{"RECEIPTS":{"html":"<p class=\"a\">\r\n\tTOTAL&nbsp;<\/p>","\u0074ext":""},"":[[[]]]}"#,
    r#"["",0,{"a":-0.5E-3}]"#,
];

fn events(input: &[u8], options: &Options) -> Result<Vec<String>, Error> {
    Reader::new(input, options)?
        .map(|event| {
            Ok(match event? {
                Event::ObjectStart => "{".into(),
                Event::ObjectEnd => "}".into(),
                Event::ArrayStart => "[".into(),
                Event::ArrayEnd => "]".into(),
                Event::Name(name) => format!("\"{name}\":"),
                Event::String(text) => format!("\"{text}\""),
                Event::Number(text) => text.into(),
                Event::True => "true".into(),
                Event::False => "false".into(),
                Event::Null => "null".into(),
                other => panic!("{other:?}"),
            })
        })
        .collect()
}

fn dump(input: &[u8], policy: Policy) -> Result<String, Error> {
    events(input, &Options::new(policy)).map(|events| events.join(" "))
}

fn kind(input: &[u8]) -> Option<ErrorKind> {
    dump(input, Policy::Strict).err().map(|error| error.kind())
}

/// The rule, what is expected, and the document of each case.
fn cases() -> impl Iterator<Item = (&'static str, &'static str, Vec<u8>)> {
    blocks(CASES).map(|block| match block[..] {
        [rule, expected] => (rule, expected, Vec::new()),
        [rule, expected, document] => (rule, expected, unescape(document)),
        _ => panic!("odd block: {block:?}"),
    })
}

#[test]
fn json_is_read_as_the_standard_says() {
    let mut wrong = Vec::new();
    let mut counts = std::collections::BTreeMap::new();
    for (rule, expected, input) in cases() {
        for policy in [Policy::Strict, Policy::Tolerant] {
            let got = dump(&input, policy);
            let right = match (expected.split_at(2), &got) {
                (("! ", kind), Err(error)) => {
                    error.kind().as_str() == kind
                        && error.offset() <= input.len()
                        && (error.is_incomplete() || error.offset() < input.len())
                }
                (("= ", dump), Ok(got)) => *got.as_bytes() == unescape(dump),
                _ => false,
            };
            if !right {
                wrong.push(format!("{rule} ({policy:?})\n    expected {expected}, got {got:?}"));
            }
        }
        *counts.entry(&rule[..3]).or_insert(0) += 1;
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    for (section, least) in [("# 6", 50), ("# 7", 60), ("# 4", 40), ("# 5", 25), ("# 2", 50)] {
        assert!(counts[section] >= least, "{section}: {}", counts[section]);
    }
}

#[test]
fn what_is_refused_is_refused_at_any_depth() {
    for (rule, expected, input) in cases() {
        // Nothing is a value, and nothing is an array without elements.
        if !expected.starts_with("! ") || expected == "! empty" {
            continue;
        }
        for (before, after) in [("{\"x\":", "}"), ("[", "]"), ("{\"a\":[{\"b\":", "}]}"), ("[[1,", ",2]]")] {
            let whole = [before.as_bytes(), &input, after.as_bytes()].concat();
            assert!(kind(&whole).is_some(), "{rule}: {before}…{after}");
        }
    }
}

fn number(text: &str) -> Value {
    Value::Number(text.parse().unwrap())
}

/// The document as serde_json holds it, where the last of two members with one name wins.
fn tree(input: &[u8]) -> Result<Value, Error> {
    let mut open = vec![(Value::Array(Vec::new()), String::new())];
    for event in Reader::new(input, &Options::default())? {
        let value = match event? {
            Event::ObjectStart => {
                open.push((Value::Object(Map::new()), String::new()));
                continue;
            }
            Event::ArrayStart => {
                open.push((Value::Array(Vec::new()), String::new()));
                continue;
            }
            Event::Name(name) => {
                open.last_mut().unwrap().1 = name.to_string();
                continue;
            }
            Event::ObjectEnd | Event::ArrayEnd => open.pop().unwrap().0,
            Event::String(text) => Value::String(text.to_string()),
            Event::Number(text) => number(text),
            Event::True => Value::Bool(true),
            Event::False => Value::Bool(false),
            Event::Null => Value::Null,
            other => panic!("{other:?}"),
        };
        match open.last_mut().unwrap() {
            (Value::Object(members), name) => _ = members.insert(std::mem::take(name), value),
            (Value::Array(elements), _) => elements.push(value),
            (other, _) => panic!("{other:?}"),
        }
    }
    Ok(open[0].0[0].take())
}

/// Where the two differ, it is for one of these reasons.
fn may_differ(input: &[u8], ours: &Result<Value, Error>) -> bool {
    match ours {
        // A byte order mark before the document: skipped here, refused there.
        Ok(_) => input.starts_with("\u{feff}".as_bytes()),
        // Depth: at most 64 levels here, 127 there.
        Err(error) => error.kind() == ErrorKind::TooDeep,
    }
}

fn compare(input: &[u8]) {
    let ours = tree(input);
    let theirs: Result<Value, _> = serde_json::from_slice(input);
    match (&ours, &theirs) {
        (Ok(ours), Ok(theirs)) => assert_eq!(ours, theirs, "{}", input.escape_ascii()),
        (Err(_), Err(_)) => {}
        _ => assert!(may_differ(input, &ours), "{ours:?} {theirs:?} {}", input.escape_ascii()),
    }
}

#[test]
fn serde_json_reads_the_same() {
    for (_, _, input) in cases() {
        compare(&input);
        compare(&[b"[", &input[..], b"]"].concat());
        compare(&[b"{\"a\":", &input[..], b"}"].concat());
    }
    DOCUMENTS.iter().for_each(|document| compare(document.as_bytes()));
}

#[test]
fn serde_json_reads_the_same_in_damaged_documents() {
    let inputs: Vec<_> = cases()
        .map(|(_, _, input)| input)
        .filter(|input| !input.is_empty() && input.len() < 200)
        .chain(DOCUMENTS.iter().map(|document| document.as_bytes().to_vec()))
        .collect();
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 16) as usize % below
    };
    for _ in 0..20_000 {
        let mut input = inputs[random(inputs.len())].clone();
        for _ in 0..=random(3) {
            let at = random(input.len() + 1);
            let parts = br#"{}[]",:\/bfnrtuaA0123456789dDeE+-. truefalsenull'"#;
            let byte = if random(8) == 0 { random(256) as u8 } else { parts[random(parts.len())] };
            match random(4) {
                0 => input.insert(at, byte),
                1 if at < input.len() => _ = input.remove(at),
                2 if at < input.len() => input[at] = byte,
                _ => {
                    let other = &inputs[random(inputs.len())];
                    let from = random(other.len());
                    let to = from + random(other.len() - from + 1);
                    input.splice(at..at, other[from..to].iter().copied());
                }
            }
        }
        compare(&input);
    }
}

#[test]
fn every_truncation_is_incomplete() {
    for document in DOCUMENTS {
        let whole = document.trim_end().len();
        for len in 0..whole {
            let error = dump(&document.as_bytes()[..len], Policy::Strict).unwrap_err();
            assert!(error.is_incomplete(), "{error}: {}", document[..].as_bytes()[..len].escape_ascii());
            assert!(error.offset() <= len);
        }
        assert!(dump(&document.as_bytes()[..whole], Policy::Strict).is_ok());
    }
}

#[test]
fn depth_is_bounded_on_a_small_stack() {
    let read = || {
        for unit in ["[", "{\"a\":", "[{\"a\":"] {
            assert_eq!(kind(unit.repeat(100_000).as_bytes()), Some(ErrorKind::TooDeep));
            let skipped = ["{\"CODE\":\"0000\",\"x\":", &unit.repeat(100_000)].concat();
            assert_eq!(kind(skipped.as_bytes()), Some(ErrorKind::TooDeep));
        }
    };
    std::thread::Builder::new().stack_size(64 << 10).spawn(read).unwrap().join().unwrap();
}

#[test]
fn limits_are_kept() {
    let with = |change: &dyn Fn(&mut Limits), input: &str| {
        let mut limits = Limits::MAX;
        change(&mut limits);
        let result = events(input.as_bytes(), &Options::default().limits(limits));
        result.err().map(|error| (error.kind(), error.offset()))
    };
    let document = r#"{"a":[1,{"b":2}]}"#;
    assert_eq!(with(&|limits| limits.max_len = 17, document), None);
    assert_eq!(with(&|limits| limits.max_len = 16, document), Some((ErrorKind::TooLong, 16)));
    assert_eq!(with(&|limits| limits.max_depth = 3, document), None);
    assert_eq!(with(&|limits| limits.max_depth = 2, document), Some((ErrorKind::TooDeep, 8)));
    assert_eq!(with(&|limits| limits.max_depth = 0, document), Some((ErrorKind::TooDeep, 0)));
    assert_eq!(with(&|limits| limits.max_elements = 5, document), None);
    assert_eq!(with(&|limits| limits.max_elements = 4, document), Some((ErrorKind::TooManyElements, 13)));
    let deep = "[".repeat(65);
    assert_eq!(with(&|limits| limits.max_depth = usize::MAX, &deep), Some((ErrorKind::TooDeep, 64)));
    let wide = ["[0", &",0".repeat(1 << 20), "]"].concat();
    let too_many = Some((ErrorKind::TooManyElements, (1 << 21) - 1));
    assert_eq!(with(&|limits| limits.max_elements = usize::MAX, &wide), too_many);
    let long = ["\"", &"x".repeat(16 << 20), "\""].concat();
    assert_eq!(with(&|limits| limits.max_len = usize::MAX, &long), Some((ErrorKind::TooLong, 16 << 20)));
}

#[test]
fn offsets_are_those_of_the_events() {
    let input = " {\"a\" : [1 , \"b\\n\"],\"c\":true} ";
    let mut reader = Reader::new(input.as_bytes(), &Options::default()).unwrap();
    let mut starts = String::new();
    let mut depths = Vec::new();
    while let Some(event) = reader.next() {
        event.unwrap();
        starts.push(char::from(input.as_bytes()[reader.offset()]));
        depths.push(reader.depth());
    }
    assert_eq!(starts, "{\"[1\"]\"t}");
    assert_eq!(depths, [1, 1, 2, 2, 2, 1, 1, 1, 0]);
    assert_eq!((reader.next(), reader.next()), (None, None));
}

#[test]
fn nothing_comes_after_an_error() {
    for (_, _, input) in cases() {
        let Ok(mut reader) = Reader::new(&input, &Options::default()) else { continue };
        if reader.by_ref().any(|event| event.is_err()) {
            assert_eq!(reader.next(), None);
        }
    }
}

#[test]
fn values_are_not_printed() {
    let input = br#"{"CARD":"4111111111111111","AMT":4111111111111111}"#;
    let mut reader = Reader::new(input, &Options::default()).unwrap();
    let printed = format!("{reader:?} {:?} {reader:?}", reader.by_ref().collect::<Vec<_>>());
    assert!(printed.contains("Name(CARD)") && !printed.contains("4111"), "{printed}");
}
