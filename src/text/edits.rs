//! How many slips of the hand lie between two words.

/// A word that others are compared with, by the number of edits: a letter put in, left out or replaced, or two
/// neighbours swapped (optimal string alignment, the restricted Damerau-Levenshtein distance).
///
/// H. Hyyrö's bit-parallel algorithm (2003): one bit for each letter of the word, a few operations for each letter of
/// the text, and the distance to every beginning of the text on the way.
#[derive(Debug)]
pub(crate) struct Pattern<'a> {
    word: &'a [char],
    /// For `a` to `z`, at which places of the word the letter stands.
    latin: [u64; 26],
}

/// How far a text is from a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Distance {
    /// The edits between the pattern and the whole text; [`u32::MAX`] when the text goes on far beyond the pattern.
    pub(crate) whole: u32,
    /// The edits between the pattern and the beginning of the text that is nearest to it.
    pub(crate) beginning: u32,
}

impl<'a> Pattern<'a> {
    /// `None` for no letters, and for more than 64.
    pub(crate) fn of(word: &'a [char]) -> Option<Self> {
        if word.is_empty() || word.len() > 64 {
            return None;
        }
        let mut latin = [0; 26];
        for (letter, places) in ('a'..='z').zip(&mut latin) {
            *places = places_in(word, letter);
        }
        Some(Self { word, latin })
    }

    fn places(&self, letter: char) -> u64 {
        let latin = (letter as usize).checked_sub('a' as usize).and_then(|place| self.latin.get(place));
        latin.copied().unwrap_or_else(|| places_in(self.word, letter))
    }

    /// The distances to `text`, as far as they are at most `limit`; a larger number stands for any above it.
    pub(crate) fn distance(&self, text: &[char], limit: u32) -> Distance {
        let length = self.word.len() as u32;
        let last = 1_u64 << (length - 1);
        // For each letter of the word: whether the distance rises or falls from the letter before it, and whether a
        // diagonal step was free; for the letter of the text that was looked at last.
        let (mut rises, mut falls, mut free, mut before) = (u64::MAX, 0_u64, 0_u64, 0_u64);
        let mut distance = Distance { whole: length, beginning: u32::MAX };
        for (place, &letter) in (1_u32..).zip(text) {
            if place > length + limit {
                distance.whole = u32::MAX;
                break;
            }
            let here = self.places(letter);
            let swapped = ((!free & here) << 1) & before;
            free = ((here & rises).wrapping_add(rises) ^ rises) | here | falls | swapped;
            let across_rises = falls | !(free | rises);
            let across_falls = free & rises;
            distance.whole += u32::from(across_rises & last != 0);
            distance.whole -= u32::from(across_falls & last != 0);
            distance.beginning = distance.beginning.min(distance.whole);
            let shifted = across_rises << 1 | 1;
            rises = across_falls << 1 | !(free | shifted);
            falls = shifted & free;
            before = here;
        }
        distance
    }
}

fn places_in(word: &[char], letter: char) -> u64 {
    word.iter().rev().fold(0, |places, &other| places << 1 | u64::from(other == letter))
}

/// The one of `known` that is nearest to `text`, letter case aside: the least share of letters to change, so that a short
/// key is not near to everything. The first of those that are equally near.
pub(crate) fn nearest<'a>(text: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Of a longer text the rest makes no difference to which key is nearest.
    let text: Vec<char> = text.chars().take(64).map(|letter| letter.to_ascii_lowercase()).collect();
    let pattern = Pattern::of(&text);
    let mut letters = Vec::new();
    known.into_iter().min_by_key(|key| {
        letters.clear();
        letters.extend(key.chars().map(|letter| letter.to_ascii_lowercase()));
        let edits = pattern.as_ref().map_or(0, |pattern| pattern.distance(&letters, 64).whole.min(1_000));
        edits * 1_000 / letters.len().max(text.len()).max(1) as u32
    })
}

