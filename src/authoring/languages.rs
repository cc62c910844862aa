//! Lists of languages: their files under `mappings/language/`, and the table that the crate embeds.

use core::fmt::Write as _;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Deserialize;

use super::check::provenance::APPROVED;
use super::forms::{AbsenceForm, DefaultsForm, SourceForm};
use super::literal::{documented, quoted};
use super::tables::{RELATIONSHIPS, absence_literal, code_index, constant, head, line, optional};
use super::yaml::Word;
use super::{Source, Table};
use crate::bridge::Rule;
use crate::language::Breadth;
use crate::language::iso639::Part;

/// The witnesses of what the codes of the lists mean, written apart from them.
pub(super) const WITNESSES_FILE: &str = "standards/language/attestations.tsv";

pub(super) const FOLDER: &str = "mappings/language";

/// The line by which a file of the folder says that it is a list of languages.
pub(super) const FIELD: &str = "field: language";

/// The rules by which a list can have codes without a row each, and what they are in Rust.
pub(super) const RULES: [(&str, &str, Rule); 5] = [
    ("bcp-47", "Rule::Tags", Rule::Tags),
    ("iso-639-1", "Rule::Iso639(Part::One)", Rule::Iso639(Part::One)),
    ("iso-639-2-b", "Rule::Iso639(Part::TwoB)", Rule::Iso639(Part::TwoB)),
    ("iso-639-2-t", "Rule::Iso639(Part::TwoT)", Rule::Iso639(Part::TwoT)),
    ("iso-639-3", "Rule::Iso639(Part::Three)", Rule::Iso639(Part::Three)),
];

/// The rule that a list's file names; without one every code has its row.
#[cfg(feature = "steward")]
pub(super) fn rule_named(word: Option<&str>) -> Rule {
    let named = word.and_then(|word| RULES.iter().find(|(rule, ..)| *rule == word));
    named.map_or(Rule::Rows, |(.., rule)| *rule)
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct LanguagesForm {
    /// The key of this list everywhere else, and the name of this file.
    pub(super) system: Word,
    /// Permanent: it is written into residues.
    pub(super) number: u16,
    /// The word `language`.
    #[serde(rename = "field")]
    #[schemars(extend("enum" = ["language"]))]
    pub(super) _field: Word,
    /// The list's official title.
    pub(super) title: String,
    /// Whose list it is.
    pub(super) owner: String,
    /// Which edition of the list.
    pub(super) list_edition: String,
    /// Where these codes mean this.
    pub(super) jurisdiction: String,
    /// Only if its owner has published one.
    #[serde(default)]
    pub(super) uri: Option<String>,
    /// Raise it whenever the meaning of a code changes here.
    pub(super) mapping_edition: u16,
    /// The feature of the crate that the list stands behind.
    #[serde(default)]
    #[schemars(extend("enum" = super::tables::FEATURES))]
    pub(super) feature: Option<Word>,
    /// What the codes mean that have no row.
    #[serde(default)]
    #[schemars(extend("enum" = super::schemas::rules()))]
    pub(super) rule: Option<Word>,
    /// Another list that has the same codes; only those that differ have a row here.
    #[serde(default)]
    pub(super) codes_of: Option<Word>,
    /// Where the codes and labels were read, with licence.
    pub(super) sources: Vec<SourceForm>,
    /// What most rows share.
    pub(super) defaults: DefaultsForm,
    /// One row a code, in the list's order.
    pub(super) rows: Vec<LanguageRowForm>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct LanguageRowForm {
    /// The code, in quotes, exactly as its owner writes it.
    pub(super) code: Word,
    /// The official label, letter for letter.
    pub(super) label: Word,
    /// Tags, of which the code is one; or `not-further-stated`.
    #[serde(default)]
    pub(super) means: Option<Vec<Word>>,
    /// Tags, of which the code is none.
    #[serde(default)]
    pub(super) all_but: Option<Vec<Word>>,
    /// Tags that it may be too.
    #[serde(default)]
    pub(super) may_hold: Vec<Word>,
    /// Why there is no answer: one of these reasons.
    #[serde(default)]
    pub(super) absent: Option<Vec<Word>>,
    /// `not-known` where no source says what the code means.
    #[serde(default)]
    #[schemars(extend("enum" = ["not-known"]))]
    pub(super) meaning: Option<Word>,
    /// How the code stands to what it means, in FHIR's words.
    #[serde(default)]
    #[schemars(extend("enum" = super::schemas::relationships()))]
    pub(super) relationship: Option<Word>,
    /// `yes` if the code says what somebody else believes.
    #[serde(default)]
    #[schemars(extend("enum" = ["yes", "no"]))]
    pub(super) observed: Option<Word>,
    /// Why the owner does not take the code from others.
    #[serde(default)]
    pub(super) refused: Option<String>,
    /// Where this row was read, if not where most were.
    #[serde(default)]
    pub(super) source: Option<Word>,
    /// Why it means this, quoting the official label.
    #[serde(default)]
    #[cfg_attr(
        not(feature = "steward"),
        expect(dead_code, reason = "nobody else asks what a row stands on")
    )]
    pub(super) reason: Option<String>,
}

