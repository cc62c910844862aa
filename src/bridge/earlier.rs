//! What codes meant in earlier editions of a mapping, so that residues of these editions restore for ever.

use super::row::Meaning;
use super::system::SystemData;

/// The codes that meant something else in an edition of a mapping than in the next one, with what they meant.
#[derive(Debug)]
pub(crate) struct Earlier {
    pub(crate) edition: u16,
    pub(crate) meant: &'static [(&'static str, Meaning)],
}

/// What a code meant in an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// This.
    Then(Meaning),
    /// What it means now.
    AsNow,
    /// Nothing is said here of the edition, or of one between it and the present one.
    NotKnown,
}

impl SystemData {
    /// What a code meant in an edition. A local subdivision that no edition names meant what is divided.
    pub(super) fn meant_in(&self, edition: u16, code: &[u8]) -> Meant {
        match (self.named_in(edition, code), self.national_part(code)) {
            (Meant::AsNow, Some(national)) if self.row(code).is_none() => {
                match self.named_in(edition, national) {
                    // Nobody divides a reason for having no answer.
                    Meant::Then(Meaning::Absent(_)) => Meant::Then(Meaning::NotKnown),
                    meant => meant,
                }
            }
            (meant, _) => meant,
        }
    }

    /// As of the first edition from that one on that names the code.
    fn named_in(&self, edition: u16, code: &[u8]) -> Meant {
        if edition > self.mapping_edition {
            return Meant::NotKnown;
        }
        for between in edition..self.mapping_edition {
            let Some(earlier) = self.rows.earlier.iter().find(|earlier| earlier.edition == between) else {
                return Meant::NotKnown;
            };
            if let Some((_, meaning)) = earlier.meant.iter().find(|(named, _)| named.as_bytes() == code) {
                return Meant::Then(*meaning);
            }
        }
        Meant::AsNow
    }

    /// The code that `code` is a local subdivision of, where the list leaves room for them.
    pub(super) fn national_part<'a>(&self, code: &'a [u8]) -> Option<&'a [u8]> {
        match code {
            [national, local] if self.local_second_character && local.is_ascii_alphanumeric() => {
                Some(core::slice::from_ref(national))
            }
            _ => None,
        }
    }
}
