//! What is printed.

use serde_json::{Value, json};

use crate::run::{corpus_files, pipe, run};

fn members(value: &Value) -> Vec<&str> {
    let mut names: Vec<&str> = value.as_object().expect("an object").keys().map(String::as_str).collect();
    names.sort_unstable();
    names
}

#[test]
fn json_has_exactly_these_members() {
    for policy in ["tolerant", "strict"] {
        for format in ["auto", "spin", "xml", "pairs"] {
            let ran = run(&["show", "--format", "json", "--policy", policy, "--as", format, "."]);
            assert_eq!(ran.json().len(), corpus_files().len());
            for line in ran.json() {
                assert_eq!(
                    members(&line),
                    ["advice", "error", "fields", "file", "format", "kind", "lists", "outcome", "warnings"]
                );
                for field in line["fields"].as_array().unwrap() {
                    assert_eq!(members(field), ["name", "offset", "value"]);
                    assert!(field["name"].is_string() && field["offset"].is_u64(), "{field}");
                }
                for list in line["lists"].as_array().unwrap() {
                    assert_eq!(members(list), ["entries", "name"]);
                    let entries = list["entries"].as_array().unwrap();
                    assert!(entries.iter().all(|entry| entry.as_array().unwrap().len() == 2));
                }
                for warning in line["warnings"].as_array().unwrap() {
                    assert_eq!(members(warning), ["kind", "offset"]);
                }
                if !line["error"].is_null() {
                    assert_eq!(members(&line["error"]), ["field", "kind", "offset"]);
                    assert!(line["fields"].as_array().unwrap().is_empty() || format == "xml", "{line}");
                }
            }
        }
    }
}

#[test]
fn json_is_in_wire_order_with_unknown_fields() {
    let line = run(&["show", "--format", "json", "field-unknown-elements.xml"]).json().remove(0);
    let fields = line["fields"].as_array().unwrap();
    let names: Vec<_> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
    assert_eq!(names[..2], ["RefId", "RegisterId"]);
    assert_eq!(names[10..], ["Model", "FirmwareNote", "Loyalty", "Empty"]);
    let offsets: Vec<_> = fields.iter().map(|field| field["offset"].as_u64()).collect();
    assert!(offsets.is_sorted());
    assert_eq!(fields[12], json!({"name": "Loyalty", "value": "[hidden 38]", "offset": 335}));
    assert_eq!((&line["outcome"], &line["advice"]), (&json!("approved"), &json!("final")));
}

#[test]
fn every_entry_of_every_list() {
    let line = run(&["show", "--format", "json", "response-08-settlement.xml"]).json().remove(0);
    let lists = line["lists"].as_array().unwrap();
    assert_eq!(lists.len(), 3);
    assert_eq!(lists[2]["entries"][3], json!(["Rsp", "Batch Already Settled"]));

    // A key broken by a line end, empty entries, a value with a sign.
    let line = run(&["show", "--format", "json", "response-20-dual-pricing.xml"]).json().remove(0);
    let entries = line["lists"][0]["entries"].as_array().unwrap();
    assert!(entries.contains(&json!(["ReducedTax", "$0.00"])) && entries.contains(&json!(["", null])));

    let line = run(&["show", "--format", "json", "response-17-report-daily.xml"]).json().remove(0);
    assert_eq!(line["fields"][3]["value"], "[list 5]");
    assert_eq!(line["lists"][0]["entries"][4], json!(["Trans", "[list 3]"]));
    assert_eq!(line["lists"][2]["entries"], json!([["NUM", "2"], ["TransType", "REFUND"], ["Amt", "16.00"]]));
}

#[test]
fn the_offset_of_an_entry_is_that_of_its_key() {
    let file = "response-03-sale-timed-out.xml";
    let text = std::fs::read_to_string(crate::run::corpus().join(file)).unwrap();
    let ran = run(&["show", file]);
    let mut seen = 0;
    for line in ran.out.lines() {
        let mut words = line.split_whitespace();
        let (Some(Ok(offset)), Some(name)) = (words.next().map(str::parse::<usize>), words.next()) else {
            continue;
        };
        let at = text[offset..].trim_start_matches('<');
        assert!(at.starts_with(name), "{line}");
        seen += 1;
    }
    assert_eq!(seen, 11 + 40);
}

#[test]
fn the_tree_tells_the_verdict_first() {
    for (file, start) in [
        (
            "response-03-sale-timed-out.xml",
            "response-03-sale-timed-out.xml: SPIn answer, 925 bytes
  verdict       unknown: it may have been charged
  next          ask for the status of the same reference before charging again
  charge again  no, not before the status is known
  reference     164
  amount        1.00 (Amount, BaseAmount, TotalAmt)
  says          Transaction timeout. Please try again later. / Canceled
",
        ),
        (
            "response-07-status.xml",
            "response-07-status.xml: SPIn answer, 634 bytes
  verdict       approved
  next          nothing: this answer is final
  charge again  no: it went through
  reference     3
  amount        1.00 (TotalAmt)
  card          VISA ending in 1234
  says          Approved
  forgiven      1 defect, see the end
",
        ),
    ] {
        let ran = run(&["show", file]);
        assert!(ran.out.starts_with(start), "{}", ran.out);
    }
    let ran = run(&["show", "response-07-status.xml"]);
    assert!(ran.out.ends_with("     605  warning: lost `<` before an end tag, in ExtData\n"), "{}", ran.out);
}