impl LanguagesForm {
    /// Whether two people have looked at the list: its head says so for all of its rows.
    pub(super) fn is_approved(&self) -> bool {
        self.defaults.review.as_str() == APPROVED
    }
}

impl LanguageRowForm {
    /// The tags that the row names; `not-further-stated` is none.
    pub(super) fn tags(&self) -> impl Iterator<Item = &Word> {
        let means = self.means.iter().chain(&self.all_but).flatten();
        means.filter(|tag| tag.as_str() != super::check::NOT_FURTHER_STATED).chain(&self.may_hold)
    }
}

/// The rows of a list: its own, in the order of the list whose codes it has.
pub(super) fn rows<'a>(
    lists: &'a [Source<LanguagesForm>],
    form: &'a LanguagesForm,
) -> Vec<&'a LanguageRowForm> {
    let other = form
        .codes_of
        .as_ref()
        .and_then(|other| lists.iter().find(|list| list.form.system.as_str() == other.as_str()));
    let Some(other) = other else { return form.rows.iter().collect() };
    let own = |row: &'a LanguageRowForm| form.rows.iter().find(|own| own.code.as_str() == row.code.as_str());
    other.form.rows.iter().map(|row| own(row).unwrap_or(row)).collect()
}

/// The table of all lists of languages.
pub(super) fn table(lists: &[Source<LanguagesForm>], absence: &AbsenceForm) -> Table {
    let mut text = head(FOLDER);
    text.push_str(
        "use super::super::code_index::CodeIndex;\nuse super::super::iso639::Rule;\nuse super::super::language_rows::{LanguageRow, Meant, TagData};\n",
    );
    text.push_str("use super::super::row::Relationship;\nuse super::super::tags::TagSystem;\n");
    text.push_str("use crate::answer::Absence;\nuse crate::language::iso639::Part;\n");
    let mut names = Vec::new();
    for list in lists {
        let name = constant(list.form.system.as_str());
        match &list.form.feature {
            Some(feature) => {
                let feature = feature.as_str();
                names.push(format!("#[cfg(feature = {})] &super::{feature}::{name}", quoted(feature)));
            }
            None => {
                names.push(format!("&{name}"));
                system(lists, list, absence, &mut text);
            }
        }
    }
    let _ = writeln!(
        text,
        "\n/// All systems of languages.\npub static LANGUAGE: &[&TagSystem] = &[{}];",
        names.join(", ")
    );
    Table { path: PathBuf::from("src/bridge/systems/languages.rs"), text }
}

/// What the table of the lists behind this feature says of those of languages; nothing where there are none.
pub(super) fn behind(feature: &str, lists: &[Source<LanguagesForm>], absence: &AbsenceForm) -> String {
    let is_behind = |list: &&Source<LanguagesForm>| {
        list.form.feature.as_ref().is_some_and(|word| word.as_str() == feature)
    };
    let mut text = String::new();
    for list in lists.iter().filter(is_behind) {
        if text.is_empty() {
            text.push_str("\nuse crate::bridge::iso639::Rule;\nuse crate::bridge::language_rows::{LanguageRow, Meant, TagData};\n");
            text.push_str("use crate::bridge::tags::TagSystem;\n");
        }
        system(lists, list, absence, &mut text);
    }
    text
}

