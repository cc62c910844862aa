//! Files that are written whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file that appears under its name only when [`keep`](Self::keep) is called. A file of that name that was there before
/// stays until then, and who may read it may read the new one.
///
/// Until then it has no name at all where the system can do that, so that nothing is left of it whatever ends the program.
/// Elsewhere it stands beside under another name, and is removed when this is dropped.
///
/// A pipe or a device cannot be replaced, so it is written to as it is.
#[derive(Debug)]
pub(crate) struct WholeFile {
    file: File,
    stands: Stands,
}

#[derive(Debug)]
enum Stands {
    /// Under its name already: a pipe or a device.
    ThereAlready,
    /// Nowhere yet, and will stand here.
    Nowhere(PathBuf),
    /// Under the first name, and will under the second.
    Beside(PathBuf, PathBuf),
}

/// Who may read a new file: whoever the system lets, or its owner alone.
#[derive(Clone, Copy)]
enum Readers {
    Usual,
    Owner,
}

impl WholeFile {
    pub(crate) fn create(path: &Path) -> io::Result<Self> {
        Self::create_for(path, Readers::Usual)
    }

    /// The same, for its owner alone where there was no file of that name before.
    pub(crate) fn create_private(path: &Path) -> io::Result<Self> {
        Self::create_for(path, Readers::Owner)
    }

    fn create_for(path: &Path, readers: Readers) -> io::Result<Self> {
        // A link stays a link: what it leads to is replaced.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let before = fs::metadata(&path).ok();
        if before.as_ref().is_some_and(|metadata| !metadata.is_file()) {
            let file = OpenOptions::new().write(true).open(&path)?;
            return Ok(Self { file, stands: Stands::ThereAlready });
        }
        let part = beside(&path)?;
        let whole = match unnamed(&path, readers) {
            Some(file) => Self { file, stands: Stands::Nowhere(path) },
            None => Self { file: named(&part, readers)?, stands: Stands::Beside(part, path) },
        };
        // Before anything is in it: whoever may not read the file may not read the new one.
        if let Some(metadata) = before {
            whole.file.set_permissions(metadata.permissions())?;
        }
        Ok(whole)
    }

    /// Gives the finished file its name.
    pub(crate) fn keep(mut self) -> io::Result<()> {
        if let Stands::Nowhere(path) = &self.stands {
            self.file.sync_all()?;
            let (part, path) = (beside(path)?, path.clone());
            name(&self.file, &part)?;
            self.stands = Stands::Beside(part, path);
        }
        if let Stands::Beside(part, path) = &self.stands {
            self.file.sync_all()?;
            fs::rename(part, path)?;
            self.stands = Stands::ThereAlready;
        }
        Ok(())
    }
}

/// The name beside another under which a file stands until it is complete.
fn beside(path: &Path) -> io::Result<PathBuf> {
    let mut name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_owned();
    name.push(format!(".{}.part", std::process::id()));
    Ok(path.with_file_name(name))
}

fn named(part: &Path, readers: Readers) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if let Readers::Owner = readers {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    #[cfg(not(unix))]
    let _ = readers;
    options.open(part)
}

/// A file without a name in the folder of `path`; `None` where the system or the file system has none.
#[cfg(target_os = "linux")]
fn unnamed(path: &Path, readers: Readers) -> Option<File> {
    use rustix::fs::{Mode, OFlags, open};

    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mode = match readers {
        Readers::Usual => 0o666,
        Readers::Owner => 0o600,
    };
    let file =
        open(folder, OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC, Mode::from_raw_mode(mode)).ok()?;
    Some(File::from(file))
}

/// Gives a file without a name one.
#[cfg(target_os = "linux")]
fn name(file: &File, path: &Path) -> io::Result<()> {
    use rustix::fs::{AtFlags, CWD, linkat};
    use std::os::fd::AsRawFd as _;

    let unnamed = format!("/proc/self/fd/{}", file.as_raw_fd());
    Ok(linkat(CWD, unnamed, CWD, path, AtFlags::SYMLINK_FOLLOW)?)
}

#[cfg(not(target_os = "linux"))]
fn unnamed(_: &Path, _: Readers) -> Option<File> {
    None
}

#[cfg(not(target_os = "linux"))]
fn name(_: &File, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
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
        if let Stands::Beside(part, _) = &self.stands {
            // The error that led here is the one to tell of.
            let _ = fs::remove_file(part);
        }
    }
}
