//! `Receipt`: the printed receipts, where the request asked for them with `GetReceipt`.

use core::fmt;

use crate::message::{Entries, List, Shape};
use crate::table::pairs_view;
use crate::value::{Exposure, Private, Text, Value};

/// The copies in a `Receipt` element (seen in the field: protocol notes on SPIn, responses).
///
/// A copy is percent-encoded text inside the list inside XML: its accessor gives the text as it stands in the list, and
/// [`decoded`](Self::decoded) takes off the percent-encoding as well. What comes out is a small markup of its own (`BR`, `LG`, `C`, `L`,
/// `R`, `B`, `IMG`) with XML entities inside, which a second decoding resolves: [`Text::from_xml`].
///
/// One capture holds the bare word `Merchant` without a copy; it is an entry without `=`.
///
/// ```
/// use tillwire::{Text, Value, spin::Receipt};
///
/// let receipt = Receipt::from_text(Text::from_xml("Merchant=%3cC%3eJOE%26apos%3bS 5%25%3c%2fC%3e"));
/// assert_eq!(Receipt::decoded(receipt.merchant().unwrap()), "<C>JOE&apos;S 5%</C>");
/// ```
#[derive(Clone, Copy)]
pub struct Receipt<'a> {
    list: List<'a>,
}

impl<'a> Receipt<'a> {
    /// All entries, in order.
    #[must_use]
    pub fn entries(&self) -> Entries<'a> {
        self.list.entries()
    }

    /// A copy without its percent-encoding: markup.
    #[must_use]
    pub fn decoded(copy: Private<'a>) -> Text<'a> {
        copy.text().percent_decoded()
    }
}

impl<'a> Value<'a> for Receipt<'a> {
    const EXPOSURE: Exposure = Exposure::Hidden;
    const SHAPE: Shape = Shape::Pairs(&FIELDS);

    fn from_text(text: Text<'a>) -> Self {
        Self { list: List::new(text) }
    }

    fn text(&self) -> Text<'a> {
        self.list.text()
    }
}

/// Prints the length: a receipt holds personal data.
impl fmt::Debug for Receipt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[hidden {}]", self.list.text().raw().len())
    }
}

pairs_view! {
    impl Receipt<'a> {
        /// the merchant's copy.
        "Merchant" => merchant: Private<'a>,
        /// the customer's copy.
        "Customer" => customer: Private<'a>,
    }
}
