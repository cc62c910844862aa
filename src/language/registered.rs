//! Looking things up in the embedded copy of the IANA Language Subtag Registry.

use crate::standard::tables::{language_names, language_subtags as table};

/// The table's rows: it is text, so that people can review it, cut into rows of `N` bytes.
const fn rows<const N: usize>(text: &'static [u8]) -> &'static [[u8; N]] {
    text.as_chunks::<N>().0
}

static PRIMARY_2: &[[u8; 3]] = rows(table::PRIMARY_2);
static PRIMARY_3: &[[u8; 4]] = rows(table::PRIMARY_3);
static DEPRECATED: &[[u8; 8]] = rows(table::DEPRECATED);
static MACROLANGUAGES: &[[u8; 8]] = rows(table::MACROLANGUAGES);
static COLLECTIONS: &[[u8; 4]] = rows(table::COLLECTIONS);
static SPECIAL: &[[u8; 4]] = rows(table::SPECIAL);
static OVERLONG: &[[u8; 8]] = rows(language_names::OVERLONG);
static BIBLIOGRAPHIC: &[[u8; 8]] = rows(language_names::BIBLIOGRAPHIC);
static OF_ISO_639_2: &[[u8; 4]] = rows(table::OF_ISO_639_2);
static EXTLANGS: &[[u8; 8]] = rows(table::EXTLANGS);
static SCRIPTS: &[[u8; 5]] = rows(table::SCRIPTS);
static REGIONS: &[[u8; 4]] = rows(table::REGIONS);
static VARIANTS: &[[u8; 9]] = rows(table::VARIANTS);

// Searching halves needs sorted rows, and rows that are whole.
const _: () = {
    assert!(sorted::<3>(table::PRIMARY_2) && sorted::<4>(table::PRIMARY_3) && sorted::<8>(table::DEPRECATED));
    assert!(sorted::<8>(table::EXTLANGS) && sorted::<5>(table::SCRIPTS) && sorted::<4>(table::REGIONS));
    assert!(sorted::<9>(table::VARIANTS) && sorted::<8>(table::MACROLANGUAGES));
    assert!(sorted::<8>(language_names::OVERLONG) && sorted::<8>(language_names::BIBLIOGRAPHIC));
    assert!(sorted::<4>(table::OF_ISO_639_2));
    assert!(sorted::<4>(table::COLLECTIONS) && sorted::<4>(table::SPECIAL));
};

const fn sorted<const N: usize>(text: &[u8]) -> bool {
    let (mut rows, rest) = text.as_chunks::<N>();
    while let [first, after @ ..] = rows {
        if let [second, ..] = after
            && !is_less(first, second)
        {
            return false;
        }
        rows = after;
    }
    rest.is_empty()
}

const fn is_less(mut left: &[u8], mut right: &[u8]) -> bool {
    while let ([l, left_rest @ ..], [r, right_rest @ ..]) = (left, right) {
        if *l != *r {
            return *l < *r;
        }
        left = left_rest;
        right = right_rest;
    }
    left.len() < right.len()
}

/// What the registry and CLDR know of a text of up to three letters.
#[derive(Clone, Copy)]
pub(super) struct Known {
    /// A set of the kinds below.
    kinds: u8,
    /// From 1, the row that has the text as a code of three letters for a subtag of two: first those of [`OVERLONG`], then
    /// those of [`BIBLIOGRAPHIC`]. 0 where none has.
    row: u8,
}

const PRIMARY: u8 = 1;
const IS_PRIVATE: u8 = 1 << 1;
const IS_COLLECTION: u8 = 1 << 2;
const IS_SPECIAL: u8 = 1 << 3;
const IS_DEPRECATED: u8 = 1 << 4;
const IS_OF_ISO_639_2: u8 = 1 << 5;
const HAS_BIBLIOGRAPHIC: u8 = 1 << 6;

static KNOWN: [Known; 27 * 27 * 27] = {
    let mut known = [Known::NOTHING; 27 * 27 * 27];
    mark(&mut known, PRIMARY, PRIMARY_2, 0);
    mark(&mut known, PRIMARY, PRIMARY_3, 0);
    mark_private(&mut known, table::PRIVATE_PRIMARY);
    mark(&mut known, IS_COLLECTION, COLLECTIONS, 0);
    mark(&mut known, IS_SPECIAL, SPECIAL, 0);
    mark(&mut known, IS_DEPRECATED, DEPRECATED, 0);
    mark(&mut known, IS_OF_ISO_639_2, OF_ISO_639_2, 0);
    mark(&mut known, HAS_BIBLIOGRAPHIC, BIBLIOGRAPHIC, 4);
    number_rows(&mut known, OVERLONG, 0);
    number_rows(&mut known, BIBLIOGRAPHIC, OVERLONG.len());
    known
};

impl Known {
    const NOTHING: Self = Self { kinds: 0, row: 0 };

    /// What is known of the text, whatever the case of its letters.
    #[inline]
    pub(super) fn of(text: &[u8]) -> Self {
        place_of(text).and_then(|place| KNOWN.get(place)).copied().unwrap_or(Self::NOTHING)
    }

    /// The same of a text in lower case; of one that has a capital nothing is known.
    #[inline]
    pub(super) fn of_lower_case(text: &[u8]) -> Self {
        match *text {
            // The bit that tells a small letter from its capital.
            [first, second] if first & second & 0x20 != 0 => Self::of(text),
            [first, second, third] if first & second & third & 0x20 != 0 => Self::of(text),
            _ => Self::NOTHING,
        }
    }

    const fn is(self, kind: u8) -> bool {
        self.kinds & kind != 0
    }

    /// A primary language subtag of the registry, private-use ones included.
    pub(super) const fn is_primary(self) -> bool {
        self.is(PRIMARY | IS_PRIVATE)
    }

    /// A primary language subtag that the registry leaves to private agreement (`qaa` to `qtz`).
    pub(super) const fn is_private_primary(self) -> bool {
        self.is(IS_PRIVATE)
    }

    /// A primary language subtag that stands for a group of languages, such as `sgn` (sign languages).
    pub(super) const fn is_collection(self) -> bool {
        self.is(IS_COLLECTION)
    }

    /// A primary subtag of three letters that ISO 639-2 has: the registry took those of ISO 639-3 and 639-5 on one day,
    /// after all of these (RFC 5645).
    pub(super) const fn is_primary_of_iso_639_2(self) -> bool {
        self.is(IS_OF_ISO_639_2)
    }

    /// A primary subtag of two letters that has another code in ISO 639-2/B than in ISO 639-2/T.
    pub(super) const fn has_bibliographic(self) -> bool {
        self.is(HAS_BIBLIOGRAPHIC)
    }

    /// The text as the code of three letters of ISO 639-2/T and 639-3 for a language with a subtag of two.
    #[inline]
    pub(super) fn overlong(self) -> Option<Overlong> {
        OVERLONG.get(usize::from(self.row).checked_sub(1)?).map(Overlong)
    }

    /// The same, of ISO 639-2/B, where that has another code.
    #[inline]
    pub(super) fn bibliographic(self) -> Option<Overlong> {
        BIBLIOGRAPHIC.get(usize::from(self.row).checked_sub(1 + OVERLONG.len())?).map(Overlong)
    }
}

/// A code of three letters, with the subtag of two letters in whose place it stands.
pub(super) struct Overlong(&'static [u8; 8]);

impl Overlong {
    pub(super) fn subtag(&self) -> Option<&'static str> {
        second_of(self.0)
    }

    /// What is known of the subtag.
    #[inline]
    pub(super) fn known_subtag(&self) -> Known {
        let [_, _, _, _, first, second, _, _] = *self.0;
        Known::of(&[first, second])
    }
}

/// Marks the texts that stand in the rows, from this byte of each on.
#[allow(
    clippy::indexing_slicing,
    reason = "called when the crate is compiled: a row out of place does not compile"
)]
const fn mark<const N: usize>(known: &mut [Known], kind: u8, mut rows: &[[u8; N]], from: usize) {
    while let [row, rest @ ..] = rows {
        if let Some(place) = place_of(row.split_at(from).1.split_at(3).0.trim_ascii_end()) {
            known[place].kinds |= kind;
        }
        rows = rest;
    }
}

