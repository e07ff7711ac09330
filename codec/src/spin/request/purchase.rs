//! What a sale may carry beside its fields: level 2 and 3 data, dual pricing, health expenses, a cart.
//!
//! Rows: SPIn specification, "Level 2 & Level 3 Data", "Dual Pricing Request", "HSA/FSA Card Acceptance"; the tables give no lengths,
//! those here keep typing errors out.

use crate::encode::Writer;
use crate::message::{Group, Items, amount, child_content, text};
use crate::spin::{Cart, Sale};
use crate::table::group;
use crate::value::{DecimalBuf, Dollars, Money, Text};

use super::Groups;

mod level3 {
    use super::*;

    group! {
        /// Level 2 and 3 data of a purchase by a company: taxes, order, items (SPIn specification, "Level 2 & Level 3 Data").
        ///
        /// `LineItemCount` is written with the items.
        pub struct Level3<'a>, with Level3Lists<'a> {
            /// sum of all taxes, in dollars.
            "TaxAmount" => tax_amount: Money<'a>, with_tax_amount: Dollars [amount()],
            /// whether local tax is given, such as `TaxProvided`.
            "LocalTaxFlag" => local_tax_flag: Text<'a>, with_local_tax_flag: &'a str [text(50)],
            /// sum of the national tax of all items, in dollars.
            "NationalTaxAmount" => national_tax_amount: Money<'a>, with_national_tax_amount: Dollars [amount()],
            /// reference of the customer.
            "CustRef" => customer_reference: Text<'a>, with_customer_reference: &'a str [text(50)],
            /// postal code that the goods go to.
            "DestZipCode" => destination_zip: Text<'a>, with_destination_zip: &'a str [text(10)],
            /// VAT registration of the customer.
            "CustomerVatReg" => customer_vat_registration: Text<'a>, with_customer_vat_registration: &'a str [text(50)],
            /// commodity code of the whole order.
            "SummaryCommodityCode" => summary_commodity_code: Text<'a>, with_summary_commodity_code: &'a str [text(50)],
            /// sum of all tax rates, in percent.
            "TaxRateApplied" => tax_rate_applied: Text<'a>, with_tax_rate_applied: &'a str [text(10)],
            /// sum of the discounts of all items, in dollars.
            "TotalDiscountAmount" => total_discount: Money<'a>, with_total_discount: Dollars [amount()],
            /// number of the purchase order.
            "PoNumber" => purchase_order: Text<'a>, with_purchase_order: &'a str [text(50)],
            /// freight, in dollars.
            "FreightAmount" => freight: Money<'a>, with_freight: Dollars [amount()],
            /// duty, in dollars.
            "DutyAmount" => duty: Money<'a>, with_duty: Dollars [amount()],
            /// postal code that the goods come from.
            "ShipfromZipCode" => ship_from_zip: Text<'a>, with_ship_from_zip: &'a str [text(10)],
            /// country that the goods go to, three digits.
            "DestCountryCode" => destination_country: Text<'a>, with_destination_country: &'a str [text(3)],
            /// VAT identification of the merchant.
            "MerchantTaxId" => merchant_tax_id: Text<'a>, with_merchant_tax_id: &'a str [text(50)],
            /// VAT identification of the customer.
            "CustomerTaxId" => customer_tax_id: Text<'a>, with_customer_tax_id: &'a str [text(50)],
        }
    }
}
pub use level3::Level3;

mod level3_item {
    use super::*;

