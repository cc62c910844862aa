//! What a script is called, for messages.

/// The name of the script that a letter belongs to, for the scripts of most names; by blocks of the Unicode Character
/// Database. `None` for signs, for marks that several scripts share, and for rarer scripts.
pub(crate) fn script_name(letter: char) -> Option<&'static str> {
    if letter.is_ascii() {
        return letter.is_ascii_alphabetic().then_some("Latin");
    }
    Some(match letter {
        '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2AF}' => "Latin",
        '\u{1E00}'..='\u{1EFF}' | '\u{2C60}'..='\u{2C7F}' | '\u{A722}'..='\u{A7FF}' => "Latin",
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => "Greek",
        '\u{400}'..='\u{52F}' | '\u{1C80}'..='\u{1C8F}' | '\u{2DE0}'..='\u{2DFF}' => "Cyrillic",
        '\u{531}'..='\u{58F}' => "Armenian",
        '\u{591}'..='\u{5F4}' => "Hebrew",
        '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{8A0}'..='\u{8FF}' => "Arabic",
        '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => "Arabic",
        '\u{700}'..='\u{74F}' => "Syriac",
        '\u{780}'..='\u{7BF}' => "Thaana",
        '\u{7C0}'..='\u{7FF}' => "N’Ko",
        '\u{900}'..='\u{97F}' => "Devanagari",
        '\u{980}'..='\u{9FF}' => "Bengali",
        '\u{A00}'..='\u{A7F}' => "Gurmukhi",
        '\u{A80}'..='\u{AFF}' => "Gujarati",
        '\u{B00}'..='\u{B7F}' => "Odia",
        '\u{B80}'..='\u{BFF}' => "Tamil",
        '\u{C00}'..='\u{C7F}' => "Telugu",
        '\u{C80}'..='\u{CFF}' => "Kannada",
        '\u{D00}'..='\u{D7F}' => "Malayalam",
        '\u{D80}'..='\u{DFF}' => "Sinhala",
        '\u{E00}'..='\u{E7F}' => "Thai",
        '\u{E80}'..='\u{EFF}' => "Lao",
        '\u{F00}'..='\u{FFF}' => "Tibetan",
        '\u{1000}'..='\u{109F}' => "Myanmar",
        '\u{10A0}'..='\u{10FF}' | '\u{1C90}'..='\u{1CBF}' => "Georgian",
        '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7AF}' => "Hangul",
        '\u{1200}'..='\u{139F}' => "Ethiopic",
        '\u{13A0}'..='\u{13FF}' | '\u{AB70}'..='\u{ABBF}' => "Cherokee",
        '\u{1400}'..='\u{167F}' => "Canadian Aboriginal",
        '\u{1780}'..='\u{17FF}' => "Khmer",
        '\u{1800}'..='\u{18AF}' => "Mongolian",
        '\u{3041}'..='\u{309F}' => "Hiragana",
        '\u{30A1}'..='\u{30FF}' | '\u{FF66}'..='\u{FF9D}' => "Katakana",
        '\u{3105}'..='\u{312F}' => "Bopomofo",
        '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' => "Han",
        '\u{20000}'..='\u{323AF}' => "Han",
        '\u{2D30}'..='\u{2D7F}' => "Tifinagh",
        '\u{1E900}'..='\u{1E95F}' => "Adlam",
        _ => return None,
    })
}
