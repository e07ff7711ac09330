//! Requests: the samples of the specification, read, written and built anew; rules; escapes; buffers that are too small.

use std::collections::BTreeMap;

use tillwire::spin::{
    Capture, PaymentType, PrintReceipt, Report, ReportType, Sale, Settle, SettleParam, SigCapture, Status,
    Terminal, TipAdjust, Void,
};
use tillwire::{Decode, Dollars, Encode, ErrorKind, Options, Policy, Rule, RuleError};

use crate::corpus;

/// Paths and values of a document, the order kept among the values of a path; as roxmltree reads it.
pub(crate) fn paths(bytes: &[u8]) -> BTreeMap<String, Vec<String>> {
    fn walk(node: roxmltree::Node<'_, '_>, path: &str, paths: &mut BTreeMap<String, Vec<String>>) {
        let path = format!("{path}/{}", node.tag_name().name());
        let text: String =
            node.children().filter_map(|child| child.text().filter(|_| child.is_text())).collect();
        let blank = node.has_children() && node.children().any(|child| child.is_element());
        let text = if blank { text.trim() } else { &text };
        paths.entry(path.clone()).or_default().push(text.to_owned());
        for attribute in node.attributes() {
            let path = format!("{path}/@{}", attribute.name());
            paths.entry(path).or_default().push(attribute.value().to_owned());
        }
        node.children().filter(roxmltree::Node::is_element).for_each(|child| walk(child, &path, paths));
    }
    let mut found = BTreeMap::new();
    let document = roxmltree::Document::parse(std::str::from_utf8(bytes).unwrap()).unwrap();
    walk(document.root_element(), "", &mut found);
    found
}

pub(crate) fn encoded(request: &impl Encode) -> Vec<u8> {
    let mut buffer = vec![0xa5; request.encoded_len()];
    request.encode(&mut buffer).unwrap();
    buffer
}

/// The sample whose number is `number`.
pub(crate) fn sample(number: usize) -> Vec<u8> {
    let start = format!("request-{number:02}-");
    corpus::requests().into_iter().find(|(name, _)| name.starts_with(&start)).unwrap().1
}

const KEY: &str = "234123-74653252-663525223";

const fn dollars(cents: i64) -> Dollars {
    Dollars::from_cents(cents)
}

fn three<'a>() -> Result<Terminal<'a>, RuleError> {
    Terminal::by_register("3", KEY)?.and_tpn("123456789123")
}

fn input<'a>() -> Result<Terminal<'a>, RuleError> {
    Terminal::by_register("9724703", "giVVxrGs5bn")
}

#[track_caller]
pub(crate) fn is_sample(number: usize, request: Result<impl Encode, RuleError>) {
    assert_eq!(paths(&encoded(&request.unwrap())), paths(&sample(number)));
}

#[test]
fn samples_are_built_by_constructors() -> Result<(), RuleError> {
    let sale = |payment| {
        Sale::new(&three()?, payment, "2", dollars(100))?
            .with_print_receipt(PrintReceipt::BOTH)?
            .with_performed_by("sample@email-account-id")
    };
    is_sample(1, sale(PaymentType::CREDIT)?.with_custom_fee(dollars(100)));
    is_sample(2, sale(PaymentType::USER_CHOICE));
    is_sample(
        3,
        Capture::new(&three()?, "2", dollars(10_000))?.with_tip(dollars(1000))?.with_account_last4("0403"),
    );
    is_sample(4, TipAdjust::new(&three()?, "2", dollars(10_000), dollars(1000))?.with_account_last4("0403"));
    let one = Terminal::by_register("1", KEY)?.and_tpn("123456789123")?;
    is_sample(5, Void::new(&one, PaymentType::CREDIT, "3", dollars(1100)));
    is_sample(
        6,
        Status::new(&three()?, PaymentType::CREDIT, "3")?.with_print_receipt(PrintReceipt::MERCHANT),
    );
    is_sample(7, Settle::new(&three()?, "2", SettleParam::CLOSE));
    is_sample(15, Report::new(&input()?, ReportType::SUMMARY));
    is_sample(16, Report::new(&input()?, ReportType::DAILY));
    let terminal = Terminal::by_register("3748036", "UAqzib8AYx")?.and_tpn("123456789123")?;
    is_sample(
        23,
        Sale::new(&terminal, PaymentType::DEBIT, "171", dollars(365))?
            .with_tip(dollars(0))?
            .with_cashback_amount(dollars(0))?
            .with_custom_fee(dollars(0))?
            .with_print_receipt(PrintReceipt::MERCHANT)?
            .with_sig_capture(SigCapture::NO)?
            .with_operational_timeout(150),
    );
    Ok(())
}

