//! UTF-8 that was read as another encoding.

/// The text read again the right way round, once, where it is UTF-8 that was read as Windows-1252 or Latin-1; `None`
/// where it is not.
///
/// It is when each of its characters beyond ASCII is part of a sequence that, put back into bytes, is UTF-8, when what
/// comes out may stand in a name, and when at least one sequence cannot be how a name is written: a sign that stands in
/// no name, or capitals where no writing has them. So `São`, `Ærø`, `KRÍŽ` and `Ñandú` are names, and `JosÃ©` is not.
///
/// A name that is only in part so, beside letters that Windows-1252 does not have, is not found: it has been through more
/// than one wrong reading, and no reading gives it back. One that went wrong twice comes out as one that went wrong once,
/// and can be read again.
///
/// # Example
///
/// ```
/// use ownwords::text::likely_original;
///
/// assert_eq!(likely_original("JosÃ©").as_deref(), Some("José"));
/// assert_eq!(likely_original("José"), None);
/// ```
pub fn likely_original(text: &str) -> Option<String> {
    // Hardly any text was read wrongly: one that was is read once more, and no other one allocates.
    if !read_again(text, |_| {}) {
        return None;
    }
    let mut original = String::new();
    read_again(text, |character| original.push(character)).then_some(original)
}

/// Gives each character of the right reading to `each`; returns whether this was the right reading to the end.
pub(crate) fn read_again(name: &str, mut each: impl FnMut(char)) -> bool {
    // Nothing in ASCII can be read wrongly so.
    if name.is_ascii() {
        return false;
    }
    let mut rest = name.chars();
    let mut before = None;
    let mut before_again = None;
    let mut is_shown = false;
    while let Some(first) = rest.next() {
        let (last, again) = if first.is_ascii() {
            (first, first)
        } else {
            let Some(sequence) = Sequence::read(first, &mut rest) else { return false };
            is_shown |= sequence.is_evidence(before, rest.clone().next());
            (sequence.last, sequence.again)
        };
        if !may_follow(before_again, again) {
            return false;
        }
        each(again);
        before = Some(last);
        before_again = Some(again);
    }
    is_shown
}

/// The characters that one character of UTF-8 was read as.
struct Sequence {
    lead: char,
    /// Of the characters after the lead, one that stands in no name beside a letter, if there is one; otherwise the
    /// first.
    telling: char,
    last: char,
    /// What they are in UTF-8.
    again: char,
}

impl Sequence {
    fn read(lead: char, rest: &mut core::str::Chars<'_>) -> Option<Self> {
        let byte = u32::from(byte_of(lead)?);
        let (length, mut code) = match byte {
            0xC2..=0xDF => (2, byte & 0x1F),
            0xE0..=0xEF => (3, byte & 0x0F),
            0xF0..=0xF4 => (4, byte & 0x07),
            _ => return None,
        };
        let mut telling = None;
        let mut last = lead;
        for _ in 1..length {
            last = rest.next()?;
            let next = byte_of(last).filter(|byte| (0x80..0xC0).contains(byte))?;
            code = code << 6 | u32::from(next & 0x3F);
            if telling.is_none_or(is_beside_letters) {
                telling = Some(last);
            }
        }
        let again =
            char::from_u32(code).filter(|again| again.len_utf8() == length && may_stand_in_name(*again))?;
        Some(Self { lead, telling: telling?, last, again })
    }

    /// Whether no name is written so. `before` and `after` are the characters around the sequence, as they were read.
    fn is_evidence(&self, before: Option<char>, after: Option<char>) -> bool {
        let is = |neighbour: Option<char>, test: fn(char) -> bool| neighbour.is_some_and(test);
        let turns_to_capital = is(before, char::is_lowercase) && self.lead.is_uppercase();
        // Portuguese and Vietnamese have Ã, and none of the letters and signs that follow it here.
        let is_a_tilde = self.lead == 'Ã';
        if self.lead == '×' {
            return true;
        }
        match self.telling {
            'Š' | 'š' | 'Œ' | 'œ' | 'Ž' | 'ž' | 'Ÿ' | 'ƒ' => {
                let small_after_capitals = self.telling.is_lowercase() && self.lead.is_uppercase();
                let among_capitals = is(before, char::is_uppercase) || is(after, char::is_uppercase);
                let begins_word = !is(before, char::is_alphabetic) && is(after, char::is_lowercase);
                is_a_tilde
                    || turns_to_capital
                    || small_after_capitals && among_capitals
                    || begins_word && matches!(self.lead, 'Ä' | 'Å') && self.again.is_uppercase()
            }
            '\u{2018}' | '\u{2019}' | '\u{201C}' | '\u{201D}' | '\u{2013}' | '\u{2014}' => {
                turns_to_capital || is_a_tilde && is(after, char::is_alphabetic)
            }
            '…' => turns_to_capital || is(after, char::is_alphabetic),
            '´' | 'ª' | 'º' | '·' => turns_to_capital || is_a_tilde || self.lead == 'Â',
            '\u{A0}' => turns_to_capital,
            _ => true,
        }
    }
}

