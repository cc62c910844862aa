//! A file under `mappings/` as plain texts, for whatever carries it into another format and back.

use serde::Deserialize;

use super::layout::formatted;
use super::yaml::{self, Word};
use crate::error::Result;
use crate::text::quoted;

/// What a file under `mappings/` says: a list of codes, each with what it means. Nothing is looked up and nothing is
/// checked here; `ownwords check` does that.
///
/// # Example
///
/// ```
/// use std::path::Path;
/// use ownwords::authoring::Mapping;
///
/// let file = "mappings/ethnicity/nhs-ethnic-category-2001.yaml";
/// let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
/// let mapping = Mapping::read(file, &text)?;
/// assert_eq!((mapping.system.as_str(), mapping.rows.len()), ("nhs-ethnic-category-2001", 18));
/// assert_eq!(Mapping::read(file, &mapping.to_yaml()?)?, mapping);
/// # Ok::<(), ownwords::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mapping {
    /// The key of the list.
    pub system: String,
    /// Its permanent number.
    pub number: u16,
    /// The word of its field, for example `ethnicity`.
    pub field: String,
    /// The official title.
    pub title: String,
    /// The body that owns the list.
    pub owner: String,
    /// The edition of the list.
    pub list_edition: String,
    /// Where it is in force.
    pub jurisdiction: String,
    /// The URI by which messages name it.
    pub uri: Option<String>,
    /// Further URIs by which messages name it.
    pub also_called: Vec<String>,
    /// Codes that messages write under another URI.
    pub codes_under: Vec<CodesUnder>,
    /// The edition of the mapping.
    pub mapping_edition: u16,
    /// The feature of the crate that it stands behind.
    pub feature: Option<String>,
    /// `allowed` where a second character is the sender's own.
    pub local_second_character: Option<String>,
    /// Slugs of heritages that the headings also use for a nationality.
    pub may_be_nationality: Vec<String>,
    /// Why, quoting the list; empty where there is none.
    pub nationality_reason: String,
    /// Of a list of languages: the rule for codes without a row.
    pub rule: Option<String>,
    /// Of a list of languages: another list that has the same codes.
    pub codes_of: Option<String>,
    /// Where it was read.
    pub sources: Vec<MappingSource>,
    /// What most rows share.
    pub defaults: MappingDefaults,
    /// The codes, in their order.
    pub rows: Vec<MappingRow>,
}

/// Codes of a list that messages write under the name of another list, from which its owner took them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CodesUnder {
    /// The other list's URI.
    pub uri: String,
    /// The codes.
    pub codes: Vec<String>,
}

/// Where a list was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MappingSource {
    /// What rows call it.
    pub key: String,
    /// Its title.
    pub title: String,
    /// The terms that it was published on.
    pub licence: String,
}

/// What the rows of a file share that do not say otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MappingDefaults {
    /// The key of a source.
    pub source: String,
    /// `yes` where the codes say what somebody else observed.
    #[serde(default)]
    pub observed: Option<String>,
    /// On what ground, in SSSOM's words: `manual-mapping-curation`.
    pub justification: String,
    /// `draft`, `reviewed` or `approved`.
    pub review: String,
    /// Who looked.
    pub reviewer: String,
    /// When, as `YYYY-MM-DD`.
    pub date: String,
    /// Who approved, which is somebody else.
    #[serde(default)]
    pub approver: Option<String>,
    /// When, as `YYYY-MM-DD`.
    #[serde(default, rename = "approved-on")]
    pub approved_on: Option<String>,
}

/// A code of another list that is recorded as the same category.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SameCategory {
    /// The other list's key.
    pub system: String,
    /// Its code.
    pub code: String,
    /// The key of the source that says so.
    pub source: String,
}

