//! The ways in which a request travels: query, body, Bluetooth, serial line.

use core::fmt;

use crate::encode::{Encode, Writer};
use crate::error::{BufferTooSmall, Error, ErrorKind};
use crate::rule::{Rule, RuleError};
use crate::spin::request::Ask;
use crate::syntax::search::find;
use crate::value::Text;

/// Where requests are sent to: the address of a proxy or of a terminal, up to the folder of its pages.
///
/// ```
/// use tillwire::{Dollars, spin::{Endpoint, PaymentType, Sale, Terminal}};
///
/// let terminal = Terminal::by_register("1103024", "ulHLsaxfbg")?;
/// let sale = Sale::new(&terminal, PaymentType::CREDIT, "61", Dollars::from_cents(1000))?;
/// let mut buffer = [0; 1024];
/// let url = Endpoint::TEST.get(&sale, &mut buffer).unwrap();
/// assert_eq!(url.to_string(), "https://test.spinpos.net/spin/cgi.html?TerminalTransaction=[249 bytes]");
/// assert!(url.expose().ends_with("%3CAuthKey%3EulHLsaxfbg%3C%2FAuthKey%3E%3C%2Frequest%3E"));
/// assert!(url.target().starts_with("/spin/cgi.html?TerminalTransaction=%3Crequest%3E"));
/// # Ok::<(), tillwire::RuleError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
#[must_use]
pub struct Endpoint<'a> {
    base: &'a str,
    max_len: usize,
}

impl<'a> Endpoint<'a> {
    /// The vendor's proxy: `https://spinpos.net/spin`.
    pub const LIVE: Self = Self { base: "https://spinpos.net/spin", max_len: Self::MAX_LEN };

    /// The vendor's test proxy: `https://test.spinpos.net/spin`.
    pub const TEST: Self = Self { base: "https://test.spinpos.net/spin", max_len: Self::MAX_LEN };

    /// The longest URL that [`get`](Self::get) writes unless told otherwise: 8,000 bytes, which every server should take
    /// (RFC 9110, 4.1). Longer requests are sent as [`post`](Self::post_address).
    pub const MAX_LEN: usize = 8000;

    /// The longest URL that the `http` crate takes.
    pub const MAX_LEN_OF_HTTP: usize = 65_534;

    /// Another address, up to the folder in which `cgi.html` is: `http://192.168.0.20:9000/spin` for a terminal in the local network
    /// (older ones have no `/spin`).
    ///
    /// # Errors
    /// [`Rule::Address`] for one that does not start with `http://` or `https://`, that has no host, that ends with `/`, or that
    /// holds anything but printable ASCII, or a `?` or `#`.
    pub fn new(base: &'a str) -> Result<Self, RuleError> {
        let host = base.strip_prefix("https://").or_else(|| base.strip_prefix("http://")).unwrap_or_default();
        let odd = |byte: u8| {
            !byte.is_ascii_graphic() || matches!(byte, b'?' | b'#' | b'@' | b'<' | b'>' | b'"' | b'\\')
        };
        if host.is_empty() || host.starts_with('/') || base.ends_with('/') || base.bytes().any(odd) {
            return Err(RuleError::new(Rule::Address, ""));
        }
        Ok(Self { base, max_len: Self::MAX_LEN })
    }

    /// The same with another longest URL.
    pub const fn with_max_len(self, max_len: usize) -> Self {
        Self { max_len, ..self }
    }

