//! One JSON object a line.

use std::io::{self, Write};

use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};
use serde_json::ser::Formatter;

use crate::display::{Eyes, Shown, is_deceptive};
use crate::finding::{Body, Finding, Kind};
use crate::rows::{Inside, List, Row};

/// # Errors
/// Those of `out`.
pub(super) fn print(out: &mut impl Write, file: &str, finding: &Finding<'_>, eyes: Eyes) -> io::Result<()> {
    let message = Message {
        file,
        format: finding.format.as_str(),
        kind: finding.kind.map(Kind::as_str),
        outcome: finding.verdict.map(|verdict| verdict.outcome.as_str()),
        advice: finding.verdict.map(|verdict| verdict.advice.as_str()),
        fields: Fields(finding, eyes),
        lists: Lists(finding, eyes),
        warnings: Warnings(finding),
        error: finding.failure.as_ref().map(|failure| Failure {
            kind: failure.kind.as_str(),
            offset: failure.offset,
            field: failure.field,
        }),
    };
    message.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, OneLine))?;
    writeln!(out)
}

#[derive(Serialize)]
struct Message<'f, 'a> {
    file: &'f str,
    format: &'static str,
    kind: Option<&'static str>,
    outcome: Option<&'static str>,
    advice: Option<&'static str>,
    fields: Fields<'f, 'a>,
    lists: Lists<'f, 'a>,
    warnings: Warnings<'f, 'a>,
    error: Option<Failure>,
}

#[derive(Serialize)]
struct Failure {
    kind: &'static str,
    offset: usize,
    field: Option<&'static str>,
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_str().serialize(serializer)
    }
}

struct Fields<'f, 'a>(&'f Finding<'a>, Eyes);

impl Serialize for Fields<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Field<'a> {
            name: Shown<'a>,
            value: Shown<'a>,
            offset: usize,
        }
        let fields = self.0.rows(self.1);
        serializer.collect_seq(fields.map(|row| Field {
            name: row.name,
            value: row.value,
            offset: row.offset,
        }))
    }
}

struct Lists<'f, 'a>(&'f Finding<'a>, Eyes);

impl Serialize for Lists<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut lists = serializer.serialize_seq(None)?;
        if let Body::Pairs(text) = self.0.body {
            let entries = Inside::List(List::bare(text, self.1));
            lists.serialize_element(&NamedList { name: &Shown::Nothing, entries: Entries(&entries) })?;
        }
        for row in self.0.rows(self.1) {
            add_lists(&mut lists, &row)?;
        }
        lists.end()
    }
}

/// The list in `row`, then those in its entries: reports hold lists of their own.
fn add_lists<S: SerializeSeq>(lists: &mut S, row: &Row<'_>) -> Result<(), S::Error> {
    if row.inside.is_list() {
        lists.serialize_element(&NamedList { name: &row.name, entries: Entries(&row.inside) })?;
        if let Inside::Elements(rows) = &row.inside {
            rows.iter().try_for_each(|row| add_lists(lists, row))?;
        }
    }
    Ok(())
}

#[derive(Serialize)]
struct NamedList<'r, 'a> {
    name: &'r Shown<'a>,
    entries: Entries<'r, 'a>,
}

struct Entries<'r, 'a>(&'r Inside<'a>);

impl Serialize for Entries<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.rows().map(|row| (row.name, row.value)))
    }
}

struct Warnings<'f, 'a>(&'f Finding<'a>);

impl Serialize for Warnings<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Warning {
            kind: &'static str,
            offset: usize,
        }
        let warnings = self.0.warnings();
        serializer
            .collect_seq(warnings.map(|found| Warning { kind: found.kind.as_str(), offset: found.offset }))
    }
}

/// The compact form, with characters escaped that could change how the line is read on a screen.
struct OneLine;

impl Formatter for OneLine {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, odd)) = rest.char_indices().find(|(_, c)| is_deceptive(*c)) {
            let (plain, from) = rest.split_at(at);
            writer.write_all(plain.as_bytes())?;
            for unit in odd.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = from.get(odd.len_utf8()..).unwrap_or_default();
        }
        writer.write_all(rest.as_bytes())
    }
}
