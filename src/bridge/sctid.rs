//! Identifiers of SNOMED CT: whether one can be one.
//!
//! A spreadsheet keeps fifteen digits of a number, and many of these identifiers have more. What comes back from it
//! looks like an identifier and is none; the check digit says so, but for about one in ten.

/// The product in the dihedral group of the pentagon, by row and column.
const PRODUCT: [[u8; 10]; 10] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
    [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
    [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
    [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
    [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
    [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
    [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
    [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
    [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
];

/// What a digit counts as, by its place from the right: the same again every eight places.
const COUNTS_AS: [[u8; 10]; 8] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    [1, 5, 7, 6, 2, 8, 3, 0, 9, 4],
    [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
    [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
    [9, 4, 5, 3, 1, 2, 6, 8, 7, 0],
    [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
    [2, 7, 9, 3, 8, 0, 6, 4, 1, 5],
    [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
];

/// Whether these bytes can be an identifier of SNOMED CT: six to eighteen digits, the first of them no zero; the second
/// and third from the right a partition in use (concepts, descriptions or relationships, without a namespace or with
/// one); and the last the check digit (Verhoeff's, as the guide gives it).
///
/// Nothing is looked up: whether SNOMED CT has issued the identifier, and for what, this does not say. A changed digit,
/// and two neighbours that changed their places, are always found; of identifiers that were rounded, about nine in ten.
///
/// The rules are those of the SNOMED CT Release File Specification (RF2), "SNOMED CT identifiers": constraints,
/// partition identifier and check digit.
///
/// # Example
///
/// ```
/// use ownwords::bridge::sctid;
///
/// assert!(sctid::is_valid(b"1024701000000100"));
/// // A digit has changed; a spreadsheet has rounded it; it has a space.
/// assert!(!sctid::is_valid(b"1024701000000101"));
/// assert!(!sctid::is_valid(b"1.0247E+15"));
/// assert!(!sctid::is_valid(b"1024701000000100 "));
/// ```
pub fn is_valid(id: &[u8]) -> bool {
    if !(6..=18).contains(&id.len()) || id.starts_with(b"0") || !id.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let is_in_a_partition = matches!(id, [.., b'0' | b'1', b'0'..=b'2', _]);
    is_in_a_partition && check(id) == Some(0)
}

/// The product of all digits, each as what it counts as in its place: nothing where the check digit is right.
fn check(id: &[u8]) -> Option<u8> {
    id.iter().rev().zip(COUNTS_AS.iter().cycle()).try_fold(0_u8, |sum, (sign, counts_as)| {
        let counted = counts_as.get(usize::from(sign.checked_sub(b'0')?))?;
        PRODUCT.get(usize::from(sum))?.get(usize::from(*counted)).copied()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows after the second follow from the one before: the guide gives two, and says so.
    #[test]
    fn the_rows_follow_from_one_another() {
        let [_, second, ..] = COUNTS_AS;
        for (place, rows) in COUNTS_AS.windows(2).enumerate().skip(1) {
            let again = second.map(|once| rows[0][usize::from(once)]);
            assert_eq!(rows[1], again, "row {}", place + 1);
        }
    }

    /// Exhaustively for one identifier: every digit changed, every pair of neighbours swapped, every digit left out.
    #[test]
    fn a_slip_of_the_hand_is_found() {
        let id = b"1024701000000100";
        assert!(is_valid(id));
        for place in 0..id.len() {
            for digit in b'0'..=b'9' {
                let mut wrong = *id;
                wrong[place] = digit;
                assert_eq!(is_valid(&wrong), digit == id[place], "{place} {digit}");
            }
            let mut swapped = *id;
            swapped.swap(place, (place + 1) % id.len());
            assert_eq!(is_valid(&swapped), swapped == *id, "{place}");
        }
    }

    #[test]
    fn what_is_no_identifier_is_none() {
        for wrong in [
            "",
            "0",
            "12345",
            "024701000000100",
            "10247010000001000000",
            "-1024701000000100",
            "1024701o00000100",
        ] {
            assert!(!is_valid(wrong.as_bytes()), "{wrong}");
        }
        // The check digit is right, and no such partition is in use.
        let others: Vec<String> = (100_000..200_000_u32)
            .map(|number| number.to_string())
            .filter(|id| check(id.as_bytes()) == Some(0) && !is_valid(id.as_bytes()))
            .collect();
        assert!(
            others.len() > 9_000
                && others.iter().all(|id| !matches!(&id[3..5], "00" | "01" | "02" | "10" | "11" | "12"))
        );
    }
}
