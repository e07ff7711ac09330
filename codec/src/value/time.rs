//! Dates and times.

use core::fmt;

use nom::combinator::all_consuming;
use nom::{IResult, Parser};

use crate::error::{Error, ErrorKind};
use crate::value::{Text, view};

/// A date and time of the terminal's own clock: 14 digits, `YYYYMMDDhhmmss`, as in `DateTime` of `ExtData` (seen in samples of
/// the SPIn specification). The zone is the terminal's; the message does not tell it.
///
/// ```
/// use tillwire::Timestamp;
///
/// let time = Timestamp::new("20230929073517");
/// assert_eq!(time.parts().unwrap().to_string(), "2023-09-29T07:35:17");
/// assert!(Timestamp::new("20230535000000").parts().is_err()); // no 35th of May
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Timestamp<'a>(Text<'a>);

view!(Timestamp, Shown);

impl<'a> Timestamp<'a> {
    /// The text as it came.
    #[must_use]
    pub const fn text(&self) -> Text<'a> {
        self.0
    }

    /// Its parts.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidTime`] for anything but 14 ASCII digits, at the byte of the decoded text where that shows, and for
    /// digits that are no time, at the first digit of the part that is out of range: a month, a day that the month does not
    /// have in that year, an hour over 23, a minute or a second over 59.
    pub fn parts(&self) -> Result<DateTime, Error> {
        let mut digits = [0; LEN];
        let mut chars = self.0.chars();
        let mut offset = 0;
        for place in &mut digits {
            *place = match chars.next().map(u8::try_from) {
                Some(Ok(byte)) if byte.is_ascii_digit() => byte,
                _ => return Err(invalid(offset)),
            };
            offset = offset.saturating_add(1);
        }
        if chars.next().is_some() {
            return Err(invalid(offset));
        }
        match all_consuming(date_time).parse(digits.as_slice()) {
            Ok((_, parts)) => Ok(parts),
            Err(nom::Err::Error(error) | nom::Err::Failure(error)) => {
                Err(invalid(LEN.saturating_sub(error.input.len())))
            }
            Err(nom::Err::Incomplete(_)) => Err(invalid(LEN)),
        }
    }
}

/// The text as it came.
impl fmt::Display for Timestamp<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A date and time without a zone. Its order is that of time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct DateTime {
    /// Year of the Gregorian calendar, 0 to 9999.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, from 1.
    pub day: u8,
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Minute, 0 to 59.
    pub minute: u8,
    /// Second, 0 to 59.
    pub second: u8,
}

/// As ISO 8601 has it, without a zone: `2023-09-29T07:35:17`.
impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { year, month, day, hour, minute, second } = self;
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
    }
}

const LEN: usize = 14;

const fn invalid(offset: usize) -> Error {
    Error::new(ErrorKind::InvalidTime, offset)
}

/// `YYYYMMDDhhmmss`
fn date_time(input: &[u8]) -> IResult<&[u8], DateTime> {
    let (rest, (century, of_century, month)) = (within(0, 99), within(0, 99), within(1, 12)).parse(input)?;
    let year = u16::from(century).saturating_mul(100).saturating_add(of_century.into());
    let (rest, day) = within(1, days(year, month)).parse(rest)?;
    let (rest, (hour, minute, second)) = (within(0, 23), within(0, 59), within(0, 59)).parse(rest)?;
    Ok((rest, DateTime { year, month, day, hour, minute, second }))
}

/// Two digits whose number is in the range. By hand: nom's `take` and `take_while_m_n` keep a panic path in some builds.
fn within(min: u8, max: u8) -> impl Fn(&[u8]) -> IResult<&[u8], u8> {
    move |input| {
        let number = input.split_first_chunk::<2>().and_then(|([tens, ones], rest)| {
            let number = tens.checked_sub(b'0')?.checked_mul(10)?.checked_add(ones.checked_sub(b'0')?)?;
            (min..=max).contains(&number).then_some((rest, number))
        });
        number.ok_or(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Verify)))
    }
}

const fn days(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read() {
        for (text, printed) in [
            ("20230929073517", "2023-09-29T07:35:17"),
            ("20240229000000", "2024-02-29T00:00:00"),
            ("20000229235959", "2000-02-29T23:59:59"),
            ("00000101000000", "0000-01-01T00:00:00"),
            ("99991231235959", "9999-12-31T23:59:59"),
            ("2023092907351&#55;", "2023-09-29T07:35:17"),
        ] {
            let time = Timestamp::from(Text::from_xml(text));
            assert_eq!(time.parts().unwrap().to_string(), printed);
        }
        let (early, late) = (Timestamp::new("20230929073517"), Timestamp::new("20231001000000"));
        assert!(early.parts().unwrap() < late.parts().unwrap());
        assert_eq!(early.to_string(), "20230929073517");
    }

    #[test]
    fn fourteen_digits_of_a_real_time_or_an_error_at_its_byte() {
        for (text, at) in [
            ("", 0),
            ("2023", 4),
            ("2023092907351", 13),
            ("202309290735170", 14),
            ("20230929073517 ", 14),
            (" 20230929073517", 0),
            ("2023-09-29 07:35", 4),
            ("2023092907351x", 13),
            ("2023092907351٧", 13),
            ("+2023092907351", 0),
            ("20230029073517", 4),
            ("20231329073517", 4),
            ("20230535000000", 6),
            ("20230500000000", 6),
            ("20230431000000", 6),
            ("20230229000000", 6),
            ("19000229000000", 6),
            ("20230929243517", 8),
            ("20230929076017", 10),
            ("20230929073560", 12),
            ("99999999999999", 4),
        ] {
            assert_eq!(Timestamp::new(text).parts(), Err(invalid(at)), "{text}");
        }
        let error = Timestamp::new("today").parts().unwrap_err();
        assert_eq!(error.to_string(), "expected a date and time of 14 digits at byte 0");
    }

    #[test]
    fn every_day_of_four_centuries() {
        let mut count = 0;
        for year in 1600..2000 {
            for month in 1..=12 {
                for day in 1..=31 {
                    let text = format!("{year:04}{month:02}{day:02}121314");
                    count += usize::from(Timestamp::new(&text).parts().is_ok());
                }
            }
        }
        assert_eq!(count, 146_097);
    }
}
