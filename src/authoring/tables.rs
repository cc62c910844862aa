//! The Rust text of the embedded tables.

use core::borrow::Borrow;
use core::fmt::Write as _;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::certain::{WholeRow, certain_rows};
use super::forms::{AbsenceForm, AttestationForm, CodesUnderForm, ConceptForm, MappingForm, RowForm};
use super::literal::{documented, quoted, quoted_list};
use super::relations::Relations;
use super::yaml::Word;
use super::{
    Source, Sources, StandardFiles, Table, cldr_languages, columns, compared, languages, person_names,
    purposes, questions, receivers, registry, transliteration,
};
use crate::bridge::{OwnedIndex, Relationship};
use crate::error::Result;
use crate::standard::{ConceptId, Kind, NO_CONCEPTS, Standard};

/// A standard made of concepts: the folder of its files, or its one file; the file that new entries go to; the word that they
/// begin with; and its ids' kind.
#[derive(Debug)]
pub(super) struct KindOf {
    pub(super) folder: &'static str,
    pub(super) file: &'static str,
    pub(super) word: &'static str,
    pub(super) kind: Kind,
}

impl KindOf {
    /// Whether all entries stand in the one file, wherever that is.
    pub(super) fn is_one_file(&self) -> bool {
        self.folder == self.file
    }
}

const fn in_one_file(file: &'static str, word: &'static str, kind: Kind) -> KindOf {
    KindOf { folder: file, file, word, kind }
}

pub(super) static KINDS: [KindOf; 20] = [
    KindOf {
        folder: "standards/ethnicity",
        file: "standards/ethnicity/heritages.yaml",
        word: "ethnicity",
        kind: Kind::Heritage,
    },
    in_one_file("standards/orientation/orientations.yaml", "orientation", Kind::Orientation),
    in_one_file("standards/gender/pronouns.yaml", "pronouns", Kind::Pronouns),
    in_one_file("standards/gender/genders.yaml", "gender", Kind::Gender),
    in_one_file("standards/gender/trans-status.yaml", "trans-status", Kind::TransStatus),
    in_one_file(
        "standards/gender/administrative-gender.yaml",
        "administrative-gender",
        Kind::AdministrativeGender,
    ),
    in_one_file("standards/gender/phenotypic-sex.yaml", "phenotypic-sex", Kind::PhenotypicSex),
    KindOf {
        folder: "standards/religion",
        file: "standards/religion/religions.yaml",
        word: "religion",
        kind: Kind::Religion,
    },
    in_one_file("standards/other/disability.yaml", "disability", Kind::Disability),
    in_one_file("standards/other/impairments.yaml", "impairment", Kind::Impairment),
    in_one_file("standards/other/partnerships.yaml", "partnership", Kind::Partnership),
    in_one_file("standards/other/care.yaml", "care", Kind::Care),
    in_one_file("standards/other/armed-forces.yaml", "armed-forces", Kind::ArmedForces),
    in_one_file("standards/other/accommodation.yaml", "accommodation", Kind::Accommodation),
    in_one_file("standards/communication/communication.yaml", "communication", Kind::Communication),
    in_one_file("standards/communication/formats.yaml", "formats", Kind::Format),
    in_one_file("standards/communication/contact.yaml", "contact", Kind::Contact),
    in_one_file("standards/communication/interpreter.yaml", "interpreter", Kind::Interpreter),
    in_one_file("standards/communication/language-ability.yaml", "language-ability", Kind::LanguageAbility),
    in_one_file("standards/communication/proficiency.yaml", "proficiency", Kind::Proficiency),
];

/// FHIR's words for the relationship, and ours in Rust.
pub(super) const RELATIONSHIPS: [(&str, &str, Relationship); 5] = [
    ("equivalent", "Equivalent", Relationship::Equivalent),
    (
        "source-is-narrower-than-target",
        "SourceIsNarrowerThanTarget",
        Relationship::SourceIsNarrowerThanTarget,
    ),
    ("source-is-broader-than-target", "SourceIsBroaderThanTarget", Relationship::SourceIsBroaderThanTarget),
    ("related-to", "RelatedTo", Relationship::RelatedTo),
    ("not-related-to", "NotRelatedTo", Relationship::NotRelatedTo),
];

/// A field that has code systems: the word in the file, the folder of its mappings, and the type of the axis.
pub(super) struct FieldOf {
    pub(super) word: &'static str,
    pub(super) folder: &'static str,
    axis: &'static str,
}

