//! A name as somebody gives it on the command line or in a line of standard input.

use std::process::ExitCode;

use ownwords::{Error, ErrorKind, LanguageTag, NameText, PartKind};

use crate::lines::{Answer, answer_each};

/// A name, and what its bearer says of it.
#[derive(Debug, clap::Args)]
pub(crate) struct Given {
    /// The name, exactly as given; - answers each line of standard input with one line of JSON. In a line, parts and
    /// language follow the name after tabs, as they stand after --part and --language
    pub(crate) name: String,
    /// A part that the bearer marks, for example family=Nguyễn, in the bearer's order
    #[arg(long = "part", value_name = "KIND=TEXT")]
    parts: Vec<String>,
    /// The language of the name, and its script where it needs saying, for example ko-Latn
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
}

impl Given {
    /// The name with its parts and language.
    pub(crate) fn name(&self) -> Result<NameText, Error> {
        named(&self.name, self.parts.iter().map(String::as_str), self.language.as_deref())
    }

    /// Answers each line, where the name is `-`.
    pub(crate) fn answer_lines(
        &self,
        answer: impl Fn(&NameText) -> Answer,
    ) -> Option<Result<ExitCode, Error>> {
        if self.name != "-" {
            return None;
        }
        if !self.parts.is_empty() || self.language.is_some() {
            return Some(Err(Error::new(ErrorKind::Usage, "parts belong to one name, not to every line")
                .with_help("write them into the lines, after the name and a tab")));
        }
        let answer_line =
            |line: &[u8]| of_line(line).map_or_else(|error| Answer::error(&error), |name| answer(&name));
        Some(answer_each(answer_line))
    }
}

/// The name of a line, with the parts and the language that follow it after tabs.
pub(super) fn of_line(line: &[u8]) -> Result<NameText, Error> {
    let mut cells = text(line)?.split('\t');
    let name = cells.next().unwrap_or_default();
    let (language, parts): (Vec<&str>, Vec<&str>) = cells.partition(|cell| cell.starts_with("language="));
    let language = language.first().and_then(|cell| cell.strip_prefix("language="));
    named(name, parts.into_iter(), language)
}

/// A line as text. A name that is no text is not read as another one.
pub(crate) fn text(line: &[u8]) -> Result<&str, Error> {
    std::str::from_utf8(line).map_err(|_| {
        Error::new(ErrorKind::Text, "this line is not in UTF-8")
            .with_help("find out which encoding the file has, and convert it")
    })
}

fn named<'a>(
    text: &str,
    parts: impl Iterator<Item = &'a str>,
    language: Option<&str>,
) -> Result<NameText, Error> {
    let mut name = NameText::received(text);
    for part in parts {
        let (kind, part) = part.split_once('=').ok_or_else(no_part)?;
        name = name.with_part(PartKind::of_word(kind).ok_or_else(no_part)?, part);
    }
    match language {
        Some(tag) => Ok(name.in_language(LanguageTag::parse(tag)?)),
        None => Ok(name),
    }
}

/// The message does not repeat the part: it may be a name.
fn no_part() -> Error {
    let kinds: Vec<&str> = PartKind::ALL.into_iter().map(PartKind::word).collect();
    Error::new(ErrorKind::Usage, "a part has no known kind before a `=`")
        .with_help(format!("write it as family=WORDS; the kinds are {}", kinds.join(", ")))
}
