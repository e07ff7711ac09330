//! What holds for every message, tested over lists: the corpus, the rows, the kinds of edits.

use std::fmt::Write as _;

use tillwire::spin::{Answer, Response, ResponseBuilder, Shape};
use tillwire::{Decode, Encode, Error, Exposure, Field, Options, Outcome, Policy, WarningKind};

use crate::corpus;

const POLICIES: [Policy; 2] = [Policy::Tolerant, Policy::Strict];

fn decode(input: &[u8], policy: Policy) -> Result<Response<'_>, Error> {
    Response::decode_with(input, &Options::new(policy))
}

/// The XML messages of the corpus that are read as tolerant.
fn messages() -> Vec<(String, Vec<u8>)> {
    let mut messages = corpus::spin();
    messages.retain(|(_, bytes)| Response::decode(bytes).is_ok());
    assert!(messages.len() >= 45);
    messages
}

/// Whether something was done or approved.
fn is_good(outcome: Outcome) -> bool {
    use Outcome::*;
    matches!(outcome, Approved | ApprovedOffline | PartiallyApproved | Succeeded | Voided)
}

/// A message in which every documented field stands, with `value` for the text of a row.
fn with_all_fields(value: impl Fn(&Field) -> String) -> String {
    let mut message = String::from("<xmp><response>");
    for field in Response::FIELDS {
        let content = match field.shape {
            Shape::Pairs(fields) | Shape::PairsOrElements { pairs: fields, .. } => {
                let entries: Vec<_> =
                    fields.iter().map(|key| format!("{}={}", key.name, value(key))).collect();
                entries.join(",")
            }
            _ => value(field),
        };
        write!(message, "<{}>{content}</{}>", field.name, field.name).unwrap();
    }
    message + "</response></xmp>"
}

#[test]
fn every_truncation_is_an_error_at_its_end_or_before() {
    for (name, bytes) in messages() {
        let end = bytes.iter().rposition(|&byte| byte == b'>').unwrap() + 1;
        for len in 0..end {
            for policy in POLICIES {
                let error = decode(&bytes[..len], policy).expect_err(&format!("{name} cut at {len}"));
                assert!(error.offset() <= len, "{name} cut at {len}: {error}");
            }
        }
    }
}

#[test]
fn a_cut_answer_may_be_completed() {
    let message = with_all_fields(|_| "1".to_owned());
    for len in 0..message.len() {
        let error = decode(&message.as_bytes()[..len], Policy::Strict).unwrap_err();
        assert!(error.is_incomplete(), "cut at {len}: {error}");
    }
}

#[test]
fn every_field_doubled() {
    for field in Response::FIELDS {
        for name in std::iter::once(&field.name).chain(field.aliases) {
            for (first, second) in [("1", "1"), ("1", "2")] {
                let message = format!(
                    "<response><{0}>{first}</{0}><x/><{name}>{second}</{name}></response>",
                    field.name
                );
                let offset = message.rfind(&format!("<{name}>")).unwrap();
                let tolerant = decode(message.as_bytes(), Policy::Tolerant).unwrap();
                let kinds: Vec<_> =
                    tolerant.warnings().map(|warning| (warning.kind(), warning.offset())).collect();
                let strict = decode(message.as_bytes(), Policy::Strict);
                if field.list {
                    assert!(kinds.is_empty() && strict.is_ok(), "{name}");
                    continue;
                }
                let alias = field.name != *name;
                let expected: Vec<_> = alias
                    .then_some((WarningKind::Alias, offset))
                    .into_iter()
                    .chain([(WarningKind::Repeated, offset)])
                    .collect();
                assert_eq!(kinds, expected, "{name}");
                let error = strict.unwrap_err();
                assert_eq!((error.offset(), error.field()), (offset, Some(field.name)), "{name}");
                let first_kept = tolerant.fields().find(|it| it.field() == Some(field)).unwrap();
                assert_eq!(first_kept.text(), "1");
                let conflict = field.deciding && first != second;
                assert_eq!(tolerant.outcome() == Outcome::Conflict, conflict, "{name} {first} {second}");
            }
        }
    }
}