const fn field(word: &'static str, folder: &'static str, axis: &'static str) -> FieldOf {
    FieldOf { word, folder, axis }
}

pub(super) const FIELDS: [FieldOf; 21] = [
    field("ethnicity", "ethnicity", "Heritages"),
    field("orientation", "orientation", "Orientations"),
    field("gender", "gender", "Genders"),
    field("trans-status", "gender", "TransStatuses"),
    field("administrative-gender", "gender", "AdministrativeGenders"),
    field("phenotypic-sex", "gender", "PhenotypicSexes"),
    field("pronouns", "gender", "PronounSets"),
    field("religion", "other", "Religions"),
    field("disability", "other", "Disabilities"),
    field("impairment", "other", "ImpairmentKinds"),
    field("partnership", "other", "Partnerships"),
    field("care", "other", "CareRoles"),
    field("armed-forces", "other", "ArmedForcesTies"),
    field("accommodation", "other", "Homes"),
    field("communication", "communication", "CommunicationWays"),
    field("formats", "communication", "FormatKinds"),
    field("contact", "communication", "ContactWays"),
    field("interpreter", "communication", "InterpreterNeeds"),
    field("language-ability", "communication", "AbilityKinds"),
    field("proficiency", "communication", "ProficiencyLevels"),
    field("absence", "absence", "AbsenceOnly"),
];

/// The features that a list can stand behind, so that a program without the feature holds nothing of it.
pub(super) const FEATURES: [&str; 1] = ["snomed"];

/// All generated files: the tables, their fingerprints, and the schemas of the files that people write.
pub(super) fn tables(sources: &Sources) -> Result<Vec<Table>> {
    let mut tables =
        vec![reasons(sources), purposes::table(&sources.purposes), questions::table(&sources.questions)];
    tables.push(columns::table(&sources.columns));
    tables.extend(sources.standards.iter().map(|part| standard(sources, part)));
    tables.push(edition(sources));
    tables.push(systems(sources));
    tables.extend(FEATURES.iter().map(|feature| systems_behind(feature, sources)));
    tables.push(Table {
        path: PathBuf::from(registry::TABLE_FILE),
        text: registry::table_with_names(&sources.registry, &sources.common_languages)?,
    });
    tables.push(Table {
        path: PathBuf::from(cldr_languages::TABLE_FILE),
        text: cldr_languages::table(&sources.cldr_languages),
    });
    tables.push(languages::table(&sources.languages, &sources.absence.form));
    tables.push(Table {
        path: PathBuf::from(transliteration::TABLE_FILE),
        text: transliteration::table(&sources.transliterations),
    });
    tables.push(Table {
        path: PathBuf::from(receivers::TABLE_FILE),
        text: receivers::table(&sources.receivers),
    });
    tables.push(Table {
        path: PathBuf::from(person_names::TABLE_FILE),
        text: person_names::table(&sources.person_names),
    });
    let mut fingerprints = String::from("table,bytes,crc32\n");
    for table in &tables {
        let crc = crc32fast::hash(table.text.as_bytes());
        let _ = writeln!(fingerprints, "{},{},{crc:08x}", table.path.display(), table.text.len());
    }
    tables.push(Table { path: PathBuf::from("src/standard/tables/fingerprints.csv"), text: fingerprints });
    tables.extend(super::schemas::tables());
    Ok(tables)
}

pub(super) fn head(from: &str) -> String {
    format!("// @generated by `ownwords build` from {from}; do not edit.\n\n")
}

/// The variant or constant that a slug is called in Rust: `not-asked` becomes `NotAsked`.
pub(super) fn variant(slug: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect::<String>()
    };
    slug.split('-').map(capital).collect()
}

pub(super) fn constant(key: &str) -> String {
    key.to_ascii_uppercase().replace('-', "_")
}

/// What stands before an entry of a table that names a list: nothing, or the feature that the list stands behind.
fn only_with(sources: &Sources, system: &str) -> String {
    let of_concepts = sources.mappings.iter().map(|Source { form, .. }| (&form.system, &form.feature));
    let of_languages = sources.languages.iter().map(|Source { form, .. }| (&form.system, &form.feature));
    let list = of_concepts.chain(of_languages).find(|(key, _)| key.as_str() == system);
    let feature = list.and_then(|(_, feature)| feature.as_ref());
    feature.map_or_else(String::new, |feature| format!("#[cfg(feature = {})] ", quoted(feature.as_str())))
}

