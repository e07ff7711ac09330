//! One binary, so that the library is linked once.

mod allocations;
mod cases;
mod corpus;
mod json;
mod laws;
mod snapshots;
mod verdicts;
