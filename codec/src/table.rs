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

    pub(crate) const fn text(
        name: &'static str,
        aliases: &'static [&'static str],
        exposure: Exposure,
    ) -> Self {
        Self { name, aliases, deciding: false, list: false, exposure, shape: Shape::Text }
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

/// Makes a request of rows: the type that is built, written and read.
///
/// ```text
/// request! {
///     /// A void.
///     pub struct Void<'a>, told by "TransType", with () {
///         /// terminal profile number.
///         "TPN" => tpn: Text<'a>, with_tpn: &'a str [alphanumeric(12)],
///         …
///     }
/// }
/// ```
///
/// A row has the name on the wire, its aliases, the accessor and what it gives, the setter and what it takes, and the limit that the
/// setter checks. Rows are written in their order. The row that tells the request has the limit `only`, with the codes of the
/// operation; where no row tells it, an element of that name does.
macro_rules! request {
    (
        $(#[$meta:meta])*
        pub struct $request:ident<$lt:lifetime>, told by $told:literal, with $groups:ty {
            $($(#[$doc:meta])* $name:literal $(| $alias:literal)* => $field:ident: $ty:ty, $setter:ident: $given:ty [$limit:expr],)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy)]
        #[must_use]
        pub struct $request<$lt> {
            pub(crate) cells: $crate::message::Cells<$lt, { [$($name),*].len() }>,
            pub(crate) groups: $groups,
            pub(crate) rest: $crate::message::Rest<$lt>,
        }

        const _: () = {
            const FIELD_COUNT: usize = [$($name),*].len();

            // The types of the rows name the lifetime.
            #[allow(clippy::extra_unused_lifetimes)]
            const fn fields<$lt>() -> [$crate::Field; FIELD_COUNT] {
                [$($crate::Field::text($name, &[$($alias),*], <$ty as $crate::message::Cell<'_>>::EXPOSURE),)*]
            }

            static FIELDS: [$crate::Field; FIELD_COUNT] = fields();

            static LINES: [$crate::message::Line; FIELD_COUNT] = [$($crate::message::Line {
                open: concat!("<", $name, ">"),
                close: concat!("</", $name, ">"),
                limit: $limit,
            },)*];

            #[allow(non_camel_case_types)]
            #[derive(Clone, Copy)]
            enum Place { $($field,)* }

            impl<$lt> $request<$lt> {
                /// The documented fields, in the order in which they are written.
                pub const FIELDS: &'static [$crate::Field] = &FIELDS;

                /// With the fields of the terminal, and nothing else.
                pub(super) fn at(terminal: &$crate::spin::Terminal<$lt>) -> Self {
                    let mut request = Self {
                        cells: $crate::message::Cells::EMPTY,
                        groups: Default::default(),
                        rest: $crate::message::Rest::EMPTY,
                    };
                    request.cells.put(Place::register_id as usize, terminal.register_id);
                    request.cells.put(Place::tpn as usize, terminal.tpn);
                    request.cells.put(Place::auth_key as usize, terminal.auth_key);
                    request
                }

                /// Sets a field to any text that XML can hold, whatever the table says of it.
                ///
                /// # Errors
                /// [`Rule::UnknownField`](crate::Rule::UnknownField) for a name without a row (see [`extra`](Self::extra)),
                /// [`Rule::InvalidChar`](crate::Rule::InvalidChar).
                pub fn raw(mut self, name: &str, text: &$lt str) -> Result<Self, $crate::RuleError> {
                    self.cells.raw(&FIELDS, name, text)?;
                    Ok(self)
                }

                /// Adds fields that have no row: name and text of each, written after the others. A second call replaces the first.
                ///
                /// # Errors
                /// [`Rule::KnownField`](crate::Rule::KnownField) for a name with a row,
                /// [`Rule::InvalidName`](crate::Rule::InvalidName), [`Rule::InvalidChar`](crate::Rule::InvalidChar).
                pub fn extra(mut self, extra: &$lt [(&$lt str, &$lt str)]) -> Result<Self, $crate::RuleError> {
                    self.rest.add(&FIELDS, extra)?;
                    Ok(self)
                }

                /// All fields as they came, unknown ones among them; `None` for a request that was built.
                #[must_use]
                pub fn fields(&self) -> Option<$crate::spin::Fields<$lt>> {
                    self.rest.unknown(&FIELDS)
                }

                /// The status request that asks what became of this one: same terminal, payment type and reference. `None`
                /// where it lacks the reference or the payment type: see
                /// [`status_followup_as`](Self::status_followup_as).
                #[must_use]
                pub fn status_followup(&self) -> Option<$crate::spin::Status<$lt>> {
                    $crate::spin::Status::after(|name| self.cells.named(&FIELDS, name), None)
                }

                /// The same with the payment type given, for a request that has none. `None` where it lacks the reference.
                #[must_use]
                pub fn status_followup_as(
                    &self,
                    payment_type: $crate::spin::KnownPaymentType,
                ) -> Option<$crate::spin::Status<$lt>> {
                    $crate::spin::Status::after(|name| self.cells.named(&FIELDS, name), Some(payment_type))
                }

                $(
                    #[doc = concat!("`", $name, "`: ")]
                    $(#[$doc])*
                    #[must_use]
                    pub fn $field(&self) -> Option<$ty> {
                        self.cells.read(Place::$field as usize)
                    }

                    #[doc = concat!("Sets `", $name, "`: ")]
                    $(#[$doc])*
                    ///
                    /// # Errors
                    /// The [`Rule`](crate::Rule) of the table that the value breaks.
                    pub fn $setter(mut self, value: $given) -> Result<Self, $crate::RuleError> {
                        self.cells.set(&FIELDS, &LINES, Place::$field as usize, value)?;
                        $crate::spin::request::check_together($name, |name| self.cells.named(&FIELDS, name))?;
                        Ok(self)
                    }
                )*
            }

            impl<$lt> $crate::spin::Ask for $request<$lt> {
                const PARAMETER: $crate::spin::Parameter = $crate::spin::Parameter::of($told);

                fn question(&self) -> $crate::spin::Question<'_> {
                    $crate::spin::Question::new(|name| self.cells.named(&FIELDS, name))
                }
            }

            impl<$lt> $crate::spin::request::Read<$lt> for $request<$lt> {
                fn read(text: &$lt str, options: &$crate::Options, repair: bool) -> Result<Self, $crate::Error> {
                    let empty = $crate::message::Cells::EMPTY;
                    let fill = |reader: &mut $crate::syntax::xml::Reader<$lt>| {
                        $crate::message::Cells::fill(reader, &FIELDS, options)
                    };
                    let (cells, source) =
                        $crate::message::read_root(text, options, repair, "request", empty, fill)?;
                    let rest = $crate::message::Rest { extra: &[], source: Some(source) };
                    $crate::spin::request::told_by($told, &cells, &FIELDS, &LINES, &rest)?;
                    Ok(Self { cells, groups: Default::default(), rest })
                }
            }

            impl<$lt> $crate::Decode<$lt> for $request<$lt> {
                /// Reads under [`Policy::Strict`](crate::Policy::Strict): a request is not to be guessed.
                fn decode(input: &$lt [u8]) -> Result<Self, $crate::Error> {
                    Self::decode_with(input, &$crate::Options::new($crate::Policy::Strict))
                }

                fn decode_with(input: &$lt [u8], options: &$crate::Options) -> Result<Self, $crate::Error> {
                    $crate::spin::request::decode(input, options)
                }
            }

            impl $crate::Encode for $request<'_> {
                fn write_to(&self, writer: &mut $crate::Writer<'_>) {
                    writer.raw("<request>");
                    self.cells.write(&LINES, writer);
                    $crate::spin::request::Groups::write(&self.groups, writer);
                    self.rest.write(&FIELDS, |name| $crate::spin::request::Groups::owns(&self.groups, name), writer);
                    writer.raw("</request>");
                }
            }

            /// Prints the fields: secrets redacted, personal and unknown ones as their length.
            impl core::fmt::Debug for $request<'_> {
                fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                    let mut debug = f.debug_struct(stringify!($request));
                    self.cells.debug(&FIELDS, &LINES, &mut debug);
                    self.rest.debug(&FIELDS, &mut debug);
                    debug.finish()
                }
            }
        };
    };
}
pub(crate) use request;

/// Makes a group of rows within a request: as [`request!`], without what belongs to a whole message. `with` names what it holds
/// beside its rows: its lists.
macro_rules! group {
    (
        $(#[$meta:meta])*
        pub struct $group:ident<$lt:lifetime>, with $lists:ty {
            $($(#[$doc:meta])* $name:literal $(| $alias:literal)* => $field:ident: $ty:ty, $setter:ident: $given:ty [$limit:expr],)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy)]
        #[must_use]
        pub struct $group<$lt> {
            pub(crate) cells: $crate::message::Cells<$lt, { [$($name),*].len() }>,
            pub(crate) lists: $lists,
        }

        const _: () = {
            const FIELD_COUNT: usize = [$($name),*].len();

            // The types of the rows name the lifetime.
            #[allow(clippy::extra_unused_lifetimes)]
            const fn fields<$lt>() -> [$crate::Field; FIELD_COUNT] {
                [$($crate::Field::text($name, &[$($alias),*], <$ty as $crate::message::Cell<'_>>::EXPOSURE),)*]
            }

            static FIELDS: [$crate::Field; FIELD_COUNT] = fields();

            static LINES: [$crate::message::Line; FIELD_COUNT] = [$($crate::message::Line {
                open: concat!("<", $name, ">"),
                close: concat!("</", $name, ">"),
                limit: $limit,
            },)*];

            #[allow(non_camel_case_types)]
            #[derive(Clone, Copy)]
            enum Place { $($field,)* }

            impl<$lt> $group<$lt> {
                /// The documented fields, in the order in which they are written.
                pub const FIELDS: &'static [$crate::Field] = &FIELDS;

                /// No field set.
                pub fn new() -> Self {
                    Self { cells: $crate::message::Cells::EMPTY, lists: Default::default() }
                }

                /// Sets a field to any text that XML can hold, whatever the table says of it.
                ///
                /// # Errors
                /// [`Rule::UnknownField`](crate::Rule::UnknownField) for a name without a row,
                /// [`Rule::InvalidChar`](crate::Rule::InvalidChar).
                pub fn raw(mut self, name: &str, text: &$lt str) -> Result<Self, $crate::RuleError> {
                    self.cells.raw(&FIELDS, name, text)?;
                    Ok(self)
                }

                $(
                    #[doc = concat!("`", $name, "`: ")]
                    $(#[$doc])*
                    #[must_use]
                    pub fn $field(&self) -> Option<$ty> {
                        self.cells.read(Place::$field as usize)
                    }

                    #[doc = concat!("Sets `", $name, "`: ")]
                    $(#[$doc])*
                    ///
                    /// # Errors
                    /// The [`Rule`](crate::Rule) of the table that the value breaks.
                    pub fn $setter(mut self, value: $given) -> Result<Self, $crate::RuleError> {
                        self.cells.set(&FIELDS, &LINES, Place::$field as usize, value)?;
                        Ok(self)
                    }
                )*
            }

            impl Default for $group<'_> {
                fn default() -> Self {
                    Self::new()
                }
            }

            impl<$lt> $crate::message::Group<$lt> for $group<$lt> {
                fn within(content: &$lt str) -> Self {
                    Self {
                        cells: $crate::message::Cells::within(content, &FIELDS),
                        lists: $crate::message::Group::within(content),
                    }
                }

                fn write(&self, writer: &mut $crate::Writer<'_>) {
                    self.cells.write(&LINES, writer);
                    $crate::message::Group::write(&self.lists, writer);
                }
            }

            impl core::fmt::Debug for $group<'_> {
                fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                    let mut debug = f.debug_struct(stringify!($group));
                    self.cells.debug(&FIELDS, &LINES, &mut debug);
                    debug.finish()
                }
            }
        };
    };
}
pub(crate) use group;
