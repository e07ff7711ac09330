//! Making messages to send of the rows that read them.

use core::fmt;

use crate::encode::{Encode, Writer};
use crate::error::{Error, ErrorKind};
use crate::syntax::escape::{is_xml_char, name_len};
use crate::table::Field;

/// What a field of a message to send holds.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Contents<'a> {
    /// The field is left out.
    Absent,
    /// Text, escaped when written.
    Text(&'a str),
    /// An element for each text.
    Texts(&'a [&'a str]),
    /// An element for each of these, with elements inside.
    Elements(&'a [&'a dyn Elements]),
}

/// Prints lengths only: a text may be a key.
impl fmt::Debug for Contents<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("absent"),
            Self::Text(text) => write!(f, "[{}]", text.len()),
            Self::Texts(texts) => f.debug_list().entries(texts.iter().map(|text| text.len())).finish(),
            Self::Elements(elements) => write!(f, "[{} elements]", elements.len()),
        }
    }
}

impl<'a> From<&'a str> for Contents<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a [&'a str]> for Contents<'a> {
    fn from(texts: &'a [&'a str]) -> Self {
        Self::Texts(texts)
    }
}

impl<'a, const N: usize> From<&'a [&'a str; N]> for Contents<'a> {
    fn from(texts: &'a [&'a str; N]) -> Self {
        Self::Texts(texts)
    }
}

impl<'a, const N: usize> From<&'a [&'a dyn Elements; N]> for Contents<'a> {
    fn from(elements: &'a [&'a dyn Elements; N]) -> Self {
        Self::Elements(elements)
    }
}

/// The elements inside a message to send.
pub trait Elements {
    /// Whether all of them can be written.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidChar`] for a control character that XML cannot hold, [`ErrorKind::InvalidName`] for the name of an
    /// additional field that is no XML name; with the offset in that text, and the field.
    fn check(&self) -> Result<(), Error>;

    /// Writes them.
    fn write_elements(&self, writer: &mut Writer<'_>);
}

/// The fields of a builder, with the rows that they belong to.
pub(crate) struct Parts<'a> {
    pub(crate) fields: &'static [Field],
    pub(crate) contents: &'a [Contents<'a>],
    pub(crate) extra: &'a [(&'a str, &'a str)],
}

/// Prints names and lengths.
impl fmt::Debug for Parts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Builder");
        for (field, contents) in self.fields.iter().zip(self.contents) {
            if !matches!(contents, Contents::Absent) {
                debug.field(field.name, contents);
            }
        }
        for (name, text) in self.extra {
            debug.field(name, &Contents::Text(text));
        }
        debug.finish()
    }
}

impl Elements for Parts<'_> {
    fn check(&self) -> Result<(), Error> {
        for (field, contents) in self.fields.iter().zip(self.contents) {
            let named = |error: Error| error.in_field(field.name);
            match contents {
                Contents::Absent => {}
                Contents::Text(text) => check_text(text).map_err(named)?,
                Contents::Texts(texts) => {
                    texts.iter().try_for_each(|text| check_text(text)).map_err(named)?
                }
                Contents::Elements(elements) => elements.iter().try_for_each(|elements| elements.check())?,
            }
        }
        for (name, text) in self.extra {
            if name.is_empty() || name_len(name) != name.len() {
                return Err(Error::new(ErrorKind::InvalidName, name_len(name)));
            }
            check_text(text)?;
        }
        Ok(())
    }

    fn write_elements(&self, writer: &mut Writer<'_>) {
        for (field, contents) in self.fields.iter().zip(self.contents) {
            match contents {
                Contents::Absent => {}
                Contents::Text(text) => writer.element(field.name, text),
                Contents::Texts(texts) => texts.iter().for_each(|text| writer.element(field.name, text)),
                Contents::Elements(elements) => elements.iter().for_each(|elements| {
                    writer.start_tag(field.name);
                    elements.write_elements(writer);
                    writer.end_tag(field.name);
                }),
            }
        }
        self.extra.iter().for_each(|(name, text)| writer.element(name, text));
    }
}

fn check_text(text: &str) -> Result<(), Error> {
    match text.char_indices().find(|(_, c)| !is_xml_char(*c)) {
        Some((at, _)) => Err(Error::new(ErrorKind::InvalidChar, at)),
        None => Ok(()),
    }
}

/// A message all of whose texts can be written; made by the `build` of a builder.
#[derive(Clone, Copy)]
pub struct Built<B> {
    pub(crate) builder: B,
    pub(crate) open: &'static str,
    pub(crate) close: &'static str,
}

impl<B: fmt::Debug> fmt::Debug for Built<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.builder.fmt(f)
    }
}

impl<B: Elements> Encode for Built<B> {
    fn write_to(&self, writer: &mut Writer<'_>) {
        writer.raw(self.open);
        self.builder.write_elements(writer);
        writer.raw(self.close);
    }
}
