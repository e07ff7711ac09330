//! The cart that a terminal shows (SPIn specification, "Cart Items").

use core::fmt;

use crate::encode::Writer;
use crate::message::{Cell, Group, Items, alphanumeric, child_content, reference, signed, text};
use crate::rule::RuleError;
use crate::spin::Terminal;
use crate::table::{group, request};
use crate::value::{Amount, DecimalBuf, Dollars, Exposure, Secret, Text};

use super::Groups;

/// A price or value in a cart: "decimal with two digits after the point, or integer values", possibly negative. What an integer counts
/// is not said; the sample of the specification has cents.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct CartPrice<'a>(Held<'a>);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Held<'a> {
    Cents(i64),
    Text(Text<'a>),
}

impl<'a> CartPrice<'a> {
    /// The price in cents; `None` for an integer, whose unit is not known, and for text that is no amount.
    #[must_use]
    pub fn cents(&self) -> Option<i64> {
        match self.0 {
            Held::Cents(cents) => Some(cents),
            Held::Text(text) if text.chars().any(|c| c == '.') => Amount::from(text).cents().ok(),
            Held::Text(_) => None,
        }
    }
}

impl<'a> Cell<'a> for CartPrice<'a> {
    const EXPOSURE: Exposure = Exposure::Shown;

    fn of_text(text: Text<'a>) -> Self {
        Self(Held::Text(text))
    }

    fn of_number(cents: i64) -> Self {
        Self(Held::Cents(cents))
    }
}

/// As it is written; a text as it came.
impl fmt::Display for CartPrice<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Held::Cents(cents) => f.write_str(DecimalBuf::new(cents, 2).as_str()),
            Held::Text(text) => text.fmt(f),
        }
    }
}

impl fmt::Debug for CartPrice<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Held::Cents(_) => write!(f, "{self}"),
            Held::Text(text) => text.fmt(f),
        }
    }
}

/// The items that the terminal shows, and the amounts below them. Held by its lists, which are slices.
///
/// ```
/// use tillwire::{Dollars, spin::{Cart, CartItem, CartTotal}};
///
/// let items = [CartItem::new().with_name("Lunch")?.with_price(Dollars::from_cents(807))?.with_quantity("1")?];
/// let amounts = [
///     CartTotal::new().with_name("Discount")?.with_value(Dollars::from_cents(-104))?,
///     CartTotal::new().with_name("Total")?.with_value(Dollars::from_cents(703))?.as_total(),
/// ];
/// let cart = Cart::new(&items, &amounts);
/// assert_eq!(cart.items().unwrap().iter().next().unwrap().price().unwrap().cents(), Some(807));
/// # Ok::<(), tillwire::RuleError>(())
/// ```
#[derive(Clone, Copy, Default, Debug)]
#[must_use]
pub struct Cart<'a> {
    amounts: Option<Items<'a, CartTotal<'a>>>,
    items: Option<Items<'a, CartItem<'a>>>,
}

impl<'a> Cart<'a> {
    /// A cart of these items, with these amounts at the bottom of the screen.
    pub const fn new(items: &'a [CartItem<'a>], amounts: &'a [CartTotal<'a>]) -> Self {
        Self { amounts: Some(Items::new(amounts)), items: Some(Items::new(items)) }
    }

    /// `Items`
    #[must_use]
    pub const fn items(&self) -> Option<Items<'a, CartItem<'a>>> {
        self.items
    }

    /// `Amounts`
    #[must_use]
    pub const fn amounts(&self) -> Option<Items<'a, CartTotal<'a>>> {
        self.amounts
    }
}

impl<'a> Group<'a> for Cart<'a> {
    fn within(content: &'a str) -> Self {
        Self {
            amounts: Items::within(content, "Amounts", "Amount"),
            items: Items::within(content, "Items", "Item"),
        }
    }

    fn write(&self, writer: &mut Writer<'_>) {
        if let Some(amounts) = &self.amounts {
            amounts.write(writer, "Amounts", "Amount");
        }
        if let Some(items) = &self.items {
            items.write(writer, "Items", "Item");
        }
    }
}