#[test]
fn a_signature_is_a_picture_or_an_error_of_its_own() {
    let whole =
        "Qk1GAAAAAAAAAD4AAAAoAAAAAwAAAAIAAAABAAEAAAAAAAgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAP///wCgAAAAQAAAAA==";
    let cut = &whole[..60];
    for (text, words) in [
        (whole, "[hidden 96] picture 3x2"),
        (cut, "[hidden 60] no picture: expected a whole black-and-white bitmap"),
        ("(none)", "[hidden 6] no picture: invalid base64"),
        ("", "[hidden 0]"),
    ] {
        let ran =
            pipe(&["show", "--deny-warnings", "-"], format!("<response><Sign>{text}</Sign></response>"));
        assert_eq!(ran.code, 0);
        assert!(ran.out.ends_with(&format!("Sign                     {words}\n")), "{}", ran.out);
    }
}

#[test]
fn the_tree_tells_where_an_error_is() {
    let ran = run(&["show", "--policy", "strict", "response-07-status.xml"]);
    assert_eq!(
        ran.out,
        "response-07-status.xml: not decoded, 634 bytes
  verdict       unknown: it may have been charged
  next          ask for the status of the same reference before charging again
  charge again  no, not before the status is known

  error: expected the end tag of the open element, in ExtData
  at byte 605, line 14, column 69
    …····=,Cust3Value=,AcntFirst4=····,TaxAmount=····/ExtData>  </response> <…
                                                     ^
"
    );
    assert_eq!(ran.err, "");
}

#[test]
fn every_verdict_of_the_corpus_says_whether_to_charge_again() {
    let tree = run(&["show", "."]).out;
    assert_eq!(tree.matches("\n  charge again  ").count(), corpus_files().len());
    for line in run(&["show", "--format", "json", "."]).json() {
        let ran = run(&["show", line["file"].as_str().unwrap()]);
        let again = ran.out.lines().find_map(|line| line.strip_prefix("  charge again  ")).unwrap();
        if line["advice"] == "ask_status" {
            assert!(again.starts_with("no"), "{line}: {again}");
        }
        if again.starts_with("yes") || again.starts_with("safe") {
            let harmless = ["declined", "cancelled", "not_found", "not_delivered", "voided"];
            assert!(harmless.contains(&line["outcome"].as_str().unwrap()), "{line}: {again}");
        }
    }
}

#[test]
fn a_refused_void_does_not_say_that_nothing_was_charged() {
    for (kind, words) in
        [("Void Sale", "this was no charge"), ("Sale", "yes: nothing was charged by this request")]
    {
        let answer = format!(
            "<response><ResultCode>1</ResultCode><RespMSG>DECLINE</RespMSG><TransType>{kind}</TransType></response>"
        );
        let ran = pipe(&["show", "-"], answer);
        assert!(ran.out.contains(&format!("charge again  {words}")), "{}", ran.out);
    }
}

#[test]
fn nothing_printed_can_forge_a_line() {
    let nasty = "a\nb\r\u{9b}2J\u{85}\u{2028}\u{202e}\u{2066}\u{200b}\u{feff}\u{7f}z";
    let answer = format!(
        "<response><Message>{nasty}</Message><RespMSG>%1b[2J%0averdict%e2%80%ae</RespMSG>\
         <New>{nasty}</New><ExtData>CardType={nasty},{nasty}=1,New={nasty}</ExtData></response>"
    );
    let list = format!("x={nasty},{nasty}");
    for (input, args) in [
        (&answer, &[][..]),
        (&answer, &["--reveal"]),
        (&answer, &["--reveal", "--format", "json"]),
        (&answer, &["--reveal", "--as", "xml"]),
        (&answer, &["--reveal", "--as", "xml", "--format", "json"]),
        (&list, &["--reveal", "--as", "pairs"]),
        (&list, &["--reveal", "--as", "pairs", "--format", "json"]),
    ] {
        let ran = pipe(&[&["show", "-"], args].concat(), input);
        assert_eq!(ran.code, 0, "{}", ran.out);
        let odd = ran.out.chars().find(|c| *c != '\n' && (c.is_control() || !(c.is_ascii() || *c == '…')));
        assert_eq!(odd, None, "{args:?}: {}", ran.out);
        assert_eq!(ran.out.matches("  verdict  ").count(), usize::from(!args.contains(&"json")));
    }
    let revealed = pipe(&["show", "--reveal", "--format", "json", "--as", "pairs", "-"], &list);
    assert_eq!(revealed.json()[0]["lists"][0]["entries"][0], json!(["x", nasty]), "escaped, not changed");
}

#[cfg(unix)]
#[test]
fn the_name_of_a_file_cannot_forge_a_line() {
    let root = crate::run::folder("names");
    std::fs::write(root.join("a\n  verdict  approved\u{1b}[2J\u{202e}.txt"), "Online").unwrap();
    for args in [&["show"][..], &["show", "--format", "json"]] {
        let ran = run(&[args, &[root.to_str().unwrap()]].concat());
        assert!(
            !ran.out.contains(['\u{1b}', '\u{202e}']) && !ran.out.contains("\n  verdict  approved"),
            "{}",
            ran.out
        );
    }
    let ran = run(&["check", "no\u{1b}[2Jfile\u{202e}"]);
    assert!(!ran.err.contains(['\u{1b}', '\u{202e}']), "{}", ran.err);
}
