//! What is wrong with a faulty row, and which rows are faulty.

use super::random::{Purpose, Stream};
use super::record::{Cell, Record, Shape, Status};
use super::{Format, Share};

/// One kind of fault. A faulty row has exactly one, and it gives exactly one finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    EthnicCodeNotInSystem,
    EthnicCodeWithStrayCaseOrSpace,
    EthnicLabel,
    OrientationCodeNotInSystem,
    OrientationCodeWithStrayCaseOrSpace,
    UnknownCodeSystem,
    MalformedLanguageTag,
    UnregisteredLanguageSubtag,
    LanguageName,
    PrivateLanguageCode,
    Mojibake,
    HiddenCharacter,
    ReplacementCharacter,
    PlaceholderName,
    ChosenNameInBrackets,
    SpaceAroundName,
    NhsNumberCheckDigit,
    ImpossibleDate,
    TooFewCells,
    TooManyCells,
    UndecodableText,
    NulInRow,
    EthnicCodeOfAnotherList,
    EthnicCodeObserved,
    RetiredLanguageTag,
    LookAlikeLetter,
    TitleInName,
    TwoNames,
    NumberInName,
    DefaultDate,
    LostDiacritics,
    CutName,
    ImpossibleDateOfBirth,
    TwoDigitYearOfBirth,
    DefaultDateOfBirth,
}

/// The faults that a FHIR message cannot have: it has neither rows of cells nor bytes that are not UTF-8, and no
/// sexual orientation.
const CSV_ONLY: &[Fault] = &[
    Fault::OrientationCodeNotInSystem,
    Fault::OrientationCodeWithStrayCaseOrSpace,
    Fault::TooFewCells,
    Fault::TooManyCells,
    Fault::UndecodableText,
    Fault::NulInRow,
];

/// The faults that a row of cells cannot have: it does not say which code system it means.
const FHIR_ONLY: &[Fault] = &[Fault::UnknownCodeSystem];

impl Fault {
    /// Every kind, in the order of the variants.
    pub(super) const ALL: [Self; 35] = [
        Self::EthnicCodeNotInSystem,
        Self::EthnicCodeWithStrayCaseOrSpace,
        Self::EthnicLabel,
        Self::OrientationCodeNotInSystem,
        Self::OrientationCodeWithStrayCaseOrSpace,
        Self::UnknownCodeSystem,
        Self::MalformedLanguageTag,
        Self::UnregisteredLanguageSubtag,
        Self::LanguageName,
        Self::PrivateLanguageCode,
        Self::Mojibake,
        Self::HiddenCharacter,
        Self::ReplacementCharacter,
        Self::PlaceholderName,
        Self::ChosenNameInBrackets,
        Self::SpaceAroundName,
        Self::NhsNumberCheckDigit,
        Self::ImpossibleDate,
        Self::TooFewCells,
        Self::TooManyCells,
        Self::UndecodableText,
        Self::NulInRow,
        Self::EthnicCodeOfAnotherList,
        Self::EthnicCodeObserved,
        Self::RetiredLanguageTag,
        Self::LookAlikeLetter,
        Self::TitleInName,
        Self::TwoNames,
        Self::NumberInName,
        Self::DefaultDate,
        Self::LostDiacritics,
        Self::CutName,
        Self::ImpossibleDateOfBirth,
        Self::TwoDigitYearOfBirth,
        Self::DefaultDateOfBirth,
    ];

