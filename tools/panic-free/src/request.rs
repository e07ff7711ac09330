use core::hint::black_box;

use tillwire::spin::{
    Ask, Capture, Cart, CartItem, CartTotal, Endpoint, Framed, InputType, KnownPaymentType, PaymentType,
    Print, Printout, Request, Response, Sale, Status, Style, Terminal, UserChoice, UserInput, read_query,
};
use tillwire::{Decode, Dollars, RuleError};

use crate::Probe;

fn cents(probe: &mut Probe<'_>) -> Dollars {
    Dollars::from_cents((probe.number() as i64).wrapping_mul(probe.number() as i64))
}

fn url(probe: &mut Probe<'_>, request: &(impl tillwire::Encode + Ask + Copy)) {
    let Ok(endpoint) = Endpoint::new(probe.text()) else { return };
    let endpoint = endpoint.with_max_len(probe.number());
    let mut buffer = [0; 1024];
    match endpoint.get(request, &mut buffer) {
        Ok(url) => {
            black_box((url.expose(), url.target(), url.host()));
            probe.show(url);
            probe.debug(url);
        }
        Err(error) => probe.show(error),
    }
    for address in [
        endpoint.post_address(),
        endpoint.terminal_status_by_register(probe.text()),
        endpoint.terminal_status_by_tpn(probe.text()),
        endpoint.processing_status(probe.text()),
    ] {
        probe.show(address);
        crate::encode::encode(probe, &address);
    }
    crate::encode::encode(probe, &Framed::bluetooth(*request));
    crate::encode::encode(probe, &Framed::serial(*request));
}

fn sale(probe: &mut Probe<'_>, sale: &Sale<'_>) {
    if let Some(level3) = sale.level3() {
        probe.debug(level3);
        for item in level3.items().into_iter().flatten() {
            probe.debug(item);
        }
    }
    if let Some(pricing) = sale.dual_pricing() {
        probe.debug(pricing);
        for item in pricing.items().into_iter().flatten() {
            probe.debug(item);
        }
    }
    if let Some(health) = sale.health_expenses() {
        probe.debug(health);
    }
    if let Some(cart) = sale.cart() {
        probe.debug(cart);
        for total in cart.amounts().into_iter().flatten() {
            black_box((total.is_total(), total.value().map(|value| value.cents())));
            probe.debug(total);
        }
        for item in cart.items().into_iter().flatten() {
            probe.debug(item);
            for info in item.custom_infos().into_iter().flatten() {
                probe.debug(info);
            }
            for modifier in item.modifiers().into_iter().flatten() {
                for option in modifier.options().into_iter().flatten() {
                    probe.debug(option);
                }
            }
        }
    }
    black_box((
        sale.amount().map(|amount| amount.cents()),
        sale.operational_timeout().map(|count| count.get()),
    ));
    for field in sale.fields().into_iter().flatten() {
        probe.debug(field);
    }
    probe.debug(sale.status_followup());
    url(probe, sale);
}

fn built(probe: &mut Probe<'_>) -> Result<(), RuleError> {
    let terminal = Terminal::by_register(probe.text(), probe.text())?.and_tpn(probe.text())?;
    probe.debug(terminal);
    let extra = [(probe.text(), probe.text())];
    let payment = PaymentType::new(probe.text());
    let made = Sale::new(&terminal, payment, probe.text(), cents(probe))?
        .with_tip(cents(probe))?
        .with_cashback_amount(cents(probe))?
        .with_operational_timeout(probe.number() as u32)?
        .with_performed_by(probe.text())?
        .raw(probe.text(), probe.text())?
        .extra(&extra)?;
    let items = [CartItem::new().with_name(probe.text())?.with_price(cents(probe))?];
    let totals = [CartTotal::new().with_value(cents(probe))?.as_total()];
    let cart = Cart::new(&items, &totals);
    let made = made.with_cart(&cart);
    sale(probe, &made);
    crate::encode::encode(probe, &made);
    let capture = Capture::new(&terminal, probe.text(), cents(probe))?;
    probe.debug(capture.status_followup_as(KnownPaymentType::Credit));
    let choices = [probe.text(), probe.text()];
    let choice = UserChoice::new(&terminal, probe.text(), &choices)?.with_timeout(probe.number() as u32)?;
    probe.debug(choice);
    crate::encode::encode(probe, &choice);
    let input = UserInput::new(&terminal, probe.text(), probe.number() as u32, InputType::new(probe.text()))?;
    crate::encode::encode(probe, &input);
    let lines = [
        Print::styled(probe.text(), Style::PLAIN.bold()),
        Print::Other(probe.text()),
        Print::image(probe.text()),
    ];
    let printout = Printout::new(&terminal, &lines)?;
    crate::encode::encode(probe, &printout);
    url(probe, &printout);
    Ok(())
}

crate::probes! {
    fn probe_request(probe) {
        let options = probe.options();
        match Request::decode_with(probe.bytes, &options) {
            Ok(request) => {
                probe.debug(request);
                probe.debug(request.question());
                crate::encode::encode(probe, &request);
                match &request {
                    Request::Sale(it) => sale(probe, it),
                    Request::Printout(it) => {
                        probe.debug(it.width());
                        for line in it.lines() {
                            probe.debug(line);
                        }
                    }
                    Request::UserChoice(it) => {
                        probe.debug((it.title(), it.timeout()));
                        for choice in it.choices() {
                            probe.debug(choice);
                        }
                    }
                    Request::UserInput(it) => probe.debug((it.title(), it.max_len(), it.input_type())),
                    _ => {}
                }
            }
            Err(error) => crate::error::error(probe, error),
        }
    }

    fn probe_built_request(probe) {
        if let Err(error) = built(probe) {
            black_box((error.rule(), error.field()));
            probe.show(error);
            probe.debug(error);
        }
    }

    fn probe_query(probe) {
        let mut buffer = [0; 512];
        match read_query(probe.bytes, &mut buffer) {
            Ok((parameter, bytes)) => {
                black_box((parameter.as_str(), bytes));
            }
            Err(error) => crate::error::error(probe, error),
        }
    }

    fn probe_outcome_for(probe) {
        let text = probe.text();
        let (Ok(response), Ok(status)) = (Response::decode(text.as_bytes()), Status::decode(probe.bytes)) else {
            return;
        };
        black_box((response.verdict_for(&status), response.status_verdict_for(&status), response.outcome_for(&status)));
        probe.debug(status.asked());
    }
}
