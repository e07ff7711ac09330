//! Answers of a terminal or of the proxy.

use core::fmt;

use crate::decode::{Decode, Options, Policy, WarningKind};
use crate::encode::{Encode, Writer};
use crate::error::{Error, ErrorKind};
use crate::message::{
    Built, Elements, Fields, List, Many, Shape, Slots, Source, Warnings, check_elements, debug_field,
};
use crate::syntax::xml::{Event, Reader};
use crate::table::message;
use crate::value::{Flag, Private, Secret, Text};

use super::{EmvData, ExtData, PaymentType, Receipt, ResultCode, Signature, TransReport, TransType};

message! {
    /// An answer: the `response` element, in an `xmp` element or alone.
    ///
    /// Decoding checks the whole document and notes where the fields stand; values are read when asked for. A field that is
    /// absent gives `None`; one that is present and empty gives an empty value. Fields that are not in the table are kept, see
    /// [`fields`](Self::fields). The rows are the "Response Fields Definitions" of the SPIn specification, section by section, then
    /// what was seen in the field.
    ///
    /// [`outcome`](Self::outcome) and [`advice`](Self::advice) say what the answer means for the money.
    ///
    /// ```
    /// use tillwire::{Advice, Decode, Outcome, spin::Response};
    ///
    /// let answer = b"<xmp><response><RefId>2</RefId><ResultCode>0</ResultCode><RespMSG>APPROVAL%20AXS156</RespMSG>\
    ///     <Message>Approved</Message><ExtData>Amount=1.00,AcntLast4=0049</ExtData></response></xmp>";
    /// let response = Response::decode(answer)?;
    /// assert_eq!((response.outcome(), response.advice()), (Outcome::Approved, Advice::Final));
    /// assert_eq!(response.ref_id().unwrap(), "2");
    /// assert_eq!(response.resp_msg().unwrap().percent_decoded(), "APPROVAL AXS156");
    /// let ext_data = response.ext_data().first().unwrap();
    /// assert_eq!(ext_data.amount().unwrap().cents(), Ok(100));
    /// assert_eq!(ext_data.account_last4().unwrap(), "0049");
    /// # Ok::<(), tillwire::Error>(())
    /// ```
    pub struct Response<'a>, builder ResponseBuilder {
        // Transaction Request, "Response Fields Definitions".
        /// echo of the request's reference, up to 50 characters.
        "RefId" => ref_id: Option<Text<'a>> [deciding],
        /// register, up to 50 characters.
        "RegisterId" | "RegitsterId" => register_id: Option<Text<'a>> [deciding],
        /// terminal profile number, echo of the request, 10 to 12 digits.
        "TPN" => tpn: Option<Text<'a>> [deciding],
        /// transaction number on the terminal.
        "TransNum" => trans_num: Option<Text<'a>> [deciding],
        /// invoice number.
        "InvNum" => inv_num: Option<Text<'a>> [deciding],
        /// 0 approved or succeeded, 1 declined or failed at the terminal, 2 failed at the proxy.
        "ResultCode" => result_code: Option<ResultCode<'a>> [deciding],
        /// text of the proxy or terminal, percent-encoded by some builds: see [`Text::percent_decoded`].
        "RespMSG" => resp_msg: Option<Text<'a>> [deciding],
        /// text of the proxy or terminal.
        "Message" => message: Option<Text<'a>> [deciding],
        /// authorization code of the processor.
        "AuthCode" => auth_code: Option<Text<'a>> [deciding],
        /// reference of the payment network.
        "PNRef" => pn_ref: Option<Text<'a>> [deciding],
        /// payment type used, which may differ from the one asked for.
        "PaymentType" => payment_type: Option<PaymentType<'a>>,
        /// whether the transaction has been voided: true or false.
        "Voided" => voided: Option<Flag<'a>> [deciding],
        /// type of the transaction performed; a void answers `Void Sale`.
        "TransType" => trans_type: Option<TransType<'a>> [deciding],
        /// serial number of the terminal.
        "SN" => serial_number: Option<Text<'a>>,
        /// additional transaction data; one for each application in a settlement.
        "ExtData" => ext_data: Many<'a, ExtData<'a>>,
        /// additional data of a chip transaction.
        "EMVData" => emv_data: Option<EmvData<'a>>,
        /// signature: a black-and-white bitmap in base64.
        "Sign" => signature: Option<Signature<'a>>,
        /// token of card number and expiry date, for transactions by the gateway.
        "iPOSToken" => ipos_token: Option<Secret<'a>>,

        // User Choice Request, User Input Request, Batch Report Request: "Response Fields Definitions".
        /// what the customer chose.
        "UserChoice" => user_choice: Option<Private<'a>>,
        /// what the customer entered.
        "UserInput" => user_input: Option<Private<'a>>,
        /// report of the open batch; one for each application.
        "TransReport" => trans_report: Many<'a, TransReport<'a>>,

        // Seen in the field.
        /// token of the processor, for the card on file.
        "Token" => token: Option<Secret<'a>>,
        /// how the cardholder was verified: a small number.
        "CVMResult" => cvm_result: Option<Text<'a>>,
        /// receipts, where the request asked for them.
        "Receipt" => receipt: Option<Receipt<'a>>,
        /// response code of the host.
        "HostResponseCode" => host_response_code: Option<Text<'a>> [deciding],
        /// text of the host.
        "HostResponseMessage" => host_response_message: Option<Text<'a>>,
        /// further data of the host.
        "HostSpecific" => host_specific: Option<Private<'a>>,
        /// merchant.
        "MerchantId" => merchant_id: Option<Text<'a>>,
        /// name of the merchant.
        "MerchantName" => merchant_name: Option<Text<'a>>,
        /// records of a report, in older builds.
        "Records" => records: Option<Private<'a>>,
        /// ticket chosen in table mode; -1 is none.
        "ID" => id: Option<Text<'a>> [deciding],
        /// model of the terminal.
        "Model" => model: Option<Text<'a>>,
        /// terminal.
        "TerminalId" => terminal_id: Option<Text<'a>>,
        /// serial number of the terminal, in a second field.
        "SerialNo" => serial_no: Option<Text<'a>>,
    }
}

