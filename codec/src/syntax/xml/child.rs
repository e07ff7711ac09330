//! Whole elements at once: the way in which messages are read.

use super::{Event, Reader, Tag, scan};
use crate::decode::Policy;
use crate::error::{Error, ErrorKind};
use crate::syntax::escape::{is_blank, name_len};
use crate::syntax::names::Names;

/// An element that has been read past, with all that stands in it.
#[derive(Clone, Copy)]
pub(crate) struct Child<'a> {
    /// The place of its name among the known ones; [`UNKNOWN`] for another name.
    pub(crate) known: u8,
    pub(crate) name: &'a str,
    /// Where its `<` stands.
    pub(crate) offset: u32,
    /// Where its content starts.
    pub(crate) start: u32,
    /// Where its content ends.
    pub(crate) end: u32,
    pub(crate) marks: Marks,
}

impl Child<'_> {
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
    pub(crate) fn child<const N: usize>(&mut self, names: &Names<N>) -> Result<Option<Child<'a>>, Error> {
        self.skip_blanks();
        let starts = matches!(self.rest.as_bytes(), [b'<', next, ..] if !matches!(next, b'/' | b'!' | b'?'));
        if !starts && !self.no_child()? {
            return Ok(None);
        }
        self.check_depth()?;
        let after = self.rest.as_bytes().get(1..).unwrap_or_default();
        let offset = self.at();
        let (known, tag) = match names.at_start_of(after, b'>') {
            Some((len, known)) => {
                self.elements_left = match self.elements_left.checked_sub(1) {
                    Some(left) => left,
                    None => return Err(self.error(ErrorKind::TooManyElements)),
                };
                let tag = self.advance(len.wrapping_add(2));
                (known, Tag { name: tag.get(1..len.wrapping_add(1)).unwrap_or_default(), attributes: "" })
            }
            None => {
                let len = name_len(self.rest.get(1..).unwrap_or_default());
                let (tag, empty) = self.tag(len)?;
                let known = names.find(tag.name.as_bytes()).unwrap_or(UNKNOWN);
                if empty {
                    let at = self.at() as u32;
                    let marks = self.tag_marks(&tag);
                    return Ok(Some(Child {
                        known,
                        name: tag.name,
                        offset: offset as u32,
                        start: at,
                        end: at,
                        marks,
                    }));
                }
                (known, tag)
            }
        };
        let start = self.at();
        self.char_data()?;
        let end = self.at();
        let mut child = Child {
            known,
            name: tag.name,
            offset: offset as u32,
            start: start as u32,
            end: end as u32,
            marks: Marks::default(),
        };
        let opened = self.input.as_bytes().get(offset.wrapping_add(1)..).unwrap_or_default();
        let plain = match self.rest.as_bytes() {
            [b'<', b'/', end @ ..] => scan::closes(end, opened, tag.name.len()),
            _ => false,
        };
        if plain {
            self.advance(tag.name.len().wrapping_add(3));
            if self.flawed || !tag.attributes.is_empty() {
                child.marks = self.tag_marks(&tag);
            }
        } else {
            self.odd_content(&mut child, &tag)?;
        }
        Ok(Some(child))
    }

    /// What `child` meets where no start tag stands: whether a child comes at last.
    #[cold]
    fn no_child(&mut self) -> Result<bool, Error> {
        let depth = self.depth;
        loop {
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

    /// Text where only elements may stand.
    pub(crate) fn stray(&self, text: &str) -> Result<(), Error> {
        match text.bytes().position(|byte| !is_blank(byte)) {
            Some(place) if matches!(self.options.policy, Policy::Strict) => {
                Err(Error::new(ErrorKind::UnexpectedText, self.offset.saturating_add(place)))
            }
            _ => Ok(()),
        }
    }

    fn tag_marks(&mut self, tag: &Tag<'a>) -> Marks {
        let mut marks = Marks::default();
        if core::mem::take(&mut self.flawed) {
            marks.add(Marks::FLAWED);
        }
        if !tag.attributes.is_empty() {
            marks.add(Marks::ATTRIBUTES);
        }
        marks
    }

    /// Reads the content of a child that is not plain text, from its start on.
    #[cold]
    fn odd_content(&mut self, child: &mut Child<'a>, tag: &Tag<'a>) -> Result<(), Error> {
        let outer = self.depth;
        self.rest = self.input.get(child.start as usize..).unwrap_or_default();
        self.push((child.offset as usize).saturating_add(1), tag.name.len())?;
        let mut marks = Marks::default();
        while self.depth > outer {
            match self.inside()? {
                Event::Start(_) | Event::Empty(_) => marks.add(Marks::ELEMENTS),
                Event::CData(_) | Event::Comment(_) | Event::Instruction { .. } => marks.add(Marks::MARKUP),
                Event::End { lost_bracket: true, .. } => marks.add(Marks::LOST_BRACKET),
                _ => {}
            }
        }
        child.end = self.offset as u32;
        marks.add(self.tag_marks(tag));
        child.marks = marks;
        Ok(())
    }
}
