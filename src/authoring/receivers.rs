//! From the files of receivers under `mappings/names/` to field profiles: as tables that the crate embeds, or at run
//! time.

use core::fmt::Write as _;
use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::check::{SLUG_HELP, is_slug};
use super::literal::{documented, quoted};
use super::tables::constant;
use super::yaml::{self, Word, nearest};
use crate::error::{Error, ErrorKind, Position, Result};
use crate::name::{Beyond, Case, FieldProfile, Limit, PartKind, Repertoire, Unit};
use crate::profiles;
use crate::rules::impossible_receiver;
use crate::text::transliteration::{self, Transliteration};

pub(super) const FOLDER: &str = "mappings/names";
pub(super) const REPERTOIRES_FILE: &str = "mappings/names/repertoires.yaml";
pub(super) const TABLE_FILE: &str = "src/name/profiles/tables.rs";

/// Numbers of the profiles that the crate embeds; smaller ones are code systems'.
const EMBEDDED: core::ops::RangeInclusive<u16> = 2_000..=59_999;
/// Numbers of the profiles that a file gives at run time.
const LOCAL: core::ops::RangeInclusive<u16> = 60_000..=u16::MAX;

/// The words of units.
const UNITS: [(&str, Unit); 5] = [
    ("bytes", Unit::Bytes),
    ("utf-16-units", Unit::Utf16),
    ("code-points", Unit::CodePoints),
    ("graphemes", Unit::Graphemes),
    ("mrz-cells", Unit::MrzCells),
];

/// The words of letter cases.
const CASES: [(&str, Case); 2] = [("as-given", Case::AsGiven), ("upper", Case::Upper)];

