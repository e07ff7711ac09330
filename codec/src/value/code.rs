//! Codes: values of a closed list that does not stay closed.

use core::hash::{Hash, Hasher};

use crate::value::Text;

/// How the codes of a field are compared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    /// Byte for byte.
    Exact,
    /// Without regard to the case of ASCII letters: the field is seen in several.
    Ignored,
}

impl Case {
    /// Whether `a` and `b` are the same code.
    pub(crate) fn same(self, a: Text<'_>, b: Text<'_>) -> bool {
        match self {
            Self::Exact => a == b,
            Self::Ignored => match (a.as_str(), b.as_str()) {
                (Some(a), Some(b)) => a.eq_ignore_ascii_case(b),
                _ => a.chars().map(fold).eq(b.chars().map(fold)),
            },
        }
    }

    /// The place of `code` among `names`.
    pub(crate) fn place(self, code: Text<'_>, names: &[&str]) -> Option<usize> {
        names.iter().position(|name| self.same(code, Text::new(name)))
    }

    /// The hash that goes with [`same`](Self::same).
    pub(crate) fn hash<H: Hasher>(self, code: Text<'_>, state: &mut H) {
        match self {
            Self::Exact => code.hash(state),
            Self::Ignored => code.chars().for_each(|c| fold(c).hash(state)),
        }
    }
}

const fn fold(c: char) -> char {
    c.to_ascii_lowercase()
}

/// Makes codes of rows `CONSTANT = Variant "text on the wire"`: a view over text that keeps values which this crate does not
/// know, and an enum of those that it does.
///
/// ```text
/// codes! {
///     /// How it went.
///     pub struct ResultCode, known as KnownResultCode, compared Exact {
///         /// Done.
///         OK = Ok "0";
///     }
/// }
///
/// ResultCode::new("0").known() == Some(KnownResultCode::Ok)
/// ResultCode::new("7").known() == None            // kept: its text is still "7"
/// ResultCode::OK, ResultCode::KNOWN, KnownResultCode::Ok.as_str(), ResultCode::from(KnownResultCode::Ok)
/// ```
macro_rules! codes {
    ($(
        $(#[$meta:meta])*
        pub struct $code:ident, known as $known:ident, compared $case:ident {
            $($(#[$doc:meta])* $constant:ident = $variant:ident $text:literal;)+
        }
    )+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy)]
        pub struct $code<'a>($crate::Text<'a>);

        $crate::value::view!($code, Shown);

        impl<'a> $code<'a> {
            /// The known values, as this crate writes them.
            pub const KNOWN: &'static [&'static str] = &[$($text),+];

            const CASE: $crate::value::Case = $crate::value::Case::$case;

            $(
                #[doc = concat!("`", $text, "`")]
                ///
                $(#[$doc])*
                pub const $constant: Self = Self::new($text);
            )+

            /// The text as it came.
            #[must_use]
            pub const fn as_text(&self) -> $crate::Text<'a> {
                self.0
            }

            /// Which known value it is; `None` for any other, whose text is kept.
            #[must_use]
            pub fn known(&self) -> Option<$known> {
                $known::ALL.get(Self::CASE.place(self.0, Self::KNOWN)?).copied()
            }
        }

        impl PartialEq for $code<'_> {
            fn eq(&self, other: &Self) -> bool {
                Self::CASE.same(self.0, other.0)
            }
        }

        impl Eq for $code<'_> {}

        impl PartialEq<str> for $code<'_> {
            fn eq(&self, other: &str) -> bool {
                Self::CASE.same(self.0, $crate::Text::new(other))
            }
        }

        impl PartialEq<&str> for $code<'_> {
            fn eq(&self, other: &&str) -> bool {
                *self == **other
            }
        }

        impl core::hash::Hash for $code<'_> {
            fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
                Self::CASE.hash(self.0, state);
            }
        }

        /// The text as it came.
        impl core::fmt::Display for $code<'_> {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl core::fmt::Debug for $code<'_> {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.debug_tuple(stringify!($code)).field(&self.0).finish()
            }
        }

        #[doc = concat!("The known values of [`", stringify!($code), "`].")]
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[non_exhaustive]
        pub enum $known {
            $(
                #[doc = concat!("`", $text, "`")]
                ///
                $(#[$doc])*
                $variant,
            )+
        }

        impl $known {
            /// Every known value, in the order of its declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its text on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl From<$known> for $code<'_> {
            fn from(known: $known) -> Self {
                Self::new(known.as_str())
            }
        }
    )+};
}
pub(crate) use codes;

