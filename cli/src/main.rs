//! `tillwire`: looks at messages of terminals and gateways, and checks them.
// Sums of lengths of what is in memory.
#![allow(clippy::arithmetic_side_effects)]
#![forbid(unsafe_code)]

mod args;
mod display;
mod finding;
mod input;
mod place;
mod rows;
mod show;
mod words;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use finding::Finding;
use input::Source;
use show::Printer;

/// How bad it got; the worst of all files is the exit code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Severity {
    Fine,
    /// Decoded, with warnings that were denied.
    Denied,
    /// Not decoded.
    BadData,
    /// Not read, or not written.
    Io,
}

impl From<Severity> for ExitCode {
    fn from(severity: Severity) -> Self {
        Self::from(match severity {
            Severity::Fine => 0,
            Severity::Denied => 1,
            Severity::BadData => 65,
            Severity::Io => 74,
        })
    }
}

fn main() -> ExitCode {
    let args = Args::parse();
    let (input, printer) = match &args.command {
        Command::Show(show) => {
            if show.reveal {
                complain("--reveal shows secrets and personal data: do not pass this output on");
            }
            (&show.input, Some(Printer::new(show)))
        }
        Command::Check(check) => (&check.input, None),
    };
    let mut worst = Severity::Fine;
    match run(input, printer, &mut worst) {
        Ok(()) => {}
        // Whoever reads the output has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        Err(error) => {
            complain(&format!("cannot write the output: {error}"));
            worst = Severity::Io;
        }
    }
    worst.into()
}

/// # Errors
/// Those of the output; what is wrong with the input is told and counted in `worst`.
fn run(input: &args::Input, mut printer: Option<Printer>, worst: &mut Severity) -> io::Result<()> {
    for source in input::sources(&input.files) {
        let (name, bytes) = match source.and_then(Source::read) {
            Ok(read) => read,
            Err(failure) => {
                *worst = Severity::Io;
                if let Some(printer) = &mut printer {
                    printer.flush()?;
                }
                complain(&failure.to_string());
                continue;
            }
        };
        let finding = Finding::of(&bytes, input.format, input.policy);
        *worst = (*worst).max(severity(&finding, input.deny_warnings));
        if let Some(printer) = &mut printer {
            printer.print(&name, &bytes, &finding)?;
        }
    }
    printer.map_or(Ok(()), |mut printer| printer.flush())
}

fn severity(finding: &Finding<'_>, deny_warnings: bool) -> Severity {
    if finding.failure.is_some() {
        Severity::BadData
    } else if deny_warnings && finding.warnings().next().is_some() {
        Severity::Denied
    } else {
        Severity::Fine
    }
}

/// A line on standard error; nobody is left to tell if that fails.
fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "tillwire: {message}");
}