/// One code. What is `None` or empty is not written in the row; the file's head may say it for all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct MappingRow {
    /// The code.
    pub code: String,
    /// The official label; empty where no source gives it.
    pub label: String,
    /// The heading that it stands under.
    pub group: Option<String>,
    /// The same category in another list.
    pub same_category_as: Option<SameCategory>,
    /// `not-known` where no source says what the code means.
    pub meaning: Option<String>,
    /// Slugs, all of them together; in a list of languages tags, of which the code is one.
    pub means: Option<Vec<String>>,
    /// Reasons for there being no answer, of which one holds.
    pub absent: Option<Vec<String>>,
    /// FHIR's word for how the code relates to what it means.
    pub relationship: Option<String>,
    /// What more the code says that nobody was asked.
    pub adds: Vec<String>,
    /// Tags that the code may be too.
    pub may_hold: Vec<String>,
    /// Tags of which the code is none.
    pub all_but: Option<Vec<String>>,
    /// `yes` where the list has the code for counting those below it.
    pub heading: Option<String>,
    /// When the code was retired, as `YYYY-MM-DD`; `yes` where that is not known.
    pub retired: Option<String>,
    /// `yes` or `no`, where it differs from the head.
    pub observed: Option<String>,
    /// The key of a source, where it differs from the head.
    pub source: Option<String>,
    /// Why, quoting the label.
    pub reason: Option<String>,
    /// The ground, where it differs from the head.
    pub justification: Option<String>,
    /// How far its review has come, where it differs from the head.
    pub review: Option<String>,
    /// Who looked, where it differs from the head.
    pub reviewer: Option<String>,
    /// When, where it differs from the head.
    pub date: Option<String>,
    /// Who approved, where it differs from the head.
    pub approver: Option<String>,
    /// When, where it differs from the head.
    pub approved_on: Option<String>,
    /// Why the owner does not take the code from others.
    pub refused: Option<String>,
    /// The line of the file, from 1; 0 where it is from no file. It is no part of what the row says.
    pub line: Line,
}

/// The line of a file: two rows that say the same are equal, wherever they stand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Line(pub u64);

impl PartialEq for Line {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Line {}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Form {
    system: String,
    number: u16,
    field: String,
    title: String,
    owner: String,
    list_edition: String,
    jurisdiction: String,
    #[serde(default)]
    uri: Option<String>,
    #[serde(default)]
    also_called: Vec<String>,
    #[serde(default)]
    codes_under: Vec<CodesUnder>,
    mapping_edition: u16,
    #[serde(default)]
    feature: Option<String>,
    #[serde(default)]
    local_second_character: Option<String>,
    #[serde(default)]
    may_be_nationality: Option<NationalityForm>,
    #[serde(default)]
    rule: Option<String>,
    #[serde(default)]
    codes_of: Option<String>,
    sources: Vec<MappingSource>,
    defaults: MappingDefaults,
    rows: Vec<RowForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NationalityForm {
    concepts: Vec<String>,
    reason: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RowForm {
    code: Word,
    label: String,
    #[serde(default)]
    group: Option<String>,
    #[serde(default)]
    same_category_as: Option<SameCategory>,
    #[serde(default)]
    meaning: Option<String>,
    #[serde(default)]
    means: Option<Vec<String>>,
    #[serde(default)]
    absent: Option<Vec<String>>,
    #[serde(default)]
    relationship: Option<String>,
    #[serde(default)]
    adds: Vec<String>,
    #[serde(default)]
    may_hold: Vec<String>,
    #[serde(default)]
    all_but: Option<Vec<String>>,
    #[serde(default)]
    heading: Option<String>,
    #[serde(default)]
    retired: Option<String>,
    #[serde(default)]
    observed: Option<String>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    reason: Option<String>,
    #[serde(default)]
    justification: Option<String>,
    #[serde(default)]
    review: Option<String>,
    #[serde(default)]
    reviewer: Option<String>,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    approver: Option<String>,
    #[serde(default)]
    approved_on: Option<String>,
    #[serde(default)]
    refused: Option<String>,
}

/// An organisation's own codes of a list that leaves room for them.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct LocalCodesForm {
    local_codes_of: String,
    sources: Vec<MappingSource>,
    defaults: MappingDefaults,
    rows: Vec<RowForm>,
}

impl From<Form> for Mapping {
    fn from(form: Form) -> Self {
        let (may_be_nationality, nationality_reason) =
            form.may_be_nationality.map_or_else(Default::default, |found| (found.concepts, found.reason));
        Self {
            system: form.system,
            number: form.number,
            field: form.field,
            title: form.title,
            owner: form.owner,
            list_edition: form.list_edition,
            jurisdiction: form.jurisdiction,
            uri: form.uri,
            also_called: form.also_called,
            codes_under: form.codes_under,
            mapping_edition: form.mapping_edition,
            feature: form.feature,
            local_second_character: form.local_second_character,
            may_be_nationality,
            nationality_reason,
            rule: form.rule,
            codes_of: form.codes_of,
            sources: form.sources,
            defaults: form.defaults,
            rows: form.rows.into_iter().map(MappingRow::from).collect(),
        }
    }
}

impl From<RowForm> for MappingRow {
    fn from(row: RowForm) -> Self {
        Self {
            line: Line(row.code.line()),
            code: row.code.as_str().to_owned(),
            label: row.label,
            group: row.group,
            same_category_as: row.same_category_as,
            meaning: row.meaning,
            means: row.means,
            absent: row.absent,
            relationship: row.relationship,
            adds: row.adds,
            may_hold: row.may_hold,
            all_but: row.all_but,
            heading: row.heading,
            retired: row.retired,
            observed: row.observed,
            source: row.source,
            reason: row.reason,
            justification: row.justification,
            review: row.review,
            reviewer: row.reviewer,
            date: row.date,
            approver: row.approver,
            approved_on: row.approved_on,
            refused: row.refused,
        }
    }
}

impl Mapping {
    /// Reads a file under `mappings/`; `file` is what messages call it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Format`](crate::ErrorKind::Format), with the place, when the text is no YAML as these files have it, or
    /// has another shape.
    pub fn read(file: &str, text: &str) -> Result<Self> {
        Ok(yaml::read::<Form>(file, text)?.into())
    }

