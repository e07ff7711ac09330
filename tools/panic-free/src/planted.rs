use core::hint::black_box;

crate::probes! {
    /// Panics on empty input: the script has to name this place.
    fn probe_planted(probe) {
        black_box(probe.bytes[0]);
    }
}
