//! PID-5: the names of a person as an XPN holds them.

use std::borrow::Cow;

use super::{CharacterSet, Delimiters, Element, escape};
use crate::error::{Error, ErrorKind, Result};
use crate::field::{Date, Former};
use crate::name::{FieldProfile, Name, NameText, PartKind, ReadBack, Receipt, profiles};
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

/// A nickname, which is how the person wants to be addressed.
const NICKNAME: &[u8] = b"N";

/// What is the legal name where the customary one stands beside it: "Official Registry Name", "Legal Name" before 2.7.
const OFFICIAL: &[u8] = b"L";

/// Names that the person had before: maiden, "no longer to be used", "bad". HL7's map to FHIR gives `maiden` and `old`.
const FORMER: [&[u8]; 3] = [b"M", b"NOUSE", b"BAD"];

/// The names of PID-5 and PID-9, told apart by their types and by whether they have ended. A name with an end is in everyday
/// use only where there is none without; beside another one it is a former name.
pub(crate) struct Names<'m> {
    /// The one in everyday use.
    chosen: Option<Element<'m>>,
    beside: Vec<(Beside, Element<'m>)>,
    /// How many have a type that a record does not tell apart.
    pub(super) others: usize,
}

/// What a name beside the chosen one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    Legal,
    Former,
    Nickname,
}

impl<'m> Names<'m> {
    pub(crate) fn of(names: Option<Element<'m>>, aliases: Option<Element<'m>>) -> Self {
        let is_empty = |name: &Element<'_>| name.parts().all(|part| matches!(part.bytes(), b"" | b"\"\""));
        let repetitions = |field: Option<Element<'m>>| -> Vec<Element<'m>> {
            field.iter().flat_map(Element::parts).filter(|name| !is_empty(name)).collect()
        };
        let mut names = repetitions(names);
        // Whether an end is past is not known here: there is no clock.
        let place = [false, true].into_iter().find_map(|is_ended| {
            let is_of =
                |name: &Element<'_>, wanted| kind(*name) == wanted && end(*name).is_some() == is_ended;
            IN_USE.iter().find_map(|wanted| names.iter().position(|name| is_of(name, *wanted)))
        });
        let chosen = place.map(|place| names.remove(place));
        let is_customary = chosen.is_some_and(|name| kind(name) == CUSTOMARY);
        let (mut beside, mut others) = (Vec::<(Beside, Element<'m>)>::new(), 0);
        for name in names.into_iter().chain(repetitions(aliases)) {
            let is_first = |what| !beside.iter().any(|(known, _)| *known == what);
            let has_ended = end(name).is_some();
            match kind(name) {
                in_use if has_ended && IN_USE.contains(&in_use) => beside.push((Beside::Former, name)),
                NICKNAME if !has_ended && is_first(Beside::Nickname) => beside.push((Beside::Nickname, name)),
                OFFICIAL if is_customary && is_first(Beside::Legal) => beside.push((Beside::Legal, name)),
                former if FORMER.contains(&former) => beside.push((Beside::Former, name)),
                _ => others += 1,
            }
        }
        Self { chosen, beside, others }
    }

    /// The XPN of the name in everyday use.
    #[cfg(feature = "audit")]
    pub(crate) fn in_use(&self) -> Option<Element<'m>> {
        self.chosen
    }

    /// The XPN of the nickname.
    #[cfg(feature = "audit")]
    pub(crate) fn nickname(&self) -> Option<Element<'m>> {
        self.beside.iter().find(|(what, _)| *what == Beside::Nickname).map(|(_, name)| *name)
    }

    /// The XPNs of former names, which are sealed.
    #[cfg(feature = "audit")]
    pub(crate) fn former(&self) -> impl Iterator<Item = Element<'m>> {
        self.beside.iter().filter(|(what, _)| *what == Beside::Former).map(|(_, name)| *name)
    }

    /// How many names there are beside the chosen one.
    pub(super) fn further(&self) -> usize {
        self.beside.len() + self.others
    }

    /// The name in everyday use; an error where its bytes are no text in the set. `None` where there is none: a maiden name, a
    /// nickname or one that is "no longer to be used" is not taken for it.
    pub(super) fn chosen(&self, set: Option<CharacterSet>) -> Option<Result<NameText>> {
        name_of(self.chosen?, set).transpose()
    }

    /// Puts the names beside the chosen one where they belong: a nickname is how to address the person; a legal name and
    /// former names are sealed. How many could not be read.
    pub(super) fn put_beside(&self, held: &mut Name, set: Option<CharacterSet>) -> usize {
        let mut unread = 0;
        for (what, element) in &self.beside {
            let Ok(Some(name)) = name_of(*element, set) else {
                unread += 1;
                continue;
            };
            match what {
                Beside::Nickname => held.chosen = held.chosen.clone().addressed_as(name.as_str()),
                Beside::Legal => held.set_legal(name),
                Beside::Former if held.former.iter().any(|former| former.value == name) => {}
                Beside::Former => held.former.push(Former { value: name, until: until(*element) }),
            }
        }
        unread
    }

    /// Whether the name in everyday use is no more than what a receiver makes of this one: each component in another case,
    /// without some marks, or cut where a field may have ended.
    pub(super) fn is_rendering_of(&self, name: &NameText, set: Option<CharacterSet>) -> bool {
        let (Some(set), Some(back)) = (set, self.chosen) else { return false };
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
}

/// The time at which a name ended: XPN.13, or the end of the range in XPN.10 before 2.5.
fn end(name: Element<'_>) -> Option<Element<'_>> {
    let is_there = |end: &Element<'_>| !matches!(end.bytes(), b"" | b"\"\"");
    let range_end = || name.part(10).and_then(|range| range.part(2)).filter(is_there);
    name.part(13).filter(is_there).or_else(range_end)
}

/// The day on which a name ended, in digits.
fn until(name: Element<'_>) -> Option<Date> {
    let end = end(name)?;
    let digits = core::str::from_utf8(end.bytes()).ok()?;
    let part =
        |range| digits.get(range).filter(|part: &&str| part.bytes().all(|digit| digit.is_ascii_digit()));
    let (year, month, day) = (part(0..4)?, part(4..6), part(6..8));
    let parts = [Some(year), month, day.filter(|_| month.is_some())];
    parts.into_iter().flatten().collect::<Vec<_>>().join("-").parse().ok()
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

/// What was changed in each component, by its number; 0 is the name as a whole.
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
    let left_out = name.words_in_no_part("PID-5", purpose)?;
    let mut receipts: Receipts = left_out.map(|receipt| (0, receipt)).into_iter().collect();
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