#[allow(
    clippy::indexing_slicing,
    reason = "called when the crate is compiled: a row out of place does not compile"
)]
const fn mark_private(known: &mut [Known], mut ranges: &[([u8; 4], [u8; 4])]) {
    while let [(from, to), rest @ ..] = ranges {
        if let (Some(from), Some(to)) = (place_of(from.trim_ascii_end()), place_of(to.trim_ascii_end())) {
            let mut place = from;
            while place <= to {
                // Between them stand texts of two letters too, whose last digit is 0.
                if !place.is_multiple_of(27) {
                    known[place].kinds |= IS_PRIVATE;
                }
                place += 1;
            }
        }
        ranges = rest;
    }
}

#[allow(
    clippy::indexing_slicing,
    reason = "called when the crate is compiled: a row out of place does not compile"
)]
const fn number_rows(known: &mut [Known], mut rows: &[[u8; 8]], mut before: usize) {
    while let [row, rest @ ..] = rows {
        before += 1;
        assert!(before <= u8::MAX as usize, "the rows of both tables have numbers of one byte");
        if let Some(place) = place_of(row.split_at(3).0.trim_ascii_end()) {
            assert!(known[place].row == 0, "no code stands in both tables, nor twice in one");
            known[place].row = before as u8;
        }
        rows = rest;
    }
}