#[test]
fn every_key_of_a_list_doubled() {
    for row in Response::FIELDS {
        let (Shape::Pairs(fields) | Shape::PairsOrElements { pairs: fields, .. }) = row.shape else {
            continue;
        };
        for key in fields {
            for name in std::iter::once(&key.name).chain(key.aliases) {
                let message =
                    format!("<response><{0}>{1}=1,,y,{name}=2</{0}></response>", row.name, key.name);
                let offset = message.rfind(&format!("{name}=2")).unwrap();
                let tolerant = decode(message.as_bytes(), Policy::Tolerant).unwrap();
                let warnings: Vec<_> =
                    tolerant.warnings().map(|it| (it.kind(), it.offset(), it.field())).collect();
                assert_eq!(warnings, [(WarningKind::Repeated, offset, Some(key.name))]);
                let error = decode(message.as_bytes(), Policy::Strict).unwrap_err();
                assert_eq!((error.offset(), error.field()), (offset, Some(key.name)));
                if row.name == "ExtData" {
                    assert_eq!(tolerant.outcome() == Outcome::Conflict, key.deciding, "{name}");
                }
            }
        }
    }
}

#[test]
fn an_unknown_field_anywhere_changes_nothing_else() {
    let message =
        with_all_fields(|field| if field.name == "ResultCode" { "0".into() } else { String::new() });
    let plain = Response::decode(message.as_bytes()).unwrap();
    let places =
        message.match_indices("><").map(|(at, _)| at + 1).filter(|&at| at > 14 && at < message.len() - 12);
    let mut count = 0;
    for place in
        places.filter(|&at| !message[at..].starts_with("</") || message[at..].starts_with("</response>"))
    {
        for unknown in ["<Later a='1'>x &amp; y</Later>", "<Later><Deep><Deeper/></Deep></Later>", "<Later/>"]
        {
            let edited = [&message[..place], unknown, &message[place..]].concat();
            let response = decode(edited.as_bytes(), Policy::Strict).unwrap();
            assert_eq!(response.verdict(), plain.verdict());
            let fields: Vec<_> = response.fields().filter(|field| field.field().is_some()).collect();
            assert!(fields.into_iter().eq(plain.fields()));
            let later = response.fields().find(|field| field.field().is_none()).unwrap();
            assert_eq!((later.name(), later.offset()), ("Later", place));
            count += 1;
        }
    }
    assert!(count > 60, "{count}");
}

#[test]
fn what_is_borrowed_lies_in_the_input_at_its_offset() {
    for (name, bytes) in messages() {
        let input = std::str::from_utf8(&bytes).unwrap();
        let response = Response::decode(&bytes).unwrap();
        let mut fields = 0;
        for field in response.fields() {
            assert!(input[field.offset()..].starts_with(&format!("<{}", field.name())), "{name}");
            let at = response.offset_of(field.text()).unwrap();
            assert!(at > field.offset() && input[at..].starts_with(field.text().raw()), "{name}");
            fields += 1;
        }
        for ext_data in response.ext_data() {
            for entry in ext_data.entries() {
                let at = response.offset_of(entry.key()).unwrap();
                assert!(input[at..].starts_with(entry.key().raw()), "{name}");
            }
        }
        assert!(response.warnings().all(|warning| warning.offset() < bytes.len()));
        assert_eq!(fields, response.fields().count());
        assert_eq!(response.offset_of(tillwire::Text::new("elsewhere")), None);
    }
}

#[test]
fn encoding_gives_back_what_came() {
    for (name, bytes) in messages() {
        let response = Response::decode(&bytes).unwrap();
        let mut buffer = vec![0xa5; bytes.len() + 32];
        let len = response.encoded_len();
        let encoded = response.encode(&mut buffer).unwrap().to_vec();
        assert_eq!(encoded.len(), len);
        let again = Response::decode(&encoded).unwrap();
        assert_eq!(again, response, "{name}");
        assert_eq!(again.verdict(), response.verdict(), "{name}");
        let mut buffer = vec![0xa5; len];
        assert_eq!(again.encode(&mut buffer).unwrap(), encoded);
        for short in [0, 1, len / 2, len - 1] {
            assert_eq!(again.encode(&mut buffer[..short]).unwrap_err().needed, len);
            assert!(buffer[..short].iter().all(|&byte| byte == 0));
            buffer.fill(0xa5);
        }
    }
}

