//! One person's name: held as she gave it, and written as one receiver can hold it.

#![allow(clippy::print_stdout, reason = "an example prints")]

use ownwords::{NameText, PartKind, Purpose, profiles};

pub fn main() -> ownwords::Result<()> {
    let name = NameText::entered("María José Carreño Quiñones")?;
    if let Err(error) = profiles::VISION_SURNAME.render(&name, Purpose::Letter) {
        println!("{error}");
    }
    let name = name.with_part(PartKind::Given, "María José"); // as she says: nothing is read from the text
    let name = name.with_part(PartKind::Family, "Carreño").with_part(PartKind::SecondFamily, "Quiñones");
    let (text, receipt, residue) = profiles::VISION_SURNAME.render(&name, Purpose::Letter)?.into_parts();
    println!("{text}: {receipt}");
    assert_eq!(profiles::VISION_SURNAME.restore(&text, &residue)?, "Carreño Quiñones");
    Ok(())
}