fn attestations<'a>(sources: &Sources, forms: impl IntoIterator<Item = &'a AttestationForm>) -> String {
    let one = |form: &AttestationForm| {
        format!(
            "\n            {}Attestation {{ system: {}, code: {}, label: {} }},",
            only_with(sources, form.system.as_str()),
            quoted(form.system.as_str()),
            quoted(form.code.as_str()),
            quoted(form.label.as_str())
        )
    };
    format!("&[{}]", forms.into_iter().map(one).collect::<String>())
}

pub(super) fn numbers(numbers: impl IntoIterator<Item = usize>) -> String {
    let text: Vec<String> = numbers.into_iter().map(|number| number.to_string()).collect();
    format!("&[{}]", text.join(", "))
}

fn reasons(sources: &Sources) -> Table {
    let mut reasons: Vec<_> = sources.absence.form.reasons.iter().collect();
    reasons.sort_by_key(|reason| reason.number);
    let mut text = head(&sources.absence.file);
    text.push_str("use crate::standard::Attestation;\n\n");
    text.push_str("/// One reason why there is no answer.\n");
    text.push_str("#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\n#[non_exhaustive]\n");
    text.push_str("pub enum Reason {\n");
    for reason in &reasons {
        let _ =
            writeln!(text, "    /// {}: {}", documented(reason.label.as_str()), documented(&reason.meaning));
        let _ = writeln!(text, "    {},", variant(reason.slug.as_str()));
    }
    text.push_str("}\n\nimpl Reason {\n    /// All reasons, in the order of their numbers.\n");
    text.push_str("    pub const ALL: &'static [Self] = &[\n");
    for reason in &reasons {
        let _ = writeln!(text, "        Self::{},", variant(reason.slug.as_str()));
    }
    text.push_str("    ];\n");
    let mut function = |doc: &str, signature: &str, arm: &dyn Fn(&super::forms::ReasonForm) -> String| {
        let _ = write!(text, "\n    /// {doc}\n    pub const fn {signature} {{\n        match self {{\n");
        for reason in &reasons {
            let _ = writeln!(text, "            Self::{} => {},", variant(reason.slug.as_str()), arm(reason));
        }
        text.push_str("        }\n    }\n");
    };
    function("The permanent number, below 64.", "number(self) -> u8", &|reason| reason.number.to_string());
    function("The readable key.", "slug(self) -> &'static str", &|reason| quoted(reason.slug.as_str()));
    function("The reason in plain English.", "label(self) -> &'static str", &|reason| {
        quoted(reason.label.as_str())
    });
    function("What the reason means, in a sentence.", "meaning(self) -> &'static str", &|reason| {
        quoted(&reason.meaning)
    });
    function("What this reason is a kind of.", "broader(self) -> Option<Self>", &|reason| {
        let above =
            reason.broader.as_ref().map(|broader| format!("Some(Self::{})", variant(broader.as_str())));
        above.unwrap_or_else(|| "None".to_owned())
    });
    function(
        "The published codes that name this reason.",
        "attested_by(self) -> &'static [Attestation]",
        &|reason| attestations(sources, &reason.attested_by),
    );
    text.push_str("}\n");
    Table { path: PathBuf::from("src/answer/reasons.rs"), text }
}

/// The concepts of a standard in the order of their numbers.
pub(super) fn in_order(standard: &StandardFiles) -> Vec<(ConceptId, &ConceptForm)> {
    let concepts = standard.concepts().into_iter();
    let mut order: Vec<(ConceptId, &ConceptForm)> =
        concepts.filter_map(|(_, concept)| Some((concept.id.as_str().parse().ok()?, concept))).collect();
    order.sort_by_key(|(id, _)| id.number());
    order
}

pub(super) fn optional(text: Option<&str>) -> String {
    text.map_or_else(|| "None".to_owned(), |text| format!("Some({})", quoted(text)))
}

/// The index of each slug in the table.
pub(super) fn indices(standard: &StandardFiles) -> BTreeMap<&str, usize> {
    let order = in_order(standard).into_iter().enumerate();
    order.map(|(index, (_, concept))| (concept.slug.as_str(), index)).collect()
}

/// The index of each slug in the table of the field that a mapping is for; none where the field has no concepts.
pub(super) fn indices_of<'a>(sources: &'a Sources, field: &str) -> BTreeMap<&'a str, usize> {
    let standard = sources.standards.iter().find(|standard| standard.kind.word == field);
    standard.map(indices).unwrap_or_default()
}