impl<'a> Response<'a> {
    /// All fields as they came, unknown ones among them.
    #[must_use]
    pub fn fields(&self) -> Fields<'a> {
        Fields::new(self.source, &FIELDS)
    }

    /// What was forgiven while reading, see [`Policy`]. Reading again costs nothing unless asked for.
    #[must_use]
    pub fn warnings(&self) -> Warnings<'a> {
        Warnings::new(self.source, &FIELDS, "response")
    }

    /// Where a text of this answer starts in the input, in bytes; `None` for a text from elsewhere.
    #[must_use]
    pub fn offset_of(&self, text: Text<'_>) -> Option<usize> {
        self.source.offset_of(text.raw())
    }

    /// Whether a deciding field was repaired, or came again with another value.
    pub(super) fn has_conflict(&self) -> bool {
        self.slots.conflict || self.ext_data().any(|ext_data| ext_data.has_conflict())
    }

    fn read(text: &'a str, options: &Options, repair: bool) -> Result<Self, Error> {
        let mut reader = Reader::over(text, options, repair);
        let mut slots = Slots::EMPTY;
        let (mut content, mut wrapped) = (None, false);
        while let Some(event) = reader.step_over_blanks()? {
            match event {
                // Nothing but one `response` in an `xmp`, or alone.
                Event::Start(tag) if tag.name() == "xmp" && reader.depth() == 1 => wrapped = true,
                Event::Start(tag) if tag.name() == "response" && content.is_none() => {
                    let start = reader.at();
                    slots.fill(&mut reader, &NAMES, &FIELDS, options)?;
                    content = Some(start..reader.offset());
                }
                Event::Empty(tag) if tag.name() == "response" && content.is_none() => {
                    content = Some(reader.at()..reader.at());
                }
                Event::Start(_) | Event::Empty(_) => {
                    return Err(Error::new(ErrorKind::UnexpectedElement, reader.offset()));
                }
                Event::Text(text) => reader.stray(text.raw())?,
                Event::CData(text) => reader.stray(text)?,
                _ => {}
            }
        }
        match content {
            Some(content) => Ok(Self {
                source: Source { text, content: content.into(), names: &NAMES, repair, wrapped },
                slots,
            }),
            None => Err(Error::new(ErrorKind::UnexpectedElement, 0)),
        }
    }

    /// The error at the byte where a `<` was lost, where that is why it was seen at a later tag.
    #[cold]
    fn at_lost_bracket(text: &'a str, options: &Options, error: Error) -> Error {
        let tolerant = Options { policy: Policy::Tolerant, ..*options };
        let lost = Self::read(text, &tolerant, true).ok().and_then(|response| {
            let mut lost = response.warnings().filter(|warning| warning.kind() == WarningKind::LostBracket);
            lost.find(|warning| warning.offset() < error.offset())
        });
        match lost {
            Some(lost) => Error::new(ErrorKind::MismatchedEndTag, lost.offset()).in_optional(lost.field()),
            None => error,
        }
    }

    /// Looks into reports that are made of elements, and under [`Policy::Strict`] into lists.
    fn check_inside(&self, options: &Options) -> Result<(), Error> {
        if matches!(options.policy, Policy::Tolerant) && self.trans_report().is_empty() {
            return Ok(());
        }
        for field in self.fields() {
            let raw = field.text().raw();
            let start = self.source.offset_of(raw).unwrap_or_default();
            match field.field().map(|row| row.shape) {
                Some(Shape::PairsOrElements { elements, .. }) if raw.as_bytes().contains(&b'<') => {
                    check_elements(&self.source, start..start.saturating_add(raw.len()), elements, options)?;
                }
                Some(Shape::Pairs(fields) | Shape::PairsOrElements { pairs: fields, .. })
                    if matches!(options.policy, Policy::Strict) =>
                {
                    List::new(field.text()).check_repeats(fields).map_err(|error| error.lifted(start))?;
                }
                _ => {}
            }
        }
        Ok(())
    }
}

