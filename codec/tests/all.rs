//! One binary, so that the library is linked once.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used
)]

mod allocations;
mod cases;
mod corpus;
mod json;
mod laws;
mod requests;
mod snapshots;
mod verdicts;