/// The relations of a standard, by the index that each name is given; those of `beside`, which the files stand beside,
/// have the first.
pub(super) fn relations<N: Borrow<str> + Ord>(
    standard: &StandardFiles,
    beside: &'static Standard,
    indices: &BTreeMap<N, usize>,
) -> Relations {
    let known = |list: &[u16]| list.iter().map(|&index| usize::from(index)).collect::<Vec<_>>();
    let mut relations = Relations {
        broader: beside.concepts().map(|concept| known(concept.broader_list())).collect(),
        overlaps: beside
            .concepts()
            .map(|concept| known(concept.overlaps_list()).into_iter().collect())
            .collect(),
    };
    relations.broader.resize(indices.len(), Vec::new());
    relations.overlaps.resize(indices.len(), BTreeSet::new());
    for (_, concept) in standard.concepts() {
        let Some(&index) = indices.get(concept.slug.as_str()) else { continue };
        let known = |word: &Word| indices.get(word.as_str()).copied();
        if let Some(broader) = relations.broader.get_mut(index) {
            broader.extend(concept.broader.iter().filter_map(known));
        }
        for other in concept.overlaps.iter().filter_map(known) {
            for (one, another) in [(index, other), (other, index)] {
                if let Some(overlaps) = relations.overlaps.get_mut(one) {
                    overlaps.insert(another);
                }
            }
        }
    }
    relations
}

fn standard(sources: &Sources, standard: &StandardFiles) -> Table {
    let KindOf { kind, word, folder, .. } = standard.kind;
    let indices = indices(standard);
    let relations = relations(standard, &NO_CONCEPTS, &indices);
    let mut concepts = String::new();
    let mut has_labels = false;
    for (index, (id, concept)) in in_order(standard).into_iter().enumerate() {
        let labels: String = concept.labels.iter().map(label).collect();
        has_labels |= !labels.is_empty();
        let _ = writeln!(concepts, "    // {id}\n    ConceptEntry {{");
        let _ = writeln!(concepts, "        id: id({}),", id.number());
        let _ = writeln!(concepts, "        slug: {},", quoted(concept.slug.as_str()));
        let _ = writeln!(concepts, "        label: {},", quoted(concept.label.as_str()));
        let _ = writeln!(concepts, "        status: Status::{},", variant(concept.status.as_str()));
        let _ = writeln!(concepts, "        counting_only: {},", concept.usage.as_str() == "counting");
        let broader = relations.broader.get(index).cloned().unwrap_or_default();
        let _ = writeln!(concepts, "        broader: {},", numbers(broader));
        let overlaps = relations.overlaps.get(index).cloned().unwrap_or_default();
        let _ = writeln!(concepts, "        overlaps: {},", numbers(overlaps));
        let _ = writeln!(concepts, "        is_a: {},", numbers(relations.is_a(index)));
        let _ = writeln!(concepts, "        may_be: {},", numbers(relations.may_be(index)));
        let _ = writeln!(concepts, "        labels: &[{labels}],");
        let _ = writeln!(
            concepts,
            "        attested_by: {},\n    }},",
            attestations(sources, &concept.attested_by)
        );
    }
    let place = if standard.kind.is_one_file() { (*folder).to_owned() } else { format!("{folder}/") };
    let mut text = head(&place);
    let labels = if has_labels { "Label, LabelUse, " } else { "" };
    let _ = writeln!(
        text,
        "use crate::standard::packed::{{ConceptEntry, standard}};\n\
         use crate::standard::{{Attestation, ConceptId, Kind, {labels}Status}};\n"
    );
    let name = standard.parts.iter().find_map(|part| part.form.name.as_deref()).unwrap_or_default();
    let _ = writeln!(text, "standard!({kind:?}, {});\n", quoted(name));
    let _ = writeln!(
        text,
        "const fn id(number: u32) -> ConceptId {{\n    ConceptId::from_table(Kind::{kind:?}, number)\n}}\n"
    );
    // The map of slugs is in their order already.
    let _ = writeln!(text, "const BY_SLUG: &[u16] = {};\n", numbers(indices.into_values()));
    let witnesses = standard.parts.iter().flat_map(|part| &part.form.not_further_stated.attested_by);
    let _ =
        writeln!(text, "const NOT_FURTHER_STATED: &[Attestation] = {};\n", attestations(sources, witnesses));
    let _ = writeln!(text, "const CONCEPTS: &[ConceptEntry] = &[\n{concepts}];");
    Table { path: PathBuf::from(format!("src/standard/tables/{}.rs", word.replace('-', "_"))), text }
}

