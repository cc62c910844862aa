//! Made-up fields, fast: for runs of millions of records, and for the benches. The same seed makes the same records.

use ownwords::bridge::{CodeSystem, TagSystem};
use ownwords::{
    Ability, Absence, Axis, Bridge, ConceptId, Field, Kind, LanguageTag, LanguageUse, Languages, Mode, Modes,
    Part, Reason, Standard, Stated,
};

// The ranges of letters alone are used.
#[allow(dead_code)]
#[path = "../strategies/letters.rs"]
#[allow(clippy::duplicate_mod, reason = "the benchmark takes this module without the strategies")]
mod letters;

/// The most heritages of one person.
const MOST_PARTS: u64 = 8;

/// Numbers at random (SplitMix64, by Sebastiano Vigna, in the public domain).
#[derive(Debug)]
pub struct Random(u64);

impl Random {
    /// The numbers of one record of one seed: each record can be made again alone.
    pub fn of_record(seed: u64, record: u64) -> Self {
        Self(seed ^ record.wrapping_mul(0xD134_2543_DE82_EF95))
    }

    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, which is above 0.
    pub fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.number()) * u128::from(end)) >> 64) as u64
    }

    pub fn one_in(&mut self, count: u64) -> bool {
        self.below(count) == 0
    }

    pub fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        self.among(all.iter())
    }

    pub fn among<T>(&mut self, mut all: impl ExactSizeIterator<Item = T>) -> T {
        all.nth(self.below(all.len() as u64) as usize).expect("one of some")
    }
}

/// Own words of one to six words in any script, with marks, joiners, and now and then what damages records.
pub fn own_words(random: &mut Random) -> String {
    const ODD: [char; 10] = [
        '\0',
        '\n',
        '\u{202E}',
        '\u{200D}',
        '\u{FEFF}',
        '\u{301}',
        '"',
        '\u{FFFD}',
        '\u{E0041}',
        '\u{10FFFF}',
    ];
    let mut words = String::new();
    for place in 0..=random.below(6) {
        if place > 0 {
            words.push(*random.of(&[' ', '-', '\'', '\u{2019}', '\u{A0}']));
        }
        let script = random.of(letters::SCRIPTS);
        for _ in 0..=random.below(9) {
            words.extend(one_of(random, script.letters));
            if !script.marks.is_empty() && random.one_in(4) {
                words.extend(one_of(random, script.marks));
            }
        }
        if random.one_in(24) {
            words.push(*random.of(&ODD));
        }
    }
    words
}

/// A character of the ranges; `None` where a range is interrupted by what is no character.
fn one_of(random: &mut Random, ranges: &[core::ops::RangeInclusive<char>]) -> Option<char> {
    let range = random.of(ranges);
    let (first, last) = (u64::from(u32::from(*range.start())), u64::from(u32::from(*range.end())));
    char::from_u32((first + random.below(last - first + 1)) as u32)
}

fn absence(random: &mut Random) -> Absence {
    let reasons: Vec<Reason> = (0..=random.below(2)).map(|_| *random.of(Reason::ALL)).collect();
    Absence::of(&reasons).expect("at least one reason")
}

/// A system with values and codes to make.
pub trait Made: Bridge + Sync {
    fn value(random: &mut Random) -> Self::Value;

    /// A code of the list, or now and then something that is none.
    fn code(&self, random: &mut Random) -> Vec<u8>;

    /// The person adds one thing more to what they said.
    fn say_further(_field: &mut Field<Self::Value>, _random: &mut Random) {}
}

impl<A: Axis> Made for CodeSystem<A> {
    fn value(random: &mut Random) -> Stated<A> {
        let standard = A::standard();
        let mut parts: Vec<Part> = Vec::new();
        for _ in 0..random.below(MOST_PARTS + 1) {
            let part = match random.below(12) {
                0 => Part::NotFurtherStated,
                // Of a newer release.
                1 => ConceptId::new(standard.kind(), 20_000 + random.below(4_000) as u32)
                    .expect("an id")
                    .into(),
                _ if standard.concepts().len() == 0 => Part::NotFurtherStated,
                _ => Part::Concept(random.among(standard.concepts()).id()),
            };
            if part == Part::NotFurtherStated || !parts.contains(&part) {
                parts.push(part);
            }
        }
        let words = (parts.is_empty() || random.one_in(3)).then(|| own_words(random));
        Stated::new(parts, words).expect("a statement")
    }

