//! What the files of an overlay say, beyond what those of the national standard say too.

use super::mappings::names_of_file;
use super::{Check, Names};
use crate::authoring::Source;
use crate::authoring::forms::{LocalCodesForm, SameForm};
use crate::bridge::systems;
use crate::overlay::Known;
use crate::rules::{local_code_of_none, misnamed_file, unknown_owner};
use crate::standard::OdsCode;

impl Check<'_> {
    pub(super) fn head(&mut self) {
        let Some(Source { file, form }) = self.files.overlay.as_ref().and_then(|files| files.head.as_ref())
        else {
            return;
        };
        self.version(file, &form.version, &form.date);
        if let Err(error) = form.owner.as_str().parse::<OdsCode>() {
            self.fault(
                &unknown_owner::RULE,
                (file, &form.owner),
                error.message(),
                error.help().unwrap_or_default(),
            );
        }
    }

    /// Whose ids the files may hold: `Some(None)` for the national standard, and `None` where the head of an overlay does
    /// not say.
    pub(super) fn owner(&self) -> Option<Option<OdsCode>> {
        let Some(files) = &self.files.overlay else { return Some(None) };
        files.head.as_ref()?.form.owner.as_str().parse().ok().map(Some)
    }

    pub(super) fn same_as_national(&mut self, file: &str, same: &SameForm) {
        let keys = systems::ETHNICITY.iter().map(|system| system.key());
        self.known(&Names::of(super::NATIONAL_LIST, "the README", keys), (file, &same.system));
        if let Some(national) = Known::NATIONAL.with_key(same.system.as_str()) {
            let codes = national.rows().iter().map(|row| row.code());
            self.known(&Names::of("code", "that list", codes), (file, &same.code));
        }
    }

    pub(super) fn local_codes(&mut self) {
        let files = self.files;
        let mut lists = Names::new("list", "mappings/ethnicity/");
        for source in files.overlay.iter().flat_map(|files| &files.local_codes) {
            let place = (source.file.as_str(), &source.form.local_codes_of);
            self.once(&mut lists, source.form.local_codes_of.as_str(), place);
            self.local_codes_of(source);
        }
    }

    fn local_codes_of(&mut self, source: &Source<LocalCodesForm>) {
        let Source { file, form } = source;
        let of = form.local_codes_of.as_str();
        let open = systems::ETHNICITY.iter().filter(|system| system.data.local_second_character);
        let open = Names::of(super::OPEN_LIST, "the README", open.map(|system| system.key()));
        self.known(&open, (file, &form.local_codes_of));
        if names_of_file(file).and_then(|(name, _)| name.strip_prefix(super::LOCAL_CODES)) != Some(of) {
            let help = format!("call the file {}, and then the list's key", super::LOCAL_CODES);
            self.fault(
                &misnamed_file::RULE,
                (file, &form.local_codes_of),
                "the file's name is not that of its list",
                help,
            );
        }
        let known = self.known_to("ethnicity", &form.sources);
        self.known(&known.sources, (file, &form.defaults.source));
        self.sources(file, &form.sources);
        self.defaults(file, &form.defaults);
        self.rows(file, &form.rows, &known);
        let Some(list) = Known::NATIONAL.with_key(of) else { return };
        for row in &form.rows {
            let code = row.code.as_str();
            self.own_defaults(file, row, &form.defaults);
            if list.data.row(code.as_bytes()).is_some() {
                let message = format!("`{code}` is a code of the list itself");
                self.fault(
                    &local_code_of_none::RULE,
                    (file, &row.code),
                    message,
                    "a national code cannot be changed; take the row out",
                );
            } else if list.data.divided_row(code.as_bytes()).is_none() {
                let message = format!("`{code}` is no local code of this list");
                let help =
                    "a local code is a code of the list that has a meaning, and one letter or digit more";
                self.fault(&local_code_of_none::RULE, (file, &row.code), message, help);
            }
            if row.means.is_none() {
                let message = format!("the local code `{code}` says no heritage");
                self.fault(
                    &local_code_of_none::RULE,
                    (file, &row.code),
                    message,
                    "say in `means` what is particular to it",
                );
            }
        }
    }
}