#[test]
fn rules_have_names() -> Result<(), RuleError> {
    let terminal = three()?;
    let sale = Sale::new(&terminal, PaymentType::CREDIT, "2", dollars(100))?;
    let long = "x".repeat(51);
    for (result, rule, field) in [
        (Sale::new(&terminal, PaymentType::CREDIT, "", dollars(1)), Rule::Empty, "RefId"),
        (Sale::new(&terminal, PaymentType::CREDIT, &long, dollars(1)), Rule::TooLong, "RefId"),
        (Sale::new(&terminal, PaymentType::CREDIT, "a b", dollars(1)), Rule::Alphabet, "RefId"),
        (Sale::new(&terminal, PaymentType::CREDIT, "2", dollars(0)), Rule::NotPositive, "Amount"),
        (Sale::new(&terminal, PaymentType::CREDIT, "2", dollars(-1)), Rule::NotPositive, "Amount"),
        (Sale::new(&terminal, PaymentType::CREDIT, "2", dollars(1_000_000_000)), Rule::TooGreat, "Amount"),
        (Sale::new(&terminal, PaymentType::new("Barter"), "2", dollars(1)), Rule::UnknownCode, "PaymentType"),
        (sale.with_tip(dollars(-1)), Rule::Negative, "Tip"),
        (sale.with_tip(dollars(101)), Rule::TipAboveAmount, "Tip"),
        (sale.with_cashback_amount(dollars(1)), Rule::Cashback, "CashbackAmount"),
        (sale.with_operational_timeout(0), Rule::OutOfRange, "OperationalTimeout"),
        (sale.with_operational_timeout(721), Rule::OutOfRange, "OperationalTimeout"),
        (sale.with_tag1("123456789"), Rule::TooLong, "Tag1"),
        (sale.with_performed_by("a\u{1}"), Rule::InvalidChar, "PerformedBy"),
        (sale.with_trans_type(tillwire::spin::TransType::VOID), Rule::OtherOperation, "TransType"),
        (sale.raw("Amount", "\0"), Rule::InvalidChar, "Amount"),
        (sale.raw("Later", "1"), Rule::UnknownField, ""),
        (sale.extra(&[("Tip", "1")]), Rule::KnownField, "Tip"),
        (sale.extra(&[("1", "1")]), Rule::InvalidName, ""),
    ] {
        let error = result.unwrap_err();
        assert_eq!((error.rule(), error.field()), (rule, field));
        assert!(!error.to_string().is_empty());
    }
    let cash =
        Sale::new(&terminal, PaymentType::DEBIT, "2", dollars(100))?.with_cashback_amount(dollars(1))?;
    assert_eq!(cash.with_payment_type(PaymentType::CREDIT).unwrap_err().rule(), Rule::Cashback);
    assert_eq!(sale.raw("RefId", "a b")?.ref_id().unwrap(), "a b");
    Ok(())
}

/// Texts that need care, each in every text field.
const TEXTS: [&str; 9] = ["&", "<", "]]>", "\"'", "a\tb\r\nc\rd\n", " é€😀 ", "%20+", "", "/request>"];

#[test]
fn every_text_comes_back() {
    for text in TEXTS {
        let mut sale = Sale::new(&three().unwrap(), PaymentType::CREDIT, "2", dollars(100)).unwrap();
        for field in Sale::FIELDS.iter().filter(|field| field.name != "TransType") {
            sale = sale.raw(field.name, text).unwrap();
        }
        let extra = [("Later", text), ("Other", text)];
        let sale = sale.extra(&extra).unwrap();
        let bytes = encoded(&sale);
        let read = Sale::decode(&bytes).unwrap();
        let fields: Vec<_> = read.fields().unwrap().collect();
        assert_eq!(fields.len(), Sale::FIELDS.len() + 2);
        assert!(fields.iter().all(|field| field.name() == "TransType" || field.text() == text), "{text:?}");
        assert_eq!(encoded(&read), bytes);
        let values = paths(&bytes);
        let mut reader = quick_xml::Reader::from_reader(&bytes[..]);
        let mut count = 0;
        let (mut name, mut value) = (String::new(), String::new());
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Start(tag) => {
                    name = String::from_utf8(tag.name().as_ref().to_vec()).unwrap();
                    value.clear();
                }
                quick_xml::events::Event::Text(part) => value += &part.decode().unwrap(),
                quick_xml::events::Event::GeneralRef(part) => {
                    let name = part.decode().unwrap();
                    match part.resolve_char_ref().unwrap() {
                        Some(c) => value.push(c),
                        None => value += quick_xml::escape::resolve_predefined_entity(&name).unwrap(),
                    }
                }
                quick_xml::events::Event::End(_) if name != "request" && !name.is_empty() => {
                    let expected = if name == "TransType" { "Sale" } else { text };
                    assert_eq!(value, expected, "{name}");
                    assert_eq!(values[&format!("/request/{name}")], [expected], "{name}");
                    name.clear();
                    count += 1;
                }
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(count, Sale::FIELDS.len() + 2);
    }
}

