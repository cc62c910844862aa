//! What one look at each byte of a value tells: nearly all names are settled by it.

use crate::rules::{placeholder_name, title_in_name, two_names_in_one_field};

/// What kinds of bytes stand in a value.
#[derive(Clone, Copy)]
pub(super) struct Look {
    kinds: u16,
}

/// Anything but printable ASCII.
const NOT_PLAIN: u16 = 1;
/// `?`, which may stand for a letter that was lost.
const MARK: u16 = 1 << 1;
/// One of `(`, `[` and `"`, which open a part of a name.
const OPENING: u16 = 1 << 2;
/// `/`, which may stand between two names.
const SLASH: u16 = 1 << 3;
/// The signs of ASCII that some rule of names looks at.
pub(super) const SIGNS: [u8; 5] = [b'?', b'(', b'[', b'"', b'/'];
const SIGN: u16 = MARK | OPENING | SLASH;
/// ASCII controls, and what begins the characters beyond ASCII that some rule of names looks at:
/// - 0xC2: the C1 controls, the no-break space, and the signs of Latin-1 that mojibake has;
/// - 0xE2: direction controls, spaces, typographic quotes, and the signs of Windows-1252 that mojibake has;
/// - 0xEF: the replacement character;
/// - 0xF3: tags.
const UNSURE: u16 = 1 << 4;
/// 0xC3, which begins the letters of Latin-1: what leads a sequence of mojibake.
const LEAD: u16 = 1 << 5;
/// 0xC5, 0xC6 and 0xCB, which begin the letters of Windows-1252 that may follow the lead.
const FOLLOWER: u16 = 1 << 6;
/// 0xD0 to 0xD4, which begin the Cyrillic letters.
const CYRILLIC: u16 = 1 << 7;
/// A letter of ASCII, which beside a Cyrillic one may be mistaken for it.
const LETTER: u16 = 1 << 8;
/// What stands between the words of a name, or behind a title.
pub(super) const SEPARATORS: [u8; 2] = [b' ', b'.'];
const SEPARATOR: u16 = 1 << 9;
/// That there may be two of them or more.
const SEVERAL: u16 = 1 << 10;

static KINDS: [u16; 256] = kinds();

const fn kinds() -> [u16; 256] {
    let mut kinds = [0_u16; 256];
    let mut rest: &mut [u16] = &mut kinds;
    let mut byte = 0_u8;
    while let [kind, after @ ..] = rest {
        *kind = kind_of(byte);
        byte = byte.wrapping_add(1);
        rest = after;
    }
    kinds
}

const fn kind_of(byte: u8) -> u16 {
    match byte {
        b'?' => MARK,
        b'(' | b'[' | b'"' => OPENING,
        b'/' => SLASH,
        b'A'..=b'Z' | b'a'..=b'z' => LETTER,
        b' ' | b'.' => SEPARATOR | SEVERAL,
        b'!'..=b'~' => 0,
        0..b' ' | 0x7F | 0xC2 | 0xE2 | 0xEF | 0xF3 => NOT_PLAIN | UNSURE,
        0xC3 => NOT_PLAIN | LEAD,
        0xC5 | 0xC6 | 0xCB => NOT_PLAIN | FOLLOWER,
        0xD0..=0xD4 => NOT_PLAIN | CYRILLIC,
        _ => NOT_PLAIN,
    }
}

impl Look {
    pub(super) fn at(bytes: &[u8]) -> Self {
        let kind = |byte: u8| KINDS.get(usize::from(byte)).copied().unwrap_or(NOT_PLAIN);
        let all = |bytes: &[u8]| bytes.iter().fold(0, |kinds, &byte| kinds | kind(byte));
        // Eight at a time, the last of them looked at again if need be: how long names are cannot be foreseen.
        let kinds = match bytes.last_chunk::<8>() {
            Some(last) => bytes.as_chunks::<8>().0.iter().fold(all(last), |kinds, eight| kinds | all(eight)),
            None => all(bytes),
        };
        Self { kinds }
    }

    /// What was seen of a whole row of printable ASCII: whether one of the signs stands in it, and one or several of the
    /// separators.
    pub(super) fn of_plain(has_sign: bool, has_separator: bool, has_several: bool) -> Self {
        let sign = if has_sign { SIGN } else { 0 };
        let separator = if has_separator { SEPARATOR } else { 0 };
        let several = if has_several { SEVERAL } else { 0 };
        Self { kinds: sign | separator | several }
    }

    /// Printable ASCII and nothing else.
    pub(super) fn is_plain(self) -> bool {
        self.kinds & NOT_PLAIN == 0
    }

    /// One of the signs that some rule of names looks at.
    pub(super) fn has_sign(self) -> bool {
        self.kinds & SIGN != 0
    }

