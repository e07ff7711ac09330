//! Requests to the customer: a choice, an input, a signature.
//!
//! Rows: SPIn specification, "User Choice Request", "User Input Request", "Get Customer Signatures".

use crate::encode::Writer;
use crate::message::{Group, Items, Limit, alphanumeric, number, reference, text};
use crate::rule::{Rule, RuleError};
use crate::spin::Terminal;
use crate::syntax::xml::{Event, Reader};
use crate::table::request;
use crate::value::{Count, DecimalBuf, Secret, Text, codes};
use crate::{Options, Policy};

use super::Groups;

mod choice {
    use super::*;

    request! {
        /// Lets the customer choose from a menu; answered by
        /// [`Response::user_choice`](crate::spin::Response::user_choice).
        ///
        /// ```
        /// use tillwire::{Encode, spin::{Terminal, UserChoice}};
        ///
        /// let choices = ["Cash", "Card"];
        /// let choice = UserChoice::new(&Terminal::without_key("3")?, "Choose Payment Type:", &choices)?.with_timeout(30)?;
        /// let mut buffer = [0; 256];
        /// let bytes = choice.encode(&mut buffer).unwrap();
        /// let expected = "<request><RegisterId>3</RegisterId><UserChoice title=\"Choose Payment Type:\" count=\"2\" timeout=\"30\">\
        ///     <Choice>Cash</Choice><Choice>Card</Choice></UserChoice></request>";
        /// assert_eq!(std::str::from_utf8(bytes).unwrap(), expected);
        /// # Ok::<(), tillwire::RuleError>(())
        /// ```
        pub struct UserChoice<'a>, told by "UserChoice", with Menu<'a> {
            /// register, up to 50 letters, digits, `-` and `_`.
            "RegisterId" | "RegitsterId" => register_id: Text<'a>, with_register_id: &'a str [reference(50)],
            /// key of the register, up to 25 characters.
            "AuthKey" => auth_key: Secret<'a>, with_auth_key: &'a str [text(25)],
            /// terminal profile number, up to 12 letters and digits.
            "TPN" => tpn: Text<'a>, with_tpn: &'a str [alphanumeric(12)],
        }
    }
}
pub use choice::UserChoice;

/// What a [`UserChoice`] shows.
#[derive(Clone, Copy, Default)]
pub(crate) struct Menu<'a> {
    title: Option<&'a str>,
    choices: &'a [&'a str],
    timeout: Option<u32>,
}

impl Groups for Menu<'_> {
    fn write(&self, writer: &mut Writer<'_>) {
        let Some(title) = self.title else { return };
        writer.raw("<UserChoice");
        attribute(writer, "title", title);
        let count = i64::try_from(self.choices.len()).unwrap_or(i64::MAX);
        attribute(writer, "count", DecimalBuf::new(count, 0).as_str());
        if let Some(seconds) = self.timeout {
            attribute(writer, "timeout", DecimalBuf::new(seconds.into(), 0).as_str());
        }
        writer.raw(">");
        self.choices.iter().for_each(|choice| writer.element("Choice", choice));
        writer.end_tag("UserChoice");
    }

    fn owns(&self, name: &str) -> bool {
        self.title.is_some() && name == "UserChoice"
    }
}

fn attribute(writer: &mut Writer<'_>, name: &str, value: &str) {
    writer.raw(" ");
    writer.raw(name);
    writer.raw("=\"");
    writer.xml(value);
    writer.raw("\"");
}

/// The value of an attribute of the first tag of `element`, which was read before.
pub(super) fn attribute_of<'a>(element: Option<&'a str>, name: &str) -> Option<Text<'a>> {
    match Reader::over(element?, &Options::new(Policy::Tolerant), true).step() {
        Ok(Some(Event::Start(tag) | Event::Empty(tag))) => {
            tag.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
        }
        _ => None,
    }
}

fn checked(limit: Limit, name: &'static str, text: &str) -> Result<(), RuleError> {
    limit.check_text(text).map_err(|rule| RuleError::new(rule, name))
}

