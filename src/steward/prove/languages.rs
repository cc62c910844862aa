//! What the laws need to know of languages, from the pinned registry's text alone: nothing of the tables that are made of
//! it is looked at.

use std::collections::{BTreeMap, BTreeSet};

use crate::language::{LanguageTag, Languages};

/// One record: name of a field to its first value.
type Record<'a> = BTreeMap<&'a str, &'a str>;

/// The records of the IANA registry of language subtags.
///
/// # Example
///
/// ```
/// use ownwords::steward::prove::LanguageRecords;
///
/// let text = "File-Date: 2026-01-01\n%%\nType: language\nSubtag: cy\nDescription: Welsh\n";
/// assert_eq!(LanguageRecords::of(text).current(), ["cy"]);
/// ```
#[derive(Debug)]
pub struct LanguageRecords<'a> {
    records: Vec<Record<'a>>,
    above: BTreeMap<&'a str, &'a str>,
    whole: BTreeSet<&'a str>,
}

impl<'a> LanguageRecords<'a> {
    /// Those of the registry's text, in the form of RFC 5646, section 3.1.1.
    pub fn of(text: &'a str) -> Self {
        let record = |record: &'a str| {
            let fields = record.lines().filter_map(|line| line.split_once(": "));
            fields.rev().collect::<Record<'a>>()
        };
        let records: Vec<Record<'a>> = text.split("%%\n").skip(1).map(record).collect();
        let mut above = BTreeMap::new();
        let mut is_below = |record: &Record<'a>, own: &str, other: &str| {
            if let (Some(own), Some(other)) = (record.get(own), record.get(other)) {
                above.insert(*own, *other);
            }
        };
        for record in records.iter().filter(|record| !record.contains_key("Macrolanguage")) {
            if is_of(record, "extlang") {
                is_below(record, "Subtag", "Prefix");
            }
        }
        for record in records.iter().filter(|record| is_of(record, "language")) {
            is_below(record, "Subtag", "Macrolanguage");
            is_below(record, "Subtag", "Preferred-Value");
        }
        for record in &records {
            if is_of(record, "grandfathered") || is_of(record, "redundant") {
                is_below(record, "Tag", "Preferred-Value");
            }
        }
        let whole = records.iter().filter(|record| is_of(record, "grandfathered"));
        let whole = whole.filter_map(|record| record.get("Tag").copied()).collect();
        Self { records, above, whole }
    }

    /// The languages that somebody may state alone: not deprecated, one language or a macrolanguage. The shortest tags come
    /// first.
    pub fn current(&self) -> Vec<&'a str> {
        let languages = self.records.iter().filter(|record| is_of(record, "language"));
        let stated = languages.filter(|record| {
            record.get("Scope").is_none_or(|scope| *scope == "macrolanguage")
                && !record.contains_key("Deprecated")
        });
        let mut all: Vec<&str> = stated.filter_map(|record| record.get("Subtag").copied()).collect();
        all.sort_by_key(|tag| (tag.len(), *tag));
        all
    }

    /// What a tag is, one step up; `None` where nothing is above it.
    fn broader(&self, tag: &str) -> Option<String> {
        let next = match self.above.get(tag) {
            Some(next) => (*next).to_owned(),
            None if self.whole.contains(tag) || tag.starts_with("x-") => return None,
            None => tag.rsplit_once('-')?.0.trim_end_matches("-x").to_owned(),
        };
        (!matches!(next.as_str(), "und" | "mis" | "mul" | "zxx")).then_some(next)
    }

    /// Each language that somebody may state alone, with its tag.
    pub fn recordable(&self) -> Vec<(&'static str, Languages)> {
        let one = |tag: &str| {
            let languages = LanguageTag::parse(tag).ok().map(Languages::one)?;
            let tag: &'static str = String::from(tag).leak();
            Some((tag, languages))
        };
        self.current().into_iter().filter_map(one).collect()
    }

    /// Each language alone, with its broader one, and some tags of several parts.
    pub fn singles(&self) -> Vec<(Languages, Vec<Languages>)> {
        const MADE: [&str; 8] =
            ["pa-Guru", "yue-Hant", "zh-yue", "sgn-GB", "sco-ulster", "i-klingon", "en-x-home", "en-Brai"];
        let one = |tag: &str| LanguageTag::parse(tag).ok().map(Languages::one);
        let with_broader = |tag: &str| {
            Some((one(tag)?, self.broader(tag).and_then(|broader| one(&broader)).into_iter().collect()))
        };
        self.current().into_iter().chain(MADE).filter_map(with_broader).collect()
    }
}

fn is_of(record: &Record<'_>, kind: &str) -> bool {
    record.get("Type").is_some_and(|own| *own == kind)
}
