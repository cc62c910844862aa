//! Characters that nobody sees and that change what everybody else sees.

use core::fmt;

/// What kind of hidden character it is.
///
/// # Example
///
/// ```
/// use ownwords::text::{HiddenKind, hidden_characters};
///
/// let kinds: Vec<HiddenKind> = hidden_characters("A\u{7}\u{2066}").map(|hidden| hidden.kind()).collect();
/// assert_eq!(kinds, [HiddenKind::Control, HiddenKind::DirectionIsolate]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HiddenKind {
    /// A control code: U+0000 to U+001F, U+007F to U+009F.
    Control,
    /// Begins or ends an embedding of text in a direction: U+202A to U+202C.
    DirectionEmbedding,
    /// Turns the direction of the characters after it: U+202D and U+202E.
    DirectionOverride,
    /// Begins or ends a stretch of text that keeps its direction to itself: U+2066 to U+2069.
    DirectionIsolate,
    /// A tag character: U+E0000 to U+E007F.
    Tag,
}

/// One hidden character of a text, and where it stands. `Display` gives its number and its name, never the character.
///
/// # Example
///
/// ```
/// use ownwords::text::hidden_characters;
///
/// let hidden = hidden_characters("Ève\u{202E}").next().unwrap();
/// assert_eq!(hidden.to_string(), "U+202E right-to-left override");
/// assert_eq!((hidden.byte(), hidden.place()), (4, 4));
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Hidden {
    character: char,
    kind: HiddenKind,
    byte: usize,
    place: usize,
}

impl Hidden {
    /// The character itself.
    pub fn character(self) -> char {
        self.character
    }

    /// What kind of hidden character it is.
    pub fn kind(self) -> HiddenKind {
        self.kind
    }

    /// The byte at which it begins, from 0.
    pub fn byte(self) -> usize {
        self.byte
    }

    /// Which character of the text it is, from 1.
    pub fn place(self) -> usize {
        self.place
    }

    /// Its name in plain English, for example `right-to-left override`.
    pub fn name(self) -> &'static str {
        name_of(self.character)
    }
}

impl fmt::Display for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "U+{:04X} {}", u32::from(self.character), self.name())
    }
}

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hidden({self}, character {})", self.place)
    }
}

/// The hidden characters of a text, in its order. See [`hidden_characters`].
///
/// `Debug` does not print the text.
#[derive(Clone)]
pub struct HiddenCharacters<'a> {
    characters: core::iter::Enumerate<core::str::CharIndices<'a>>,
}

impl Iterator for HiddenCharacters<'_> {
    type Item = Hidden;

    fn next(&mut self) -> Option<Hidden> {
        self.characters.find_map(|(place, (byte, character))| {
            let kind = kind_of(character)?;
            Some(Hidden { character, kind, byte, place: place + 1 })
        })
    }
}

impl fmt::Debug for HiddenCharacters<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HiddenCharacters").finish_non_exhaustive()
    }
}

/// The characters of a text that no name needs, that nobody sees, and that hide or turn what others read: control
/// codes, the direction embeddings, overrides and isolates of Unicode's bidirectional algorithm (UAX #9, section 2), and
/// tags.
///
/// Characters that names do need are not among them, however little one sees of them: the joiner and the non-joiner
/// (Persian, Sinhala, Bengali), the left-to-right and right-to-left marks that the keyboards of Hebrew and Arabic put
/// in, variation selectors (Han, Mongolian), combining marks, and the zero-width space that Khmer and Thai break lines
/// at.
///
/// Nothing is allocated.
///
/// # Example
///
/// ```
/// use ownwords::text::hidden_characters;
///
/// assert_eq!(hidden_characters("علی\u{200C}رضا").count(), 0);
/// assert_eq!(hidden_characters("Ada\tLovelace").count(), 1);
/// ```
pub fn hidden_characters(text: &str) -> HiddenCharacters<'_> {
    // Most names that come by are plain ASCII; one pass over the bytes settles them.
    let text = if is_plain_ascii(text) { "" } else { text };
    HiddenCharacters { characters: text.char_indices().enumerate() }
}

/// Whether a text has any hidden character; see [`hidden_characters`].
///
/// # Example
///
/// ```
/// use ownwords::text::has_hidden_characters;
///
/// assert!(has_hidden_characters("Ada\0"));
/// assert!(!has_hidden_characters("Zoë"));
/// ```
pub fn has_hidden_characters(text: &str) -> bool {
    !is_plain_ascii(text) && text.chars().any(|character| kind_of(character).is_some())
}

/// Whether every byte is from the space to the tilde. Eight bytes at once: taking the space away borrows where one is
/// smaller, and one more than the tilde, or any byte beyond ASCII, has its highest bit set.
pub(super) fn is_plain_ascii(text: &str) -> bool {
    const EACH: u64 = u64::from_le_bytes([1; 8]);
    let faults = |eight: &[u8; 8]| {
        let eight = u64::from_le_bytes(*eight);
        (eight | eight.wrapping_sub(EACH * 0x20) | eight.wrapping_add(EACH)) & (EACH * 0x80)
    };
    let bytes = text.as_bytes();
    // The last eight may overlap those before them.
    let Some(last) = bytes.last_chunk::<8>() else {
        return bytes.iter().all(|byte| (b' '..=b'~').contains(byte));
    };
    let (all, _) = bytes.as_chunks::<8>();
    all.iter().fold(faults(last), |found, eight| found | faults(eight)) == 0
}

