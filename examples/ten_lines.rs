//! One person's ethnicity, from an old code through their own words and back.

#![allow(clippy::print_stdout, reason = "an example prints")]

use ownwords::bridge::systems;
use ownwords::{Bridge, Demographics, Name, Policy, Purpose};

pub fn main() -> ownwords::Result<()> {
    let nhs = &systems::NHS_ETHNIC_CATEGORY_2001;
    let mut person = Demographics::not_asked();
    person.name = Name::chosen("Zoë Nguyễn")?.into();
    person.ethnicity = nhs.decode(b"K").to_field().with_own_words("Sylheti");

    let (code, loss, residue) = nhs.encode(&person.ethnicity, Policy::Certain)?.into_parts();
    println!("{code}: {loss}");
    assert_eq!(&nhs.restore(&code, &residue)?, person.ethnicity.statement());
    assert_eq!(person.for_purpose(Purpose::Letter).name().map(|name| name.as_str()), Some("Zoë Nguyễn"));
    Ok(())
}
