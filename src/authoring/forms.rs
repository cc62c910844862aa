//! The shape of the files under `standards/` and `mappings/`, as stewards write them.

use schemars::JsonSchema;
use serde::Deserialize;

use super::check::provenance::APPROVED;
use super::yaml::Word;
#[cfg(feature = "steward")]
use crate::bridge::row::marked;

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EditionForm {
    /// The version of the standards, for example "0.1".
    pub(super) version: Word,
    /// The day of that version, as "YYYY-MM-DD".
    pub(super) date: Word,
}

/// The head of an overlay.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OverlayForm {
    /// The owner's ODS code.
    pub(super) owner: Word,
    /// What the organisation is called.
    pub(super) name: String,
    /// The version of the overlay.
    pub(super) version: Word,
    /// The day of that version, as "YYYY-MM-DD".
    pub(super) date: Word,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct StandardForm {
    /// The field that the concepts are for, as the other files of the folder have it.
    #[schemars(extend("enum" = super::schemas::standards()))]
    pub(super) standard: Word,
    /// What the list is of. One file of a standard says it.
    #[serde(default)]
    pub(super) name: Option<String>,
    /// Published codes that say no more than "another, not named here".
    #[serde(default)]
    pub(super) not_further_stated: WitnessesForm,
    /// The concepts, one entry each.
    pub(super) concepts: Vec<ConceptForm>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct WitnessesForm {
    /// The codes, with their labels word for word.
    pub(super) attested_by: Vec<AttestationForm>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct ConceptForm {
    /// Assigned by `ownwords new`: never typed, never changed, never used again.
    pub(super) id: Word,
    /// The readable key that other files use: lower-case letters, digits and hyphens.
    pub(super) slug: Word,
    /// What is shown, in English; no skin colour, in any wording.
    pub(super) label: Word,
    /// `record`: people say it. `counting`: a broad node, for counts only.
    #[serde(rename = "use")]
    #[schemars(extend("enum" = ["record", "counting"]))]
    pub(super) usage: Word,
    /// `provisional` until the community it names has agreed, then `agreed`; `retired` at the end.
    #[schemars(extend("enum" = ["provisional", "agreed", "retired"]))]
    pub(super) status: Word,
    /// The version of the standard that first had it.
    pub(super) since: Word,
    /// Slugs of what somebody of this concept always is; only these are added up.
    pub(super) broader: Vec<Word>,
    /// Slugs of what somebody of this concept may be; write it on one side only.
    #[serde(default)]
    pub(super) overlaps: Vec<Word>,
    /// Further names.
    #[serde(default)]
    pub(super) labels: Vec<LabelForm>,
    /// The published lists that have it, word for word: written from the list itself, never copied out of a
    /// mapping.
    pub(super) attested_by: Vec<AttestationForm>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct LabelForm {
    /// BCP 47 tag of the language that the name is in.
    pub(super) language: Word,
    /// The name.
    pub(super) text: Word,
    /// `label`: the people's own name, or the name in this language. `synonym`: may be shown. `search-only`:
    /// recognised when typed, never shown.
    #[serde(rename = "use")]
    #[schemars(extend("enum" = ["label", "synonym", "search-only"]))]
    pub(super) usage: Word,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct AttestationForm {
    /// Key of the code system.
    pub(super) system: Word,
    /// The code in that list, in quotes.
    pub(super) code: Word,
    /// The official label, word for word; "" where no source gives one.
    pub(super) label: Word,
    /// Where the list's owner publishes that people of this name are coded there, and the label itself does not name them:
    /// the name, word for word.
    #[cfg_attr(not(feature = "steward"), expect(dead_code, reason = "those who prove the lists ask"))]
    pub(super) synonym: Option<Word>,
    /// Where the list itself shows, by its labels, its headings or its owner's synonyms, that the code is not all of this: the
    /// codes of the same list that others of it have.
    #[serde(default)]
    pub(super) elsewhere: Vec<Word>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct AbsenceForm {
    /// The word `absence`.
    #[schemars(extend("enum" = ["absence"]))]
    pub(super) standard: Word,
    /// The reasons, in the order of their numbers.
    pub(super) reasons: Vec<ReasonForm>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct ReasonForm {
    /// Permanent, and written into residues: never changed, never used again.
    pub(super) number: u8,
    /// The readable key that other files use.
    pub(super) slug: Word,
    /// The reason in a few words.
    pub(super) label: Word,
    /// The reason in a sentence.
    pub(super) meaning: String,
    /// The reason that this one is a case of, where a source says so.
    #[serde(default)]
    pub(super) broader: Option<Word>,
    /// The published codes that say it, word for word.
    #[serde(default)]
    pub(super) attested_by: Vec<AttestationForm>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct PurposesForm {
    /// The word `purposes`.
    #[schemars(extend("enum" = ["purposes"]))]
    pub(super) standard: Word,
    /// Why a record may be shown.
    pub(super) purposes: Vec<PurposeForm>,
    /// What takes more than a purpose to be shown.
    pub(super) sealed: Vec<SealedForm>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct PurposeForm {
    /// The readable key of the purpose.
    pub(super) key: Word,
    /// `identity`: one agreed name is used, for safety. `everyday`: all others.
    #[serde(rename = "use")]
    #[schemars(extend("enum" = ["everyday", "identity"]))]
    pub(super) usage: Word,
    /// What it is, in a sentence.
    pub(super) meaning: Word,
    /// What of the record it may see, and nothing else.
    pub(super) sees: Vec<Word>,
    /// What the person is told of it, in a sentence.
    pub(super) sentence: Word,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct SealedForm {
    /// What is sealed.
    #[schemars(extend("enum" = super::schemas::sealed()))]
    pub(super) key: Word,
    /// What it is, in a sentence.
    pub(super) meaning: Word,
    /// What the person is told of it, in a sentence.
    pub(super) sentence: Word,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct MappingForm {
    /// The key of this list everywhere else, and the name of this file: lower case, hyphens.
    pub(super) system: Word,
    /// Permanent: it is written into residues. Take the next free one; from 60000 on they are kept for
    /// overlays.
    pub(super) number: u16,
    /// The field that the list is of, or absence.
    #[schemars(extend("enum" = super::schemas::fields()))]
    pub(super) field: Word,
    /// The list's official title.
    pub(super) title: String,
    /// Whose list it is.
    pub(super) owner: String,
    /// Which edition of the list: codes change their meaning between editions.
    pub(super) list_edition: String,
    /// Where these codes mean this.
    pub(super) jurisdiction: String,
    /// Only if its owner has published one.
    #[serde(default)]
    pub(super) uri: Option<String>,
    /// Other names by which messages call the list.
    #[serde(default)]
    pub(super) also_called: Vec<Word>,
    /// Codes that messages write under the name of another list.
    #[serde(default)]
    pub(super) codes_under: Vec<CodesUnderForm>,
    /// Raise it whenever the meaning of a code changes here.
    pub(super) mapping_edition: u16,
    /// The feature of the crate that the list stands behind.
    #[serde(default)]
    #[schemars(extend("enum" = super::tables::FEATURES))]
    pub(super) feature: Option<Word>,
    /// `allowed` only if the owner says that a second character is the sender's own.
    #[serde(default)]
    #[schemars(extend("enum" = ["allowed"]))]
    pub(super) local_second_character: Option<Word>,
    /// Concepts that the list's own headings also use for a nationality.
    #[serde(default)]
    pub(super) may_be_nationality: Option<NationalityForm>,
    /// Where the codes and labels were read, with licence.
    pub(super) sources: Vec<SourceForm>,
    /// What most rows share. Any row may say one of these again, for itself.
    pub(super) defaults: DefaultsForm,
    /// One row a code, in the list's order.
    pub(super) rows: Vec<RowForm>,
}

impl MappingForm {
    /// Whether a row records what somebody else observed of the person: as it says itself, or as the head says for all.
    pub(super) fn is_observed(&self, row: &RowForm) -> bool {
        row.observed.as_ref().or(self.defaults.observed.as_ref()).is_some_and(|word| word.as_str() == "yes")
    }

    /// Whether two people have looked at a row: as it says itself, or as the head says for all.
    pub(super) fn is_approved(&self, row: &RowForm) -> bool {
        self.defaults.is_approved(row)
    }

    /// The line of a row, with the bits of what else is known of it.
    #[cfg(feature = "steward")]
    pub(super) fn line(&self, row: &RowForm) -> u32 {
        let line = u32::try_from(row.code.line()).unwrap_or_default();
        marked(line, [self.is_approved(row), row.heading.is_some(), row.retired.is_some()])
    }

    /// Where most rows were read, with its licence.
    pub(super) fn source(&self) -> String {
        let source = self.sources.iter().find(|source| source.key.as_str() == self.defaults.source.as_str());
        source.map_or(String::new(), |source| format!("{} ({})", source.title, source.licence))
    }
}

/// Codes that messages write under the name of the list from which the owner took them.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct CodesUnderForm {
    /// The name that messages use.
    pub(super) uri: Word,
    /// The codes, in quotes.
    pub(super) codes: Vec<Word>,
}

impl CodesUnderForm {
    /// The name, and the codes.
    pub(super) fn owned(&self) -> (String, Vec<String>) {
        let codes = self.codes.iter().map(|code| code.as_str().to_owned()).collect();
        (self.uri.as_str().to_owned(), codes)
    }
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct NationalityForm {
    /// Slugs.
    pub(super) concepts: Vec<Word>,
    /// Why, quoting the list; for people.
    #[serde(rename = "reason")]
    pub(super) _reason: String,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct SourceForm {
    /// How the rows name it.
    pub(super) key: Word,
    /// What was read, with its date.
    pub(super) title: String,
    /// On what terms it was published; "not stated" where it says none.
    pub(super) licence: String,
}

/// What most rows share. Justification, people and dates are for people and their tools; of all these the tables hold
/// whether a row is approved, and nothing more.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct DefaultsForm {
    /// The key of a source of this file.
    pub(super) source: Word,
    /// `yes` only if the codes say what somebody else observed of a person.
    #[serde(default)]
    #[schemars(extend("enum" = ["yes", "no"]))]
    pub(super) observed: Option<Word>,
    /// The ground, in the words of SSSOM, such as manual-mapping-curation.
    pub(super) justification: Word,
    /// `draft` until a second person has read it; `reviewed` then; `approved` when another one has approved it.
    #[schemars(extend("enum" = super::check::provenance::REVIEWS))]
    pub(super) review: Word,
    /// Who reviewed it; "" until then.
    pub(super) reviewer: Word,
    /// The day on which it was last compared with its source: of what is reviewed the day of the review, as "YYYY-MM-DD".
    pub(super) date: Word,
    /// Who approved it: somebody else than the reviewer.
    #[serde(default)]
    pub(super) approver: Option<Word>,
    /// The day of the approval, not before the review, as "YYYY-MM-DD".
    #[serde(default)]
    pub(super) approved_on: Option<Word>,
}

impl DefaultsForm {
    /// Whether two people have looked at a row: as it says itself, or as this head says for all.
    pub(super) fn is_approved(&self, row: &RowForm) -> bool {
        row.review.as_ref().unwrap_or(&self.review).as_str() == APPROVED
    }
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RowForm {
    /// The code, in quotes, exactly as its owner writes it.
    pub(super) code: Word,
    /// The official label, letter for letter; "" where no source gives one.
    pub(super) label: Word,
    /// The official heading that it stands under.
    #[serde(default)]
    pub(super) group: Option<String>,
    /// Slugs of what a person recorded under it is, all of them together; `not-further-stated` is one that the
    /// code does not name.
    #[serde(default)]
    pub(super) means: Option<Vec<Word>>,
    /// Why there is no answer: one of these reasons.
    #[serde(default)]
    pub(super) absent: Option<Vec<Word>>,
    /// `not-known` where no source says what the code means.
    #[serde(default)]
    #[schemars(extend("enum" = ["not-known"]))]
    pub(super) meaning: Option<Word>,
    /// A code of another list that its owner, or a source, says is the same category: the meaning comes from
    /// there.
    #[serde(default)]
    pub(super) same_category_as: Option<Box<SameForm>>,
    /// How the code stands to what it means, in FHIR's words.
    #[serde(default)]
    #[schemars(extend("enum" = super::schemas::relationships()))]
    pub(super) relationship: Option<Word>,
    /// What more it says that nobody asked, in a word each, for example colour.
    #[serde(default)]
    pub(super) adds: Vec<String>,
    /// `yes` only if the list has the code for counting what is recorded with the codes below it: its owner says so, or a
    /// published hierarchy shows codes below it that say more.
    #[serde(default)]
    #[schemars(extend("enum" = ["yes"]))]
    pub(super) heading: Option<Box<Word>>,
    /// The day on which the list's owner retired the code, as "YYYY-MM-DD"; `yes` where a source says that it is retired, or
    /// that only an earlier edition has it, and not since when.
    #[serde(default)]
    #[schemars(extend("pattern" = super::schemas::RETIRED))]
    pub(super) retired: Option<Box<Word>>,
    /// `yes` if the code says what somebody else observed.
    #[serde(default)]
    #[schemars(extend("enum" = ["yes", "no"]))]
    pub(super) observed: Option<Word>,
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
    /// As at the head, for this row.
    #[serde(default)]
    pub(super) justification: Option<Word>,
    /// As at the head, for this row.
    #[serde(default)]
    #[schemars(extend("enum" = super::check::provenance::REVIEWS))]
    pub(super) review: Option<Word>,
    /// As at the head, for this row.
    #[serde(default)]
    pub(super) reviewer: Option<Word>,
    /// As at the head, for this row.
    #[serde(default)]
    pub(super) date: Option<Word>,
    /// As at the head, for this row.
    #[serde(default)]
    pub(super) approver: Option<Word>,
    /// As at the head, for this row.
    #[serde(default)]
    pub(super) approved_on: Option<Word>,
}

/// An overlay's own subdivisions of the codes of a national list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct LocalCodesForm {
    /// The key of the national list.
    pub(super) local_codes_of: Word,
    /// Where the codes were read.
    pub(super) sources: Vec<SourceForm>,
    /// What most rows share.
    pub(super) defaults: DefaultsForm,
    /// One row a code.
    pub(super) rows: Vec<RowForm>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct SameForm {
    /// The key of the other list.
    pub(super) system: Word,
    /// Its code there, in quotes.
    pub(super) code: Word,
    /// Who says so: the key of a source of this file.
    pub(super) source: Word,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct AuthorityForm {
    /// The key by which a caller names it.
    pub(super) authority: Word,
    /// What it publishes.
    pub(super) title: String,
    /// Who publishes it.
    pub(super) owner: String,
    /// Which edition was read.
    pub(super) edition: String,
    /// Where it was read.
    pub(super) source: String,
    /// The lists whose codes it publishes.
    pub(super) letters_are_codes_of: Vec<Word>,
    /// What it publishes for each heritage.
    pub(super) publishes: Vec<PublishedForm>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct PublishedForm {
    /// The slug.
    pub(super) heritage: Word,
    /// The codes, in quotes.
    pub(super) codes: Vec<String>,
    /// What it was read from.
    #[serde(rename = "evidence")]
    pub(super) _evidence: String,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct DisagreementsForm {
    /// The field whose concepts the terms mean.
    #[schemars(extend("enum" = ["ethnicity"]))]
    pub(super) disagreements: Word,
    /// The lists whose codes are shown beside one another.
    pub(super) letters_are_codes_of: Vec<Word>,
    /// Lists of their own that some of the sources have.
    #[serde(default)]
    pub(super) other_codes_are_of: Vec<Word>,
    /// Who compared, and what; for people.
    #[serde(rename = "comparison")]
    pub(super) _comparison: String,
    /// Those who gave the codes.
    pub(super) sources: Vec<SourceForm>,
    /// The terms on which they do not agree.
    pub(super) terms: Vec<TermForm>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct TermForm {
    /// The words that the sources code differently.
    pub(super) term: Word,
    /// Slugs of what the words mean.
    pub(super) means: Vec<Word>,
    /// The codes, and who gives each.
    pub(super) codes: Vec<SaidForm>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct SaidForm {
    /// The code, in quotes.
    pub(super) code: Word,
    /// Keys of the sources that give it.
    pub(super) by: Vec<Word>,
}
