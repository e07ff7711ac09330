use core::hint::black_box;

use tillwire::base64::{Decoder, decode_into, decoded_len};

crate::probes! {
    fn probe_base64_decoder(probe) {
        let mut decoder = Decoder::new(probe.text().chars());
        while let Some(byte) = decoder.next() {
            black_box((byte.is_ok(), decoder.offset()));
        }
        probe.debug(decoder);
    }

    fn probe_base64_whole(probe) {
        let text = probe.text();
        black_box(decoded_len(text.chars()).is_ok());
        if let Err(error) = decode_into(text.chars(), probe.out) {
            probe.show(error);
            probe.debug(error);
        }
    }
}
