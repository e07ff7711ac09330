use core::hint::black_box;

use tillwire::xml::Reader;
use tillwire::{Advice, BufferTooSmall, Error, ErrorKind, Outcome};

/// All that can be done with an error.
pub(crate) fn error(probe: &mut crate::Probe<'_>, error: Error) {
    black_box((error.kind(), error.offset(), error.field(), error.is_incomplete()));
    black_box((error.outcome(), error.advice()));
    probe.show(error);
}

crate::probes! {
    fn probe_error_kinds(probe) {
        for &kind in ErrorKind::ALL {
            black_box(kind.as_str());
            probe.show(kind);
            probe.debug(kind);
        }
    }

    fn probe_error_debug(probe) {
        let options = probe.options();
        if let Err(error) = Reader::new(probe.bytes, &options) {
            probe.debug(error);
        }
    }

    fn probe_error_buffer_too_small(probe) {
        let error = BufferTooSmall { needed: probe.number() };
        probe.show(error);
        probe.debug(error);
    }

    fn probe_outcome_kinds(probe) {
        for &outcome in Outcome::ALL {
            black_box(outcome.as_str());
            probe.show(outcome);
            probe.debug(outcome);
        }
        for &advice in Advice::ALL {
            black_box(advice.as_str());
            probe.show(advice);
            probe.debug(advice);
        }
    }
}
