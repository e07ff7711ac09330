//! Printing what was found.

mod json;
mod tree;

use std::io::{self, BufWriter, Write};

use anstream::{AutoStream, ColorChoice};

use crate::args::{Color, Layout, Show};
use crate::display::Eyes;
use crate::finding::Finding;

/// Prints findings to standard output.
pub(crate) struct Printer {
    out: BufWriter<AutoStream<io::StdoutLock<'static>>>,
    layout: Layout,
    eyes: Eyes,
    first: bool,
}

impl Printer {
    pub(crate) fn new(show: &Show) -> Self {
        let color = match (show.layout, show.color) {
            (Layout::Json, _) | (_, Color::Never) => ColorChoice::Never,
            (_, Color::Auto) => ColorChoice::Auto,
            (_, Color::Always) => ColorChoice::Always,
        };
        let out = BufWriter::new(AutoStream::new(io::stdout().lock(), color));
        Self { out, layout: show.layout, eyes: Eyes { reveal: show.reveal }, first: true }
    }

    /// # Errors
    /// Those of standard output.
    pub(crate) fn print(&mut self, file: &str, input: &[u8], finding: &Finding<'_>) -> io::Result<()> {
        match self.layout {
            Layout::Json => json::print(&mut self.out, file, finding, self.eyes),
            Layout::Tree => {
                if !std::mem::take(&mut self.first) {
                    writeln!(self.out)?;
                }
                tree::print(&mut self.out, file, input, finding, self.eyes)
            }
        }
    }

    /// # Errors
    /// Those of standard output.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
