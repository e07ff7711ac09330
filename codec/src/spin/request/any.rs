//! Any request: for simulators, proxies, and whoever looks at traffic.

use crate::decode::{Decode, Options, Policy};
use crate::encode::{Encode, Writer};
use crate::error::{Error, ErrorKind};

use super::{
    AddLevel3Item, Ask, Auth, Balance, Capture, CartDisplay, CashAdvance, Check, GetSign, Printout, Question,
    ReferentialSale, Report, Return, Reversal, Sale, Settle, Status, StoredValue, Table, TipAdjust, Topup,
    UserChoice, UserInput, Void,
};

/// Tries each type; one that is told by another field or code says so, and the next is tried.
macro_rules! any_request {
    ($($(#[$doc:meta])* $request:ident,)+) => {
        /// A request of any type that this crate knows.
        ///
        /// ```
        /// use tillwire::{Decode, spin::Request};
        ///
        /// let bytes = b"<request><RegisterId>3</RegisterId><TransType>Status</TransType><RefId>7</RefId></request>";
        /// let Request::Status(status) = Request::decode(bytes)? else { unreachable!() };
        /// assert_eq!(status.ref_id().unwrap(), "7");
        /// # Ok::<(), tillwire::Error>(())
        /// ```
        #[derive(Clone, Copy, Debug)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant)]
        pub enum Request<'a> {
            $($(#[$doc])* $request($request<'a>),)+
        }

        impl<'a> Decode<'a> for Request<'a> {
            /// Reads under [`Policy::Strict`]: a request is not to be guessed.
            fn decode(input: &'a [u8]) -> Result<Self, Error> {
                Self::decode_with(input, &Options::new(Policy::Strict))
            }

            /// # Errors
            /// [`ErrorKind::OtherOperation`] for a request that is of no known type, else as those of every type.
            fn decode_with(input: &'a [u8], options: &Options) -> Result<Self, Error> {
                $(
                    match $request::decode_with(input, options) {
                        Err(error) if error.kind() == ErrorKind::OtherOperation => {}
                        other => return other.map(Self::$request),
                    }
                )+
                Err(Error::new(ErrorKind::OtherOperation, 0))
            }
        }

        impl Encode for Request<'_> {
            fn write_to(&self, writer: &mut Writer<'_>) {
                match self {
                    $(Self::$request(request) => request.write_to(writer),)+
                }
            }
        }

        impl Request<'_> {
            /// What it asks, see [`Ask::question`].
            #[must_use]
            pub fn question(&self) -> Question<'_> {
                match self {
                    $(Self::$request(request) => request.question(),)+
                }
            }
        }
    };
}

any_request! {
    /// A payment.
    Sale,
    /// Money back.
    Return,
    /// An authorization.
    Auth,
    /// Cash paid out.
    CashAdvance,
    /// The amount of an authorization.
    Capture,
    /// Another tip.
    TipAdjust,
    /// Cancels a transaction.
    Void,
    /// Asks for a transaction.
    Status,
    /// Level 3 data.
    AddLevel3Item,
    /// Closes the batch.
    Settle,
    /// Reports on the batch.
    Report,
    /// Shows a cart.
    CartDisplay,
    /// Prints.
    Printout,
    /// A menu.
    UserChoice,
    /// An input.
    UserInput,
    /// A signature.
    GetSign,
    /// Gift and loyalty cards.
    StoredValue,
    /// Balance of a benefits card.
    Balance,
    /// Checks.
    Check,
    /// Loads a prepaid card.
    Topup,
    /// Pays at the table.
    Table,
    /// Takes back a transaction.
    Reversal,
    /// A card on file.
    ReferentialSale,
}
