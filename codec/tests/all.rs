//! One binary, so that the library is linked once.

mod cases;
mod corpus;
mod laws;
mod verdicts;