    /// One of the separators of words.
    #[cfg(test)]
    pub(super) fn has_separator(self) -> bool {
        self.kinds & SEPARATOR != 0
    }

    #[cfg(test)]
    pub(super) fn may_have_several_separators(self) -> bool {
        self.kinds & SEVERAL != 0
    }

    /// Whether there may be a character that nobody sees.
    pub(super) fn may_hide(self) -> bool {
        self.kinds & UNSURE != 0
    }

    /// Whether there may be what stands for a letter that was lost.
    pub(super) fn may_have_replacement(self) -> bool {
        self.kinds & (MARK | UNSURE) != 0
    }

    /// Whether there may be what opens a part of a name.
    pub(super) fn may_have_brackets(self) -> bool {
        self.kinds & (OPENING | UNSURE) != 0
    }

    /// Whether there may be letters of two scripts that look alike.
    pub(super) fn may_have_look_alikes(self) -> bool {
        self.kinds & (CYRILLIC | LETTER) == CYRILLIC | LETTER
    }

    /// Whether there may be a second name.
    pub(super) fn may_have_two_names(self, name: &[u8]) -> bool {
        self.kinds & SLASH != 0
            // Between two names are words with a space on either side.
            || (self.kinds & SEVERAL != 0 && two_names_in_one_field::may_have_words_between(name))
    }

    /// Whether there may be a title before the name.
    pub(super) fn may_begin_with_title(self, name: &[u8]) -> bool {
        self.kinds & SEPARATOR != 0 && title_in_name::may_begin_with_one(name)
    }

    /// Whether there may be a space or a digit at either end.
    pub(super) fn may_end_in_no_letter(self, name: &[u8]) -> bool {
        !self.is_plain() || !begins_and_ends_in_no_sign(name)
    }

    /// Whether this name of one word or two in printable ASCII is certainly clean under every rule of names. `false` says nothing.
    #[inline]
    pub(super) fn is_certainly_clean_and_short(self, name: &[u8]) -> bool {
        // The second name is then out of the question, which leaves little to ask.
        self.kinds & SEVERAL == 0 && self.is_certainly_clean_plain(name)
    }

    /// The same of a name that may have more words.
    #[inline(always)]
    pub(super) fn is_certainly_clean_plain(self, name: &[u8]) -> bool {
        self.kinds & !(LETTER | SEPARATOR | SEVERAL) == 0
            && begins_and_ends_in_no_sign(name)
            && !self.may_begin_with_title(name)
            && !self.may_have_two_names(name)
            && !placeholder_name::may_be_one(name)
    }

    /// Whether this name with letters beyond ASCII, which must be UTF-8 and what was looked at, is certainly clean under
    /// every rule of names. `false` says nothing.
    ///
    /// What each rule needs to be broken is missing: a sign or one of the unsure characters; for mojibake, a lead and
    /// what follows it; for a placeholder, ASCII alone; for a space around the name, a space there, of which beside those
    /// of the unsure characters there are 0x20, U+1680 (0xE1 0x9A 0x80) and U+3000 (0xE3 0x80 0x80); for a look-alike,
    /// letters of two scripts; for a number, a digit at either end; a title or a second name, for which a look at the name
    /// is enough.
    pub(super) fn is_certainly_clean_beyond_plain(self, name: &[u8]) -> bool {
        let has_both = self.kinds & (LEAD | FOLLOWER) == LEAD | FOLLOWER;
        !self.is_plain()
            && self.kinds & (SIGN | UNSURE) == 0
            && !has_both
            && !self.may_have_look_alikes()
            && begins_and_ends_in_no_sign(name)
            && !matches!(name, [0xE1, 0x9A, ..] | [0xE3, 0x80, ..] | [.., 0x80 | 0x9A, 0x80])
            && !self.may_begin_with_title(name)
            && !self.may_have_two_names(name)
    }
}

