//! The fuzz bodies over the corpus, over what once broke them, and over damaged messages: on stable, without a fuzzer.
// As the bodies.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used
)]

use std::fs;
use std::path::{Path, PathBuf};

use tillwire_fuzz::{Body, TARGETS, extdata, spin_response};

/// Name and bytes of every file in a folder of the repository, sorted by name.
fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join(folder);
    let entries = fs::read_dir(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.is_file() && !path.ends_with("README.md"));
    paths.sort();
    paths.into_iter().map(|path| (path.display().to_string(), fs::read(&path).unwrap())).collect()
}

fn corpus() -> Vec<(String, Vec<u8>)> {
    let files = files("corpus/spin");
    assert!(files.len() >= 50, "the corpus is incomplete: {} files", files.len());
    files
}

/// Runs a body and says of which input it is where it panics.
fn run(name: &str, what: std::fmt::Arguments<'_>, body: Body, data: &[u8]) {
    if let Err(panic) = std::panic::catch_unwind(|| body(data)) {
        eprintln!("{name} {what}: {}", data.escape_ascii());
        std::panic::resume_unwind(panic);
    }
}

#[test]
fn every_message() {
    for (name, data) in corpus() {
        for (target, body) in TARGETS {
            run(&name, format_args!("as {target}"), *body, &data);
        }
    }
}

#[test]
fn every_regression() {
    for (target, body) in TARGETS {
        for (name, data) in files(&format!("fuzz/regressions/{target}")) {
            run(&name, format_args!("as {target}"), *body, &data);
        }
    }
}

#[test]
fn every_truncation() {
    for (name, data) in corpus() {
        for len in 0..data.len() {
            run(&name, format_args!("cut at {len}"), spin_response, &data[..len]);
        }
    }
}

/// Small enough for every edit of every byte.
fn small() -> Vec<(String, Vec<u8>)> {
    let mut files = corpus();
    files.retain(|(_, data)| data.len() < 160);
    assert!(files.len() >= 15, "{} small files", files.len());
    files
}

#[test]
fn every_byte_deleted() {
    for (name, data) in small() {
        for at in 0..data.len() {
            let edited = [&data[..at], &data[at + 1..]].concat();
            run(&name, format_args!("without byte {at}"), spin_response, &edited);
        }
    }
}

#[test]
fn every_byte_replaced() {
    for (name, data) in small() {
        for at in 0..data.len() {
            for byte in *b"<>&/ \0,=0\xef" {
                let mut edited = data.clone();
                edited[at] = byte;
                let what = format_args!("with {byte:#x} at {at}");
                run(&name, what, spin_response, &edited);
            }
        }
    }
}

#[test]
fn every_list_and_its_truncations() {
    let mut lists = 0;
    for (name, data) in corpus() {
        let Ok(text) = std::str::from_utf8(&data) else { continue };
        for rest in text.split("<ExtData>").skip(1) {
            let list = rest.split('<').next().unwrap_or_default();
            for len in 0..=list.len() {
                run(&name, format_args!("list cut at {len}"), extdata, &list.as_bytes()[..len]);
            }
            lists += 1;
        }
    }
    assert!(lists >= 18, "{lists} lists");
}