#[test]
fn every_short_buffer_is_zeroed() {
    let sale = Sale::new(&three().unwrap(), PaymentType::CREDIT, "2", dollars(100)).unwrap();
    let needed = sale.encoded_len();
    for len in 0..needed {
        let mut buffer = vec![0xa5; needed];
        assert_eq!(sale.encode(&mut buffer[..len]).unwrap_err().needed, needed);
        assert!(
            buffer[..len].iter().all(|&byte| byte == 0) && buffer[len..].iter().all(|&byte| byte == 0xa5)
        );
    }
    let mut buffer = vec![0xa5; needed + 7];
    assert_eq!(sale.encode(&mut buffer).unwrap().len(), needed);
    assert!(buffer[needed..].iter().all(|&byte| byte == 0xa5));
}

#[test]
fn a_request_is_read_as_what_it_is() {
    let sale = sample(1);
    assert_eq!(Void::decode(&sale).unwrap_err().kind(), ErrorKind::OtherOperation);
    let text = String::from_utf8(sale).unwrap();
    let alias = text.replace("RegisterId>", "RegitsterId>");
    assert_eq!(Sale::decode(alias.as_bytes()).unwrap_err().kind(), ErrorKind::Alias);
    let read = Sale::decode_with(alias.as_bytes(), &Options::new(Policy::Tolerant)).unwrap();
    assert_eq!(read.register_id().unwrap(), "3");
    assert_eq!(paths(&encoded(&read)), paths(text.as_bytes()));
    // What is changed on its way through a proxy is changed, and nothing else.
    let later = text.replace("<RefId>", "<Later a='1'><b>&amp;</b></Later><RefId>");
    let changed = Sale::decode(later.as_bytes()).unwrap().with_amount(dollars(250)).unwrap();
    let expected = later.replace("<Amount>1.00<", "<Amount>2.50<");
    assert_eq!(paths(&encoded(&changed)), paths(expected.as_bytes()));
    assert!(text.contains(KEY) && !format!("{read:?} {changed:?} {changed:#?}").contains(KEY));
}