    /// The rule that finds it.
    pub(super) const fn rule(self) -> &'static str {
        match self {
            Self::EthnicCodeNotInSystem | Self::OrientationCodeNotInSystem => "OW-COD-001",
            Self::EthnicCodeWithStrayCaseOrSpace | Self::OrientationCodeWithStrayCaseOrSpace => "OW-COD-002",
            Self::EthnicLabel => "OW-COD-003",
            Self::UnknownCodeSystem => "OW-COD-004",
            Self::MalformedLanguageTag => "OW-LNG-001",
            Self::UnregisteredLanguageSubtag => "OW-LNG-002",
            Self::LanguageName => "OW-LNG-003",
            Self::PrivateLanguageCode => "OW-LNG-004",
            Self::Mojibake => "OW-NAM-001",
            Self::HiddenCharacter => "OW-NAM-002",
            Self::ReplacementCharacter => "OW-NAM-003",
            Self::PlaceholderName => "OW-NAM-004",
            Self::ChosenNameInBrackets => "OW-NAM-005",
            Self::SpaceAroundName => "OW-NAM-006",
            Self::NhsNumberCheckDigit => "OW-NUM-001",
            Self::ImpossibleDate => "OW-DAT-001",
            Self::TooFewCells | Self::TooManyCells => "OW-ROW-001",
            Self::UndecodableText => "OW-ROW-002",
            Self::NulInRow => "OW-ROW-003",
            Self::EthnicCodeOfAnotherList => "OW-COD-013",
            Self::EthnicCodeObserved => "OW-COD-014",
            Self::RetiredLanguageTag => "OW-LNG-005",
            Self::LookAlikeLetter => "OW-NAM-007",
            Self::TitleInName => "OW-NAM-008",
            Self::TwoNames => "OW-NAM-009",
            Self::NumberInName => "OW-NAM-010",
            Self::DefaultDate => "OW-DAT-002",
            Self::LostDiacritics => "OW-NAM-013",
            Self::CutName => "OW-NAM-014",
            Self::ImpossibleDateOfBirth => "OW-DAT-003",
            Self::TwoDigitYearOfBirth => "OW-DAT-004",
            Self::DefaultDateOfBirth => "OW-DAT-005",
        }
    }

    /// Does the damage. Where a name is damaged it stays usable, and so valid, unless nothing of it can be read.
    pub(super) fn apply(self, record: &mut Record, chance: &mut Stream) {
        match self {
            Self::EthnicCodeNotInSystem => {
                invalid(&mut record.ethnic_category, chance, &["Q", "X9", "V4", "Y"])
            }
            Self::EthnicCodeWithStrayCaseOrSpace => {
                invalid(&mut record.ethnic_category, chance, &[" a", "a", "j", "A ", " H", "n", " k ", "z"]);
            }
            Self::EthnicLabel => invalid(&mut record.ethnic_category, chance, LABELS),
            Self::OrientationCodeNotInSystem => {
                invalid(&mut record.sexual_orientation, chance, &["H", "K", "Q"]);
            }
            Self::OrientationCodeWithStrayCaseOrSpace => {
                invalid(&mut record.sexual_orientation, chance, &["u", "z", " 1", "2 "]);
            }
            Self::UnknownCodeSystem => {
                record.shape = Shape::ForeignSystem;
                invalid(&mut record.ethnic_category, chance, &["A1", "7", "WBRI"]);
            }
            Self::MalformedLanguageTag => {
                invalid(&mut record.language, chance, &["en_GB_x!", "en_GB", "ur-", "zh--HK", "-pl", "e"]);
            }
            Self::UnregisteredLanguageSubtag => {
                invalid(&mut record.language, chance, &["xq", "en-UK", "cz", "pl-EN"]);
            }
            Self::LanguageName => invalid(&mut record.language, chance, LANGUAGE_NAMES),
            Self::PrivateLanguageCode => {
                invalid(&mut record.language, chance, &["q4", "q4", "q4", "q1", "q2", "q3", "q5"]);
            }
            Self::NhsNumberCheckDigit => damage_number(&mut record.nhs_number, chance),
            Self::ImpossibleDate => {
                invalid(
                    &mut record.updated,
                    chance,
                    &["31/02/2024", "2024-02-30", "2023-02-29", "2021-13-01"],
                );
            }
            Self::EthnicCodeOfAnotherList => {
                invalid(&mut record.ethnic_category, chance, OF_ANOTHER_LIST);
            }
            Self::EthnicCodeObserved => {
                invalid(&mut record.ethnic_category, chance, &["IC1", "IC3", "IC4", "IC5"]);
            }
            // The language is told, and only its tag is old.
            Self::RetiredLanguageTag => {
                record.language.set(chance.text(&["iw", "ji", "in", "mo"]).as_bytes(), Status::Valid);
            }
            Self::DefaultDate => {
                invalid(
                    &mut record.updated,
                    chance,
                    &["1900-01-01", "1970-01-01", "1753-01-01", "9999-12-31"],
                );
            }
            Self::TooFewCells => leave_out(record, 7 + chance.below(2) as usize),
            Self::TooManyCells => record.shape = Shape::Long(chance.text(&["", "Ward 7", "see notes"])),
            _ => self.apply_to_name(record, chance),
        }
    }

    fn apply_to_name(self, record: &mut Record, chance: &mut Stream) {
        match self {
            Self::Mojibake => rename(record, chance, MOJIBAKE),
            Self::HiddenCharacter => {
                hide(
                    &mut record.given_name,
                    chance.text(&["\u{202E}", "\u{202E}", "\u{2066}", "\u{202A}", "\u{1F}"]),
                );
            }
            Self::ReplacementCharacter => rename(record, chance, REPLACED),
            Self::PlaceholderName => {
                invalid(&mut record.family_name, chance, &["UNKNOWN", "NOT KNOWN", "N/A"]);
            }
            Self::ChosenNameInBrackets => {
                rename(record, chance, BRACKETED);
                record.chosen_name.set(b"", Status::Missing);
            }
            Self::SpaceAroundName => {
                let name = or_a_name(&mut record.given_name);
                if chance.one_in(4) { name.insert(0, b' ') } else { name.push(b' ') }
            }
            Self::UndecodableText => {
                let &(family, given) = chance.pick(LATIN_1).unwrap_or(&("", b""));
                record.family_name.set(family.as_bytes(), Status::Valid);
                record.given_name.set(given, Status::Invalid);
            }
            Self::NulInRow => or_a_name(&mut record.given_name).push(0),
            Self::LookAlikeLetter => rename(record, chance, LOOK_ALIKES),
            Self::TitleInName => rename(record, chance, TITLED),
            Self::TwoNames => rename(record, chance, TWO_NAMES),
            Self::NumberInName => rename(record, chance, NUMBERED),
            Self::LostDiacritics => beside_chosen(record, chance, UNMARKED),
            Self::CutName => beside_chosen(record, chance, CUT),
            _ => self.apply_to_birth(record, chance),
        }
    }

    fn apply_to_birth(self, record: &mut Record, chance: &mut Stream) {
        match self {
            Self::ImpossibleDateOfBirth => {
                invalid(
                    &mut record.date_of_birth,
                    chance,
                    &["31/02/1984", "25/12/1961", "1983-02-29", "n/k"],
                );
            }
            Self::TwoDigitYearOfBirth => {
                invalid(&mut record.date_of_birth, chance, &["29/02/24", "01-03-61", "5 Mar 85"]);
            }
            Self::DefaultDateOfBirth => {
                invalid(&mut record.date_of_birth, chance, &["1900-01-01", "1753-01-01", "9999-12-31"]);
            }
            _ => {}
        }
    }
}