/// The place of a text of up to three ASCII letters, whatever their case.
#[inline]
const fn place_of(text: &[u8]) -> Option<usize> {
    // A missing letter is the digit 0.
    let (first, second, third) = match *text {
        [first] => (letter(first), Some(0), Some(0)),
        [first, second] => (letter(first), letter(second), Some(0)),
        [first, second, third] => (letter(first), letter(second), letter(third)),
        _ => return None,
    };
    let (Some(first), Some(second), Some(third)) = (first, second, third) else { return None };
    Some((first * 27 + second) * 27 + third)
}

/// A letter as a digit of base 27, from 1.
const fn letter(letter: u8) -> Option<usize> {
    if letter.is_ascii_alphabetic() { Some((letter & 0x1f) as usize) } else { None }
}

/// A primary language subtag of the registry, private-use ones included.
pub(super) fn is_primary(subtag: &[u8]) -> bool {
    Known::of(subtag).is_primary()
}

/// A primary language subtag that the registry leaves to private agreement (`qaa` to `qtz`).
pub(super) fn is_private_primary(subtag: &[u8]) -> bool {
    Known::of(subtag).is_private_primary()
}

/// An extended language subtag that the registry allows after this primary subtag, and no other.
pub(super) fn is_extlang_after(subtag: &[u8], primary: &[u8]) -> bool {
    let Some(key) = padded::<4>(subtag, Case::Lower) else { return false };
    let Some(row) = find(EXTLANGS, key) else { return false };
    row.get(4..).is_some_and(|prefix| prefix.trim_ascii_end().eq_ignore_ascii_case(primary))
}

/// The only prefix of an extended language subtag: `sgn` for nearly all sign languages.
pub(super) fn prefix_of_extlang(subtag: &[u8]) -> Option<&'static str> {
    second_half(EXTLANGS, subtag)
}

/// The macrolanguage that the registry gives to a primary subtag.
pub(super) fn macrolanguage(primary: &[u8]) -> Option<&'static str> {
    second_half(MACROLANGUAGES, primary)
}

/// The subtags whose macrolanguage, or prefix as extended languages, is this one; some twice.
pub(crate) fn members(of: &str) -> impl Iterator<Item = &'static str> + use<> {
    first_halves([MACROLANGUAGES, EXTLANGS], of)
}

/// The deprecated primary subtags to which the registry prefers this one.
pub(super) fn replaced_by(preferred: &str) -> impl Iterator<Item = &'static str> + use<> {
    first_halves([DEPRECATED], preferred)
}