fn label(form: &super::forms::LabelForm) -> String {
    format!(
        "\n            Label {{ language: {}, text: {}, usage: LabelUse::{} }},",
        quoted(form.language.as_str()),
        quoted(form.text.as_str()),
        variant(form.usage.as_str())
    )
}

fn edition(sources: &Sources) -> Table {
    let mut text = head("standards/standard.yaml");
    let _ = writeln!(text, "/// The version of everything under `standards/`.");
    let _ = writeln!(text, "pub(crate) const VERSION: &str = {};", quoted(sources.edition.version.as_str()));
    let _ = writeln!(text, "/// The day of that version.");
    let _ = writeln!(text, "pub(crate) const DATE: &str = {};", quoted(sources.edition.date.as_str()));
    Table { path: PathBuf::from("src/standard/tables/edition.rs"), text }
}

/// Codes recorded as the same category, both ways, and of one another where they share a third: by (system, code).
pub(super) type SameCategories<'a> = BTreeMap<(&'a str, &'a str), BTreeSet<(&'a str, &'a str)>>;

pub(super) fn same_categories(sources: &Sources) -> SameCategories<'_> {
    let mut groups: SameCategories<'_> = BTreeMap::new();
    for mapping in &sources.mappings {
        for row in &mapping.form.rows {
            let Some(same) = &row.same_category_as else { continue };
            let original = (same.system.as_str(), same.code.as_str());
            let group = groups.entry(original).or_default();
            group.insert(original);
            group.insert((mapping.form.system.as_str(), row.code.as_str()));
        }
    }
    let mut all: SameCategories<'_> = BTreeMap::new();
    for group in groups.values() {
        for &member in group {
            all.insert(member, group.iter().copied().filter(|&other| other != member).collect());
        }
    }
    all
}

/// What every table of code systems is written with.
const USED_BY_SYSTEMS: &str = "use crate::bridge::code_index::CodeIndex;\n\
                               use crate::bridge::row::{Meaning, Relationship, RowEntry, Slot, rows};\n\
                               use crate::bridge::system::{Certain, CodeSystem, SystemData};\n";

fn systems(sources: &Sources) -> Table {
    let mut text = head("mappings/");
    text.push_str("use crate::answer::Absence;\nuse crate::bridge::authority::Authority;\n");
    text.push_str("use crate::bridge::disagreement::{Disagreement, PublishedCode};\n");
    text.push_str(USED_BY_SYSTEMS);
    let axes: Vec<&str> = FIELDS.iter().map(|field| field.axis).collect();
    let _ = writeln!(text, "use crate::{{{}}};", axes.join(", "));
    let same = same_categories(sources);
    for mapping in sources.mappings.iter().filter(|mapping| mapping.form.feature.is_none()) {
        system(sources, mapping, &same, &mut text);
    }
    let mut shown = String::new();
    for FieldOf { word, axis, .. } in FIELDS {
        let list = constant(word);
        let _ = writeln!(shown, "    shown_to.list({}, {list});", quoted(word));
        let of_field = sources.mappings.iter().filter(|mapping| mapping.form.field.as_str() == word);
        let name = |mapping: &Source<MappingForm>| {
            let system = mapping.form.system.as_str();
            let module = mapping
                .form
                .feature
                .as_ref()
                .map_or(String::new(), |word| format!("super::{}::", word.as_str()));
            format!("{}&{module}{}", only_with(sources, system), constant(system))
        };
        let names: Vec<String> = of_field.map(name).collect();
        let _ = writeln!(text, "\n/// All code systems of the field `{word}`.");
        let _ = writeln!(text, "pub static {list}: &[&CodeSystem<{axis}>] = &[{}];", names.join(", "));
    }
    text.push_str("\n/// Shows the list of each field, with the field's word, in order.\n///\n/// # Example\n///\n/// ```\n");
    text.push_str("/// use ownwords::Axis;\n/// use ownwords::bridge::{CodeSystem, systems};\n///\n/// struct Count(usize);\n///\n");
    text.push_str("/// impl systems::Lists for Count {\n///     fn list<A: Axis>(&mut self, _: &'static str, list: &'static [&'static CodeSystem<A>]) {\n");
    text.push_str("///         self.0 += list.len();\n///     }\n/// }\n///\n/// let mut count = Count(0);\n/// systems::each_list(&mut count);\n");
    text.push_str("/// assert!(count.0 > 30);\n/// ```\n");
    let _ = writeln!(text, "pub fn each_list(shown_to: &mut impl super::Lists) {{\n{shown}}}");
    let behind = sources.mappings.iter().map(|Source { form, .. }| (&form.system, &form.feature));
    let of_languages = sources.languages.iter().map(|Source { form, .. }| (&form.system, &form.feature));
    let behind: Vec<String> = behind
        .chain(of_languages)
        .filter_map(|(system, feature)| {
            Some(format!("({}, {})", quoted(system.as_str()), quoted(feature.as_ref()?.as_str())))
        })
        .collect();
    let _ = writeln!(
        text,
        "\n/// The systems that stand behind a feature, whether it is on or not: key, feature.\n\
         pub(super) static BEHIND_FEATURES: &[(&str, &str)] = &[{}];",
        behind.join(", ")
    );
    authorities(sources, &mut text);
    compared::disagreements(sources, &mut text);
    Table { path: PathBuf::from("src/bridge/systems/tables.rs"), text }
}

