//! Money: exact decimals, never a float.

use core::fmt;

use crate::error::{Error, ErrorKind};
use crate::value::{Text, view};

/// An amount of dollars, written in decimal: `16.00` is sixteen dollars.
///
/// The text that came is kept and printed as it came; [`cents`](Self::cents) and [`decimal`](Self::decimal) read it. `==`
/// compares texts (`1.0` is not `1.00`); [`eq_cents`](Self::eq_cents) and [`Decimal`] compare values.
///
/// ```text
/// amount = blanks ["-"] ["$"] ["-"] digits ["." digits] blanks      with one "-" at most
/// ```
///
/// Forms seen in the field and in the SPIn specification: `1.00`, `16.0`, `10.4`, `0`, `-2.08`, `$0.00`. Refused: no digit
/// before or after a point (`.5`, `5.`), a plus sign, exponents, separators of thousands, digits that are not ASCII, and the
/// empty text.
///
/// ```
/// use tillwire::{Amount, ErrorKind};
///
/// assert_eq!(Amount::new("16.0").cents(), Ok(1600));
/// assert_eq!(Amount::new("-$1.05").cents(), Ok(-105));
/// assert_eq!(Amount::new("0.005").cents().unwrap_err().kind(), ErrorKind::InvalidAmount);
/// assert_eq!(Amount::new("0.005").decimal().unwrap().to_string(), "0.005");
/// assert_eq!(Amount::new("16.0").to_string(), "16.0");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Amount<'a>(Text<'a>);

view!(Amount, Shown);

impl<'a> Amount<'a> {
    /// The text as it came.
    #[must_use]
    pub const fn text(&self) -> Text<'a> {
        self.0
    }

    /// The amount in cents.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidAmount`] at the byte of the decoded text where it stops being an amount: text of another form (see
    /// [`Amount`]), an amount that is not a whole number of cents (a digit other than 0 after the second decimal), or more
    /// cents than an `i64` holds. Zeros after the second decimal are no error: `1.000` is 100 cents.
    pub fn cents(&self) -> Result<i64, Error> {
        let (decimal, end) = read(self.0, 2)?;
        let factor = match decimal.scale {
            0 => 100,
            1 => 10,
            _ => 1,
        };
        decimal.mantissa.checked_mul(factor).ok_or_else(|| invalid(end))
    }

    /// The amount in dollars, exactly.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidAmount`] at the byte of the decoded text where it stops being an amount: text of another form (see
    /// [`Amount`]), a digit other than 0 after the 18th decimal, or more digits than an `i64` holds.
    pub fn decimal(&self) -> Result<Decimal, Error> {
        read(self.0, Decimal::MAX_SCALE).map(|(decimal, _)| decimal)
    }

    /// Whether it can be read and is this many cents.
    #[must_use]
    pub fn eq_cents(&self, cents: i64) -> bool {
        self.cents() == Ok(cents)
    }
}

/// The text as it came.
impl fmt::Display for Amount<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// An exact decimal number: `mantissa / 10^scale`, in the smallest scale that holds it, so that `==` compares values.
///
/// ```
/// use tillwire::Amount;
///
/// let rate = Amount::new("-1.0250").decimal().unwrap();
/// assert_eq!((rate.mantissa(), rate.scale()), (-1025, 3));
/// assert_eq!(rate, Amount::new("-1.025").decimal().unwrap());
/// assert_eq!(rate.to_string(), "-1.025");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Decimal {
    mantissa: i64,
    scale: u8,
}

impl Decimal {
    /// The greatest scale.
    pub const MAX_SCALE: u8 = 18;

    /// The digits as a whole number.
    #[must_use]
    pub const fn mantissa(self) -> i64 {
        self.mantissa
    }

    /// How many of the digits are decimals: 0 to [`MAX_SCALE`](Self::MAX_SCALE).
    #[must_use]
    pub const fn scale(self) -> u8 {
        self.scale
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(DecimalBuf::new(self.mantissa, self.scale).as_str())
    }
}

/// An amount to be written, held in cents and written in dollars with exactly two decimals.
///
/// ```
/// use tillwire::{Amount, Dollars};
///
/// const FEE: Dollars = Dollars::from_cents(-105);
/// assert_eq!(FEE.to_string(), "-1.05");
///
/// let text = FEE.to_buf();
/// assert_eq!(text.as_amount(), Amount::new("-1.05"));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Dollars {
    cents: i64,
}

impl Dollars {
    /// The amount of this many cents.
    #[must_use]
    pub const fn from_cents(cents: i64) -> Self {
        Self { cents }
    }

    /// How many cents it is.
    #[must_use]
    pub const fn cents(self) -> i64 {
        self.cents
    }

    /// Its text, for a request that borrows it.
    #[must_use]
    pub fn to_buf(self) -> AmountBuf {
        AmountBuf(DecimalBuf::new(self.cents, 2))
    }
}

impl fmt::Display for Dollars {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.to_buf().as_str())
    }
}