/// Letters and signs from 0x80 to 0xBF that may well stand after a letter of a name.
const fn is_beside_letters(character: char) -> bool {
    matches!(
        character,
        'Š' | 'š'
            | 'Œ'
            | 'œ'
            | 'Ž'
            | 'ž'
            | 'Ÿ'
            | 'ƒ'
            | '\u{2018}'
            | '\u{2019}'
            | '\u{201C}'
            | '\u{201D}'
            | '\u{2013}'
            | '\u{2014}'
            | '…'
            | '´'
            | 'ª'
            | 'º'
            | '·'
            | '\u{A0}'
    )
}

/// The byte that a reader of Windows-1252 or Latin-1 makes this character of.
///
/// The 27 characters from 0x80 to 0x9F that Windows-1252 has of its own are those of the WHATWG Encoding Standard, index
/// windows-1252 (the same as CP1252.TXT of the Unicode Consortium). Its five gaps, and Latin-1, give C1 controls.
fn byte_of(character: char) -> Option<u8> {
    Some(match character {
        '\u{20AC}' => 0x80,
        '\u{201A}' => 0x82,
        '\u{192}' => 0x83,
        '\u{201E}' => 0x84,
        '\u{2026}' => 0x85,
        '\u{2020}' => 0x86,
        '\u{2021}' => 0x87,
        '\u{2C6}' => 0x88,
        '\u{2030}' => 0x89,
        '\u{160}' => 0x8A,
        '\u{2039}' => 0x8B,
        '\u{152}' => 0x8C,
        '\u{17D}' => 0x8E,
        '\u{2018}' => 0x91,
        '\u{2019}' => 0x92,
        '\u{201C}' => 0x93,
        '\u{201D}' => 0x94,
        '\u{2022}' => 0x95,
        '\u{2013}' => 0x96,
        '\u{2014}' => 0x97,
        '\u{2DC}' => 0x98,
        '\u{2122}' => 0x99,
        '\u{161}' => 0x9A,
        '\u{203A}' => 0x9B,
        '\u{153}' => 0x9C,
        '\u{17E}' => 0x9E,
        '\u{178}' => 0x9F,
        other => u8::try_from(u32::from(other)).ok()?,
    })
}

/// Letters, digits, marks and the signs of names; no control, nothing of private use, no noncharacter.
///
/// The standard library does not say which code points are marks, so in the blocks of the scripts that have them
/// (U+0483 to U+1CFF) all that is not a letter is taken for one.
fn may_stand_in_name(character: char) -> bool {
    match character {
        // Rare marks; `Í` and a Czech or Slovak capital would otherwise be one of them.
        '\u{340}'..='\u{36F}' => false,
        '\u{A0}'..='\u{BF}' | '\u{300}'..='\u{33F}' | '\u{483}'..='\u{1CFF}' | '\u{3099}'..='\u{309A}' => {
            true
        }
        '\u{200B}'..='\u{201D}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => true,
        // The dot between the words of a foreign name in katakana.
        '\u{30FB}' | '\u{FF65}' => true,
        // A letter that was lost before, and the byte order mark: both often read wrongly.
        '\u{FFFD}' | '\u{FEFF}' => true,
        other => other.is_alphanumeric(),
    }
}

/// Whether the two may stand side by side: a letter of ASCII and one of another script than Latin do not, in a word.
fn may_follow(before: Option<char>, next: char) -> bool {
    let Some(before) = before else { return true };
    !(before.is_ascii_alphabetic() && is_of_another_script(next)
        || next.is_ascii_alphabetic() && is_of_another_script(before))
}