fn system(
    lists: &[Source<LanguagesForm>],
    list: &Source<LanguagesForm>,
    absence: &AbsenceForm,
    text: &mut String,
) {
    let form = &list.form;
    let name = constant(form.system.as_str());
    let source = form.sources.iter().find(|source| source.key.as_str() == form.defaults.source.as_str());
    let (source, licence) = source.map_or(("", ""), |source| (&source.title[..], &source.licence[..]));
    let rows = rows(lists, form);
    let rule = form.rule.as_ref().and_then(|word| RULES.iter().find(|(rule, ..)| *rule == word.as_str()));
    let _ = writeln!(
        text,
        "\n/// {}: {}, {}, {}. Its key is `{}`; see `{}`.",
        documented(&form.title),
        documented(&form.owner),
        documented(&form.jurisdiction),
        documented(&form.list_edition),
        form.system.as_str(),
        list.file
    );
    let _ = writeln!(text, "pub static {name}: TagSystem = TagSystem {{ data: &{name}_DATA }};\n");
    let _ = writeln!(text, "static {name}_DATA: TagData = TagData {{");
    let _ = writeln!(text, "    key: {},\n    number: {},", quoted(form.system.as_str()), form.number);
    let _ = writeln!(text, "    title: {},\n    owner: {},", quoted(&form.title), quoted(&form.owner));
    let _ = writeln!(
        text,
        "    list_edition: {},\n    jurisdiction: {},\n    uri: {},",
        quoted(&form.list_edition),
        quoted(&form.jurisdiction),
        optional(form.uri.as_deref())
    );
    let _ = writeln!(
        text,
        "    source: {},\n    licence: {},\n    file: {},\n    mapping_edition: {},",
        quoted(source),
        quoted(licence),
        quoted(&list.file),
        form.mapping_edition
    );
    let _ = writeln!(text, "    rule: {},", rule.map_or("Rule::Rows", |(_, rust, _)| rust));
    let _ = writeln!(text, "    index: {},", code_index(rows.iter().map(|row| row.code.as_str())));
    text.push_str("    rows: &[\n");
    for row in rows {
        write_row(form, row, absence, text);
    }
    text.push_str("    ],\n};\n");
}

fn write_row(form: &LanguagesForm, row: &LanguageRowForm, absence: &AbsenceForm, text: &mut String) {
    let meaning = match (&row.means, &row.all_but, &row.absent) {
        (Some(means), ..) => format!("Meant::Languages({})", named(means)),
        (_, Some(tags), _) => format!("Meant::AllBut({})", named(tags)),
        (.., Some(reasons)) => format!("Meant::Absent({})", absence_literal(absence, reasons)),
        _ => "Meant::NotKnown".to_owned(),
    };
    let word = row.relationship.as_ref().map_or("equivalent", |word| word.as_str());
    let relationship =
        RELATIONSHIPS.iter().find(|(known, ..)| *known == word).map_or("", |(_, rust, _)| rust);
    let observed = row.observed.as_ref().or(form.defaults.observed.as_ref());
    let _ = writeln!(text, "        LanguageRow {{");
    let _ = writeln!(
        text,
        "            code: {},\n            label: {},\n            meaning: {meaning},\n            may_hold: {},",
        quoted(row.code.as_str()),
        quoted(row.label.as_str()),
        named(&row.may_hold)
    );
    let _ = writeln!(
        text,
        "            relationship: Relationship::{relationship},\n            observed: {},\n            refused: {},\n            line: {},\n        }},",
        observed.is_some_and(|word| word.as_str() == "yes"),
        optional(row.refused.as_deref()),
        line(row.code.line(), form.is_approved())
    );
}

/// The tags, each with all that it always is. The relations are those of the registry that this program was built with:
/// after a change of the registry's file the command wants to be run twice.
fn named(tags: &[Word]) -> String {
    let tags = tags.iter().map(Word::as_str).filter(|tag| *tag != super::check::NOT_FURTHER_STATED);
    let named = tags.map(|tag| {
        let breadth: Vec<String> = Breadth::of(tag).iter().map(quoted).collect();
        format!("&[{}]", breadth.join(", "))
    });
    format!("&[{}]", named.collect::<Vec<_>>().join(", "))
}
