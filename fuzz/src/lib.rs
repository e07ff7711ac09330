//! The bodies of the fuzz targets: plain functions over bytes that panic where a promise of the library is broken.
//!
//! Every engine, the replay test and the command line run the same functions. A target is a file of one line, see [`target!`].
//!
//! | target | input | what is looked at |
//! |---|---|---|
//! | [`spin_response`] | bytes of an answer | reading under both policies, writing it again, its prefixes, other XML readers |
//! | [`extdata`] | text of an `ExtData` list | splitting, look-up, the same list inside an answer |
// A body panics where an oracle does not hold.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used
)]

pub mod allocations;
pub mod dict;
mod extdata;
mod oracle;
mod peers;
mod spin_response;

pub use extdata::extdata;
pub use spin_response::spin_response;

/// A fuzz body.
pub type Body = fn(&[u8]);

/// The bodies by the names of their targets.
pub const TARGETS: &[(&str, Body)] = &[("spin_response", spin_response), ("extdata", extdata)];

/// Runs `body` over the files that the command line names, for a crash to be looked at without a fuzzer.
pub fn replay_arguments(body: Body) {
    for path in std::env::args_os().skip(1) {
        match std::fs::read(&path) {
            Ok(data) => body(&data),
            Err(error) => eprintln!("{}: {error}", path.to_string_lossy()),
        }
    }
}

/// Makes a fuzz target of the body with this name: an entry for libFuzzer where `cargo fuzz` builds it, else a `main` that replays
/// the files named on the command line.
#[macro_export]
macro_rules! target {
    ($body:ident) => {
        #[cfg(fuzzing)]
        libfuzzer_sys::fuzz_target!(|data: &[u8]| $crate::$body(data));

        #[cfg(not(fuzzing))]
        fn main() {
            $crate::replay_arguments($crate::$body);
        }
    };
}
