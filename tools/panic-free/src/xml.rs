use core::hint::black_box;

use tillwire::xml::{Event, Reader, Tag};

fn tag(probe: &mut crate::Probe<'_>, tag: Tag<'_>) {
    black_box(tag.name());
    for attribute in tag.attributes() {
        black_box(attribute.name());
        crate::text::text(probe, attribute.value());
    }
}

fn read(probe: &mut crate::Probe<'_>, reader: Reader<'_>) {
    let mut reader = reader;
    while let Some(event) = reader.next() {
        black_box((reader.offset(), reader.depth()));
        match event {
            Ok(Event::Start(found) | Event::Empty(found)) => tag(probe, found),
            Ok(event) => _ = black_box(event),
            Err(error) => crate::error::error(probe, error),
        }
    }
}

crate::probes! {
    fn probe_xml_reader(probe) {
        let options = probe.options();
        match Reader::new(probe.bytes, &options) {
            Ok(reader) => read(probe, reader),
            Err(error) => crate::error::error(probe, error),
        }
    }

    fn probe_xml_reader_repairing(probe) {
        let options = probe.options();
        if let Ok(reader) = Reader::new(probe.bytes, &options) {
            read(probe, reader.repairing());
        }
    }

    fn probe_xml_debug(probe) {
        let options = probe.options();
        if let Ok(mut reader) = Reader::new(probe.bytes, &options) {
            while let Some(event) = reader.next() {
                probe.debug(&reader);
                probe.debug(event);
                if let Ok(Event::Start(tag)) = event {
                    probe.debug(tag);
                    probe.debug(tag.attributes());
                    tag.attributes().for_each(|attribute| probe.debug(attribute));
                }
            }
        }
    }
}
