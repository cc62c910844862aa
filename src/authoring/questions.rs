//! The questions of `standards/questions/`: the shape of a file, and the Rust text of all of them.

use core::fmt::Write as _;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Deserialize;

use super::literal::{quoted, quoted_list};
use super::tables::{KINDS, head, variant};
use super::yaml::Word;
use super::{Source, Table};
use crate::purpose::Sealed;

pub(super) const FOLDER: &str = "standards/questions";

/// Questions whose answers are not concepts.
pub(super) const LANGUAGES: &str = "languages";
pub(super) const NAME: &str = "name";

/// What stands in place of a reviewer while there is none.
pub(super) const NOT_YET_REVIEWED: &str = "not yet reviewed";

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct QuestionForm {
    /// The field of the record, in one word.
    pub(super) question: Word,
    /// "yes" if a person may choose more than one.
    #[schemars(extend("enum" = ["yes", "no"]))]
    pub(super) several: Word,
    /// "yes" if the whole standard can be searched.
    #[schemars(extend("enum" = ["yes", "no"]))]
    pub(super) type_ahead: Word,
    /// Slugs of what is offered first, in this order.
    pub(super) options: Vec<Word>,
    /// The question in each language, English first.
    pub(super) wordings: Vec<WordingForm>,
}

/// Own words, not saying and not being sure have no default: a file without them is refused.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct WordingForm {
    /// BCP 47 tag.
    pub(super) language: Word,
    /// Who reviewed it; "not yet reviewed" until then.
    pub(super) reviewed_by: Word,
    /// The question on a form.
    pub(super) form: Word,
    /// What stands beneath it.
    pub(super) hint: Word,
    /// The question face to face.
    pub(super) spoken: Word,
    /// Advice to whoever asks, a sentence each.
    pub(super) guide: Vec<Word>,
    /// Why it is asked.
    pub(super) why: Word,
    /// Who will see the answer.
    pub(super) who_sees: Vec<WhoSeesForm>,
    /// The label of the person's own words.
    pub(super) own_words: Word,
    /// The label of not saying.
    pub(super) declined: Word,
    /// The label of not being sure.
    pub(super) not_sure: Word,
    /// The options in this language.
    #[serde(default)]
    pub(super) option_words: Vec<OptionWordsForm>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct WhoSeesForm {
    /// Keys of purposes, or of what is sealed.
    pub(super) purposes: Vec<Word>,
    /// What the person is told.
    pub(super) sentence: Word,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct OptionWordsForm {
    /// The slug.
    pub(super) option: Word,
    /// What it is called in this language.
    pub(super) words: Word,
}

impl WordingForm {
    /// All that is said, without the names of the options.
    pub(super) fn texts(&self) -> impl Iterator<Item = &Word> {
        let single = [
            &self.form,
            &self.hint,
            &self.spoken,
            &self.why,
            &self.own_words,
            &self.declined,
            &self.not_sure,
        ];
        single.into_iter().chain(&self.guide).chain(self.who_sees.iter().map(|one| &one.sentence))
    }
}

/// The questions, in the order of their files.
pub(super) fn table(questions: &[Source<QuestionForm>]) -> Table {
    let mut text = head(FOLDER);
    text.push_str("use super::{About, Question, WhoSees, Wording};\n");
    text.push_str("use crate::purpose::{Purpose, Sealed};\nuse crate::standard::Kind;\n\n");
    text.push_str("pub(super) static QUESTIONS: &[Question] = &[\n");
    for Source { form, .. } in questions {
        let _ = writeln!(text, "    Question {{");
        let _ = writeln!(text, "        field: {},", quoted(form.question.as_str()));
        let _ = writeln!(text, "        about: {},", about(form.question.as_str()));
        let _ = writeln!(text, "        several: {},", form.several.as_str() == "yes");
        let _ = writeln!(text, "        type_ahead: {},", form.type_ahead.as_str() == "yes");
        let _ = writeln!(text, "        options: &[{}],", words(&form.options));
        text.push_str("        wordings: &[\n");
        for one in &form.wordings {
            wording(&mut text, one);
        }
        text.push_str("        ],\n    },\n");
    }
    text.push_str("];\n");
    Table { path: PathBuf::from("src/questions/table.rs"), text }
}

fn words(words: &[Word]) -> String {
    quoted_list(words.iter().map(Word::as_str))
}

fn about(field: &str) -> String {
    match KINDS.iter().find(|kind| kind.word == field) {
        Some(kind) => format!("About::Concepts(Kind::{:?})", kind.kind),
        None => format!("About::{}", variant(field)),
    }
}

fn wording(text: &mut String, form: &WordingForm) {
    let reviewer = match form.reviewed_by.as_str() {
        NOT_YET_REVIEWED => "None".to_owned(),
        name => format!("Some({})", quoted(name)),
    };
    let _ = writeln!(text, "            Wording {{");
    let _ = writeln!(text, "                language: {},", quoted(form.language.as_str()));
    let _ = writeln!(text, "                reviewed_by: {reviewer},");
    for (name, word) in [
        ("form", &form.form),
        ("hint", &form.hint),
        ("spoken", &form.spoken),
        ("why", &form.why),
        ("own_words", &form.own_words),
        ("declined", &form.declined),
        ("not_sure", &form.not_sure),
    ] {
        let _ = writeln!(text, "                {name}: {},", quoted(word.as_str()));
    }
    let _ = writeln!(text, "                guide: &[{}],", words(&form.guide));
    text.push_str("                who_sees: &[\n");
    for one in &form.who_sees {
        let is_sealed = |word: &&Word| Sealed::ALL.iter().any(|sealed| sealed.word() == word.as_str());
        let named = |word: &Word| variant(word.as_str());
        let sealed = one.purposes.iter().find(is_sealed);
        let sealed = sealed.map_or("None".to_owned(), |word| format!("Some(Sealed::{})", named(word)));
        let purposes = one.purposes.iter().filter(|word| !is_sealed(word));
        let purposes: Vec<String> = purposes.map(|word| format!("Purpose::{}", named(word))).collect();
        let (purposes, sentence) = (purposes.join(", "), quoted(one.sentence.as_str()));
        let _ = writeln!(
            text,
            "                    WhoSees {{ purposes: &[{purposes}], sealed: {sealed}, sentence: {sentence} }},"
        );
    }
    text.push_str("                ],\n                option_words: &[");
    let pair =
        |one: &OptionWordsForm| format!("({}, {})", quoted(one.option.as_str()), quoted(one.words.as_str()));
    text.push_str(&form.option_words.iter().map(pair).collect::<Vec<_>>().join(", "));
    text.push_str("],\n            },\n");
}