/// The systems that stand behind a feature, in a file of their own.
fn systems_behind(feature: &str, sources: &Sources) -> Table {
    let is_behind = |mapping: &&Source<MappingForm>| {
        mapping.form.feature.as_ref().is_some_and(|word| word.as_str() == feature)
    };
    let same = same_categories(sources);
    let mut systems = String::new();
    for mapping in sources.mappings.iter().filter(is_behind) {
        system(sources, mapping, &same, &mut systems);
    }
    let mut text = head("mappings/");
    text.push_str("use crate::answer::Absence;\n");
    text.push_str(USED_BY_SYSTEMS);
    let axes = FIELDS.iter().filter(|field| {
        sources.mappings.iter().filter(is_behind).any(|mapping| mapping.form.field.as_str() == field.word)
    });
    let axes: Vec<&str> = axes.map(|field| field.axis).collect();
    let _ = writeln!(text, "use crate::{{{}}};", axes.join(", "));
    text.push_str(&systems);
    text.push_str(&languages::behind(feature, &sources.languages, &sources.absence.form));
    Table { path: PathBuf::from(format!("src/bridge/systems/{feature}.rs")), text }
}

fn system(sources: &Sources, mapping: &Source<MappingForm>, same: &SameCategories<'_>, text: &mut String) {
    let form = &mapping.form;
    let name = constant(form.system.as_str());
    let axis = FIELDS.iter().find(|field| field.word == form.field.as_str()).map_or("", |field| field.axis);
    let indices = indices_of(sources, form.field.as_str());
    let source = form.sources.iter().find(|source| source.key.as_str() == form.defaults.source.as_str());
    let (source, licence) = source.map_or(("", ""), |source| (&source.title[..], &source.licence[..]));
    let nationality = form.may_be_nationality.iter().flat_map(|nationality| &nationality.concepts);
    let nationality = nationality.filter_map(|word| indices.get(word.as_str()).copied());
    let _ = writeln!(
        text,
        "\n/// {}: {}, {}, {}; {} codes. Its key is `{}`.",
        documented(&form.title),
        documented(&form.owner),
        documented(&form.jurisdiction),
        documented(&form.list_edition),
        form.rows.len(),
        form.system.as_str()
    );
    let _ = writeln!(text, "pub static {name}: CodeSystem<{axis}> = CodeSystem::national(&{name}_DATA);\n");
    let _ = writeln!(text, "static {name}_DATA: SystemData = SystemData {{");
    let _ = writeln!(text, "    key: {},\n    number: {},", quoted(form.system.as_str()), form.number);
    let _ = writeln!(text, "    title: {},\n    owner: {},", quoted(&form.title), quoted(&form.owner));
    let _ = writeln!(
        text,
        "    list_edition: {},\n    jurisdiction: {},",
        quoted(&form.list_edition),
        quoted(&form.jurisdiction)
    );
    let _ = writeln!(
        text,
        "    uri: {},\n    also_called: &[{}],\n    codes_under: &[{}],",
        optional(form.uri.as_deref()),
        quoted_list(form.also_called.iter().map(Word::as_str)),
        codes_under(form)
    );
    let _ = writeln!(
        text,
        "    source: {},\n    licence: {},\n    file: {},",
        quoted(source),
        quoted(licence),
        quoted(&mapping.file)
    );
    let _ = writeln!(text, "    mapping_edition: {},", form.mapping_edition);
    let _ = writeln!(text, "    local_second_character: {},", form.local_second_character.is_some());
    let _ = writeln!(text, "    may_be_nationality: {},", numbers(nationality));
    let _ = writeln!(text, "    index: {},", code_index(form.rows.iter().map(|row| row.code.as_str())));
    let _ = writeln!(text, "    certain: {},", certain(sources, form, &indices));
    let _ = writeln!(text, "    rows: rows!({name}_ROWS),\n}};\n");
    let _ = writeln!(text, "const {name}_ROWS: &[RowEntry<'static>] = &[");
    for row in &form.rows {
        self::row(sources, form, row, &indices, same, text);
    }
    let _ = writeln!(text, "];");
}