/// Official labels of the NHS ethnic categories, where a code belongs.
const LABELS: &[&str] =
    &["Pakistani", "Indian", "Bangladeshi", "Chinese", "Caribbean", "African", "Irish", "British"];

const LANGUAGE_NAMES: &[&str] = &["Polish", "Urdu", "Gujarati", "Tamil", "Somali", "Arabic", "Portuguese"];

/// A name as a register holds it after something happened to it: family and given name.
type Damaged = (&'static str, &'static str);

/// UTF-8 that was read as Windows-1252 on its way: Zoë, François, Siobhán, Олена and others.
const MOJIBAKE: &[Damaged] = &[
    ("Jansen", "ZoÃ«"),
    ("Moreau", "FranÃ§ois"),
    ("Nowak", "JÃ³zef"),
    ("Brennan", "SiobhÃ¡n"),
    ("Mazur", "StanisÅ‚aw"),
    ("Lindqvist", "BjÃ¶rn"),
    ("Pereira", "JoÃ£o"),
    ("Popescu", "È˜tefan"),
    ("Demir", "Ã‡aÄŸla"),
    ("Pappa", "Î›Î¯Î±"),
    ("Bondar", "ÐžÐ»ÐµÐ½Ð°"),
];

/// Names of which a system could not hold a letter.
const REPLACED: &[Damaged] = &[
    ("Lindqvist", "Bj?rn"),
    ("Moreau", "Fran?ois"),
    ("Nowak", "J?zef"),
    ("Morgan", "Si?n"),
    ("Ferrer", "N?ria"),
    ("Jansen", "Zo\u{FFFD}"),
    ("Laurent", "Ren\u{FFFD}e"),
    ("Mazur", "\u{FFFD}ukasz"),
];

/// What clerks do who have no field for the chosen name.
const BRACKETED: &[Damaged] = &[
    ("Walker", "Elizabeth (Liz)"),
    ("Okafor", "Elizabeth \"Liz\""),
    ("Nowak", "Katarzyna (Kasia)"),
    ("Jama", "Abdirahman (Abdi)"),
    ("Stewart", "William \"Bill\""),
    ("Brennan", "Siobhan (Shiv)"),
    ("Wang", "Xiaoming (Sam)"),
];

/// Codes of the older list of hospital episodes, of the United States and of New Zealand, among the NHS ethnic categories
/// of 2001.
const OF_ANOTHER_LIST: &[&str] = &["X", "2106-3", "21111"];

/// A Cyrillic letter among Latin ones, and the other way round.
const LOOK_ALIKES: &[Damaged] = &[
    ("Novak", "\u{410}nna"),
    ("Petrova", "M\u{430}ria"),
    ("Бондар", "Ол\u{65}на"),
    ("Petrov", "\u{406}van"),
];

