//! The fields of a message as they came.

use core::fmt;

use super::list::{DebugList, Masked};
use super::{List, Shape, Source};
use crate::syntax::names::Names;
use crate::syntax::xml::Reader;
use crate::table::Field;
use crate::value::{Exposure, Text};

/// For elements whose rows are known, but not where.
pub(super) static NO_NAMES: Names = Names::new(&[], &[]);

/// The fields of a message in the order of the wire, unknown ones and repeats among them.
#[derive(Clone)]
pub struct Fields<'a> {
    source: Source<'a>,
    fields: &'static [Field],
    reader: Reader<'a>,
}

impl<'a> Fields<'a> {
    pub(crate) fn new(source: Source<'a>, fields: &'static [Field]) -> Self {
        Self { reader: source.inner_reader(), source, fields }
    }

    /// The elements in the content of a field.
    fn within(content: Text<'a>, fields: &'static [Field]) -> Self {
        let text = content.raw();
        Self::new(
            Source { text, content: (0..text.len()).into(), names: &NO_NAMES, repair: true, wrapped: false },
            fields,
        )
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = FieldText<'a>;

    fn next(&mut self) -> Option<FieldText<'a>> {
        // The text was read before: what is no child now is the end of the message.
        let child = self.reader.child(self.source.names).ok()??;
        let name = child.name(self.source.text);
        Some(FieldText {
            name,
            content: child.content(self.source.text)?,
            offset: child.offset as usize,
            field: self.fields.iter().find(|field| field.is_named(name)),
        })
    }
}

/// Prints names and what may be shown of the values.
impl fmt::Debug for Fields<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Fields");
        for field in self.clone() {
            debug_field(&mut debug, &field);
        }
        debug.finish()
    }
}

/// A field as it came.
#[derive(Clone, Copy)]
pub struct FieldText<'a> {
    name: &'a str,
    content: &'a str,
    offset: usize,
    field: Option<&'static Field>,
}

impl<'a> FieldText<'a> {
    /// The name as it stands.
    #[must_use]
    pub const fn name(&self) -> &'a str {
        self.name
    }

    /// The content. Where elements stand in it, its characters are theirs, and [`Text::raw`] has the elements.
    #[must_use]
    pub const fn text(&self) -> Text<'a> {
        Text::from_xml(self.content)
    }

    /// The byte of the input at which its start tag stands.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.offset
    }

    /// Its row, where it is documented.
    #[must_use]
    pub const fn field(&self) -> Option<&'static Field> {
        self.field
    }

    /// How much of it may be printed: nothing but the length of what is not documented.
    #[must_use]
    pub fn exposure(&self) -> Exposure {
        self.field.map_or(Exposure::Hidden, |field| field.exposure)
    }
}

impl PartialEq for FieldText<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && (self.content == other.content || self.text() == other.text())
    }
}

/// Prints the name, and what may be shown of the value.
impl fmt::Debug for FieldText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("FieldText");
        debug_field(&mut debug, self);
        debug.finish()
    }
}

pub(crate) fn debug_field(debug: &mut fmt::DebugStruct<'_, '_>, field: &FieldText<'_>) {
    let (text, exposure) = (field.text(), field.exposure());
    match field.field().map_or(Shape::Text, |row| row.shape) {
        _ if exposure != Exposure::Shown => debug.field(field.name(), &Masked(exposure, text)),
        Shape::Text => debug.field(field.name(), &text),
        Shape::PairsOrElements { elements, .. } if text.raw().as_bytes().contains(&b'<') => {
            debug.field(field.name(), &Fields::within(text, elements))
        }
        Shape::Pairs(fields) | Shape::PairsOrElements { pairs: fields, .. } => {
            debug.field(field.name(), &DebugList(List::new(text), fields))
        }
    };
}
