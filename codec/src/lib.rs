#![cfg_attr(not(test), no_std)]
#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice, clippy::arithmetic_side_effects))]
//! doc

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

mod decode;
mod error;
mod outcome;
mod syntax;
mod value;

pub use decode::{Decode, Limits, Options, Policy, Warning, WarningKind, repair_utf8};
pub use outcome::{Advice, Answers, Asked, Match, Outcome, Verdict};
pub use error::{BufferTooSmall, Error, ErrorKind};
pub use syntax::{pairs, xml};
pub use value::{Chars, Text};