/// A title where the name begins; for some clerks there is no other place for it.
const TITLED: &[Damaged] =
    &[("Okafor", "Mrs Ada"), ("Walker", "Dr. Grace"), ("KHAN", "MISS AMINA"), ("Jama", "Mr Yusuf")];

/// Two names of one person, in one field.
const TWO_NAMES: &[Damaged] = &[
    ("Okafor", "Ada / Adaeze"),
    ("Walker", "Elizabeth known as Liz"),
    ("Smith née Jones", "Grace"),
    ("Wang", "Xiaoming/Sam"),
];

/// A number where the name ends or begins.
const NUMBERED: &[Damaged] =
    &[("Okafor 9990000018", "Ada"), ("Walker", "07700900123 Grace"), ("Jama", "Yusuf 9990000026")];

/// A given name without the marks that the chosen one has. One is longer than any that is cut, so that not the whole column
/// looks cut.
const UNMARKED: &[Damaged] = &[
    ("Francois", "François"),
    ("Jozef", "Józef"),
    ("JOSE", "José"),
    ("Maria Francoise Antoinette Josephine Marguerite", "Françoise"),
];

/// A given name that was cut where a field ends, and the chosen name, which was not: 30, 35 and 40 characters.
const CUT: &[Damaged] = &[
    ("Wilhelmina Alexandrina Theodor", "Wilhelmina Alexandrina Theodora"),
    ("Wilhelmina Alexandrina Theodora Kon", "Wilhelmina Alexandrina Theodora Konstantina"),
    ("Oluwatobiloba Oluwafunmilayo Ayobamidele", "Oluwatobiloba Oluwafunmilayo Ayobamideleolu"),
];

/// Latin-1 among UTF-8: Zoë, François, José, Björn, Renée, Inês.
const LATIN_1: &[(&str, &[u8])] = &[
    ("Jansen", b"Zo\xEB"),
    ("Moreau", b"Fran\xE7ois"),
    ("Garcia", b"Jos\xE9"),
    ("Lindqvist", b"Bj\xF6rn"),
    ("Laurent", b"Ren\xE9e"),
    ("Pereira", b"In\xEAs"),
];

fn rename(record: &mut Record, chance: &mut Stream, names: &[Damaged]) {
    let &(family, given) = chance.pick(names).unwrap_or(&("Jansen", ""));
    record.family_name.set(family.as_bytes(), Status::Valid);
    record.given_name.set(given.as_bytes(), Status::Valid);
}

/// As [`rename`], with the given name and the chosen one.
fn beside_chosen(record: &mut Record, chance: &mut Stream, names: &[Damaged]) {
    let &(given, chosen) = chance.pick(names).unwrap_or(&("Zoe", "Zoë"));
    record.family_name.set(b"Jansen", Status::Valid);
    record.given_name.set(given.as_bytes(), Status::Valid);
    record.chosen_name.set(chosen.as_bytes(), Status::Valid);
}

fn invalid(cell: &mut Cell, chance: &mut Stream, values: &[&str]) {
    cell.set(chance.text(values).as_bytes(), Status::Invalid);
}

/// A person whose name is to be damaged has one.
fn or_a_name(cell: &mut Cell) -> &mut Vec<u8> {
    if cell.bytes.is_empty() {
        cell.set(b"Amina", Status::Valid);
    }
    &mut cell.bytes
}

/// Puts a character that nobody sees behind the first of the name.
fn hide(cell: &mut Cell, character: &str) {
    let name = or_a_name(cell);
    let is_first_of_character = |byte: &u8| !(0x80..0xC0).contains(byte);
    let place = name.iter().skip(1).position(is_first_of_character).map_or(name.len(), |n| n + 1);
    let rest = name.split_off(place);
    name.extend_from_slice(character.as_bytes());
    name.extend_from_slice(&rest);
}

/// A number with a wrong check digit, or of nine digits.
fn damage_number(cell: &mut Cell, chance: &mut Stream) {
    if cell.bytes.is_empty() {
        cell.set(b"9990000019", Status::Invalid);
        return;
    }
    cell.status = Status::Invalid;
    let check = cell.bytes.pop().unwrap_or(b'0');
    if !chance.one_in(4) {
        // Each number has one check digit only, so every other is wrong.
        let wrong = (u32::from(check.wrapping_sub(b'0')) + 1 + chance.below(9)) % 10;
        cell.bytes.push(b'0' + wrong as u8);
    }
}