#[test]
fn answers_are_held_against_what_was_asked() -> Result<(), RuleError> {
    use tillwire::spin::{Ask, Response};
    use tillwire::{Advice, Match, Outcome};
    let answers = corpus::spin();
    let answer = |start: &str| {
        let (_, bytes) = answers.iter().find(|(name, _)| name.starts_with(start)).unwrap();
        Response::decode(bytes).unwrap()
    };
    // The sale pair of the specification is the same; the void pair is asked 3 and answered 2.
    let (sale, void) = (sample(1), sample(5));
    let (sale, void) = (Sale::decode(&sale).unwrap(), Void::decode(&void).unwrap());
    let approved = answer("response-01");
    assert_eq!(approved.answers(&sale.asked()).reference, Match::Same);
    assert_eq!(approved.answers(&sale.asked()).register, Match::Same);
    assert_eq!(approved.answers(&sale.asked()).amount, Match::Same);
    assert_eq!(approved.outcome_for(&sale), Outcome::Approved);
    assert_eq!(answer("response-06").answers(&void.asked()).reference, Match::Differs);
    assert_eq!(answer("response-06").verdict_for(&void).outcome, Outcome::Conflict);
    assert_eq!(answer("response-02").verdict_for(&sale).advice, Advice::AskStatus);

    let terminal = Terminal::without_key("3")?;
    let sale = |cents| Sale::new(&terminal, PaymentType::CREDIT, "2", dollars(cents));
    let void = Void::new(&terminal, PaymentType::CREDIT, "2", dollars(100))?;
    let status = void.status_followup().unwrap();
    let read = |fields: &str| {
        let text = format!("<response><RefId>2</RefId>{fields}</response>").leak();
        Response::decode(text.as_bytes()).unwrap()
    };
    let good =
        "<ResultCode>0</ResultCode><Message>Approved</Message><ExtData>Amount=1.00,TotalAmt=1.20</ExtData>";
    let voided = "<ResultCode>0</ResultCode><Message>Approved</Message><Voided>true</Voided>";
    let of_void = "<ResultCode>0</ResultCode><TransType>Void Sale</TransType><Message>Approved</Message>";
    let success = "<ResultCode>0</ResultCode><Message>Success</Message>";
    assert_eq!(read(good).outcome_for(&sale(120)?), Outcome::Approved);
    assert_eq!(read(good).outcome_for(&sale(121)?), Outcome::PartiallyApproved);
    assert_eq!(read(good).outcome_for(&void), Outcome::Succeeded);
    assert_eq!(read(good).outcome_for(&status), Outcome::Approved);
    // "Success" is no approval, whatever was asked for; nor is a capture or a tip adjustment, whatever it says.
    assert_eq!(read(success).outcome_for(&sale(100)?), Outcome::Succeeded);
    for done in ["Capture", "Ticket", "TipAdjust"] {
        let other =
            format!("<ResultCode>0</ResultCode><TransType>{done}</TransType><Message>Approved</Message>");
        assert_eq!(read(&other).outcome_for(&sale(100)?), Outcome::Succeeded, "{done}");
    }
    assert_eq!(read(success).outcome_for(&void), Outcome::Succeeded);
    assert_eq!(read(of_void).outcome_for(&sale(100)?), Outcome::Conflict);
    assert_eq!(read(of_void).outcome_for(&void), Outcome::Succeeded);
    let status_verdict = read(good).status_verdict_for(&void);
    assert_eq!(
        (status_verdict.outcome, status_verdict.advice),
        (Outcome::Failed, Advice::RepeatSameReference)
    );
    assert_eq!(read(voided).status_verdict_for(&void).outcome, Outcome::Succeeded);
    assert_eq!(read(good).status_verdict_for(&sale(100)?).outcome, Outcome::Approved);
    assert_eq!(read(voided).status_verdict_for(&sale(100)?).outcome, Outcome::Voided);

    // An escaped reference is the same reference.
    let odd = sale(100)?.raw("RefId", "a&b")?;
    let bytes = encoded(&odd);
    let odd = Sale::decode(&bytes).unwrap();
    assert_eq!(odd.asked().reference, None);
    let answer =
        b"<response><RefId>a&#38;b</RefId><ResultCode>0</ResultCode><Message>Approved</Message></response>";
    assert_eq!(Response::decode(answer).unwrap().outcome_for(&odd), Outcome::Approved);
    assert!(Settle::new(&terminal, "2", SettleParam::CLOSE)?.status_followup().is_none());
    let capture = Capture::new(&terminal, "2", dollars(100))?;
    assert!(capture.status_followup().is_none());
    let status = capture.status_followup_as(tillwire::spin::KnownPaymentType::Credit).unwrap();
    let expected = b"<request><PaymentType>Credit</PaymentType><TransType>Status</TransType><RefId>2</RefId>\
        <RegisterId>3</RegisterId></request>";
    assert_eq!(encoded(&status), expected);
    Ok(())
}

