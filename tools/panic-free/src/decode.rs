use core::hint::black_box;

use tillwire::{Limits, Options, Warning, WarningKind, repair_utf8};

/// All that can be done with a warning.
pub(crate) fn warning(probe: &mut crate::Probe<'_>, warning: Warning) {
    black_box((warning.kind(), warning.offset(), warning.field()));
    probe.show(warning);
}

crate::probes! {
    fn probe_decode_options(probe) {
        let options = probe.options();
        black_box(options == Options::default() && options.limits == Limits::default());
        probe.debug(options);
    }

    fn probe_decode_repair_utf8(probe) {
        let mut sum = 0_usize;
        black_box(repair_utf8(probe.out, |offset| sum = sum.wrapping_add(offset)));
        black_box(sum);
    }

    fn probe_decode_warning_kinds(probe) {
        for &kind in WarningKind::ALL {
            black_box(kind.as_str());
            probe.show(kind);
            probe.debug(kind);
        }
    }
}