    /// Writes the URL of a GET request to the start of `buffer`: `cgi.html?TerminalTransaction=…`, for a printout
    /// `cgi.html?Printer=…`. Percent-encoded in the same pass; a blank is `%20`.
    ///
    /// # Errors
    /// [`UrlError::TooLong`] for more than the longest URL, [`UrlError::NoRoom`] for a buffer that is too small. The buffer is zeroed
    /// then.
    pub fn get<'b, R: Encode + Ask>(&self, request: &R, buffer: &'b mut [u8]) -> Result<Url<'b>, UrlError> {
        let mut writer = Writer::new(buffer);
        writer.raw(self.base);
        writer.raw("/cgi.html?");
        writer.raw(R::PARAMETER.as_str());
        writer.raw("=");
        let value = writer.len();
        writer.percent_encoded(|writer| request.write_to(writer));
        Url::finish(self.base, value, writer.len(), self.max_len, buffer)
    }

    /// Where a request is posted to, as it is [encoded](Encode::encode), with the content type
    /// [`CONTENT_TYPE`](Self::CONTENT_TYPE): `…/Transaction`.
    pub fn post_address(&self) -> Address<'a> {
        Address { base: self.base, page: "/Transaction", parameter: "", value: Text::new("") }
    }

    /// The content type of a posted request.
    pub const CONTENT_TYPE: &'static str = "application/xml";

    /// Asks whether the terminal of a register is connected; answered by a [`LinkState`](crate::spin::LinkState).
    pub fn terminal_status_by_register(&self, register_id: &'a str) -> Address<'a> {
        self.status("/GetTerminalStatus?", "RegisterID=", register_id)
    }

    /// Asks whether a terminal is connected; answered by a [`LinkState`](crate::spin::LinkState).
    pub fn terminal_status_by_tpn(&self, tpn: &'a str) -> Address<'a> {
        self.status("/GetTerminalStatus?", "tpn=", tpn)
    }

    /// Asks whether a transaction is in progress; answered by a [`LinkState`](crate::spin::LinkState).
    pub fn processing_status(&self, register_id: &'a str) -> Address<'a> {
        self.status("/cgi.html?GetProcessingStatus&", "RegisterID=", register_id)
    }

    const fn status(&self, page: &'static str, parameter: &'static str, value: &'a str) -> Address<'a> {
        Address { base: self.base, page, parameter, value: Text::new(value) }
    }
}

impl fmt::Debug for Endpoint<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endpoint")
            .field("base", &Text::new(self.base))
            .field("max_len", &self.max_len)
            .finish()
    }
}

/// A URL without a secret: `Display` and [`Encode`] write it.
///
/// ```
/// use tillwire::spin::Endpoint;
/// let address = Endpoint::LIVE.terminal_status_by_tpn("123456789123");
/// assert_eq!(address.to_string(), "https://spinpos.net/spin/GetTerminalStatus?tpn=123456789123");
/// assert_eq!(Endpoint::LIVE.post_address().to_string(), "https://spinpos.net/spin/Transaction");
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Address<'a> {
    base: &'a str,
    page: &'static str,
    parameter: &'static str,
    value: Text<'a>,
}

impl Encode for Address<'_> {
    fn write_to(&self, writer: &mut Writer<'_>) {
        writer.raw(self.base);
        writer.raw(self.page);
        writer.raw(self.parameter);
        writer.percent_encoded(|writer| writer.raw(self.value.raw()));
    }
}

impl fmt::Display for Address<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.base)?;
        f.write_str(self.page)?;
        f.write_str(self.parameter)?;
        for c in self.value.chars() {
            let mut bytes = [0; 4];
            let mut encoded = [0; 12];
            let mut writer = Writer::new(&mut encoded);
            writer.percent_encoded(|writer| writer.raw(c.encode_utf8(&mut bytes)));
            let len = writer.len();
            let written = encoded.get(..len).unwrap_or_default();
            f.write_str(core::str::from_utf8(written).unwrap_or_default())?;
        }
        Ok(())
    }
}

impl fmt::Debug for Address<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({self})")
    }
}

/// Why a URL was not written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UrlError {
    /// It is longer than the [`Endpoint`] allows: post the request instead.
    TooLong {
        /// Its length.
        len: usize,
        /// The longest that is allowed.
        max: usize,
    },
    /// The buffer has no room for it.
    NoRoom(BufferTooSmall),
}

impl fmt::Display for UrlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong { len, max } => write!(f, "URL of {len} bytes, expected at most {max}"),
            Self::NoRoom(error) => error.fmt(f),
        }
    }
}