/// A choice of a menu.
impl<'a> Group<'a> for Text<'a> {
    fn within(content: &'a str) -> Self {
        Text::from_xml(content)
    }

    fn write(&self, writer: &mut Writer<'_>) {
        match self.as_str() {
            Some(text) => writer.xml(text),
            None => writer.raw(self.raw()),
        }
    }
}

impl<'a> UserChoice<'a> {
    /// A menu with a title of up to 100 characters, and at least one choice of up to 100.
    ///
    /// # Errors
    /// [`Rule::Count`] for an empty list, else the [`Rule`] that a text breaks.
    pub fn new(terminal: &Terminal<'a>, title: &'a str, choices: &'a [&'a str]) -> Result<Self, RuleError> {
        checked(text(100), "title", title)?;
        if choices.is_empty() {
            return Err(RuleError::new(Rule::Count, "Choice"));
        }
        choices.iter().try_for_each(|choice| checked(text(100), "Choice", choice))?;
        let mut request = Self::at(terminal);
        request.groups = Menu { title: Some(title), choices, timeout: None };
        Ok(request)
    }

    /// `timeout`: how many seconds the terminal waits for the customer, 1 to 720.
    ///
    /// # Errors
    /// [`Rule::OutOfRange`].
    pub fn with_timeout(mut self, seconds: u32) -> Result<Self, RuleError> {
        let checked = number(1, 720).check_number(seconds.into());
        checked.map_err(|rule| RuleError::new(rule, "timeout"))?;
        self.groups.timeout = Some(seconds);
        Ok(self)
    }

    /// `title`
    #[must_use]
    pub fn title(&self) -> Option<Text<'a>> {
        let built = self.groups.title.map(Text::new);
        built.or_else(|| attribute_of(self.rest.element("UserChoice"), "title"))
    }

    /// `timeout` in seconds.
    #[must_use]
    pub fn timeout(&self) -> Option<Count<'a>> {
        let built = self.groups.timeout.map(|seconds| Count::from_number(seconds.into()));
        built.or_else(|| attribute_of(self.rest.element("UserChoice"), "timeout").map(Count::from_text))
    }

    /// The choices, in order.
    pub fn choices(&self) -> impl Iterator<Item = Text<'a>> + Clone + use<'a> {
        let read = self
            .rest
            .content()
            .and_then(|content| Items::<Text<'a>>::within(content, "UserChoice", "Choice"));
        let built = self.groups.choices.iter().map(|choice| Text::new(choice));
        built.chain(read.into_iter().flatten())
    }
}

codes! {
    /// `type` of a [`UserInput`]: what may be entered.
    pub struct InputType, known as KnownInputType, compared Exact {
        /// Digits.
        NUMERIC = Numeric "n";
        /// Letters and digits.
        ALPHANUMERIC = Alphanumeric "an";
        /// Letters.
        ALPHA = Alpha "a";
        /// An amount of money.
        MONEY = Money "$n";
        /// Anything.
        INFO = Info "i";
    }
}

mod input {
    use super::*;

    request! {
        /// Lets the customer, or a waiter, enter something; answered by
        /// [`Response::user_input`](crate::spin::Response::user_input).
        ///
        /// ```
        /// use tillwire::{Encode, spin::{InputType, Terminal, UserInput}};
        ///
        /// let input = UserInput::new(&Terminal::without_key("3")?, "Enter phone", 10, InputType::NUMERIC)?;
        /// let mut buffer = [0; 256];
        /// let bytes = input.encode(&mut buffer).unwrap();
        /// let expected = "<request><RegisterId>3</RegisterId>\
        ///     <UserInput title=\"Enter phone\" maxlen=\"10\" type=\"n\"/></request>";
        /// assert_eq!(std::str::from_utf8(bytes).unwrap(), expected);
        /// # Ok::<(), tillwire::RuleError>(())
        /// ```
        pub struct UserInput<'a>, told by "UserInput", with Prompt<'a> {
            /// register, up to 50 letters, digits, `-` and `_`.
            "RegisterId" | "RegitsterId" => register_id: Text<'a>, with_register_id: &'a str [reference(50)],
            /// key of the register, up to 25 characters.
            "AuthKey" => auth_key: Secret<'a>, with_auth_key: &'a str [text(25)],
            /// terminal profile number, up to 12 letters and digits.
            "TPN" => tpn: Text<'a>, with_tpn: &'a str [alphanumeric(12)],
        }
    }
}
pub use input::UserInput;