    /// Reads a file of an organisation's own codes of a list: a mapping that has the list's key, and nothing else of its head.
    pub(super) fn read_local_codes(file: &str, text: &str) -> Result<Self> {
        let form = yaml::read::<LocalCodesForm>(file, text)?;
        Ok(Self {
            system: form.local_codes_of,
            sources: form.sources,
            defaults: form.defaults,
            rows: form.rows.into_iter().map(MappingRow::from).collect(),
            ..Self::default()
        })
    }

    /// Takes the codes of another file in behind its own. What that file's head says of all of them each says for itself, and
    /// a source is called otherwise where another has its key.
    pub(super) fn take_in(&mut self, other: Self) {
        let mut keys = Vec::new();
        for source in other.sources {
            let mut key = source.key.clone();
            while self.sources.iter().any(|own| own.key == key && own.title != source.title) {
                key.insert_str(0, "local-");
            }
            keys.push((source.key, key.clone()));
            if self.sources.iter().all(|own| own.key != key) {
                self.sources.push(MappingSource { key, title: source.title, licence: source.licence });
            }
        }
        let renamed = |key: String| {
            keys.iter().find(|(was, _)| *was == key).map_or_else(|| key.clone(), |(_, is)| is.clone())
        };
        let shared = other.defaults;
        for mut row in other.rows {
            let own = |own: &mut Option<String>, shared: &str| {
                own.get_or_insert_with(|| shared.to_owned());
            };
            own(&mut row.source, &shared.source);
            own(&mut row.justification, &shared.justification);
            own(&mut row.review, &shared.review);
            own(&mut row.reviewer, &shared.reviewer);
            own(&mut row.date, &shared.date);
            own(&mut row.observed, shared.observed.as_deref().unwrap_or("no"));
            row.approver = row.approver.or_else(|| shared.approver.clone());
            row.approved_on = row.approved_on.or_else(|| shared.approved_on.clone());
            row.source = row.source.map(renamed);
            row.same_category_as =
                row.same_category_as.map(|same| SameCategory { source: renamed(same.source), ..same });
            self.rows.push(row);
        }
    }

    /// Whether the codes mean languages: then `means` are tags, of which the code is one.
    pub fn is_of_languages(&self) -> bool {
        self.field == "language"
    }

    /// The mapping without what rows say that the head says too: two mappings that say the same are then equal.
    #[must_use]
    pub fn without_repetition(mut self) -> Self {
        let shared = self.defaults.clone();
        for row in &mut self.rows {
            let no_more = |own: &mut Option<String>, shared: &str| {
                own.take_if(|own| own == shared);
            };
            no_more(&mut row.source, &shared.source);
            no_more(&mut row.justification, &shared.justification);
            no_more(&mut row.review, &shared.review);
            no_more(&mut row.reviewer, &shared.reviewer);
            no_more(&mut row.date, &shared.date);
            no_more(&mut row.approver, shared.approver.as_deref().unwrap_or_default());
            no_more(&mut row.approved_on, shared.approved_on.as_deref().unwrap_or_default());
            no_more(&mut row.observed, shared.observed.as_deref().unwrap_or("no"));
        }
        self
    }