/// Whether one edit makes one of the other: a sign put in, left out or replaced, or two neighbours swapped.
pub(crate) fn is_one_edit_apart(one: &[u8], other: &[u8]) -> bool {
    let before = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (Some(one), Some(other)) = (one.get(before..), other.get(before..)) else { return false };
    let after = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    fn middle(all: &[u8], after: usize) -> &[u8] {
        all.get(..all.len() - after).unwrap_or_default()
    }
    match (middle(one, after), middle(other, after)) {
        ([_], [_]) | ([_], []) | ([], [_]) => true,
        ([a, b], [c, d]) => (a, b) == (d, c),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition, cell by cell.
    fn table(one: &[char], other: &[char]) -> Vec<Vec<u32>> {
        let mut cells = vec![vec![0_u32; other.len() + 1]; one.len() + 1];
        for i in 0..=one.len() {
            for j in 0..=other.len() {
                if i == 0 || j == 0 {
                    cells[i][j] = (i + j) as u32;
                    continue;
                }
                let cost = u32::from(one[i - 1] != other[j - 1]);
                let mut best = (cells[i - 1][j] + 1).min(cells[i][j - 1] + 1).min(cells[i - 1][j - 1] + cost);
                if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                    best = best.min(cells[i - 2][j - 2] + 1);
                }
                cells[i][j] = best;
            }
        }
        cells
    }

    fn letters(mut number: u32, length: u32) -> Vec<char> {
        let mut letters = Vec::new();
        for _ in 0..length {
            letters.push(['a', 'b', 'ж', 'c'][number as usize % 4]);
            number /= 4;
        }
        letters
    }

    #[test]
    fn distances_are_those_of_the_definition() {
        for one_length in 1..=5 {
            let one = letters(0x9E37_79B9 >> one_length, one_length);
            let pattern = Pattern::of(&one).unwrap();
            for length in 0..=6 {
                for number in 0..4_u32.pow(length) {
                    let other = letters(number, length);
                    let cells = table(&one, &other);
                    let last = cells.last().unwrap();
                    let distance = pattern.distance(&other, 9);
                    assert_eq!(distance.whole, last[other.len()], "{one:?} {other:?}");
                    let beginning = last.iter().skip(1).min().copied().unwrap_or(u32::MAX);
                    assert_eq!(distance.beginning, beginning, "{one:?} {other:?}");
                }
            }
        }
    }

    #[test]
    fn one_edit_is_a_distance_of_one() {
        for one_length in 0..=4 {
            for length in 0..=4 {
                for (first, second) in (0..3_u32.pow(one_length))
                    .flat_map(|one| (0..3_u32.pow(length)).map(move |other| (one, other)))
                {
                    let of = |mut number: u32, length| -> Vec<char> {
                        (0..length).map(|_| (['a', 'b', 'c'][number as usize % 3], number /= 3).0).collect()
                    };
                    let (one, other) = (of(first, one_length), of(second, length));
                    let distance = table(&one, &other)[one.len()][other.len()];
                    let bytes = |text: &[char]| text.iter().map(|&c| c as u8).collect::<Vec<u8>>();
                    assert_eq!(
                        is_one_edit_apart(&bytes(&one), &bytes(&other)),
                        distance == 1,
                        "{one:?} {other:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_longest_pattern_works_and_a_longer_one_is_none() {
        let word = vec!['x'; 64];
        assert_eq!(Pattern::of(&word).unwrap().distance(&word, 2), Distance { whole: 0, beginning: 0 });
        assert!(Pattern::of(&vec!['x'; 65]).is_none() && Pattern::of(&[]).is_none());
    }

    #[test]
    fn the_nearest_key_is_found() {
        assert_eq!(
            nearest("NHS-ethnic-2001", ["bcp-47", "nhs-ethnic-category-2001"]),
            Some("nhs-ethnic-category-2001")
        );
        assert_eq!(
            nearest("nhs-2001", ["bcp-47", "nhs-ethnic-category-2001"]),
            Some("nhs-ethnic-category-2001")
        );
        assert_eq!(nearest("", ["a", "b"]), Some("a"));
        assert_eq!(nearest("a", []), None);
    }
}
