//! Whatever a SPIn address answers: a response, or the bare word of a status address.

use core::fmt;

use crate::decode::{Decode, Options};
use crate::error::{Error, ErrorKind, kinds};
use crate::outcome::{Advice, Outcome, Verdict};

use super::Response;

kinds! {
    /// What `GetTerminalStatus` and `GetProcessingStatus` answer, in plain text.
    #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
    #[non_exhaustive]
    pub enum LinkState {
        /// The terminal is connected.
        Online = "online", "Online";
        /// The terminal is not connected.
        Offline = "offline", "Offline";
        /// The terminal is busy with a transaction.
        InProgress = "transaction_in_progress", "Transaction in progress";
        /// Nothing is known of a transaction.
        NoAnswer = "no_answer", "No answer";
    }
}

impl LinkState {
    /// [`Outcome::NotPayment`]: a link state says nothing of a payment.
    #[must_use]
    pub const fn outcome(self) -> Outcome {
        Outcome::NotPayment
    }

    /// [`Advice::Wait`] while a transaction is in progress, else [`Advice::Final`].
    #[must_use]
    pub const fn advice(self) -> Advice {
        match self {
            Self::InProgress => Advice::Wait,
            _ => Advice::Final,
        }
    }
}

impl fmt::Display for LinkState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

/// A body from any SPIn address.
///
/// ```
/// use tillwire::{Decode, ErrorKind, spin::{Answer, LinkState}};
///
/// assert_eq!(Answer::decode(b"Online\r\n"), Ok(Answer::Link(LinkState::Online)));
/// assert!(matches!(Answer::decode(b"<response/>"), Ok(Answer::Response(_))));
/// assert_eq!(Answer::decode(b"<!DOCTYPE html><html>").unwrap_err().kind(), ErrorKind::Html);
/// ```
#[derive(Clone, Copy, PartialEq, Debug)]
#[allow(clippy::large_enum_variant)]
pub enum Answer<'a> {
    /// An XML answer.
    Response(Response<'a>),
    /// A bare word.
    Link(LinkState),
}

impl Answer<'_> {
    /// What the answer says and what to do next.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match self {
            Self::Response(response) => response.verdict(),
            Self::Link(state) => Verdict::new(state.outcome(), state.advice()),
        }
    }
}

impl<'a> Decode<'a> for Answer<'a> {
    /// # Errors
    /// As those of [`Response`]; [`ErrorKind::NotProtocol`] for text that is neither XML nor one of the known words.
    fn decode_with(input: &'a [u8], options: &Options) -> Result<Self, Error> {
        match Response::decode_with(input, options) {
            Ok(response) => Ok(Self::Response(response)),
            Err(error) if error.kind() == ErrorKind::NotProtocol => {
                let body = input.trim_ascii();
                let state =
                    LinkState::ALL.iter().find(|state| body.eq_ignore_ascii_case(state.text().as_bytes()));
                state.map(|&state| Self::Link(state)).ok_or(error)
            }
            Err(error) => Err(error),
        }
    }
}