fn codes_under(form: &MappingForm) -> String {
    let one = |under: &CodesUnderForm| {
        let codes = quoted_list(under.codes.iter().map(Word::as_str));
        format!("({}, &[{codes}])", quoted(under.uri.as_str()))
    };
    form.codes_under.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// The index of a list's codes, given in the order of its rows.
pub(super) fn code_index<'a>(codes: impl Iterator<Item = &'a str>) -> String {
    let index = OwnedIndex::of(codes);
    let keys: Vec<String> = index.keys.iter().map(|key| format!("{key:#x}")).collect();
    format!(
        "CodeIndex {{ multiplier: {:#x}, shift: {}, starts: {}, keys: &[{}], places: {} }}",
        index.multiplier,
        index.shift,
        numbers(index.starts.into_iter().map(usize::from)),
        keys.join(", "),
        numbers(index.places.into_iter().map(usize::from))
    )
}

/// The certain row of each concept of the field; nothing where the field has no concepts.
fn certain(sources: &Sources, form: &MappingForm, indices: &BTreeMap<&str, usize>) -> String {
    let width = if form.rows.len() < usize::from(u8::MAX) { "Narrow" } else { "Wide" };
    format!("Certain::{width}({})", numbers(certain_places(sources, form, indices)))
}

/// For each concept of the field the place of its certain row, plus one; 0 where none is.
pub(super) fn certain_places(
    sources: &Sources,
    form: &MappingForm,
    indices: &BTreeMap<&str, usize>,
) -> Vec<usize> {
    let standard = sources.standards.iter().find(|standard| standard.kind.word == form.field.as_str());
    let relations = standard.map(|standard| relations(standard, &NO_CONCEPTS, indices)).unwrap_or_default();
    let whole = |(place, row): (usize, &RowForm)| {
        let meant = original(sources, row);
        let relationship = meant.relationship.as_ref().map_or("equivalent", |word| word.as_str());
        let concepts = meant.means.as_ref()?.iter().map(|word| indices.get(word.as_str()).copied());
        let concepts: Vec<usize> = concepts.collect::<Option<_>>()?;
        let is_whole = matches!(relationship, "equivalent" | "source-is-broader-than-target");
        (is_whole && !concepts.is_empty() && !form.is_observed(row)).then_some(WholeRow { place, concepts })
    };
    let rows: Vec<WholeRow> = form.rows.iter().enumerate().filter_map(whole).collect();
    certain_rows(&rows, &relations)
}

fn row(
    sources: &Sources,
    form: &MappingForm,
    row: &RowForm,
    indices: &BTreeMap<&str, usize>,
    same: &SameCategories<'_>,
    text: &mut String,
) {
    let others = same.get(&(form.system.as_str(), row.code.as_str()));
    let others: Vec<String> = others
        .into_iter()
        .flatten()
        .map(|(system, code)| format!("({}, {})", quoted(system), quoted(code)))
        .collect();
    let meant = original(sources, row);
    let relationship = meant.relationship.as_ref().map_or("equivalent", |word| word.as_str());
    let relationship =
        RELATIONSHIPS.iter().find(|(word, ..)| *word == relationship).map_or("", |(_, rust, _)| rust);
    let _ = writeln!(text, "    RowEntry {{");
    let _ = writeln!(
        text,
        "        code: {},\n        label: {},",
        quoted(row.code.as_str()),
        quoted(row.label.as_str())
    );
    let _ = writeln!(text, "        group: {},", optional(row.group.as_deref()));
    let _ = writeln!(text, "        meaning: {},", meaning(sources, meant, indices));
    let _ = writeln!(text, "        relationship: Relationship::{relationship},");
    let _ = writeln!(text, "        adds: &[{}],", quoted_list(meant.adds.iter().map(String::as_str)));
    let _ = writeln!(text, "        observed: {},", form.is_observed(row));
    let _ = writeln!(text, "        same_category: &[{}],", others.join(", "));
    let mut line = line(row.code.line(), form.is_approved(row));
    for (mark, _) in
        [("HEADING", &row.heading), ("RETIRED", &row.retired)].iter().filter(|(_, said)| said.is_some())
    {
        let _ = write!(line, " | crate::bridge::row::{mark}");
    }
    let _ = writeln!(text, "        line: {line},\n    }},");
}

