#![cfg_attr(not(test), no_std)]
#![forbid(unsafe_code)]
// A test may overflow: it fails then.
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, clippy::string_slice))]
//! The wire formats between a till and Dejavoo terminals and gateways: read without copying, written without allocation.
//!
//! What goes wrong in the field is money: a customer charged twice because an approval was not understood, goods given away
//! because a decline was not, a key printed in a log. Every decision in this crate is held against those three.
//!
//! ```
//! use tillwire::{Advice, Decode, Outcome, spin::Response};
//!
//! let answer = b"<xmp><response><RefId>164</RefId><ResultCode>1</ResultCode><Message>Canceled</Message>\
//!     <RespMSG>Transaction%20timeout.%20Please%20try%20again%20later.</RespMSG></response></xmp>";
//! let response = Response::decode(answer)?;
//! // "Canceled", says the terminal; but nobody knows whether the host charged the card.
//! assert_eq!(response.outcome(), Outcome::Unknown);
//! assert_eq!(response.advice(), Advice::AskStatus);
//! # Ok::<(), tillwire::Error>(())
//! ```
//!
//! # Tour
//!
//! - [`spin`]: the XML between a register and a terminal. [`spin::Response`] is an answer, [`spin::Answer`] whatever body came back.
//!   [`spin::Sale`] and its siblings are requests, a type per transaction; [`spin::Endpoint`] makes URLs of them.
//! - [`Outcome`] and [`Advice`]: what an answer means for the money, and what to do next. The code decides, texts can only veto,
//!   contradiction is [`Outcome::Conflict`], an answer that cannot be decoded is [`Outcome::Unknown`].
//! - [`Policy`]: one parser, two policies. [`Policy::Tolerant`] forgives a closed list of defects and tells which and where;
//!   [`Policy::Strict`] makes each of them the error.
//! - [`Text`], [`Amount`], [`Secret`] and the other values: borrowed from the message and read only when asked.
//! - [`xml`], [`json`] and [`pairs`]: the bare syntax, for messages that this crate does not know.
//!
//! # Guarantees
//!
//! - **No copy, no allocation.** `no_std`; without default features there is not even an allocator in the graph.
//! - **No panic**, no recursion, time linear in the input, memory of constant size. Forbidden `unsafe`. As linked with the
//!   release profile, no panic path is left: `tools/panic-free.sh` proves it.
//! - **No secret in print.** Keys, tokens and card numbers are [`Secret`]s; personal data and whatever this crate does not know prints as
//!   its length. Errors and warnings hold no byte of the input.
//! - **Nothing is lost.** Unknown fields and values are kept, and written back as they came.
//! - **Money is exact.** Digits to integer cents, checked, never a float; the text that came is kept.
//!
//! # Features
//!
//! | feature | gives |
//! |---|---|
//! | `std` (default) | implies `alloc`; for users that want the standard library's faster byte search |
//! | `alloc` | `Text::to_cow` |
//!
//! No feature changes behaviour.
//!
//! # Design notes
//!
//! Decisions, with the losing side stated.
//!
//! **A decoded message is a table of places, not of values.** [`spin::Response`] holds the input once and eight bytes a field; accessors
//! make the typed view. A struct of public `Option<Text>` slots would let one type be both read and built; it was tried on paper and lost:
//! 0.9 kB instead of 0.4 kB on a stack that firmware counts in kilobytes, a jump per field while decoding, and two
//! representations for every list. Building has a type of its own, made of the same rows: [`spin::ResponseBuilder`].
//!
//! **A request is one type, built, written and read.** An answer is read a thousand times and built in tests; a request is built a
//! thousand times and read in simulators. So its fields are cells of sixteen bytes that hold text or a number, and decoding fills
//! the same cells. Setters check the rules of the vendor's table at once and give an error; collecting errors up to a `build` would
//! read better in a chain and was dropped, since a request that breaks a rule could then be passed around and written.
//!
//! **What is large is held by reference**: a cart, level 3 data, a printout stand in slices of the caller's when built, and in the
//! text they came in when read, so that a sale stays below 512 bytes and nothing is allocated.
//!
//! **A URL prints nothing of its request.** To cut the key out of the query would do for this crate's own requests, but not for
//! tokens in fields that it does not know.
//!
//! **A decoded answer is written as it came**, defects included, instead of being written anew. A proxy that repairs an answer in passing
//! would turn a [`Conflict`](Outcome::Conflict) into an approval for whoever stands behind it.
//!
//! **What is well-formed reads the same under both policies.** Some well-formed text looks like a lost `<` (`a/Message>b`), so the repair is
//! tried only after a reading by the standard has failed. Repairing at once would save the second pass over broken documents;
//! reading them twice is the price of a law that can be tested.
//!
//! **Blanks around a document are no defect.** XML allows them, and every file ends with a line end. Only NUL bytes, and blanks before
//! an XML declaration, are padding.
//!
//! **An `&` that starts no reference is a bare `&`**, also where it looks like a malformed one (`&#+36;`, `&amp` without `;`). A
//! well-formed reference to a forbidden character (`&#0;`) is an error under both policies: no reading of it is the sender's.
//!
//! **A list may not hold a CDATA section, comment or instruction**; elsewhere they are read as the standard says. A list is split before it
//! is unescaped, so that an escaped comma stays within its value, and markup could hide a comma from that. None was
//! ever seen in the field; the answer is then [`Unknown`](Outcome::Unknown), which asks for the status.
//!
//! **Texts count as deciding.** `Message` and `RespMSG` only veto, but of two contradicting ones the first must not win.
//!
//! **A text that says "partial approval" where no field does** makes a `Conflict`: the table has no row for it, and an approval in full must not be
//! read into it.
//!
//! **Base64, percent-decoding and numbers are written by hand**, where a well-kept crate would do elsewhere: data-encoding's decoder and itoa
//! keep panic paths when linked for size, and a text here is escaped twice, so that percent-decoding works on characters, not
//! on bytes. The tests hold base64 against data-encoding.

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

mod decode;
mod encode;
mod error;
mod message;
mod outcome;
mod rule;
pub mod spin;
mod syntax;
mod table;
mod value;

pub use decode::{Decode, Limits, Options, Policy, Warning, WarningKind, repair_utf8};
pub use encode::{Encode, Writer};
pub use error::{BufferTooSmall, Error, ErrorKind};
pub use outcome::{Advice, Answers, Asked, Match, Outcome, Verdict};
pub use rule::{Rule, RuleError};
pub use syntax::{base64, json, pairs, xml};
pub use table::Field;
pub use value::*;

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
