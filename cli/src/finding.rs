//! What an input turns out to be.

use tillwire::spin::{Answer, LinkState, Response};
use tillwire::xml::{Event, Reader};
use tillwire::{Decode, Error, ErrorKind, Limits, Options, Policy, Verdict, WarningKind};

use crate::args;
use crate::display::Eyes;
use crate::rows::{self, Row};

/// The syntax of an input.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Format {
    Spin,
    Xml,
    Pairs,
    Text,
}

impl Format {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Spin => "spin",
            Self::Xml => "xml",
            Self::Pairs => "pairs",
            Self::Text => "text",
        }
    }
}

/// What kind of message it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Response,
    LinkState,
    Html,
}

impl Kind {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Response => "response",
            Self::LinkState => "link_state",
            Self::Html => "html",
        }
    }
}

/// Why an input was not decoded.
pub(crate) struct Failure {
    pub(crate) kind: ErrorKind,
    pub(crate) offset: usize,
    pub(crate) field: Option<&'static str>,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self { kind: error.kind(), offset: error.offset(), field: error.field() }
    }
}

/// A defect that was forgiven.
#[derive(Clone, Copy)]
pub(crate) struct Forgiven {
    pub(crate) kind: WarningKind,
    pub(crate) offset: usize,
    pub(crate) field: Option<&'static str>,
}

pub(crate) enum Body<'a> {
    Response(Box<Response<'a>>),
    Link(LinkState),
    Xml(Xml<'a>),
    Pairs(&'a str),
    Nothing,
}

pub(crate) struct Finding<'a> {
    pub(crate) format: Format,
    pub(crate) kind: Option<Kind>,
    /// `None` where the input was not read as an answer.
    pub(crate) verdict: Option<Verdict>,
    pub(crate) body: Body<'a>,
    pub(crate) failure: Option<Failure>,
}

impl<'a> Finding<'a> {
    pub(crate) fn of(input: &'a [u8], format: args::As, policy: args::Policy) -> Self {
        let options = Options::new(match policy {
            args::Policy::Tolerant => Policy::Tolerant,
            args::Policy::Strict => Policy::Strict,
        });
        match format {
            args::As::Auto => Self::auto(input, &options),
            args::As::Spin => Self::spin(input, &options),
            args::As::Xml => Self { verdict: None, ..Self::xml(input, &options) },
            args::As::Pairs => Self::pairs(input),
        }
    }

    fn auto(input: &'a [u8], options: &Options) -> Self {
        match root(input) {
            Ok("xmp" | "response") => Self::spin(input, options),
            Ok(_) => Self::xml(input, options),
            Err(_) => {
                let spin = Self::spin(input, options);
                let is_text =
                    matches!(&spin.failure, Some(failure) if failure.kind == ErrorKind::NotProtocol);
                if is_text && input.contains(&b'=') && !input.contains(&b'<') {
                    Self::pairs(input)
                } else {
                    spin
                }
            }
        }
    }

    fn spin(input: &'a [u8], options: &Options) -> Self {
        match Answer::decode_with(input, options) {
            Ok(Answer::Response(response)) => Self {
                format: Format::Spin,
                kind: Some(Kind::Response),
                verdict: Some(response.verdict()),
                body: Body::Response(Box::new(response)),
                failure: None,
            },
            Ok(Answer::Link(state)) => Self {
                format: Format::Text,
                kind: Some(Kind::LinkState),
                verdict: Some(Answer::Link(state).verdict()),
                body: Body::Link(state),
                failure: None,
            },
            Err(error) => Self {
                format: format_of_undecodable(input, error.kind()),
                kind: (error.kind() == ErrorKind::Html).then_some(Kind::Html),
                ..Self::failed(error)
            },
        }
    }

    fn xml(input: &'a [u8], options: &Options) -> Self {
        let xml = Xml { input, options: *options, repair: false };
        let (repair, failed) = match xml.drain() {
            Ok(()) => (false, None),
            Err(error) => match (Xml { repair: true, ..xml }).drain() {
                Ok(()) => (true, None),
                Err(_) => (false, Some(error)),
            },
        };
        let base =
            Self { format: Format::Xml, kind: None, verdict: None, body: Body::Nothing, failure: None };
        Self {
            format: Format::Xml,
            body: Body::Xml(Xml { repair, ..xml }),
            ..failed.map_or(base, Self::failed)
        }
    }

    fn pairs(input: &'a [u8]) -> Self {
        let mut found =
            Self { format: Format::Pairs, kind: None, verdict: None, body: Body::Nothing, failure: None };
        let failed = |kind, offset| Some(Failure { kind, offset, field: None });
        match std::str::from_utf8(input) {
            _ if input.len() > Limits::MAX.max_len => {
                found.failure = failed(ErrorKind::TooLong, Limits::MAX.max_len);
            }
            Ok(text) => found.body = Body::Pairs(text),
            Err(error) => found.failure = failed(ErrorKind::InvalidUtf8, error.valid_up_to()),
        }
        found
    }

    fn failed(error: Error) -> Self {
        Self {
            format: Format::Text,
            kind: None,
            verdict: Some(Verdict { outcome: error.outcome(), advice: error.advice() }),
            body: Body::Nothing,
            failure: Some(error.into()),
        }
    }

    /// What stands in it, in wire order. May be asked again.
    pub(crate) fn rows(&self, eyes: Eyes) -> Box<dyn Iterator<Item = Row<'a>> + '_> {
        match &self.body {
            Body::Response(response) => Box::new(rows::of_response(response, eyes)),
            Body::Xml(xml) => Box::new(rows::of_xml(xml, eyes)),
            Body::Link(_) | Body::Pairs(_) | Body::Nothing => Box::new(std::iter::empty()),
        }
    }

    /// What was forgiven. May be asked again.
    pub(crate) fn warnings(&self) -> Box<dyn Iterator<Item = Forgiven> + '_> {
        match &self.body {
            Body::Response(response) => Box::new(response.warnings().map(|warning| Forgiven {
                kind: warning.kind(),
                offset: warning.offset(),
                field: warning.field(),
            })),
            Body::Xml(xml) if self.failure.is_none() => Box::new(xml.warnings()),
            _ => Box::new(std::iter::empty()),
        }
    }
}

