//! The binary as its users meet it.

mod canary;
mod output;
mod run;
mod show;
