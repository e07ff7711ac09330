//! The messages of `corpus/`.

use std::path::{Path, PathBuf};

/// Name and bytes of every answer in `corpus/spin` and `corpus/refused`, sorted by name.
pub(crate) fn spin() -> Vec<(String, Vec<u8>)> {
    let mut files = all();
    files.retain(|(name, _)| !name.starts_with("request-"));
    assert!(files.len() >= 50, "the corpus is incomplete: {} answers", files.len());
    files
}

/// Name and bytes of every request in `corpus/requests`, sorted by name.
pub(crate) fn requests() -> Vec<(String, Vec<u8>)> {
    let mut files = all();
    files.retain(|(name, _)| name.starts_with("request-"));
    assert!(files.len() >= 23, "the corpus is incomplete: {} requests", files.len());
    files
}

fn all() -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = ["corpus/spin", "corpus/requests", "corpus/refused"]
        .into_iter()
        .flat_map(|folder| std::fs::read_dir(root().join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| !path.ends_with("README.md"))
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}
