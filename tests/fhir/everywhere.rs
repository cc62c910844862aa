//! Made-up records with answers of every list that a profile writes.

use ownwords::bridge::{CodeSystem, systems};
use ownwords::{Axis, Demographics, Field, GenderIdentity, Genders, Kind, Part, Standard, Stated};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::{people, subjects};

/// Some of all concepts, stated, in any number up to three.
fn stated<A: Axis>() -> impl Strategy<Value = Field<Stated<A>>> {
    let ids: Vec<_> = A::standard().concepts().map(|concept| concept.id()).collect();
    subsequence(ids, 1..4).prop_map(|ids| {
        let parts = ids.into_iter().map(Part::Concept).collect();
        Field::stated(Stated::new(parts, None).unwrap())
    })
}

/// One of a list's own codes, received.
fn received<A: Axis>(lists: &[&'static CodeSystem<A>]) -> impl Strategy<Value = Field<Stated<A>>> + use<A> {
    let of = |list: &&'static CodeSystem<A>| {
        let list = *list;
        list.rows().iter().map(move |row| (list, row.code())).collect::<Vec<_>>()
    };
    select(lists.iter().flat_map(of).collect::<Vec<_>>())
        .prop_map(|(list, code)| list.decode(code.as_bytes()).to_field())
}

/// Any record, of people anywhere.
pub fn records() -> impl Strategy<Value = Demographics> {
    let ethnicity = prop_oneof![
        2 => subjects::fields(&systems::NHS_ETHNIC_CATEGORY_2001),
        1 => subjects::fields(&systems::US_OMB_1997),
        1 => received(&[
            &systems::UKCORE_ETHNIC_CATEGORY_SCOTLAND, &systems::NZ_ETHNICITY_2005, &systems::US_OMB_1997,
            &systems::HL7_V3_RACE, &systems::AU_ABS_INDIGENOUS_STATUS_2021,
        ]),
        2 => stated(),
    ];
    let pronouns = prop_oneof![
        subjects::fields(&systems::FHIR_PRONOUNS),
        received(&[&systems::AU_PRONOUNS, &systems::HL7_GENDER_HARMONY_PRONOUNS, &systems::FHIR_PRONOUNS]),
        stated(),
    ];
    let gender = prop_oneof![2 => stated(), 1 => Just(declined())];
    let administrative = prop_oneof![
        subjects::fields(&systems::FHIR_ADMINISTRATIVE_GENDER),
        received(&[
            &systems::HL7_V2_0001,
            &systems::FHIR_ADMINISTRATIVE_GENDER,
            &systems::NHS_PERSON_STATED_GENDER
        ]),
    ];
    (people::records(), any::<[bool; 4]>(), ethnicity, pronouns, gender, administrative).prop_map(
        |(mut person, is_new, ethnicity, pronouns, gender, administrative)| {
            let [ethnic, pronoun, gendered, office] = is_new;
            if ethnic {
                person.ethnicity = ethnicity;
            }
            if pronoun {
                person.pronouns = pronouns;
            }
            if gendered {
                person.gender = gender;
            }
            if office {
                person.administrative_gender = administrative;
            }
            person
        },
    )
}

fn declined() -> Field<GenderIdentity> {
    let mut field: Field<Stated<Genders>> = Field::not_asked();
    field.decline();
    field
}

/// The concept with this slug.
pub fn heritage(slug: &str) -> Part {
    Part::Concept(Standard::of(Kind::Heritage).unwrap().by_slug(slug).unwrap().id())
}