#[test]
fn what_is_built_is_read_back() {
    for text in ["&", "<", "]]>", "\"'", "a\tb\r\nc\rd\n", " é€😀 ", "%20", "", "0"] {
        let extra = [("Later", text)];
        let answer =
            ResponseBuilder::new().ref_id(text).message(text).ipos_token(text).extra(&extra).build().unwrap();
        let mut buffer = [0xa5; 512];
        let bytes = answer.encode(&mut buffer).unwrap();
        let response = decode(bytes, Policy::Strict).unwrap();
        assert_eq!(response.ref_id().unwrap(), text);
        assert_eq!(response.message().unwrap(), text);
        assert_eq!(response.fields().last().unwrap().text(), text);
        assert_eq!(response.fields().count(), 4);
    }
    for refused in ["\0", "a\u{1}", "\u{FFFE}", "\u{1b}[31m"] {
        let error = ResponseBuilder::new().message(refused).build().unwrap_err();
        assert_eq!(error.field(), Some("Message"));
    }
    for refused in ["", "1x", "a b", "x>", "\u{d7}"] {
        assert!(ResponseBuilder::new().extra(&[(refused, "")]).build().is_err());
    }
    let lists = ResponseBuilder::new().ext_data(&["App=a", "App=b", "App=c"]).build().unwrap();
    let mut buffer = [0; 256];
    let response = Response::decode(lists.encode(&mut buffer).unwrap()).unwrap();
    let apps: Vec<_> = response.ext_data().map(|ext_data| ext_data.app().unwrap().to_string()).collect();
    assert_eq!(apps, ["a", "b", "c"]);
}

#[test]
fn strict_accepts_nothing_that_tolerant_refuses_or_warns_of() {
    for (name, bytes) in messages() {
        if let Ok(strict) = decode(&bytes, Policy::Strict) {
            let tolerant = decode(&bytes, Policy::Tolerant).unwrap();
            assert_eq!(strict, tolerant, "{name}");
            assert_eq!(strict.verdict(), tolerant.verdict(), "{name}");
            assert_eq!(tolerant.warnings().next(), None, "{name}");
        }
    }
    // It is well-formed, so it is read as it stands.
    let text = b"<response><Message>a/Message>b</Message></response>";
    for policy in POLICIES {
        assert_eq!(decode(text, policy).unwrap().message().unwrap(), "a/Message>b");
    }
}

/// No edit that leaves the deciding fields alone makes something good of an answer that was not.
#[test]
fn damage_makes_no_approval() {
    for (name, bytes) in messages() {
        let before = Response::decode(&bytes).unwrap().outcome();
        if is_good(before) || before == Outcome::Conflict {
            continue;
        }
        let after = |edited: &[u8]| {
            Answer::decode(edited).map_or(Outcome::Unknown, |answer| answer.verdict().outcome)
        };
        for at in 0..bytes.len() {
            let cut = [&bytes[..at], &bytes[at + 1..]].concat();
            assert!(!is_good(after(&cut)), "{name} without byte {at}");
            for byte in [b'<', b'>', b'&', b'/', b' ', 0, b',', b'='] {
                let mut edited = bytes.clone();
                edited[at] = byte;
                assert!(!is_good(after(&edited)), "{name} with {byte:#x} at {at}");
            }
        }
        let twice = [&bytes[..], &bytes[..]].concat();
        assert!(!is_good(after(&twice)), "{name} twice");
    }
}

/// A canary in every field, known or not, shows in no output but that of what may be shown.
#[test]
fn secrets_stay_secret() {
    const CANARY: &str = "CANARY4111";
    let place = |hidden: bool| {
        with_all_fields(|field| match field.exposure {
            Exposure::Shown => "x".to_owned(),
            _ if hidden => CANARY.to_owned(),
            _ => "x".to_owned(),
        })
    };
    let message = place(true).replace(
        "</response>",
        &format!("<Later>{CANARY}</Later><More a='{CANARY}'><b>{CANARY}</b></More></response>"),
    );
    let message = message.replace("<ExtData>", &format!("<ExtData>later={CANARY},{CANARY},"));
    assert!(message.matches(CANARY).count() > 20);
    let response = Response::decode(message.as_bytes()).unwrap();
    let mut printed = format!("{response:?} {response:#?} {:?} {:?}", response.fields(), response.warnings());
    for field in response.fields() {
        write!(printed, "{field:?}").unwrap();
    }
    for ext_data in response.ext_data() {
        write!(printed, "{ext_data:?} {:?}", ext_data.entries()).unwrap();
    }
    write!(printed, "{:?} {:?}", response.receipt(), response.emv_data()).unwrap();
    write!(printed, "{:?} {:?} {:?}", response.ipos_token(), response.token(), response.signature()).unwrap();
    for len in 0..message.len() {
        let error = Response::decode(&message.as_bytes()[..len]).unwrap_err();
        write!(printed, "{error} {error:?}").unwrap();
    }
    assert!(printed.len() > 1000 && !printed.contains(CANARY), "{printed}");
    assert!(printed.contains("[redacted]"));
}

