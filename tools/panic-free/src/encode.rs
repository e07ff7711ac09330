use core::hint::black_box;

use tillwire::{Encode, Writer};

struct Texts<'a>([&'a str; 2]);

impl Encode for Texts<'_> {
    fn write_to(&self, writer: &mut Writer<'_>) {
        let [name, text] = self.0;
        writer.raw(text);
        writer.xml(text);
        writer.element(name, text);
        writer.start_tag(name);
        writer.end_tag(name);
        black_box((writer.len(), writer.is_empty()));
    }
}

/// Into the room that is given, and nowhere.
pub(crate) fn encode(probe: &mut crate::Probe<'_>, message: &impl Encode) {
    black_box(message.encoded_len());
    black_box(message.encode(probe.out).is_ok());
}

crate::probes! {
    fn probe_encode_writer(probe) {
        let texts = Texts([probe.text(), probe.text()]);
        encode(probe, &texts);
    }

    fn probe_encode_writer_debug(probe) {
        let mut room = [0; 16];
        let mut writer = Writer::new(room.get_mut(..probe.number()).unwrap_or_default());
        writer.raw(probe.text());
        probe.debug(writer);
    }
}