    fn code(&self, random: &mut Random) -> Vec<u8> {
        let code = random.among(self.rows().iter()).code().as_bytes();
        odd_or(random, code)
    }

    fn say_further(field: &mut Field<Stated<A>>, random: &mut Random) {
        if random.one_in(2) {
            *field = field.clone().with_own_words(own_words(random));
        } else if A::standard().concepts().len() > 0 {
            let concept = random.among(A::standard().concepts()).id();
            field.state_further(concept).expect("a concept of the standard");
        }
    }
}

impl Made for TagSystem {
    fn value(random: &mut Random) -> Languages {
        let one = |random: &mut Random| LanguageUse {
            tag: LanguageTag::parse(random.of::<&str>(TAGS)).expect("a tag"),
            own_words: random.one_in(5).then(|| own_words(random)),
            modes: (0..random.below(3)).fold(Modes::default(), |modes, _| modes.and(*random.of(&Mode::ALL))),
            is_preferred: random.one_in(3),
            abilities: (0..random.below(2)).map(|_| ability(random)).collect(),
            when: random.one_in(4).then(|| "2026-11".parse().expect("a date")),
        };
        Languages::of((0..=random.below(3)).map(|_| one(random)).collect::<Vec<_>>()).expect("languages")
    }

    fn code(&self, random: &mut Random) -> Vec<u8> {
        let tag = random.of(TAGS).as_bytes();
        odd_or(random, tag)
    }
}

fn ability(random: &mut Random) -> Ability {
    let of =
        |kind, random: &mut Random| random.among(Standard::of(kind).expect("a standard").concepts()).id();
    let what = Ability::of(of(Kind::LanguageAbility, random)).expect("an ability");
    let level = of(Kind::Proficiency, random);
    if random.one_in(2) { what } else { what.how_well_is(level).expect("a level") }
}

const TAGS: &[&str] = &[
    "en",
    "EN-gb",
    "syl",
    "bfi",
    "cmn",
    "zh",
    "prs",
    "fa-AF",
    "pa-Guru",
    "pa-Arab",
    "i-klingon",
    "mul",
    "x-own",
];

/// The code, and now and then other bytes.
fn odd_or(random: &mut Random, code: &[u8]) -> Vec<u8> {
    match random.below(16) {
        0 => (0..random.below(6)).map(|_| random.number() as u8).collect(),
        1 => [code, b" "].concat(),
        2 => code.to_ascii_lowercase(),
        _ => code.to_vec(),
    }
}

/// A field as a record may hold it: read from a code or stated, and then what else was received and said.
pub fn field<S: Made>(all: &'static [&'static S], random: &mut Random) -> Field<S::Value> {
    let system = |random: &mut Random| *random.of(all);
    let mut field = match random.below(8) {
        0 => Field::not_asked(),
        1 => {
            let mut field = Field::not_asked();
            field.absent(absence(random));
            field
        }
        2..5 => {
            let system = system(random);
            system.to_field(&system.code(random))
        }
        _ => Field::stated(S::value(random)),
    };
    for _ in 0..random.below(4) {
        let system = system(random);
        match random.below(8) {
            0..4 => {
                let _ = system.reconcile(&mut field, &system.code(random), None).expect("nothing to restore");
            }
            4 => field.report_as(system.key(), &system.code(random)),
            5 => field.state(S::value(random)),
            6 => S::say_further(&mut field, random),
            _ if field.proposals().is_empty() => field.withdraw(),
            _ => field.decide(0, random.one_in(2)).expect("a proposal waits"),
        }
    }
    field
}