codes! {
    /// A yes or no of a SPIn answer: `Voided`, and `isPartialApprovalTxn`, `isGiftMode`, `isWalletMode`, `offlinePin`,
    /// `L2L3flag` in `ExtData`. Compared without regard to case: the SPIn specification writes `True/False` in its table and
    /// `false` in its samples.
    ///
    /// ```
    /// use tillwire::Flag;
    /// assert_eq!(Flag::new("True").is_true(), Some(true));
    /// assert_eq!(Flag::new("").is_true(), None);
    /// ```
    pub struct Flag, known as KnownFlag, compared Ignored {
        /// It is so.
        TRUE = True "true";
        /// It is not so.
        FALSE = False "false";
    }
}

impl Flag<'_> {
    /// What it says; `None` where it is neither word, such as the empty text.
    #[must_use]
    pub fn is_true(&self) -> Option<bool> {
        self.known().map(|known| known == KnownFlag::True)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spin::{CardType, KnownCardType};
    use std::hash::DefaultHasher;

    fn hash(value: impl Hash) -> u64 {
        let mut state = DefaultHasher::new();
        value.hash(&mut state);
        state.finish()
    }

    #[test]
    fn exact_codes_are_compared_byte_for_byte() {
        for (text, known) in [
            ("VISA", Some(KnownCardType::Visa)),
            ("&#86;ISA", Some(KnownCardType::Visa)),
            ("JCB", Some(KnownCardType::Jcb)),
            ("Visa", None),
            ("", None),
            (" VISA", None),
            ("VISAVISA", None),
        ] {
            let card = CardType::from(Text::from_xml(text));
            assert_eq!(card.known(), known, "{text}");
            assert_eq!(card == CardType::VISA, known == Some(KnownCardType::Visa));
        }
        assert_eq!(CardType::from(KnownCardType::Jcb), CardType::JCB);
        assert_eq!(
            format!("{0} {0:?} {1:?}", CardType::new("x"), CardType::JCB),
            "x CardType(\"x\") CardType(\"JCB\")"
        );
        assert_eq!(hash(CardType::new("x")), hash(CardType::from(Text::from_xml("&#120;"))));
    }

    #[test]
    fn case_is_ignored_where_it_is_declared_so() {
        for (text, value) in [
            ("true", Some(true)),
            ("TRUE", Some(true)),
            ("&#x54;rue", Some(true)),
            ("False", Some(false)),
            ("false", Some(false)),
            ("", None),
            ("1", None),
            ("yes", None),
            (" true", None),
            ("ſalse", None),
        ] {
            assert_eq!(Flag::from(Text::from_xml(text)).is_true(), value, "{text}");
        }
        assert_eq!(Flag::new("TRUE"), Flag::TRUE);
        assert_eq!(Flag::new("TRUE"), "true");
        assert_ne!(Flag::new("maybe"), "mayb");
        assert_eq!(Flag::new("Maybe"), Flag::from(Text::from_xml("m&#65;yBe")));
        assert_eq!(hash(Flag::new("Maybe")), hash(Flag::from(Text::from_xml("m&#65;yBe"))));
        assert_eq!(Flag::new("TRUE").to_string(), "TRUE");
    }
}
