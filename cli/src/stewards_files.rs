//! The stewards' files as verbs read them, and files as verbs write them.

use std::fs;
use std::io::{self, Read as _, Write};
use std::path::Path;

use ownwords::authoring::Lists;
use ownwords::steward::exchange::LARGEST;
use ownwords::{Error, ErrorKind, Position};

use crate::whole_file::WholeFile;

/// The files of the folder; of several faults the first is said, since `ownwords check` says them all.
pub(crate) fn read_lists(root: &Path) -> Result<Lists, Error> {
    if !root.join("mappings").is_dir() && !root.join("standards").is_dir() {
        return Err(Error::new(
            ErrorKind::Io,
            "here are no files of stewards: neither standards/ nor mappings/",
        )
        .at(Position::in_file(root.display().to_string()))
        .with_help("run the command at the root of the repository, or name the folder"));
    }
    Lists::read(root).map_err(|faults| {
        let place = |mut fault: Error| {
            if let Some(mut place) = fault.position().cloned() {
                place.file = place.file.map(|file| root.join(file).display().to_string());
                fault = fault.at(place);
            }
            fault
        };
        faults.into_iter().next().map_or_else(|| Error::new(ErrorKind::Io, "nothing could be read"), place)
    })
}

/// The files of the folder where there are any, and otherwise the lists that this program was built with.
pub(crate) fn lists_or_embedded(root: &Path) -> Result<Lists, Error> {
    if root.join("standards").is_dir() { read_lists(root) } else { Ok(Lists::embedded()) }
}

/// The error with the nearest of the known names.
pub(crate) fn nearest<'a>(error: Error, name: &str, known: impl Iterator<Item = &'a str>) -> Error {
    let known: Vec<&str> = known.collect();
    let found = ownwords::bridge::systems::nearest_key(name).filter(|found| known.contains(found));
    let within = || known.iter().copied().find(|known| known.contains(name) || name.contains(known));
    match found.or_else(within) {
        Some(found) => error.with_help(format!("did you mean `{found}`?")),
        None => error.with_help("name a key as the files under mappings/ have it"),
    }
}

pub(crate) fn not_read(path: &Path, error: io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("this cannot be read ({})", error.kind()))
        .at(Position::in_file(path.display().to_string()))
        .with_help("see that the name is spelt right, and who may read there")
        .with_source(error)
}

/// Writes the file whole or not at all.
pub(crate) fn write_whole(path: &Path, text: impl AsRef<[u8]>) -> Result<(), Error> {
    let written = WholeFile::create(path).and_then(|mut file| {
        file.write_all(text.as_ref())?;
        file.keep()
    });
    written.map_err(|error| {
        Error::new(ErrorKind::Io, format!("this cannot be written ({})", error.kind()))
            .at(Position::in_file(path.display().to_string()))
            .with_help("see that the folder is there, and who may write there")
            .with_source(error)
    })
}

/// The bytes of a file; of one that is too large for any reader here, as much as shows it.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, Error> {
    up_to(path, LARGEST as u64).map_err(|error| not_read(path, error))
}

/// The bytes of a file; of one that is larger than this, one byte more, which shows it.
pub(crate) fn up_to(path: &Path, largest: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(largest + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
