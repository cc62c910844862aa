//! A sample as FHIR R4: one UK Core Patient a line (NDJSON).

use super::record::{Cell, Record, Shape, Status};

const ENGLAND: &[u8] = b"https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland";

/// A system that no release of this library can know: the reserved top-level domain of RFC 2606.
const FOREIGN: &[u8] = b"https://hospital.example/codes/ethnicity";

/// One Patient and its line break. The sexual orientation has no place in it.
pub(super) fn push_record(out: &mut Vec<u8>, record: &Record) {
    out.extend_from_slice(br#"{"resourceType":"Patient""#);
    if record.updated.status != Status::Missing {
        out.extend_from_slice(br#","meta":{"lastUpdated":"#);
        push_instant(out, &record.updated);
        out.push(b'}');
    }
    if record.ethnic_category.status != Status::Missing {
        let system = if record.shape == Shape::ForeignSystem { FOREIGN } else { ENGLAND };
        out.extend_from_slice(br#","extension":[{"url":"https://fhir.hl7.org.uk/StructureDefinition/"#);
        out.extend_from_slice(
            br#"Extension-UKCore-EthnicCategory","valueCodeableConcept":{"coding":[{"system":"#,
        );
        push_text(out, system);
        out.extend_from_slice(br#","code":"#);
        push_text(out, &record.ethnic_category.bytes);
        out.extend_from_slice(b"}]}}]");
    }
    if record.nhs_number.status != Status::Missing {
        out.extend_from_slice(br#","identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"#);
        push_text(out, &record.nhs_number.bytes);
        out.extend_from_slice(b"}]");
    }
    push_names(out, record);
    if record.date_of_birth.status != Status::Missing {
        out.extend_from_slice(br#","birthDate":"#);
        push_text(out, &record.date_of_birth.bytes);
    }
    if record.language.status != Status::Missing {
        out.extend_from_slice(
            br#","communication":[{"language":{"coding":[{"system":"urn:ietf:bcp:47","code":"#,
        );
        push_text(out, &record.language.bytes);
        out.extend_from_slice(br#"}]},"preferred":true}]"#);
    }
    out.extend_from_slice(b"}\n");
}

/// The given names stand in one string, as the record holds them: where one ends and the next begins nobody said.
fn push_names(out: &mut Vec<u8>, record: &Record) {
    out.extend_from_slice(br#","name":[{"use":"usual""#);
    if record.family_name.status != Status::Missing {
        out.extend_from_slice(br#","family":"#);
        push_text(out, &record.family_name.bytes);
    }
    if record.given_name.status != Status::Missing {
        out.extend_from_slice(br#","given":["#);
        push_text(out, &record.given_name.bytes);
        out.push(b']');
    }
    out.push(b'}');
    if record.chosen_name.status != Status::Missing {
        out.extend_from_slice(br#",{"use":"nickname","given":["#);
        push_text(out, &record.chosen_name.bytes);
        out.extend_from_slice(b"]}");
    }
    out.push(b']');
}

/// `meta.lastUpdated` is an instant: a sound date gets a time of day.
fn push_instant(out: &mut Vec<u8>, updated: &Cell) {
    push_text(out, &updated.bytes);
    if updated.status == Status::Valid {
        out.pop();
        out.extend_from_slice(br#"T09:30:00Z""#);
    }
}

/// A JSON string (RFC 8259, section 7).
fn push_text(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'"');
    for &byte in text {
        match byte {
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            // Four hexadecimal digits; a control character is below 0x20.
            0..0x20 => {
                let low = byte & 0xF;
                let low = if low < 10 { b'0' + low } else { b'a' + low - 10 };
                out.extend_from_slice(&[b'\\', b'u', b'0', b'0', b'0' + (byte >> 4), low]);
            }
            _ => out.push(byte),
        }
    }
    out.push(b'"');
}