mod total {
    use super::*;

    group! {
        /// A line of the amounts at the bottom of the screen.
        pub struct CartTotal<'a>, with TotalMark {
            /// text of the line.
            "Name" => name: Text<'a>, with_name: &'a str [text(100)],
            /// its value; may be negative.
            "Value" => value: CartPrice<'a>, with_value: Dollars [signed()],
        }
    }
}
pub use total::CartTotal;

/// Whether a line is the grand total.
#[derive(Clone, Copy, Default)]
pub(crate) struct TotalMark(bool);

impl<'a> Group<'a> for TotalMark {
    fn within(content: &'a str) -> Self {
        Self(child_content(content, "Total").is_some())
    }

    fn write(&self, writer: &mut Writer<'_>) {
        if self.0 {
            writer.raw("<Total/>");
        }
    }
}

impl CartTotal<'_> {
    /// Marks the line as the grand total, which is shown in large letters.
    pub const fn as_total(mut self) -> Self {
        self.lists = TotalMark(true);
        self
    }

    /// Whether it is the grand total.
    #[must_use]
    pub const fn is_total(&self) -> bool {
        self.lists.0
    }
}

mod item {
    use super::*;

    group! {
        /// An item of a [`Cart`].
        pub struct CartItem<'a>, with ItemLists<'a> {
            /// name of the item.
            "Name" => name: Text<'a>, with_name: &'a str [text(100)],
            /// its price.
            "Price" => price: CartPrice<'a>, with_price: Dollars [signed()],
            /// price of one.
            "UnitPrice" => unit_price: CartPrice<'a>, with_unit_price: Dollars [signed()],
            /// how many: a whole or decimal number, shown as `x2`.
            "Quantity" => quantity: Text<'a>, with_quantity: &'a str [text(12)],
            /// description, or whatever is to be shown with it.
            "AdditionalInfo" => additional_info: Text<'a>, with_additional_info: &'a str [text(250)],
        }
    }
}
pub use item::CartItem;

/// The lists of a [`CartItem`].
#[derive(Clone, Copy, Default)]
pub(crate) struct ItemLists<'a> {
    custom_infos: Option<Items<'a, CustomInfo<'a>>>,
    modifiers: Option<Items<'a, Modifier<'a>>>,
}

impl<'a> Group<'a> for ItemLists<'a> {
    fn within(content: &'a str) -> Self {
        Self {
            custom_infos: Items::within(content, "CustomInfos", "CustomInfo"),
            modifiers: Items::within(content, "Modifiers", "Modifier"),
        }
    }

    fn write(&self, writer: &mut Writer<'_>) {
        if let Some(items) = &self.custom_infos {
            items.write(writer, "CustomInfos", "CustomInfo");
        }
        if let Some(items) = &self.modifiers {
            items.write(writer, "Modifiers", "Modifier");
        }
    }
}

impl<'a> CartItem<'a> {
    /// `CustomInfos`: data of your own.
    #[must_use]
    pub const fn custom_infos(&self) -> Option<Items<'a, CustomInfo<'a>>> {
        self.lists.custom_infos
    }

    /// Sets `CustomInfos`: data of your own.
    pub const fn with_custom_infos(mut self, items: &'a [CustomInfo<'a>]) -> Self {
        self.lists.custom_infos = Some(Items::new(items));
        self
    }

    /// `Modifiers`: details of the item.
    #[must_use]
    pub const fn modifiers(&self) -> Option<Items<'a, Modifier<'a>>> {
        self.lists.modifiers
    }

    /// Sets `Modifiers`: details of the item.
    pub const fn with_modifiers(mut self, items: &'a [Modifier<'a>]) -> Self {
        self.lists.modifiers = Some(Items::new(items));
        self
    }
}

mod custom_info {
    use super::*;

