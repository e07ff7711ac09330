//! The customer's signature: a black-and-white bitmap in base64.

use core::fmt;
use core::iter::FusedIterator;

use crate::error::{Error, ErrorKind};
use crate::syntax::base64::Decoder;
use crate::value::{Chars, Text, view};

/// `Sign` of an answer: base64 of a bitmap (BMP) of one bit a pixel (SPIn specification, "Response Fields Definitions": "Base64
/// encoded signature image in b/w bitmap format"). Sizes seen in the field: 20x76 to 300x18 pixels.
///
/// Personal data: `Debug` prints `[hidden N]`, N being its raw length in bytes. Line breaks, blanks, escapes of the message and
/// percent-encoding may be in it.
///
/// A signature that is cut off or malformed is an error of [`picture`](Self::picture), never of the answer that it came in.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Signature<'a>(Text<'a>);

view!(Signature, Hidden);

impl<'a> Signature<'a> {
    /// The text as it came, in base64.
    #[must_use]
    pub const fn text(&self) -> Text<'a> {
        self.0
    }

    /// The picture, whose rows are decoded as they are read; nothing is allocated.
    ///
    /// Reads the whole text once, so that nothing can fail afterwards. Accepted: BMP with a header of 12 bytes
    /// (`BITMAPCOREHEADER`), 40 (`BITMAPINFOHEADER`), 108 or 124 (versions 4 and 5), one plane, one bit a pixel, not compressed,
    /// a palette of two colours that differ in brightness, from the bottom up or from the top down, up to
    /// [`Picture::MAX_SIDE`] pixels wide and high. The file's own statements of its length are not believed, and bytes that
    /// follow the rows are left out.
    ///
    /// # Errors
    /// The offset is that of a byte in the decoded text.
    /// - [`ErrorKind::InvalidBase64`] at a character that is no base64, see [`base64`](crate::base64).
    /// - [`ErrorKind::InvalidPicture`] after the header field that says anything else than the above, or at the end of a text
    ///   that ends before the last row does.
    pub fn picture(&self) -> Result<Picture<'a>, Error> {
        let mut file = File::new(self.0);
        file.literal(b'B')?;
        file.literal(b'M')?;
        file.skip(8)?; // length of the file, reserved
        let data = file.u32()?;
        let header = file.u32()?;
        let (width, height, top_down, color_len) = match header {
            12 => {
                let width = file.side(|file| file.u16().map(u32::from))?;
                let height = file.side(|file| file.u16().map(u32::from))?;
                file.planes_and_depth()?;
                (width, height, false, 3)
            }
            40 | 108 | 124 => {
                let width = file.side(File::u32)?;
                let mut top_down = false;
                let height = file.side(|file| {
                    // A negative height: from the top down.
                    let height = i32::from_le_bytes(file.u32()?.to_le_bytes());
                    top_down = height < 0;
                    Ok(height.unsigned_abs())
                })?;
                file.planes_and_depth()?;
                file.number(0)?; // compression
                file.skip(12)?; // length of the rows, resolution
                let colors = file.u32()?;
                file.check(matches!(colors, 0 | 2))?; // 0: as many as the depth allows
                file.skip(header.saturating_sub(36))?;
                (width, height, top_down, 4)
            }
            _ => return Err(file.invalid()),
        };
        let (zero, one) = (file.brightness(color_len)?, file.brightness(color_len)?);
        file.check(zero != one)?;
        file.skip(data.checked_sub(file.read).ok_or_else(|| file.invalid())?)?;

        let picture = Picture {
            pixels: file.bytes.clone(),
            width,
            height,
            top_down,
            ink: if one < zero { 1 } else { 0 },
        };
        for _ in 0..height {
            file.skip(picture.row_len())?;
        }
        file.bytes.try_for_each(|byte| byte.map(drop))?;
        Ok(picture)
    }
}

/// Prints `[hidden N]`, N being the raw length in bytes.
impl fmt::Debug for Signature<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[hidden {}]", self.0.raw().len())
    }
}

