//! One binary, so that the library is linked once.

mod allocations;
mod cases;
mod corpus;
mod laws;
mod requests;
mod snapshots;
mod verdicts;