/// What a [`UserInput`] asks.
#[derive(Clone, Copy, Default)]
pub(crate) struct Prompt<'a> {
    title: Option<&'a str>,
    max_len: u32,
    kind: &'a str,
}

impl Groups for Prompt<'_> {
    fn write(&self, writer: &mut Writer<'_>) {
        let Some(title) = self.title else { return };
        writer.raw("<UserInput");
        attribute(writer, "title", title);
        attribute(writer, "maxlen", DecimalBuf::new(self.max_len.into(), 0).as_str());
        attribute(writer, "type", self.kind);
        writer.raw("/>");
    }

    fn owns(&self, name: &str) -> bool {
        self.title.is_some() && name == "UserInput"
    }
}

impl<'a> UserInput<'a> {
    /// A prompt with a title of up to 100 characters, for up to `max_len` characters, at least one.
    ///
    /// # Errors
    /// The [`Rule`] that a value breaks.
    pub fn new(
        terminal: &Terminal<'a>,
        title: &'a str,
        max_len: u32,
        input_type: InputType<'_>,
    ) -> Result<Self, RuleError> {
        checked(text(100), "title", title)?;
        let range = number(1, i64::MAX).check_number(max_len.into());
        range.map_err(|rule| RuleError::new(rule, "maxlen"))?;
        let known = input_type.known().ok_or(RuleError::new(Rule::UnknownCode, "type"))?;
        let mut request = Self::at(terminal);
        request.groups = Prompt { title: Some(title), max_len, kind: known.as_str() };
        Ok(request)
    }

    /// `title`
    #[must_use]
    pub fn title(&self) -> Option<Text<'a>> {
        let built = self.groups.title.map(Text::new);
        built.or_else(|| attribute_of(self.rest.element("UserInput"), "title"))
    }

    /// `maxlen`: how many characters may be entered.
    #[must_use]
    pub fn max_len(&self) -> Option<Count<'a>> {
        let built = self.groups.title.map(|_| Count::from_number(self.groups.max_len.into()));
        built.or_else(|| attribute_of(self.rest.element("UserInput"), "maxlen").map(Count::from_text))
    }

    /// `type`: what may be entered.
    #[must_use]
    pub fn input_type(&self) -> Option<InputType<'a>> {
        let built = self.groups.title.map(|_| Text::new(self.groups.kind));
        built.or_else(|| attribute_of(self.rest.element("UserInput"), "type")).map(InputType::from)
    }
}

mod sign {
    use super::*;

    request! {
        /// Asks the customer for a signature; answered by [`Response::signature`](crate::spin::Response::signature).
        pub struct GetSign<'a>, told by "GetSign", with SignMark {
            /// register, up to 50 letters, digits, `-` and `_`.
            "RegisterId" | "RegitsterId" => register_id: Text<'a>, with_register_id: &'a str [reference(50)],
            /// key of the register, up to 25 characters.
            "AuthKey" => auth_key: Secret<'a>, with_auth_key: &'a str [text(25)],
            /// terminal profile number, up to 12 letters and digits.
            "TPN" => tpn: Text<'a>, with_tpn: &'a str [alphanumeric(12)],
        }
    }
}
pub use sign::GetSign;

/// `<GetSign/>`
#[derive(Clone, Copy, Default)]
pub(crate) struct SignMark(bool);

impl Groups for SignMark {
    fn write(&self, writer: &mut Writer<'_>) {
        if self.0 {
            writer.raw("<GetSign/>");
        }
    }

    fn owns(&self, name: &str) -> bool {
        self.0 && name == "GetSign"
    }
}

impl<'a> GetSign<'a> {
    /// Asks for a signature.
    pub fn new(terminal: &Terminal<'a>) -> Self {
        let mut request = Self::at(terminal);
        request.groups = SignMark(true);
        request
    }
}