/// A receipt has room for so many tables.
const MOST_TABLES: usize = 4;

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RepertoiresForm {
    /// Sets of characters, one entry each.
    repertoires: Vec<RepertoireForm>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct ReceiverForm {
    /// The key of the receiver.
    receiver: Word,
    /// Whose system it is.
    owner: String,
    /// Sets of characters of this receiver alone.
    #[serde(default)]
    repertoires: Vec<RepertoireForm>,
    /// Its fields for names, one entry each.
    fields: Vec<FieldForm>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RepertoireForm {
    /// The key of the set.
    repertoire: Word,
    /// What it is.
    title: String,
    /// Where it was read.
    source: String,
    /// Code points in hexadecimal digits, alone or from-to, in quotes.
    #[serde(default)]
    characters: Vec<Word>,
    /// A table of transliteration whose characters these are.
    #[serde(default)]
    table: Option<Word>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct FieldForm {
    /// The key of the field everywhere else.
    profile: Word,
    /// Permanent: it is written into residues. From 60000 on they are kept for receivers of one's own.
    number: u16,
    /// Raise it whenever a limit changes.
    edition: u16,
    /// What the field is.
    title: String,
    /// Where its limits were read.
    source: String,
    /// How good that source is.
    quality: String,
    /// Parts of a name that go into it, in the bearer's order.
    #[serde(default)]
    parts: Vec<Word>,
    /// Parts that go behind these.
    #[serde(default)]
    then_parts: Vec<Word>,
    /// What stands between the two.
    #[serde(default)]
    joint: Option<String>,
    /// `always` if it may not be empty.
    #[serde(default)]
    #[schemars(extend("enum" = ["always"]))]
    required: Option<Word>,
    /// The format as the source writes it, for example an35.
    #[serde(default)]
    format_code: Option<String>,
    /// The most it holds, in units.
    #[serde(default)]
    maximum: Option<u32>,
    /// What is counted.
    #[serde(default)]
    #[schemars(extend("enum" = UNITS.map(|(word, _)| word)))]
    unit: Option<Word>,
    /// How many of them there may be.
    #[serde(default)]
    items: Option<u8>,
    /// The characters that it takes; none where no source says.
    #[serde(default)]
    repertoire: Option<Word>,
    /// The case of its letters.
    #[serde(default)]
    #[schemars(extend("enum" = CASES.map(|(word, _)| word)))]
    case: Option<Word>,
    /// Tables by which other letters are written, in this order.
    #[serde(default)]
    transliteration: Vec<Word>,
    /// `may-be-lost` if marks that no table has may be left out.
    #[serde(default)]
    #[schemars(extend("enum" = ["may-be-lost"]))]
    other_marks: Option<Word>,
}

/// The field profiles of a receiver of your own: one YAML file of the shape of those under `mappings/names/`. It may name
/// repertoires that the crate has, and hold its own. Its numbers are from 60000 to 65535, so that no residue of it is
/// taken for another's.
///
/// # Errors
///
/// [`ErrorKind::Format`] when the text is no YAML or has another shape; [`ErrorKind::Data`] at the first thing that cannot
/// hold. Both have the line.
///
/// # Example
///
/// ```
/// use ownwords::Purpose;
/// use ownwords::authoring::receiver;
///
/// let file = r#"
/// receiver: labels
/// owner: "a made-up hospital"
/// fields:
///   - profile: label-name
///     number: 60001
///     edition: 1
///     title: "name on a label"
///     source: "the printer's manual"
///     quality: "vendor"
///     maximum: 12
///     unit: code-points
///     repertoire: ascii
///     transliteration: [plain-signs, din-91379-search]
/// "#;
/// let profiles = receiver("labels.yaml", file)?;
/// let (text, receipt, _) = profiles[0].render_text("Zoë Wilhelmina", Purpose::Letter)?.into_parts();
/// assert_eq!(text, "Zoe");
///
/// let error = receiver("labels.yaml", &file.replace("code-points", "letters")).unwrap_err();
/// assert_eq!(error.position().and_then(|position| position.line), Some(12));
/// # Ok::<(), ownwords::Error>(())
/// ```
pub fn receiver(file: &str, text: &str) -> Result<Vec<FieldProfile>> {
    let mut known: BTreeMap<String, Repertoire> = BTreeMap::new();
    for profile in profiles::ALL {
        if let Some(repertoire) = profile.repertoire.as_deref() {
            known.insert(repertoire.key.to_string(), repertoire.clone());
        }
    }
    read(file, text, known, &LOCAL)
}

fn read(
    file: &str,
    text: &str,
    mut known: BTreeMap<String, Repertoire>,
    numbers: &core::ops::RangeInclusive<u16>,
) -> Result<Vec<FieldProfile>> {
    let form: ReceiverForm = yaml::read(file, text)?;
    slug(file, &form.receiver)?;
    for repertoire in &form.repertoires {
        known.insert(repertoire.repertoire.as_str().to_owned(), repertoire_of(file, repertoire)?);
    }
    let maker = Maker { file, owner: &form.owner, known: &known, numbers };
    let profiles: Vec<FieldProfile> =
        form.fields.iter().map(|field| maker.profile(field)).collect::<Result<_>>()?;
    once(file, &form.fields)?;
    Ok(profiles)
}

/// The files under `mappings/names/`, read into profiles.
///
/// # Errors
///
/// All faults; each file's first.
pub(super) fn read_all(files: &[(String, String)]) -> Result<Vec<FieldProfile>, Vec<Error>> {
    let mut faults = Vec::new();
    let mut known = BTreeMap::new();
    for (file, text) in files.iter().filter(|(file, _)| file == REPERTOIRES_FILE) {
        match repertoires(file, text) {
            Ok(repertoires) => known = repertoires,
            Err(fault) => faults.push(fault),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut profiles: Vec<FieldProfile> = Vec::new();
    for (file, text) in files.iter().filter(|(file, _)| file != REPERTOIRES_FILE) {
        match read(file, text, known.clone(), &EMBEDDED) {
            Err(fault) => faults.push(fault),
            Ok(more) => {
                for profile in more {
                    let same =
                        profiles.iter().find(|one| one.key == profile.key || one.number == profile.number);
                    if let Some(same) = same {
                        let message =
                            format!("the key or number of `{}` is also that of `{}`", profile.key, same.key);
                        faults.push(
                            Error::new(ErrorKind::Data, message)
                                .at(Position::in_file(file))
                                .with_help("give the profile a key and the next free number")
                                .of_rule(impossible_receiver::RULE.id),
                        );
                    }
                    profiles.push(profile);
                }
            }
        }
    }
    if faults.is_empty() { Ok(profiles) } else { Err(faults) }
}

fn repertoires(file: &str, text: &str) -> Result<BTreeMap<String, Repertoire>> {
    let form: RepertoiresForm = yaml::read(file, text)?;
    let one = |form: &RepertoireForm| Ok((form.repertoire.as_str().to_owned(), repertoire_of(file, form)?));
    form.repertoires.iter().map(one).collect()
}

fn fault(file: &str, word: &Word, message: impl Into<String>, help: impl Into<String>) -> Error {
    Error::new(ErrorKind::Data, message)
        .at(word.place(file))
        .with_help(help)
        .of_rule(impossible_receiver::RULE.id)
}

fn slug(file: &str, word: &Word) -> Result<()> {
    if is_slug(word.as_str()) {
        return Ok(());
    }
    Err(fault(file, word, format!("`{}` cannot be a key", word.as_str()), SLUG_HELP))
}

/// The value of a word of a closed list.
fn one_of<T: Copy>(file: &str, word: &Word, what: &str, list: &[(&str, T)]) -> Result<T> {
    let found = list.iter().find(|(known, _)| *known == word.as_str());
    found.map(|(_, value)| *value).ok_or_else(|| {
        let words = list.iter().map(|(known, _)| *known);
        let help = match nearest(word.as_str(), words.clone()) {
            Some(known) => format!("the nearest {what} is `{known}`"),
            None => format!("each is one of {}", words.collect::<Vec<_>>().join(", ")),
        };
        fault(file, word, format!("`{}` is not a known {what}", word.as_str()), help)
    })
}

fn table_of(file: &str, word: &Word) -> Result<&'static Transliteration> {
    let tables: Vec<(&str, &'static Transliteration)> =
        transliteration::ALL.iter().map(|table| (table.key(), *table)).collect();
    one_of(file, word, "table of transliteration", &tables)
}

fn repertoire_of(file: &str, form: &RepertoireForm) -> Result<Repertoire> {
    slug(file, &form.repertoire)?;
    let mut ascii = 0_u128;
    let beyond = match &form.table {
        Some(word) => {
            let table = table_of(file, word)?;
            for (letter, _) in table.forms() {
                if let [byte] = letter.as_bytes() {
                    ascii |= 1 << byte;
                }
            }
            Beyond::Table(table)
        }
        None => {
            let mut ranges = Vec::new();
            for word in &form.characters {
                let (first, last) = range(word.as_str()).ok_or_else(|| {
                    let message = format!("`{}` is no range of code points", word.as_str());
                    fault(file, word, message, "write \"0041\" or \"0041-005A\", the smaller first")
                })?;
                for byte in 0..=0x7F_u8 {
                    ascii |= u128::from((first..=last).contains(&char::from(byte))) << byte;
                }
                if last > '\u{7F}' {
                    ranges.push((first.max('\u{80}'), last));
                }
            }
            Beyond::Ranges(ranges.into())
        }
    };
    if form.table.is_some() != form.characters.is_empty() {
        let message = "a repertoire is either `characters` or a `table`";
        return Err(fault(file, &form.repertoire, message, "give it one of the two"));
    }
    Ok(Repertoire {
        key: form.repertoire.as_str().to_owned().into(),
        title: form.title.clone().into(),
        source: form.source.clone().into(),
        ascii,
        beyond,
    })
}

fn range(text: &str) -> Option<(char, char)> {
    let point = |text: &str| char::from_u32(u32::from_str_radix(text, 16).ok()?);
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    Some((point(first)?, point(last)?)).filter(|(first, last)| first <= last)
}

fn once(file: &str, fields: &[FieldForm]) -> Result<()> {
    for (place, field) in fields.iter().enumerate() {
        let mut before = fields.iter().take(place);
        if before.any(|one| one.profile.as_str() == field.profile.as_str() || one.number == field.number) {
            let message = "the key or the number of this profile stands twice";
            return Err(fault(file, &field.profile, message, "give each profile its own"));
        }
    }
    Ok(())
}

struct Maker<'a> {
    file: &'a str,
    owner: &'a str,
    known: &'a BTreeMap<String, Repertoire>,
    numbers: &'a core::ops::RangeInclusive<u16>,
}

impl Maker<'_> {
    fn profile(&self, form: &FieldForm) -> Result<FieldProfile> {
        self.check(form)?;
        let file = self.file;
        let parts = |words: &[Word]| -> Result<Vec<PartKind>> {
            let kinds = PartKind::ALL.map(|kind| (kind.word(), kind));
            words.iter().map(|word| one_of(file, word, "part of a name", &kinds)).collect()
        };
        let repertoire = match &form.repertoire {
            None => None,
            Some(word) => {
                let known: Vec<_> = self.known.iter().map(|(key, known)| (key.as_str(), known)).collect();
                Some(one_of(file, word, "repertoire", &known)?.clone())
            }
        };
        let case = match &form.case {
            None => Case::AsGiven,
            Some(word) => one_of(file, word, "case", &CASES)?,
        };
        for (word, what, known) in
            [(&form.required, "value", "always"), (&form.other_marks, "value", "may-be-lost")]
        {
            word.as_ref().map_or(Ok(()), |word| one_of(file, word, what, &[(known, ())]))?;
        }
        let tables: Vec<_> =
            form.transliteration.iter().map(|word| table_of(file, word)).collect::<Result<_>>()?;
        Ok(FieldProfile {
            key: form.profile.as_str().to_owned().into(),
            number: form.number,
            edition: form.edition,
            owner: self.owner.to_owned().into(),
            title: form.title.clone().into(),
            source: form.source.clone().into(),
            quality: form.quality.clone().into(),
            parts: parts(&form.parts)?.into(),
            then_parts: parts(&form.then_parts)?.into(),
            joint: form.joint.clone().unwrap_or_default().into(),
            required: form.required.is_some(),
            format_code: form.format_code.clone().map(Cow::from),
            maximum: self.limit(form)?,
            items: form.items.map(usize::from),
            repertoire: repertoire.map(Cow::Owned),
            case,
            tables: tables.into(),
            may_lose_marks: form.other_marks.is_some(),
        })
    }

    fn limit(&self, form: &FieldForm) -> Result<Option<Limit>> {
        match (form.maximum, &form.unit) {
            (None, None) => Ok(None),
            (Some(count), Some(unit)) if count > 0 => {
                let unit = one_of(self.file, unit, "unit", &UNITS)?;
                Ok(Some(Limit { count: count as usize, unit }))
            }
            _ => Err(fault(
                self.file,
                &form.profile,
                "`maximum` and `unit` stand together, and nothing fits into 0",
                "give both, or neither where no source gives a limit",
            )),
        }
    }

    fn check(&self, form: &FieldForm) -> Result<()> {
        slug(self.file, &form.profile)?;
        let wrong = |message: String, help: &str| Err(fault(self.file, &form.profile, message, help));
        if !self.numbers.contains(&form.number) {
            let (first, last) = (self.numbers.start(), self.numbers.end());
            return wrong(
                format!("{} cannot be the number of this profile", form.number),
                &format!("take a free number from {first} to {last}"),
            );
        }
        if [&form.title, &form.source, &form.quality].iter().any(|text| text.trim().is_empty()) {
            return wrong(
                "the title, the source or its quality is empty".to_owned(),
                "say where the limits were read",
            );
        }
        if form.then_parts.is_empty() != form.joint.is_none() {
            return wrong("`then-parts` and `joint` stand together".to_owned(), "give both or neither");
        }
        if form.items.is_some() && (form.maximum.is_none() || !form.then_parts.is_empty()) {
            return wrong(
                "`items` stands with `maximum`, and not with `then-parts`".to_owned(),
                "see pds.yaml",
            );
        }
        if form.transliteration.len() > MOST_TABLES {
            return wrong(format!("there are more than {MOST_TABLES} tables"), "keep those that matter");
        }
        Ok(())
    }
}

/// The text of the embedded tables.
pub(super) fn table(profiles: &[FieldProfile]) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "// @generated by `ownwords build` from {FOLDER}/; do not edit.\n");
    text.push_str("use std::borrow::Cow;\n\n");
    text.push_str("use crate::name::{Beyond, Case, FieldProfile, Limit, PartKind, Repertoire, Unit};\n");
    text.push_str("use crate::text::transliteration;\n");
    let repertoires: BTreeMap<&str, &Repertoire> = profiles
        .iter()
        .filter_map(|profile| profile.repertoire.as_deref())
        .map(|repertoire| (&*repertoire.key, repertoire))
        .collect();
    for repertoire in repertoires.values() {
        write_repertoire(repertoire, &mut text);
    }
    for profile in profiles {
        write_profile(profile, &mut text);
    }
    let _ = writeln!(text, "\n/// All profiles, in the order of their files.");
    let names: Vec<String> =
        profiles.iter().map(|profile| format!("    &{},\n", constant(&profile.key))).collect();
    let _ = writeln!(text, "pub static ALL: &[&FieldProfile] = &[\n{}];", names.concat());
    text
}

fn borrowed(text: &str) -> String {
    format!("Cow::Borrowed({})", quoted(text))
}

fn write_repertoire(repertoire: &Repertoire, text: &mut String) {
    let _ = writeln!(text, "\nstatic {}_LETTERS: Repertoire = Repertoire {{", constant(&repertoire.key));
    let _ = writeln!(text, "    key: {},", borrowed(&repertoire.key));
    let _ = writeln!(text, "    title: {},", borrowed(&repertoire.title));
    let _ = writeln!(text, "    source: {},", borrowed(&repertoire.source));
    let _ = writeln!(text, "    ascii: {:#034x},", repertoire.ascii);
    let beyond = match &repertoire.beyond {
        Beyond::Table(table) => format!("Beyond::Table(&transliteration::{})", constant(table.key())),
        Beyond::Ranges(ranges) => {
            let point = |letter: char| format!("'\\u{{{:x}}}'", u32::from(letter));
            let ranges = ranges.iter().map(|(first, last)| format!("({}, {})", point(*first), point(*last)));
            format!("Beyond::Ranges(Cow::Borrowed(&[{}]))", ranges.collect::<Vec<_>>().join(", "))
        }
    };
    let _ = writeln!(text, "    beyond: {beyond},\n}};");
}

fn write_profile(profile: &FieldProfile, text: &mut String) {
    let limit =
        profile.maximum.map_or_else(|| "no limit known".to_owned(), |limit| format!("at most {limit}"));
    let _ = writeln!(
        text,
        "\n/// {}, {}: {limit}. From {} ({}). Its key is `{}`.",
        documented(&profile.owner),
        documented(&profile.title),
        documented(&profile.source),
        documented(&profile.quality),
        profile.key
    );
    let _ = writeln!(text, "pub static {}: FieldProfile = FieldProfile {{", constant(&profile.key));
    let _ = writeln!(text, "    key: {},", borrowed(&profile.key));
    let _ = writeln!(text, "    number: {},\n    edition: {},", profile.number, profile.edition);
    for (field, said) in [
        ("owner", &profile.owner),
        ("title", &profile.title),
        ("source", &profile.source),
        ("quality", &profile.quality),
    ] {
        let _ = writeln!(text, "    {field}: {},", borrowed(said));
    }
    let list = |kinds: &[PartKind]| {
        let kinds: Vec<String> = kinds.iter().map(|kind| format!("PartKind::{kind:?}")).collect();
        format!("Cow::Borrowed(&[{}])", kinds.join(", "))
    };
    let _ = writeln!(text, "    parts: {},", list(&profile.parts));
    let _ = writeln!(text, "    then_parts: {},", list(&profile.then_parts));
    let _ = writeln!(text, "    joint: {},", borrowed(&profile.joint));
    let _ = writeln!(text, "    required: {},", profile.required);
    let code = profile.format_code.as_deref().map(borrowed);
    let _ = writeln!(text, "    format_code: {},", some(code));
    let limit = profile
        .maximum
        .map(|limit| format!("Limit {{ count: {}, unit: Unit::{:?} }}", limit.count, limit.unit));
    let _ = writeln!(text, "    maximum: {},", some(limit));
    let _ = writeln!(text, "    items: {},", some(profile.items.map(|items| items.to_string())));
    let repertoire = profile.repertoire.as_deref();
    let repertoire = repertoire.map(|one| format!("Cow::Borrowed(&{}_LETTERS)", constant(&one.key)));
    let _ = writeln!(text, "    repertoire: {},", some(repertoire));
    let _ = writeln!(text, "    case: Case::{:?},", profile.case);
    let tables = profile.tables.iter().map(|table| format!("&transliteration::{}", constant(table.key())));
    let _ = writeln!(text, "    tables: Cow::Borrowed(&[{}]),", tables.collect::<Vec<_>>().join(", "));
    let _ = writeln!(text, "    may_lose_marks: {},\n}};", profile.may_lose_marks);
}

fn some(text: Option<String>) -> String {
    text.map_or_else(|| "None".to_owned(), |text| format!("Some({text})"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::bridge::{CodeSystem, systems};
    use crate::stated::Axis;

    const SOUND: &str = "receiver: labels\nowner: \"ours\"\nfields:\n  - profile: label\n    number: 60001\n    \
                         edition: 1\n    title: \"label\"\n    source: \"the manual\"\n    quality: \"vendor\"\n    \
                         maximum: 12\n    unit: bytes\n    repertoire: ascii\n";

    #[test]
    fn what_cannot_hold_is_said_with_its_line() {
        assert_eq!(receiver("labels.yaml", SOUND).unwrap().len(), 1);
        for (right, wrong, line, message) in [
            ("60001", "2001", 4, "2001 cannot be the number of this profile"),
            ("    unit: bytes\n", "", 4, "`maximum` and `unit` stand together, and nothing fits into 0"),
            ("repertoire: ascii", "repertoire: asci", 12, "`asci` is not a known repertoire"),
            ("\"vendor\"", "\"\"", 4, "the title, the source or its quality is empty"),
            ("label\n    number", "Label\n    number", 4, "`Label` cannot be a key"),
        ] {
            assert!(SOUND.contains(right), "{right}");
            let error = receiver("labels.yaml", &SOUND.replacen(right, wrong, 1)).unwrap_err();
            assert_eq!(error.message(), message);
            assert_eq!(error.position().and_then(|position| position.line), Some(line), "{message}");
            assert!(error.help().is_some());
        }
    }

    #[test]
    fn the_units_of_a_local_receiver_are_kept() {
        for (unit, expected) in
            [("bytes", "𠮷𠮷𠮷"), ("utf-16-units", "𠮷𠮷𠮷𠮷𠮷𠮷"), ("graphemes", "𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷")]
        {
            let file =
                SOUND.replace("unit: bytes", &format!("unit: {unit}")).replace("    repertoire: ascii\n", "");
            let profiles = receiver("labels.yaml", &file).unwrap();
            let rendering = profiles[0].render_text(&"𠮷".repeat(20), crate::Purpose::Letter).unwrap();
            assert_eq!(rendering.into_parts().0, expected);
        }
    }

    /// A residue of one is never taken for one of another.
    #[test]
    fn numbers_of_profiles_and_code_systems_are_all_different() {
        struct Numbers(Vec<u16>);
        impl systems::Lists for Numbers {
            fn list<A: Axis>(&mut self, _: &'static str, systems: &'static [&'static CodeSystem<A>]) {
                self.0.extend(systems.iter().map(|system| system.data.number));
            }
        }
        let mut all = Numbers(profiles::ALL.iter().map(|profile| profile.number()).collect());
        systems::each_list(&mut all);
        let mut numbers = BTreeSet::new();
        for number in all.0 {
            assert!(numbers.insert(number), "{number} stands twice");
        }
    }
}
