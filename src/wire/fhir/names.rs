//! HumanName, there and back.
//!
//! What of a person's names is which is said by `use` and by whether it has ended: the usual name is the chosen one, or the
//! official one where there is no usual one; a current official name beside a usual one is the legal name, an old or maiden one
//! a former name, and both are sealed; a nickname is how the person wants to be addressed (as PDS has it). Further current
//! names of the same use that say in which script or language they are written are forms of the first. A name with an end is
//! chosen only where there is none without; beside another one it is a former name.

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use super::json::{Document, Fault, Items, Node, with_items, with_member};
use super::read::Reader;
use super::urls;
use crate::answer::Answer;
use crate::error::Result;
use crate::field::{Coding, Former, SaidBy};
use crate::language::LanguageTag;
use crate::name::{FieldProfile, Name, NameText, PartKind, Receipt, profiles};
use crate::purpose::Purpose;

/// What codings of names call this format.
const SYSTEM: &str = "hl7-fhir";

/// The kinds of parts that stand in `family`, in `given`, and in `suffix`.
const FAMILY: [PartKind; 3] = [PartKind::FamilyPrefix, PartKind::Family, PartKind::SecondFamily];
const GIVEN: [PartKind; 3] = [PartKind::Given, PartKind::FurtherGiven, PartKind::Patronymic];
const SUFFIX: [PartKind; 2] = [PartKind::Generation, PartKind::Credentials];

/// The uses of a name in everyday use, the chosen one first: `usual`, `official`, and where none is said.
const EVERYDAY: [&str; 3] = ["usual", "official", ""];

/// Where the names of a resource stand in its list.
struct Uses<'a> {
    /// The use of each, and whether it has an end.
    words: Vec<(Cow<'a, str>, bool)>,
    chosen: Option<usize>,
    forms: Vec<usize>,
    legal: Option<usize>,
    nickname: Option<usize>,
}

impl Uses<'_> {
    /// Whether a name is one that the person had before.
    fn is_former(&self, place: usize) -> bool {
        self.words.get(place).is_some_and(|(word, ended)| match word.as_ref() {
            "old" | "maiden" => true,
            word => *ended && self.chosen != Some(place) && EVERYDAY.contains(&word),
        })
    }

    /// Whether the chosen name has an end.
    fn has_chosen_ended(&self) -> bool {
        self.chosen.and_then(|place| self.words.get(place)).is_some_and(|(_, ended)| *ended)
    }
}

fn used<'a>(name: &Node<'a>) -> Result<Cow<'a, str>, Fault> {
    Ok(name.string("use")?.unwrap_or_default())
}

fn use_and_end(name: Node<'_>) -> Result<(Cow<'_, str>, bool), Fault> {
    Ok((used(&name)?, has_ended(&name)?))
}

