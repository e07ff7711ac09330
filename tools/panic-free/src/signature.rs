use core::hint::black_box;

use tillwire::spin::Signature;
use tillwire::{Text, Value};

crate::probes! {
    fn probe_signature_picture(probe) {
        let signature = Signature::from_text(Text::from_xml(probe.text()).percent_decoded());
        black_box((signature, signature.text()));
        let picture = match signature.picture() {
            Ok(picture) => picture,
            Err(error) => return crate::error::error(probe, error),
        };
        black_box((picture.width(), picture.height()));
        for row in picture.rows() {
            black_box((row.y(), row.pixels().filter(|&ink| ink).count()));
        }
    }

    fn probe_signature_debug(probe) {
        let signature = Signature::new(probe.text());
        probe.debug(signature);
        if let Ok(picture) = signature.picture() {
            probe.debug(picture.rows());
            if let Some(row) = picture.rows().next() {
                probe.debug(row.pixels());
                probe.debug(row);
            }
            probe.debug(picture);
        }
    }
}
