//! How messages read: members, elements, repeats.

use super::member::{Kind, Member, UNKNOWN, text_of};
use super::repeats::Seen;
use super::{Event, Reader};
use crate::decode::{Limits, Options};
use crate::error::{Error, ErrorKind};
use crate::syntax::names::{Names, words};

#[path = "../../../tests/cases/blocks.rs"]
mod blocks;

use blocks::{blocks, unescape};

static LIST: [&str; 5] = ["a", "b", "CODE", "transactionReferenceId", "x"];
static WORDS: [[u64; 2]; 5] = words(&LIST);
static NAMES: Names = Names::new(&LIST, &WORDS);
static NONE: Names = Names::new(&[], &[]);

/// The members of the root object, read by their names.
fn members(input: &[u8], names: &Names) -> Result<Vec<Member>, Error> {
    let mut reader = Reader::new(input, &Options::default())?;
    match reader.step()? {
        Some(Event::ObjectStart) => {}
        _ => return Err(Error::new(ErrorKind::NotProtocol, 0)),
    }
    let mut members = Vec::new();
    while let Some(member) = reader.member(names)? {
        members.push(member);
    }
    assert_eq!(reader.step()?, None);
    Ok(members)
}

fn events(input: &[u8]) -> Result<(), Error> {
    Reader::new(input, &Options::default())?.try_for_each(|event| event.map(drop))
}

#[test]
fn members_are_what_events_are() {
    for block in blocks(include_str!("../../../tests/cases/json.txt")) {
        let input = unescape(block.get(2).unwrap_or(&""));
        for (before, after) in [
            ("", ""),
            ("{\"x\":", "}"),
            ("{\"a\":[{\"b\":", "}]}"),
            ("{\"b\":0,\"CODE\":{\"a\":", "},\"a\":1}"),
        ] {
            let whole = [before.as_bytes(), &input, after.as_bytes()].concat();
            let expected = events(&whole);
            if block[1].starts_with("! ") && !(block[1] == "! empty" && before.is_empty()) {
                assert!(expected.is_err(), "{}", block[0]);
            }
            for result in [members(&whole, &NAMES), members(&whole, &NONE)] {
                match (&result, &expected) {
                    (Ok(members), Ok(())) => {
                        let input = std::str::from_utf8(&whole).unwrap();
                        for member in members {
                            let raw = member.value.raw(input);
                            assert_eq!(Kind::of(raw.as_bytes()[0]), member.value.kind);
                            assert_eq!(events(raw.as_bytes()), Ok(()), "{}: {raw}", block[0]);
                        }
                    }
                    // Only objects have members.
                    (Err(error), _) if error.kind() == ErrorKind::NotProtocol => {
                        assert!(before.is_empty());
                    }
                    (Err(error), expected) => assert_eq!(Err(*error), *expected, "{}", block[0]),
                    (Ok(_), Err(error)) => panic!("{}: {error}", block[0]),
                }
            }
        }
    }
}

