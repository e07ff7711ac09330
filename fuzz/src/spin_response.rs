//! Answers of a terminal.

use tillwire::spin::{Answer, Response};
use tillwire::xml::{Event, Reader};
use tillwire::{
    Asked, Decode, Encode, Error, ErrorKind, Match, Options, Outcome, Policy, Text, Value, WarningKind,
};

use crate::{allocations, oracle, peers};

/// An answer of a terminal, as it came.
///
/// - Reading, looking at everything and printing it allocates nothing, gives parts of the input, places inside it, in order, and the
///   same every time.
/// - What `Strict` accepts, `Tolerant` reads alike and has nothing to say of; what `Tolerant` has nothing to say of, `Strict` accepts.
/// - What was read is written, read again as equal with the same verdict, and written as the same bytes. The length is known
///   beforehand, and every shorter buffer is refused with the same need and zeroed.
/// - What `Strict` accepts, other XML readers accept, and see the same fields in it.
/// - An error that more input cannot cure stays what it is, whatever follows.
/// - No proper prefix of an answer is good news: see `prefixes`.
///
/// # Panics
/// Where one of these does not hold.
pub fn spin_response(data: &[u8]) {
    let tolerant = looked_at(data, Policy::Tolerant);
    let strict = looked_at(data, Policy::Strict);
    policies(&tolerant, &strict);
    reader(data);
    if let Ok(response) = &strict {
        peers::agree(data, response);
    }
    if let Ok(response) = &tolerant {
        written_again(response);
        prefixes(data, response);
    }
}

/// Whether something was done or approved.
pub(crate) fn is_good(outcome: Outcome) -> bool {
    use Outcome::{Approved, ApprovedOffline, PartiallyApproved, Succeeded, Voided};
    matches!(outcome, Approved | ApprovedOffline | PartiallyApproved | Succeeded | Voided)
}

fn looked_at(data: &[u8], policy: Policy) -> Result<Response<'_>, Error> {
    allocations::none(|| {
        let options = Options::new(policy);
        let result = Response::decode_with(data, &options);
        assert!(result == Response::decode_with(data, &options), "read twice, read differently");
        match &result {
            // What both policies read is the same, see `policies`.
            Ok(response) if policy == Policy::Tolerant => look_at(data, response),
            Ok(_) => {}
            Err(error) => oracle::error(data, error),
        }
        match (Answer::decode_with(data, &options), &result) {
            (Ok(Answer::Response(answer)), Ok(response)) => assert!(answer == *response),
            (Ok(Answer::Link(_)), Err(error)) => assert_eq!(error.kind(), ErrorKind::NotProtocol),
            (Err(answer), Err(response)) => assert_eq!(answer, *response),
            _ => panic!("an answer and its response differ"),
        }
        result
    })
}

fn look_at(data: &[u8], response: &Response<'_>) {
    let mut count = 0;
    let mut last = 0;
    for field in response.fields() {
        let at = oracle::place(data, field.name());
        assert_eq!(at, field.offset() + 1, "a field's name follows its `<`");
        assert!(count == 0 || field.offset() > last, "fields out of order");
        last = field.offset();
        oracle::text(data, field.text());
        assert_eq!(response.offset_of(field.text()), Some(oracle::place(data, field.text().raw())));
        count += 1;
        assert!(count <= data.len());
    }
    accessors(data, response);
    lists(data, response);
    warnings(data, response);

    let verdict = response.verdict();
    assert_eq!(verdict, response.verdict());
    assert_eq!((verdict.outcome, verdict.advice), (response.outcome(), response.advice()));
    if response.result_code().is_none() {
        assert!(!is_good(verdict.outcome), "no code, no approval");
    }
    let reference = response.ref_id().and_then(|text| text.as_str());
    let answers = response.answers(&Asked { reference, register: Some("\u{1}"), amount: None });
    assert_eq!(answers.reference, if reference.is_some() { Match::Same } else { Match::Absent });
    assert!(answers.register != Match::Same && answers.amount == Match::Absent);

    let most = oracle::most_output(data);
    oracle::bounded(most, format_args!("{response:?}"));
    oracle::bounded(most, format_args!("{:?}", response.fields()));
    oracle::bounded(most, format_args!("{:?}", response.emv_data()));
    oracle::bounded(most, format_args!("{:?}", response.receipt()));
    oracle::bounded(192, format_args!("{} {}", verdict.outcome, verdict.advice));
}

type Accessor = for<'a> fn(&Response<'a>) -> Option<Text<'a>>;

macro_rules! accessors {
    ($($name:literal => $field:ident $($first:ident)?,)*) => {
        /// The name of each field, and the text that its accessor gives.
        const ACCESSORS: &[(&str, Accessor)] =
            &[$(($name, |response| response.$field()$(.$first())?.map(|value| value.text())),)*];
    };
}

