//! Runs one operation many times, for callgrind to count its instructions: see `instructions.sh`.
//!
//! `instructions` lists the operations with the length of their input, `instructions OPERATION SAMPLE COUNT` runs one.

use std::hint::black_box;
use std::process::ExitCode;

use tillwire_benches::{MOST_PAIRS, Pair, SAMPLES, agree, fields, fields_and_pairs, quick};

type Work = fn(&'static [u8], &mut [Pair<'static>]);

/// Name and work of each operation.
const OPERATIONS: &[(&str, Work)] = &[
    ("full", |input, pairs| {
        let _ = black_box(fields_and_pairs(input, pairs));
        black_box(pairs);
    }),
    ("decode", |input, _| {
        let _ = black_box(<tillwire::spin::Response<'_> as tillwire::Decode<'_>>::decode(input));
    }),
    ("fields", |input, _| {
        let _ = black_box(fields(input));
    }),
    ("quick-xml", |input, _| {
        let _ = black_box(quick::fields_and_pairs(input));
    }),
];

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [operation, sample, count] = &arguments[..] else {
        for (operation, _) in OPERATIONS {
            for sample in SAMPLES {
                assert!(agree(*sample), "the readers differ on {}", sample.name);
                println!("{operation} {} {}", sample.name, sample.bytes.len());
            }
        }
        return ExitCode::SUCCESS;
    };
    let operation = OPERATIONS.iter().find(|(name, _)| name == operation);
    let sample = SAMPLES.iter().find(|it| it.name == sample);
    let (Some((_, work)), Some(sample), Ok(count)) = (operation, sample, count.parse::<u32>()) else {
        eprintln!("usage: instructions [OPERATION SAMPLE COUNT]");
        return ExitCode::from(2);
    };
    let mut pairs = [("", None); MOST_PAIRS];
    for _ in 0..count {
        work(black_box(sample.bytes), &mut pairs);
    }
    ExitCode::SUCCESS
}