fn uses(names: Items<'_>) -> Result<Uses<'_>, Fault> {
    let words = names.iter().map(use_and_end).collect::<Result<Vec<_>, Fault>>()?;
    let of = |word: &str, is_ended: bool| {
        words.iter().position(|(used, ended)| used == word && *ended == is_ended)
    };
    let current = |word: &str| of(word, false);
    // Whether an end is past is not known here: there is no clock.
    let chosen = [false, true].into_iter().find_map(|is_ended| {
        EVERYDAY.into_iter().find_map(|word| of(word, is_ended)).or_else(|| only_passing(&words, is_ended))
    });
    let word = chosen.and_then(|place| words.get(place)).map_or("", |(word, _)| word);
    let mut forms = Vec::new();
    for (place, (name, (used, ended))) in names.iter().zip(&words).enumerate() {
        let is_of_use = chosen.is_some_and(|chosen| chosen != place) && used == word;
        if is_of_use && !ended && says_how_written(&name)? {
            forms.push(place);
        }
    }
    let legal = current("official").filter(|_| word == "usual");
    let nickname = current("nickname");
    Ok(Uses { words, chosen, forms, legal, nickname })
}

/// The only temporary or anonymous name among those with an end, or without.
fn only_passing(words: &[(Cow<'_, str>, bool)], is_ended: bool) -> Option<usize> {
    let is_passing = |(_, (word, ended)): &(usize, &(Cow<'_, str>, bool))| {
        *ended == is_ended && matches!(word.as_ref(), "temp" | "anonymous")
    };
    let mut passing = words.iter().enumerate().filter(is_passing);
    let (place, _) = passing.next()?;
    passing.next().is_none().then_some(place)
}

fn has_ended(name: &Node<'_>) -> Result<bool, Fault> {
    Ok(name.object("period")?.is_some_and(|period| period.get("end").is_some()))
}

fn says_how_written(name: &Node<'_>) -> Result<bool, Fault> {
    Ok(extension(name, urls::REPRESENTATION)?.is_some() || extension(name, urls::LANGUAGE)?.is_some())
}

/// The text or code of an extension of an element.
fn extension<'a>(element: &Node<'a>, url: &str) -> Result<Option<Cow<'a, str>>, Fault> {
    for extension in element.objects("extension")? {
        if extension.string("url")?.as_deref() == Some(url) {
            let value = extension.string("valueString")?;
            let value = value.map_or_else(|| extension.string("valueCode"), |value| Ok(Some(value)))?;
            return Ok(value);
        }
    }
    Ok(None)
}

pub(super) fn read(root: &Node<'_>, reader: &mut Reader) -> Result<(), Fault> {
    // A Practitioner and a Person have the same list as a Patient.
    let names = root.objects("name")?;
    let uses = uses(names)?;
    let (chosen, legal, nickname) = (uses.chosen, uses.legal, uses.nickname);
    let mut former = Vec::new();
    for (place, name) in names.iter().enumerate() {
        let element = || format!("name[{place}]");
        if uses.is_former(place) {
            let end = name.object("period")?.map(|period| period.string("end")).transpose()?.flatten();
            let until = end.and_then(|end| end.get(..10).unwrap_or(&end).parse().ok());
            former.extend(text_of(&name)?.map(|value| Former { value, until }));
        } else if Some(place) == chosen && name.get("suffix").is_some() {
            reader.leave(element() + ".suffix", "it does not say whether it is a generation or credentials");
        } else if ![chosen, legal, nickname].contains(&Some(place)) && !uses.forms.contains(&place) {
            reader.leave(
                element(),
                "a name beside the chosen one, of a use that the record does not tell apart",
            );
        }
    }
    let Some(mut text) =
        chosen.and_then(|place| names.get(place)).map(|name| text_of(&name)).transpose()?.flatten()
    else {
        for place in [legal, nickname].into_iter().flatten() {
            reader.leave(format!("name[{place}]"), "there is no name beside which it could stand");
        }
        if !former.is_empty() {
            reader.leave(
                "name".to_owned(),
                "there are former names, and no name beside which they could stand",
            );
        }
        return Ok(());
    };
    for form in uses.forms.iter().filter_map(|place| names.get(*place)) {
        if let Some(form) = text_of(&form)? {
            text = text.with_form(form);
        }
    }
    if let Some(nickname) = nickname.and_then(|place| names.get(place))
        && let Some(nickname) = text_of(&nickname)?
    {
        text = text.addressed_as(nickname.as_str());
    }
    let coding = Coding::received(SYSTEM, text.as_str().as_bytes(), 0);
    let mut name = Name::from_text(text);
    if let Some(legal) =
        legal.and_then(|place| names.get(place)).map(|name| text_of(&name)).transpose()?.flatten()
    {
        name.set_legal(legal);
    }
    name.former = former;
    let field = &mut reader.record.name;
    field.answer = Answer::Given(name);
    field.provenance.said_by = SaidBy::Coding;
    field.codings.push(coding);
    Ok(())
}

/// The name in one HumanName: its text, or where it has none, the given and family names in the order that its script has;
/// and its parts. `None` where there is neither.
fn text_of(name: &Node<'_>) -> Result<Option<NameText>, Fault> {
    let family = name.string("family")?;
    let representation = extension(name, urls::REPRESENTATION)?;
    let text = match name.string("text")? {
        Some(text) => text.into_owned(),
        None => {
            let family = family.as_deref();
            let is_family_first = matches!(representation.as_deref(), Some("IDE" | "SYL"));
            let (first, last) = if is_family_first { (family, None) } else { (None, family) };
            let (first, last) = (first.map(|word| Ok(word.into())), last.map(|word| Ok(word.into())));
            // Most names have room in this.
            let mut text = String::with_capacity(32);
            for (place, word) in first.into_iter().chain(name.strings("given")?).chain(last).enumerate() {
                if place > 0 {
                    text.push(' ');
                }
                text.push_str(&word?);
            }
            text
        }
    };
    if text.trim().is_empty() {
        return Ok(None);
    }
    let mut read = NameText::received(text);
    for title in name.strings("prefix")? {
        read.add_part(PartKind::Title, title?);
    }
    for (place, one) in name.strings("given")?.enumerate() {
        read.add_part(if place == 0 { PartKind::Given } else { PartKind::FurtherGiven }, one?);
    }
    let marked = name.object("_family")?;
    let mark = |url| marked.map_or(Ok(None), |marked| extension(&marked, url));
    let own = mark(urls::OWN_NAME)?.or(mark(urls::FATHERS_FAMILY)?);
    let second = mark(urls::MOTHERS_FAMILY)?;
    if let Some(own) = own {
        if let Some(prefix) = mark(urls::OWN_PREFIX)? {
            read.add_part(PartKind::FamilyPrefix, prefix);
        }
        read.add_part(PartKind::Family, own);
        if let Some(second) = second {
            read.add_part(PartKind::SecondFamily, second);
        }
    } else if let Some(family) = family {
        read.add_part(PartKind::Family, family);
    }
    let tag = extension(name, urls::LANGUAGE)?.and_then(|tag| LanguageTag::parse(&tag).ok());
    Ok(Some(match tag {
        Some(tag) => read.in_language(tag),
        None => read,
    }))
}

/// How a receiver takes a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// The whole text, its parts and its forms.
    Whole,
    /// A usual name in parts, as PDS holds it, and one nickname.
    Pds,
}

/// A name as a receiver can hold it: the members of its HumanName, the further forms, the nickname, and what was changed.
pub(super) struct Written {
    members: Map<String, Value>,
    forms: Vec<String>,
    nickname: Option<String>,
    pub(super) receipts: Vec<(&'static str, Receipt)>,
}

impl Written {
    /// # Errors
    ///
    /// As [`FieldProfile::render`].
    pub(super) fn of(name: &NameText, style: Style, purpose: Purpose) -> Result<Self> {
        let mut written =
            Self { members: Map::new(), forms: Vec::new(), nickname: None, receipts: Vec::new() };
        match style {
            Style::Whole => {
                written.members = written.whole(name, purpose)?;
                for form in name.forms() {
                    let form = Value::Object(written.whole(form, purpose)?).to_string();
                    written.forms.push(form);
                }
                if let Some(addressed) = name.addressed() {
                    let text = written.text("text", profiles::FHIR_R4_TEXT.render_text(addressed, purpose)?);
                    written.nickname = Some(json!({"use": "nickname", "text": text}).to_string());
                }
            }
            Style::Pds => {
                let family = written.text("family", profiles::PDS_FAMILY.render(name, purpose)?);
                written.members.insert("use".to_owned(), "usual".into());
                written.members.insert("family".to_owned(), family.into());
                let mut given = Vec::new();
                if name.parts().any(|(kind, text)| GIVEN.contains(&kind) && !text.is_empty()) {
                    let text = written.text("given", profiles::PDS_GIVEN.render(name, purpose)?);
                    given = profiles::PDS_GIVEN.items(&text).into_iter().map(Value::from).collect();
                }
                written.put_list("given", given);
                let mut titles = Vec::new();
                for title in texts(name, &[PartKind::Title]) {
                    let title = profiles::PDS_PREFIX.render_text(title, purpose)?;
                    titles.push(written.text("prefix", title).into());
                }
                written.put_list("prefix", titles);
                let left_out = name.words_in_no_part("name", purpose)?;
                written.receipts.extend(left_out.map(|receipt| ("name", receipt)));
                if let Some(addressed) = name.addressed() {
                    let profile: &FieldProfile = &profiles::PDS_GIVEN;
                    let text = written.text("nickname", profile.render_text(addressed, purpose)?);
                    written.nickname =
                        Some(json!({"use": "nickname", "given": profile.items(&text)}).to_string());
                }
            }
        }
        Ok(written)
    }

    fn text(&mut self, element: &'static str, rendering: crate::Rendering) -> String {
        let (text, receipt, _) = rendering.into_parts();
        self.receipts.push((element, receipt));
        text
    }

    /// A list that is empty is left out: FHIR has none.
    fn put_list(&mut self, key: &str, items: Vec<Value>) {
        if !items.is_empty() {
            self.members.insert(key.to_owned(), items.into());
        }
    }

    fn whole(&mut self, name: &NameText, purpose: Purpose) -> Result<Map<String, Value>> {
        let mut members = Map::new();
        let mut how = Vec::new();
        if let Some(tag) = name.language() {
            if let Some(code) = representation(tag) {
                how.push(json!({"url": urls::REPRESENTATION, "valueCode": code}));
            }
            how.push(json!({"url": urls::LANGUAGE, "valueCode": tag.as_str()}));
        }
        let mut put = |key: &str, value: Vec<Value>| {
            if !value.is_empty() {
                members.insert(key.to_owned(), value.into());
            }
        };
        put("extension", how);
        let text = self.text("text", profiles::FHIR_R4_TEXT.render_keyed(name, purpose, None)?);
        let list = |kinds: &[PartKind]| texts(name, kinds).into_iter().map(Value::from).collect::<Vec<_>>();
        put("given", list(&GIVEN));
        put("prefix", list(&[PartKind::Title]));
        put("suffix", list(&SUFFIX));
        members.insert("use".to_owned(), "usual".into());
        members.insert("text".to_owned(), text.into());
        let family = texts(name, &FAMILY);
        if !family.is_empty() {
            members.insert("family".to_owned(), family.join(" ").into());
        }
        let marks = family_marks(name);
        if !marks.is_empty() {
            members.insert("_family".to_owned(), json!({"extension": marks}));
        }
        Ok(members)
    }

    /// The resource with this name in the place of the usual one, and of its forms and the nickname. What else a name has,
    /// an `id` for example, stays; so does an official name, and one that has ended, beside which the usual one is put.
    pub(super) fn put_into(self, resource: &str) -> Result<String, Fault> {
        const SET: [&str; 8] = ["extension", "use", "text", "family", "_family", "given", "prefix", "suffix"];
        let document = Document::parse(resource)?;
        let names = document.root().objects("name")?;
        let uses_before = uses(names)?;
        let usual = uses_before.chosen.filter(|_| !uses_before.has_chosen_ended());
        let usual = usual.and_then(|place| names.get(place));
        let mut old = None;
        let mut text = r#"{"use":"usual"}"#.to_owned();
        if let Some(usual) = usual
            && matches!(used(&usual)?.as_ref(), "usual" | "")
        {
            old = Some(usual.at());
            usual.text().clone_into(&mut text);
        }
        for key in SET {
            let value = self.members.get(key).map(Value::to_string);
            // What is not written of a name that was there is what it was: PDS keeps a suffix that nobody sends.
            if value.is_some() || !matches!(key, "use" | "suffix" | "extension") {
                text = with_member(&text, key, value.as_deref())?;
            }
        }
        let resource = with_items(resource, "name", |name| Some(name.at()) == old, &[text])?;
        let with = |resource: String, of: fn(Uses<'_>) -> Vec<usize>, new: Vec<String>| {
            let document = Document::parse(&resource)?;
            let names = document.root().objects("name")?;
            let places = of(uses(names)?);
            let old: Vec<usize> =
                places.iter().filter_map(|place| names.get(*place)).map(|name| name.at()).collect();
            with_items(&resource, "name", |name| old.contains(&name.at()), &new)
        };
        let resource = with(resource, |uses| uses.forms, self.forms)?;
        with(resource, |uses| uses.nickname.into_iter().collect(), self.nickname.into_iter().collect())
    }
}

/// The parts of these kinds, in the bearer's order; FHIR has no empty text.
fn texts<'n>(name: &'n NameText, kinds: &[PartKind]) -> Vec<&'n str> {
    name.parts()
        .filter(|(kind, text)| kinds.contains(kind) && !text.is_empty())
        .map(|(_, text)| text)
        .collect()
}

