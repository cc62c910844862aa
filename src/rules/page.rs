//! A rule's page, as text for a terminal.

use super::Rule;

const WIDTH: usize = 78;

impl Rule {
    /// The rule's page: what it finds, why that matters, an example with the fault and one without it, the repair, and
    /// whether a program may make it. Plain text in lines of at most 78 characters, with a line feed at its end.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::rules;
    ///
    /// let page = rules::by_id("OW-NAM-004").unwrap().page();
    /// assert!(page.starts_with("OW-NAM-004 PlaceholderName\n"));
    /// ```
    pub fn page(&self) -> String {
        let who = if self.repair_is_safe {
            "A program may make this repair without asking anybody."
        } else {
            "A person decides; no program makes this repair by itself."
        };
        let mut page = format!("{} {}\n\n", self.id, self.name);
        wrap(self.summary, &mut page);
        for (heading, text) in [
            ("Why it matters", self.why),
            ("With the fault", self.failing),
            ("Without it", self.passing),
            ("Repair", self.repair),
        ] {
            page.push('\n');
            page.push_str(heading);
            page.push('\n');
            wrap(text, &mut page);
        }
        wrap(who, &mut page);
        page.push_str("\nSince version ");
        page.push_str(self.since);
        page.push('\n');
        page
    }
}

/// Adds the text in indented lines. Widths are counted in characters, which is near enough for our own texts.
fn wrap(text: &str, page: &mut String) {
    let mut column = 0;
    for word in text.split_whitespace() {
        let width = word.chars().count();
        if column > 0 && column + 1 + width > WIDTH {
            page.push('\n');
            column = 0;
        }
        page.push_str(if column == 0 { "  " } else { " " });
        column += width + if column == 0 { 2 } else { 1 };
        page.push_str(word);
    }
    page.push('\n');
}
