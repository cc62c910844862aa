//! tmp
/// tmp
pub fn hidden_characters(text: &str) -> impl Iterator<Item = String> + '_ { text.chars().filter(|c| c.is_control()).map(|c| format!("U+{:04X}", c as u32)) }
