use core::hash::{Hash, Hasher};
use core::hint::black_box;

use tillwire::Text;

/// All that can be done with a text.
pub(crate) fn text(probe: &mut crate::Probe<'_>, text: Text<'_>) {
    for text in [text, text.trimmed(), text.percent_decoded()] {
        black_box((text.raw(), text.as_str(), text.is_empty(), text.decoded_len()));
        text.chars().for_each(|c| _ = black_box(c));
        black_box(text.decode_into(probe.out).is_ok());
        probe.show(text);
        probe.show(text.escaped());
    }
}

pub(crate) struct Sum(pub(crate) u64);

impl Hasher for Sum {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.0 = self.0.wrapping_mul(31) ^ u64::from(byte));
    }
}

crate::probes! {
    fn probe_text_plain(probe) {
        let plain = Text::new(probe.text());
        text(probe, plain);
    }

    fn probe_text_xml(probe) {
        let xml = Text::from_xml(probe.text());
        text(probe, xml);
    }

    fn probe_text_compare(probe) {
        let (one, other) = (probe.text(), probe.text());
        black_box(Text::from_xml(one) == Text::from(other).percent_decoded());
        black_box(Text::from_xml(one) == *other);
        let mut sum = Sum(0);
        Text::from_xml(one).hash(&mut sum);
        black_box(sum.finish());
    }

    fn probe_text_debug(probe) {
        let text = Text::from_xml(probe.text());
        probe.debug(text);
        probe.debug(text.percent_decoded());
        probe.debug(text.escaped());
        let mut chars = text.chars();
        chars.next();
        probe.debug(chars);
    }
}