#[test]
fn a_daily_report_is_looked_into() {
    let tolerant = |report: &str| {
        let message = format!("<response><TransReport>{report}</TransReport></response>");
        let strict = decode(message.as_bytes(), Policy::Strict)
            .map(|_| ())
            .map_err(|it| (it.kind().as_str(), it.offset()));
        let tolerant = decode(message.as_bytes(), Policy::Tolerant);
        let warnings = tolerant
            .map(|response| {
                response.warnings().map(|it| (it.kind().as_str(), it.offset())).collect::<Vec<_>>()
            })
            .map_err(|error| (error.kind().as_str(), error.offset()));
        (strict, warnings)
    };
    assert_eq!(tolerant("<App>a</App><Trans>NUM=1</Trans><Trans>NUM=1</Trans>"), (Ok(()), Ok(vec![])));
    assert_eq!(tolerant("stray<App>a</App>"), (Err(("unexpected_text", 23)), Ok(vec![("stray_text", 23)])));
    assert_eq!(tolerant("<App>a</App> x "), (Err(("unexpected_text", 36)), Ok(vec![("stray_text", 36)])));
    assert_eq!(tolerant("<App>a</App><App>b</App>"), (Err(("repeated", 35)), Ok(vec![("repeated", 35)])));
    assert_eq!(tolerant("<Trans>NUM=1,NUM=2</Trans>"), (Err(("repeated", 36)), Ok(vec![("repeated", 36)])));
    assert_eq!(tolerant("<a/><b/><a></a>"), (Err(("repeated", 31)), Ok(vec![("repeated", 31)])));
    assert_eq!(tolerant("<App>a/App><Total>1</Total>").1, Ok(vec![("lost_bracket", 29)]));
    let nested = ("unexpected_element", 23);
    assert_eq!(tolerant("<App><b>1</b></App>"), (Err(nested), Err(nested)));
}

#[test]
fn limits_are_kept() {
    let mut limits = tillwire::Limits::MAX;
    let mut tolerant = |change: &dyn Fn(&mut tillwire::Limits), input: &str| {
        limits = tillwire::Limits::MAX;
        change(&mut limits);
        let options = Options::new(Policy::Tolerant).limits(limits);
        Response::decode_with(input.as_bytes(), &options).err().map(|error| error.kind().as_str())
    };
    let answer = "<xmp><response><RefId a='1' b='2'>1</RefId><A/><B/></response></xmp>";
    assert_eq!(tolerant(&|_| {}, answer), None);
    assert_eq!(tolerant(&|limits| limits.max_len = answer.len(), answer), None);
    assert_eq!(tolerant(&|limits| limits.max_len = answer.len() - 1, answer), Some("too_long"));
    assert_eq!(tolerant(&|limits| limits.max_depth = 3, answer), None);
    assert_eq!(tolerant(&|limits| limits.max_depth = 2, answer), Some("too_deep"));
    assert_eq!(tolerant(&|limits| limits.max_attributes = 2, answer), None);
    assert_eq!(tolerant(&|limits| limits.max_attributes = 1, answer), Some("too_many_attributes"));
    assert_eq!(tolerant(&|limits| limits.max_elements = 5, answer), None);
    assert_eq!(tolerant(&|limits| limits.max_elements = 4, answer), Some("too_many_elements"));
    assert_eq!(tolerant(&|limits| limits.max_unknown = 2, answer), None);
    assert_eq!(tolerant(&|limits| limits.max_unknown = 1, answer), Some("too_many_unknown"));
    // The maxima hold whatever is asked for.
    let deep = format!("<response>{}{}</response>", "<a>".repeat(32), "</a>".repeat(32));
    assert_eq!(tolerant(&|limits| limits.max_depth = usize::MAX, &deep), Some("too_deep"));
    let many: String = (0..65).map(|n| format!("<a{n}/>")).collect();
    let many = format!("<response>{many}</response>");
    assert_eq!(tolerant(&|limits| limits.max_unknown = usize::MAX, &many), Some("too_many_unknown"));
}
