use core::hint::black_box;

use tillwire::Encode;
use tillwire::Writer;
use tillwire::json::{Event, Reader};

/// An object of the names and texts that come.
struct Object<'a>(&'a [&'a str]);

impl Encode for Object<'_> {
    fn write_to(&self, writer: &mut Writer<'_>) {
        writer.json_object(|root| {
            self.0.iter().for_each(|text| root.string(text, text));
            root.raw("raw", "1");
            root.object("object", |inner| inner.string("", ""));
            root.array("array", |list| {
                self.0.iter().for_each(|text| list.string(text));
                list.raw("1");
                list.object(|inner| inner.raw("", "1"));
                list.array(|inner| inner.raw("1"));
            });
        });
        writer.json_array(|list| self.0.iter().for_each(|text| list.string(text)));
    }
}

crate::probes! {
    fn probe_json_reader(probe) {
        let options = probe.options();
        match Reader::new(probe.bytes, &options) {
            Ok(mut reader) => {
                while let Some(event) = reader.next() {
                    black_box((reader.offset(), reader.depth()));
                    match event {
                        Ok(Event::Name(text) | Event::String(text)) => crate::text::text(probe, text),
                        Ok(event) => _ = black_box(event),
                        Err(error) => crate::error::error(probe, error),
                    }
                }
            }
            Err(error) => crate::error::error(probe, error),
        }
    }

    fn probe_json_debug(probe) {
        let options = probe.options();
        if let Ok(mut reader) = Reader::new(probe.bytes, &options) {
            while let Some(event) = reader.next() {
                probe.debug(&reader);
                probe.debug(event);
            }
        }
    }

    fn probe_json_writer(probe) {
        let texts = [probe.text(), probe.text(), probe.text()];
        crate::encode::encode(probe, &Object(&texts));
    }
}
