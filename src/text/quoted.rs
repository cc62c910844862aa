//! A text as the YAML that we write has it.

/// A text in double quotes, on one line, with nothing in it that an editor would hide or a reader of YAML would take for the
/// line's end (YAML 1.2.2, 5.7): every reader gives the same text back.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for sign in text.chars() {
        match sign {
            '\\' | '"' => quoted.extend(['\\', sign]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            _ if sign.is_control() || matches!(sign, '\u{2028}' | '\u{2029}' | '\u{FEFF}') => {
                quoted.push_str(&format!("\\u{:04X}", u32::from(sign)));
            }
            _ => quoted.push(sign),
        }
    }
    quoted.push('"');
    quoted
}
