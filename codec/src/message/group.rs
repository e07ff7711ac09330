//! Groups of fields within a request: built by reference, read lazily from the text in which they stand.

use core::fmt;
use core::marker::PhantomData;

use super::fields::NO_NAMES;
use crate::encode::Writer;
use crate::syntax::xml::Reader;

/// What stands in an element, or among the fields of a request.
pub(crate) trait Group<'a>: Copy {
    /// The group in `content`, which was read before.
    fn within(content: &'a str) -> Self;

    fn write(&self, writer: &mut Writer<'_>);
}

impl<'a> Group<'a> for () {
    fn within(_: &'a str) -> Self {}

    fn write(&self, _: &mut Writer<'_>) {}
}

/// Names and contents of the elements in `content`, which was read before.
fn children(content: &str) -> impl Iterator<Item = (&str, &str)> + Clone {
    let mut reader = Reader::within(content, 0, true);
    core::iter::repeat(()).map_while(move |()| {
        // What is no child now is the end of the content.
        let child = reader.child(&NO_NAMES).ok()??;
        Some((child.name(content), child.content(content)?))
    })
}

/// The content of the first element called `name` in `content`.
pub(crate) fn child_content<'a>(content: &'a str, name: &str) -> Option<&'a str> {
    children(content).find(|(found, _)| *found == name).map(|(_, content)| content)
}

/// The items of a list: a slice when the request was built, the text that came when it was read. Reading a list costs nothing until
/// its items are asked for.
#[derive(Clone, Copy)]
pub struct Items<'a, T>(Held<'a, T>);

#[derive(Clone, Copy)]
enum Held<'a, T> {
    Slice(&'a [T]),
    /// Content of the list, and the name of an item.
    Raw(&'a str, &'static str),
}

impl<'a, T> Items<'a, T> {
    pub(crate) const fn new(items: &'a [T]) -> Self {
        Self(Held::Slice(items))
    }

    /// The list `name` in `content`.
    pub(crate) fn within(content: &'a str, name: &str, item: &'static str) -> Option<Self> {
        child_content(content, name).map(|content| Self(Held::Raw(content, item)))
    }
}

// The items are read by a trait of the crate.
#[allow(private_bounds)]
impl<'a, T: Group<'a>> Items<'a, T> {
    /// The items, in order.
    #[must_use]
    pub fn iter(&self) -> ItemIter<'a, T> {
        match self.0 {
            Held::Slice(items) => ItemIter { slice: items.iter(), reader: None, item: "", read: PhantomData },
            Held::Raw(content, item) => ItemIter {
                slice: [].iter(),
                reader: Some((content, Reader::within(content, 0, true))),
                item,
                read: PhantomData,
            },
        }
    }

    pub(crate) fn write(&self, writer: &mut Writer<'_>, name: &str, item: &str) {
        writer.start_tag(name);
        match self.0 {
            Held::Slice(items) => items.iter().for_each(|it| {
                writer.start_tag(item);
                it.write(writer);
                writer.end_tag(item);
            }),
            Held::Raw(content, _) => writer.raw(content),
        }
        writer.end_tag(name);
    }
}

impl<'a, T: Group<'a>> IntoIterator for Items<'a, T> {
    type Item = T;
    type IntoIter = ItemIter<'a, T>;

    fn into_iter(self) -> ItemIter<'a, T> {
        self.iter()
    }
}

/// Prints how many there are.
impl<'a, T: Group<'a>> fmt::Debug for Items<'a, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} items]", self.iter().count())
    }
}

/// The items of [`Items`].
#[derive(Clone)]
pub struct ItemIter<'a, T> {
    slice: core::slice::Iter<'a, T>,
    reader: Option<(&'a str, Reader<'a>)>,
    item: &'static str,
    read: PhantomData<T>,
}

impl<'a, T: Group<'a>> Iterator for ItemIter<'a, T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        let Some((content, reader)) = &mut self.reader else { return self.slice.next().copied() };
        loop {
            // The text was read before: what is no child now is the end of the list.
            let child = reader.child(&NO_NAMES).ok()??;
            if child.name(content) == self.item {
                return Some(T::within(child.content(content)?));
            }
        }
    }
}

/// Prints nothing of the items.
impl<T> fmt::Debug for ItemIter<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemIter").finish_non_exhaustive()
    }
}