#[test]
fn urls_hold_the_request_and_hide_the_key() -> Result<(), RuleError> {
    use tillwire::spin::{Endpoint, Framed, UrlError, read_query};
    let sale = Sale::new(&three()?, PaymentType::CREDIT, "2", dollars(100))?.raw("InvNum", "a+b &é<%41")?;
    let mut buffer = [0xa5; 2048];
    let url = Endpoint::LIVE.get(&sale, &mut buffer).unwrap();
    assert_eq!(url.host(), "spinpos.net");
    assert!(!format!("{url} {url:?}").contains("234123"));
    let len = url.expose().len();
    assert!(url.expose().bytes().all(|byte| byte.is_ascii_graphic()) && !url.expose().contains('+'));
    for input in [url.expose(), url.target(), &url.expose().replace("%20", "+")] {
        let mut request = [0; 2048];
        let (_, bytes) = read_query(input.as_bytes(), &mut request).unwrap();
        assert_eq!(bytes, encoded(&sale));
    }
    let plain = String::from_utf8(encoded(&Framed::bluetooth(sale)))
        .unwrap()
        .replace("a+b ", "a%2Bb ")
        .replace("%41", "%2541");
    let mut request = [0; 2048];
    assert_eq!(read_query(plain.as_bytes(), &mut request).unwrap().1, encoded(&sale));
    for short in [0, 1, 200, len - 1] {
        let mut buffer = [0xa5; 2048];
        let error = Endpoint::LIVE.get(&sale, &mut buffer[..short]).unwrap_err();
        assert_eq!(error, UrlError::NoRoom(tillwire::BufferTooSmall { needed: len }));
        assert!(buffer[..short].iter().all(|&byte| byte == 0) && buffer[short] == 0xa5);
    }
    let error = Endpoint::LIVE.with_max_len(len - 1).get(&sale, &mut buffer).unwrap_err();
    assert_eq!(error, UrlError::TooLong { len, max: len - 1 });
    assert!(Endpoint::LIVE.with_max_len(len).get(&sale, &mut buffer).is_ok());
    for base in
        ["", "spinpos.net", "http://", "http:///x", "https://a/", "http://a?b", "http://a b", "http://k@a"]
    {
        assert_eq!(Endpoint::new(base).unwrap_err().rule(), Rule::Address, "{base}");
    }
    let lan = Endpoint::new("http://192.168.0.20:9000")?.get(&sale, &mut buffer).unwrap();
    assert_eq!(lan.host(), "192.168.0.20:9000");
    assert!(lan.target().starts_with("/cgi.html?TerminalTransaction=%3Crequest%3E"));
    for (input, found) in [
        (&b"a=1&Printer=%3crequest/>"[..], Some(&b"<request/>"[..])),
        (b"TerminalTransaction=<a>&amp;b%</a>\r\n\0", Some(b"<a>&amp;b%</a>")),
        (b"/x?terminaltransaction=<a/>", None),
        (b"<request/>", None),
        (b"", None),
    ] {
        assert_eq!(read_query(input, &mut [0; 64]).ok().map(|(_, bytes)| bytes.to_vec()).as_deref(), found);
    }
    Ok(())
}

