//! The one writer that all of the page goes through: markup is ours and constant, everything else is escaped.

use crate::audit::report::is_unseen;

/// A page while it is written.
#[derive(Default)]
pub(super) struct Markup(String);

impl Markup {
    /// Markup of our own, which is constant and so cannot hold what somebody wrote.
    pub(super) fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Text, or the value of an attribute in double quotes: nothing of it is markup, and what nobody sees, or what turns
    /// a line around, is written out.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        for character in text.chars() {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                _ if is_unseen(character) => {
                    self.0.push_str(&format!("&lt;U+{:04X}&gt;", u32::from(character)));
                }
                _ => self.0.push(character),
            }
        }
        self
    }

    /// A number with its thousands apart.
    pub(super) fn number(&mut self, number: u64) -> &mut Self {
        self.text(&thousands(number))
    }

    /// A length in a drawing.
    pub(super) fn length(&mut self, length: f64) -> &mut Self {
        self.text(&format!("{length:.1}"))
    }

    pub(super) fn end(self) -> String {
        self.0
    }
}

/// A number with its thousands apart, for example `12,345`.
pub(super) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut apart = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.char_indices() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            apart.push(',');
        }
        apart.push(digit);
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_somebody_wrote_is_markup() {
        let mut page = Markup::default();
        page.text("<script>&\"'\u{202E}\u{1B}[2J\0é ع");
        assert_eq!(
            page.end(),
            "&lt;script&gt;&amp;&quot;&#39;&lt;U+202E&gt;&lt;U+001B&gt;[2J&lt;U+0000&gt;é ع"
        );
    }

    #[test]
    fn thousands_are_apart() {
        assert_eq!([0, 999, 1000, 1_234_567].map(thousands), ["0", "999", "1,000", "1,234,567"]);
    }
}
