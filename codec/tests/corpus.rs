//! The messages of `corpus/`.

use std::path::{Path, PathBuf};

/// Name and bytes of every message in `corpus/spin` and `corpus/refused`, sorted by name.
pub(crate) fn spin() -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = ["corpus/spin", "corpus/refused"]
        .into_iter()
        .flat_map(|folder| std::fs::read_dir(root().join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| !path.ends_with("README.md"))
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(&path).unwrap()))
        .collect();
    files.sort();
    assert!(files.len() >= 50, "the corpus is incomplete: {} files", files.len());
    files
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}
