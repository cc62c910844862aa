//! Letters of other scripts that are read as Latin letters and digits, and text as it looks.

use unicode_normalization::UnicodeNormalization;

/// Latin letters, then digits, each with the letters that look like it: those of the Greek, Cyrillic, Armenian and Cherokee
/// blocks with the same skeleton in Unicode's `confusables.txt` (UTS #39, section 4), accents apart. What looks like a
/// letter and a digit stands at the letter, and at the capital before the small one. A test holds the list against those
/// data.
const LOOK_ALIKES: &[(char, &str)] = &[
    ('A', "\u{391}\u{410}\u{13AA}"),
    ('B', "\u{392}\u{412}\u{13F4}"),
    ('C', "\u{3F9}\u{421}\u{13DF}"),
    ('D', "\u{13A0}"),
    ('E', "\u{395}\u{415}\u{13AC}"),
    ('F', "\u{3DC}"),
    ('G', "\u{50C}\u{13C0}\u{13F3}"),
    ('H', "\u{397}\u{41D}\u{13BB}"),
    ('I', "\u{399}\u{406}\u{4C0}\u{4CF}"),
    ('J', "\u{37F}\u{408}\u{13AB}"),
    ('K', "\u{39A}\u{41A}\u{13E6}"),
    ('L', "\u{13DE}"),
    ('M', "\u{39C}\u{3FA}\u{41C}\u{13B7}"),
    ('N', "\u{39D}"),
    ('O', "\u{39F}\u{41E}\u{555}"),
    ('P', "\u{3A1}\u{420}\u{13E2}"),
    ('Q', "\u{51A}"),
    ('R', "\u{13A1}\u{13D2}"),
    ('S', "\u{405}\u{54F}\u{13D5}\u{13DA}"),
    ('T', "\u{3A4}\u{422}\u{13A2}"),
    ('U', "\u{54D}"),
    ('V', "\u{474}\u{13D9}"),
    ('W', "\u{51C}\u{13B3}\u{13D4}"),
    ('X', "\u{3A7}\u{425}"),
    ('Y', "\u{3A5}\u{3D2}\u{423}\u{4AE}\u{13A9}\u{13BD}"),
    ('Z', "\u{396}\u{13C3}"),
    ('a', "\u{3B1}\u{430}"),
    ('b', "\u{42C}\u{13CF}"),
    ('c', "\u{3F2}\u{441}\u{1C83}"),
    ('d', "\u{501}\u{13E7}"),
    ('e', "\u{435}\u{4BD}"),
    ('f', "\u{584}"),
    ('g', "\u{581}"),
    ('h', "\u{4BA}\u{4BB}\u{570}\u{13C2}"),
    ('i', "\u{3B9}\u{456}\u{582}\u{13A5}\u{A647}"),
    ('j', "\u{3F3}\u{458}\u{575}"),
    ('m', "\u{560}"),
    ('n', "\u{578}\u{57C}"),
    ('o', "\u{3BF}\u{3C3}\u{3ED}\u{43E}\u{585}\u{1C82}"),
    ('p', "\u{3C1}\u{3F1}\u{3F8}\u{440}"),
    ('q', "\u{51B}\u{563}\u{566}"),
    ('r', "\u{433}"),
    ('s', "\u{455}"),
    ('u', "\u{3C5}\u{57D}"),
    ('v', "\u{3BD}\u{475}"),
    ('w', "\u{448}\u{461}\u{51D}\u{561}"),
    ('x', "\u{445}"),
    ('y', "\u{3B3}\u{443}\u{4AF}"),
    ('ß', "\u{3B2}\u{3D0}\u{13F0}"),
    ('2', "\u{3E8}\u{A644}"),
    ('3', "\u{417}\u{4E0}\u{545}"),
    ('4', "\u{13CE}"),
    ('6', "\u{3EC}\u{431}\u{13EE}"),
    ('7', "\u{1C84}"),
];

