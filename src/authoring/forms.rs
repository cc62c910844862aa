//! The shape of the files under `standards/` and `mappings/`, as stewards write them.

use serde::Deserialize;

use super::yaml::Word;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EditionForm {
    pub(super) version: Word,
    pub(super) date: Word,
}

/// The head of an overlay.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OverlayForm {
    /// The owner's ODS code.
    pub(super) owner: Word,
    pub(super) name: String,
    pub(super) version: Word,
    pub(super) date: Word,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct StandardForm {
    pub(super) standard: Word,
    /// What the list is of. One file of a standard says it.
    #[serde(default)]
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) not_further_stated: WitnessesForm,
    pub(super) concepts: Vec<ConceptForm>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct WitnessesForm {
    pub(super) attested_by: Vec<AttestationForm>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct ConceptForm {
    pub(super) id: Word,
    pub(super) slug: Word,
    pub(super) label: Word,
    #[serde(rename = "use")]
    pub(super) usage: Word,
    pub(super) status: Word,
    /// The version of the standard that first had the concept; for people.
    pub(super) since: Word,
    pub(super) broader: Vec<Word>,
    #[serde(default)]
    pub(super) overlaps: Vec<Word>,
    #[serde(default)]
    pub(super) labels: Vec<LabelForm>,
    pub(super) attested_by: Vec<AttestationForm>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct LabelForm {
    pub(super) language: Word,
    pub(super) text: Word,
    #[serde(rename = "use")]
    pub(super) usage: Word,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct AttestationForm {
    pub(super) system: Word,
    pub(super) code: Word,
    pub(super) label: Word,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct AbsenceForm {
    pub(super) standard: Word,
    pub(super) reasons: Vec<ReasonForm>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct ReasonForm {
    pub(super) number: u8,
    pub(super) slug: Word,
    pub(super) label: Word,
    pub(super) meaning: String,
    #[serde(default)]
    pub(super) broader: Option<Word>,
    #[serde(default)]
    pub(super) attested_by: Vec<AttestationForm>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct PurposesForm {
    pub(super) standard: Word,
    pub(super) purposes: Vec<PurposeForm>,
    pub(super) sealed: Vec<SealedForm>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct PurposeForm {
    pub(super) key: Word,
    #[serde(rename = "use")]
    pub(super) usage: Word,
    pub(super) meaning: Word,
    pub(super) sees: Vec<Word>,
    pub(super) sentence: Word,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct SealedForm {
    pub(super) key: Word,
    pub(super) meaning: Word,
    pub(super) sentence: Word,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct MappingForm {
    pub(super) system: Word,
    pub(super) number: u16,
    pub(super) field: Word,
    pub(super) title: String,
    pub(super) owner: String,
    pub(super) list_edition: String,
    pub(super) jurisdiction: String,
    #[serde(default)]
    pub(super) uri: Option<String>,
    pub(super) mapping_edition: u16,
    /// The feature of the crate that the list stands behind.
    #[serde(default)]
    pub(super) feature: Option<Word>,
    #[serde(default)]
    pub(super) local_second_character: Option<Word>,
    #[serde(default)]
    pub(super) may_be_nationality: Option<NationalityForm>,
    pub(super) sources: Vec<SourceForm>,
    pub(super) defaults: DefaultsForm,
    pub(super) rows: Vec<RowForm>,
}

impl MappingForm {
    /// Whether a row records what somebody else observed of the person: as it says itself, or as the head says for all.
    pub(super) fn is_observed(&self, row: &RowForm) -> bool {
        row.observed.as_ref().or(self.defaults.observed.as_ref()).is_some_and(|word| word.as_str() == "yes")
    }

    /// Where most rows were read, with its licence.
    pub(super) fn source(&self) -> String {
        let source = self.sources.iter().find(|source| source.key.as_str() == self.defaults.source.as_str());
        source.map_or(String::new(), |source| format!("{} ({})", source.title, source.licence))
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct NationalityForm {
    pub(super) concepts: Vec<Word>,
    /// Why, quoting the list; for people.
    #[serde(rename = "reason")]
    pub(super) _reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct SourceForm {
    pub(super) key: Word,
    pub(super) title: String,
    pub(super) licence: String,
}

/// What most rows share. Justification, review, reviewer and date are for people and their tools; no table holds them.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct DefaultsForm {
    pub(super) source: Word,
    #[serde(default)]
    pub(super) observed: Option<Word>,
    pub(super) justification: Word,
    pub(super) review: Word,
    pub(super) reviewer: Word,
    pub(super) date: Word,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RowForm {
    pub(super) code: Word,
    pub(super) label: Word,
    #[serde(default)]
    pub(super) group: Option<String>,
    #[serde(default)]
    pub(super) means: Option<Vec<Word>>,
    #[serde(default)]
    pub(super) absent: Option<Vec<Word>>,
    #[serde(default)]
    pub(super) meaning: Option<Word>,
    #[serde(default)]
    pub(super) same_category_as: Option<SameForm>,
    #[serde(default)]
    pub(super) relationship: Option<Word>,
    #[serde(default)]
    pub(super) adds: Vec<String>,
    #[serde(default)]
    pub(super) observed: Option<Word>,
    #[serde(default)]
    pub(super) source: Option<Word>,
    /// Why, quoting the label; for people, and for those who ask what a row stands on.
    #[serde(default)]
    #[cfg_attr(
        not(feature = "steward"),
        expect(dead_code, reason = "nobody else asks what a row stands on")
    )]
    pub(super) reason: Option<String>,
    #[serde(default)]
    pub(super) justification: Option<Word>,
    #[serde(default)]
    pub(super) review: Option<Word>,
    #[serde(default)]
    pub(super) reviewer: Option<Word>,
    #[serde(default)]
    pub(super) date: Option<Word>,
}

/// An overlay's own subdivisions of the codes of a national list.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct LocalCodesForm {
    pub(super) local_codes_of: Word,
    pub(super) sources: Vec<SourceForm>,
    pub(super) defaults: DefaultsForm,
    pub(super) rows: Vec<RowForm>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct SameForm {
    pub(super) system: Word,
    pub(super) code: Word,
    pub(super) source: Word,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct AuthorityForm {
    pub(super) authority: Word,
    pub(super) title: String,
    pub(super) owner: String,
    pub(super) edition: String,
    pub(super) source: String,
    pub(super) letters_are_codes_of: Vec<Word>,
    pub(super) publishes: Vec<PublishedForm>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct PublishedForm {
    pub(super) heritage: Word,
    pub(super) codes: Vec<String>,
    #[serde(rename = "evidence")]
    pub(super) _evidence: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct DisagreementsForm {
    /// The field whose concepts the terms mean.
    pub(super) disagreements: Word,
    /// The lists whose codes are shown beside one another.
    pub(super) letters_are_codes_of: Vec<Word>,
    /// Lists of their own that some of the sources have.
    #[serde(default)]
    pub(super) other_codes_are_of: Vec<Word>,
    /// Who compared, and what; for people.
    #[serde(rename = "comparison")]
    pub(super) _comparison: String,
    pub(super) sources: Vec<SourceForm>,
    pub(super) terms: Vec<TermForm>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct TermForm {
    pub(super) term: Word,
    pub(super) means: Vec<Word>,
    pub(super) codes: Vec<SaidForm>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct SaidForm {
    pub(super) code: Word,
    pub(super) by: Vec<Word>,
}
