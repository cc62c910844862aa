//! PID-5: the names of a person as an XPN holds them.

use std::borrow::Cow;

use super::{CharacterSet, Delimiters, Element, escape};
use crate::error::{Error, ErrorKind, Result};
use crate::name::{FieldProfile, NameText, PartKind, ReadBack, Receipt, profiles};
use crate::purpose::Purpose;

/// The components that hold parts of a name, and what each holds.
const COMPONENTS: [(usize, &FieldProfile); 7] = [
    (1, &profiles::XPN_FAMILY_NAME),
    (2, &profiles::XPN_GIVEN_NAME),
    (3, &profiles::XPN_FURTHER_GIVEN_NAMES),
    (4, &profiles::XPN_SUFFIX),
    (5, &profiles::XPN_PREFIX),
    (14, &profiles::XPN_PROFESSIONAL_SUFFIX),
    (15, &profiles::XPN_CALLED_BY),
];

/// Name type codes of table 0200, the one in everyday use first: customary, none, registry, registered, adopted, unknown,
/// assigned, other, newborn.
const IN_USE: [&[u8]; 9] = [b"D", b"", b"L", b"R", b"C", b"U", b"A", b"O", b"NB"];

/// What is written as the name type of the chosen name: "Customary Name".
const CUSTOMARY: &[u8] = b"D";

/// The name in use that PID-5 holds; an error where its bytes are no text in the set. `None` where there is none in use: a
/// maiden name, a nickname or one that is "no longer to be used" is not taken for it.
pub(super) fn read(field: Element<'_>, set: Option<CharacterSet>) -> Option<Result<NameText>> {
    let is_empty = |name: &Element<'_>| name.parts().all(|part| matches!(part.bytes(), b"" | b"\"\""));
    let mut wanted = IN_USE.iter();
    let found =
        wanted.find_map(|wanted| field.parts().find(|name| kind(*name) == *wanted && !is_empty(name)))?;
    name_of(found, set).transpose()
}

/// The name type code.
fn kind(name: Element<'_>) -> &[u8] {
    name.part(7).map_or(b"", |kind| kind.bytes())
}

/// The name in one repetition. Its text is put together in the order that XPN.11 says, or else as table 0444 has its first
/// code: prefix, given, middle, family, suffix.
fn name_of(name: Element<'_>, set: Option<CharacterSet>) -> Result<Option<NameText>> {
    let text = |part: Option<Element<'_>>| -> Result<Option<String>> {
        part.filter(|part| !matches!(part.bytes(), b"" | b"\"\"")).map(|part| text_of(part, set)).transpose()
    };
    let component = |number: usize| text(name.part(number).and_then(|one| one.part(1)));
    // FN.2 and FN.3 say what of the family name is a particle.
    let family = name.part(1);
    let own = text(family.and_then(|family| family.part(3)))?;
    let (particle, family) = match own {
        Some(own) => (text(family.and_then(|family| family.part(2)))?, Some(own)),
        None => (None, component(1)?),
    };
    let given = [(PartKind::Given, component(2)?), (PartKind::FurtherGiven, component(3)?)];
    let family = [(PartKind::FamilyPrefix, particle), (PartKind::Family, family)];
    let before = [(PartKind::Title, component(5)?)];
    let after = [(PartKind::Generation, component(4)?), (PartKind::Credentials, component(14)?)];
    let is_family_first = name.part(11).is_some_and(|order| order.bytes() == b"F");
    let (first, second) = if is_family_first { (family, given) } else { (given, family) };
    let parts = before.into_iter().chain(first).chain(second).chain(after);
    let parts: Vec<(PartKind, String)> = parts.filter_map(|(kind, text)| Some((kind, text?))).collect();
    let whole: Vec<&str> = parts.iter().map(|(_, text)| text.as_str()).collect();
    if whole.is_empty() {
        return Ok(None);
    }
    let mut read = NameText::received(whole.join(" "));
    for (kind, text) in parts {
        read = read.with_part(kind, text);
    }
    if let Some(called) = component(15)? {
        read = read.with_part(PartKind::GivenInformal, called);
    }
    Ok(Some(read))
}

