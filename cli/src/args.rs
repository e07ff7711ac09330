//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

const EXIT_CODES: &str = "\
Exit codes, the worst of all files:
   0  decoded
   1  decoded with warnings, under --deny-warnings
   2  wrong usage
  65  not decoded
  74  not read or not written";

/// Looks at messages between tills and Dejavoo terminals: what they say of the money, their fields, their defects.
#[derive(Debug, Parser)]
#[command(name = "tillwire", version, after_help = EXIT_CODES)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Print messages: verdict, fields in wire order with their byte offsets, warnings, or the error
    Show(Show),
    /// Decode messages and print nothing; the exit code tells
    Check(Check),
}

#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct Show {
    #[command(flatten)]
    pub(crate) input: Input,

    /// How to print
    #[arg(long = "format", value_enum, default_value_t = Layout::Tree)]
    pub(crate) layout: Layout,

    /// Show secrets, personal data and unknown values instead of `[redacted]` and `[hidden LENGTH]`
    #[arg(long)]
    pub(crate) reveal: bool,

    /// When to colour the tree; `auto` honours NO_COLOR
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,
}

#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) input: Input,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Input {
    /// What the input is
    #[arg(long = "as", value_enum, default_value_t = As::Auto, value_name = "WHAT")]
    pub(crate) format: As,

    /// What to do with defects
    #[arg(long, value_enum, default_value_t = Policy::Tolerant)]
    pub(crate) policy: Policy,

    /// Exit with 1 if anything had to be forgiven
    #[arg(long)]
    pub(crate) deny_warnings: bool,

    /// Files, folders (walked in order of name, without README.md and dot files), or `-` for standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum As {
    /// Look at the input to find out
    Auto,
    /// An answer of a SPIn terminal or proxy
    Spin,
    /// The bare syntax of any XML document
    Xml,
    /// The bare syntax of any list of key=value entries
    Pairs,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Policy {
    /// Forgive what is documented, with a warning
    Tolerant,
    /// Make each defect an error
    Strict,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Layout {
    /// For people
    Tree,
    /// For programs: one object a line
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}
