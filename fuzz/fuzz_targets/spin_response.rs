//! An answer of a terminal, as it came.
#![cfg_attr(fuzzing, no_main)]
tillwire_fuzz::target!(spin_response);