fn text_of(part: Element<'_>, set: Option<CharacterSet>) -> Result<String> {
    let bytes = part.unescaped();
    set.unwrap_or(CharacterSet::Ascii).decode(&bytes).map(Cow::into_owned).ok_or_else(|| {
        Error::new(ErrorKind::Format, "the bytes are no text in the character set that the message declares")
            .with_help("ask the sender what they send, and read the message as that")
    })
}

/// What a component can hold in a message in this set.
fn profile_in(profile: &FieldProfile, set: CharacterSet) -> Cow<'_, FieldProfile> {
    let within = match set {
        CharacterSet::Utf8 => return Cow::Borrowed(profile),
        CharacterSet::Ascii => &profiles::ASCII,
        CharacterSet::Iso8859Part1 => &profiles::ISO_8859_1,
    };
    let (repertoire, tables) = (within.repertoire.clone(), within.tables.clone());
    Cow::Owned(FieldProfile { repertoire, tables, may_lose_marks: within.may_lose_marks, ..profile.clone() })
}

fn takes(profile: &FieldProfile, name: &NameText) -> bool {
    name.parts().any(|(kind, text)| !text.is_empty() && profile.parts().any(|part| part == kind))
}

/// What was changed in each component, by its number.
pub(super) type Receipts = Vec<(usize, Receipt)>;

/// PID-5 with this one name, and what was changed in it.
pub(super) fn write(
    name: &NameText,
    purpose: Purpose,
    set: CharacterSet,
    delimiters: &Delimiters,
) -> Result<(Vec<u8>, Receipts)> {
    if !COMPONENTS.iter().any(|(_, profile)| takes(profile, name)) {
        // Says what to ask the person.
        profiles::XPN_FAMILY_NAME.render(name, purpose).map(drop)?;
    }
    let Some(component) = delimiters.component else {
        return Err(Error::new(ErrorKind::Usage, "the message declares nothing between components")
            .with_help("write into a message whose MSH-2 declares it, as in `MSH|^~\\&|`"));
    };
    let mut receipts = Vec::new();
    let mut components: Vec<Vec<u8>> = Vec::new();
    for number in 1..=15 {
        let profile = COMPONENTS.iter().find(|(known, profile)| *known == number && takes(profile, name));
        components.push(match profile {
            None if number == 7 => CUSTOMARY.to_vec(),
            None => Vec::new(),
            Some((_, profile)) => {
                let (text, receipt, _) = profile_in(profile, set).render(name, purpose)?.into_parts();
                receipts.push((number, receipt));
                let bytes = set.encode(&text).ok_or_else(|| {
                    Error::new(
                        ErrorKind::Text,
                        "the message's character set has not all of the name's characters",
                    )
                    .with_help("send a message in `UNICODE UTF-8`")
                })?;
                escape(&bytes, delimiters)?.into_owned()
            }
        });
    }
    while components.last().is_some_and(Vec::is_empty) {
        components.pop();
    }
    Ok((components.join(&component), receipts))
}

/// Whether what came back in PID-5 is no more than what a receiver makes of this name: each component in another case,
/// without some marks, or cut where a field may have ended.
pub(super) fn is_rendering_of(name: &NameText, field: Element<'_>, set: Option<CharacterSet>) -> bool {
    let Some(set) = set else { return false };
    let Some(back) = field.part(1) else { return false };
    let is_same = |(number, profile): &(usize, &FieldProfile)| {
        let part = back.part(*number).filter(|part| !part.bytes().is_empty());
        match part {
            None => !takes(profile, name),
            Some(part) => {
                let read = text_of(part, Some(set)).ok();
                let verdict = read.map(|text| profile_in(profile, set).read_back(name, &text));
                matches!(verdict, Some(Ok(ReadBack::SameRendering)))
            }
        }
    };
    COMPONENTS.iter().all(is_same)
}