#[test]
fn members_have_places_and_spans() {
    let input = concat!(
        r#"{"b":"1","CODE" : 2.0 ,"transactionReferenceId":[ { "b" : 1 } ], "\u0043ODE":"\n","#,
        r#""transactionReferenceI\u0064":null,"CODE\u0000":{},"a":true,"unknown":false,"b":"","COD":0}"#
    );
    let members = members(input.as_bytes(), &NAMES).unwrap();
    let expected = [
        (1, "b", Kind::String, r#""1""#),
        (2, "CODE", Kind::Number, "2.0"),
        (3, "transactionReferenceId", Kind::Array, r#"[ { "b" : 1 } ]"#),
        (2, "CODE", Kind::String, r#""\n""#),
        (3, "transactionReferenceId", Kind::Null, "null"),
        (UNKNOWN, "CODE\0", Kind::Object, "{}"),
        (0, "a", Kind::True, "true"),
        (UNKNOWN, "unknown", Kind::False, "false"),
        (1, "b", Kind::String, r#""""#),
        (UNKNOWN, "COD", Kind::Number, "0"),
    ];
    assert_eq!(members.len(), expected.len());
    for (member, (known, name, kind, raw)) in members.iter().zip(expected) {
        assert_eq!((member.known, member.value.kind), (known, kind));
        assert_eq!(member.name(input), *name);
        assert_eq!(input.as_bytes()[member.offset as usize], b'"');
        assert_eq!(member.value.raw(input), raw);
    }
    assert_eq!(text_of(members[3].value.raw(input)), "\n");
    assert_eq!(text_of(members[1].value.raw(input)), "2.0");
}

/// Every name is found in every order, near the end of the input and far from it.
#[test]
fn names_are_found_in_any_order() {
    let names = ["a", "b", "CODE", "transactionReferenceId", "x", "CODF", "transactionReferenceIe", ""];
    for first in names {
        for second in names {
            for end in ["}", "                              }"] {
                let input = format!("{{\"{first}\":1,\"{second}\":\"\"{end}");
                let members = members(input.as_bytes(), &NAMES).unwrap();
                for (member, name) in members.iter().zip([first, second]) {
                    assert_eq!(
                        member.known,
                        NAMES.position(|known| known == name).unwrap_or(UNKNOWN),
                        "{input}"
                    );
                }
            }
        }
    }
}

#[test]
fn objects_and_arrays_can_be_entered() {
    let input = r#"{"a":{"CODE":"0000","b":{"a":1}},"b":["x",[1,2],{}],"x":1}"#;
    let mut reader = Reader::new(input.as_bytes(), &Options::default()).unwrap();
    assert_eq!(reader.step(), Ok(Some(Event::ObjectStart)));
    let outer = reader.open_member(&NAMES).unwrap().unwrap();
    assert_eq!((outer.known, outer.value.kind), (0, Kind::Object));
    assert_eq!(reader.member(&NAMES).unwrap().unwrap().known, 2);
    let mut inner = reader.open_member(&NAMES).unwrap().unwrap();
    reader.skip_item(&mut inner.value).unwrap();
    assert_eq!(inner.value.raw(input), r#"{"a":1}"#);
    assert_eq!(reader.member(&NAMES), Ok(None));
    let list = reader.open_member(&NAMES).unwrap().unwrap();
    assert_eq!((list.known, list.value.kind), (1, Kind::Array));
    for raw in ["\"x\"", "[1,2]", "{}"] {
        assert_eq!(reader.element().unwrap().unwrap().raw(input), raw);
    }
    assert_eq!(reader.element(), Ok(None));
    assert_eq!(reader.member(&NAMES).unwrap().unwrap().known, 4);
    assert_eq!(reader.member(&NAMES), Ok(None));
    assert_eq!(reader.step(), Ok(None));

    let mut reader = Reader::within(input, list.value.start as usize);
    assert_eq!(reader.step(), Ok(Some(Event::ArrayStart)));
    assert_eq!(reader.element().unwrap().unwrap().raw(reader.input()), "\"x\"");
}

#[test]
fn depth_is_bounded_in_skipped_members() {
    let read = || {
        for unit in ["[", "{\"a\":", "[{\"a\":"] {
            let skipped = ["{\"CODE\":\"0000\",\"unknown\":", &unit.repeat(100_000)].concat();
            let error = members(skipped.as_bytes(), &NAMES).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::TooDeep);
        }
    };
    std::thread::Builder::new().stack_size(64 << 10).spawn(read).unwrap().join().unwrap();
}

#[test]
fn every_truncation_is_incomplete() {
    let input = r#"{"a":"é\ud83d\ude00","unknown":{"b":[1.5e3,true]},"\u0062":null , "x":-1}"#;
    for len in 0..input.len() {
        let error = members(&input.as_bytes()[..len], &NAMES).unwrap_err();
        assert!(error.is_incomplete(), "{error}: {:?}", input.as_bytes()[..len].escape_ascii());
    }
}

fn repeats(input: &str, options: &Options) -> Result<Vec<bool>, Error> {
    let mut seen = Seen::new(options);
    members(input.as_bytes(), &NONE)?.iter().map(|member| seen.add(input, member)).collect()
}

#[test]
fn repeats_are_found_after_unescaping() {
    let none = Options::default();
    for (input, expected) in [
        (r#"{"a":1,"b":2,"c":3}"#, &[false, false, false][..]),
        (r#"{"CODE":1,"CODE":2}"#, &[false, true]),
        (r#"{"CODE":1,"\u0043ODE":2}"#, &[false, true]),
        (r#"{"\u0043ODE":1,"CODE":2}"#, &[false, true]),
        (r#"{"\u0043ODE":1,"C\u004fDE":2}"#, &[false, true]),
        (r#"{"a\/b":1,"a/b":2}"#, &[false, true]),
        (r#"{"a\"":1,"a\u0022":2,"a":3,"a\\":4}"#, &[false, true, false, false]),
        (r#"{"a":1,"a\"":2,"a":3}"#, &[false, false, true]),
        (r#"{"ab":1,"a":2,"abc":3,"":4,"a":5,"":6}"#, &[false, false, false, false, true, true]),
        (r#"{"CODE":1,"CODE\u0000":2,"code":3,"\u0421ODE":4}"#, &[false, false, false, false]),
        (r#"{"é":1,"e\u0301":2,"\u00e9":3}"#, &[false, false, true]),
        (r#"{"😀":1,"\ud83d\ude00":2}"#, &[false, true]),
        (r#"{"a":{"a":1},"b":1}"#, &[false, false]),
    ] {
        assert_eq!(repeats(input, &none).unwrap(), expected, "{input}");
    }
}

#[test]
fn names_are_remembered_within_the_limit() {
    let object = |count: usize| {
        let members: Vec<_> = (0..count).map(|n| format!("\"n\\u0061{n}\":0,\"na{n}\":1")).collect();
        format!("{{{}}}", members.join(","))
    };
    let alternating: Vec<_> = (0..128).map(|n| n % 2 == 1).collect();
    assert_eq!(repeats(&object(64), &Options::default()).unwrap(), alternating);
    let error = repeats(&object(65), &Options::default()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooManyUnknown);
    let mut limits = Limits::MAX;
    limits.max_unknown = 2;
    assert!(repeats(&object(2), &Options::default().limits(limits)).is_ok());
    assert!(repeats(&object(3), &Options::default().limits(limits)).is_err());
}

#[test]
fn repeats_are_found_at_any_depth() {
    let options = Options::default();
    for (input, repeat) in [
        ("1", None),
        (r#"["a","a"]"#, None),
        (r#"{"a":1,"b":{"a":1}}"#, None),
        (r#"[{"a":1},{"a":1}]"#, None),
        (r#"{"x":{"a":1},"y":{"a":1},"z":[{"a":1},{"x":1}]}"#, None),
        (r#"{"a":1,"\u0061":1}"#, Some(7)),
        (r#"{"a":{"b":1,"c":[],"b":1}}"#, Some(19)),
        (r#"{"a":{"b":1},"b":1,"a":2}"#, Some(19)),
        (r#"[[{"x":{"a":1}},{"a":[{"b":1,"\u0062":1}]}]]"#, Some(29)),
    ] {
        let mut seen = Seen::new(&options);
        assert_eq!(seen.repeat_within(input, 0), Ok(repeat), "{input}");
        assert_eq!(seen.repeat_within(input, 0), Ok(repeat), "{input}");
    }
    let deep = ["{\"a\":".repeat(64), "1".into(), "}".repeat(64)].concat();
    assert_eq!(Seen::new(&options).repeat_within(&deep, 0), Ok(None));
    let many: Vec<_> = (0..65).map(|n| format!("\"{n}\":0")).collect();
    let error = Seen::new(&options).repeat_within(&format!("{{{}}}", many.join(",")), 0).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooManyUnknown);
    let many: Vec<_> = (0..65).map(|n| format!("{{\"{n}\":0}}")).collect();
    assert_eq!(Seen::new(&options).repeat_within(&format!("[{}]", many.join(",")), 0), Ok(None));
}
