//! The files that were named, and those in the folders that were named.

use std::ffi::OsStr;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use tillwire::Limits;

use crate::display::Escaped;

/// Where a message comes from.
pub(crate) enum Source {
    Stdin,
    File(PathBuf),
}

/// A file or folder that cannot be read.
pub(crate) struct Unreadable {
    name: String,
    error: io::Error,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", Escaped(&self.name), self.error)
    }
}

fn unreadable(path: &Path, error: io::Error) -> Unreadable {
    Unreadable { name: path.to_string_lossy().into_owned(), error }
}

impl Source {
    /// The name and the content, no more of it than shows that it is too long.
    ///
    /// # Errors
    /// What the file system says.
    pub(crate) fn read(self) -> Result<(String, Vec<u8>), Unreadable> {
        let path = match &self {
            Self::Stdin => Path::new("-"),
            Self::File(path) => path,
        };
        let bytes = match &self {
            Self::Stdin => read_capped(io::stdin().lock()),
            Self::File(path) => File::open(path).and_then(read_capped),
        };
        match bytes {
            Ok(bytes) => Ok((path.to_string_lossy().into_owned(), bytes)),
            Err(error) => Err(unreadable(path, error)),
        }
    }
}

fn read_capped(reader: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(Limits::MAX.max_len as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What `paths` name: `-` is the standard input, folders are walked.
pub(crate) fn sources(paths: &[PathBuf]) -> impl Iterator<Item = Result<Source, Unreadable>> {
    paths.iter().flat_map(|path| match path {
        path if path == Path::new("-") => vec![Ok(Source::Stdin)],
        path if path.is_dir() => walk(path),
        path => vec![Ok(Source::File(path.clone()))],
    })
}

/// The files in a folder and in the folders below, in order of name.
///
/// Links to folders are not followed, since they may lead back; README.md and dot files are no messages. A folder without
/// a file is an error: who checks it would take silence for success.
fn walk(root: &Path) -> Vec<Result<Source, Unreadable>> {
    let mut found = Vec::new();
    let mut open = vec![root.to_path_buf()];
    while let Some(path) = open.pop() {
        let entries = fs::read_dir(&path).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let mut entries = match entries {
            Ok(entries) => entries,
            Err(error) => {
                found.push(Err(unreadable(&path, error)));
                continue;
            }
        };
        entries.retain(|entry| !is_skipped(&entry.file_name()));
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let path = entry.path();
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => open.push(path),
                Ok(kind) if kind.is_file() || (kind.is_symlink() && path.is_file()) => {
                    found.push(Ok(path));
                }
                Ok(_) => {}
                Err(error) => found.push(Err(unreadable(&path, error))),
            }
        }
    }
    // Folders were put off until after the files beside them; the order is that of the whole paths.
    found.sort_by(|a, b| path_of(a).cmp(&path_of(b)));
    if found.is_empty() {
        found.push(Err(unreadable(root, io::Error::other("no files in this folder"))));
    }
    found.into_iter().map(|path| path.map(Source::File)).collect()
}

fn path_of(found: &Result<PathBuf, Unreadable>) -> Option<&PathBuf> {
    found.as_ref().ok()
}

fn is_skipped(name: &OsStr) -> bool {
    name == "README.md" || name.as_encoded_bytes().first() == Some(&b'.')
}
