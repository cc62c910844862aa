//! Text as it looks: characters of other scripts and widths that are read as ASCII letters and digits.

use unicode_normalization::UnicodeNormalization;

/// The text as somebody reads it who knows ASCII capitals and digits alone: compatibility forms (full width, circled,
/// mathematical) as what they stand for, look-alikes of other scripts as what they look like, everything in capitals;
/// `0` as `O` and `1` as `I`, since one look-alike stands for both. For comparing, never for showing.
pub(crate) fn as_it_looks(text: &str) -> impl Iterator<Item = char> {
    text.nfkc()
        .flat_map(|character| match look_alike(character) {
            Some(alike) => Capitals::One(alike),
            None => Capitals::Of(character.to_uppercase()),
        })
        .map(|character| match look_alike(character).unwrap_or(character) {
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

/// The ASCII letter or digit that a letter of the Greek, Cyrillic, Armenian or Cherokee block is confused with.
///
/// From confusables.txt of Unicode Technical Standard 39, revision for Unicode 18.0: the letters of these blocks whose
/// skeleton is that of one ASCII letter or digit. Where that is both a letter and a digit, the letter stands here.
fn look_alike(character: char) -> Option<char> {
    Some(match character {
        '\u{391}' | '\u{410}' | '\u{13AA}' => 'A',
        '\u{392}' | '\u{412}' | '\u{13F4}' => 'B',
        '\u{3F9}' | '\u{421}' | '\u{13DF}' => 'C',
        '\u{13A0}' => 'D',
        '\u{395}' | '\u{415}' | '\u{13AC}' => 'E',
        '\u{3DC}' => 'F',
        '\u{50C}' | '\u{13C0}' | '\u{13F3}' => 'G',
        '\u{397}' | '\u{41D}' | '\u{13BB}' => 'H',
        '\u{399}' | '\u{406}' | '\u{4C0}' | '\u{4CF}' => 'I',
        '\u{37F}' | '\u{408}' | '\u{13AB}' => 'J',
        '\u{39A}' | '\u{41A}' | '\u{13E6}' => 'K',
        '\u{13DE}' => 'L',
        '\u{39C}' | '\u{3FA}' | '\u{41C}' | '\u{13B7}' => 'M',
        '\u{39D}' => 'N',
        '\u{39F}' | '\u{41E}' | '\u{555}' => 'O',
        '\u{3A1}' | '\u{420}' | '\u{13E2}' => 'P',
        '\u{51A}' => 'Q',
        '\u{13A1}' | '\u{13D2}' => 'R',
        '\u{405}' | '\u{54F}' | '\u{13D5}' | '\u{13DA}' => 'S',
        '\u{3A4}' | '\u{422}' | '\u{13A2}' => 'T',
        '\u{54D}' => 'U',
        '\u{474}' | '\u{13D9}' => 'V',
        '\u{51C}' | '\u{13B3}' | '\u{13D4}' => 'W',
        '\u{3A7}' | '\u{425}' => 'X',
        '\u{3A5}' | '\u{3D2}' | '\u{423}' | '\u{4AE}' | '\u{13A9}' | '\u{13BD}' => 'Y',
        '\u{396}' | '\u{13C3}' => 'Z',
        '\u{3B1}' | '\u{430}' => 'a',
        '\u{42C}' | '\u{13CF}' => 'b',
        '\u{3F2}' | '\u{441}' => 'c',
        '\u{501}' | '\u{13E7}' => 'd',
        '\u{435}' => 'e',
        '\u{584}' => 'f',
        '\u{581}' => 'g',
        '\u{4BA}' | '\u{4BB}' | '\u{570}' | '\u{13C2}' => 'h',
        '\u{3B9}' | '\u{456}' | '\u{582}' | '\u{13A5}' => 'i',
        '\u{3F3}' | '\u{458}' | '\u{575}' => 'j',
        '\u{560}' => 'm',
        '\u{578}' | '\u{57C}' => 'n',
        '\u{3BF}' | '\u{3C3}' | '\u{3ED}' | '\u{43E}' | '\u{585}' => 'o',
        '\u{3C1}' | '\u{3F1}' | '\u{3F8}' | '\u{440}' => 'p',
        '\u{51B}' | '\u{563}' | '\u{566}' => 'q',
        '\u{433}' => 'r',
        '\u{455}' => 's',
        '\u{3C5}' | '\u{57D}' => 'u',
        '\u{3BD}' | '\u{475}' => 'v',
        '\u{448}' | '\u{461}' | '\u{51D}' | '\u{561}' => 'w',
        '\u{445}' => 'x',
        '\u{3B3}' | '\u{443}' | '\u{4AF}' => 'y',
        '\u{3E8}' => '2',
        '\u{417}' | '\u{4E0}' | '\u{545}' => '3',
        '\u{13CE}' => '4',
        '\u{3EC}' | '\u{431}' | '\u{13EE}' => '6',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
