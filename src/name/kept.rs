//! A whole name in a residue: its text, and all that its bearer added to it.

use super::{HowSaid, NameText, PartKind};
use crate::field::Statement;
use crate::language::LanguageTag;
use crate::residue::{FieldValue, Reader, write_number, write_text};

impl Statement for NameText {}

impl FieldValue for NameText {
    fn write(&self, implied: Option<&Self>, out: &mut Vec<u8>) {
        // The text that the value has is not written again.
        let text = Some(self.as_str()).filter(|text| implied.is_none_or(|implied| implied.as_str() != *text));
        write_number(u64::from(text.is_some()), out);
        text.iter().for_each(|text| write_text(text, out));
        write_text(self.language().map_or("", LanguageTag::as_str), out);
        write_pairs(self.parts().map(|(kind, text)| (kind.word(), text)), out);
        write_pairs(self.said().map(|(how, text)| (how.word(), text)), out);
        write_pairs(self.addressed().map(|text| ("", text)).into_iter(), out);
        write_number(self.forms().len() as u64, out);
        self.forms().iter().for_each(|form| form.write(None, out));
    }

    fn read(reader: &mut Reader<'_>, implied: Option<&Self>) -> Option<Self> {
        let mut name = read_one(reader, implied)?;
        for _ in 0..reader.number()? {
            // Forms stand side by side: none has forms of its own.
            let form = read_one(reader, None)?;
            (reader.number()? == 0).then_some(())?;
            name = name.with_form(form);
        }
        Some(name)
    }
}

fn write_pairs<'a>(pairs: impl Iterator<Item = (&'static str, &'a str)>, out: &mut Vec<u8>) {
    let pairs: Vec<(&str, &str)> = pairs.collect();
    write_number(pairs.len() as u64, out);
    for (word, text) in pairs {
        write_text(word, out);
        write_text(text, out);
    }
}

/// A name without its forms.
fn read_one(reader: &mut Reader<'_>, implied: Option<&NameText>) -> Option<NameText> {
    let text = match reader.number()? {
        0 => implied?.as_str().to_owned(),
        _ => reader.text()?,
    };
    let mut name = NameText::received(text);
    let tag = reader.text()?;
    if !tag.is_empty() {
        name = name.in_language(LanguageTag::parse(&tag).ok()?);
    }
    for _ in 0..reader.number()? {
        name = name.with_part(PartKind::of_word(&reader.text()?)?, reader.text()?);
    }
    for _ in 0..reader.number()? {
        name = name.said_as(HowSaid::of_word(&reader.text()?)?, reader.text()?);
    }
    for _ in 0..reader.number()? {
        (reader.text()?.is_empty()).then_some(())?;
        name = name.addressed_as(reader.text()?);
    }
    Some(name)
}
