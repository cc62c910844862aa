//! HL7 v2: messages and batches.

use ownwords::audit::{InputFormat, Options, audit};

use super::said;

/// Made-up messages in a batch, one of which is about nobody.
const BATCH: &str = "FHS|^~\\&|PAS\rBHS|^~\\&|PAS\r\
MSH|^~\\&|PAS|X|||20260301||ADT^A31|1|P|2.4||||||UNICODE UTF-8\rEVN|A31|20260301101500\r\
PID|1||9990000018^^^NHS^NH~77^^^PAS^MR||Nuñez^Zoë^^^^^D~^Zo^^^^^N|||||a|||||es|||||||K\r\
MSH|^~\\&|PAS|X|||20260230||ACK|2|P|2.4\rMSA|AA|1\r\
MSH|^~\\&|PAS|X|||20260230||ADT^A31|3|P|2.4\r\
PID|1||9990000019^^^NHSNBR||UNKNOWN^O'Brien \\T\\ Sons||||||||||q4|||||||Chinese\r\
BTS|3\rFTS|1\r";

/// Messages without what stands around a batch.
pub(super) fn messages() -> &'static str {
    let (begin, end) = (BATCH.find("MSH").unwrap(), BATCH.find("BTS").unwrap());
    &BATCH[begin..end]
}

#[test]
fn the_person_of_each_message_is_audited() {
    let (found, _, summary) = said(BATCH.as_bytes(), Options::default());
    assert_eq!(
        found,
        [
            "OW-COD-002 1 ethnic_category",
            "OW-NUM-001 2 nhs_number",
            "OW-NAM-004 2 family_name",
            "OW-COD-003 2 ethnic_category",
            "OW-DAT-001 2 updated",
        ]
    );
    assert_eq!(summary.rows(), 2);
    assert_eq!(summary.source().unwrap().to_string(), "HL7 v2; 1 other message was not about a person");
    assert_eq!(summary.field(ownwords::rules::RecordField::ChosenName).valid, 1);
}

#[test]
fn messages_are_known_by_how_they_begin() {
    for ends in ["\r", "\n", "\r\n"] {
        let (_, _, summary) = said(BATCH.replace('\r', ends).as_bytes(), Options::default());
        assert_eq!(summary.source().unwrap().format(), InputFormat::Hl7);
    }
    // A table whose first column is called so is no message.
    let (_, _, summary) = said(b"MSH,surname\n1,Khan\n", Options::default());
    assert_eq!(summary.source().unwrap().format(), InputFormat::Csv);
}

/// The declared set decides how the bytes are read; bytes that it does not have are found in the cells that hold them.
#[test]
fn names_are_read_in_the_set_that_the_message_declares() {
    let latin = b"MSH|^~\\&|PAS|X|||20260301||ADT^A31|1|P|2.4||||||8859/1\rPID|1||||Nu\xF1ez^Zo\xEB\r";
    assert_eq!(said(latin, Options::default()).0, [""; 0]);
    let ascii = b"MSH|^~\\&|PAS|X|||20260301||ADT^A31|1|P|2.4\rPID|1||||Nu\xF1ez^Zo\r";
    assert_eq!(said(ascii, Options::default()).0, ["OW-ROW-002 1 family_name"]);
}

#[test]
fn what_is_no_message_is_an_error_with_its_place() {
    for (input, expected) in [
        (&b"MSH|^~\\&|PAS\rPID|1\rhello there\r"[..], "no segment"),
        (b"FHS|^~\\&|PAS\rFTS|0\r", "no message"),
        (b"hello", "no message"),
    ] {
        let options = Options::default().reading(InputFormat::Hl7);
        let stopped = audit(input, "test", options, &mut |_| Ok(())).unwrap_err();
        assert!(stopped.error().message().contains(expected), "{stopped}");
        assert!(
            stopped.error().position().is_some_and(|place| place.line.or(place.byte).is_some()),
            "{stopped}"
        );
    }
}