/// A primary language subtag that stands for a group of languages, such as `sgn` (sign languages).
pub(super) fn is_collection(primary: &[u8]) -> bool {
    Known::of(primary).is_collection()
}

/// A primary language subtag that names no language: `mis`, `mul`, `und` and `zxx`.
pub(super) fn is_special(primary: &[u8]) -> bool {
    Known::of(primary).is(IS_SPECIAL)
}

/// The tag that the registry prefers to a whole one, grandfathered or redundant.
pub(super) fn preferred_to_whole(tag: &str) -> Option<&'static str> {
    tag.contains('-').then_some(())?;
    table::WHOLE.iter().find(|(whole, _)| whole.eq_ignore_ascii_case(tag)).map(|(_, preferred)| *preferred)
}

/// The code of three letters of ISO 639-2/T and 639-3 for a subtag of two.
pub(super) fn overlong_of(subtag: &str) -> Option<&'static str> {
    first_halves([OVERLONG], subtag).next()
}

/// The code of ISO 639-2/B for a subtag of two letters, where that has another than ISO 639-2/T.
pub(super) fn bibliographic_of(subtag: &str) -> Option<&'static str> {
    first_halves([BIBLIOGRAPHIC], subtag).next()
}

/// The primary subtag as the registry writes it; none where it has none.
pub(super) fn primary(subtag: &[u8]) -> Option<&'static str> {
    match subtag.len() {
        2 => find(PRIMARY_2, padded::<3>(subtag, Case::Lower)?).and_then(|row| text(row)),
        3 => find(PRIMARY_3, padded::<4>(subtag, Case::Lower)?).and_then(|row| text(row)),
        _ => None,
    }
}

/// All primary subtags, those for private use left out; those of two letters first.
pub(super) fn primaries() -> impl Iterator<Item = &'static str> {
    PRIMARY_2.iter().filter_map(|row| text(row)).chain(PRIMARY_3.iter().filter_map(|row| text(row)))
}

/// The primary subtags that name one language or a macrolanguage, and are not deprecated, in alphabetic order; those of
/// two letters first.
pub(crate) fn languages() -> impl Iterator<Item = &'static str> {
    primaries().filter(|subtag| is_language(subtag))
}

/// Whether a primary subtag names one language or a macrolanguage, and is not deprecated.
pub(crate) fn is_language(subtag: &str) -> bool {
    let subtag = subtag.as_bytes();
    is_primary(subtag)
        && !is_private_primary(subtag)
        && !is_special(subtag)
        && !is_collection(subtag)
        && deprecated(subtag).is_none()
}

