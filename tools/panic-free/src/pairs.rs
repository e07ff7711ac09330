use core::hint::black_box;

use tillwire::pairs::Pairs;

crate::probes! {
    fn probe_pairs_entries(probe) {
        for entry in Pairs::new(probe.text()) {
            black_box(entry);
        }
    }

    fn probe_pairs_debug(probe) {
        let pairs = Pairs::new(probe.text());
        probe.debug(pairs.clone());
        for entry in pairs {
            probe.debug(entry);
        }
    }
}