/// Whether neither end is a space, a digit, or a sign that ASCII has before the letters.
#[inline]
fn begins_and_ends_in_no_sign(name: &[u8]) -> bool {
    name.first().is_some_and(|&byte| byte > b'9') & name.last().is_some_and(|&byte| byte > b'9')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rules::{
        chosen_name_in_brackets, hidden_character_in_name, look_alike_letter_in_name, mojibake_in_name,
        number_in_name, replacement_character_in_name, space_around_name,
    };

    /// Whether a look says that the name is certainly clean. Each rule's own check must then say so too; and where a look says
    /// that a rule need not be asked, that it is not broken.
    fn is_settled(name: &str) -> bool {
        let look = Look::at(name.as_bytes());
        assert!(look.may_hide() || !hidden_character_in_name::is_broken(name), "{name:?}");
        assert!(look.may_have_replacement() || !replacement_character_in_name::is_broken(name), "{name:?}");
        assert!(look.may_have_brackets() || !chosen_name_in_brackets::is_broken(name, ""), "{name:?}");
        assert!(look.may_have_look_alikes() || !look_alike_letter_in_name::is_broken(name), "{name:?}");
        assert!(
            look.may_have_two_names(name.as_bytes()) || !two_names_in_one_field::is_broken(name),
            "{name:?}"
        );
        assert!(look.may_begin_with_title(name.as_bytes()) || !title_in_name::is_broken(name), "{name:?}");
        if !look.may_end_in_no_letter(name.as_bytes()) {
            assert!(!space_around_name::is_broken(name) && !number_in_name::is_broken(name), "{name:?}");
        }
        let is_settled = if look.is_plain() {
            look.is_certainly_clean_plain(name.as_bytes())
        } else {
            look.is_certainly_clean_beyond_plain(name.as_bytes())
        };
        // As the look at a row of plain cells is.
        let separators = name.bytes().filter(|byte| SEPARATORS.contains(byte)).count();
        let row = Look::of_plain(look.has_sign(), separators > 0, separators > 1);
        let is_settled = is_settled || look.is_plain() && row.is_certainly_clean_and_short(name.as_bytes());
        if is_settled {
            assert!(!mojibake_in_name::is_broken(name), "{name:?}");
            assert!(!hidden_character_in_name::is_broken(name), "{name:?}");
            assert!(!replacement_character_in_name::is_broken(name), "{name:?}");
            assert!(!placeholder_name::is_broken(name), "{name:?}");
            assert!(!chosen_name_in_brackets::is_broken(name, ""), "{name:?}");
            assert!(!space_around_name::is_broken(name), "{name:?}");
            assert!(!look_alike_letter_in_name::is_broken(name), "{name:?}");
            assert!(!title_in_name::is_broken(name), "{name:?}");
            assert!(!two_names_in_one_field::is_broken(name), "{name:?}");
            assert!(!number_in_name::is_broken(name), "{name:?}");
            assert!(!name.trim().is_empty(), "{name:?}");
            assert!(!name.contains('\0'), "{name:?}");
        }
        is_settled
    }

    /// Each way in which UTF-8 can be read wrongly, all that some rule looks at, and letters beside them.
    fn parts() -> impl Strategy<Value = String> {
        let chosen = "aZNX ?.-/*\"([])\0\t\n\u{7F}éÃÂØÅ×\u{80}\u{85}\u{9F}\u{A0}©ª´»¿ƒˆ˜ŠšŒœŽžŸŁůứỳ\u{1680}\u{2003}\
                      \u{200B}\u{200D}’“”…–€™\u{2028}\u{202E}\u{2066}\u{3000}さ李한قა𠮷\u{FEFF}\u{FFFD}\u{E0041}";
        let chosen: Vec<char> = chosen.chars().collect();
        prop_oneof![
            6 => prop::sample::select(chosen).prop_map(String::from),
            2 => any::<char>().prop_map(String::from),
            1 => prop::char::range('\u{80}', '\u{7FF}').prop_map(String::from),
            // A letter read wrongly as Latin-1.
            2 => prop::char::range('\u{80}', '\u{2FFF}').prop_map(|c| c.to_string().bytes().map(char::from).collect()),
            1 => prop::sample::select(vec!["Unknown", "n/k", "NO NAME", "XXX", "Nguyễn", "Kríž", "(Liz)", "Mrs ", "DR.", "Ada / Ade", "Bo aka Li", "Jones née ", "known as ", "Анна", "\u{410}nna", "999000", "ԥ"])
                .prop_map(String::from),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_a_look_settles_is_clean_under_every_rule(parts in prop::collection::vec(parts(), 0..6)) {
            is_settled(&parts.concat());
        }
    }

    /// All pairs of characters that begin with the bytes that the kinds tell apart, and all single characters.
    #[test]
    fn no_character_and_no_pair_is_settled_that_a_rule_finds() {
        for character in '\0'..=char::MAX {
            for name in [format!("{character}"), format!("a{character}"), format!("{character}a")] {
                is_settled(&name);
            }
        }
        for one in '\0'..'\u{300}' {
            for two in ('\0'..'\u{300}').chain('\u{2000}'..'\u{2130}') {
                is_settled(&String::from_iter([one, two]));
                is_settled(&String::from_iter(['é', one, two, 'a']));
            }
        }
    }

    #[test]
    fn what_names_are_mostly_made_of_is_settled() {
        for name in [
            "Okonkwo",
            "Nguyen",
            "Taylor",
            "D'Arcy",
            "Zoë",
            "José",
            "Łukasz",
            "Nguyễn",
            "Иван",
            "محمد",
            "अमित",
            "김민준",
            "李小龙",
            "さくら",
            "ქეთევან",
            "ብርሃን",
            "Adéọlá",
            "𠮷野",
        ] {
            assert!(is_settled(name), "{name}");
        }
    }
}
