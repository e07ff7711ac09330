//! The text of an `ExtData` list.
#![cfg_attr(fuzzing, no_main)]
tillwire_fuzz::target!(extdata);
