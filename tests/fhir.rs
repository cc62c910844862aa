//! The laws of FHIR messages: a record and a document there and back, whatever stands in them.

#[path = "fhir/demanded.rs"]
mod demanded;
#[path = "fhir/documents.rs"]
mod documents;
#[path = "fhir/everywhere.rs"]
mod everywhere;
#[path = "fhir/hostile.rs"]
mod hostile;
#[path = "fhir/laws.rs"]
mod laws;
#[path = "fhir/lists.rs"]
mod lists;
#[path = "fhir/one_pass.rs"]
mod one_pass;
#[path = "fhir/profiles.rs"]
mod profiles;
#[path = "fhir/reading.rs"]
mod reading;

#[allow(dead_code, reason = "the other programs use the rest")]
mod people;
mod strategies;
#[allow(dead_code, reason = "the other programs use the rest")]
mod subjects;