#[test]
fn groups_are_built_and_read() -> Result<(), RuleError> {
    use tillwire::spin::{
        Cart, CartItem, CartOption, CartTotal, CustomInfo, DualPricing, DualPricingItem, HealthExpenses,
        Level3, Level3Item, Modifier,
    };
    let terminal = Terminal::by_register("1103024", "ulHLsaxfbg")?;
    let sale =
        |ref_id| Sale::new(&terminal, PaymentType::CREDIT, ref_id, dollars(1000))?.with_auth_code("TAS852");
    // By `raw`: amounts without two decimals.
    let items = [Level3Item::new()
        .with_commodity_code("12")?
        .with_description("Item1")?
        .with_product_code("12")?
        .with_quantity("1")?
        .with_unit_of_measure("ITM")?
        .with_unit_cost(dollars(1040))?
        .raw("VatTaxAmount", "0")?
        .with_vat_rate("0")?
        .raw("DiscountAmount", "0")?
        .with_discount_rate("0")?
        .with_local_tax(dollars(52))?
        .with_national_tax(dollars(104))?
        .with_local_tax_rate("5.00")?
        .with_state_tax_rate("10.00")?
        .with_tax_amount(dollars(156))?
        .with_tax_rate("15.00")?
        .with_total_amount(dollars(1196))?];
    let level3 = Level3::new()
        .with_tax_amount(dollars(52))?
        .with_local_tax_flag("TaxProvided")?
        .with_national_tax_amount(dollars(104))?
        .with_customer_reference("123456")?
        .with_destination_zip("12345")?
        .with_customer_vat_registration("12345678")?
        .with_summary_commodity_code("01")?
        .with_tax_rate_applied("15.00")?
        .raw("TotalDiscountAmount", "0")?
        .with_purchase_order("10123456")?
        .raw("FreightAmount", "0")?
        .raw("DutyAmount", "0")?
        .with_ship_from_zip("11111")?
        .with_destination_country("840")?
        .with_merchant_tax_id("999999")?
        .with_customer_tax_id("999999")?
        .with_items(&items);
    is_sample(17, Ok(sale("61")?.with_level3(&level3)));

    let items = [DualPricingItem::new()
        .with_product_name("Item1Name")?
        .raw("CardDiscountAmount", "0")?
        .raw("CardTotal", "10.4")?
        .raw("CashDiscountAmount", "0")?
        .raw("CashTotal", "10.0")?
        .with_quantity("1")?
        .with_unit_of_measure("ITM")?
        .with_description("Item1 desc")?
        .with_item_code("10001")?
        .with_unit_card_price(dollars(1040))?
        .with_unit_cash_price(dollars(1000))?];
    let pricing = DualPricing::new()
        .with_fee_calculated("true")?
        .with_tax_calculated("true")?
        .with_card_without_discount(dollars(1040))?
        .with_cash_without_discount(dollars(1000))?
        .with_card_with_discount(dollars(1040))?
        .with_cash_with_discount(dollars(1000))?
        .with_fee(dollars(40))?
        .with_tax1_fee(dollars(2))?
        .with_tax2_fee(dollars(4))?
        .with_tax1_label("LocalTax")?
        .with_tax2_label("StateTax")?
        .with_tax1_card(dollars(52))?
        .with_tax1_cash(dollars(50))?
        .with_tax2_card(dollars(104))?
        .with_tax2_cash(dollars(100))?
        .with_total_card(dollars(1196))?
        .raw("TotalCardDiscount", "0")?
        .with_total_cash(dollars(1150))?
        .raw("TotalCashDiscount", "0")?
        .with_items(&items);
    is_sample(18, Ok(sale("14")?.with_dual_pricing(&pricing)));

    let health = HealthExpenses::new()
        .with_total(dollars(3000))?
        .with_prescriptions(dollars(1000))?
        .with_clinic(dollars(1000))?
        .with_dental(dollars(1000))?;
    let zeros = |sale: Sale<'static>| {
        sale.with_tip(dollars(0))?
            .with_cashback_amount(dollars(0))?
            .with_custom_fee(dollars(0))?
            .with_print_receipt(PrintReceipt::NO)?
            .with_sig_capture(SigCapture::NO)
    };
    let terminal = Terminal::by_register("1103024", "ulHLsaxfbg")?;
    let plain = zeros(Sale::new(&terminal, PaymentType::CREDIT, "1", dollars(5000))?)?;
    is_sample(20, Ok(plain.with_health_expenses(&health)));

    // By `raw`: whole cents in place of decimals, and names that are empty.
    let total = |name, value| CartTotal::new().with_name(name)?.raw("Value", value);
    let amounts = [
        total("Discounts", "1141")?,
        total("Subtotal", "2154")?,
        total("Taxes", "599")?,
        total("Total", "2753")?.as_total(),
    ];
    let info = CustomInfo::new().with_name("Total")?.with_value("2753")?;
    let infos = [info, info];
    let option = |name, price| {
        Ok::<_, RuleError>([CartOption::new().with_name(name)?.raw("Price", price)?.with_quantity("1")?])
    };
    let modifier = |name| Modifier::new().raw("Name", name);
    let (value, lunch, discount) =
        (option("Value 2", "233")?, option("Business Lunch", "-208")?, option("AutoDisc10", "-104")?);
    let first = [
        modifier("Modifier 3")?.with_options(&value),
        modifier("")?.with_options(&lunch),
        modifier("")?.with_options(&discount),
    ];
    let options = [
        option("Third", "350")?,
        option("Low fat", "1167")?,
        option("Glass", "15")?,
        option("Business Lunch", "-403")?,
        option("AutoDisc10", "-202")?,
        option("Changed", "-224")?,
    ];
    let [third, fat, glass, lunch, discount, changed] = &options;
    let second = [
        modifier("Mix")?.with_options(third),
        modifier("Mikhail Test")?.with_options(&[]),
        modifier("Fat")?.with_options(fat),
        modifier("")?.with_options(glass),
        modifier("")?.with_options(lunch),
        modifier("")?.with_options(discount),
        modifier("")?.with_options(changed),
    ];
    let item = |name, price| {
        CartItem::new()
            .with_name(name)?
            .raw("Price", price)?
            .raw("UnitPrice", "")?
            .with_quantity("1")?
            .raw("AdditionalInfo", "")
    };
    let items = [
        item("Lunch 4", "807")?.with_custom_infos(&infos).with_modifiers(&first),
        item("Borsch", "723")?.with_custom_infos(&infos).with_modifiers(&second),
    ];
    let cart = Cart::new(&items, &amounts);
    let terminal = Terminal::by_register("7767720", "4kCHrpZJNA")?;
    let plain = zeros(Sale::new(&terminal, PaymentType::CREDIT, "1", dollars(100))?)?;
    let sale = plain.with_frequency(tillwire::spin::Frequency::ONE_TIME)?.with_cart(&cart);
    is_sample(21, Ok(sale));

    // The same types read what was sent.
    let bytes = sample(21);
    let read = Sale::decode(&bytes).unwrap();
    let cart = read.cart().unwrap();
    let names: Vec<_> = cart.items().unwrap().iter().map(|item| item.name().unwrap().to_string()).collect();
    assert_eq!(names, ["Lunch 4", "Borsch"]);
    let marked: Vec<_> = cart.amounts().unwrap().iter().map(|amount| amount.is_total()).collect();
    assert_eq!(marked, [false, false, false, true]);
    let options = cart.items().unwrap().iter().flat_map(|item| item.modifiers().unwrap());
    let prices: Vec<_> = options.flat_map(|it| it.options().unwrap()).map(|it| it.price().unwrap()).collect();
    assert_eq!(prices.len(), 9);
    assert_eq!((prices[1].to_string().as_str(), prices[1].cents()), ("-208", None));
    assert!(read.level3().is_none() && read.dual_pricing().is_none() && read.health_expenses().is_none());
    assert_eq!(
        encoded(&plain.with_cart(&cart)).len(),
        encoded(&plain.with_cart(&read.cart().unwrap())).len()
    );
    let bytes = sample(17);
    let level3 = Sale::decode(&bytes).unwrap().level3().unwrap();
    assert_eq!(level3.items().unwrap().iter().next().unwrap().total_amount().unwrap().cents(), Ok(1196));
    // What is set in place of what was read is written once.
    let changed = Sale::decode(&bytes).unwrap().with_level3(&level3);
    assert_eq!(paths(&encoded(&changed)), paths(&bytes));
    Ok(())
}

