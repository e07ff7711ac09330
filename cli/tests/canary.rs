//! Planted values that must not be printed unless they were asked for.

use std::fmt::Write as _;

use tillwire::spin::{DailyReport, EmvData, ExtData, Receipt, Response, SummaryReport, Transaction};
use tillwire::{Exposure, Field};

use crate::run::{folder, pipe, run};

/// A message with a value of its own in every place, and which of them may be shown.
struct Planted {
    message: String,
    shown: Vec<String>,
    hidden: Vec<String>,
}

impl Planted {
    fn new() -> Self {
        let mut planted = Self { message: String::new(), shown: Vec::new(), hidden: Vec::new() };
        let mut fields = String::new();
        for field in Response::FIELDS {
            let content = match field.name {
                "ExtData" => planted.list(ExtData::FIELDS),
                "EMVData" => planted.list(EmvData::FIELDS),
                "Receipt" => planted.list(Receipt::FIELDS),
                "TransReport" => {
                    let summary = planted.list(SummaryReport::FIELDS);
                    let daily = planted.daily();
                    format!("{summary}</TransReport><TransReport>{daily}")
                }
                _ => planted.value(field.exposure),
            };
            let note = planted.value(Exposure::Hidden);
            writeln!(fields, "<{0} note='{note}'>{content}</{0}>", field.name).unwrap();
        }
        let [comment, unknown, inner, attribute, cdata, pi] =
            [(); 6].map(|()| planted.value(Exposure::Hidden));
        write!(
            fields,
            "<!--{comment}--><New>{unknown}<Inner a='{attribute}'>{inner}</Inner></New>\
             <Data><![CDATA[{cdata}]]></Data><?pi {pi}?>"
        )
        .unwrap();
        planted.message = format!("<xmp><response>{fields}</response></xmp>");
        planted
    }

    fn value(&mut self, exposure: Exposure) -> String {
        let values = if exposure == Exposure::Shown { &mut self.shown } else { &mut self.hidden };
        let value =
            format!("{}CANARY{}", if exposure == Exposure::Shown { "S" } else { "H" }, values.len() + 1000);
        values.push(value.clone());
        value
    }

    fn list(&mut self, keys: &[Field]) -> String {
        let receipt = keys.as_ptr() == Receipt::FIELDS.as_ptr();
        let mut list = String::new();
        for key in keys {
            let exposure = if receipt { Exposure::Hidden } else { key.exposure };
            write!(list, "{}={},", key.name, self.value(exposure)).unwrap();
        }
        let [loose, unknown, digits, blanks] = [(); 4].map(|()| self.value(Exposure::Hidden));
        write!(list, "{loose},,New={unknown},{loose} 4111111111111111={digits},not a key={blanks}").unwrap();
        list
    }

    fn daily(&mut self) -> String {
        let mut report = self.value(Exposure::Hidden);
        for field in DailyReport::FIELDS {
            let content = match field.name {
                "Trans" => self.list(Transaction::FIELDS),
                _ => self.value(field.exposure),
            };
            write!(report, "<{0}>{content}</{0}>", field.name).unwrap();
        }
        let [unknown, nested] = [(); 2].map(|()| self.value(Exposure::Hidden));
        write!(report, "<New>{unknown}</New><Sum><Inner>{nested}</Inner></Sum>").unwrap();
        report
    }
}

fn found<'v>(values: &'v [String], text: &str) -> Vec<&'v String> {
    values.iter().filter(|value| text.contains(value.as_str())).collect()
}

#[test]
fn rows_of_secrets_and_personal_data_are_not_shown() {
    let row = |fields: &[Field], name: &str| fields.iter().find(|field| field.name == name).unwrap().exposure;
    for name in ["iPOSToken", "Token"] {
        assert_eq!(row(Response::FIELDS, name), Exposure::Secret, "{name}");
    }
    for name in ["UserChoice", "UserInput", "HostSpecific", "Records", "Receipt", "Sign"] {
        assert_eq!(row(Response::FIELDS, name), Exposure::Hidden, "{name}");
    }
    for name in ["Name", "ExpDate", "surveyAnswer", "SignPath", "Cust1Value", "walletTxnData"] {
        assert_eq!(row(ExtData::FIELDS, name), Exposure::Hidden, "{name}");
    }
}

#[test]
fn hidden_values_are_hidden_and_the_others_are_shown() {
    let planted = Planted::new();
    for format in ["tree", "json"] {
        let ran = pipe(&["show", "--format", format, "-"], &planted.message);
        assert_eq!(ran.code, 0, "{}", ran.out);
        assert_eq!(found(&planted.hidden, &ran.out), [] as [&String; 0], "{}", ran.out);
        assert_eq!(found(&planted.shown, &ran.out).len(), planted.shown.len());
        assert!(!ran.out.contains("4111111111111111"));
        assert!(ran.out.contains("[redacted]") && ran.out.contains("[hidden 11]"));

        for syntax in ["xml", "pairs"] {
            let ran = pipe(&["show", "--format", format, "--as", syntax, "-"], &planted.message);
            assert!(ran.code == 0 && !ran.out.contains("CANARY"), "{}", ran.out);
        }
    }
}

#[test]
fn everything_is_shown_when_asked_for() {
    let planted = Planted::new();
    for format in ["tree", "json"] {
        let shown: String = ["spin", "xml"]
            .map(|syntax| {
                pipe(&["show", "--reveal", "--format", format, "--as", syntax, "-"], &planted.message).out
            })
            .concat();
        for values in [&planted.shown, &planted.hidden] {
            assert_eq!(found(values, &shown).len(), values.len());
        }
        assert!(!shown.contains("[redacted]") && !shown.contains("[hidden"));
    }
    let ran = pipe(&["show", "--reveal", "-"], &planted.message);
    assert!(ran.err.contains("--reveal shows secrets"), "{}", ran.err);
}

/// Cut off and broken at many places, nothing that must not be shown is: neither in the error nor beside it.
///
/// (A `>` or `=` is not put in: it would make a documented field of what follows, or a key of what stands before.)
#[test]
fn errors_hold_no_values() {
    let planted = Planted::new();
    let message = planted.message.as_bytes();
    let root = folder("damaged");
    for at in (0..message.len()).step_by(23) {
        let mut broken = message.to_vec();
        broken[at] = [b'<', b'&', b']', 0xff, 0, b'/'][at / 23 % 6];
        std::fs::write(root.join(format!("{at:06}-broken")), broken).unwrap();
        std::fs::write(root.join(format!("{at:06}-cut")), &message[..at]).unwrap();
    }
    let root = root.to_str().unwrap();
    for args in [
        &["show"][..],
        &["show", "--format", "json"],
        &["show", "--policy", "strict"],
        &["show", "--as", "xml"],
        &["show", "--as", "pairs"],
        &["check"],
    ] {
        let ran = run(&[args, &[root]].concat());
        assert_eq!(ran.code, 65, "{args:?}");
        assert_eq!(ran.err, "", "{args:?}");
        let leaked = found(&planted.hidden, &ran.out);
        assert!(leaked.is_empty(), "{args:?}: {leaked:?}");
    }
}
