//! The splitter's laws: bytes in are bytes out, an edit leaves the rest, escapes go there and back, nothing panics.

use ownwords::ErrorKind;
use ownwords::wire::hl7::{
    CharacterSet, Declaration, Delimiters, Element, Level, LineEnd, Message, PieceKind, Sent, escape, pieces,
    unescape,
};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::strategies::{arbitrary_bytes, hostile, name_like};

/// A message of a made-up person, with everything that a field can have.
pub const MESSAGE: &[u8] = b"MSH|^~\\&|pas|RXX|ours||20261126||ADT^A08|7|P|2.4\rEVN|A08\rPID|1||7^^^made-up&1.2&ISO~8||Hart&van&Hart^Zo^Ada Bo^^Dr^^L~Hart^Zo^^^^^D||19900101|F||Mixed \\T\\ more^^L|||||||||||||Z^Not stated^NHS\rPV1|1|I\r";

/// Fields of any bytes that do not end a segment, none of which declares anything.
fn fields() -> impl Strategy<Value = Vec<u8>> {
    vec(arbitrary_bytes(), 0..12).prop_map(|fields| {
        let mut all = fields.join(&b'|');
        all.retain(|byte| !matches!(byte, b'\r' | b'\n' | 0x0B | 0x1C));
        all
    })
}

pub fn message() -> impl Strategy<Value = Vec<u8>> {
    let end = prop_oneof![6 => Just(&b"\r"[..]), 1 => Just(&b"\n"[..]), 1 => Just(&b"\r\n"[..]), 1 => Just(&b"\r\r"[..])];
    let name = prop_oneof![Just("PID"), Just("PV1"), Just("ZZ1"), Just("OBX")];
    (fields(), vec((end.clone(), name, fields()), 1..6), prop_oneof![end, Just(&b""[..])]).prop_map(
        |(header, segments, last)| {
            let mut bytes = [b"MSH|^~\\&|", header.as_slice()].concat();
            for (end, name, fields) in segments {
                bytes.extend_from_slice(end);
                bytes.extend_from_slice(name.as_bytes());
                bytes.push(b'|');
                bytes.extend(fields);
            }
            bytes.extend_from_slice(last);
            bytes
        },
    )
}

