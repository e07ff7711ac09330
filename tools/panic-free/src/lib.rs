//! Calls to every public function of the library, for a linker that refuses what may panic.
//!
//! A module here belongs to the module of the library of the same name. To add a probe, write it into the `probes!` of its
//! module; the script finds it by its name, which starts with `probe_`. Whatever decides what the library does (options, keys, lengths)
//! has to come from the bytes of the probe: the optimizer must not know it.
#![no_std]

mod base64;
mod decode;
mod encode;
mod error;
mod json;
mod pairs;
mod request;
mod signature;
mod spin;
mod text;
mod value;
mod xml;

#[cfg(feature = "planted")]
mod planted;

use core::fmt::{self, Debug, Display, Write as _};
use core::hint::black_box;

use tillwire::{Limits, Options, Policy};

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    unsafe extern "C" {
        /// Defined nowhere: the link fails where a call to it is left.
        safe fn tillwire_must_not_panic() -> !;
    }
    tillwire_must_not_panic()
}

/// Exports functions for C, each with its bytes, and a sink for what it prints.
macro_rules! probes {
    ($($(#[$meta:meta])* fn $name:ident($probe:ident) $body:block)*) => {$(
        $(#[$meta])*
        ///
        /// # Safety
        /// The pointers are those of buffers of the given lengths.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $name(bytes: *const u8, len: usize, out: *mut u8, out_len: usize) {
            // SAFETY: as the caller promised.
            let (bytes, out) = unsafe {
                (core::slice::from_raw_parts(bytes, len), core::slice::from_raw_parts_mut(out, out_len))
            };
            let mut probe = $crate::Probe { bytes, out };
            let $probe = &mut probe;
            $body
        }
    )*};
}
pub(crate) use probes;

/// What a probe is given.
struct Probe<'a> {
    bytes: &'a [u8],
    out: &'a mut [u8],
}

impl<'a> Probe<'a> {
    /// A byte that decides something, taken from the front.
    fn byte(&mut self) -> u8 {
        match self.bytes.split_first() {
            Some((&first, rest)) => {
                self.bytes = rest;
                first
            }
            None => 0,
        }
    }

    fn number(&mut self) -> usize {
        (0..4).fold(0, |number, _| number << 8 | usize::from(self.byte()))
    }

    /// A text, taken from the front.
    fn text(&mut self) -> &'a str {
        let (front, rest) = self.bytes.split_at_checked(self.number()).unwrap_or((self.bytes, &[]));
        self.bytes = rest;
        core::str::from_utf8(front).unwrap_or_default()
    }

    fn options(&mut self) -> Options {
        let policy = if self.byte() & 1 == 0 { Policy::Tolerant } else { Policy::Strict };
        let mut limits = Limits::MAX;
        limits.max_len = self.number();
        limits.max_depth = self.number();
        limits.max_attributes = self.number();
        limits.max_elements = self.number();
        limits.max_unknown = self.number();
        Options::new(policy).limits(limits)
    }

    /// Prints as `{}`.
    fn show(&mut self, value: impl Display) {
        black_box(write!(self, "{value}").is_ok());
    }

    /// Prints as `{:?}` and as `{:#?}`.
    fn debug(&mut self, value: impl Debug) {
        black_box(write!(self, "{value:?}").is_ok());
        black_box(write!(self, "{value:#?}").is_ok());
    }
}

/// The sink: what is printed goes to the buffer while there is room.
impl fmt::Write for Probe<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let out = core::mem::take(&mut self.out);
        let (place, rest) = out.split_at_mut_checked(text.len()).ok_or(fmt::Error)?;
        place.iter_mut().zip(text.bytes()).for_each(|(to, from)| *to = from);
        self.out = rest;
        Ok(())
    }
}
