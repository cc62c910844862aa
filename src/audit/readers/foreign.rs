//! Files that hold no records as they stand: what they are by their first bytes, and what to do with them.

use memchr::memmem::find;

use crate::{Error, ErrorKind};

/// What a file is that begins so, where that is known to be nothing that records are read from.
pub(super) fn refused(head: &[u8]) -> Option<Error> {
    let (what, help) = match head {
        [b'P', b'K', 3, 4, ..] => archive(head),
        // Behind the mark stand the level of compression and the sign of a block, or that of the end.
        [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, ..]
        | [b'B', b'Z', b'h', b'1'..=b'9', 0x17, 0x72, 0x45, ..] => ("compressed with bzip2", UNPACK),
        [0xFD, b'7', b'z', b'X', b'Z', 0, ..] => ("compressed with xz", UNPACK),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => ("a document of Microsoft Office, such as a workbook of Excel", SAVE),
        [b'F', b'E', b'A', b'1', 0, ..] => {
            ("Feather of its first version", "write it as Arrow without compression, or as Parquet")
        }
        [b'%', b'P', b'D', b'F', b'-', ..] => {
            ("a PDF document", "ask for the records themselves, for example as CSV")
        }
        [0x1F, 0x8B, 8, ..] | [0x28, 0xB5, 0x2F, 0xFD, ..] => ("compressed more than once", UNPACK),
        _ => return None,
    };
    Some(
        Error::new(ErrorKind::Format, format!("this is {what}, and holds no records as it stands"))
            .with_help(help),
    )
}

const UNPACK: &str = "unpack it first, and give the file of the records";
const SAVE: &str = "save the sheet of the records as CSV UTF-8, and give that file";

/// A workbook is an archive too, which the names of its parts tell.
fn archive(head: &[u8]) -> (&'static str, &'static str) {
    let has = |name: &[u8]| find(head, name).is_some();
    if has(b"xl/wor") || has(b"[Content_Types].xml") {
        ("a workbook of Excel or another document of Microsoft Office", SAVE)
    } else if has(b"mimetypeapplication/vnd.oasis.opendocument") {
        ("an OpenDocument, such as a sheet of LibreOffice", SAVE)
    } else {
        ("a zip archive", UNPACK)
    }
}
