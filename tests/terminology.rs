//! Standards and mappings as FHIR terminology: the rules of the resources, and the laws that nothing is lost in them.

#[path = "terminology/laws.rs"]
mod laws;
#[path = "terminology/reading.rs"]
mod reading;
#[path = "terminology/resources.rs"]
mod resources;
