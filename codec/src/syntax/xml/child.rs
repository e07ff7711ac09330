//! Whole elements at once: the way in which messages are read.

use super::{Event, Reader, scan};
use crate::decode::Policy;
use crate::error::{Error, ErrorKind};
use crate::syntax::escape::{is_blank, name_len};
use crate::syntax::names::Names;

/// An element that has been read past, with all that stands in it.
#[derive(Clone, Copy)]
pub(crate) struct Child {
    /// The place of its name among the known ones; [`UNKNOWN`] for another name.
    pub(crate) known: u8,
    /// Where its `<` stands.
    pub(crate) offset: u32,
    /// Where its content starts.
    pub(crate) start: u32,
    /// Where its content ends.
    pub(crate) end: u32,
    pub(crate) marks: Marks,
}

impl Child {
    /// Its name, `input` being the text that it was read from.
    pub(crate) fn name<'a>(&self, input: &'a str) -> &'a str {
        let tag = input.get((self.offset as usize).saturating_add(1)..).unwrap_or_default();
        tag.get(..name_len(tag)).unwrap_or_default()
    }

    /// Its content, `input` being the text that it was read from.
    pub(crate) fn content<'a>(&self, input: &'a str) -> Option<&'a str> {
        input.get(self.start as usize..self.end as usize)
    }
}

pub(crate) const UNKNOWN: u8 = u8::MAX;

/// What is out of the ordinary in the content of a [`Child`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Marks(u8);

impl Marks {
    /// Elements stand in it.
    pub(crate) const ELEMENTS: Self = Self(1);
    /// A CDATA section, a comment or a processing instruction stands in it.
    pub(crate) const MARKUP: Self = Self(2);
    /// A malformed or unknown reference was forgiven in it.
    pub(crate) const FLAWED: Self = Self(4);
    /// The `<` of its end tag was lost.
    pub(crate) const LOST_BRACKET: Self = Self(8);
    /// The start tag has attributes.
    pub(crate) const ATTRIBUTES: Self = Self(16);

    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(crate) const fn has(self, mark: Self) -> bool {
        self.0 & mark.0 != 0
    }

    const fn add(&mut self, mark: Self) {
        self.0 |= mark.0;
    }
}

impl<'a> Reader<'a> {
    /// The next child of the open element, read past and checked whole; `None` after the end tag of the open element.
    ///
    /// For elements that hold nothing but elements: other text between them is an error under [`Policy::Strict`].
    #[inline(always)]
    pub(crate) fn child(&mut self, names: &Names) -> Result<Option<Child>, Error> {
        match self.plain_child(names) {
            Some(child) => Ok(Some(child)),
            None => self.any_child(names),
        }
    }

    /// A child with a known name, no attributes, and text in which nothing needs a look: most of a message.
    #[inline(always)]
    fn plain_child(&mut self, names: &Names) -> Option<Child> {
        let mut rest = self.rest.as_bytes();
        while let [b' ' | b'\n' | b'\t' | b'\r', after @ ..] = rest {
            rest = after;
        }
        let [b'<', tag @ ..] = rest else { return None };
        let (name, known) = names.at_start_of(tag, b'>')?;
        let content = tag.get(name.len().wrapping_add(1)..)?;
        let (_, end_tag) = content.split_at_checked(scan::plain_len(content))?;
        let [b'<', b'/', end @ ..] = end_tag else { return None };
        let (true, true) = (name.closes(end), self.depth < self.max_depth) else { return None };
        self.elements_left = self.elements_left.checked_sub(1)?;
        let len = self.input.len();
        let offset = len.wrapping_sub(rest.len());
        let end_at = len.wrapping_sub(end_tag.len());
        self.rest = self.input.get(end_at.wrapping_add(name.len()).wrapping_add(3)..)?;
        Some(Child {
            known,
            offset: offset as u32,
            start: len.wrapping_sub(content.len()) as u32,
            end: end_at as u32,
            marks: Marks::default(),
        })
    }

    /// Any child, and the end of the open element.
    #[cold]
    #[inline(never)]
    fn any_child(&mut self, names: &Names) -> Result<Option<Child>, Error> {
        if !self.find_child()? {
            return Ok(None);
        }
        let outer = self.depth;
        let offset = self.at() as u32;
        let (tag, empty) = match self.start()? {
            Event::Start(tag) => (tag, false),
            Event::Empty(tag) => (tag, true),
            _ => return Ok(None),
        };
        let start = self.at() as u32;
        let mut marks = Marks::default();
        while !empty && self.depth > outer {
            match self.inside()? {
                Event::Start(_) | Event::Empty(_) => marks.add(Marks::ELEMENTS),
                Event::CData(_) | Event::Comment(_) | Event::Instruction { .. } => marks.add(Marks::MARKUP),
                Event::End { lost_bracket: true, .. } => marks.add(Marks::LOST_BRACKET),
                _ => {}
            }
        }
        if core::mem::take(&mut self.flawed) {
            marks.add(Marks::FLAWED);
        }
        if !tag.attributes.is_empty() {
            marks.add(Marks::ATTRIBUTES);
        }
        let end = if empty { start } else { self.offset as u32 };
        let known = names.find(tag.name.as_bytes()).unwrap_or(UNKNOWN);
        Ok(Some(Child { known, offset, start, end, marks }))
    }

    /// Goes to the start tag of the next child, or past the end tag of the open element: whether there is a child.
    fn find_child(&mut self) -> Result<bool, Error> {
        let depth = self.depth;
        loop {
            self.skip_blanks();
            if let [b'<', next, ..] = self.rest.as_bytes() {
                if !self.lost_bracket && !matches!(next, b'/' | b'!' | b'?') {
                    self.flawed = false;
                    return Ok(true);
                }
            }
            match self.inside()? {
                Event::End { .. } if self.depth < depth => return Ok(false),
                Event::Text(text) => self.stray(text.raw())?,
                Event::CData(text) => self.stray(text)?,
                _ => {}
            }
        }
    }

    /// The next event that is no blank text.
    pub(crate) fn step_over_blanks(&mut self) -> Result<Option<Event<'a>>, Error> {
        if self.depth > 0 {
            self.skip_blanks();
        }
        self.step()
    }

    /// Text where only elements may stand.
    pub(crate) fn stray(&self, text: &str) -> Result<(), Error> {
        match text.bytes().position(|byte| !is_blank(byte)) {
            Some(place) if matches!(self.options.policy, Policy::Strict) => {
                Err(Error::new(ErrorKind::UnexpectedText, self.offset.saturating_add(place)))
            }
            _ => Ok(()),
        }
    }
}