/// The name of the root element.
///
/// # Errors
/// What stands before it.
fn root(input: &[u8]) -> Result<&str, Error> {
    let reader = Reader::new(input, &Options::new(Policy::Tolerant))?;
    for event in reader {
        if let Event::Start(tag) | Event::Empty(tag) = event? {
            return Ok(tag.name());
        }
    }
    Ok("")
}

/// What an input that is no message was most likely meant to be.
fn format_of_undecodable(input: &[u8], kind: ErrorKind) -> Format {
    let start = input.strip_prefix(b"\xef\xbb\xbf").unwrap_or(input);
    let first = start.iter().find(|&&byte| byte != 0 && !byte.is_ascii_whitespace());
    if first != Some(&b'<') || kind == ErrorKind::Html {
        return Format::Text;
    }
    let has = |name: &[u8]| {
        start.iter().take(1024).copied().collect::<Vec<_>>().windows(name.len()).any(|w| w == name)
    };
    if has(b"<xmp") || has(b"<response") { Format::Spin } else { Format::Xml }
}

/// A document of which only the syntax is looked at.
#[derive(Clone, Copy)]
pub(crate) struct Xml<'a> {
    pub(crate) input: &'a [u8],
    options: Options,
    /// Whether a lost `<` is put back.
    repair: bool,
}

impl<'a> Xml<'a> {
    pub(crate) fn reader(&self) -> Result<Reader<'a>, Error> {
        let reader = Reader::new(self.input, &self.options)?;
        Ok(if self.repair { reader.repairing() } else { reader })
    }

    fn drain(&self) -> Result<(), Error> {
        self.reader()?.try_for_each(|event| event.map(|_| ()))
    }

    /// Every lost `<`, and the first of the other defects: what the strict reader stumbles over.
    fn warnings(&self) -> impl Iterator<Item = Forgiven> {
        let strict = Self { options: Options::new(Policy::Strict), repair: false, ..*self };
        let first = strict.drain().err().and_then(|error| {
            let kind = match error.kind() {
                ErrorKind::InvalidReference => WarningKind::BareAmpersand,
                ErrorKind::UnknownEntity => WarningKind::UnknownEntity,
                ErrorKind::InvalidChar | ErrorKind::InvalidInstruction => WarningKind::Padding,
                _ => return None,
            };
            Some(Forgiven { kind, offset: error.offset(), field: None })
        });
        let reader = self.repair.then(|| self.reader().ok()).flatten();
        first.into_iter().chain(reader.into_iter().flat_map(lost_brackets))
    }
}

fn lost_brackets(mut reader: Reader<'_>) -> impl Iterator<Item = Forgiven> {
    std::iter::from_fn(move || {
        loop {
            if let Event::End { lost_bracket: true, .. } = reader.next()?.ok()? {
                return Some(Forgiven {
                    kind: WarningKind::LostBracket,
                    offset: reader.offset(),
                    field: None,
                });
            }
        }
    })
}