const fn kind_of(character: char) -> Option<HiddenKind> {
    match character {
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => Some(HiddenKind::Control),
        '\u{202A}'..='\u{202C}' => Some(HiddenKind::DirectionEmbedding),
        '\u{202D}'..='\u{202E}' => Some(HiddenKind::DirectionOverride),
        '\u{2066}'..='\u{2069}' => Some(HiddenKind::DirectionIsolate),
        '\u{E0000}'..='\u{E007F}' => Some(HiddenKind::Tag),
        _ => None,
    }
}

/// Names as in the Unicode Character Database and its `NameAliases.txt`, for the characters that records are found to
/// hold.
const fn name_of(character: char) -> &'static str {
    match character {
        '\0' => "null",
        '\u{8}' => "backspace",
        '\t' => "tab",
        '\n' => "line feed",
        '\u{B}' => "line tabulation",
        '\u{C}' => "form feed",
        '\r' => "carriage return",
        '\u{1A}' => "substitute",
        '\u{1B}' => "escape",
        '\u{1C}' => "file separator",
        '\u{1D}' => "group separator",
        '\u{1E}' => "record separator",
        '\u{1F}' => "unit separator",
        '\u{7F}' => "delete",
        '\u{85}' => "next line",
        '\u{202A}' => "left-to-right embedding",
        '\u{202B}' => "right-to-left embedding",
        '\u{202C}' => "pop directional formatting",
        '\u{202D}' => "left-to-right override",
        '\u{202E}' => "right-to-left override",
        '\u{2066}' => "left-to-right isolate",
        '\u{2067}' => "right-to-left isolate",
        '\u{2068}' => "first strong isolate",
        '\u{2069}' => "pop directional isolate",
        '\u{E0001}' => "language tag",
        '\u{E007F}' => "cancel tag",
        '\u{E0000}'..='\u{E007F}' => "tag character",
        _ => "control character",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_found_where_it_stands() {
        let found = |text| {
            hidden_characters(text).map(|hidden| (hidden.kind(), hidden.byte(), hidden.place())).collect()
        };
        let cases = [
            ("", vec![]),
            ("Ada", vec![]),
            ("Zoë", vec![]),
            ("\0", vec![(HiddenKind::Control, 0, 1)]),
            ("ë\u{9F}ë", vec![(HiddenKind::Control, 2, 2)]),
            (
                "\u{202C}\u{202D}",
                vec![(HiddenKind::DirectionEmbedding, 0, 1), (HiddenKind::DirectionOverride, 3, 2)],
            ),
            ("a\u{2069}", vec![(HiddenKind::DirectionIsolate, 1, 2)]),
            ("\u{E0041}", vec![(HiddenKind::Tag, 0, 1)]),
        ];
        for (text, expected) in cases {
            let found: Vec<_> = found(text);
            assert_eq!(found, expected, "{text:?}");
            assert_eq!(has_hidden_characters(text), !expected.is_empty(), "{text:?}");
        }
    }

    /// At every place of texts of every length about eight bytes.
    #[test]
    fn every_byte_outside_plain_ascii_is_found() {
        for length in 1..20 {
            for place in 0..length {
                for byte in 0..0x80_u8 {
                    let mut bytes = vec![b'~'; length];
                    bytes[place] = byte;
                    let text = String::from_utf8(bytes).unwrap();
                    assert_eq!(is_plain_ascii(&text), (b' '..=b'~').contains(&byte), "{text:?}");
                }
                let text = format!("{}é{}", " ".repeat(place), " ".repeat(length - place));
                assert!(!is_plain_ascii(&text), "{text:?}");
            }
        }
        assert!(is_plain_ascii(""));
    }

    #[test]
    fn neighbours_that_names_need_are_left_alone() {
        for character in
            ['\u{A0}', '\u{200B}', '\u{200C}', '\u{200D}', '\u{200E}', '\u{200F}', '\u{2029}', '\u{202F}']
        {
            assert!(!has_hidden_characters(&format!("a{character}")), "{character:?}");
        }
        for character in ['\u{2065}', '\u{206A}', '\u{FE0F}', '\u{E0080}', '\u{E0100}', '\u{61C}', '\u{34F}']
        {
            assert!(!has_hidden_characters(&format!("a{character}")), "{character:?}");
        }
    }

    #[test]
    fn neither_display_nor_debug_prints_the_character_or_the_text() {
        let hidden = hidden_characters("Ada\u{202E}").next().unwrap();
        assert_eq!(format!("{hidden:?}"), "Hidden(U+202E right-to-left override, character 4)");
        assert_eq!(format!("{:?}", hidden_characters("Ada\u{202E}")), "HiddenCharacters { .. }");
    }
}