    group! {
        /// Data of your own with a [`CartItem`].
        pub struct CustomInfo<'a>, with () {
            /// name.
            "Name" => name: Text<'a>, with_name: &'a str [text(100)],
            /// value.
            "Value" => value: Text<'a>, with_value: &'a str [text(250)],
        }
    }
}
pub use custom_info::CustomInfo;

mod modifier {
    use super::*;

    group! {
        /// A detail of a [`CartItem`], with its options.
        pub struct Modifier<'a>, with ModifierLists<'a> {
            /// name of the detail.
            "Name" => name: Text<'a>, with_name: &'a str [text(100)],
        }
    }
}
pub use modifier::Modifier;

/// The list of a [`Modifier`].
#[derive(Clone, Copy, Default)]
pub(crate) struct ModifierLists<'a> {
    options: Option<Items<'a, CartOption<'a>>>,
}

impl<'a> Group<'a> for ModifierLists<'a> {
    fn within(content: &'a str) -> Self {
        Self { options: Items::within(content, "Options", "Option") }
    }

    fn write(&self, writer: &mut Writer<'_>) {
        if let Some(items) = &self.options {
            items.write(writer, "Options", "Option");
        }
    }
}

impl<'a> Modifier<'a> {
    /// `Options`: the options.
    #[must_use]
    pub const fn options(&self) -> Option<Items<'a, CartOption<'a>>> {
        self.lists.options
    }

    /// Sets `Options`: the options.
    pub const fn with_options(mut self, items: &'a [CartOption<'a>]) -> Self {
        self.lists.options = Some(Items::new(items));
        self
    }
}

mod option {
    use super::*;

    group! {
        /// An option of a [`Modifier`].
        pub struct CartOption<'a>, with () {
            /// name, shown in small letters below that of the item.
            "Name" => name: Text<'a>, with_name: &'a str [text(100)],
            /// its price; may be negative.
            "Price" => price: CartPrice<'a>, with_price: Dollars [signed()],
            /// how many, shown as `x2`.
            "Quantity" => quantity: Text<'a>, with_quantity: &'a str [text(12)],
        }
    }
}
pub use option::CartOption;

mod display {
    use super::*;

    request! {
        /// Shows a cart without a payment.
        pub struct CartDisplay<'a>, told by "Cart", with DisplayGroups<'a> {
            /// which of several registers sent it.
            "PosID" => pos_id: Text<'a>, with_pos_id: &'a str [text(50)],
            /// register, up to 50 letters, digits, `-` and `_`.
            "RegisterId" | "RegitsterId" => register_id: Text<'a>, with_register_id: &'a str [reference(50)],
            /// key of the register, up to 25 characters.
            "AuthKey" => auth_key: Secret<'a>, with_auth_key: &'a str [text(25)],
            /// terminal profile number, up to 12 letters and digits.
            "TPN" => tpn: Text<'a>, with_tpn: &'a str [alphanumeric(12)],
        }
    }
}
pub use display::CartDisplay;

/// The cart of a [`CartDisplay`].
#[derive(Clone, Copy, Default)]
pub(crate) struct DisplayGroups<'a>(Option<&'a Cart<'a>>);

impl Groups for DisplayGroups<'_> {
    fn write(&self, writer: &mut Writer<'_>) {
        if let Some(cart) = self.0 {
            writer.start_tag("Cart");
            cart.write(writer);
            writer.end_tag("Cart");
        }
    }

    fn owns(&self, name: &str) -> bool {
        self.0.is_some() && name == "Cart"
    }
}

impl<'a> CartDisplay<'a> {
    /// Shows `cart`.
    ///
    /// # Errors
    /// None yet: a cart is checked while it is made.
    pub fn new(terminal: &Terminal<'a>, cart: &'a Cart<'a>) -> Result<Self, RuleError> {
        let mut request = Self::at(terminal);
        request.groups = DisplayGroups(Some(cart));
        Ok(request)
    }

    /// The cart.
    #[must_use]
    pub fn cart(&self) -> Option<Cart<'a>> {
        let read = || child_content(self.rest.content()?, "Cart").map(Cart::within);
        self.groups.0.copied().or_else(read)
    }
}
