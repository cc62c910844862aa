//! Promise 3 over the public surface: no public function takes one characteristic and returns another. The signatures are
//! read from the source, so that a new function is held against it without anybody's doing.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The types that belong to one characteristic.
const CHARACTERISTICS: [(&str, &[&str]); 20] = [
    ("ethnicity", &["Ethnicity", "Heritages"]),
    (
        "languages",
        &[
            "Languages",
            "LanguageUse",
            "Ability",
            "LanguageAbility",
            "AbilityKinds",
            "Proficiency",
            "ProficiencyLevels",
            "DecodedTag",
            "TagSystem",
        ],
    ),
    ("sexual orientation", &["SexualOrientation", "Orientations"]),
    ("gender", &["GenderIdentity", "Genders"]),
    ("trans status", &["TransStatus", "TransStatuses"]),
    ("administrative gender", &["AdministrativeGender", "AdministrativeGenders"]),
    ("phenotypic sex", &["PhenotypicSex", "PhenotypicSexes"]),
    ("pronouns", &["Pronouns", "PronounSets"]),
    ("name", &["Name", "NameText", "FormerName"]),
    ("religion", &["Religion", "Religions"]),
    ("disability", &["Disability", "Disabilities"]),
    ("impairment", &["Impairments", "ImpairmentKinds"]),
    ("partnership", &["Partnership", "Partnerships"]),
    ("care", &["Care", "CareRoles"]),
    ("armed forces", &["ArmedForces", "ArmedForcesTies"]),
    ("accommodation", &["Accommodation", "Homes"]),
    ("communication", &["Communication", "CommunicationWays"]),
    ("formats", &["Formats", "FormatKinds"]),
    ("contact", &["Contact", "ContactWays"]),
    ("interpreter", &["Interpreter", "InterpreterNeeds"]),
];

/// Words by which a function says of itself that it works out what nobody said. `likely` is none of them: it is what a
/// damaged code or a misread name was before the damage, which the signatures are held against like all others.
const INFERS: [&str; 8] = ["infer", "guess", "predict", "deduce", "impute", "estimate", "assume", "presume"];

/// A public function: the type that it belongs to, its name, and what it takes and returns.
#[derive(Debug)]
struct Function {
    of: String,
    name: String,
    takes: String,
    returns: String,
}

/// The words of a piece of source.
fn words(source: &str) -> impl Iterator<Item = &str> {
    source.split(|sign: char| !sign.is_alphanumeric() && sign != '_').filter(|word| !word.is_empty())
}

/// The characteristics whose types a piece of source names; an enum's variant is none of them.
fn named(source: &str) -> Vec<&'static str> {
    let names = |types: &[&str]| words(source).any(|word| types.contains(&word));
    CHARACTERISTICS.iter().filter(|(_, types)| names(types)).map(|(name, _)| *name).collect()
}

/// How many axes or statements a signature is generic over: whoever takes one and returns another has two.
fn axes(signature: &str) -> usize {
    ["Axis", "Statement", "Askable", "Changes"]
        .iter()
        .map(|of| signature.matches(&format!(": {of}")).count())
        .sum()
}

/// Why a function could infer one characteristic from another; `None` where it could not.
fn inference(function: &Function) -> Option<String> {
    let Function { of, name, takes, returns } = function;
    let returned = named(&returns.replace("Self", of));
    let taken = if takes.contains("self") { named(&format!("{of} {takes}")) } else { named(takes) };
    let other =
        taken.iter().find_map(|one| returned.iter().find(|other| *other != one).map(|other| (one, other)));
    if let Some((one, other)) = other {
        return Some(format!("`{name}` takes a characteristic, {one}, and returns another, {other}"));
    }
    if axes(takes) + axes(of) > 1 {
        return Some(format!("`{name}` is generic over two axes"));
    }
    let says = name.split('_').find(|word| INFERS.contains(word));
    says.map(|word| format!("`{name}` says that it works something out: {word}"))
}