/// What the text of the family name is made of, where that is more than one family name.
fn family_marks(name: &NameText) -> Vec<Value> {
    let one = |kind| match texts(name, &[kind])[..] {
        [only] => Some(only),
        _ => None,
    };
    let mark = |url: &str, text: &str| json!({"url": url, "valueString": text});
    let Some(own) = one(PartKind::Family) else { return Vec::new() };
    let (prefix, second) = (one(PartKind::FamilyPrefix), one(PartKind::SecondFamily));
    let mut marks = Vec::new();
    marks.extend(prefix.map(|prefix| mark(urls::OWN_PREFIX, prefix)));
    if prefix.is_some() {
        marks.push(mark(urls::OWN_NAME, own));
    } else if second.is_some() {
        marks.push(mark(urls::FATHERS_FAMILY, own));
    }
    marks.extend(second.map(|second| mark(urls::MOTHERS_FAMILY, second)));
    marks
}

/// The kind of script, in the words of ISO 21090, of a tag that says which.
fn representation(tag: &LanguageTag) -> Option<&'static str> {
    Some(match tag.script()? {
        "Hani" | "Hans" | "Hant" | "Jpan" => "IDE",
        "Hira" | "Kana" | "Hrkt" => "SYL",
        "Latn" | "Cyrl" | "Grek" => "ABC",
        _ => return None,
    })
}