impl core::error::Error for UrlError {}

/// The URL of a GET request, with the key in it. `Display` and `Debug` print the address and the length of the rest.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Url<'b> {
    text: &'b str,
    /// Where the path starts.
    path: usize,
    /// Where the request starts.
    value: usize,
}

impl<'b> Url<'b> {
    fn finish(
        base: &str,
        value: usize,
        len: usize,
        max: usize,
        buffer: &'b mut [u8],
    ) -> Result<Self, UrlError> {
        let error = if len > max {
            Some(UrlError::TooLong { len, max })
        } else if len > buffer.len() {
            Some(UrlError::NoRoom(BufferTooSmall { needed: len }))
        } else {
            None
        };
        if let Some(error) = error {
            buffer.fill(0);
            return Err(error);
        }
        let written: &'b [u8] = buffer;
        let text = core::str::from_utf8(written.get(..len).unwrap_or_default()).unwrap_or_default();
        let host = find(base, "://").map_or(0, |at| at.saturating_add(3));
        let path = base.get(host..).and_then(|rest| find(rest, "/"));
        Ok(Self { text, path: path.map_or(base.len(), |path| host.saturating_add(path)), value })
    }

    /// The whole URL, the key in it.
    #[must_use]
    pub const fn expose(&self) -> &'b str {
        self.text
    }

    /// Path and query, as they stand in the first line of an HTTP request; the key is in it.
    #[must_use]
    pub fn target(&self) -> &'b str {
        self.text.get(self.path..).unwrap_or_default()
    }

    /// Host and port.
    #[must_use]
    pub fn host(&self) -> &'b str {
        let before = self.text.get(..self.path).unwrap_or_default();
        let start = find(before, "://").map_or(0, |at| at.saturating_add(3));
        before.get(start..).unwrap_or_default()
    }
}

impl fmt::Display for Url<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text.get(..self.value).unwrap_or_default())?;
        write!(f, "[{} bytes]", self.text.len().saturating_sub(self.value))
    }
}

impl fmt::Debug for Url<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Url({self})")
    }
}

/// The query parameters that carry requests.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum Parameter {
    /// Transactions, and whatever is no printout.
    TerminalTransaction,
    /// Printouts.
    Printer,
}

impl Parameter {
    /// The one that carries a request told by the field `told`.
    pub(crate) const fn of(told: &str) -> Self {
        match told.as_bytes() {
            b"printer" => Self::Printer,
            _ => Self::TerminalTransaction,
        }
    }

    /// Its name, the case of which counts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TerminalTransaction => "TerminalTransaction",
            Self::Printer => "Printer",
        }
    }
}

/// A request as it is sent over something else than HTTP.
///
/// ```
/// use tillwire::{Encode, spin::{Framed, ReportType, Report, Terminal}};
///
/// let report = Report::new(&Terminal::without_key("3")?, ReportType::DAILY)?;
/// let mut buffer = [0; 256];
/// let bytes = Framed::bluetooth(report).encode(&mut buffer).unwrap();
/// assert!(bytes.starts_with(b"TerminalTransaction=<request>") && bytes.ends_with(b"</request>\0"));
/// let bytes = Framed::serial(report).encode(&mut buffer).unwrap();
/// assert!(bytes.starts_with(b"<request>") && bytes.ends_with(b"</request>\r\n"));
/// # Ok::<(), tillwire::RuleError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Framed<R> {
    request: R,
    parameter: Option<Parameter>,
    end: &'static str,
}

impl<R: Encode + Ask> Framed<R> {
    /// For Bluetooth: the name of the parameter, `=`, the request as it is, a NUL. A NUL alone, every three seconds, keeps the
    /// connection alive.
    pub const fn bluetooth(request: R) -> Self {
        Self { request, parameter: Some(R::PARAMETER), end: "\0" }
    }