/// The text of [`Dollars`], in a small array of its own: `-1.05`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct AmountBuf(DecimalBuf);

impl AmountBuf {
    /// The text: at most 21 bytes, always with two decimals.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The text as an amount.
    #[must_use]
    pub fn as_amount(&self) -> Amount<'_> {
        Amount::new(self.as_str())
    }
}

impl fmt::Display for AmountBuf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for AmountBuf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("AmountBuf").field(&self.as_amount().text()).finish()
    }
}

/// Sign, up to 19 digits and their point, at the end of the array. By hand: `itoa` keeps a panic path in small builds.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct DecimalBuf {
    bytes: [u8; 21],
    start: u8,
}

impl DecimalBuf {
    fn new(mantissa: i64, scale: u8) -> Self {
        let mut out = Self { bytes: [0; 21], start: 21 };
        let mut rest = mantissa.unsigned_abs();
        let mut place = 0_u8;
        // One digit at least stands before the point.
        while rest > 0 || place <= scale {
            if place == scale && scale > 0 {
                out.put(b'.');
            }
            out.put(b'0'.wrapping_add((rest % 10) as u8));
            rest /= 10;
            place = place.saturating_add(1);
        }
        if mantissa < 0 {
            out.put(b'-');
        }
        out
    }

    /// Puts `byte` before the text.
    fn put(&mut self, byte: u8) {
        self.start = self.start.saturating_sub(1);
        if let Some(place) = self.bytes.get_mut(usize::from(self.start)) {
            *place = byte;
        }
    }

    fn as_str(&self) -> &str {
        let text = self.bytes.get(usize::from(self.start)..).unwrap_or_default();
        core::str::from_utf8(text).unwrap_or_default()
    }
}

const fn invalid(offset: usize) -> Error {
    Error::new(ErrorKind::InvalidAmount, offset)
}

/// The next character and the byte at which it stands.
struct Cursor<I> {
    chars: I,
    next: Option<char>,
    offset: usize,
}

impl<I: Iterator<Item = char>> Cursor<I> {
    fn new(mut chars: I) -> Self {
        let next = chars.next();
        Self { chars, next, offset: 0 }
    }

    fn advance(&mut self) {
        self.offset = self.offset.saturating_add(self.next.map_or(0, char::len_utf8));
        self.next = self.chars.next();
    }

    /// Goes on behind `wanted` where it comes next.
    fn take(&mut self, wanted: char) -> bool {
        let found = self.next == Some(wanted);
        if found {
            self.advance();
        }
        found
    }

    fn skip_blanks(&mut self) {
        while let Some(' ' | '\t' | '\n' | '\r') = self.next {
            self.advance();
        }
    }
}