fn each_element<'m>(element: Element<'m>, bytes: &'m [u8], seen: &mut dyn FnMut(Element<'m>)) {
    assert_eq!(&bytes[element.range()], element.bytes(), "an element is not where it says");
    seen(element);
    if matches!(element.level(), Level::Field | Level::Repetition | Level::Component) {
        element.parts().for_each(|part| each_element(part, bytes, seen));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn an_unedited_message_is_its_input_byte_for_byte(bytes in message()) {
        let message = Message::parse(&bytes).unwrap();
        prop_assert_eq!(message.bytes(), bytes.as_slice());
        let mut end = 0;
        for segment in message.segments() {
            // What is between two segments is line ends, and nothing else.
            prop_assert!(bytes[end..segment.range().start].iter().all(|byte| matches!(byte, b'\r' | b'\n')));
            end = segment.range().end;
            let mut text = Vec::new();
            for number in 1..=segment.count() {
                let field = segment.field(number).unwrap();
                each_element(field, &bytes, &mut |_| {});
                text.push(field.bytes());
            }
            if segment.name() != b"MSH" {
                prop_assert_eq!([&[segment.name()], &text[..]].concat().join(&b'|'), segment.bytes());
            }
        }
        prop_assert!(bytes[end..].iter().all(|byte| matches!(byte, b'\r' | b'\n')));
        prop_assert_eq!(message.into_bytes(), bytes);
    }

    #[test]
    fn an_edit_leaves_every_other_byte(bytes in message(), number in 1_usize..40, text in hostile()) {
        let mut message = Message::parse(&bytes).unwrap();
        let (segment, number) = match message.segment("PID") {
            Some(_) => ("PID", number),
            None => ("MSH", number + 2),
        };
        let field = escape(text.as_bytes(), message.delimiters()).unwrap().into_owned();
        let before: Vec<Option<Vec<u8>>> = (1..60).map(|number| message.field(segment, number).map(|one| one.bytes().to_vec())).collect();
        let old = message.field(segment, number).map(|field| field.range());
        let end = message.segment(segment).unwrap().range().end;
        message.set_field(segment, number, &field).unwrap();
        let found = message.field(segment, number).map(|one| one.bytes().to_vec()).unwrap_or_default();
        prop_assert_eq!(&found, &field);
        let read = unescape(&found, message.delimiters());
        prop_assert_eq!(read.as_ref(), text.as_bytes());
        for (place, before) in (1..60).zip(before).filter(|(place, _)| *place != number) {
            let after = message.field(segment, place).map(|one| one.bytes().to_vec());
            prop_assert_eq!(after.unwrap_or_default(), before.unwrap_or_default());
        }
        let range = old.unwrap_or(end..end);
        prop_assert!(message.bytes().starts_with(&bytes[..range.start]));
        prop_assert!(message.bytes().ends_with(&bytes[range.end..]));
    }

    #[test]
    fn any_text_is_escaped_there_and_back(text in hostile(), name in name_like(), truncation in any::<bool>()) {
        let truncated = Message::parse(b"MSH|^~\\&#|\r").unwrap();
        let delimiters = if truncation { *truncated.delimiters() } else { Delimiters::USUAL };
        for text in [text, name, "\"\"".to_owned()] {
            let written = escape(text.as_bytes(), &delimiters).unwrap();
            prop_assert!(!written.iter().any(|byte| matches!(byte, b'|' | b'^' | b'~' | b'&') || byte.is_ascii_control()));
            prop_assert!(written.as_ref() != b"\"\"");
            let read = unescape(&written, &delimiters);
            prop_assert_eq!(read.as_ref(), text.as_bytes());
        }
    }

    #[test]
    fn a_character_set_holds_a_text_or_says_that_it_does_not(text in hostile(), bytes in arbitrary_bytes()) {
        for set in [CharacterSet::Ascii, CharacterSet::Iso8859Part1, CharacterSet::Utf8] {
            if let Some(written) = set.encode(&text) {
                let read = set.decode(&written);
                prop_assert_eq!(read.as_deref(), Some(text.as_str()));
            }
            if let Some(read) = set.decode(&bytes) {
                let written = set.encode(&read);
                prop_assert_eq!(written.as_deref(), Some(bytes.as_slice()));
            }
        }
    }

    #[test]
    fn hostile_bytes_are_a_message_or_an_error_with_its_place(bytes in arbitrary_bytes(), prefix in any::<bool>()) {
        let bytes = if prefix { [b"MSH|^~\\&|".as_slice(), &bytes].concat() } else { bytes };
        match Message::parse(&bytes) {
            Ok(message) => {
                prop_assert_eq!(message.bytes(), bytes.as_slice());
                let _ = message.declaration();
            }
            Err(error) => {
                prop_assert_eq!(error.kind(), ErrorKind::Format);
                prop_assert!(error.position().is_some() && error.help().is_some());
            }
        }
        let all: Vec<u8> = pieces(&bytes).flat_map(|piece| piece.bytes()).copied().collect();
        prop_assert_eq!(&all, &bytes);
        for piece in pieces(&bytes) {
            prop_assert!(!piece.bytes().is_empty());
            prop_assert_eq!(&bytes[piece.start()..piece.start() + piece.bytes().len()], piece.bytes());
        }
    }
}

#[test]
fn what_is_wrong_with_a_message_is_said_with_its_place() {
    for (bytes, said) in [
        (&b""[..], "byte 0: the message does not begin with an MSH segment"),
        (b"PID|1\r", "byte 0: the message does not begin with an MSH segment"),
        (b"\xEF\xBB\xBFMSH|^~\\&|\r", "byte 0: a byte order mark"),
        (b"FHS|^~\\&|\rMSH|^~\\&|\r", "byte 0: this is a batch"),
        (b"\x0BMSH|^~\\&|\r\x1C\r", "byte 0: this is still in its transport frame"),
        (b"MSH", "byte 0: the message does not begin with an MSH segment"),
        (b"MSHA^~\\&A", "byte 3: the field separator is no sign"),
        (b"MSH|", "byte 4: the message declares no encoding characters"),
        (b"MSH|^^\\&|\r", "byte 5: an encoding character is no sign, stands there twice"),
        (
            b"MSH|^~\\&#!|\r",
            "byte 9: an encoding character is no sign, stands there twice, or is one too many",
        ),
        (b"MSH|^~\\&|a\rMSH|^~\\&|b\r", "byte 11: a second message begins here"),
        (b"MSH|^~\\&|a\rPID|1||\rrest of it\r", "byte 19: this line is no segment"),
    ] {
        let error = Message::parse(bytes).unwrap_err();
        assert!(error.to_string().starts_with(said), "{error}");
    }
    let mut message = Message::parse(MESSAGE).unwrap();
    for (segment, number, field) in
        [("PID", 5, &b"a|b"[..]), ("PID", 5, b"a\rb"), ("ZZZ", 1, b""), ("MSH", 2, b"^"), ("PID", 0, b"a")]
    {
        assert_eq!(message.set_field(segment, number, field).unwrap_err().kind(), ErrorKind::Usage);
    }
    assert!(message.put_segment(b"zz", "PID").is_err() && message.put_segment(b"ZZZ|1", "ZZ1").is_err());
    assert_eq!(message.bytes(), MESSAGE);
}

#[test]
fn line_ends_are_kept_and_told() {
    let bytes = b"MSH|^~\\&|a\r\nPID|1||two\nlines||Hart\nPV1|1\r\n\r\nZZZ";
    let message = Message::parse(bytes).unwrap();
    let ends: Vec<LineEnd> = message.segments().map(|segment| segment.line_end()).collect();
    assert_eq!(ends, [LineEnd::CrLf, LineEnd::Lf, LineEnd::CrLf, LineEnd::Missing]);
    // A line feed with no segment behind it belongs to the field.
    assert_eq!(message.field("PID", 3).unwrap().bytes(), b"two\nlines");
}

#[test]
fn nothing_deleted_and_a_value_are_three_things() {
    let message = Message::parse(b"MSH|^~\\&|a\rPID|||\"\"|\"\"^x\r").unwrap();
    let sent = |number| message.field("PID", number).map(|field| field.sent());
    assert_eq!(sent(2), Some(Sent::Unchanged));
    assert_eq!(sent(3), Some(Sent::Delete));
    assert_eq!(sent(4), Some(Sent::Value(&b"\"\"^x"[..])));
    assert_eq!(sent(5), None);
    assert_eq!(format!("{:?}", sent(4)), "Some(Value)");
}

#[test]
fn a_wrong_declaration_is_said() {
    use CharacterSet::{Ascii, Iso8859Part1, Utf8};
    use Declaration::{Holds, LooksLike, NotKnown};
    let of = |code: &str, name: &[u8]| {
        let bytes =
            [b"MSH|^~\\&|||||||ADT^A08|7|P|2.4||||||", code.as_bytes(), b"\rPID|1||||", name].concat();
        Message::parse(&bytes).unwrap().declaration()
    };
    let (latin1, utf8, windows) = (&b"Zo\xEB"[..], "Zoë".as_bytes(), &b"O\x92Brien"[..]);
    assert_eq!(
        [of("", b"Zoe"), of("8859/1", b"Zoe"), of("8859/15", b"Zoe")],
        [Holds(Ascii), Holds(Iso8859Part1), NotKnown]
    );
    assert_eq!([of("8859/1", latin1), of("8859/1", utf8)], [Holds(Iso8859Part1), LooksLike(Utf8)]);
    assert_eq!(
        [of("UNICODE UTF-8", utf8), of("UNICODE UTF-8", latin1)],
        [Holds(Utf8), LooksLike(Iso8859Part1)]
    );
    assert_eq!([of("", utf8), of("ASCII", latin1)], [LooksLike(Utf8), LooksLike(Iso8859Part1)]);
    assert_eq!([of("8859/1", windows), of("8859/15", latin1)], [NotKnown, NotKnown]);
    assert_eq!(of("UNICODE UTF-8~8859/1", utf8), Holds(Utf8));
}

#[test]
fn batches_and_frames_are_taken_apart() {
    let stream = b"FHS|^~\\&|a\rBHS|^~\\&|b\nMSH|^~\\&|1\rPID|1\rMSH|^~\\&|2\rBTS|2\rFTS|1\r\x0BMSH|^~\\&|3\r\x1C\rlost";
    let kinds: Vec<PieceKind> = pieces(stream).map(|piece| piece.kind()).collect();
    use PieceKind::{Frame, Header, Message, Stray, Trailer};
    assert_eq!(kinds, [Header, Header, Message, Message, Trailer, Trailer, Frame, Message, Frame, Stray]);
}

#[test]
fn debug_prints_nothing_of_a_person() {
    let message = Message::parse(MESSAGE).unwrap();
    let segment = message.segment("PID").unwrap();
    let things: [&dyn std::fmt::Debug; 5] =
        [&message, &segment, &segment.field(5), &segment.field(5).unwrap().sent(), &pieces(MESSAGE).next()];
    for thing in things {
        let shown = format!("{thing:?} {thing:#?}");
        assert!(!shown.contains("Hart") && !shown.contains("Zo"), "{shown}");
    }
}