    group! {
        /// An item of [`Level3`].
        pub struct Level3Item<'a>, with () {
            /// commodity code.
            "CommodityCode" => commodity_code: Text<'a>, with_commodity_code: &'a str [text(50)],
            /// what it is.
            "Description" => description: Text<'a>, with_description: &'a str [text(100)],
            /// product code.
            "ProductCode" => product_code: Text<'a>, with_product_code: &'a str [text(50)],
            /// how many.
            "Quantity" => quantity: Text<'a>, with_quantity: &'a str [text(12)],
            /// unit, such as `ITM`.
            "UnitOfMeasure" => unit_of_measure: Text<'a>, with_unit_of_measure: &'a str [text(12)],
            /// price of one, in dollars.
            "UnitCost" => unit_cost: Money<'a>, with_unit_cost: Dollars [amount()],
            /// VAT, in dollars.
            "VatTaxAmount" => vat_amount: Money<'a>, with_vat_amount: Dollars [amount()],
            /// VAT rate, in percent.
            "VatTaxRate" => vat_rate: Text<'a>, with_vat_rate: &'a str [text(10)],
            /// discount, in dollars.
            "DiscountAmount" => discount: Money<'a>, with_discount: Dollars [amount()],
            /// discount, in percent.
            "DiscountRate" => discount_rate: Text<'a>, with_discount_rate: &'a str [text(10)],
            /// local tax, in dollars.
            "LocalTaxAmount" => local_tax: Money<'a>, with_local_tax: Dollars [amount()],
            /// national tax, in dollars.
            "NationalTaxAmount" => national_tax: Money<'a>, with_national_tax: Dollars [amount()],
            /// local tax rate, in percent.
            "LocalTaxRate" => local_tax_rate: Text<'a>, with_local_tax_rate: &'a str [text(10)],
            /// state tax rate, in percent.
            "StateTaxRate" => state_tax_rate: Text<'a>, with_state_tax_rate: &'a str [text(10)],
            /// all taxes, in dollars.
            "TaxAmount" => tax_amount: Money<'a>, with_tax_amount: Dollars [amount()],
            /// sum of all tax rates, in percent.
            "TaxRate" => tax_rate: Text<'a>, with_tax_rate: &'a str [text(10)],
            /// total, in dollars.
            "TotalAmount" => total_amount: Money<'a>, with_total_amount: Dollars [amount()],
        }
    }
}
pub use level3_item::Level3Item;

/// The list of [`Level3`].
#[derive(Clone, Copy, Default)]
pub(crate) struct Level3Lists<'a> {
    items: Option<Items<'a, Level3Item<'a>>>,
}

impl<'a> Group<'a> for Level3Lists<'a> {
    fn within(content: &'a str) -> Self {
        Self { items: Items::within(content, "Level3LineItems", "group") }
    }

    fn write(&self, writer: &mut Writer<'_>) {
        if let Some(items) = &self.items {
            items.write(writer, "Level3LineItems", "group");
        }
    }
}

impl<'a> Level3<'a> {
    /// `Level3LineItems`: the items.
    #[must_use]
    pub const fn items(&self) -> Option<Items<'a, Level3Item<'a>>> {
        self.lists.items
    }

    /// Sets `Level3LineItems`: the items.
    pub const fn with_items(mut self, items: &'a [Level3Item<'a>]) -> Self {
        self.lists.items = Some(Items::new(items));
        self
    }
}

mod dual_pricing {
    use super::*;

    group! {
        /// Card price and cash price of a sale (SPIn specification, "Dual Pricing Request"). The customer chooses on the terminal, so the amount
        /// answered may be either.
        ///
        /// `LineItemCount` is written with the items.
        pub struct DualPricing<'a>, with DualPricingLists<'a> {
            /// whether the fee is in the amounts: `true` or `false`.
            "FeeCalculated" => fee_calculated: Text<'a>, with_fee_calculated: &'a str [text(5)],
            /// whether taxes are in the amounts: `true` or `false`.
            "TaxCalculated" => tax_calculated: Text<'a>, with_tax_calculated: &'a str [text(5)],
            /// card price before discount, in dollars.
            "TotalCardAmountWithoutDiscount" => card_without_discount: Money<'a>, with_card_without_discount: Dollars [amount()],
            /// cash price before discount, in dollars.
            "TotalCashAmountWithoutDiscount" => cash_without_discount: Money<'a>, with_cash_without_discount: Dollars [amount()],
            /// card price after discount, in dollars.
            "TotalCardAmountWithDiscount" => card_with_discount: Money<'a>, with_card_with_discount: Dollars [amount()],
            /// cash price after discount, in dollars.
            "TotalCashAmountWithDiscount" => cash_with_discount: Money<'a>, with_cash_with_discount: Dollars [amount()],
            /// fee, in dollars.
            "FeeAmount" => fee: Money<'a>, with_fee: Dollars [amount()],
            /// fee on the first tax, in dollars.
            "Tax1Fee" => tax1_fee: Money<'a>, with_tax1_fee: Dollars [amount()],
            /// fee on the second tax, in dollars.
            "Tax2Fee" => tax2_fee: Money<'a>, with_tax2_fee: Dollars [amount()],
            /// name of the first tax.
            "Tax1Label" => tax1_label: Text<'a>, with_tax1_label: &'a str [text(50)],
            /// name of the second tax.
            "Tax2Label" => tax2_label: Text<'a>, with_tax2_label: &'a str [text(50)],
            /// first tax at the card price, in dollars.
            "Tax1CardAmount" => tax1_card: Money<'a>, with_tax1_card: Dollars [amount()],
            /// first tax at the cash price, in dollars.
            "Tax1CashAmount" => tax1_cash: Money<'a>, with_tax1_cash: Dollars [amount()],
            /// second tax at the card price, in dollars.
            "Tax2CardAmount" => tax2_card: Money<'a>, with_tax2_card: Dollars [amount()],
            /// second tax at the cash price, in dollars.
            "Tax2CashAmount" => tax2_cash: Money<'a>, with_tax2_cash: Dollars [amount()],
            /// total by card, in dollars.
            "TotalCardAmount" => total_card: Money<'a>, with_total_card: Dollars [amount()],
            /// discount by card, in dollars.
            "TotalCardDiscount" => card_discount: Money<'a>, with_card_discount: Dollars [amount()],
            /// total in cash, in dollars.
            "TotalCashAmount" => total_cash: Money<'a>, with_total_cash: Dollars [amount()],
            /// discount in cash, in dollars.
            "TotalCashDiscount" => cash_discount: Money<'a>, with_cash_discount: Dollars [amount()],
        }
    }
}
pub use dual_pricing::DualPricing;

