#![cfg_attr(fuzzing, no_main)]
tillwire_fuzz::target!(extdata);
