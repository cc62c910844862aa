//! Files that are written whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file that appears under its name only when [`keep`](Self::keep) is called; until then it stands beside it under
/// another, and is removed when this is dropped. A file of that name that was there before stays until then,
/// and who may read it may read the new one.
///
/// A pipe or a device cannot be replaced, so it is written to as it is.
#[derive(Debug)]
pub(crate) struct WholeFile {
    file: File,
    /// The name to write under and the name to end under.
    names: Option<(PathBuf, PathBuf)>,
}

impl WholeFile {
    pub(crate) fn create(path: &Path) -> io::Result<Self> {
        // A link stays a link: what it leads to is replaced.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if fs::metadata(&path).is_ok_and(|metadata| !metadata.is_file()) {
            let file = OpenOptions::new().write(true).open(&path)?;
            return Ok(Self { file, names: None });
        }
        let mut name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_owned();
        name.push(format!(".{}.part", std::process::id()));
        let part = path.with_file_name(name);
        let file = OpenOptions::new().write(true).create_new(true).open(&part)?;
        let whole = Self { file, names: Some((part, path)) };
        // Before anything is in it: whoever may not read the file may not read the new one.
        if let Some((_, path)) = &whole.names
            && let Ok(metadata) = fs::metadata(path)
        {
            whole.file.set_permissions(metadata.permissions())?;
        }
        Ok(whole)
    }

    /// Gives the finished file its name.
    pub(crate) fn keep(mut self) -> io::Result<()> {
        if let Some((part, path)) = &self.names {
            self.file.sync_all()?;
            fs::rename(part, path)?;
            self.names = None;
        }
        Ok(())
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        if let Some((part, _)) = &self.names {
            // The error that led here is the one to tell of.
            let _ = fs::remove_file(part);
        }
    }
}