mod dual_pricing_item {
    use super::*;

    group! {
        /// An item of [`DualPricing`].
        pub struct DualPricingItem<'a>, with () {
            /// name.
            "ProductName" => product_name: Text<'a>, with_product_name: &'a str [text(100)],
            /// discount by card, in dollars.
            "CardDiscountAmount" => card_discount: Money<'a>, with_card_discount: Dollars [amount()],
            /// total by card, in dollars.
            "CardTotal" => card_total: Money<'a>, with_card_total: Dollars [amount()],
            /// discount in cash, in dollars.
            "CashDiscountAmount" => cash_discount: Money<'a>, with_cash_discount: Dollars [amount()],
            /// total in cash, in dollars.
            "CashTotal" => cash_total: Money<'a>, with_cash_total: Dollars [amount()],
            /// how many.
            "Quantity" => quantity: Text<'a>, with_quantity: &'a str [text(12)],
            /// unit, such as `ITM`.
            "UnitMeasure" => unit_of_measure: Text<'a>, with_unit_of_measure: &'a str [text(12)],
            /// what it is.
            "Description" => description: Text<'a>, with_description: &'a str [text(100)],
            /// code.
            "ItemCode" => item_code: Text<'a>, with_item_code: &'a str [text(50)],
            /// price of one by card, in dollars.
            "UnitCostCardPrice" => unit_card_price: Money<'a>, with_unit_card_price: Dollars [amount()],
            /// price of one in cash, in dollars.
            "UnitCostCashPrice" => unit_cash_price: Money<'a>, with_unit_cash_price: Dollars [amount()],
        }
    }
}
pub use dual_pricing_item::DualPricingItem;

/// The list of [`DualPricing`].
#[derive(Clone, Copy, Default)]
pub(crate) struct DualPricingLists<'a> {
    items: Option<Items<'a, DualPricingItem<'a>>>,
}

impl<'a> Group<'a> for DualPricingLists<'a> {
    fn within(content: &'a str) -> Self {
        Self { items: Items::within(content, "LineItems", "group") }
    }

    fn write(&self, writer: &mut Writer<'_>) {
        if let Some(items) = &self.items {
            items.write(writer, "LineItems", "group");
        }
    }
}

impl<'a> DualPricing<'a> {
    /// `LineItems`: the items.
    #[must_use]
    pub const fn items(&self) -> Option<Items<'a, DualPricingItem<'a>>> {
        self.lists.items
    }

    /// Sets `LineItems`: the items.
    pub const fn with_items(mut self, items: &'a [DualPricingItem<'a>]) -> Self {
        self.lists.items = Some(Items::new(items));
        self
    }
}

mod health {
    use super::*;

    group! {
        /// Qualified health expenses in a sale by HSA or FSA card (SPIn specification, "HSA/FSA Card Acceptance").
        pub struct HealthExpenses<'a>, with () {
            /// all qualified expenses, in dollars.
            "HSA_TotalAmount" => total: Money<'a>, with_total: Dollars [amount()],
            /// prescriptions, in dollars.
            "HSA_RxAmount" => prescriptions: Money<'a>, with_prescriptions: Dollars [amount()],
            /// clinic, in dollars.
            "HSA_ClinicAmount" => clinic: Money<'a>, with_clinic: Dollars [amount()],
            /// dental care, in dollars.
            "HSA_DentalAmount" => dental: Money<'a>, with_dental: Dollars [amount()],
            /// vision care, in dollars (seen in the field).
            "HSA_VisionAmount" => vision: Money<'a>, with_vision: Dollars [amount()],
        }
    }
}
pub use health::HealthExpenses;