    /// The file, as `ownwords fmt` writes it.
    ///
    /// # Errors
    ///
    /// What [`formatted`] says of a text that it cannot put into its form.
    pub fn to_yaml(&self) -> Result<String> {
        let mut text = String::new();
        let mut put = |key: &str, value: &str| line(&mut text, "", key, &quoted(value));
        put("system", &self.system);
        line(&mut text, "", "number", &self.number.to_string());
        let mut put = |key: &str, value: &str| line(&mut text, "", key, &quoted(value));
        put("field", &self.field);
        put("title", &self.title);
        put("owner", &self.owner);
        put("list-edition", &self.list_edition);
        put("jurisdiction", &self.jurisdiction);
        self.uri.iter().for_each(|uri| put("uri", uri));
        if !self.also_called.is_empty() {
            line(&mut text, "", "also-called", &list(&self.also_called, false));
        }
        if !self.codes_under.is_empty() {
            text.push_str("codes-under:\n");
        }
        for under in &self.codes_under {
            line(&mut text, "  - ", "uri", &quoted(&under.uri));
            line(&mut text, "    ", "codes", &list(&under.codes, false));
        }
        line(&mut text, "", "mapping-edition", &self.mapping_edition.to_string());
        let mut word = |key: &str, value: &Option<String>| {
            value.iter().for_each(|value| line(&mut text, "", key, &plain(value)));
        };
        word("feature", &self.feature);
        word("local-second-character", &self.local_second_character);
        word("rule", &self.rule);
        word("codes-of", &self.codes_of);
        if !self.may_be_nationality.is_empty() || !self.nationality_reason.is_empty() {
            text.push_str("may-be-nationality:\n");
            line(&mut text, "  ", "concepts", &list(&self.may_be_nationality, true));
            line(&mut text, "  ", "reason", &quoted(&self.nationality_reason));
        }
        text.push_str(if self.sources.is_empty() { "sources: []\n" } else { "sources:\n" });
        for source in &self.sources {
            line(&mut text, "  - ", "key", &quoted(&source.key));
            line(&mut text, "    ", "title", &quoted(&source.title));
            line(&mut text, "    ", "licence", &quoted(&source.licence));
        }
        let shared = &self.defaults;
        text.push_str("defaults:\n");
        line(&mut text, "  ", "source", &plain(&shared.source));
        shared.observed.iter().for_each(|value| line(&mut text, "  ", "observed", &quoted(value)));
        for (key, value) in [
            ("justification", &shared.justification),
            ("review", &shared.review),
            ("reviewer", &shared.reviewer),
            ("date", &shared.date),
        ] {
            line(&mut text, "  ", key, &quoted(value));
        }
        for (key, value) in [("approver", &shared.approver), ("approved-on", &shared.approved_on)] {
            value.iter().for_each(|value| line(&mut text, "  ", key, &quoted(value)));
        }
        text.push_str(if self.rows.is_empty() { "rows: []\n" } else { "rows:\n" });
        for row in &self.rows {
            row.write(!self.is_of_languages(), &mut text);
        }
        formatted(&self.system, &text)
    }
}

impl MappingRow {
    fn write(&self, are_slugs: bool, text: &mut String) {
        line(text, "  - ", "code", &quoted(&self.code));
        let mut put = |key: &str, value: &str| line(text, "    ", key, value);
        put("label", &quoted(&self.label));
        self.group.iter().for_each(|group| put("group", &quoted(group)));
        if let Some(same) = &self.same_category_as {
            let (system, source) = (plain(&same.system), plain(&same.source));
            put(
                "same-category-as",
                &format!("{{system: {system}, code: {}, source: {source}}}", quoted(&same.code)),
            );
        }
        self.meaning.iter().for_each(|meaning| put("meaning", &plain(meaning)));
        self.means.iter().for_each(|means| put("means", &list(means, are_slugs)));
        self.absent.iter().for_each(|absent| put("absent", &list(absent, true)));
        self.relationship.iter().for_each(|word| put("relationship", &plain(word)));
        for (key, values, are_words) in [("adds", &self.adds, true), ("may-hold", &self.may_hold, false)] {
            if !values.is_empty() {
                put(key, &list(values, are_words));
            }
        }
        self.all_but.iter().for_each(|tags| put("all-but", &list(tags, false)));
        for (key, value) in
            [("heading", &self.heading), ("retired", &self.retired), ("observed", &self.observed)]
        {
            value.iter().for_each(|value| put(key, &quoted(value)));
        }
        self.source.iter().for_each(|key| put("source", &plain(key)));
        for (key, value) in [
            ("reason", &self.reason),
            ("justification", &self.justification),
            ("review", &self.review),
            ("reviewer", &self.reviewer),
            ("date", &self.date),
            ("approver", &self.approver),
            ("approved-on", &self.approved_on),
            ("refused", &self.refused),
        ] {
            value.iter().for_each(|value| put(key, &quoted(value)));
        }
    }
}

fn line(text: &mut String, indent: &str, key: &str, value: &str) {
    for part in [indent, key, ": ", value, "\n"] {
        text.push_str(part);
    }
}

fn list(values: &[String], are_words: bool) -> String {
    let values: Vec<String> =
        values.iter().map(|value| if are_words { plain(value) } else { quoted(value) }).collect();
    format!("[{}]", values.join(", "))
}

/// A word of ours without quotes, and whatever else with them.
fn plain(value: &str) -> String {
    const NOT_WORDS: [&str; 9] = ["yes", "no", "true", "false", "on", "off", "null", "y", "n"];
    let is_word = value.starts_with(|first: char| first.is_ascii_lowercase())
        && value.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !NOT_WORDS.contains(&value);
    if is_word { value.to_owned() } else { quoted(value) }
}
