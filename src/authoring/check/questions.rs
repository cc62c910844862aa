//! What the files under `standards/questions/` say, checked.

use super::{Check, Names, Place};
use crate::authoring::Source;
use crate::authoring::forms::ConceptForm;
use crate::authoring::purposes;
use crate::authoring::questions::{FOLDER, LANGUAGES, NAME, NOT_YET_REVIEWED, QuestionForm, WordingForm};
use crate::authoring::tables::KINDS;
use crate::language::LanguageTag;
use crate::purpose::{Characteristic, Sealed};
use crate::rules::{
    empty_text, misnamed_file, option_not_offered, question_not_in_english_first, question_offers_nothing,
    question_without_guide, text_too_hard_to_read, unknown_language_of_text, unnamed_reviewer,
    who_sees_differs,
};
use crate::text::readability_index;

/// The Automated Readability Index of what a reader of nine can read.
const HARDEST: f64 = 4.0;

/// What the person is asked for beside the characteristics: it is sealed, and theirs to say.
const SEALED: [Sealed; 1] = [Sealed::TransStatus];

impl Check<'_> {
    pub(super) fn questions(&mut self) {
        let asked = Characteristic::ALL.map(Characteristic::word).into_iter();
        let asked: Vec<&str> = asked.chain(SEALED.map(Sealed::word)).collect();
        let known = Names::of("field that a person is asked for", purposes::FILE, asked);
        let mut fields = Names::new("question", FOLDER);
        let files = self.files;
        for Source { file, form } in &files.questions {
            self.known(&known, (file, &form.question));
            self.once(&mut fields, form.question.as_str(), (file, &form.question));
            if file != &format!("{FOLDER}/{}.yaml", form.question.as_str()) {
                let message = format!("the question `{}` stands in another's file", form.question.as_str());
                let help = format!("call the file {FOLDER}/{}.yaml", form.question.as_str());
                self.fault(&misnamed_file::RULE, (file, &form.question), message, help);
            }
            let either = Names::of("answer", "this list", ["yes", "no"]);
            self.known(&either, (file, &form.several));
            self.known(&either, (file, &form.type_ahead));
            self.options(file, form);
            self.wordings(file, form);
        }
    }

    /// Options are what the standard lets people record, each once.
    fn options(&mut self, file: &str, form: &QuestionForm) {
        let field = form.question.as_str();
        let mut seen = Names::new("option", "this list");
        for option in &form.options {
            self.once(&mut seen, option.as_str(), (file, option));
        }
        if field == NAME || field == LANGUAGES {
            for option in &form.options {
                if field == NAME {
                    self.fault(
                        &option_not_offered::RULE,
                        (file, option),
                        "a name is not chosen from a list",
                        "leave `options` empty",
                    );
                } else if LanguageTag::parse(option.as_str()).is_err() {
                    self.fault(
                        &option_not_offered::RULE,
                        (file, option),
                        "this is no language tag",
                        "write a BCP 47 tag, for example \"cy\"",
                    );
                }
            }
            return;
        }
        let Some(kind) = KINDS.iter().find(|kind| kind.word == field) else { return };
        let files = self.files;
        let Some(standard) = files.standards.iter().find(|standard| standard.kind.kind == kind.kind) else {
            return;
        };
        if !standard.is_whole {
            return;
        }
        let concepts = standard.concepts();
        let slugs = Names::of("slug", kind.folder, concepts.iter().map(|(_, one)| one.slug.as_str()));
        for option in &form.options {
            self.known(&slugs, (file, option));
            let concept = concepts.iter().find(|(_, one)| one.slug.as_str() == option.as_str());
            if concept.is_some_and(|(_, one)| !is_offered(one)) {
                let message = format!("`{}` is not offered to anybody", option.as_str());
                self.fault(
                    &option_not_offered::RULE,
                    (file, option),
                    message,
                    "offer a concept in use whose `use` is `record`",
                );
            }
        }
        if form.options.is_empty() && form.type_ahead.as_str() != "yes" {
            let help = "list the options, or let `type-ahead` be \"yes\"";
            self.fault(
                &question_offers_nothing::RULE,
                (file, &form.question),
                "this question offers nothing",
                help,
            );
        }
    }

    fn wordings(&mut self, file: &str, form: &QuestionForm) {
        let mut languages = Names::new("language", "this file");
        if form.wordings.first().is_none_or(|first| first.language.as_str() != "en") {
            let help = "let the first of `wordings` be in English, `language: \"en\"`";
            self.fault(
                &question_not_in_english_first::RULE,
                (file, &form.question),
                "this question is not asked in English first",
                help,
            );
        }
        for wording in &form.wordings {
            let language = &wording.language;
            self.once(&mut languages, language.as_str(), (file, language));
            if LanguageTag::parse(language.as_str()).is_err() {
                self.fault(
                    &unknown_language_of_text::RULE,
                    (file, language),
                    "this is no language tag",
                    "write a BCP 47 tag, for example \"cy\"",
                );
            }
            self.reviewer((file, &wording.reviewed_by));
            self.said(file, wording);
            self.who_sees(file, form, wording);
            self.option_words(file, form, wording);
        }
    }

    fn reviewer(&mut self, place: Place<'_>) {
        let word = place.1.as_str();
        let looks_unreviewed = word.to_ascii_lowercase().contains("review") && word != NOT_YET_REVIEWED;
        if word.trim().is_empty() || looks_unreviewed {
            let help = format!("say who reviewed the wording, or write \"{NOT_YET_REVIEWED}\"");
            self.fault(&unnamed_reviewer::RULE, place, "this does not say who reviewed the wording", help);
        }
    }

    /// Nothing that is said is empty, and what is said in English can be read at nine.
    fn said(&mut self, file: &str, wording: &WordingForm) {
        for text in wording.texts() {
            if text.as_str().trim().is_empty() {
                self.fault(
                    &empty_text::RULE,
                    (file, text),
                    "nothing is said here",
                    "say it in plain words; take no text out",
                );
            }
            let index = readability_index(text.as_str());
            if wording.language.as_str() == "en" && index > HARDEST {
                let message = format!("this is too hard to read: index {index:.1}, and at most {HARDEST:.1}");
                self.fault(
                    &text_too_hard_to_read::RULE,
                    (file, text),
                    message,
                    "write shorter sentences with shorter words",
                );
            }
        }
        if wording.guide.is_empty() {
            let help = "say in a few sentences how to have the conversation";
            self.fault(
                &question_without_guide::RULE,
                (file, &wording.spoken),
                "there is no guide to asking this face to face",
                help,
            );
        }
    }

    /// Who sees the answer is what `purposes.yaml` says, and each purpose is told once.
    fn who_sees(&mut self, file: &str, form: &QuestionForm, wording: &WordingForm) {
        let Some(purposes) = &self.files.purposes else { return };
        let field = form.question.as_str();
        let mut expected: Vec<&str> = purposes
            .form
            .purposes
            .iter()
            .filter(|purpose| purpose.sees.iter().any(|part| part.as_str() == field))
            .map(|purpose| purpose.key.as_str())
            .collect();
        expected.extend(SEALED.map(Sealed::word).into_iter().filter(|sealed| *sealed == field));
        let mut told = Names::new("purpose", "this list");
        for key in wording.who_sees.iter().flat_map(|one| &one.purposes) {
            self.once(&mut told, key.as_str(), (file, key));
            if !expected.contains(&key.as_str()) {
                let message = format!("`{}` does not see `{field}`, and the person is told so", key.as_str());
                self.fault(
                    &who_sees_differs::RULE,
                    (file, key),
                    message,
                    format!("compare it with {}", purposes::FILE),
                );
            }
        }
        for missing in expected.into_iter().filter(|key| !told.seen.contains_key(*key)) {
            let message = format!("the person is not told that `{missing}` sees `{field}`");
            self.fault(
                &who_sees_differs::RULE,
                (file, &wording.language),
                message,
                "add it to `who-sees`, with its sentence",
            );
        }
        for one in wording.who_sees.iter().filter(|one| one.purposes.is_empty()) {
            let help = "name the purposes that it stands for";
            self.fault(
                &who_sees_differs::RULE,
                (file, &one.sentence),
                "this sentence stands for no purpose",
                help,
            );
        }
    }

    /// Words for options, each for one of them; a language has no other name, so that English words all of them.
    fn option_words(&mut self, file: &str, form: &QuestionForm, wording: &WordingForm) {
        let options = Names::of(
            "option",
            "the options of this file",
            form.options.iter().map(|option| option.as_str()),
        );
        self.known_once(&options, file, wording.option_words.iter().map(|one| &one.option));
        for one in wording.option_words.iter().filter(|one| one.words.as_str().trim().is_empty()) {
            self.fault(
                &empty_text::RULE,
                (file, &one.words),
                "nothing is said here",
                "leave the entry out: the label is shown then",
            );
        }
        if form.question.as_str() != LANGUAGES || wording.language.as_str() != "en" {
            return;
        }
        let is_worded = |option: &str| wording.option_words.iter().any(|one| one.option.as_str() == option);
        for option in form.options.iter().filter(|option| !is_worded(option.as_str())) {
            let message = format!("the language `{}` has no name here", option.as_str());
            self.fault(&question_without_guide::RULE, (file, option), message, "add it to `option-words`");
        }
    }
}

fn is_offered(concept: &ConceptForm) -> bool {
    concept.usage.as_str() == "record" && concept.status.as_str() != "retired"
}
