//! The rows in which fields are declared, and what is made of them.
//!
//! A table lists the fields of a message as the vendor's page does, a row each:
//!
//! ```text
//! message! {
//!     /// An answer.
//!     pub struct Response<'a>, builder ResponseBuilder {
//!         /// Echo of the request's reference.
//!         "RefId" => ref_id: Option<Text<'a>> [deciding],
//!         /// Register; the second name is a spelling that is read and never written.
//!         "RegisterId" | "RegitsterId" => register_id: Option<Text<'a>> [deciding],
//!         /// A field that may come several times.
//!         "ExtData" => ext_data: Many<'a, ExtData<'a>>,
//!     }
//! }
//! ```
//!
//! For a row like the first the macro writes no more than this:
//!
//! ```text
//! static FIELDS: [Field; 3] = [Field::new::<Option<Text<'_>>>("RefId", &[], true), …];
//!
//! impl<'a> Response<'a> {
//!     /// `RefId`: Echo of the request's reference.
//!     pub fn ref_id(&self) -> Option<Text<'a>> { Row::read(&self.source, &FIELDS[0], self.slots.get(0)) }
//! }
//!
//! impl<'a> ResponseBuilder<'a> {
//!     /// Sets `RefId`.
//!     pub fn ref_id(self, content: impl Into<Contents<'a>>) -> Self { self.set(0, content.into()) }
//! }
//! ```
//!
//! Everything that is done with rows is done by the functions of [`crate::message`], which know no field by name.

use core::fmt;

use crate::message::{Row, Shape};
use crate::value::Exposure;

/// A documented field: what its row says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// The name on the wire.
    pub name: &'static str,
    /// Other spellings, read and never written.
    pub aliases: &'static [&'static str],
    /// Whether a verdict may hang on it: repeated with another value, or repaired, it makes the outcome `Conflict`.
    pub deciding: bool,
    /// Whether it may come several times.
    pub list: bool,
    /// How much of it may be printed.
    pub exposure: Exposure,
    /// What its content is.
    pub shape: Shape,
}

impl Field {
    pub(crate) const fn new<'a, R: Row<'a>>(
        name: &'static str,
        aliases: &'static [&'static str],
        deciding: bool,
    ) -> Self {
        Self { name, aliases, deciding, list: R::LIST, exposure: R::EXPOSURE, shape: R::SHAPE }
    }

    /// Whether `name` is one of its spellings.
    #[must_use]
    pub fn is_named(&self, name: &str) -> bool {
        self.name == name || self.aliases.contains(&name)
    }
}

impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Field({})", self.name)
    }
}

