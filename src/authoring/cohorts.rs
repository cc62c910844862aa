//! Files of cohorts, as people write them who plan a recoding.

use schemars::JsonSchema;
use serde::Deserialize;

use super::yaml::Word;

/// A file of cohorts.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct CohortsForm {
    /// What the cohorts are of, in a line.
    pub(super) title: Word,
    /// The key of the list that records are keyed by before, for example nhs-ethnic-category-2001.
    pub(super) system: Word,
    /// The key of the list that records are keyed by after. Left out where that is heritages.
    #[serde(default)]
    pub(super) to_system: Option<Word>,
    /// Where the cohorts are laid down.
    pub(super) sources: Vec<CohortSourceForm>,
    /// The cohorts.
    pub(super) cohorts: Vec<CohortForm>,
}

/// Where a cohort is laid down.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct CohortSourceForm {
    /// How the cohorts name it.
    pub(super) key: Word,
    /// What was read, with its date. Made-up cohorts say here that they are made up.
    pub(super) title: Word,
}

/// One cohort.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct CohortForm {
    /// What programs call it.
    pub(super) key: Word,
    /// What people call it: the threshold or the invitation.
    pub(super) title: Word,
    /// The key of its source.
    pub(super) source: Word,
    /// Who is in it before: the codes, in quotes.
    pub(super) codes: Vec<Word>,
    /// Who is in it after: the slugs of heritages, with all that are narrower.
    #[serde(default)]
    pub(super) heritages: Option<Vec<Word>>,
    /// Who is in it after: the codes of the other list, in quotes. Either these or heritages.
    #[serde(default)]
    pub(super) to_codes: Option<Vec<Word>>,
}

#[cfg(feature = "audit")]
mod read {
    use std::path::Path;

    use super::super::yaml::{self, Word, nearest};
    use super::{CohortForm, CohortsForm};
    use crate::audit::cohorts::{After, Cohort, Rules, has, list};
    use crate::bridge::CodeSystem;
    use crate::error::{Error, ErrorKind, Result};
    use crate::ethnicity::Heritages;
    use crate::overlay::{Known, Overlay};
    use crate::rules::{
        Rule, empty_text, malformed_key, repeated_in_list, repeated_name, unknown_code, unknown_concept,
        unknown_source, unknown_system, wrong_shape,
    };

    impl Rules {
        /// Reads cohorts from YAML; `file` is what the text's source is called.
        ///
        /// ```yaml
        /// title: "Made up, to show the form"
        /// system: nhs-ethnic-category-2001    # records are keyed by this list before
        /// sources:
        ///   - key: made-up
        ///     title: "Made up"
        /// cohorts:
        ///   - key: earlier-invitation
        ///     title: "A made-up invitation"
        ///     source: made-up
        ///     codes: ["H", "J"]               # who is in it before
        ///     heritages: [indian, pakistani]  # who is in it after; or to-codes, of the list under to-system
        /// ```
        ///
        /// # Errors
        ///
        /// All faults of the file, in the order of its lines: what is no YAML of the kind that stewards write; a list, code,
        /// heritage or source that there is not; a key that stands twice; a cohort without anybody, or with both heritages and
        /// codes after. Each has the id of a rule and its place.
        ///
        /// # Example
        ///
        /// ```
        /// use ownwords::audit::cohorts::Rules;
        ///
        /// let text = r#"
        /// title: "Made up"
        /// system: nhs-ethnic-category-2001
        /// sources:
        ///   - key: made-up
        ///     title: "Made up"
        /// cohorts:
        ///   - key: made-up
        ///     title: "A made-up cohort"
        ///     source: made-up
        ///     codes: ["H"]
        ///     heritages: [indain]
        /// "#;
        /// let faults = Rules::from_yaml("cohorts.yaml", text).unwrap_err();
        /// assert_eq!(faults[0].rule(), Some("OW-STD-001"));
        /// assert!(faults[0].help().unwrap().contains("`indian`"));
        /// let rules = Rules::from_yaml("cohorts.yaml", &text.replace("indain", "indian")).unwrap();
        /// assert_eq!(rules.cohorts().len(), 1);
        /// ```
        pub fn from_yaml(file: &str, text: &str) -> Result<Self, Vec<Error>> {
            Self::of_yaml(file, text, Known::NATIONAL)
        }