#[test]
fn prompts_and_printouts_are_built_and_read() -> Result<(), RuleError> {
    use tillwire::spin::{
        AddLevel3Item, Endpoint, GetSign, InputType, Print, Printout, Style, UserChoice, UserInput,
    };
    let lines = [
        Print::styled("Header", Style::PLAIN.centered().bold()),
        Print::Other("l0f"),
        Print::text("02-15-2014"),
        Print::text("09:45:29"),
        Print::Feed,
        Print::text("Trans. Number:"),
        Print::text("1"),
        Print::image("Qk2uCAAAAAAAAD4AAAAoAAAACwEAADw\nAAAABAAEAAAAAAHAIAADEDgAAxA4AAAAAAAAAAAAAAAAAAP"),
    ];
    let printout = Printout::new(&three()?, &lines)?;
    is_sample(8, Ok(printout));
    let bytes = sample(8);
    let read = Printout::decode(&bytes).unwrap();
    assert!(read.lines().eq(lines));
    assert_eq!(read.width().unwrap().get(), Some(24));
    let mut buffer = [0; 2048];
    let url = Endpoint::LIVE.get(&printout, &mut buffer).unwrap();
    assert!(url.target().starts_with("/spin/cgi.html?Printer=%3Crequest"));
    for (line, rule) in [
        (Print::text(""), Rule::Empty),
        (Print::text("x".repeat(41).leak()), Rule::TooLong),
        (Print::text("\u{7}"), Rule::InvalidChar),
        (Print::Other("a b"), Rule::InvalidName),
    ] {
        assert_eq!(Printout::new(&three()?, &[line]).unwrap_err().rule(), rule);
    }

    let choices = ["Cash", "Card", "Gift", "Coupon"];
    is_sample(9, UserChoice::new(&three()?, "Choose Payment Type:", &choices));
    let bytes = sample(9);
    let read = UserChoice::decode(&bytes).unwrap();
    assert!(read.choices().eq(choices) && read.title().unwrap() == "Choose Payment Type:");
    assert_eq!(UserChoice::new(&three()?, "?", &[]).unwrap_err().rule(), Rule::Count);
    for (number, title, max_len, input_type) in [
        (10, "Enter phone", 10, InputType::NUMERIC),
        (11, "Enter Address", 20, InputType::ALPHANUMERIC),
        (12, "Enter name", 15, InputType::ALPHA),
        (13, "Enter amount", 5, InputType::MONEY),
        (14, "Enter Address", 20, InputType::INFO),
    ] {
        is_sample(number, UserInput::new(&input()?, title, max_len, input_type));
        let bytes = sample(number);
        let read = UserInput::decode(&bytes).unwrap();
        assert_eq!((read.title().unwrap(), read.input_type()), (title.into(), Some(input_type)));
        assert_eq!(read.max_len().unwrap().get(), Some(max_len.into()));
    }
    is_sample(22, Ok(GetSign::new(&Terminal::by_register("3434801", "cTqG9fapET")?)));
    let terminal = Terminal::by_register("1103024", "ulHLsaxfbg")?;
    let add = AddLevel3Item::new(&terminal, PaymentType::CREDIT, "60", dollars(1000))?;
    is_sample(19, add.with_auth_code("TAS852")?.with_isv_id("100001"));
    for text in TEXTS.into_iter().filter(|text| !text.is_empty()) {
        let choices = [text, text];
        let bytes = encoded(&UserChoice::new(&terminal, text, &choices)?);
        let read = UserChoice::decode(&bytes).unwrap();
        assert!(read.title().unwrap() == text && read.choices().eq(choices), "{text:?}");
        assert_eq!(encoded(&read), bytes);
        assert_eq!(paths(&bytes)["/request/UserChoice/@title"], [text]);
        assert_eq!(paths(&bytes)["/request/UserChoice/Choice"], choices);
        let lines = [Print::text(text)];
        let bytes = encoded(&Printout::new(&terminal, &lines)?);
        assert_eq!(paths(&bytes)["/request/printer/t"], [text]);
    }
    Ok(())
}