accessors! {
    "RefId" => ref_id,
    "RegisterId" => register_id,
    "TPN" => tpn,
    "TransNum" => trans_num,
    "InvNum" => inv_num,
    "ResultCode" => result_code,
    "RespMSG" => resp_msg,
    "Message" => message,
    "AuthCode" => auth_code,
    "PNRef" => pn_ref,
    "PaymentType" => payment_type,
    "Voided" => voided,
    "TransType" => trans_type,
    "SN" => serial_number,
    "ExtData" => ext_data first,
    "EMVData" => emv_data,
    "Sign" => signature,
    "iPOSToken" => ipos_token,
    "UserChoice" => user_choice,
    "UserInput" => user_input,
    "TransReport" => trans_report first,
    "Token" => token,
    "CVMResult" => cvm_result,
    "Receipt" => receipt,
    "HostResponseCode" => host_response_code,
    "HostResponseMessage" => host_response_message,
    "HostSpecific" => host_specific,
    "MerchantId" => merchant_id,
    "MerchantName" => merchant_name,
    "Records" => records,
    "ID" => id,
    "Model" => model,
    "TerminalId" => terminal_id,
    "SerialNo" => serial_no,
}

/// Each accessor gives the first field of its name.
fn accessors(data: &[u8], response: &Response<'_>) {
    let mut firsts = [None; ACCESSORS.len()];
    for field in response.fields() {
        let row = field.field().and_then(|row| ACCESSORS.iter().position(|accessor| accessor.0 == row.name));
        if let Some(first) = row.and_then(|row| firsts.get_mut(row)) {
            first.get_or_insert(field.text());
        }
    }
    for ((name, accessor), first) in ACCESSORS.iter().zip(firsts) {
        let found = accessor(response).map(|text| oracle::place(data, text.raw()));
        assert_eq!(found, first.map(|text| oracle::place(data, text.raw())), "{name}");
    }
}

/// The lists in fields.
fn lists(data: &[u8], response: &Response<'_>) {
    let named = |name| move |field: &tillwire::spin::FieldText<'_>| field.name() == name;
    assert!(response.ext_data().count() == response.fields().filter(named("ExtData")).count());
    for (ext_data, field) in response.ext_data().zip(response.fields().filter(named("ExtData"))) {
        assert_eq!(oracle::place(data, ext_data.text().raw()), oracle::place(data, field.text().raw()));
        crate::extdata::list(data, &ext_data);
    }
    assert!(response.trans_report().count() == response.fields().filter(named("TransReport")).count());
    for report in response.trans_report() {
        let most = oracle::most_output(data);
        oracle::bounded(most, format_args!("{report:?}"));
        report.summary().entries().for_each(|entry| oracle::text(data, entry.key()));
        let Some(daily) = report.daily() else { continue };
        assert!(report.text().raw().contains('<'));
        for transaction in daily.transactions() {
            oracle::bounded(most, format_args!("{transaction:?}"));
            transaction.entries().for_each(|entry| oracle::text(data, entry.key()));
        }
        let texts =
            [daily.app(), daily.transaction_count(), daily.total_amount().map(|amount| amount.text())];
        texts.into_iter().flatten().for_each(|text| oracle::text(data, text));
    }
    for entry in response.emv_data().into_iter().flat_map(|emv_data| emv_data.entries()) {
        oracle::text(data, entry.key());
    }
    for entry in response.receipt().into_iter().flat_map(|receipt| receipt.entries()) {
        oracle::text(data, entry.key());
    }
}

fn warnings(data: &[u8], response: &Response<'_>) {
    let mut count = 0;
    let mut last = 0;
    for warning in response.warnings() {
        assert!(warning.offset() < data.len(), "{warning} of {} bytes", data.len());
        assert!(warning.offset() >= last, "warnings out of order: {warning} after byte {last}");
        last = warning.offset();
        oracle::bounded(192, format_args!("{warning} {warning:?}"));
        count += 1;
        assert!(count <= data.len());
    }
    assert!(response.warnings().eq(response.warnings()));
}

/// What each policy makes of the same bytes.
fn policies(tolerant: &Result<Response<'_>, Error>, strict: &Result<Response<'_>, Error>) {
    match (tolerant, strict) {
        (Ok(tolerant), Ok(strict)) => {
            assert!(
                tolerant == strict && tolerant.verdict() == strict.verdict(),
                "the policies read differently"
            );
            let places =
                |response: &Response<'_>| response.fields().map(|field| field.offset()).sum::<usize>();
            assert_eq!(places(tolerant), places(strict));
            assert_eq!(tolerant.warnings().next(), None, "Strict let a defect pass");
        }
        (Ok(tolerant), Err(error)) => {
            assert!(tolerant.warnings().next().is_some(), "Tolerant is silent, Strict says {error}");
        }
        (Err(error), Ok(_)) => panic!("Strict accepts, Tolerant says {error}"),
        (Err(_), Err(_)) => {}
    }
}

