//! Other XML readers, held against ours.

use quick_xml::events::Event;
use tillwire::spin::Response;
use tillwire::{Error, ErrorKind};

/// An answer that was accepted as well-formed: quick-xml and roxmltree accept it and see the same fields.
///
/// Where they differ:
///
/// | reader | what it refuses | why |
/// |---|---|---|
/// | roxmltree | prefixes that are not declared, `xmlns` out of place, names with two colons, attributes that are equal but for their prefix | it reads namespaces; our names are those of XML 1.0 |
///
/// # Panics
/// Where they differ otherwise.
pub(crate) fn agree(data: &[u8], response: &Response<'_>) {
    let input = std::str::from_utf8(data).expect("what was accepted is UTF-8");
    let ours: Vec<_> =
        response.fields().map(|field| (field.name().to_owned(), field.text().to_string())).collect();
    assert_eq!(quick_xml_fields(input).expect("quick-xml refuses"), ours, "quick-xml reads otherwise");
    match roxmltree::Document::parse(input) {
        Ok(document) => assert_eq!(roxmltree_fields(&document), ours, "roxmltree reads otherwise"),
        Err(error) => assert!(is_about_namespaces(&error, input), "roxmltree refuses: {error}"),
    }
}

/// Name and text of each child of the `response` element.
fn quick_xml_fields(input: &str) -> Result<Vec<(String, String)>, quick_xml::Error> {
    let mut reader = quick_xml::Reader::from_str(input);
    reader.config_mut().check_end_names = true;
    reader.config_mut().check_comments = true;
    let mut fields: Vec<(String, String)> = Vec::new();
    // How many elements are open, and how many when the content of `response` started.
    let (mut depth, mut holder) = (0, None);
    loop {
        let mut said = String::new();
        match reader.read_event()? {
            Event::Eof => return Ok(fields),
            Event::Start(tag) => {
                let name = checked_name(&tag)?;
                if holder == Some(depth) {
                    fields.push((name, String::new()));
                } else if holder.is_none() && name == "response" {
                    holder = Some(depth + 1);
                }
                depth += 1;
            }
            Event::Empty(tag) => {
                let name = checked_name(&tag)?;
                if holder == Some(depth) {
                    fields.push((name, String::new()));
                }
            }
            Event::End(_) => depth -= 1,
            Event::Text(text) => said.push_str(&text.xml10_content()?),
            Event::CData(text) => said.push_str(&text.xml10_content()?),
            Event::GeneralRef(reference) => match reference.resolve_char_ref()? {
                Some(c) => said.push(c),
                None => {
                    let name = reference.decode()?;
                    said.push_str(
                        quick_xml::escape::resolve_xml_entity(&name).expect("an entity is unknown"),
                    );
                }
            },
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
        if let (Some((_, text)), Some(_)) = (fields.last_mut(), holder.filter(|&holder| depth > holder)) {
            text.push_str(&said);
        }
    }
}

fn checked_name(tag: &quick_xml::events::BytesStart<'_>) -> Result<String, quick_xml::Error> {
    for attribute in tag.attributes() {
        attribute?;
    }
    Ok(String::from_utf8_lossy(tag.name().as_ref()).into_owned())
}

fn roxmltree_fields(document: &roxmltree::Document<'_>) -> Vec<(String, String)> {
    let root = document.root_element();
    let named = |node: &roxmltree::Node<'_, '_>| node.tag_name().name() == "response";
    let Some(response) = Some(root).filter(named).or_else(|| root.children().find(named)) else {
        return Vec::new();
    };
    let field = |node: roxmltree::Node<'_, '_>| {
        let name = &document.input_text()[node.range().start + 1..];
        let len =
            name.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(name.len());
        let texts = node.descendants().filter(|node| node.is_text()).filter_map(|node| node.text());
        (name[..len].to_owned(), texts.collect())
    };
    response.children().filter(roxmltree::Node::is_element).map(field).collect()
}

/// Whether an error of roxmltree is one of the namespace rules.
fn is_about_namespaces(error: &roxmltree::Error, input: &str) -> bool {
    use roxmltree::Error as E;
    match error {
        E::InvalidXmlPrefixUri(_)
        | E::UnexpectedXmlUri(_)
        | E::UnexpectedXmlnsUri(_)
        | E::InvalidElementNamePrefix(_)
        | E::DuplicatedNamespace(..)
        | E::UnknownNamespace(..) => true,
        // A name with two colons, or two attributes with prefixes of one namespace.
        E::InvalidName(_) | E::InvalidChar(..) | E::DuplicatedAttribute(..) => input.contains(':'),
        _ => false,
    }
}

/// Whether a tag has a name that starts with a colon.
fn empty_prefix(input: &str) -> bool {
    input.contains("<:") || input.contains("</:")
}

/// Any document: what we call well-formed or not, roxmltree does too.
///
/// | we refuse and it accepts | why |
/// |---|---|
/// | what passes a limit; other versions and encodings | ours |
/// | `<:a></a>`, `<a></:a>` | it takes the empty prefix for none |
/// | `<?xml version="1.0" encoding="UTF-:"?>` | it does not look at the name of the encoding |
/// | `<?a=b?>` | it wants no blank between the target and what follows (XML 1.0, 2.6) |
///
/// # Panics
/// Where they differ otherwise.
pub(crate) fn well_formed(data: &[u8], ours: Result<(), &Error>) {
    let Ok(input) = std::str::from_utf8(data) else {
        assert_eq!(ours.expect_err("accepted").kind(), ErrorKind::InvalidUtf8);
        return;
    };
    match (ours, roxmltree::Document::parse(input)) {
        (Ok(()), Err(error)) => assert!(is_about_namespaces(&error, input), "roxmltree refuses: {error}"),
        (Err(error), Ok(_)) if error.kind() == ErrorKind::MismatchedEndTag && empty_prefix(input) => {}
        (Err(error), Ok(_)) => assert!(
            matches!(
                error.kind(),
                ErrorKind::TooDeep
                    | ErrorKind::TooLong
                    | ErrorKind::TooManyAttributes
                    | ErrorKind::TooManyElements
                    | ErrorKind::UnsupportedEncoding
                    | ErrorKind::UnsupportedVersion
                    | ErrorKind::InvalidDeclaration
                    | ErrorKind::InvalidInstruction
            ),
            "roxmltree accepts, we say {error}"
        ),
        _ => {}
    }
}
