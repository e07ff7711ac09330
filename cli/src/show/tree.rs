//! An indented tree for people: the verdict first.

use std::fmt::Display;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use tillwire::spin::Response;
use tillwire::{Text, Value};

use crate::display::{Escaped, Eyes, Shown};
use crate::finding::{Body, Failure, Finding, Format, Kind};
use crate::place::Place;
use crate::rows::{List, Row};
use crate::words::{self, Mood};

const TITLE: Style = Style::new().bold();
const LABEL: Style = Style::new().dimmed();
const NAME: Style = AnsiColor::Cyan.on_default();
const MARK: Style = Style::new().dimmed().italic();
const WARNING: Style = AnsiColor::Yellow.on_default();
const ERROR: Style = AnsiColor::Red.on_default().bold();

const fn style_of(mood: Mood) -> Style {
    match mood {
        Mood::Good => AnsiColor::Green.on_default().bold(),
        Mood::Bad => AnsiColor::Yellow.on_default().bold(),
        Mood::Dangerous => AnsiColor::Red.on_default().bold(),
        Mood::Neutral => Style::new().bold(),
    }
}

/// # Errors
/// Those of `out`.
pub(super) fn print(
    out: &mut impl Write,
    file: &str,
    input: &[u8],
    finding: &Finding<'_>,
    eyes: Eyes,
) -> io::Result<()> {
    let file = if file == "-" { "standard input" } else { file };
    let what = match (finding.format, finding.kind) {
        (_, Some(Kind::Html)) => "an HTML page",
        (_, Some(Kind::LinkState)) => "a link state",
        (_, _) if finding.verdict.is_some() && finding.failure.is_some() => "not decoded",
        (Format::Spin, _) => "SPIn answer",
        (Format::Xml, _) => "bare XML",
        (Format::Pairs, _) => "a bare list",
        (Format::Text, _) => "text",
    };
    writeln!(out, "{TITLE}{}{TITLE:#}{LABEL}: {what}, {} bytes{LABEL:#}", Escaped(file), input.len())?;
    verdict(out, finding)?;
    match &finding.body {
        Body::Response(response) => summary(out, response)?,
        Body::Link(state) => label(out, "terminal", state.as_str().replace('_', " "))?,
        _ => {}
    }
    match finding.warnings().count() {
        0 => {}
        1 => label(out, "forgiven", format_args!("{WARNING}1 defect, see the end{WARNING:#}"))?,
        count => label(out, "forgiven", format_args!("{WARNING}{count} defects, see the end{WARNING:#}"))?,
    }
    let mut rows = finding.rows(eyes).peekable();
    let bare = match finding.body {
        Body::Pairs(text) => Some(List::bare(text, eyes)),
        _ => None,
    };
    if rows.peek().is_some() || bare.is_some() {
        writeln!(out, "\n{LABEL}{:>8}  name{LABEL:#}", "byte")?;
    }
    for row in rows {
        // The indentation tells where an element ends.
        if !row.name.as_str().is_some_and(|name| name.starts_with('/')) {
            line(out, &row, row.depth)?;
        }
    }
    if let Some(list) = bare {
        list.rows().try_for_each(|row| line(out, &row, 0))?;
    }
    warnings(out, finding)?;
    finding.failure.as_ref().map_or(Ok(()), |failure| error(out, input, failure))
}

fn verdict(out: &mut impl Write, finding: &Finding<'_>) -> io::Result<()> {
    let Some(verdict) = finding.verdict else {
        return label(out, "verdict", "none: only the syntax was read, not what it says of a payment");
    };
    let style = style_of(words::mood(verdict));
    let on_earlier = matches!(&finding.body, Body::Response(response) if is_on_earlier(response));
    label(out, "verdict", format_args!("{style}{}{style:#}", verdict.outcome))?;
    label(out, "next", words::next(verdict.advice))?;
    label(out, "charge again", format_args!("{style}{}{style:#}", words::charge_again(verdict, on_earlier)))
}

/// Whether the answer is to something that was done with an earlier payment.
fn is_on_earlier(response: &Response<'_>) -> bool {
    let kind =
        response.trans_type().map(|kind| kind.text().percent_decoded().to_cow().trim().to_ascii_lowercase());
    kind.is_some_and(|kind| kind.starts_with("void") || matches!(&*kind, "capture" | "ticket" | "tipadjust"))
}

fn label(out: &mut impl Write, name: &str, value: impl Display) -> io::Result<()> {
    writeln!(out, "  {LABEL}{name:<14}{LABEL:#}{value}")
}