/// Makes a message of rows: the struct that decoding fills, its accessors, and the builder.
macro_rules! message {
    (
        $(#[$meta:meta])*
        pub struct $message:ident<$lt:lifetime>, builder $builder:ident {
            $($(#[$doc:meta])* $name:literal $(| $alias:literal)* => $field:ident: $ty:ty $([$deciding:ident])?,)*
        }
    ) => {
        const FIELD_COUNT: usize = [$($name),*].len();
        const NAME_COUNT: usize = [$($name,)* $($($alias,)*)*].len();

        // The types of the rows name the lifetime.
        #[allow(clippy::extra_unused_lifetimes)]
        const fn fields<$lt>() -> [$crate::Field; FIELD_COUNT] {
            [$($crate::Field::new::<$ty>($name, &[$($alias),*], !concat!("", $(stringify!($deciding))?).is_empty()),)*]
        }

        pub(crate) static FIELDS: [$crate::Field; FIELD_COUNT] = fields();

        static NAMES: $crate::syntax::names::Names = {
            static LIST: [&str; NAME_COUNT] = [$($name,)* $($($alias,)*)*];
            static WORDS: [[u64; 2]; NAME_COUNT] = $crate::syntax::names::words(&LIST);
            $crate::syntax::names::Names::new(&LIST, &WORDS)
        };

        #[allow(non_camel_case_types)]
        #[derive(Clone, Copy)]
        enum Place { $($field,)* }

        $(#[$meta])*
        #[derive(Clone, Copy)]
        pub struct $message<$lt> {
            source: $crate::message::Source<$lt>,
            slots: $crate::message::Slots<FIELD_COUNT>,
        }

        impl<$lt> $message<$lt> {
            /// The documented fields, in the order of the vendor's table.
            pub const FIELDS: &'static [$crate::Field] = &FIELDS;

            $(
                #[doc = concat!("`", $name, "`: ")]
                $(#[$doc])*
                #[must_use]
                pub fn $field(&self) -> $ty {
                    self.slots.row(&self.source, &FIELDS, Place::$field as usize)
                }
            )*
        }

        #[doc = concat!("Makes a [`", stringify!($message), "`] to send: for simulators and tests.")]
        #[derive(Clone, Copy)]
        #[must_use]
        pub struct $builder<$lt> {
            contents: [$crate::message::Contents<$lt>; FIELD_COUNT],
            extra: &$lt [(&$lt str, &$lt str)],
        }

        impl<$lt> $builder<$lt> {
            /// No field set.
            pub const fn new() -> Self {
                Self { contents: [$crate::message::Contents::Absent; FIELD_COUNT], extra: &[] }
            }

            /// Adds fields that have no row: name and text of each, written after the others.
            pub const fn extra(self, extra: &$lt [(&$lt str, &$lt str)]) -> Self {
                Self { extra, ..self }
            }

            fn parts(&self) -> $crate::message::Parts<'_> {
                $crate::message::Parts { fields: &FIELDS, contents: &self.contents, extra: self.extra }
            }

            fn set(mut self, place: Place, content: $crate::message::Contents<$lt>) -> Self {
                if let Some(contents) = self.contents.get_mut(place as usize) {
                    *contents = content;
                }
                self
            }

            $(
                #[doc = concat!("Sets `", $name, "`: ")]
                $(#[$doc])*
                pub fn $field(self, content: impl Into<$crate::message::Contents<$lt>>) -> Self {
                    self.set(Place::$field, content.into())
                }
            )*
        }

        impl $crate::message::Elements for $builder<'_> {
            fn check(&self) -> Result<(), $crate::Error> {
                self.parts().check()
            }

            fn write_elements(&self, writer: &mut $crate::Writer<'_>) {
                self.parts().write_elements(writer);
            }
        }

        impl core::fmt::Debug for $builder<'_> {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                core::fmt::Debug::fmt(&self.parts(), f)
            }
        }

        impl Default for $builder<'_> {
            fn default() -> Self {
                Self::new()
            }
        }
    };
}
pub(crate) use message;

/// Makes the accessors of a list of `key=value` entries.
macro_rules! pairs_view {
    (
        impl $view:ident<$lt:lifetime> {
            $($(#[$doc:meta])* $name:literal $(| $alias:literal)* => $field:ident: $ty:ty $([$deciding:ident])?,)*
        }
    ) => {
        const FIELD_COUNT: usize = [$($name),*].len();

        // The types of the rows name the lifetime.
        #[allow(clippy::extra_unused_lifetimes)]
        const fn fields<$lt>() -> [$crate::Field; FIELD_COUNT] {
            [$($crate::Field::new::<Option<$ty>>(
                $name,
                &[$($alias),*],
                !concat!("", $(stringify!($deciding))?).is_empty(),
            ),)*]
        }

        static FIELDS: [$crate::Field; FIELD_COUNT] = fields();

        #[allow(non_camel_case_types)]
        #[derive(Clone, Copy)]
        enum Place { $($field,)* }

        impl<$lt> $view<$lt> {
            /// The documented keys.
            pub const FIELDS: &'static [$crate::Field] = &FIELDS;

            $(
                #[doc = concat!("`", $name, "`: ")]
                $(#[$doc])*
                #[must_use]
                pub fn $field(&self) -> Option<$ty> {
                    self.list.value(FIELDS.get(Place::$field as usize)?)
                }
            )*
        }
    };
}
pub(crate) use pairs_view;