        fn of_yaml(file: &str, text: &str, known: Known) -> Result<Self, Vec<Error>> {
            let compare = "compare the entry with `examples/cohorts.yaml`";
            let form: CohortsForm = yaml::read_like(file, text, compare).map_err(|error| vec![error])?;
            let mut reading = Reading { file, form: &form, known, faults: Vec::new() };
            let rules = reading.rules();
            let mut faults = reading.faults;
            faults.sort_by_key(|fault| fault.position().map(|place| (place.line, place.column)));
            match rules {
                Some(rules) if faults.is_empty() => Ok(rules),
                _ => Err(faults),
            }
        }

        /// Reads cohorts from a file; see [`from_yaml`](Self::from_yaml).
        ///
        /// # Errors
        ///
        /// As there, and one when the file cannot be read or is no text.
        pub fn load(path: &Path) -> Result<Self, Vec<Error>> {
            Self::load_of(path, Known::NATIONAL)
        }

        /// Reads cohorts from a file; they may name an organisation's own lists and heritages too.
        ///
        /// # Errors
        ///
        /// As [`load`](Self::load).
        ///
        /// # Example
        ///
        /// ```
        /// use std::path::Path;
        /// use ownwords::Overlay;
        /// use ownwords::audit::cohorts::Rules;
        ///
        /// let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
        /// let overlay = Overlay::load(&examples.join("overlay")).unwrap();
        /// let rules = Rules::load_with(&examples.join("cohorts.yaml"), &overlay).unwrap();
        /// assert_eq!(rules.overlay().unwrap().version(), "1.0");
        /// ```
        pub fn load_with(path: &Path, overlay: &Overlay) -> Result<Self, Vec<Error>> {
            Self::load_of(path, Known::of(overlay))
        }

        pub(in crate::authoring) fn load_of(path: &Path, known: Known) -> Result<Self, Vec<Error>> {
            let name = path.display().to_string();
            let text = super::super::text_of(path).map_err(|error| {
                vec![match error.kind() {
                    ErrorKind::Io => {
                        error.with_help("name a file of cohorts in YAML; examples/cohorts.yaml is one")
                    }
                    _ => error,
                }]
            })?;
            Self::of_yaml(&name, &text, known)
        }
    }