fn text(row: &'static [u8]) -> Option<&'static str> {
    core::str::from_utf8(row.trim_ascii_end()).ok()
}

/// What stands before the subtag in its rows of tables of pairs.
fn first_halves<const N: usize>(
    tables: [&'static [[u8; 8]]; N],
    subtag: &str,
) -> impl Iterator<Item = &'static str> + use<N> {
    let rows = move |subtag: [u8; 4]| {
        tables.into_iter().flatten().filter_map(move |row| {
            let (before, own) = row.split_at_checked(4)?;
            (own == subtag).then(|| text(before))?
        })
    };
    padded(subtag.as_bytes(), Case::Lower).into_iter().flat_map(rows)
}

/// What stands after the subtag in its row of a table of pairs.
fn second_half(rows: &'static [[u8; 8]], subtag: &[u8]) -> Option<&'static str> {
    if subtag.len() > 3 {
        return None;
    }
    let row = find(rows, padded::<4>(subtag, Case::Lower)?)?;
    second_of(row)
}

fn second_of(row: &'static [u8; 8]) -> Option<&'static str> {
    row.get(4..).and_then(text)
}

/// A script subtag of the registry, private-use ones included.
pub(super) fn is_script(subtag: &[u8]) -> bool {
    subtag.len() == 4
        && (holds(SCRIPTS, subtag, Case::Title) || within(table::PRIVATE_SCRIPTS, subtag, Case::Title))
}

/// A region subtag of the registry, private-use ones included.
pub(super) fn is_region(subtag: &[u8]) -> bool {
    holds(REGIONS, subtag, Case::Upper) || within(table::PRIVATE_REGIONS, subtag, Case::Upper)
}

/// A variant subtag of the registry.
pub(super) fn is_variant(subtag: &[u8]) -> bool {
    subtag.len() <= 8 && holds(VARIANTS, subtag, Case::Lower)
}

/// A whole tag that the registry keeps from before RFC 4646.
pub(super) fn is_grandfathered(tag: &[u8]) -> bool {
    // Those of five characters all begin with `i-`; most tags of records are no longer (`en-GB`).
    let may_be = tag.len() > 5 || matches!(tag, [b'i' | b'I', b'-', ..]);
    may_be && table::GRANDFATHERED.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(tag))
}

/// Whether the registry calls a primary subtag deprecated; if so, the subtag that it prefers, where it names one.
pub(super) fn deprecated(primary: &[u8]) -> Option<Option<&'static str>> {
    let row = Known::of(primary)
        .is(IS_DEPRECATED)
        .then(|| find(DEPRECATED, padded::<4>(primary, Case::Lower)?))??;
    let instead = row.get(4..).and_then(text);
    Some(instead.filter(|text| !text.is_empty()))
}

/// The tag of the language that has this English name, whatever the case of its ASCII letters.
pub(super) fn tag_of_name(name: &[u8]) -> Option<&'static str> {
    let lower = |text: &'static str| text.bytes().map(|byte| byte.to_ascii_lowercase());
    let wanted = || name.iter().map(u8::to_ascii_lowercase);
    let at = table::BY_NAME.binary_search_by(|(known, _)| lower(known).cmp(wanted())).ok()?;
    table::BY_NAME.get(at).map(|(_, tag)| *tag)
}

/// The English names of a tag, the registry's first name first.
pub(super) fn names(tag: &str) -> impl Iterator<Item = &'static str> + '_ {
    table::NAMES.iter().filter(move |(known, _)| known.eq_ignore_ascii_case(tag)).map(|(_, name)| *name)
}

#[derive(Clone, Copy)]
enum Case {
    Lower,
    Title,
    Upper,
}

/// The subtag as the table writes it: in the registry's case, filled up with spaces.
fn padded<const N: usize>(subtag: &[u8], case: Case) -> Option<[u8; N]> {
    if subtag.len() > N {
        return None;
    }
    let mut key = [b' '; N];
    for (to, from) in key.iter_mut().zip(subtag) {
        *to = match case {
            Case::Upper => from.to_ascii_uppercase(),
            Case::Lower | Case::Title => from.to_ascii_lowercase(),
        };
    }
    if let (Case::Title, Some(first)) = (case, key.first_mut()) {
        first.make_ascii_uppercase();
    }
    Some(key)
}

fn holds<const N: usize>(rows: &[[u8; N]], subtag: &[u8], case: Case) -> bool {
    let Some(key) = padded::<N>(subtag, case) else { return false };
    let key = number(&key);
    rows.binary_search_by(|row| number(row).cmp(&key)).is_ok()
}

/// The row as one number in the order of its bytes, which is quicker to compare than the bytes are.
fn number<const N: usize>(row: &[u8; N]) -> u128 {
    row.iter().fold(0, |number, byte| number << 8 | u128::from(*byte))
}

fn within(ranges: &[([u8; 4], [u8; 4])], subtag: &[u8], case: Case) -> bool {
    padded::<4>(subtag, case).is_some_and(|key| ranges.iter().any(|(from, to)| (from..=to).contains(&&key)))
}

/// The row that begins with `key`.
fn find<const N: usize, const K: usize>(rows: &'static [[u8; N]], key: [u8; K]) -> Option<&'static [u8; N]> {
    let key = number(&key);
    let begins = |row: &[u8; N]| row.first_chunk::<K>().map_or(0, number);
    let at = rows.binary_search_by(|row| begins(row).cmp(&key)).ok()?;
    rows.get(at)
}
