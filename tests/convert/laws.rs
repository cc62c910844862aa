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
        for (from, storage) in pairs().filter(|(_, to)| to.format().unwrap().holds_everything()) {
            let sent = source(&from, &people);
            let done = run(&from, &storage, choice(&storage, Purpose::Letter), &sent).unwrap();
            let read = |of: &Settings, input: &[u8]| {
                let format = of.format().unwrap();
                let all = crate::formats::records(of, input);
                all.iter().map(|one| format.read(one).unwrap().person).collect::<Vec<_>>()
            };
            let stored = read(&storage, &done.target);
            prop_assert!(stored == read(&from, &sent), "{} to {}", from.format, storage.format);
            prop_assert_eq!(stored.len(), people.len());
        }
    }
}