/// The picture of a [`Signature`].
///
/// ```
/// use tillwire::spin::Signature;
///
/// let text = "Qk1GAAAAAAAAAD4AAAAoAAAAAwAAAAIAAAABAAEAAAAAAAgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAP///wCgAAAAQAAAAA==";
/// let picture = Signature::new(text).picture().unwrap();
/// assert_eq!((picture.width(), picture.height()), (3, 2));
/// for row in picture.rows() {
///     let pixels: String = row.pixels().map(|ink| if ink { '#' } else { '.' }).collect();
///     // From the bottom up, as they stand in this file.
///     assert!([(1, ".#."), (0, "#.#")].contains(&(row.y(), &*pixels)));
/// }
/// ```
#[derive(Clone)]
pub struct Picture<'a> {
    /// The bytes from the first row on. They were all read once without an error.
    pixels: Decoder<Chars<'a>>,
    width: u32,
    height: u32,
    top_down: bool,
    /// The bit of a dark pixel.
    ink: u8,
}

impl<'a> Picture<'a> {
    /// The greatest width and height, in pixels.
    pub const MAX_SIDE: usize = 4096;

    /// Width in pixels, at least 1.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width as usize
    }

    /// Height in pixels, at least 1.
    #[must_use]
    pub const fn height(&self) -> usize {
        self.height as usize
    }

    /// The rows in the order of the file, which is mostly from the bottom up: each says by [`Row::y`] where it belongs.
    #[must_use]
    pub fn rows(&self) -> Rows<'a> {
        Rows { picture: self.clone(), left: self.height }
    }

    /// Length of a row in bytes: a multiple of four.
    const fn row_len(&self) -> u32 {
        self.width.div_ceil(32).saturating_mul(4)
    }
}

/// Prints the size.
impl fmt::Debug for Picture<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Picture({}x{})", self.width, self.height)
    }
}

/// The rows of a [`Picture`], see [`Picture::rows`].
#[derive(Clone)]
pub struct Rows<'a> {
    /// With the bytes from the next row on.
    picture: Picture<'a>,
    left: u32,
}

impl<'a> Iterator for Rows<'a> {
    type Item = Row<'a>;

    fn next(&mut self) -> Option<Row<'a>> {
        let left = self.left.checked_sub(1)?;
        let y = if self.picture.top_down { self.picture.height.saturating_sub(self.left) } else { left };
        self.left = left;
        let row =
            Row { y, pixels: self.picture.pixels.clone(), width: self.picture.width, ink: self.picture.ink };
        for _ in 0..self.picture.row_len() {
            self.picture.pixels.next();
        }
        Some(row)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left as usize, Some(self.left as usize))
    }
}

impl ExactSizeIterator for Rows<'_> {}

impl FusedIterator for Rows<'_> {}

/// Prints how many are left.
impl fmt::Debug for Rows<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows").field("left", &self.left).finish_non_exhaustive()
    }
}

/// A row of a [`Picture`].
#[derive(Clone)]
pub struct Row<'a> {
    y: u32,
    pixels: Decoder<Chars<'a>>,
    width: u32,
    ink: u8,
}

impl<'a> Row<'a> {
    /// Its distance from the top, in pixels: 0 for the uppermost.
    #[must_use]
    pub const fn y(&self) -> usize {
        self.y as usize
    }

    /// Its pixels from left to right, as many as the picture is wide: whether there is ink.
    ///
    /// Ink is the darker of the two colours of the palette.
    #[must_use]
    pub fn pixels(&self) -> Pixels<'a> {
        Pixels { bytes: self.pixels.clone(), left: self.width, byte: 0, bits: 0, ink: self.ink }
    }
}

/// Prints where it belongs.
impl fmt::Debug for Row<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Row").field("y", &self.y).finish_non_exhaustive()
    }
}

/// The pixels of a [`Row`], see [`Row::pixels`].
#[derive(Clone)]
pub struct Pixels<'a> {
    bytes: Decoder<Chars<'a>>,
    left: u32,
    /// Its highest bit is the next pixel.
    byte: u8,
    /// How many bits of it are left.
    bits: u32,
    ink: u8,
}

impl Iterator for Pixels<'_> {
    type Item = bool;

    fn next(&mut self) -> Option<bool> {
        self.left = self.left.checked_sub(1)?;
        self.bits = match self.bits.checked_sub(1) {
            Some(bits) => bits,
            None => {
                // The bytes were counted before: there is one, and it is no error.
                self.byte = self.bytes.next().and_then(Result::ok).unwrap_or_default();
                7
            }
        };
        let pixel = self.byte >> 7;
        self.byte <<= 1;
        Some(pixel == self.ink)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left as usize, Some(self.left as usize))
    }
}

