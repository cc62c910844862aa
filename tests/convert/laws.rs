//! What holds for every pair of formats, over any records.

use ownwords::Purpose;
use ownwords::wire::convert::Settings;
use proptest::prelude::*;

use crate::formats::{all, choice, run, source, taken_back};
use crate::people::records;

fn pairs() -> impl Iterator<Item = (Settings, Settings)> {
    all().into_iter().flat_map(|from| all().into_iter().map(move |to| (from.clone(), to)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    /// A target that was not edited gives the source, byte for byte.
    #[test]
    fn l6_convert_there_and_back_is_identity(
        people in proptest::collection::vec(records(), 0..3),
        purpose in proptest::sample::select(Purpose::ALL.to_vec()),
        sends_residues in any::<bool>(),
    ) {
        for (from, to) in pairs() {
            let sent = source(&from, &people);
            let choice = ownwords::wire::convert::Choice { sends_residues, ..choice(&to, purpose) };
            let done = run(&from, &to, choice, &sent).unwrap();
            prop_assert_eq!(done.report.records, people.len() as u64);
            prop_assert_eq!(done.report.source.bytes, sent.len() as u64);
            let (again, report) = taken_back(&done.side, &done.target).unwrap();
            prop_assert!(again == sent, "{} to {}", from.format, to.format);
            prop_assert_eq!((report.untouched, report.has_findings()), (people.len() as u64, false));
        }
    }

    /// A storage form in a target is the record, whole: through it and back, a source of any format says the same.
    #[test]
    fn l6_the_storage_form_holds_what_a_source_says(people in proptest::collection::vec(records(), 1..3)) {
        let storage = Settings::of("storage");
        for from in all() {
            let sent = source(&from, &people);
            let done = run(&from, &storage, choice(&storage, Purpose::Letter), &sent).unwrap();
            let lines = done.target.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
            let format = from.format().unwrap();
            let storage = storage.format().unwrap();
            let mut splitter = format.splitter();
            let mut read = Vec::new();
            let mut input = &sent[..];
            let mut input = ownwords::wire::convert::Source::new(&mut input);
            while let Some(piece) = splitter.next(&mut input).unwrap() {
                if let ownwords::wire::convert::Piece::Record(bytes, _) = piece {
                    read.push(format.read(&bytes).unwrap().person);
                }
            }
            let stored: Vec<_> = lines.map(|line| storage.read(line).unwrap().person).collect();
            prop_assert!(stored == read, "{}", from.format);
            prop_assert_eq!(stored.len(), people.len());
        }
    }
}