/// Keeps the first `cells` cells and leaves the others out; what is left out is missing.
fn leave_out(record: &mut Record, cells: usize) {
    record.shape = Shape::Short(cells);
    record.updated.set(b"", Status::Missing);
    if cells < 8 {
        record.sexual_orientation.set(b"", Status::Missing);
    }
}

/// Which rows have a fault, and which fault.
///
/// The share is kept within each block of 64 rows, and the kinds come round in turn, in an order that changes each
/// time: so a small sample has its tenth of faults and shows as many kinds as it has faults.
#[derive(Debug)]
pub(super) struct Schedule {
    seed: u64,
    share: Share,
    kinds: Vec<Fault>,
}

const BLOCK: u64 = 64;

impl Schedule {
    pub(super) fn new(seed: u64, share: Share, format: Format) -> Self {
        let barred = match format {
            Format::Csv => FHIR_ONLY,
            Format::Fhir => CSV_ONLY,
        };
        let kinds = Fault::ALL.into_iter().filter(|fault| !barred.contains(fault)).collect();
        Self { seed, share, kinds }
    }

    /// The fault of a row, counted from 0.
    pub(super) fn fault(&self, row: u64) -> Option<Fault> {
        let place = self.place(row);
        let before = self.share.of(place);
        if self.share.of(place + 1) == before {
            return None;
        }
        let kinds = self.kinds.len() as u64;
        let (turn, within) = (before.checked_div(kinds)?, before.checked_rem(kinds)?);
        self.order(turn).get(within as usize).copied()
    }

    /// The rows of a block in another order, one to one: an odd factor has an inverse modulo 64.
    fn place(&self, row: u64) -> u64 {
        let (block, within) = (row / BLOCK, row % BLOCK);
        let draw = Stream::new(self.seed, block, Purpose::FaultPlace).next();
        let (factor, shift) = ((draw & 63) | 1, (draw >> 6) & 63);
        block * BLOCK + (within * factor + shift) % BLOCK
    }

    /// The kinds in the order of this turn: a fair shuffle (Fisher and Yates).
    fn order(&self, turn: u64) -> Vec<Fault> {
        let mut chance = Stream::new(self.seed, turn, Purpose::FaultOrder);
        let mut kinds = self.kinds.clone();
        for last in (1..kinds.len()).rev() {
            kinds.swap(last, chance.below(last as u32 + 1) as usize);
        }
        kinds
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_is_in_the_order_of_the_variants() {
        for (place, fault) in Fault::ALL.into_iter().enumerate() {
            assert_eq!(place, fault as usize);
        }
    }

    #[test]
    fn mojibake_is_utf_8_read_as_windows_1252() {
        // The characters of the list that Windows-1252 has at another place than Unicode.
        let byte = |c: char| match c {
            'ž' => 0x9E,
            'Ÿ' => 0x9F,
            '‚' => 0x82,
            '˜' => 0x98,
            '›' => 0x9B,
            '‡' => 0x87,
            c => u8::try_from(u32::from(c)).unwrap(),
        };
        for (_, wrong) in MOJIBAKE {
            let bytes: Vec<u8> = wrong.chars().map(byte).collect();
            let right = String::from_utf8(bytes).unwrap();
            assert!(right.chars().count() < wrong.chars().count());
            assert!(!wrong.contains(|c: char| c.is_control() || c.is_whitespace()));
        }
    }

    #[test]
    fn each_share_is_kept() {
        for (share, rows, expected) in [
            (Share::NONE, 640, 0),
            (Share::one_in(10), 6400, 640),
            (Share::one_in(4), 640, 160),
            (Share::ALL, 64, 64),
        ] {
            let schedule = Schedule::new(3, share, Format::Csv);
            assert_eq!((0..rows).filter(|&row| schedule.fault(row).is_some()).count(), expected);
        }
    }

    #[test]
    fn the_kinds_come_round_in_turn() {
        let schedule = Schedule::new(3, Share::ALL, Format::Csv);
        let mut first: Vec<_> =
            (0..BLOCK * schedule.kinds.len() as u64).filter_map(|row| schedule.fault(row)).collect();
        first.sort_by_key(|&fault| fault as usize);
        for kind in schedule.kinds.iter() {
            assert_eq!(first.iter().filter(|&fault| fault == kind).count(), 64);
        }
    }

    #[test]
    fn a_number_is_never_damaged_into_a_valid_one() {
        let mut chance = Stream::new(1, 1, Purpose::FaultForm);
        for _ in 0..1000 {
            let mut cell = Cell::default();
            cell.set(b"9990000018", Status::Valid);
            damage_number(&mut cell, &mut chance);
            assert_ne!(cell.bytes, b"9990000018");
            assert_eq!(cell.status, Status::Invalid);
        }
    }
}
