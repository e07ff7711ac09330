//! What a terminal prints for the register (SPIn specification, "Printout Request").

use core::fmt;

use crate::encode::Writer;
use crate::message::{Limit, alphanumeric, reference, text};
use crate::rule::{Rule, RuleError};
use crate::spin::Terminal;
use crate::syntax::escape::name_len;
use crate::syntax::xml::{Event, Reader};
use crate::table::request;
use crate::value::{Count, Secret, Text, trim_blanks};
use crate::{Options, Policy};

use super::Groups;

/// How a [`Print::Text`] is printed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
#[non_exhaustive]
pub struct Style {
    /// `b`: bold.
    pub bold: bool,
    /// `c`: centered.
    pub centered: bool,
    /// `inv`: inverted, the whole line up to the next feed.
    pub inverted: bool,
    /// `l`: at the left (seen in the field).
    pub left: bool,
    /// `r`: at the right (seen in the field).
    pub right: bool,
}

impl Style {
    /// Not set off in any way.
    pub const PLAIN: Self = Self { bold: false, centered: false, inverted: false, left: false, right: false };

    /// The same, bold.
    #[must_use]
    pub const fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// The same, centered.
    #[must_use]
    pub const fn centered(self) -> Self {
        Self { centered: true, ..self }
    }

    /// The same, inverted.
    #[must_use]
    pub const fn inverted(self) -> Self {
        Self { inverted: true, ..self }
    }

    /// The same, at the left.
    #[must_use]
    pub const fn left(self) -> Self {
        Self { left: true, ..self }
    }

    /// The same, at the right.
    #[must_use]
    pub const fn right(self) -> Self {
        Self { right: true, ..self }
    }

    const fn tags(self) -> [(bool, &'static str); 5] {
        [(self.inverted, "inv"), (self.left, "l"), (self.right, "r"), (self.centered, "c"), (self.bold, "b")]
    }

    fn with_tag(self, tag: &str) -> Self {
        match tag {
            "b" => self.bold(),
            "c" => self.centered(),
            "inv" => self.inverted(),
            "l" => self.left(),
            "r" => self.right(),
            _ => self,
        }
    }
}

/// A piece of a printout. Two texts without a feed between them stand on one line: the first at the left, the second at the right.
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Print<'a> {
    /// `t`: text of up to 40 characters.
    Text(Text<'a>, Style),
    /// `lf`: ends the line.
    Feed,
    /// `br`: a line break.
    Break,
    /// `img`: a picture, BMP or PNG in base64.
    Image(Text<'a>),
    /// An empty element of any other name.
    Other(&'a str),
}

impl<'a> Print<'a> {
    /// Plain text.
    #[must_use]
    pub const fn text(text: &'a str) -> Self {
        Self::Text(Text::new(text), Style::PLAIN)
    }

    /// Text in a style.
    #[must_use]
    pub const fn styled(text: &'a str, style: Style) -> Self {
        Self::Text(Text::new(text), style)
    }

    /// A picture in base64.
    #[must_use]
    pub const fn image(base64: &'a str) -> Self {
        Self::Image(Text::new(base64))
    }

    fn check(&self) -> Result<(), RuleError> {
        let (limit, name, text) = match self {
            Self::Text(content, _) => (text(40), "t", *content),
            Self::Image(content) => (Limit::Text(u16::MAX, crate::message::Alphabet::Any), "img", *content),
            Self::Other(name) if name.is_empty() || name_len(name) != name.len() => {
                return Err(RuleError::new(Rule::InvalidName, "printer"));
            }
            _ => return Ok(()),
        };
        // What was read is known to be allowed; its length is not.
        match text.as_str() {
            Some(text) => limit.check_text(text).map_err(|rule| RuleError::new(rule, name)),
            None => Ok(()),
        }
    }

    fn write(&self, writer: &mut Writer<'_>) {
        let write = |writer: &mut Writer<'_>, text: &Text<'_>| match text.as_str() {
            Some(text) => writer.xml(text),
            None => writer.raw(text.raw()),
        };
        match self {
            Self::Text(text, style) => {
                writer.start_tag("t");
                style.tags().iter().filter(|(set, _)| *set).for_each(|(_, tag)| writer.start_tag(tag));
                write(writer, text);
                style.tags().iter().rev().filter(|(set, _)| *set).for_each(|(_, tag)| writer.end_tag(tag));
                writer.end_tag("t");
            }
            Self::Feed => writer.raw("<lf/>"),
            Self::Break => writer.raw("<br/>"),
            Self::Image(base64) => {
                writer.start_tag("img");
                write(writer, base64);
                writer.end_tag("img");
            }
            Self::Other(name) => {
                writer.raw("<");
                writer.raw(name);
                writer.raw("/>");
            }
        }
    }
}

/// Prints kinds and lengths: a receipt is somebody's own.
impl fmt::Debug for Print<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text, _) => write!(f, "Text([{}])", text.raw().len()),
            Self::Feed => f.write_str("Feed"),
            Self::Break => f.write_str("Break"),
            Self::Image(base64) => write!(f, "Image([{}])", base64.raw().len()),
            Self::Other(name) => write!(f, "Other({})", Text::new(name).escaped()),
        }
    }
}

mod printout {
    use super::*;