/// The number in `text`, of which at most `max_scale` decimals may be other than 0, and the byte at which its digits end.
fn read(text: Text<'_>, max_scale: u8) -> Result<(Decimal, usize), Error> {
    let mut cursor = Cursor::new(text.chars());
    cursor.skip_blanks();
    let before = cursor.take('-');
    cursor.take('$');
    let negative = before || cursor.take('-');

    let mut decimal = Decimal { mantissa: 0, scale: 0 };
    // Decimals seen; zeros among them count only when another digit follows, so that they can neither overflow nor matter.
    let mut decimals = 0_u8;
    let mut after_point = false;
    let mut any = false;
    loop {
        match cursor.next.and_then(|c| c.to_digit(10)) {
            Some(digit) => {
                any = true;
                let zeros = if after_point {
                    decimals = decimals.saturating_add(1);
                    if digit == 0 {
                        cursor.advance();
                        continue;
                    }
                    if decimals > max_scale {
                        return Err(invalid(cursor.offset));
                    }
                    decimals.saturating_sub(decimal.scale)
                } else {
                    1
                };
                let digit = i64::from(digit);
                let shifted = (0..zeros).try_fold(decimal.mantissa, |mantissa, _| mantissa.checked_mul(10));
                let mantissa = shifted.and_then(|shifted| {
                    if negative { shifted.checked_sub(digit) } else { shifted.checked_add(digit) }
                });
                decimal.mantissa = mantissa.ok_or_else(|| invalid(cursor.offset))?;
                decimal.scale = decimals;
                cursor.advance();
            }
            None if any && !after_point && cursor.take('.') => {
                after_point = true;
                any = false;
            }
            None if any => break,
            None => return Err(invalid(cursor.offset)),
        }
    }
    let end = cursor.offset;
    cursor.skip_blanks();
    match cursor.next {
        None => Ok((decimal, end)),
        Some(_) => Err(invalid(cursor.offset)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn xml(text: &str) -> Amount<'_> {
        Text::from_xml(text).into()
    }

    #[test]
    fn exact_decimals_are_read() {
        for (text, cents) in [
            ("1.00", 100),
            ("16.0", 1600),
            ("10.4", 1040),
            ("0", 0),
            ("-0.00", 0),
            ("$0.00", 0),
            ("00012.30", 1230),
            ("-1.05", -105),
            ("-$1.05", -105),
            ("$-1.05", -105),
            (" \r\n\t1.5\t ", 150),
            ("1.000", 100),
            ("1.050000000000000000000000000000000000000000000000000000000000", 105),
            ("0000000000000000000000000000000000000001", 100),
            ("&#49;.0&#x30;", 100),
            ("1<![CDATA[.25]]>", 125),
            ("92233720368547758.07", i64::MAX),
            ("-92233720368547758.08", i64::MIN),
        ] {
            assert_eq!(xml(text).cents(), Ok(cents), "{text}");
            assert!(xml(text).eq_cents(cents) && !xml(text).eq_cents(7));
        }
        assert_eq!(Amount::from(Text::new("1%2e50").percent_decoded()).cents(), Ok(150));
        // The value of a 256th decimal must not wrap around to that of the first.
        for zeros in [253, 254, 255, 256, 257, 511] {
            let text = format!("1.{}5", "0".repeat(zeros));
            let at = zeros + 2;
            assert_eq!(Amount::new(&text).cents(), Err(invalid(at)));
            assert_eq!(Amount::new(&text).decimal(), Err(invalid(at)));
        }
    }

    #[test]
    fn what_is_no_amount_is_refused_at_its_byte() {
        for (text, at) in [
            ("", 0),
            ("  ", 2),
            (".5", 0),
            ("5.", 2),
            ("5. ", 2),
            (".", 0),
            ("-", 1),
            ("$", 1),
            ("--1", 1),
            ("-$-1", 2),
            ("$$1", 1),
            ("+1", 0),
            ("1e2", 1),
            ("1.0e2", 3),
            ("1,000.00", 1),
            ("1.0.0", 3),
            ("1 0", 2),
            ("$ 1", 1),
            ("- 1", 1),
            ("1-", 1),
            ("(1)", 0),
            ("0x10", 1),
            ("inf", 0),
            ("NaN", 0),
            ("١.00", 0),
            ("1.0٠", 3),
            ("1\0", 1),
            ("1\u{a0}", 1),
            ("1.005", 4),
            ("0.001", 4),
            ("92233720368547758.08", 19),
            ("-92233720368547758.09", 20),
            ("92233720368547759", 17),
            ("9223372036854775807", 19),
            ("9223372036854775808", 18),
            ("99999999999999999999", 18),
        ] {
            let error = Amount::new(text).cents().unwrap_err();
            assert_eq!((error.kind(), error.offset()), (ErrorKind::InvalidAmount, at), "{text}");
            assert!(!Amount::new(text).eq_cents(0));
        }
        let error = Amount::new("1,000").cents().unwrap_err();
        assert_eq!(error.to_string(), "expected a decimal amount at byte 1");
    }

    #[test]
    fn decimals_keep_any_scale() {
        for (text, mantissa, scale, printed) in [
            ("1.00", 1, 0, "1"),
            ("100", 100, 0, "100"),
            ("0.0000", 0, 0, "0"),
            ("-0.5", -5, 1, "-0.5"),
            ("12.0304", 120_304, 4, "12.0304"),
            ("0.000000000000000001", 1, 18, "0.000000000000000001"),
            ("-9.223372036854775808", i64::MIN, 18, "-9.223372036854775808"),
            ("9223372036854775807.000", i64::MAX, 0, "9223372036854775807"),
        ] {
            let decimal = Amount::new(text).decimal().unwrap();
            assert_eq!((decimal.mantissa(), decimal.scale()), (mantissa, scale), "{text}");
            assert_eq!(decimal.to_string(), printed);
        }
        for text in ["0.0000000000000000001", "9.223372036854775808", "1000000000000000000.1"] {
            assert_eq!(Amount::new(text).decimal(), Err(invalid(text.len() - 1)), "{text}");
        }
    }

    #[test]
    fn what_is_written_has_two_decimals_and_reads_back() {
        for (cents, text) in [
            (0, "0.00"),
            (5, "0.05"),
            (-5, "-0.05"),
            (99, "0.99"),
            (100, "1.00"),
            (-105, "-1.05"),
            (i64::MAX, "92233720368547758.07"),
            (i64::MIN, "-92233720368547758.08"),
        ] {
            let dollars = Dollars::from_cents(cents);
            assert_eq!((dollars.cents(), dollars.to_string().as_str()), (cents, text));
            assert_eq!(dollars.to_buf().as_str(), text);
            assert_eq!(dollars.to_buf().as_amount().cents(), Ok(cents));
            assert_eq!(format!("{0} {0:?}", dollars.to_buf()), format!("{text} AmountBuf({text:?})"));
        }
    }

    #[test]
    fn the_text_stays() {
        assert_eq!(format!("{0} {0:?}", xml("&#49;.0")), "1.0 Amount(\"1.0\")");
        assert_ne!(Amount::new("1.0"), Amount::new("1.00"));
        assert_eq!(xml("&#49;.0"), Amount::new("1.0"));
    }
}
