#![cfg_attr(not(test), no_std)]
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    warn(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::arithmetic_side_effects
    )
)]
//! doc

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

mod decode;
mod encode;
mod error;
mod message;
mod outcome;
pub mod spin;
mod syntax;
mod table;
mod value;

pub use decode::{Decode, Limits, Options, Policy, Warning, WarningKind, repair_utf8};
pub use encode::{Encode, Writer};
pub use error::{BufferTooSmall, Error, ErrorKind};
pub use outcome::{Advice, Answers, Asked, Match, Outcome, Verdict};
pub use syntax::{pairs, xml};
pub use table::Field;
pub use value::*;