    request! {
        /// A printout. Sent as the query parameter `Printer`; long ones are better posted.
        ///
        /// ```
        /// use tillwire::{Encode, spin::{Print, Printout, Style, Terminal}};
        ///
        /// let lines = [
        ///     Print::styled("Fish & Chips", Style::PLAIN.centered().bold()),
        ///     Print::Feed,
        ///     Print::text("Total"), // at the left
        ///     Print::text("9.50"),  // at the right of the same line
        ///     Print::Feed,
        /// ];
        /// let printout = Printout::new(&Terminal::without_key("3")?, &lines)?;
        /// let mut buffer = [0; 512];
        /// let bytes = printout.encode(&mut buffer).unwrap();
        /// let expected = "<request><RegisterId>3</RegisterId><printer width=\"24\"><t><c><b>Fish &amp; Chips</b></c></t><lf/>\
        ///     <t>Total</t><t>9.50</t><lf/></printer></request>";
        /// assert_eq!(std::str::from_utf8(bytes).unwrap(), expected);
        /// # Ok::<(), tillwire::RuleError>(())
        /// ```
        pub struct Printout<'a>, told by "printer", with Page<'a> {
            /// reference of your own, up to 50 letters, digits, `-` and `_`.
            "RefId" => ref_id: Text<'a>, with_ref_id: &'a str [reference(50)],
            /// register, up to 50 letters, digits, `-` and `_`.
            "RegisterId" | "RegitsterId" => register_id: Text<'a>, with_register_id: &'a str [reference(50)],
            /// key of the register, up to 25 characters.
            "AuthKey" => auth_key: Secret<'a>, with_auth_key: &'a str [text(25)],
            /// terminal profile number, up to 12 letters and digits.
            "TPN" => tpn: Text<'a>, with_tpn: &'a str [alphanumeric(12)],
        }
    }
}
pub use printout::Printout;

/// The page of a [`Printout`].
#[derive(Clone, Copy, Default)]
pub(crate) struct Page<'a> {
    lines: Option<&'a [Print<'a>]>,
    wide: bool,
    remove_extra_spaces: Option<bool>,
}

impl Groups for Page<'_> {
    fn write(&self, writer: &mut Writer<'_>) {
        let Some(lines) = self.lines else { return };
        writer.raw(if self.wide { "<printer width=\"48\"" } else { "<printer width=\"24\"" });
        match self.remove_extra_spaces {
            Some(true) => writer.raw(" removeExtraSpaces=\"On\""),
            Some(false) => writer.raw(" removeExtraSpaces=\"Off\""),
            None => {}
        }
        writer.raw(">");
        lines.iter().for_each(|line| line.write(writer));
        writer.end_tag("printer");
    }

    fn owns(&self, name: &str) -> bool {
        self.lines.is_some() && name == "printer"
    }
}

impl<'a> Printout<'a> {
    /// Prints `lines`, 24 characters wide.
    ///
    /// # Errors
    /// The [`Rule`] that a line breaks.
    pub fn new(terminal: &Terminal<'a>, lines: &'a [Print<'a>]) -> Result<Self, RuleError> {
        lines.iter().try_for_each(Print::check)?;
        let mut request = Self::at(terminal);
        request.groups = Page { lines: Some(lines), wide: false, remove_extra_spaces: None };
        Ok(request)
    }

    /// 48 characters wide, in place of 24.
    pub const fn wide(mut self) -> Self {
        self.groups.wide = true;
        self
    }

    /// `removeExtraSpaces`: whether blanks that follow each other are printed as one.
    pub const fn with_remove_extra_spaces(mut self, remove: bool) -> Self {
        self.groups.remove_extra_spaces = Some(remove);
        self
    }

    /// `width`: characters in a line.
    #[must_use]
    pub fn width(&self) -> Option<Count<'a>> {
        let built = self.groups.lines.map(|_| Count::from_number(if self.groups.wide { 48 } else { 24 }));
        built.or_else(|| {
            super::prompt::attribute_of(self.rest.element("printer"), "width").map(Count::from_text)
        })
    }

    /// The pieces, in order. Of a printout that was read, every text within a `t` is one, without the blanks around it.
    pub fn lines(&self) -> impl Iterator<Item = Print<'a>> + use<'a> {
        let read = self.rest.element("printer").filter(|_| self.groups.lines.is_none());
        self.groups.lines.unwrap_or_default().iter().copied().chain(read.into_iter().flat_map(pieces))
    }
}

/// The pieces in a `printer` element that was read before.
fn pieces(element: &str) -> impl Iterator<Item = Print<'_>> {
    let mut reader = Reader::over(element, &Options::new(Policy::Tolerant), true);
    // The style at each depth.
    let mut styles = [Style::PLAIN; crate::decode::MAX_DEPTH];
    let mut depth = 0_usize;
    let mut in_image = false;
    core::iter::repeat(()).map_while(move |()| reader.step().ok()?).filter_map(move |event| match event {
        Event::Start(tag) => {
            let outer = styles.get(depth).copied().unwrap_or_default();
            depth = depth.saturating_add(1);
            if let Some(inner) = styles.get_mut(depth) {
                *inner = outer.with_tag(tag.name());
            }
            in_image = tag.name() == "img";
            None
        }
        Event::Empty(tag) => Some(match tag.name() {
            "lf" => Print::Feed,
            "br" => Print::Break,
            name => Print::Other(name),
        }),
        Event::End { .. } => {
            depth = depth.saturating_sub(1);
            in_image = false;
            None
        }
        Event::Text(text) if in_image => Some(Print::Image(text)),
        Event::Text(text) if !trim_blanks(text.raw()).is_empty() => {
            Some(Print::Text(text.trimmed(), styles.get(depth).copied().unwrap_or_default()))
        }
        _ => None,
    })
}