    /// For a serial line over USB: the request and CR LF. In the field it is written in pieces of 256 bytes with pauses of 10 ms, at
    /// 115200 baud.
    pub const fn serial(request: R) -> Self {
        Self { request, parameter: None, end: "\r\n" }
    }
}

impl<R: Encode> Encode for Framed<R> {
    fn write_to(&self, writer: &mut Writer<'_>) {
        if let Some(parameter) = self.parameter {
            writer.raw(parameter.as_str());
            writer.raw("=");
        }
        self.request.write_to(writer);
        writer.raw(self.end);
    }
}

/// Takes a request out of a URL, the target of an HTTP request, a query, or the Bluetooth form, and writes it to the start of `buffer`,
/// ready to be decoded. The length of the input is always room enough.
///
/// Whatever the client escaped is read: `%XX` in either case of the digits, `+` for a blank, and reserved characters that stand as they
/// are; a `%` without two digits stands for itself. Since clients send references unescaped (`&amp;`), the request goes on to the end of
/// the input; blanks and NULs after it are left out. Where the parameter stands twice, the first counts.
///
/// ```
/// use tillwire::{Decode, spin::{Parameter, Report, read_query}};
///
/// let url = b"http://10.0.0.7:9000/spin/cgi.html?TerminalTransaction=<request>%0D%0A++<TransType>Report</TransType>\
///     %3CRegisterId%3e3</RegisterId></request>";
/// let mut buffer = [0; 256];
/// let (parameter, request) = read_query(url, &mut buffer)?;
/// assert_eq!(parameter, Parameter::TerminalTransaction);
/// assert_eq!(Report::decode(request)?.register_id().unwrap(), "3");
/// # Ok::<(), tillwire::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::NotProtocol`] where no such parameter is, [`ErrorKind::TooLong`] at the first byte for which the buffer has no room;
/// the buffer is zeroed then.
pub fn read_query<'b>(input: &[u8], buffer: &'b mut [u8]) -> Result<(Parameter, &'b [u8]), Error> {
    let (parameter, start) = find_parameter(input).ok_or(Error::new(ErrorKind::NotProtocol, 0))?;
    let value = input.get(start..).unwrap_or_default();
    let value = value.trim_ascii_end();
    let end = value.iter().rposition(|&byte| byte != 0).map_or(0, |last| last.saturating_add(1));
    let mut rest = value.get(..end).unwrap_or_default().trim_ascii_end();
    let mut len = 0_usize;
    while let Some((&first, after)) = rest.split_first() {
        let (byte, after) = match (first, after) {
            (b'+', after) => (b' ', after),
            (b'%', [high, low, past @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => (high << 4 | low, past),
                _ => (first, after),
            },
            _ => (first, after),
        };
        match buffer.get_mut(len) {
            Some(place) => *place = byte,
            None => {
                buffer.fill(0);
                return Err(Error::new(ErrorKind::TooLong, input.len().saturating_sub(rest.len())));
            }
        }
        len = len.saturating_add(1);
        rest = after;
    }
    Ok((parameter, buffer.get(..len).unwrap_or_default()))
}

/// The parameter, and where its value starts.
fn find_parameter(input: &[u8]) -> Option<(Parameter, usize)> {
    // A request does not come before the `=` of its parameter.
    let head = input.iter().position(|&byte| byte == b'=' || byte == b'<').unwrap_or(input.len());
    let mut start = input
        .get(..head)?
        .iter()
        .rposition(|&byte| matches!(byte, b'?' | b'&'))
        .map_or(0, |place| place.saturating_add(1));
    loop {
        let rest = input.get(start..)?;
        for parameter in [Parameter::TerminalTransaction, Parameter::Printer] {
            let after = rest.strip_prefix(parameter.as_str().as_bytes());
            if after.is_some_and(|after| after.starts_with(b"=")) {
                return Some((parameter, start.saturating_add(parameter.as_str().len()).saturating_add(1)));
            }
        }
        let next = rest.iter().position(|&byte| byte == b'&')?;
        start = start.saturating_add(next).saturating_add(1);
    }
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}
