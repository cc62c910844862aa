//! Residues beside what an element is read as.

use crate::answer::Answer;
use crate::demographics::Demographics;
use crate::error::Result;
use crate::name::NameText;
use crate::residue::{self, FieldValue, Place, Residue};

/// The residue of a statement beside what an element is read as.
pub(super) fn seal<T: FieldValue>(statement: &Answer<T>, read: &Answer<T>, number: u16) -> Residue {
    let value = as_bytes(read);
    residue::seal(statement, read, &place(number, &value))
}

pub(super) fn open<T: FieldValue>(token: &str, read: &Answer<T>, number: u16) -> Result<Answer<T>> {
    let value = as_bytes(read);
    residue::open(token, read.clone(), &place(number, &value))
}

fn place(number: u16, value: &[u8]) -> Place<'_> {
    Place { owner: None, system: number, edition: 1, value: Some(value), key: None }
}

/// All that an element says, so that a residue fits no element that says anything else.
fn as_bytes<T: FieldValue>(read: &Answer<T>) -> Vec<u8> {
    let mut bytes = Vec::new();
    match read {
        Answer::Given(value) => {
            bytes.push(1);
            value.write(None, &mut bytes);
        }
        Answer::Absent(absence) => {
            bytes.push(0);
            residue::write_number(absence.bits(), &mut bytes);
        }
    }
    bytes
}

/// The chosen name of a record.
pub(super) fn chosen(person: &Demographics) -> Answer<NameText> {
    person.name.statement().clone().map(|name| name.chosen)
}
