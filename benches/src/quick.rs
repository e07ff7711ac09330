//! quick-xml, by its events.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::{FIELDS, Pair};

/// What is read of an answer.
#[derive(Debug, Default)]
pub struct Answer<'a> {
    /// The fields, as [`FIELDS`] names them.
    pub fields: [Option<Cow<'a, str>>; FIELDS.len()],
    /// The entries of the lists, split and trimmed.
    pub pairs: Vec<Pair<'a>>,
}

/// Where the text of an element goes.
enum Place {
    Nowhere,
    Field(usize),
    List,
}

impl Place {
    fn of(name: &[u8]) -> Self {
        match name {
            b"RefId" => Self::Field(0),
            b"RegisterId" => Self::Field(1),
            b"TPN" => Self::Field(2),
            b"TransNum" => Self::Field(3),
            b"InvNum" => Self::Field(4),
            b"ResultCode" => Self::Field(5),
            b"RespMSG" => Self::Field(6),
            b"Message" => Self::Field(7),
            b"AuthCode" => Self::Field(8),
            b"PNRef" => Self::Field(9),
            b"PaymentType" => Self::Field(10),
            b"Voided" => Self::Field(11),
            b"TransType" => Self::Field(12),
            b"SN" => Self::Field(13),
            b"EMVData" => Self::Field(14),
            b"Sign" => Self::Field(15),
            b"iPOSToken" => Self::Field(16),
            b"ExtData" => Self::List,
            _ => Self::Nowhere,
        }
    }
}

/// The fields and the entries of an answer.
///
/// # Errors
/// What is not well-formed, and references in a list, which would need memory of their own.
pub fn fields_and_pairs(input: &[u8]) -> Result<Answer<'_>, Box<dyn std::error::Error>> {
    let mut reader = Reader::from_str(std::str::from_utf8(input)?);
    let mut answer = Answer::default();
    let mut place = Place::Nowhere;
    // The text of the element that is open.
    let mut content: Option<Cow<'_, str>> = None;
    loop {
        match reader.read_event()? {
            Event::Start(tag) => {
                place = Place::of(tag.name().as_ref());
                content = None;
            }
            Event::Text(text) if !matches!(place, Place::Nowhere) => add(&mut content, text.decode()?),
            Event::CData(text) if !matches!(place, Place::Nowhere) => add(&mut content, text.decode()?),
            Event::GeneralRef(reference) if !matches!(place, Place::Nowhere) => {
                let text = match reference.resolve_char_ref()? {
                    Some(c) => Cow::Owned(c.to_string()),
                    None => {
                        let name = reference.decode()?;
                        Cow::Borrowed(quick_xml::escape::resolve_xml_entity(&name).ok_or("unknown entity")?)
                    }
                };
                add(&mut content, text);
            }
            Event::End(_) => match (std::mem::replace(&mut place, Place::Nowhere), content.take()) {
                (Place::Field(field), text) => answer.fields[field] = Some(text.unwrap_or_default()),
                (Place::List, Some(Cow::Borrowed(list))) => answer.pairs.extend(list.split(',').map(split)),
                (Place::List, Some(Cow::Owned(_))) => return Err("a reference in a list".into()),
                _ => {}
            },
            Event::Eof => return Ok(answer),
            _ => {}
        }
    }
}

fn add<'a>(content: &mut Option<Cow<'a, str>>, text: Cow<'a, str>) {
    match content {
        Some(before) => before.to_mut().push_str(&text),
        None => *content = Some(text),
    }
}

fn split(entry: &str) -> Pair<'_> {
    match entry.split_once('=') {
        Some((key, value)) => (key.trim(), Some(value.trim())),
        None => (entry.trim(), None),
    }
}
