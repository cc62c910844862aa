//! Texts as they are written in Rust source.
//!
//! What `Debug` escapes depends on the Unicode version of the compiler, and a generated file has to come out the same
//! from every compiler; so what is escaped is listed here.

use core::fmt::Write as _;

/// A string literal. Only what a reviewer could not see, or could be misled by, is escaped: letters and their marks
/// stay as they are, in every script.
pub(super) fn quoted(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    for sign in text.chars() {
        match sign {
            '"' | '\\' => literal.extend(['\\', sign]),
            _ if is_unseen(sign) => {
                let _ = write!(literal, "\\u{{{:x}}}", u32::from(sign));
            }
            _ => literal.push(sign),
        }
    }
    literal.push('"');
    literal
}

/// A list of string literals, with commas between them.
pub(super) fn quoted_list<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    texts.into_iter().map(quoted).collect::<Vec<_>>().join(", ")
}

/// A line of documentation: the text means itself, whatever signs it holds.
pub(super) fn documented(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for sign in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if matches!(sign, '[' | ']' | '<' | '>' | '*' | '_' | '`' | '\\') {
            line.push('\\');
        }
        if !is_unseen(sign) {
            line.push(sign);
        }
    }
    line
}

/// Controls, spaces other than the space, joiners, marks of direction, variation selectors, tags, private use.
fn is_unseen(sign: char) -> bool {
    sign.is_control()
        || matches!(sign,
            '\u{A0}' | '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{1680}' | '\u{180B}'..='\u{180F}'
            | '\u{2000}'..='\u{200F}' | '\u{2028}'..='\u{202F}' | '\u{205F}'..='\u{206F}' | '\u{3000}' | '\u{3164}'
            | '\u{E000}'..='\u{F8FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{10FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_stay_and_what_is_unseen_is_escaped() {
        assert_eq!(quoted("Māori, বাংলা, عربي, O'Brien"), "\"Māori, বাংলা, عربي, O'Brien\"");
        assert_eq!(quoted("a\"b\\c\nd\u{202E}e\u{200D}"), "\"a\\\"b\\\\c\\u{a}d\\u{202e}e\\u{200d}\"");
        assert_eq!(documented("one [two]\n<three> \u{202E}_"), "one \\[two\\] \\<three\\> \\_");
    }
}