/// The line of a row in Rust, with the bit of an approved one. A row that nobody has approved has no more than the line.
pub(super) fn line(line: u64, is_approved: bool) -> String {
    if is_approved { format!("{line} | crate::bridge::row::APPROVED") } else { line.to_string() }
}

/// The row that says what a row means: itself, or the one whose category it is.
pub(super) fn original<'a>(sources: &'a Sources, row: &'a RowForm) -> &'a RowForm {
    let Some(same) = &row.same_category_as else { return row };
    let system = sources.mappings.iter().find(|other| other.form.system.as_str() == same.system.as_str());
    let found = system
        .and_then(|other| other.form.rows.iter().find(|other| other.code.as_str() == same.code.as_str()));
    found.unwrap_or(row)
}

fn meaning(sources: &Sources, row: &RowForm, indices: &BTreeMap<&str, usize>) -> String {
    if let Some(reasons) = &row.absent {
        return format!("Meaning::Absent({})", absence_literal(&sources.absence.form, reasons));
    }
    let Some(means) = &row.means else { return "Meaning::NotKnown".to_owned() };
    format!("Meaning::Stated(&[{}])", slots(means, indices))
}

/// The reasons as one value of the tables.
pub(super) fn absence_literal(absence: &AbsenceForm, reasons: &[Word]) -> String {
    let known = &absence.reasons;
    let number =
        |slug: &str| known.iter().find(|reason| reason.slug.as_str() == slug).map(|reason| reason.number);
    let bits = reasons
        .iter()
        .filter_map(|word| number(word.as_str()))
        .fold(0_u64, |bits, number| bits | 1 << number);
    format!("Absence::from_table({bits:#x})")
}

/// The parts of a meaning, with commas between them.
pub(super) fn slots(means: &[Word], indices: &BTreeMap<&str, usize>) -> String {
    let slot = |word: &Word| match indices.get(word.as_str()) {
        Some(index) => format!("Slot::Concept({index})"),
        None => "Slot::NotFurtherStated".to_owned(),
    };
    means.iter().map(slot).collect::<Vec<_>>().join(", ")
}

fn authorities(sources: &Sources, text: &mut String) {
    let indices = indices_of(sources, "ethnicity");
    let mut names = Vec::new();
    for Source { form, .. } in &sources.authorities {
        let name = format!("AUTHORITY_{}", constant(form.authority.as_str()));
        let targets = quoted_list(form.letters_are_codes_of.iter().map(|word| word.as_str()));
        let mut published: Vec<(usize, &[String])> = form
            .publishes
            .iter()
            .filter_map(|row| Some((*indices.get(row.heritage.as_str())?, &row.codes[..])))
            .collect();
        published.sort_unstable();
        let _ = writeln!(
            text,
            "\n/// {}, {}, {}.",
            documented(&form.title),
            documented(&form.owner),
            documented(&form.edition)
        );
        let _ = writeln!(text, "pub static {name}: Authority = Authority {{");
        let _ = writeln!(
            text,
            "    key: {},\n    title: {},",
            quoted(form.authority.as_str()),
            quoted(&form.title)
        );
        let _ =
            writeln!(text, "    owner: {},\n    edition: {},", quoted(&form.owner), quoted(&form.edition));
        let _ = writeln!(
            text,
            "    source: {},\n    targets: &[{targets}],\n    published: &[",
            quoted(&form.source)
        );
        for (index, codes) in published {
            let _ =
                writeln!(text, "        ({index}, &[{}]),", quoted_list(codes.iter().map(String::as_str)));
        }
        text.push_str("    ],\n};\n");
        names.push(format!("&{name}"));
    }
    let _ = writeln!(
        text,
        "\n/// All authorities.\npub static AUTHORITIES: &[&Authority] = &[{}];",
        names.join(", ")
    );
}