    struct Reading<'f> {
        file: &'f str,
        form: &'f CohortsForm,
        known: Known,
        faults: Vec<Error>,
    }

    type List = &'static CodeSystem<Heritages>;

    impl Reading<'_> {
        fn fault(&mut self, word: &Word, rule: &'static Rule, message: String, help: impl Into<String>) {
            let fault = Error::new(ErrorKind::Data, message).at(word.place(self.file)).with_help(help);
            self.faults.push(fault.of_rule(rule.id));
        }

        fn rules(&mut self) -> Option<Rules> {
            let form = self.form;
            let system = self.list(&form.system);
            let to = form.to_system.as_ref().and_then(|word| self.list(word));
            let mut keys: Vec<&str> = Vec::new();
            for word in form.sources.iter().map(|source| &source.key) {
                self.key(word, &mut keys);
            }
            let texts = form.sources.iter().map(|source| &source.title);
            for word in texts.chain(form.cohorts.iter().map(|cohort| &cohort.title)).chain([&form.title]) {
                if word.as_str().trim().is_empty() {
                    self.fault(
                        word,
                        &empty_text::RULE,
                        "there is no text here".to_owned(),
                        "say it in a line",
                    );
                }
            }
            let mut keys = Vec::new();
            let cohorts: Vec<Cohort> = form
                .cohorts
                .iter()
                .filter_map(|cohort| {
                    self.key(&cohort.key, &mut keys);
                    self.cohort(cohort, system, to)
                })
                .collect();
            let system = system?;
            if !self.faults.is_empty() {
                return None;
            }
            let (title, to) = (form.title.as_str().to_owned(), to.map(CodeSystem::key));
            let rules = Rules::of_lists(self.known, title, system.key(), to, cohorts);
            match rules {
                Ok(rules) => Some(rules),
                Err(error) => {
                    let help = error.help().unwrap_or_default().to_owned();
                    self.fault(&form.title, &wrong_shape::RULE, error.message().to_owned(), help);
                    None
                }
            }
        }

        fn list(&mut self, word: &Word) -> Option<List> {
            match list(self.known, word.as_str()) {
                Ok(list) => Some(list),
                Err(error) => {
                    let help = error.help().unwrap_or_default().to_owned();
                    self.fault(word, &unknown_system::RULE, error.message().to_owned(), help);
                    None
                }
            }
        }

        fn key<'w>(&mut self, word: &'w Word, seen: &mut Vec<&'w str>) {
            let key = word.as_str();
            if !super::super::check::is_slug(key) {
                let message = format!("`{}` is no key", key.escape_debug());
                self.fault(word, &malformed_key::RULE, message, super::super::check::SLUG_HELP);
            } else if seen.contains(&key) {
                self.fault(
                    word,
                    &repeated_name::RULE,
                    format!("the key `{key}` stands twice"),
                    "give one another key",
                );
            }
            seen.push(key);
        }

        fn cohort(&mut self, form: &CohortForm, system: Option<List>, to: Option<List>) -> Option<Cohort> {
            let all = self.form;
            let source = all.sources.iter().find(|source| source.key.as_str() == form.source.as_str());
            if source.is_none() {
                let near =
                    nearest(form.source.as_str(), all.sources.iter().map(|source| source.key.as_str()));
                let help = near.map_or("list it under `sources`".to_owned(), |near| {
                    format!("the nearest one is `{near}`")
                });
                let message = format!("`{}` is no source of this file", form.source.as_str().escape_debug());
                self.fault(&form.source, &unknown_source::RULE, message, help);
            }
            let codes = self.codes(&form.codes, system);
            let after = match (&form.heritages, &form.to_codes) {
                (Some(heritages), None) => After::Heritages(self.heritages(heritages)),
                (None, Some(codes)) => {
                    if all.to_system.is_none() {
                        self.fault(
                            &form.key,
                            &wrong_shape::RULE,
                            "`to-codes` are of the list under `to-system`, and the file has none".to_owned(),
                            "write `to-system` at the head of the file, or `heritages` in place of `to-codes`",
                        );
                    }
                    After::Codes(self.codes(codes, to))
                }
                _ => {
                    self.fault(
                        &form.key,
                        &wrong_shape::RULE,
                        "a cohort has either `heritages` or `to-codes`".to_owned(),
                        "say who is in it after the recoding, in one of the two ways",
                    );
                    return None;
                }
            };
            Some(Cohort {
                key: form.key.as_str().to_owned(),
                title: form.title.as_str().to_owned(),
                source: source?.title.as_str().to_owned(),
                codes,
                after,
            })
        }

        fn codes(&mut self, words: &[Word], system: Option<List>) -> Vec<String> {
            let mut codes: Vec<String> = Vec::new();
            for word in words {
                let code = word.as_str();
                if let Some(system) = system.filter(|system| !has(system, code)) {
                    let near = nearest(code, system.rows().iter().map(|row| row.code()));
                    let help = match near {
                        Some(near) => format!("the nearest code is `{near}`"),
                        None => format!("`ownwords explain {}` lists its codes", system.key()),
                    };
                    let message =
                        format!("the list `{}` has no code `{}`", system.key(), code.escape_debug());
                    self.fault(word, &unknown_code::RULE, message, help);
                }
                if codes.iter().any(|one| one == code) {
                    self.fault(
                        word,
                        &repeated_in_list::RULE,
                        "this stands twice".to_owned(),
                        "keep one of the two",
                    );
                }
                codes.push(code.to_owned());
            }
            codes
        }

        fn heritages(&mut self, words: &[Word]) -> Vec<crate::ConceptId> {
            let standard = self.known.standard();
            let mut heritages = Vec::new();
            for word in words {
                let slug = word.as_str();
                match standard.by_slug(slug) {
                    Some(concept) if heritages.contains(&concept.id()) => {
                        let help = "keep one of the two";
                        self.fault(word, &repeated_in_list::RULE, "this stands twice".to_owned(), help);
                    }
                    Some(concept) => heritages.push(concept.id()),
                    None => {
                        let near = nearest(slug, standard.concepts().map(|concept| concept.slug()));
                        let help = match near {
                            Some(near) => format!("the nearest heritage is `{near}`"),
                            None => "`ownwords search ethnicity` finds heritages".to_owned(),
                        };
                        let message = format!("there is no heritage `{}`", slug.escape_debug());
                        self.fault(word, &unknown_concept::RULE, message, help);
                    }
                }
            }
            heritages
        }
    }
}
