use core::fmt::{Debug, Display};
use core::hash::{Hash, Hasher};
use core::hint::black_box;

use tillwire::spin::{CardType, EntryType, PaymentType, ResultCode, SettleCode, TransType};
use tillwire::{Amount, Decimal, Dollars, Exposure, Flag, Private, Secret, Text, Timestamp, Value};

/// Of values that are escaped in XML, and percent-encoded: the hardest to read.
fn value<'a, V: Value<'a>>(probe: &mut crate::Probe<'a>) -> V {
    V::from_text(Text::from_xml(probe.text()).percent_decoded())
}

/// All that every code can do.
macro_rules! code {
    ($probe:ident, $($code:ident)*) => {$(
        let (one, other): ($code<'_>, $code<'_>) = (value($probe), value($probe));
        black_box((one.text(), one.as_text(), one.known(), one == other, one == $probe.text()));
        let mut sum = crate::text::Sum(0);
        one.hash(&mut sum);
        black_box(sum.finish());
        $probe.show(one);
        if let Some(known) = other.known() {
            black_box((known.as_str(), $code::from(known)));
        }
    )*};
}

fn debug_code<'a, V: Value<'a> + Debug, K: Debug>(probe: &mut crate::Probe<'a>, known: fn(&V) -> Option<K>) {
    let code: V = value(probe);
    probe.debug(known(&code));
    probe.debug(code);
}

fn decimal(probe: &mut crate::Probe<'_>, decimal: Decimal) {
    black_box((decimal.mantissa(), decimal.scale()));
    probe.show(decimal);
}

fn shown(probe: &mut crate::Probe<'_>, value: impl Display + Debug) {
    probe.show(&value);
    probe.debug(value);
}

crate::probes! {
    fn probe_value_amount(probe) {
        let amount: Amount<'_> = value(probe);
        black_box((amount.cents().ok(), amount.eq_cents(probe.number() as i64), amount.text()));
        probe.show(amount);
        match amount.decimal() {
            Ok(found) => decimal(probe, found),
            Err(error) => crate::error::error(probe, error),
        }
    }

    fn probe_value_dollars(probe) {
        let cents = (probe.number() as i64) << 32 | probe.number() as i64;
        let dollars = Dollars::from_cents(cents);
        black_box(dollars.cents());
        let buffer = dollars.to_buf();
        black_box((buffer.as_str(), buffer.as_amount().cents().ok()));
        shown(probe, dollars);
        shown(probe, buffer);
    }

    fn probe_value_amount_debug(probe) {
        let amount: Amount<'_> = value(probe);
        probe.debug(amount);
        probe.debug(amount.decimal());
    }

    fn probe_value_secrets(probe) {
        let (one, other): (Secret<'_>, Secret<'_>) = (value(probe), value(probe));
        black_box((one == other, one.expose(), Secret::from(probe.text())));
        probe.debug(one);
        let (one, other): (Private<'_>, Private<'_>) = (value(probe), value(probe));
        black_box((one == other, one.text(), Private::from(probe.text())));
        shown(probe, one);
        [Exposure::Shown, Exposure::Hidden, Exposure::Secret].iter().for_each(|each| probe.debug(each));
    }

    fn probe_value_timestamp(probe) {
        let time: Timestamp<'_> = value(probe);
        black_box(time.text());
        probe.show(time);
        match time.parts() {
            Ok(parts) => shown(probe, parts),
            Err(error) => crate::error::error(probe, error),
        }
    }

    fn probe_value_timestamp_debug(probe) {
        let time: Timestamp<'_> = value(probe);
        probe.debug(time);
    }

    fn probe_value_codes(probe) {
        code!(probe, Flag ResultCode PaymentType TransType CardType EntryType SettleCode);
        let flag: Flag<'_> = value(probe);
        black_box(flag.is_true());
    }

    fn probe_value_codes_debug(probe) {
        debug_code(probe, Flag::known);
        debug_code(probe, ResultCode::known);
        debug_code(probe, PaymentType::known);
        debug_code(probe, TransType::known);
        debug_code(probe, CardType::known);
        debug_code(probe, EntryType::known);
        debug_code(probe, SettleCode::known);
    }
}
