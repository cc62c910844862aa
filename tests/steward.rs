//! What stewards' tools do with files.

#[path = "steward/doctor.rs"]
mod doctor;
#[path = "steward/layout.rs"]
mod layout;
#[path = "steward/repository.rs"]
mod repository;
mod workbook;