impl<'a> Decode<'a> for Response<'a> {
    /// # Errors
    /// Input that is no XML document, or whose root is neither `response` nor an `xmp` with one `response` in it, or that has a defect
    /// which the policy does not forgive. [`ErrorKind::Html`] for an HTML page, [`ErrorKind::NotProtocol`] for other text, which
    /// [`Answer`](super::Answer) knows some of.
    fn decode_with(input: &'a [u8], options: &Options) -> Result<Self, Error> {
        let text = Reader::check(input, options)?;
        let response = match (Self::read(text, options, false), options.policy) {
            // What is well-formed is read as the standard says; only then is a lost `<` looked for.
            (Err(error), Policy::Tolerant) => Self::read(text, options, true).map_err(|_| error)?,
            (Err(error), Policy::Strict) => return Err(Self::at_lost_bracket(text, options, error)),
            (Ok(response), _) => response,
        };
        response.check_inside(options).map(|()| response)
    }
}

/// Writes the answer as it came: the same fields in the same order, unknown ones too, and with the same defects.
impl Encode for Response<'_> {
    fn write_to(&self, writer: &mut Writer<'_>) {
        writer.raw(if self.source.wrapped { OPEN } else { "<response>" });
        writer.raw(self.source.content());
        writer.raw(if self.source.wrapped { CLOSE } else { "</response>" });
    }
}

const _: () = assert!(size_of::<Response<'_>>() <= 352);

const OPEN: &str = "<xmp><response>";
const CLOSE: &str = "</response></xmp>";

impl<'a> ResponseBuilder<'a> {
    /// The answer, ready to be written.
    ///
    /// ```
    /// use tillwire::{Decode, Encode, spin::{Response, ResponseBuilder}};
    ///
    /// let answer = ResponseBuilder::new().ref_id("7&8").result_code("0").message("Approved").build()?;
    /// let mut buffer = [0; 256];
    /// let bytes = answer.encode(&mut buffer).unwrap();
    /// assert_eq!(Response::decode(bytes)?.ref_id().unwrap(), "7&8");
    /// # Ok::<(), tillwire::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InvalidChar`] for a control character that XML cannot hold, [`ErrorKind::InvalidName`] for an additional field
    /// whose name is no XML name.
    pub fn build(self) -> Result<Built<Self>, Error> {
        self.check()?;
        Ok(Built { builder: self, open: OPEN, close: CLOSE })
    }
}

/// Equal in all fields, their order, and what was repaired.
impl PartialEq for Response<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.slots.conflict == other.slots.conflict && self.fields().eq(other.fields())
    }
}

/// Prints the outcome and the fields: secrets redacted, personal and unknown ones as their length.
impl fmt::Debug for Response<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Response");
        debug.field("outcome", &self.outcome());
        for field in self.fields() {
            debug_field(&mut debug, &field);
        }
        debug.finish()
    }
}
