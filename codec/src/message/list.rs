//! Lists of `key=value` entries inside a field.

use core::fmt;

use crate::error::{Error, ErrorKind};
use crate::syntax::pairs::{self, Pairs};
use crate::syntax::xml::Flaws;
use crate::table::Field;
use crate::value::{Exposure, Text, Value, trim_blanks};

/// The list in a field: split first, unescaped after, so that an escaped comma stays within its value.
#[derive(Clone, Copy)]
pub(crate) struct List<'a> {
    text: Text<'a>,
}

impl<'a> List<'a> {
    pub(crate) const fn new(text: Text<'a>) -> Self {
        Self { text }
    }

    pub(crate) const fn text(&self) -> Text<'a> {
        self.text
    }

    pub(crate) fn entries(&self) -> Entries<'a> {
        Entries { list: self.text, pairs: Pairs::new(self.text.raw()) }
    }

    /// The first value under `key`.
    pub(crate) fn find(&self, key: &str) -> Option<Text<'a>> {
        let same = |entry: &pairs::Entry<'_>| match is_escaped(entry.key()) {
            true => self.text.with_raw(entry.key()) == key,
            false => entry.key() == key,
        };
        let found = Pairs::new(self.text.raw()).find(|entry| entry.has_value() && same(entry))?;
        found.value().map(|value| self.text.with_raw(value))
    }

    /// The first value under any spelling of a field's name.
    pub(crate) fn value<V: Value<'a>>(&self, field: &'static Field) -> Option<V> {
        self.first(|name| field.is_named(name)).map(V::from_text)
    }

    #[inline]
    fn first(&self, is_it: impl Fn(&str) -> bool) -> Option<Text<'a>> {
        let mut entries = Pairs::new(self.text.raw());
        let found = entries.find(|entry| entry.has_value() && with_key(self.text, entry.key(), &is_it))?;
        found.value().map(|value| self.text.with_raw(value))
    }

    /// Whether a deciding field was repaired, or comes again with another value.
    pub(crate) fn has_conflict<const N: usize>(&self, fields: &'static [Field; N]) -> bool {
        let mut firsts = [None; N];
        for entry in Pairs::new(self.text.raw()) {
            let Some(value) = entry.value() else { continue };
            let named = |key: &str| fields.iter().position(|field| field.deciding && field.is_named(key));
            let place = with_key(self.text, entry.key(), &named);
            let Some(first) = place.and_then(|place| firsts.get_mut(place)) else { continue };
            let repaired = self.text.holds_references() && Flaws::new(value).next().is_some();
            let value = self.text.with_raw(value);
            if repaired || *first.get_or_insert(value) != value {
                return true;
            }
        }
        false
    }

    /// Whether the last entry is a deciding field.
    pub(crate) fn ends_deciding(&self, fields: &[Field]) -> bool {
        Pairs::new(self.text.raw()).last().is_some_and(|entry| {
            with_key(self.text, entry.key(), &|key| {
                fields.iter().any(|field| field.deciding && field.is_named(key))
            })
        })
    }

    pub(crate) fn repeats(&self, fields: &'static [Field]) -> Repeats<'a> {
        Repeats { text: self.text, pairs: Pairs::new(self.text.raw()), fields, seen: [0; SEEN], count: 0 }
    }

    /// # Errors
    /// [`ErrorKind::Repeated`] at the second of two entries with the same key, counted from the start of the list.
    pub(crate) fn check_repeats(&self, fields: &'static [Field]) -> Result<(), Error> {
        match self.repeats(fields).next() {
            Some((offset, field)) => {
                let error = Error::new(ErrorKind::Repeated, offset);
                Err(field.map_or(error, |field| error.in_field(field.name)))
            }
            None => Ok(()),
        }
    }
}

/// Prints a list: of documented keys what may be shown, of all else the length.
pub(crate) struct DebugList<'a>(pub(crate) List<'a>, pub(crate) &'static [Field]);

impl fmt::Debug for DebugList<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entries = self.0.entries().filter(|entry| !entry.raw().is_empty());
        f.debug_set().entries(entries.map(|entry| DebugEntry(entry, self.1))).finish()
    }
}

struct DebugEntry<'a>(Entry<'a>, &'static [Field]);

impl fmt::Debug for DebugEntry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = self.0.key();
        let named = |key: &str| self.1.iter().find(|field| field.is_named(key));
        let field = with_key(key, key.raw(), &named);
        match self.0.value() {
            Some(value) => {
                let masked = Masked(field.map_or(Exposure::Hidden, |field| field.exposure), value);
                write!(f, "{}: {masked:?}", key.escaped())
            }
            // It may be the rest of a value.
            None => Masked(Exposure::Hidden, key).fmt(f),
        }
    }
}

/// Prints as much of a text as may be shown.
pub(crate) struct Masked<'a>(pub(crate) Exposure, pub(crate) Text<'a>);

impl fmt::Debug for Masked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Exposure::Shown => self.1.fmt(f),
            Exposure::Hidden => write!(f, "[hidden {}]", self.1.raw().len()),
            Exposure::Secret => f.write_str("[redacted]"),
        }
    }
}