#[test]
fn every_sample_is_read_and_written_back() {
    use tillwire::spin::Request;
    for (name, bytes) in corpus::requests() {
        let request = Request::decode(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        let written = encoded(&request);
        assert_eq!(paths(&written), paths(&bytes), "{name}");
        assert_eq!(encoded(&Request::decode(&written).unwrap()), written, "{name}");
        let printed = format!("{request:?} {request:#?}");
        let key = paths(&bytes)["/request/AuthKey"][0].clone();
        assert!(!printed.contains(&key) && printed.contains("[redacted]"), "{name}");
        for len in 0..bytes.len() {
            let error = Request::decode(&bytes[..len]).unwrap_err();
            assert!(
                error.offset() <= len && error.kind() != ErrorKind::OtherOperation,
                "{name} cut at {len}"
            );
        }
        for len in 0..written.len() {
            let mut buffer = vec![0xa5; len];
            assert_eq!(request.encode(&mut buffer).unwrap_err().needed, written.len());
            assert!(buffer.iter().all(|&byte| byte == 0));
        }
    }
    let error = Request::decode(b"<request><TransType>Dance</TransType></request>").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OtherOperation);
    assert!(Request::decode(b"<response/>").is_err());
}

#[test]
fn other_operations_are_told_apart() -> Result<(), RuleError> {
    use tillwire::spin::{
        Balance, Check, KnownTransType, ReferentialSale, Request, Reversal, StoredValue, Table, Topup,
    };
    let terminal = three()?;
    let gift = |operation| StoredValue::new(&terminal, PaymentType::GIFT, operation, "2");
    macro_rules! check {
        ($($kind:ident $request:expr, $operation:literal;)+) => {$(
            let bytes = encoded(&$request?);
            let Request::$kind(read) = Request::decode(&bytes).unwrap() else { panic!("{}", $operation) };
            assert_eq!(read.trans_type().unwrap(), $operation);
            assert_eq!(encoded(&read), bytes);
        )+};
    }
    check! {
        StoredValue gift(KnownTransType::Activate)?.with_amount(dollars(1)), "Activate";
        StoredValue gift(KnownTransType::Inquire), "Inquire";
        StoredValue gift(KnownTransType::Redeem)?.with_amount(dollars(1)), "Redeem";
        StoredValue gift(KnownTransType::Refund)?.with_amount(dollars(1)), "Refund";
        StoredValue gift(KnownTransType::Reload)?.with_amount(dollars(1)), "Reload";
        StoredValue gift(KnownTransType::Deactivate), "Deactivate";
        StoredValue gift(KnownTransType::Reissue), "Reissue";
        Balance Balance::new(&terminal, PaymentType::EBT_FOOD, "2"), "Balance";
        Check Check::verification(&terminal, "2", dollars(1)), "Verification";
        Check Check::conversion(&terminal, "2", dollars(1)), "Conversion";
        Topup Topup::new(&terminal, "2", dollars(1)), "Topup";
        Table Table::select(&terminal, "2"), "Select";
        Table Table::pay(&terminal, "2", dollars(1)), "Pay";
        Reversal Reversal::full(&terminal, PaymentType::CREDIT, "2", dollars(1)), "Reversal";
        ReferentialSale ReferentialSale::new(&terminal, "2", dollars(1), "secret"), "ReferentialSale";
    }
    assert_eq!(gift(KnownTransType::Sale).unwrap_err().rule(), Rule::OtherOperation);
    assert_eq!(gift(KnownTransType::AddPoints).unwrap_err().rule(), Rule::OtherOperation);
    assert_eq!(Balance::new(&terminal, PaymentType::CREDIT, "2").unwrap_err().rule(), Rule::UnknownCode);
    let text =
        format!("{:?}", ReferentialSale::new(&terminal, "2", dollars(1), "canary")?.with_expiry("canary"));
    assert!(!text.contains("canary"));
    Ok(())
}
