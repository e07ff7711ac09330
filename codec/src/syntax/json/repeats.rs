//! Names that stand twice.

use super::{Characters, Event, MAX_DEPTH, Member, Reader};
use crate::decode::{MAX_UNKNOWN, Options};
use crate::error::{Error, ErrorKind};

/// The names seen so far, to tell which came before. Two names are the same when their decoded characters are.
#[derive(Clone)]
pub(crate) struct Seen {
    /// Where the quotes before them stand.
    quotes: [u32; MAX_UNKNOWN],
    /// One bit for each: whether something is escaped in it.
    escaped: u64,
    count: usize,
    max: usize,
}

const _: () = assert!(MAX_UNKNOWN <= u64::BITS as usize);

impl Seen {
    pub(crate) fn new(options: &Options) -> Self {
        let max = options.limits.max_unknown.min(MAX_UNKNOWN);
        Self { quotes: [0; MAX_UNKNOWN], escaped: 0, count: 0, max }
    }

    /// Whether the name of `member` came before.
    ///
    /// # Errors
    /// [`ErrorKind::TooManyUnknown`].
    pub(crate) fn add(&mut self, input: &str, member: &Member) -> Result<bool, Error> {
        self.add_after(0, input, member.name(input).raw(), member.offset as usize)
    }

    /// Where in the value that stands at `start` an object has a name for the second time, at any depth, if one has.
    ///
    /// The names of all objects that are open at one time count against the limit, beside those added before.
    ///
    /// # Errors
    /// [`ErrorKind::TooManyUnknown`].
    pub(crate) fn repeat_within(&mut self, input: &str, start: usize) -> Result<Option<usize>, Error> {
        let outer = self.count;
        let found = self.walk(input, start);
        self.count = outer;
        found
    }

    fn walk(&mut self, input: &str, start: usize) -> Result<Option<usize>, Error> {
        // How many names there were where the object of each level starts.
        let mut before = [0; MAX_DEPTH];
        let mut reader = Reader::within(input, start);
        while let Some(event) = reader.step()? {
            match event {
                Event::ObjectStart => {
                    if let Some(place) = before.get_mut(reader.depth.saturating_sub(1)) {
                        *place = self.count;
                    }
                }
                Event::ObjectEnd => self.count = before.get(reader.depth).copied().unwrap_or_default(),
                Event::Name(name) => {
                    let level = reader.depth.saturating_sub(1);
                    let first = before.get(level).copied().unwrap_or_default();
                    if self.add_after(first, input, name.raw(), reader.offset)? {
                        return Ok(Some(reader.offset));
                    }
                }
                _ => {}
            }
            if reader.depth == 0 {
                break;
            }
        }
        Ok(None)
    }

    /// Whether `name`, whose quote stands at `offset`, is one of those from `first` on.
    fn add_after(&mut self, first: usize, input: &str, name: &str, offset: usize) -> Result<bool, Error> {
        let escaped = memchr::memchr(b'\\', name.as_bytes()).is_some();
        let mut bits = self.escaped.wrapping_shr(first as u32);
        for &quote in self.quotes.iter().take(self.count).skip(first) {
            let known = input.get((quote as usize).saturating_add(1)..).unwrap_or_default();
            let same = match escaped || bits & 1 != 0 {
                true => same_decoded(known, name),
                false => {
                    known.as_bytes().strip_prefix(name.as_bytes()).is_some_and(|rest| rest.starts_with(b"\""))
                }
            };
            if same {
                return Ok(true);
            }
            bits >>= 1;
        }
        match self.quotes.get_mut(self.count).filter(|_| self.count < self.max) {
            Some(place) => *place = offset as u32,
            None => return Err(Error::new(ErrorKind::TooManyUnknown, offset)),
        }
        let bit = 1_u64.wrapping_shl(self.count as u32);
        self.escaped = if escaped { self.escaped | bit } else { self.escaped & !bit };
        self.count = self.count.saturating_add(1);
        Ok(false)
    }
}

/// Whether the name at the start of `known`, up to its quote, is `name` after decoding.
///
/// Compares only as far as they are the same, so that a long name costs each of many short ones nothing.
#[cold]
fn same_decoded(known: &str, name: &str) -> bool {
    let mut known = Characters::new(known);
    let mut name = Characters::new(name);
    loop {
        let ended = known.rest().starts_with('"');
        match name.next() {
            None => return ended,
            Some(c) if ended || known.next() != Some(c) => return false,
            Some(_) => {}
        }
    }
}
