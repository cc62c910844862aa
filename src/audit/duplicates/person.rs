//! What is compared of one record.

use sha2::{Digest as _, Sha256};

use crate::audit::readers::{Cell, is_blank};
use crate::rules::{RecordField, nhs_number_check_digit};

/// The fields in which the records of one number may differ.
pub(super) const FIELDS: [RecordField; 7] = [
    RecordField::FamilyName,
    RecordField::GivenName,
    RecordField::ChosenName,
    RecordField::DateOfBirth,
    RecordField::EthnicCategory,
    RecordField::Language,
    RecordField::SexualOrientation,
];

/// One bit for each of [`FIELDS`].
pub(super) type Differing = u8;

const _: () = assert!(FIELDS.len() <= Differing::BITS as usize, "one bit a field");

/// The first nine digits of a sound number: the tenth follows from them.
pub(super) type Nine = u32;

/// The sound numbers of a record, each once.
#[derive(Default)]
pub(in crate::audit) struct Numbers(pub(super) Vec<Nine>);

impl Numbers {
    pub(in crate::audit) fn clear(&mut self) {
        self.0.clear();
    }

    /// Takes what stands where the number belongs; whether it is one.
    pub(in crate::audit) fn takes(&mut self, value: &[u8]) -> bool {
        if nhs_number_check_digit::is_broken(value) {
            return false;
        }
        let digits = value.iter().filter(|byte| byte.is_ascii_digit()).take(9);
        let nine = digits.fold(0, |nine: Nine, digit| nine * 10 + Nine::from(digit - b'0'));
        if !self.0.contains(&nine) {
            self.0.push(nine);
        }
        true
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Nine> {
        self.0.iter().copied()
    }

    pub(in crate::audit) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// One record as far as it is compared. The buffers are used again for the next.
#[derive(Default)]
pub(in crate::audit) struct Person {
    pub(super) numbers: Numbers,
    /// Whether the fields are wanted, and not the numbers alone.
    pub(super) wants_fields: bool,
    /// What stands in each of [`FIELDS`]: all its cells, each behind its length.
    pub(super) fields: [Vec<u8>; FIELDS.len()],
}

impl Person {
    pub(in crate::audit) fn begin(&mut self) {
        self.numbers.clear();
        if self.wants_fields {
            self.fields.iter_mut().for_each(Vec::clear);
        }
    }

    /// Takes a cell that is not empty. One with nothing but spaces says nothing.
    pub(in crate::audit) fn takes(&mut self, cell: &Cell<'_>) {
        if cell.field == RecordField::NhsNumber {
            self.numbers.takes(cell.value);
            return;
        }
        if !self.wants_fields || is_blank(cell.value) {
            return;
        }
        let place = FIELDS.iter().position(|field| *field == cell.field);
        if let Some(held) = place.and_then(|place| self.fields.get_mut(place)) {
            held.extend_from_slice(&(cell.value.len() as u64).to_be_bytes());
            held.extend_from_slice(cell.value);
        }
    }

    /// A digest of each field. Two contents of one digest are as good as impossible: their difference would be missed.
    pub(super) fn digests(&self) -> [u64; FIELDS.len()] {
        self.fields.each_ref().map(|held| {
            if held.is_empty() {
                return 0;
            }
            let digest = Sha256::digest(held);
            digest.first_chunk::<8>().map_or(0, |first| u64::from_be_bytes(*first))
        })
    }
}
