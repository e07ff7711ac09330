//! The binary as its users meet it.
// A test panics where it fails.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used
)]

mod canary;
mod output;
mod run;
mod show;