/// What was read is written, and read again.
fn written_again(response: &Response<'_>) {
    let len = response.encoded_len();
    let mut written = vec![0xa5; len + 8];
    let mut second = vec![0xa5; len];
    allocations::none(|| {
        let bytes = response.encode(&mut written).expect("there is room");
        assert_eq!(bytes.len(), len);
    });
    assert_eq!(written.split_off(len), [0xa5; 8], "written past the end");
    allocations::none(|| {
        let again = Response::decode(&written).expect("what was written is read");
        assert!(again == *response, "what was written is read differently");
        assert_eq!(again.verdict(), response.verdict());
        for short in [0, 1, 2, len / 3, len / 2, len - 1] {
            second.fill(0xa5);
            let error = again.encode(&mut second[..short]).expect_err("there is no room");
            assert_eq!(error.needed, len);
            assert!(second[..short].iter().all(|&byte| byte == 0), "half a message is left");
            assert!(second[short..].iter().all(|&byte| byte == 0xa5));
        }
        assert_eq!(again.encode(&mut second).expect("there is room"), written);
    });
}

/// No proper prefix of an answer that was read is good news, unless nothing that it lacks says anything: trailing blanks, NULs, comments
/// and instructions.
///
/// One prefix may be: that which ends in an end tag of the root whose `<` was lost, where the answer goes on after it.
///
/// What is read ends in a tag, and blanks or NULs after it; so it is enough to cut after each `>`.
fn prefixes(data: &[u8], whole: &Response<'_>) {
    let end = data.iter().rposition(|byte| !b" \t\r\n\0".contains(byte));
    assert_eq!(end.map(|end| data[end]), Some(b'>'), "the end of an answer is no tag");
    let ends = data.iter().enumerate().rev().filter(|(_, byte)| **byte == b'>').map(|(at, _)| at + 1);
    for len in ends.filter(|&len| len < data.len()).take(256) {
        let Ok(response) = allocations::none(|| Response::decode(&data[..len])) else { continue };
        let lost_end = response.warnings().any(|warning| {
            let rest = &data[warning.offset()..];
            let of_root = rest.starts_with(b"/response") || rest.starts_with(b"/xmp");
            warning.kind() == WarningKind::LostBracket && of_root
        });
        assert!(
            !is_good(response.outcome()) || lost_end || response == *whole,
            "cut off at {len}, the answer says {}",
            response.outcome()
        );
    }
}

/// The bare XML, whatever it says.
fn reader(data: &[u8]) {
    let (tolerant, strict) =
        allocations::none(|| (read_events(data, Policy::Tolerant), read_events(data, Policy::Strict)));
    match (&tolerant, &strict) {
        (Ok(tolerant), Ok(strict)) => assert_eq!(tolerant, strict),
        (Err(error), Ok(_)) => panic!("Strict accepts, Tolerant says {error}"),
        _ => {}
    }
    for error in [&tolerant, &strict].into_iter().filter_map(|result| result.as_ref().err()) {
        oracle::error(data, error);
    }
    peers::well_formed(data, strict.as_ref().map(|_| ()));
    for (policy, result) in [(Policy::Tolerant, tolerant), (Policy::Strict, strict)] {
        let Err(error) = result else { continue };
        if error.is_incomplete() || error.kind() == ErrorKind::TooLong {
            continue;
        }
        for more in [&b"x"[..], b">", b";'\"-->]]></a>", b"\n<response></response>"] {
            let longer = [data, more].concat();
            assert_eq!(read_events(&longer, policy), Err(error), "another error when more follows");
        }
    }
}

/// How many events there are.
fn read_events(data: &[u8], policy: Policy) -> Result<usize, Error> {
    let mut events = 0;
    let mut last = 0;
    let mut reader = Reader::new(data, &Options::new(policy))?;
    while let Some(event) = reader.next() {
        let event = event?;
        assert!(reader.offset() >= last && reader.offset() < data.len());
        last = reader.offset();
        look_at_event(data, &event);
        events += 1;
        assert!(events <= data.len());
    }
    assert!(reader.next().is_none() && reader.depth() == 0);
    Ok(events)
}

fn look_at_event(data: &[u8], event: &Event<'_>) {
    oracle::bounded(data.len() * 2 + 128, format_args!("{event:?}"));
    match event {
        Event::Start(tag) | Event::Empty(tag) => {
            oracle::place(data, tag.name());
            for attribute in tag.attributes() {
                oracle::place(data, attribute.name());
                oracle::text(data, attribute.value());
            }
        }
        Event::Text(text) => oracle::text(data, *text),
        Event::End { name, .. } => {
            oracle::place(data, name);
        }
        Event::Declaration(text) | Event::CData(text) | Event::Comment(text) => {
            oracle::place(data, text);
        }
        Event::Instruction { target, data: text } => {
            oracle::place(data, target);
            oracle::place(data, text);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_its_accessor() {
        let names: Vec<_> = ACCESSORS.iter().map(|accessor| accessor.0).collect();
        let rows: Vec<_> = Response::FIELDS.iter().map(|field| field.name).collect();
        assert_eq!(names, rows);
    }
}
