//! Letters and marks of the scripts that names are written in. Every range holds assigned characters only, of general
//! category L in `letters` and M in `marks` (Unicode 15.1).

use std::ops::RangeInclusive;

/// A script: what its words are made of.
#[derive(Debug)]
pub struct Script {
    /// Its name in the Unicode Character Database.
    pub name: &'static str,
    /// Letters.
    pub letters: &'static [RangeInclusive<char>],
    /// Marks that follow a letter.
    pub marks: &'static [RangeInclusive<char>],
}

const fn script(
    name: &'static str,
    letters: &'static [RangeInclusive<char>],
    marks: &'static [RangeInclusive<char>],
) -> Script {
    Script { name, letters, marks }
}

/// The scripts.
pub const SCRIPTS: &[Script] = &[
    script(
        "Latin",
        &[
            'A'..='Z',
            'a'..='z',
            '\u{C0}'..='\u{D6}',
            '\u{D8}'..='\u{F6}',
            '\u{F8}'..='\u{24F}',
            '\u{1E00}'..='\u{1EFF}',
        ],
        &['\u{300}'..='\u{333}'],
    ),
    script("Latin with modifier letters", &['a'..='z', '\u{2BB}'..='\u{2BC}', '\u{1C0}'..='\u{1C3}'], &[]),
    script("Greek", &['\u{391}'..='\u{3A1}', '\u{3A3}'..='\u{3CE}'], &['\u{300}'..='\u{301}']),
    script("Cyrillic", &['\u{400}'..='\u{481}', '\u{48A}'..='\u{52F}'], &['\u{301}'..='\u{308}']),
    script("Armenian", &['\u{531}'..='\u{556}', '\u{561}'..='\u{586}'], &[]),
    script("Georgian", &['\u{10D0}'..='\u{10FA}'], &[]),
    script("Hebrew", &['\u{5D0}'..='\u{5EA}'], &['\u{5B0}'..='\u{5BD}']),
    script("Arabic", &['\u{620}'..='\u{64A}', '\u{671}'..='\u{6D3}'], &['\u{64B}'..='\u{652}']),
    script("Syriac", &['\u{712}'..='\u{72F}'], &['\u{730}'..='\u{74A}']),
    script("Thaana", &['\u{780}'..='\u{7A5}'], &['\u{7A6}'..='\u{7B0}']),
    script("Nko", &['\u{7CA}'..='\u{7EA}'], &['\u{7EB}'..='\u{7F3}']),
    script("Devanagari", &['\u{904}'..='\u{939}'], &['\u{93E}'..='\u{94D}', '\u{901}'..='\u{902}']),
    script(
        "Bengali",
        &['\u{995}'..='\u{9A8}', '\u{9AA}'..='\u{9B0}'],
        &['\u{9BE}'..='\u{9C4}', '\u{9CD}'..='\u{9CD}'],
    ),
    script("Gurmukhi", &['\u{A15}'..='\u{A28}'], &['\u{A3E}'..='\u{A42}', '\u{A4D}'..='\u{A4D}']),
    script("Gujarati", &['\u{A95}'..='\u{AA8}'], &['\u{ABE}'..='\u{AC5}', '\u{ACD}'..='\u{ACD}']),
    script("Tamil", &['\u{BAE}'..='\u{BB9}'], &['\u{BBE}'..='\u{BC2}', '\u{BCD}'..='\u{BCD}']),
    script("Telugu", &['\u{C15}'..='\u{C28}'], &['\u{C3E}'..='\u{C44}', '\u{C4D}'..='\u{C4D}']),
    script("Kannada", &['\u{C95}'..='\u{CA8}'], &['\u{CBE}'..='\u{CC4}', '\u{CCD}'..='\u{CCD}']),
    script("Malayalam", &['\u{D15}'..='\u{D3A}'], &['\u{D3E}'..='\u{D44}', '\u{D4D}'..='\u{D4D}']),
    script("Sinhala", &['\u{D9A}'..='\u{DB1}'], &['\u{DCF}'..='\u{DD4}', '\u{DCA}'..='\u{DCA}']),
    script("Thai", &['\u{E01}'..='\u{E30}'], &['\u{E34}'..='\u{E3A}', '\u{E47}'..='\u{E4E}']),
    script("Lao", &['\u{E94}'..='\u{EA3}'], &['\u{EB4}'..='\u{EB9}']),
    script(
        "Tibetan",
        &['\u{F40}'..='\u{F47}', '\u{F49}'..='\u{F6C}'],
        &['\u{F71}'..='\u{F7E}', '\u{F90}'..='\u{F97}'],
    ),
    script("Myanmar", &['\u{1000}'..='\u{102A}'], &['\u{102B}'..='\u{103E}']),
    script("Khmer", &['\u{1780}'..='\u{17B3}'], &['\u{17B6}'..='\u{17D3}']),
    script("Ethiopic", &['\u{1200}'..='\u{1248}'], &[]),
    script("Cherokee", &['\u{13A0}'..='\u{13F5}'], &[]),
    script("Canadian Aboriginal", &['\u{1401}'..='\u{166C}'], &[]),
    script("Mongolian", &['\u{1820}'..='\u{1842}'], &[]),
    script("Tifinagh", &['\u{2D30}'..='\u{2D67}'], &[]),
    script("Hiragana", &['\u{3041}'..='\u{3096}'], &['\u{3099}'..='\u{309A}']),
    script("Katakana", &['\u{30A1}'..='\u{30FA}'], &[]),
    script("Bopomofo", &['\u{3105}'..='\u{312F}'], &[]),
    script("Han", &['\u{4E00}'..='\u{9FFF}', '\u{3400}'..='\u{4DBF}'], &[]),
    script("Han, supplementary plane", &['\u{20000}'..='\u{2A6DF}', '\u{30000}'..='\u{3134A}'], &[]),
    script("Hangul", &['\u{AC00}'..='\u{D7A3}'], &[]),
    script("Hangul jamo", &['\u{1100}'..='\u{1112}', '\u{1161}'..='\u{1175}', '\u{11A8}'..='\u{11C2}'], &[]),
    script("Yi", &['\u{A000}'..='\u{A48C}'], &[]),
    script("Javanese", &['\u{A984}'..='\u{A9B2}'], &['\u{A9B3}'..='\u{A9C0}']),
    script("Osage", &['\u{104B0}'..='\u{104D3}'], &[]),
    script("Hanifi Rohingya", &['\u{10D00}'..='\u{10D23}'], &['\u{10D24}'..='\u{10D27}']),
    script("Chakma", &['\u{11103}'..='\u{11126}'], &['\u{11127}'..='\u{11134}']),
    script("Nyiakeng Puachue Hmong", &['\u{1E100}'..='\u{1E12C}'], &['\u{1E130}'..='\u{1E136}']),
    script("Adlam", &['\u{1E900}'..='\u{1E943}'], &['\u{1E944}'..='\u{1E94A}']),
];