/// The few things that are asked for first.
fn summary(out: &mut impl Write, response: &Response<'_>) -> io::Result<()> {
    let filled = |text: &Text<'_>| !text.trimmed().is_empty();
    let plain = |text: Text<'_>| text.percent_decoded().to_cow().trim().to_owned();
    if let Some(reference) = response.ref_id().filter(filled) {
        label(out, "reference", Escaped(&reference.to_cow()))?;
    }
    let mut ext_data = response.ext_data();
    // Several are the applications of a settlement: none of them is the payment.
    if let (Some(ext_data), None) = (ext_data.next(), ext_data.next()) {
        // Amounts that are the same are told once.
        let mut amounts: Vec<(String, Vec<&str>)> = Vec::new();
        for key in ["Amount", "approvedAmnt", "dueAmnt", "BaseAmount", "TotalAmt"] {
            let Some(amount) = ext_data.find(key).filter(filled).map(plain) else { continue };
            match amounts.iter_mut().find(|(earlier, _)| *earlier == amount) {
                Some((_, keys)) => keys.push(key),
                None => amounts.push((amount, vec![key])),
            }
        }
        if !amounts.is_empty() {
            let amounts: Vec<String> =
                amounts.iter().map(|(amount, keys)| format!("{amount} ({})", keys.join(", "))).collect();
            label(out, "amount", Escaped(&amounts.join("; ")))?;
        }
        let brand = ext_data.card_type().map(|brand| brand.text()).filter(filled).map(plain);
        let last4 =
            ext_data.account_last4().filter(filled).map(|last4| format!("ending in {}", plain(last4)));
        let card: Vec<String> = [brand, last4].into_iter().flatten().collect();
        if !card.is_empty() {
            label(out, "card", Escaped(&card.join(" ")))?;
        }
    }
    let mut texts: Vec<String> =
        [response.resp_msg(), response.message()].into_iter().flatten().filter(filled).map(plain).collect();
    texts.dedup_by(|a, b| a.eq_ignore_ascii_case(b));
    if texts.is_empty() { Ok(()) } else { label(out, "says", Escaped(&texts.join(" / "))) }
}

/// A row, and what stands in it.
fn line(out: &mut impl Write, row: &Row<'_>, depth: usize) -> io::Result<()> {
    let name = match &row.name {
        Shown::Text(name) if name.is_empty() => "(empty entry)".to_owned(),
        name => Escaped(&name.as_str().unwrap_or_default()).to_string(),
    };
    let style = if row.name.is_mark() { MARK } else { NAME };
    let (width, indent) = (24_usize.saturating_sub(2 * depth), 2 * depth + 2);
    write!(out, "{LABEL}{:>8}{LABEL:#}{:indent$}", row.offset, "")?;
    match &row.value {
        Shown::Nothing => writeln!(out, "{style}{name}{style:#}")?,
        value => {
            let text = value.as_str().unwrap_or_default();
            let (text, style_of_value) = match value {
                Shown::Text(text) if text.is_empty() => ("(empty)".to_owned(), MARK),
                _ if value.is_mark() => (text.into_owned(), MARK),
                _ => (Escaped(&text).to_string(), Style::new()),
            };
            let note = row.note.as_ref().map(|note| format!(" {note}")).unwrap_or_default();
            writeln!(out, "{style}{name:<width$}{style:#} {style_of_value}{text}{style_of_value:#}{note}")?;
        }
    }
    row.inside.rows().try_for_each(|row| line(out, &row, depth + 1))
}

fn warnings(out: &mut impl Write, finding: &Finding<'_>) -> io::Result<()> {
    let mut warnings = finding.warnings().peekable();
    if warnings.peek().is_some() {
        writeln!(out, "\n{WARNING}{:>8}  forgiven{WARNING:#}", "byte")?;
    }
    warnings.try_for_each(|found| {
        let place = found.field.map(|field| format!(", in {field}")).unwrap_or_default();
        writeln!(
            out,
            "{LABEL}{:>8}{LABEL:#}  {WARNING}warning: {}{WARNING:#}{place}",
            found.offset, found.kind
        )
    })
}

fn error(out: &mut impl Write, input: &[u8], failure: &Failure) -> io::Result<()> {
    let Place { line, column, excerpt, caret } = Place::of(input, failure.offset);
    let field = failure.field.map(|field| format!(", in {field}")).unwrap_or_default();
    writeln!(out, "\n  {ERROR}error: {}{ERROR:#}{field}", failure.kind)?;
    writeln!(out, "  {LABEL}at byte {}, line {line}, column {column}{LABEL:#}", failure.offset)?;
    if excerpt.is_empty() {
        return Ok(());
    }
    writeln!(out, "    {excerpt}\n    {:caret$}{ERROR}^{ERROR:#}", "")
}
