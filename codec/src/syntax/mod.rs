//! The bare syntax of messages, whatever they say: markup, lists, escapes.
//!
//! Nothing here knows of payments. The readers serve messages that this crate does not know as well.

pub mod base64;
pub(crate) mod escape;
pub mod json;
pub(crate) mod names;
pub mod pairs;
pub(crate) mod percent;
pub(crate) mod search;
pub(crate) mod word;
pub mod xml;