/// The Latin letter or digit that a letter of another script looks like.
pub(super) fn look_alike(letter: char) -> Option<char> {
    if letter < '\u{370}' {
        return None;
    }
    LOOK_ALIKES.iter().find(|(_, others)| others.contains(letter)).map(|(latin, _)| *latin)
}

/// The letters of other scripts that look like a Latin letter.
pub(super) fn letters_like(latin: char) -> &'static str {
    LOOK_ALIKES.iter().find(|(letter, _)| *letter == latin).map_or("", |(_, others)| *others)
}

/// The text as somebody reads it who knows ASCII capitals and digits alone: compatibility forms (full width, circled,
/// mathematical) as what they stand for, look-alikes of other scripts as what they look like, everything in capitals;
/// `0` as `O` and `1` as `I`, since one look-alike stands for both. For comparing, never for showing.
pub(crate) fn as_it_looks(text: &str) -> impl Iterator<Item = char> {
    text.nfkc()
        .flat_map(|character| match ascii_look_alike(character) {
            Some(alike) => Capitals::One(alike),
            None => Capitals::Of(character.to_uppercase()),
        })
        .map(|character| match ascii_look_alike(character).unwrap_or(character) {
            '0' => 'O',
            '1' => 'I',
            other => other.to_ascii_uppercase(),
        })
}

enum Capitals {
    One(char),
    Of(core::char::ToUppercase),
    Done,
}

impl Iterator for Capitals {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        match self {
            Self::One(character) => {
                let character = *character;
                *self = Self::Done;
                Some(character)
            }
            Self::Of(capitals) => capitals.next(),
            Self::Done => None,
        }
    }
}

fn ascii_look_alike(character: char) -> Option<char> {
    look_alike(character).filter(char::is_ascii)
}

#[cfg(test)]
mod tests {
    use unicode_normalization::char::decompose_canonical;
    use unicode_security::confusable_detection::skeleton;

    use super::*;

    #[test]
    fn the_look_alikes_are_those_of_unicode() {
        let skeleton = |letter: char| skeleton(&letter.to_string()).collect::<String>();
        let is_whole = |letter: char| {
            let mut parts = Vec::new();
            decompose_canonical(letter, |part| parts.push(part));
            parts == [letter]
        };
        let latin: Vec<char> = ('A'..='Z').chain('a'..='z').chain(['ß']).chain('0'..='9').collect();
        let blocks = ('\u{370}'..='\u{58F}').chain('\u{13A0}'..='\u{13FF}').chain('\u{1C80}'..='\u{1C8F}');
        let letters = blocks.chain('\u{A640}'..='\u{A69F}').filter(|letter| letter.is_alphabetic());
        let mut expected = vec![String::new(); latin.len()];
        for letter in letters.filter(|&letter| is_whole(letter)) {
            if let Some(place) = latin.iter().position(|&latin| skeleton(latin) == skeleton(letter)) {
                expected[place].push(letter);
            }
        }
        let expected: Vec<_> =
            latin.into_iter().zip(expected).filter(|(_, letters)| !letters.is_empty()).collect();
        let listed: Vec<_> =
            LOOK_ALIKES.iter().map(|(latin, letters)| (*latin, (*letters).to_owned())).collect();
        assert_eq!(listed, expected);
    }

    #[test]
    fn what_looks_alike_is_alike() {
        for (text, looks) in [
            ("\u{FF21}\u{FF22}\u{FF19}", "AB9"),
            ("\u{410}\u{412}\u{421}", "ABC"),
            ("\u{43D}", "H"),
            ("\u{391}\u{3BD}", "AV"),
            ("\u{24B6}\u{1D7D9}", "AI"),
            ("\u{41E}1", "OI"),
            ("01", "OI"),
            ("h", "H"),
            ("é", "É"),
        ] {
            assert_eq!(as_it_looks(text).collect::<String>(), looks, "{text:?}");
        }
    }
}