/// Whether a key may be other than it stands.
#[inline]
fn is_escaped(key: &str) -> bool {
    key.bytes().any(|byte| matches!(byte, b'&' | b'\r'))
}

/// Gives a key, decoded where it has to be, to `look_up`.
#[inline]
fn with_key<T: Default>(text: Text<'_>, key: &str, look_up: &impl Fn(&str) -> T) -> T {
    if !is_escaped(key) {
        return look_up(key);
    }
    let mut buffer = [0; MAX_KEY_LEN];
    text.with_raw(key).decode_into(&mut buffer).map_or_else(|_| T::default(), |key| look_up(key))
}

/// An entry of a list in a field.
#[derive(Clone, Copy)]
pub struct Entry<'a> {
    /// The whole list, for its form.
    list: Text<'a>,
    entry: pairs::Entry<'a>,
}

impl<'a> Entry<'a> {
    /// The key, or the whole entry where there is no `=`; without blanks and line ends around it.
    #[must_use]
    #[inline]
    pub fn key(&self) -> Text<'a> {
        self.list.with_raw(self.entry.key())
    }

    /// The value, without blanks and line ends around it; `None` where there is no `=`.
    #[must_use]
    #[inline]
    pub fn value(&self) -> Option<Text<'a>> {
        self.entry.value().map(|value| self.list.with_raw(value))
    }

    /// The entry as it stands between its commas.
    #[must_use]
    pub const fn raw(&self) -> &'a str {
        self.entry.raw()
    }

    /// Where it starts in the list, in bytes.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.entry.offset()
    }
}

/// Prints the key and the length of the value.
impl fmt::Debug for Entry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.entry.fmt(f)
    }
}

/// The entries of a list in a field, in order; entries without `=` and empty ones among them.
#[derive(Clone)]
pub struct Entries<'a> {
    list: Text<'a>,
    pairs: Pairs<'a>,
}

impl<'a> Iterator for Entries<'a> {
    type Item = Entry<'a>;

    #[inline]
    fn next(&mut self) -> Option<Entry<'a>> {
        let entry = self.pairs.next()?;
        Some(Entry { list: self.list, entry })
    }
}

/// Prints keys and the lengths of values.
impl fmt::Debug for Entries<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pairs.fmt(f)
    }
}

const SEEN: usize = 256;
/// How many different keys of a list are held against the later ones.
const MAX_KEYS: usize = 192;
const MAX_KEY_LEN: usize = 64;

/// The entries whose key came before, under any of its spellings: offset in the list, and field. Empty entries do not count.
///
/// The first 192 different keys of at most 64 bytes are held against the others, so that the time is linear whatever the
/// keys are.
#[derive(Clone)]
pub(crate) struct Repeats<'a> {
    text: Text<'a>,
    pairs: Pairs<'a>,
    fields: &'static [Field],
    /// Where keys start, plus one, by their hash.
    seen: [u32; SEEN],
    count: usize,
}

impl Iterator for Repeats<'_> {
    type Item = (usize, Option<&'static Field>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let entry = self.pairs.next()?;
            if entry.has_value() && self.came_before(entry.key()) {
                let field = self
                    .fields
                    .iter()
                    .find(|field| with_key(self.text, entry.key(), &|key| field.is_named(key)));
                return Some((entry.offset(), field));
            }
        }
    }
}

impl<'a> Repeats<'a> {
    /// The key under the first of its spellings.
    fn canonical(&self, key: &'a str) -> Text<'a> {
        let named =
            |key: &str| self.fields.iter().find(|field| !field.aliases.is_empty() && field.is_named(key));
        let field = with_key(self.text, key, &named);
        field.map_or(self.text.with_raw(key), |field| Text::new(field.name))
    }

    fn came_before(&mut self, key: &'a str) -> bool {
        let list = self.text.raw();
        // A key that is longer is no documented one, and reading it again and again would take too long.
        let start = match (key.as_ptr() as usize).checked_sub(list.as_ptr() as usize) {
            Some(start) if key.len() <= MAX_KEY_LEN => start,
            _ => return false,
        };
        let name = self.canonical(key);
        let hash = name.chars().fold(0x811c_9dc5_u32, |hash, c| (hash ^ c as u32).wrapping_mul(0x0100_0193));
        let mut place = (hash ^ (hash >> 16)) as usize & (SEEN - 1);
        while let Some(earlier) = self.seen.get(place).filter(|&&start| start > 0) {
            let earlier = list.get(earlier.wrapping_sub(1) as usize..).unwrap_or_default();
            let end = earlier.bytes().take(MAX_KEY_LEN + 1).position(|byte| matches!(byte, b',' | b'='));
            let earlier = trim_blanks(earlier.get(..end.unwrap_or(0)).unwrap_or_default());
            if self.canonical(earlier) == name {
                return true;
            }
            place = place.wrapping_add(1) & (SEEN - 1);
        }
        if let Some(free) = self.seen.get_mut(place).filter(|_| self.count < MAX_KEYS) {
            *free = (start as u32).saturating_add(1);
            self.count = self.count.saturating_add(1);
        }
        false
    }
}