/// The public functions of a file, with those of public traits.
fn functions(source: &str) -> Vec<Function> {
    let code: String = source
        .split("#[cfg(test)]")
        .next()
        .unwrap_or_default()
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n");
    let (mut of, mut all) = (String::new(), Vec::new());
    for (place, _) in code.match_indices(|sign: char| !sign.is_whitespace()) {
        let is_start = place == 0 || code[..place].ends_with(['\n', ' ', ';', '}', '{']);
        let rest = &code[place..];
        if is_start && (rest.starts_with("impl") || rest.starts_with("pub trait ")) {
            of = rest.split('{').next().unwrap_or_default().to_owned();
        }
        let is_method_of_trait = rest.starts_with("fn ") && of.starts_with("pub trait");
        if !is_start
            || !(rest.starts_with("pub fn ") || rest.starts_with("pub const fn ") || is_method_of_trait)
        {
            continue;
        }
        let signature = rest.split(['{', ';']).next().unwrap_or_default();
        let after = signature.split("fn ").nth(1).unwrap_or_default();
        let name = words(after).next().unwrap_or_default().to_owned();
        let (takes, returns) = after.split_once("->").unwrap_or((after, ""));
        all.push(Function { of: of.clone(), name, takes: takes.to_owned(), returns: returns.to_owned() });
    }
    all
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn no_public_function_infers_one_field_from_another() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let mut read = 0;
    for file in files {
        for function in functions(&fs::read_to_string(&file).unwrap()) {
            read += 1;
            if let Some(fault) = inference(&function) {
                panic!("{}: {fault}", file.display());
            }
        }
    }
    assert!(read > 300, "only {read} public functions were read");
}

/// A new field of the record, and a new axis of statements, is held against the others or fails here.
#[test]
fn every_field_of_a_record_is_a_characteristic_of_its_own() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let record = fs::read_to_string(root.join("demographics.rs")).unwrap();
    let record = record.split("pub struct Demographics {").nth(1).unwrap().split("\n}").next().unwrap();
    let mut fields = BTreeSet::new();
    for line in record.lines().filter(|line| line.trim().starts_with("pub ")) {
        let held = line.split_once("Field<").and_then(|(_, held)| held.strip_suffix(">,"));
        fields.insert(held.unwrap_or_else(|| panic!("{line}")).to_owned());
    }
    let characteristics: BTreeSet<_> = fields.iter().flat_map(|field| named(field)).collect();
    assert_eq!(
        characteristics.len(),
        fields.len(),
        "two fields of a record are one characteristic, or one is none"
    );

    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut axes = 0;
    for file in files {
        for block in fs::read_to_string(file).unwrap().split("\naxis! {").skip(1) {
            let axis = block.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with("//"));
            assert_eq!(named(axis.unwrap()).len(), 1, "{axis:?} is in no row of CHARACTERISTICS");
            axes += 1;
        }
    }
    assert!(fields.len() > 18 && axes > 14, "only {} fields and {axes} axes were read", fields.len());
}

#[test]
fn a_function_that_could_infer_is_found() {
    let faults = |source: &str| functions(source).iter().filter_map(inference).count();
    assert_eq!(faults("pub fn heritage_of(name: &NameText) -> Option<Ethnicity> {"), 1);
    assert_eq!(faults("impl Name {\n    pub fn pronouns(&self) -> Pronouns {"), 1);
    assert_eq!(faults("impl From<Religion> for X {\n    pub fn y(self) -> Answer<Ethnicity> {"), 1);
    assert_eq!(faults("pub fn carry<A: Axis, B: Axis>(from: &Stated<A>) -> Stated<B> {"), 1);
    assert_eq!(faults("pub fn guess_language(text: &str) -> String {"), 1);
    assert_eq!(faults("pub trait Asks {\n    fn gender(&self, pronouns: &Pronouns) -> GenderIdentity;"), 1);
    assert_eq!(faults("impl Name {\n    pub fn language(&self) -> Option<&LanguageTag> {"), 0);
    assert_eq!(faults("impl Field<Pronouns> {\n    pub fn change(&mut self, pronouns: Pronouns) {"), 0);
    assert_eq!(faults("pub fn interpreter_of(uses: &Languages) -> Answer<Interpreter> {"), 1);
    assert_eq!(faults("impl Formats {\n    pub fn needs(&self) -> Communication {"), 1);
    assert_eq!(faults("pub fn into(needed: &Interpreter) -> Option<Languages> {"), 1);
    assert_eq!(faults("pub fn answered<A: Askable, B: Askable>(reply: &A) -> Field<B> {"), 1);
    assert_eq!(faults("pub fn keep<A: Axis>(stated: Stated<A>) -> Stated<A> {"), 0);
}
