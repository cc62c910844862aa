//! HL7 v2 messages: what goes in comes out, and what is edited is all that changes.

#[path = "hl7/oracle.rs"]
mod oracle;
#[path = "hl7/records.rs"]
mod records;
#[path = "hl7/splitting.rs"]
mod splitting;
mod strategies;