/// What a sale carries, by reference.
#[derive(Clone, Copy, Default)]
pub(crate) struct SaleGroups<'a> {
    level3: Option<&'a Level3<'a>>,
    dual_pricing: Option<&'a DualPricing<'a>>,
    health: Option<&'a HealthExpenses<'a>>,
    cart: Option<&'a Cart<'a>>,
}

impl SaleGroups<'_> {
    /// `LineItemCount` goes with both lists.
    fn count(&self) -> Option<usize> {
        let level3 = self.level3.and_then(Level3::items).map(|items| items.iter().count());
        let dual_pricing = self.dual_pricing.and_then(DualPricing::items).map(|items| items.iter().count());
        level3.max(dual_pricing)
    }
}

impl Groups for SaleGroups<'_> {
    fn write(&self, writer: &mut Writer<'_>) {
        if let Some(count) = self.count() {
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            writer.element("LineItemCount", DecimalBuf::new(count, 0).as_str());
        }
        if let Some(level3) = self.level3 {
            level3.write(writer);
        }
        if let Some(dual_pricing) = self.dual_pricing {
            dual_pricing.write(writer);
        }
        if let Some(health) = self.health {
            health.write(writer);
        }
        if let Some(cart) = self.cart {
            writer.start_tag("Cart");
            cart.write(writer);
            writer.end_tag("Cart");
        }
    }

    fn owns(&self, name: &str) -> bool {
        let is = |fields: &[crate::Field]| fields.iter().any(|field| field.name == name);
        self.level3.is_some() && (is(Level3::FIELDS) || name == "Level3LineItems")
            || self.dual_pricing.is_some() && (is(DualPricing::FIELDS) || name == "LineItems")
            || self.count().is_some() && name == "LineItemCount"
            || self.health.is_some() && is(HealthExpenses::FIELDS)
            || self.cart.is_some() && name == "Cart"
    }
}

impl<'a> Sale<'a> {
    /// With level 2 and 3 data.
    pub const fn with_level3(mut self, level3: &'a Level3<'a>) -> Self {
        self.groups.level3 = Some(level3);
        self
    }

    /// With card and cash prices.
    pub const fn with_dual_pricing(mut self, dual_pricing: &'a DualPricing<'a>) -> Self {
        self.groups.dual_pricing = Some(dual_pricing);
        self
    }

    /// With health expenses.
    pub const fn with_health_expenses(mut self, health: &'a HealthExpenses<'a>) -> Self {
        self.groups.health = Some(health);
        self
    }

    /// With a cart that the terminal shows.
    pub const fn with_cart(mut self, cart: &'a Cart<'a>) -> Self {
        self.groups.cart = Some(cart);
        self
    }

    /// The level 2 and 3 data; `None` where there is none.
    #[must_use]
    pub fn level3(&self) -> Option<Level3<'a>> {
        let read = || self.rest.content().map(Level3::within);
        let level3 = self.groups.level3.copied().or_else(read)?;
        (!level3.cells.is_empty() || level3.lists.items.is_some()).then_some(level3)
    }

    /// The card and cash prices; `None` where there are none.
    #[must_use]
    pub fn dual_pricing(&self) -> Option<DualPricing<'a>> {
        let read = || self.rest.content().map(DualPricing::within);
        let dual_pricing = self.groups.dual_pricing.copied().or_else(read)?;
        (!dual_pricing.cells.is_empty() || dual_pricing.lists.items.is_some()).then_some(dual_pricing)
    }

    /// The health expenses; `None` where there are none.
    #[must_use]
    pub fn health_expenses(&self) -> Option<HealthExpenses<'a>> {
        let read = || self.rest.content().map(HealthExpenses::within);
        let health = self.groups.health.copied().or_else(read)?;
        (!health.cells.is_empty()).then_some(health)
    }

    /// The cart; `None` where there is none.
    #[must_use]
    pub fn cart(&self) -> Option<Cart<'a>> {
        let read = || child_content(self.rest.content()?, "Cart").map(Cart::within);
        self.groups.cart.copied().or_else(read)
    }
}
