//! The work that is measured: the same for every reader, whatever measures it.
//!
//! Reading an answer means here: the fields of [`FIELDS`] as text, and the entries of all `ExtData` lists split and trimmed. Each reader
//! does it as a competent user of it would.
// What is measured stops at the first surprise.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used
)]

pub mod quick;

use std::borrow::Cow;

use tillwire::spin::Response;
use tillwire::{Decode, Text, Value};

/// An answer to measure with.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// What it is called in tables.
    pub name: &'static str,
    /// Its bytes.
    pub bytes: &'static [u8],
}

macro_rules! samples {
    ($($name:literal: $file:literal,)*) => {
        /// Answers of the corpus.
        pub const SAMPLES: &[Sample] =
            &[$(Sample { name: $name, bytes: include_bytes!(concat!("../../corpus/spin/", $file)) },)*];
    };
}

samples! {
    "sale": "response-01-sale-approved.xml",
    "timeout": "response-03-sale-timed-out.xml",
    "l2l3": "response-19-level-2-3.xml",
    "settle": "response-08-settlement.xml",
}

/// The fields that are read, beside `ExtData`.
pub const FIELDS: [&str; 17] = [
    "RefId",
    "RegisterId",
    "TPN",
    "TransNum",
    "InvNum",
    "ResultCode",
    "RespMSG",
    "Message",
    "AuthCode",
    "PNRef",
    "PaymentType",
    "Voided",
    "TransType",
    "SN",
    "EMVData",
    "Sign",
    "iPOSToken",
];

/// Key and value of an entry; no value where there is no `=`.
pub type Pair<'a> = (&'a str, Option<&'a str>);

/// Room for the entries of any sample.
pub const MOST_PAIRS: usize = 128;

/// The fields of an answer, as [`FIELDS`] names them.
pub fn fields<'a>(input: &'a [u8]) -> Result<[Option<Text<'a>>; FIELDS.len()], tillwire::Error> {
    Ok(texts(&Response::decode(input)?))
}

/// The fields of an answer, and its entries in `pairs`; how many there are.
#[allow(clippy::type_complexity)]
pub fn fields_and_pairs<'a>(
    input: &'a [u8],
    pairs: &mut [Pair<'a>],
) -> Result<([Option<Text<'a>>; FIELDS.len()], usize), tillwire::Error> {
    let response = Response::decode(input)?;
    let mut count = 0;
    for ext_data in response.ext_data() {
        for entry in ext_data.entries() {
            let Some(place) = pairs.get_mut(count) else { break };
            *place = (entry.key().raw(), entry.value().map(|value| value.raw()));
            count += 1;
        }
    }
    Ok((texts(&response), count))
}

#[inline(always)]
fn texts<'a>(response: &Response<'a>) -> [Option<Text<'a>>; FIELDS.len()] {
    [
        response.ref_id(),
        response.register_id(),
        response.tpn(),
        response.trans_num(),
        response.inv_num(),
        response.result_code().map(|value| value.text()),
        response.resp_msg(),
        response.message(),
        response.auth_code(),
        response.pn_ref(),
        response.payment_type().map(|value| value.text()),
        response.voided().map(|value| value.text()),
        response.trans_type().map(|value| value.text()),
        response.serial_number(),
        response.emv_data().map(|value| value.text()),
        response.signature().map(|value| value.text()),
        response.ipos_token().map(|value| value.text()),
    ]
}

/// Whether all readers get the same out of a sample.
///
/// # Panics
/// Where one of them cannot read it.
#[must_use]
pub fn agree(sample: Sample) -> bool {
    let mut pairs = [("", None); MOST_PAIRS];
    let (ours, count) = fields_and_pairs(sample.bytes, &mut pairs).expect("we read it");
    let lazily = fields(sample.bytes).expect("we read it");
    let theirs = quick::fields_and_pairs(sample.bytes).expect("quick-xml reads it");
    let same_fields = |(ours, theirs): (&Option<Text<'_>>, &Option<Cow<'_, str>>)| match (ours, theirs) {
        (Some(ours), Some(theirs)) => *ours == **theirs,
        (ours, theirs) => ours.is_none() && theirs.is_none(),
    };
    count > 0
        && lazily == ours
        && ours.iter().zip(&theirs.fields).all(same_fields)
        && pairs[..count] == theirs.pairs[..]
}

#[cfg(test)]
mod tests {
    #[test]
    fn all_readers_read_the_same() {
        for sample in super::SAMPLES {
            assert!(super::agree(*sample), "{}", sample.name);
        }
    }
}
