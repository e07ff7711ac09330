//! Answers read whole: all fields, all `ExtData` entries split and trimmed.
// Criterion's macros make functions without documentation.
#![allow(missing_docs)]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tillwire_benches::{MOST_PAIRS, SAMPLES, agree, fields, fields_and_pairs, quick};

fn decode(criterion: &mut Criterion) {
    for sample in SAMPLES {
        assert!(agree(*sample), "the readers differ on {}", sample.name);
        let mut group = criterion.benchmark_group(format!("decode/{}", sample.name));
        group.throughput(Throughput::Bytes(sample.bytes.len() as u64));
        let mut pairs = [("", None); MOST_PAIRS];
        group.bench_function("tillwire", |bencher| {
            bencher.iter(|| {
                let read = fields_and_pairs(black_box(sample.bytes), &mut pairs);
                black_box(&pairs);
                read
            });
        });
        group.bench_function("tillwire, fields only", |bencher| {
            bencher.iter(|| fields(black_box(sample.bytes)));
        });
        group.bench_function("quick-xml", |bencher| {
            bencher.iter(|| quick::fields_and_pairs(black_box(sample.bytes)));
        });
        group.finish();
    }
}

criterion_group!(benches, decode);
criterion_main!(benches);
