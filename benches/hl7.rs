//! What an HL7 v2 message costs: `cargo bench --bench hl7 --features wire`.
//!
//! Made-up ADT messages of the usual size are taken apart and the name, the ethnic group and the language are found in PID;
//! then the same is read into a record. The figures are megabytes for each second that this thread was on a processor, as
//! the kernel counts it: what else the machine does is left out. It fails where a message is not what was made.

#![allow(clippy::print_stdout, reason = "a bench reports on standard output")]

use std::fs;
use std::hint::black_box;

use ownwords::bridge::systems;
use ownwords::wire::hl7::{Coded, Feed, Message, PieceKind, pieces};

const MESSAGES: usize = 20_000;
const TURNS: usize = 7;

/// A message of a made-up person, with what stands around PID in most.
fn message(number: usize) -> String {
    let (family, given) =
        (["Hart", "Okafor", "O'Brien", "Nguyen"][number % 4], ["Zoe", "Ada", "Bo"][number % 3]);
    format!(
        "MSH|^~\\&|pas|RXX|ours|RXX|20261126101500||ADT^A08^ADT_A01|{number:08}|P|2.4|||AL|NE|GBR\r\
         EVN|A08|20261126101500|||made-up^Clerk^A|20261126101400\r\
         PID|1||{number:08}^^^RXX^MR~9990000000^^^NHS^NH||{family}^{given}^^^Ms^^L||19900101|F|||1 Made-up Road^^Testhaven^^ZZ99 3AA^GBR^H||^PRN^PH^^^^01632960000||en|S||||||K^^NHS||||||||N\r\
         PD1|||Testhaven Surgery^^Z99999|G9999999^Made^Up^^^Dr\r\
         NK1|1|{family}^Kin^^^^^L|BRO|1 Made-up Road^^Testhaven|01632960001\r\
         PV1|1|I|WARD1^BAY2^BED3^RXX|21|||C9999999^Consultant^A^^^Dr||||300|||||||||V{number:08}|||||||||||||||||||||||||20261125090000\r\
         PV2|||^Made-up reason\r\
         OBX|1|NM|HEIGHT^Height||170|cm|||||F\r\
         AL1|1|DA|^Nothing known\r"
    )
}

/// Nanoseconds that this thread was on a processor.
fn on_processor() -> f64 {
    let stat =
        fs::read_to_string("/proc/thread-self/schedstat").expect("Linux counts the time of each thread");
    stat.split(' ')
        .next()
        .and_then(|first| first.parse().ok())
        .expect("the first number is the time on a processor")
}

fn measure(what: &str, bytes: &[u8], mut count: impl FnMut() -> usize) {
    let mut rates = Vec::new();
    for _ in 0..TURNS {
        let start = on_processor();
        assert_eq!(black_box(count()), MESSAGES, "a wrong answer has no speed");
        rates.push(bytes.len() as f64 * 1e3 / (on_processor() - start));
    }
    rates.sort_by(f64::total_cmp);
    println!(
        "{what:<42} {:6.0} MB/s (slowest {:.0}, fastest {:.0})",
        rates[TURNS / 2],
        rates[0],
        rates[TURNS - 1]
    );
}

fn main() {
    let stream: Vec<u8> = (0..MESSAGES).flat_map(|number| message(number).into_bytes()).collect();
    let parts = || pieces(&stream).filter(|piece| piece.kind() == PieceKind::Message);
    println!("{MESSAGES} messages, {:.1} MB", stream.len() as f64 / 1e6);
    measure("a stream into its messages:", &stream, || parts().count());
    let messages: Vec<&[u8]> = parts().map(|piece| piece.bytes()).collect();
    measure("messages apart, PID-5, -15 and -22 found:", &stream, || {
        let found = |bytes: &&&[u8]| {
            let Ok(message) = Message::parse(bytes) else { return false };
            let Some(pid) = message.segment("PID") else { return false };
            let family = pid.field(5).and_then(|names| names.part(1)?.part(1));
            let code = |number: usize| {
                pid.field(number).and_then(|field| field.part(1)?.part(1)).map(|code| code.bytes())
            };
            family.is_some_and(|family| !family.bytes().is_empty())
                && code(15) == Some(&b"en"[..])
                && code(22) == Some(&b"K"[..])
        };
        messages.iter().filter(found).count()
    });
    let mut feed = Feed::of("pas");
    feed.language = Some(Coded::of(&systems::NHS_LANGUAGE, &[]));
    feed.ethnic_group = Some(Coded::of(&systems::NHS_ETHNIC_CATEGORY_2001, &["NHS"]));
    measure("messages into records:", &stream, || {
        let read = |bytes: &&&[u8]| {
            let person = Message::parse(bytes).and_then(|message| message.read_pid(&feed));
            person.is_ok_and(|(person, _)| {
                person.name.statement().given().is_some() && person.ethnicity.statement().given().is_some()
            })
        };
        messages.iter().filter(read).count()
    });
}
