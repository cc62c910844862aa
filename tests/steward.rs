//! What stewards' tools do with files.

#[path = "steward/doctor.rs"]
mod doctor;
