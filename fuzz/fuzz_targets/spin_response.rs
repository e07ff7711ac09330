#![cfg_attr(fuzzing, no_main)]
tillwire_fuzz::target!(spin_response);
