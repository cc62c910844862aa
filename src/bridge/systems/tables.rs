// @generated
use crate::bridge::authority::Authority;
use crate::bridge::system::CodeSystem;
use crate::ethnicity::Heritages;
use crate::orientation::Orientations;
use crate::stated::AbsenceOnly;
/// x
pub static ETHNICITY: &[&CodeSystem<Heritages>] = &[];
/// x
pub static ORIENTATION: &[&CodeSystem<Orientations>] = &[];
/// x
pub static ABSENCE: &[&CodeSystem<AbsenceOnly>] = &[];
/// x
pub static AUTHORITIES: &[&Authority] = &[];
