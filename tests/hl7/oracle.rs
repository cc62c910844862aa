//! `hl7-parser`, which is not ours, beside our splitter: it finds the same fields, components and sub-components.
//!
//! It takes a text alone, so that bytes that are no UTF-8 are not compared. With its strict line ends it stops at the first
//! line feed without a word; with its lenient ones every line feed ends a segment, one within a field too; and a message
//! whose MSH-2 has not four signs is no message to it. None of these is compared.

use ownwords::wire::hl7::Message;
use proptest::prelude::*;

use crate::splitting::{MESSAGE, message};

fn compare(text: &str) -> usize {
    let ours = Message::parse(text.as_bytes()).unwrap();
    let theirs = hl7_parser::parse_message_with_lenient_newlines(text).unwrap();
    let mut compared = 0;
    let segments: Vec<_> = ours.segments().collect();
    assert_eq!(segments.len(), theirs.segments().count());
    for (ours, theirs) in segments.iter().zip(theirs.segments()) {
        assert_eq!(ours.name(), theirs.name.as_bytes());
        for number in 1..=ours.count() {
            let (field, other) = (ours.field(number).unwrap(), theirs.field(number).unwrap());
            assert_eq!(field.bytes(), other.raw_value().as_bytes(), "field {number}");
            if ours.name() == b"MSH" && number < 3 {
                continue;
            }
            for (place, repetition) in (1..).zip(field.parts()) {
                // It has no repetition where a field is empty.
                let Some(other) = other.repeat(place) else {
                    assert!(field.bytes().is_empty());
                    continue;
                };
                for (place, component) in (1..).zip(repetition.parts()) {
                    let Some(other) = other.component(place) else {
                        assert!(repetition.bytes().is_empty());
                        continue;
                    };
                    assert_eq!(component.bytes(), other.raw_value().as_bytes());
                    for (place, part) in (1..).zip(component.parts()) {
                        let other = other.subcomponent(place).map_or("", |other| other.raw_value());
                        assert_eq!(part.bytes(), other.as_bytes());
                        compared += 1;
                    }
                }
            }
        }
    }
    compared
}

#[test]
fn a_message_is_the_same_to_both() {
    assert!(compare(std::str::from_utf8(MESSAGE).unwrap()) > 40);
}

proptest! {
    #[test]
    fn any_text_is_the_same_to_both(bytes in message()) {
        let text = String::from_utf8_lossy(&bytes);
        // Blank lines end a message for it.
        let text = text.replace("\r\r", "\r");
        compare(text.trim_end_matches(['\r', '\n']));
    }
}

#[test]
fn it_stops_at_a_line_feed_and_drops_the_last_return() {
    let theirs = hl7_parser::parse_message("MSH|^~\\&|a\nPID|1\n").unwrap();
    assert_eq!(theirs.segments().count(), 1);
    assert_eq!(Message::parse(b"MSH|^~\\&|a\nPID|1\n").unwrap().segments().count(), 2);
}