impl ExactSizeIterator for Pixels<'_> {}

impl FusedIterator for Pixels<'_> {}

/// Prints how many are left.
impl fmt::Debug for Pixels<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pixels").field("left", &self.left).finish_non_exhaustive()
    }
}

/// The bytes of the file, numbers with the lowest byte first.
struct File<'a> {
    bytes: Decoder<Chars<'a>>,
    /// How many were read.
    read: u32,
}

impl<'a> File<'a> {
    fn new(text: Text<'a>) -> Self {
        // The alphabet has no percent sign, so nothing is decoded that should not be.
        Self { bytes: Decoder::new(text.percent_decoded().chars()), read: 0 }
    }

    fn invalid(&self) -> Error {
        Error::new(ErrorKind::InvalidPicture, self.bytes.offset())
    }

    fn check(&self, holds: bool) -> Result<(), Error> {
        if holds { Ok(()) } else { Err(self.invalid()) }
    }

    fn u8(&mut self) -> Result<u8, Error> {
        let byte = self.bytes.next().unwrap_or_else(|| Err(self.invalid()))?;
        self.read = self.read.saturating_add(1);
        Ok(byte)
    }

    fn u16(&mut self) -> Result<u16, Error> {
        Ok(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    fn u32(&mut self) -> Result<u32, Error> {
        Ok(u32::from_le_bytes([self.u8()?, self.u8()?, self.u8()?, self.u8()?]))
    }

    fn skip(&mut self, count: u32) -> Result<(), Error> {
        (0..count).try_for_each(|_| self.u8().map(drop))
    }

    fn literal(&mut self, wanted: u8) -> Result<(), Error> {
        let byte = self.u8()?;
        self.check(byte == wanted)
    }

    fn number(&mut self, wanted: u32) -> Result<(), Error> {
        let number = self.u32()?;
        self.check(number == wanted)
    }

    /// A width or height.
    fn side(&mut self, read: impl FnOnce(&mut Self) -> Result<u32, Error>) -> Result<u32, Error> {
        let side = read(self)?;
        self.check((1..=Picture::MAX_SIDE as u32).contains(&side))?;
        Ok(side)
    }

    fn planes_and_depth(&mut self) -> Result<(), Error> {
        self.number(1 << 16 | 1)
    }

    /// A colour of the palette: blue, green, red, and in the longer form one byte more.
    fn brightness(&mut self, len: u32) -> Result<u32, Error> {
        let [blue, green, red] = [self.u8()?, self.u8()?, self.u8()?].map(u32::from);
        self.skip(len.saturating_sub(3))?;
        let weighted = [blue.saturating_mul(114), green.saturating_mul(587), red.saturating_mul(299)];
        Ok(weighted.into_iter().fold(0, u32::saturating_add))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use data_encoding::{BASE64, BASE64_NOPAD};

    /// What a bitmap file is made of.
    #[derive(Clone, Copy)]
    struct Bitmap {
        header: u32,
        width: usize,
        height: usize,
        top_down: bool,
        /// Whether the first colour of the palette is the light one.
        light_first: bool,
        colors: u32,
        /// Bytes between palette and rows.
        gap: usize,
    }

    const PLAIN: Bitmap =
        Bitmap { header: 40, width: 9, height: 3, top_down: false, light_first: false, colors: 0, gap: 0 };

    /// Some pixels that no flip or shift leaves as they are.
    fn ink(x: usize, y: usize) -> bool {
        (x * x + 3 * y + x * y) % 5 < 2
    }

    impl Bitmap {
        fn bytes(&self) -> Vec<u8> {
            let color_len = if self.header == 12 { 3 } else { 4 };
            let data = 14 + self.header as usize + 2 * color_len + self.gap;
            let mut out = b"BM\0\0\0\0\0\0\0\0".to_vec();
            out.extend((data as u32).to_le_bytes());
            out.extend(self.header.to_le_bytes());
            if self.header == 12 {
                for number in [self.width as u16, self.height as u16, 1, 1] {
                    out.extend(number.to_le_bytes());
                }
            } else {
                let height = self.height as i32;
                out.extend((self.width as u32).to_le_bytes());
                out.extend(if self.top_down { -height } else { height }.to_le_bytes());
                out.extend([1, 0, 1, 0]);
                for number in [0, 0, 2834, 2834, self.colors, 0] {
                    out.extend(number.to_le_bytes());
                }
                out.resize(14 + self.header as usize, 0x5a);
            }
            let (dark, light) = ([0x40, 0x10, 0x20, 0], [0xff, 0xee, 0xff, 0]);
            for color in if self.light_first { [light, dark] } else { [dark, light] } {
                out.extend(&color[..color_len]);
            }
            out.resize(data, 0xa5);
            for place in 0..self.height {
                let y = if self.top_down { place } else { self.height - 1 - place };
                let mut row = vec![0; self.width.div_ceil(32) * 4];
                for x in 0..self.width {
                    if ink(x, y) == self.light_first {
                        row[x / 8] |= 0x80 >> (x % 8);
                    }
                }
                out.extend(row);
            }
            out
        }

        /// Every pixel, read and compared.
        fn check(&self, signature: Signature<'_>) {
            let picture = signature.picture().unwrap();
            assert_eq!((picture.width(), picture.height()), (self.width, self.height));
            assert_eq!(picture.rows().len(), self.height);
            let mut expected: Vec<usize> = (0..self.height).collect();
            if !self.top_down {
                expected.reverse();
            }
            assert_eq!(picture.rows().map(|row| row.y()).collect::<Vec<_>>(), expected);
            for row in picture.rows() {
                assert_eq!(row.pixels().len(), self.width);
                let pixels: Vec<bool> = row.pixels().collect();
                assert_eq!(pixels, (0..self.width).map(|x| ink(x, row.y())).collect::<Vec<_>>());
            }
        }
    }

    fn encode(bytes: &[u8]) -> String {
        let mut out = vec![0; BASE64.encode_len(bytes.len())];
        BASE64.encode_mut(bytes, &mut out);
        String::from_utf8(out).unwrap()
    }

    fn refused(bytes: &[u8]) -> Error {
        let error = Signature::new(&encode(bytes)).picture().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidPicture);
        error
    }

    #[test]
    fn pictures_of_every_kind_and_size() {
        let sizes = [1, 7, 8, 9, 31, 32, 33].map(|width| (width, 5));
        for (width, height) in
            sizes.into_iter().chain([(143, 77), (20, 76), (300, 18), (267, 60), (4096, 1), (1, 4096)])
        {
            for header in [12, 40, 108, 124] {
                for (top_down, light_first, colors, gap) in
                    [(false, false, 0, 0), (true, false, 2, 0), (false, true, 2, 1), (true, true, 0, 7)]
                {
                    let top_down = top_down && header != 12;
                    let bitmap = Bitmap { header, width, height, top_down, light_first, colors, gap };
                    bitmap.check(Signature::new(&encode(&bitmap.bytes())));
                }
            }
        }
    }

    #[test]
    fn line_breaks_escapes_and_what_follows_the_rows() {
        let mut bytes = PLAIN.bytes();
        bytes.extend([0; 5]);
        let text = encode(&bytes);
        assert!(text.contains('/') && text.contains('='));
        PLAIN.check(Signature::new(&text));
        PLAIN.check(Signature::new(text.trim_end_matches('=')));
        PLAIN.check(Signature::new(&text.replace('A', "A\r\n ")));
        PLAIN.check(Signature::new(&text.replace('/', "%2f").replace('=', "%3D")));
        PLAIN.check(Signature::from(Text::from_xml(
            &text.replace('/', "&#47;").replace('A', "&#x41;&#13;&#10;"),
        )));
    }

    #[test]
    fn a_picture_cut_off_anywhere_is_an_error() {
        for bitmap in
            [PLAIN, Bitmap { header: 12, gap: 2, ..PLAIN }, Bitmap { header: 124, top_down: true, ..PLAIN }]
        {
            let bytes = bitmap.bytes();
            for len in 0..bytes.len() {
                let error = refused(&bytes[..len]);
                let text_len = encode(&bytes[..len]).len();
                assert!(error.offset() <= text_len, "{error}");
            }
            let mut text = vec![0; BASE64_NOPAD.encode_len(bytes.len())];
            BASE64_NOPAD.encode_mut(&bytes, &mut text);
            let text = core::str::from_utf8(&text).unwrap();
            for len in 0..text.len() {
                let error = Signature::new(&text[..len]).picture().unwrap_err();
                assert!(error.offset() <= len);
            }
            bitmap.check(Signature::new(text));
        }
    }

    #[test]
    fn the_sample_of_the_specification_is_cut_off() {
        let sample = Signature::new("Qk2uCAAAAAAAAD4AAAAoAAAACwEAADwAAAABAAEAAAAAAHAIAADED");
        let error = sample.picture().unwrap_err();
        // Its last character gives no byte.
        assert_eq!(error.to_string(), "invalid base64 at byte 53");
        let error =
            Signature::new("Qk2uCAAAAAAAAD4AAAAoAAAACwEAADwAAAABAAEAAAAAAHAIAADE").picture().unwrap_err();
        assert_eq!(error.to_string(), "expected a whole black-and-white bitmap at byte 52");
        assert_eq!(format!("{sample:?}"), "[hidden 53]");
    }

    #[test]
    fn headers_that_say_anything_else_are_refused() {
        for (at, bytes) in [
            (0, &b"b"[..]),
            (1, b"N"),
            (10, &[0, 0, 0, 0]),
            (10, &[61, 0, 0, 0]), // rows that begin in the palette
            (10, &[0xff; 4]),
            (14, &[0, 0, 0, 0]),
            (14, &[39, 0, 0, 0]),
            (14, &[0xff; 4]),
            (18, &[0, 0, 0, 0]),
            (18, &[1, 16, 0, 0]), // 4097
            (18, &[0xff; 4]),
            (22, &[0, 0, 0, 0]),
            (22, &[1, 16, 0, 0]),
            (22, &[0xff, 0xef, 0xff, 0xff]), // -4097
            (22, &[0, 0, 0, 0x80]),
            (26, &[2, 0]),
            (28, &[8, 0]),
            (30, &[1, 0, 0, 0]),
            (46, &[1, 0, 0, 0]),
            (46, &[3, 0, 0, 0]),
            (54, &[0xff, 0xee, 0xff]), // two equal colours
        ] {
            let mut file = PLAIN.bytes();
            file[at..at + bytes.len()].copy_from_slice(bytes);
            refused(&file);
        }
        assert_eq!(refused(&[]).offset(), 0);
        assert_eq!(refused(b"<html>").offset(), 2);
        assert_eq!(refused(b"BM").offset(), 4);
        let text = encode(&PLAIN.bytes());
        let (head, tail) = text.split_at(70);
        let error = Signature::new(&format!("{head}-{tail}")).picture().unwrap_err();
        assert_eq!((error.kind(), error.offset()), (ErrorKind::InvalidBase64, 70));
        let error = Signature::new(&format!("{text}!")).picture().unwrap_err();
        assert_eq!((error.kind(), error.offset()), (ErrorKind::InvalidBase64, text.len()));
    }

    #[test]
    fn any_byte_of_the_header_may_be_anything() {
        for bitmap in [PLAIN, Bitmap { header: 12, ..PLAIN }] {
            let mut file = bitmap.bytes();
            for at in 0..bitmap.bytes().len() {
                for byte in 0..=255 {
                    let before = std::mem::replace(&mut file[at], byte);
                    if let Ok(picture) = Signature::new(&encode(&file)).picture() {
                        let pixels: usize = picture.rows().map(|row| row.pixels().count()).sum();
                        assert_eq!(pixels, picture.width() * picture.height());
                        // No more than came, a bit each.
                        assert!(pixels <= file.len() * 8);
                    }
                    file[at] = before;
                }
            }
        }
    }

    #[test]
    fn no_debug_shows_pixels() {
        let text = encode(&PLAIN.bytes());
        let picture = Signature::new(&text).picture().unwrap();
        let rows = picture.rows();
        let row = picture.rows().next().unwrap();
        assert_eq!(
            format!("{picture:?} {rows:?} {row:?} {:?}", row.pixels()),
            "Picture(9x3) Rows { left: 3, .. } Row { y: 2, .. } Pixels { left: 9, .. }"
        );
    }
}
