//! The files that a command names.

use std::path::{Path, PathBuf};

use ownwords::{Error, ErrorKind, Position};

/// The files: each as it is named or, where there is none of that name and the name is a pattern, those that it stands for,
/// in order. Most shells do this themselves; some do not, and none does within quotes.
///
/// A pattern that stands for no file is an error: a report of nothing would look like a clean one.
pub(crate) fn named(files: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut named = Vec::new();
    for file in files {
        match file.to_str().filter(|name| is_pattern(name) && !file.exists()) {
            None => named.push(file.clone()),
            Some(pattern) => named.extend(those_of(pattern)?),
        }
    }
    Ok(named)
}

/// The one file that something is done with; `what` begins the error that says why it is one.
pub(crate) fn only<'f>(files: &'f [impl AsRef<Path>], what: &str) -> Result<&'f Path, Error> {
    match files {
        [one] if one.as_ref() != Path::new("-") => Ok(one.as_ref()),
        _ => Err(Error::new(ErrorKind::Usage, what).with_help("name one file, and not standard input")),
    }
}

/// That what is written takes the place of nothing that is read: not of the records above all.
pub(crate) fn are_kept<'f>(written: &Path, read: impl IntoIterator<Item = &'f Path>) -> Result<(), Error> {
    let Ok(there) = written.canonicalize() else { return Ok(()) };
    // Where a pipe or a device stands nothing is replaced.
    if !there.is_file() || !read.into_iter().any(|read| read.canonicalize().is_ok_and(|read| read == there)) {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Usage, "this file is read, and what is written would take its place")
        .at(Position::in_file(written.display().to_string()))
        .with_help("give what is written another name"))
}

fn is_pattern(name: &str) -> bool {
    name.contains(['*', '?', '['])
}

fn those_of(pattern: &str) -> Result<Vec<PathBuf>, Error> {
    let usage = |message: String, help: &str| Error::new(ErrorKind::Usage, message).with_help(help);
    let paths = glob::glob(pattern).map_err(|error| {
        usage(format!("`{pattern}` is no pattern of names: {}", error.msg), "write it as `exports/*.csv`")
    })?;
    let mut found = Vec::new();
    for path in paths {
        let path = path.map_err(|error| {
            let message = format!("a folder of `{pattern}` cannot be read ({})", error.error().kind());
            Error::new(ErrorKind::Io, message)
                .with_help("ask whoever keeps the folder, or name the files one by one")
        })?;
        if !Path::is_dir(&path) {
            found.push(path);
        }
    }
    if found.is_empty() {
        return Err(usage(
            format!("`{pattern}` stands for no file"),
            "see that the folder and the ending are right",
        ));
    }
    Ok(found)
}
