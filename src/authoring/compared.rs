//! The Rust text of the table of published disagreements.

use core::fmt::Write as _;

use super::Sources;
use super::literal::{quoted, quoted_list};
use super::tables::{indices_of, slots};

/// The table of what published crosswalks say of one term, source by source.
pub(super) fn disagreements(sources: &Sources, text: &mut String) {
    text.push_str("\n/// All terms about which published crosswalks disagree.\n");
    text.push_str("pub static DISAGREEMENTS: &[Disagreement] = &[\n");
    for source in &sources.disagreements {
        let form = &source.form;
        let indices = indices_of(sources, form.disagreements.as_str());
        let targets = quoted_list(form.letters_are_codes_of.iter().map(|word| word.as_str()));
        let title = |key: &str| {
            let named = form.sources.iter().find(|source| source.key.as_str() == key);
            named.map_or("", |source| source.title.as_str())
        };
        for term in &form.terms {
            let _ = writeln!(
                text,
                "    Disagreement {{\n        term: {},\n        means: &[{}],\n        targets: &[{targets}],\n        said: &[",
                quoted(term.term.as_str()),
                slots(&term.means, &indices)
            );
            for said in &term.codes {
                let by = quoted_list(said.by.iter().map(|key| title(key.as_str())));
                let _ = writeln!(
                    text,
                    "            PublishedCode {{ code: {}, sources: &[{by}] }},",
                    quoted(said.code.as_str())
                );
            }
            text.push_str("        ],\n    },\n");
        }
    }
    text.push_str("];\n");
}