fn is_of_another_script(character: char) -> bool {
    character >= '\u{370}'
        && !matches!(character, '\u{1D00}'..='\u{1EFF}' | '\u{2000}'..='\u{206F}' | '\u{2C60}'..='\u{2C7F}')
        && !matches!(character, '\u{A720}'..='\u{A7FF}' | '\u{AB30}'..='\u{AB6F}' | '\u{FEFF}' | '\u{FFFD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_misread(name: &str) -> bool {
        likely_original(name).is_some()
    }

    /// UTF-8 as a reader of Windows-1252 sees it; `None` as a reader of Latin-1 does.
    fn misread(name: &str, as_windows: bool) -> String {
        let own = |byte: u8| {
            (0x100..0x2200)
                .filter_map(char::from_u32)
                .find(|&c| byte_of(c) == Some(byte))
                .unwrap_or(char::from(byte))
        };
        name.bytes().map(|byte| if as_windows { own(byte) } else { char::from(byte) }).collect()
    }

    #[test]
    fn all_27_characters_of_windows_1252_have_a_byte() {
        let own: Vec<u8> = (0x100..0x2200).filter_map(char::from_u32).filter_map(byte_of).collect();
        let gaps = [0x81, 0x8D, 0x8F, 0x90, 0x9D];
        assert_eq!(own.len(), 27);
        assert!((0x80..0xA0).all(|byte| own.contains(&byte) != gaps.contains(&byte)));
    }

    #[test]
    fn a_name_read_wrongly_is_found_and_given_back() {
        for name in [
            "José",
            "Zoë",
            "Müller",
            "MÜLLER",
            "Ünal",
            "Özil",
            "Óscar",
            "Ñandú",
            "MUÑOZ",
            "NÚÑEZ",
            "BJÖRN",
            "GÓMEZ",
            "BENOÎT",
            "Côme",
            "Strauß",
            "Þór",
            "Ærø",
            "São",
            "Conceição",
            "Łukasz",
            "Świątek",
            "Dąbrowski",
            "Šimić",
            "Žižka",
            "Şahin",
            "Erdoğan",
            "AYŞE",
            "Nguyễn",
            "ĐẶNG",
            "ʻAukai",
            "Ngũgĩ",
            "Ọlá",
            "Adéọlá",
            "Pietà",
            "O’Brien",
            "Jose\u{301}",
            "Иван",
            "Γιώργος",
            "محمد",
            "דן",
            "अमित",
            "김민준",
            "李小龙",
            "さくら",
            "Ayɔ",
            "𠮷野",
            "ብርሃን",
            "ქეთევან",
            "Zo\u{FFFD}",
        ] {
            for as_windows in [true, false] {
                let wrong = misread(name, as_windows);
                assert_eq!(likely_original(&wrong).as_deref(), Some(name), "{wrong:?}");
                assert!(read_again(&wrong, |_| ()));
            }
            assert!(!is_misread(name), "{name:?}");
        }
    }

    #[test]
    fn a_name_read_wrongly_twice_comes_back_in_two_steps() {
        let twice = misread(&misread("José", true), true);
        let once = likely_original(&twice).unwrap();
        assert_eq!(likely_original(&once).as_deref(), Some("José"));
    }

    #[test]
    fn names_that_look_like_it_are_left_alone() {
        for name in [
            "Ã",
            "Â",
            "KRÍŽ",
            "Kríž",
            "LÍŠKA",
            "Líšková",
            "GUSMÃO",
            "LÃ\u{A0}THỊ",
            "LÂ\u{A0}ANH",
            "BØ–HANSEN",
            "ANDRÉ–ROY",
            "RENÉ’S",
            "JOSÉ´S",
            "Weiß´",
            "«René…»",
            "“ANDRÉ”",
            "Å…",
            "Mª José",
            "ÿ",
            "Ÿ",
            "CŒUR",
            "Æ",
            "ÄŽ",
            "Kríž’s",
            "Kríž–Novak",
            "L’Haÿ",
            "ÇA",
            "Ã–",
            "Ñ",
            "ÕŽ",
            "Mc–É",
            "É–",
        ] {
            assert!(!is_misread(name), "{name:?}");
        }
    }

    #[test]
    fn letters_in_one_case_or_capitalised_are_never_found() {
        let capitals: Vec<char> =
            ('À'..='Þ').filter(|c| !matches!(c, '×' | 'Ã')).chain("ŠŽŒŸAZ".chars()).collect();
        for &one in &capitals {
            for &two in &capitals {
                for &three in &capitals {
                    let upper: String = [one, two, three].iter().collect();
                    let title: String = std::iter::once(one)
                        .chain([two, three].iter().flat_map(|c| c.to_lowercase()))
                        .collect();
                    let known = ["Ä", "Å"].iter().any(|start| title.starts_with(start));
                    assert!(!is_misread(&upper) && !is_misread(&upper.to_lowercase()), "{upper}");
                    assert!(known || !is_misread(&title), "{title}");
                }
            }
        }
    }
}
