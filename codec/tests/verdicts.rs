//! A test per row of the verdict table of SPIn.

use tillwire::spin::{Answer, LinkState, Response, ResponseBuilder};
use tillwire::{Advice, Asked, Decode, Encode, Match, Outcome, Value, Verdict};

use Advice::*;
use Outcome::*;

fn verdict(builder: ResponseBuilder<'_>) -> (Outcome, Advice) {
    let mut buffer = [0; 2048];
    let bytes = builder.build().unwrap().encode(&mut buffer).unwrap();
    let Verdict { outcome, advice } = Response::decode(bytes).unwrap().verdict();
    (outcome, advice)
}

fn answer() -> ResponseBuilder<'static> {
    ResponseBuilder::new().ref_id("7").register_id("3")
}

fn with_code(code: &'static str) -> ResponseBuilder<'static> {
    answer().result_code(code)
}

#[test]
fn code_0_with_a_negative_text_is_a_conflict() {
    let negative = [
        "Declined",
        "DECLINE",
        "    DECLINE     ",
        "%20%20%20%20DECLINE%20%20%20%20%20",
        "Canceled",
        "Cancelled",
        "Cancel",
        "Error",
        "Failure",
        "Failed",
        "Timeout",
        "Transaction timeout. Please try again later.",
        "Transaction%20not%20found",
        "Not Found",
        "No open batch",
        "Not Approved",
        "not approved - call bank",
        "Duplicate%20Reference%20Id",
        "Duplicated ReferenceID",
        "Invalid Reference ID",
        "Service busy",
        "Terminal in use",
        "The operation has timed out",
        "operations timed out",
        "Reconnected",
        "Communication error",
        "No Paper",
        "Active route not found",
        "Not pars request",
        "Not Supported",
    ];
    for text in negative {
        let approved = with_code("0").trans_type("Sale");
        assert_eq!(verdict(approved.resp_msg(text).message("Approved")), (Conflict, AskStatus), "{text}");
        assert_eq!(verdict(approved.resp_msg("Approved").message(text)), (Conflict, AskStatus), "{text}");
    }
    let reason = with_code("0").message("Approved").ext_data("Amount=1.00,declineReason=Do not honor");
    assert_eq!(verdict(reason), (Conflict, AskStatus));
    let no_reason = with_code("0").message("Approved").ext_data("Amount=1.00,declineReason=");
    assert_eq!(verdict(no_reason), (Approved, Final));
}

#[test]
fn code_0_and_voided() {
    let status = with_code("0").message("Approved").resp_msg("Approved").trans_type("Sale");
    assert_eq!(verdict(status.voided("true")), (Voided, Final));
    assert_eq!(verdict(status.voided("True")), (Voided, Final));
    assert_eq!(verdict(status.voided("false")), (Approved, Final));
    assert_eq!(verdict(status.voided("")), (Approved, Final));
    assert_eq!(verdict(status.voided("perhaps")), (Conflict, AskStatus));
    assert_eq!(verdict(status.voided("true").trans_type("Void Sale")), (Succeeded, Final));
}

#[test]
fn code_0_and_partial() {
    let sale = with_code("0").message("Approved").trans_type("Sale");
    for partial in [
        "Amount=20.00,isPartialApprovalTxn=true",
        "Amount=20.00,isPartialApprovalTxn=false,approvedAmnt=15.00",
        "Amount=20.00,dueAmnt=5.00",
        "Amount=20.00,dueAmnt=0.01,approvedAmnt=20.00",
        "Amount=,BaseAmount=20.00,approvedAmnt=19.99",
        "Amount=20.00,approvedAmnt=0",
    ] {
        assert_eq!(verdict(sale.ext_data(partial)), (PartiallyApproved, Final), "{partial}");
    }
    for full in [
        "Amount=20.00,dueAmnt=,isPartialApprovalTxn=false,approvedAmnt=",
        "Amount=20.00,dueAmnt=0.00,isPartialApprovalTxn=,approvedAmnt=20.0",
        "Amount=20.00,approvedAmnt=20.00",
        "",
    ] {
        assert_eq!(verdict(sale.ext_data(full)), (Approved, Final), "{full}");
    }
    for unreadable in [
        "Amount=20.00,approvedAmnt=1x",
        "dueAmnt=five",
        "isPartialApprovalTxn=maybe",
        "Amount=x,approvedAmnt=1.00",
    ] {
        assert_eq!(verdict(sale.ext_data(unreadable)), (Conflict, AskStatus), "{unreadable}");
    }
    let only_text = sale.resp_msg("Partial%20Approval");
    assert_eq!(verdict(only_text), (Conflict, AskStatus));
    assert_eq!(verdict(only_text.ext_data("Amount=20.00,approvedAmnt=15.00")), (PartiallyApproved, Final));
}

#[test]
fn code_0_of_what_is_no_payment_is_no_approval() {
    for trans_type in
        ["Void", "Void Sale", "void", "VoidReturn", "Capture", "Ticket", "TipAdjust", "Settle", "Report"]
    {
        let answer = with_code("0").message("Approved").resp_msg("Approved%20Offline").trans_type(trans_type);
        assert_eq!(verdict(answer), (Succeeded, Final), "{trans_type}");
    }
}

#[test]
fn code_0_and_a_positive_text() {
    let sale = with_code("0").trans_type("Sale");
    assert_eq!(verdict(sale.message("Approved").resp_msg("Approved%20Offline")), (ApprovedOffline, Final));
    for text in ["Approved", "APPROVED", "APPROVAL%20AXS156", "approval 123456", " Approved "] {
        assert_eq!(verdict(sale.message(text)), (Approved, Final), "{text}");
        assert_eq!(verdict(sale.message("whatever").resp_msg(text)), (Approved, Final), "{text}");
    }
    for neutral in ["Success", "", "whatever", "disapproved", "un approved"] {
        assert_eq!(verdict(sale.message(neutral)), (Succeeded, Final), "{neutral}");
    }
    assert_eq!(verdict(sale), (Succeeded, Final));
}

#[test]
fn code_1() {
    for positive in
        ["Approved", "APPROVED", "APPROVAL%20AXS156", "Success", "Approved%20Offline", "Partial Approval"]
    {
        assert_eq!(verdict(with_code("1").message(positive)), (Conflict, AskStatus), "{positive}");
        assert_eq!(
            verdict(with_code("1").message("Canceled").resp_msg(positive)),
            (Conflict, AskStatus),
            "{positive}"
        );
    }
    let rows: &[(&str, Outcome, Advice)] = &[
        ("Transaction%20timeout.%20Please%20try%20again%20later.", Unknown, AskStatus),
        ("Transaction timeout", Unknown, AskStatus),
        ("Transaction%20not%20found", NotFound, Final),
        ("Not Found", NotFound, Final),
        ("Duplicate%20Reference%20Id", Duplicate, AskStatus),
        ("Duplicated ReferenceID", Duplicate, AskStatus),
        ("Invalid Reference ID", Duplicate, AskStatus),
        ("Service busy", NotDelivered, Wait),
        ("Terminal Busy", NotDelivered, Wait),
        ("%20%20%20%20DECLINE%20%20%20%20%20", Declined, Final),
        ("DECLINED", Declined, Final),
        ("Do not honor", Cancelled, Final),
        ("", Cancelled, Final),
        ("Low Battery", Declined, AskStatus),
        ("Not Supported", Declined, AskStatus),
    ];
    for (text, outcome, advice) in rows {
        let answer =
            ResponseBuilder::new().result_code("1").message("Canceled").resp_msg(*text).trans_type("Sale");
        assert_eq!(verdict(answer), (*outcome, *advice), "{text}");
    }
    assert_eq!(verdict(with_code("1").message("Canceled")), (Cancelled, Final));
    assert_eq!(verdict(with_code("1").message("Cancel")), (Cancelled, Final));
    assert_eq!(verdict(with_code("1").message("Not Found")), (NotFound, Final));
    assert_eq!(verdict(with_code("1")), (Declined, AskStatus));
    assert_eq!(verdict(with_code("1").message("whatever")), (Declined, AskStatus));
}

#[test]
fn code_1_of_an_operation_is_a_failure() {
    let failed = with_code("1").message("Failure");
    assert_eq!(
        verdict(failed.trans_type("Report").resp_msg("There is no transaction in th batch")),
        (Failed, Final)
    );
    assert_eq!(verdict(failed.trans_type("Settle")), (Failed, Final));
    assert_eq!(verdict(failed.user_input("x")), (Failed, Final));
    assert_eq!(verdict(failed.ext_data("App=DvCredit,ResultCode=1,Rsp=Host failed batch")), (Failed, Final));
    // A time-out outranks it.
    assert_eq!(verdict(failed.trans_type("Settle").resp_msg("Transaction timeout")), (Unknown, AskStatus));
}

#[test]
fn code_2() {
    let rows: &[(&str, Outcome, Advice)] = &[
        ("Route not found", NotDelivered, FixRequest),
        ("Active route not found", NotDelivered, FixRequest),
        ("Register not found", NotDelivered, FixRequest),
        ("Active authKey not found", NotDelivered, FixRequest),
        ("Terminal not connected to SPIn proxy server", NotDelivered, RepeatSameReference),
        ("Terminal not connected to SPIn Proxy server", NotDelivered, RepeatSameReference),
        ("Terminal not available", NotDelivered, RepeatSameReference),
        ("Terminal in use", NotDelivered, Wait),
        ("This terminal handles a different query", NotDelivered, Wait),
        ("Not pars request", Refused, FixRequest),
        ("Invalid XML document", Refused, FixRequest),
        ("Invalid request data", Refused, FixRequest),
        ("Missing Reference ID", Refused, FixRequest),
        ("The operation has timed out", Unknown, AskStatus),
        ("operations timed out", Unknown, AskStatus),
        ("Reconnected", Unknown, AskStatus),
        ("Communication error", Unknown, AskStatus),
        ("Internal exception", Unknown, AskStatus),
        ("Approved", Unknown, AskStatus),
        ("", Unknown, AskStatus),
    ];
    for (text, outcome, advice) in rows {
        let answer = ResponseBuilder::new().message("Error").result_code("2").resp_msg(*text);
        assert_eq!(verdict(answer), (*outcome, *advice), "{text}");
    }
}

#[test]
fn no_code() {
    let rows: &[(&str, Outcome, Advice)] = &[
        ("Success", NotPayment, Final),
        ("Failure", Failed, Final),
        ("Error", Failed, Final),
        ("No Paper", Failed, Final),
        ("Cancel", Cancelled, Final),
        ("Canceled", Cancelled, Final),
        ("No open batch", NotFound, Final),
        ("Approved", Unknown, AskStatus),
        ("APPROVAL 123", Unknown, AskStatus),
        ("whatever", Unknown, AskStatus),
        ("", Unknown, AskStatus),
    ];
    for (text, outcome, advice) in rows {
        assert_eq!(verdict(ResponseBuilder::new().message(*text)), (*outcome, *advice), "{text}");
    }
    assert_eq!(verdict(ResponseBuilder::new().user_choice("Cash")), (NotPayment, Final));
    assert_eq!(verdict(ResponseBuilder::new().user_input("12")), (NotPayment, Final));
    assert_eq!(verdict(ResponseBuilder::new().user_input("12").message("Cancel")), (Cancelled, Final));
    assert_eq!(verdict(ResponseBuilder::new()), (Unknown, AskStatus));
}

#[test]
fn an_unknown_code_is_unknown() {
    for code in ["", " 0", "0 ", "00", "000", "3", "-0", "0.0", "999", "O", "zero", "\u{0660}", "1.0"] {
        let answer = ResponseBuilder::new().result_code(code).message("Approved").resp_msg("Approved");
        assert_eq!(verdict(answer), (Unknown, AskStatus), "{code:?}");
    }
}

#[test]
fn deciding_fields_that_come_again_or_were_repaired() {
    let cases = [
        ("<ResultCode>0</ResultCode><ResultCode>1</ResultCode>", Conflict),
        ("<ResultCode>1</ResultCode><ResultCode>0</ResultCode>", Conflict),
        ("<ResultCode>0</ResultCode><ResultCode>0</ResultCode>", Approved),
        ("<ResultCode>0</ResultCode><ResultCode>&#48;</ResultCode>", Approved),
        ("<ResultCode>&#48;</ResultCode>", Approved),
        ("<ResultCode>0/ResultCode>", Conflict),
        ("<ResultCode>0</ResultCode><RefId>1</RefId><RefId>2</RefId>", Conflict),
        ("<ResultCode>0</ResultCode><RegisterId>1</RegisterId><RegitsterId>2</RegitsterId>", Conflict),
        ("<ResultCode>0</ResultCode><RegisterId>1</RegisterId><RegitsterId>1</RegitsterId>", Approved),
        ("<ResultCode>0</ResultCode><SN>1</SN><SN>2</SN>", Approved),
        ("<ResultCode>0</ResultCode><Message>Declined</Message>", Conflict),
        ("<ResultCode>0</ResultCode><ExtData>Amount=1.00,Amount=2.00</ExtData>", Conflict),
        ("<ResultCode>0</ResultCode><ExtData>Amount=1.00,Amount=1.00</ExtData>", Approved),
        ("<ResultCode>0</ResultCode><ExtData>Amount=1.00,A&#109;ount=2.00</ExtData>", Conflict),
        ("<ResultCode>0</ResultCode><ExtData>Disc=1.00,DISC=2.00</ExtData>", Conflict),
        ("<ResultCode>0</ResultCode><ExtData>Amount=1&.00</ExtData>", Conflict),
        ("<ResultCode>0</ResultCode><ExtData>Name=A&B</ExtData>", Approved),
        ("<ResultCode>0</ResultCode><ExtData>x=1,TotalAmt=1.00/ExtData>", Conflict),
        ("<ResultCode>0</ResultCode><ExtData>x=1,TaxAmount=1.00/ExtData>", Approved),
    ];
    for (fields, outcome) in cases {
        let answer = format!("<response><Message>Approved</Message>{fields}</response>");
        assert_eq!(Response::decode(answer.as_bytes()).unwrap().outcome(), outcome, "{fields}");
    }
}

#[test]
fn bodies_that_are_no_xml() {
    for (body, state) in [
        ("Online", LinkState::Online),
        (" offline\r\n", LinkState::Offline),
        ("Transaction in progress", LinkState::InProgress),
        ("No answer", LinkState::NoAnswer),
    ] {
        assert_eq!(Answer::decode(body.as_bytes()), Ok(Answer::Link(state)));
        assert_eq!(state.outcome(), NotPayment);
    }
    for (body, outcome, advice) in [
        ("<!doctype HTML><html></html>", Refused, FixRequest),
        ("\n<html><body>502</body></html>", Refused, FixRequest),
        ("Approved", Unknown, AskStatus),
        ("", Unknown, AskStatus),
        ("<xmp><response><ResultCode>0</ResultCode>", Unknown, AskStatus),
        ("<request><RefId>1</RefId></request>", Unknown, AskStatus),
    ] {
        let error = Answer::decode(body.as_bytes()).unwrap_err();
        assert_eq!((error.outcome(), error.advice()), (outcome, advice), "{body}");
    }
}

/// The 22 answers of the specification, in its order.
#[test]
fn the_answers_of_the_specification() {
    let expected = [
        Approved,
        Declined,
        Unknown,
        Succeeded,
        Succeeded,
        Succeeded,
        Approved,
        Succeeded,
        NotPayment,
        NotPayment,
        NotPayment,
        NotPayment,
        NotPayment,
        NotPayment,
        NotPayment,
        Succeeded,
        Succeeded,
        Failed,
        Conflict,
        Conflict,
        Conflict,
        NotDelivered,
    ];
    let answers: Vec<_> =
        crate::corpus::spin().into_iter().filter(|(name, _)| name.starts_with("response-")).collect();
    assert_eq!(answers.len(), expected.len());
    for ((name, bytes), expected) in answers.iter().zip(expected) {
        assert_eq!(Response::decode(bytes).unwrap().outcome(), expected, "{name}");
    }
}

#[test]
fn an_answer_is_held_against_what_was_asked() {
    let corpus = crate::corpus::spin();
    let answers = |name: &str, asked: Asked<'_>| {
        let (_, bytes) = corpus.iter().find(|(file, _)| file.contains(name)).unwrap();
        let answers = Response::decode(bytes).unwrap().answers(&asked);
        (answers.reference, answers.register, answers.amount)
    };
    let asked = |reference, register, amount| Asked { reference, register, amount };
    use Match::*;
    assert_eq!(answers("01-sale", asked(Some("2"), Some("3"), Some(100))), (Same, Same, Same));
    assert_eq!(answers("01-sale", asked(Some("2"), Some("123456789123"), Some(101))), (Same, Same, Differs));
    assert_eq!(answers("01-sale", asked(Some("02"), Some("4"), None)), (Differs, Differs, Absent));
    assert_eq!(answers("06-void", asked(Some("3"), Some("1"), None)), (Differs, Differs, Absent));
    assert_eq!(answers("21-isv", asked(Some("60"), Some("1103024"), Some(1000))), (Differs, Differs, Same));
    // TotalAmt is 17.00 because of tip and tax.
    assert_eq!(answers("19-level", asked(Some("61"), None, Some(1000))), (Same, Absent, Same));
    assert_eq!(answers("22-proxy", asked(Some("1"), Some("3"), Some(100))), (Absent, Absent, Absent));
    assert_eq!(answers("01-sale", Asked::default()), (Absent, Absent, Absent));
    let (_, settlement) = corpus.iter().find(|(file, _)| file.contains("08-settlement")).unwrap();
    let codes: Vec<_> = Response::decode(settlement)
        .unwrap()
        .ext_data()
        .map(|app| (app.app().unwrap().to_string(), app.result_code().unwrap().text().to_string()))
        .collect();
    assert_eq!(codes, ["DvCredit", "DvCheck", "DvGift"].map(|app| (app.to_owned(), "0".to_owned())));
}
