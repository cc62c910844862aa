//! SNOMED CT identifiers: all of them and no term with the feature, and none without it.

#[cfg(not(feature = "snomed"))]
#[test]
fn without_the_feature_no_table_holds_one() {
    use ownwords::bridge::systems;
    use ownwords::{Reason, Standard};

    assert_eq!(systems::feature_of("gdppr-snomed"), Some("snomed"));
    assert!(systems::keys().all(|key| key != "gdppr-snomed"));
    let standard = Standard::ethnicity();
    let heritages = standard.concepts().flat_map(|concept| concept.attested_by());
    let reasons = Reason::ALL.iter().flat_map(|reason| reason.attested_by().iter().copied());
    for witness in heritages.chain(reasons).chain(standard.not_further_stated()) {
        assert_ne!(witness.system, "gdppr-snomed");
    }
}

#[cfg(feature = "snomed")]
mod with_the_feature {
    use std::collections::BTreeSet;
    use std::path::Path;

    use ownwords::bridge::sctid;
    use ownwords::bridge::systems::snomed::GDPPR_SNOMED;

    fn ids() -> BTreeSet<&'static str> {
        GDPPR_SNOMED.rows().iter().map(|row| row.code()).collect()
    }

    #[test]
    fn every_identifier_passes_its_check_and_stands_without_a_term() {
        assert_eq!(ids().len(), 489);
        for row in GDPPR_SNOMED.rows().iter() {
            assert!(sctid::is_valid(row.code().as_bytes()), "{}", row.code());
            assert_eq!((row.label(), row.group()), ("", None), "{}", row.code());
        }
    }

    /// Each category of the census of 2011 stands twice, under one term and so with one meaning: the two follow each
    /// other in the row of numbers.
    #[test]
    fn twins_have_one_meaning() {
        let of_2011 = |id: &&str| id.len() == 15 && ("976631"..="978411").contains(&&id[..6]);
        let twins: Vec<&str> = ids().into_iter().filter(of_2011).collect();
        assert_eq!(twins.len(), 106);
        for pair in twins.chunks(2) {
            let [one, other] = [pair[0], pair[1]].map(|id| GDPPR_SNOMED.decode(id.as_bytes()));
            assert_eq!(one.answer(), other.answer(), "{pair:?}");
            let [one, other] = [one, other].map(|decoded| decoded.row().unwrap());
            assert_eq!((one.relationship(), one.adds()), (other.relationship(), other.adds()), "{pair:?}");
        }
    }

    #[test]
    fn the_list_is_that_of_the_source() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../shared/reference/ethnicity/gdppr-snomed-to-category.csv");
        let Ok(text) = std::fs::read_to_string(&path) else {
            #[allow(clippy::print_stdout, reason = "what is skipped is said")]
            {
                println!("skipped: {} is not here", path.display());
            }
            return;
        };
        let source: BTreeSet<&str> = text.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
        assert_eq!(ids(), source);
    }
}

/// Every list behind the feature, whatever its field.
#[cfg(feature = "snomed")]
mod every_list {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    use ownwords::bridge::{CodeSystem, sctid, systems};
    use ownwords::{Axis, Reason};

    #[derive(Default)]
    struct Behind {
        ids: BTreeMap<&'static str, BTreeSet<&'static str>>,
        labels: usize,
        known: BTreeSet<&'static str>,
    }

    impl systems::Lists for Behind {
        fn list<A: Axis>(&mut self, _: &'static str, lists: &'static [&'static CodeSystem<A>]) {
            for list in lists.iter().filter(|list| systems::feature_of(list.key()) == Some("snomed")) {
                for row in list.rows().iter() {
                    let decoded = list.decode(row.code().as_bytes());
                    let absence = decoded.absence();
                    self.labels += usize::from(!row.label().is_empty() || row.group().is_some());
                    self.ids.entry(list.key()).or_default().insert(row.code());
                    if absence.is_none_or(|absence| !absence.contains(Reason::MeaningNotKnown)) {
                        self.known.insert(row.code());
                    }
                }
            }
        }
    }

    fn behind() -> Behind {
        let mut behind = Behind::default();
        systems::each_list(&mut behind);
        behind
    }

    #[test]
    fn no_list_behind_the_feature_has_a_term() {
        let behind = behind();
        assert_eq!(behind.labels, 0);
        assert_eq!(behind.ids.len(), 12, "{:?}", behind.ids.keys());
    }

    /// Three identifiers were published wrong. They stay as systems send them; one of them, rounded by a spreadsheet,
    /// means nothing. Codes of HL7 that stand in the same lists are no identifiers.
    #[test]
    fn identifiers_that_fail_their_check_are_kept_and_are_these() {
        let behind = behind();
        let is_number = |id: &&&str| id.bytes().all(|byte| byte.is_ascii_digit());
        let ids: BTreeSet<&str> = behind.ids.values().flatten().copied().collect();
        let wrong: Vec<&str> =
            ids.iter().filter(is_number).filter(|id| !sctid::is_valid(id.as_bytes())).copied().collect();
        assert_eq!(wrong, ["1064711000000100", "1082551000000100", "1082661000000100"]);
        let no_numbers: Vec<&str> = ids.iter().filter(|id| !is_number(id)).copied().collect();
        assert_eq!(no_numbers, ["OTH", "UNK", "asked-declined"]);
        assert!(!behind.known.contains("1064711000000100"));
        assert!(behind.known.contains("1082551000000100") && behind.known.contains("1082661000000100"));
    }

    /// An identifier that is published with terms for two ways of communicating means neither; what is of another subject
    /// is carried, its meaning not known.
    #[test]
    fn what_a_term_does_not_say_is_not_known() {
        let known = behind().known;
        assert!(!known.contains("415803005"));
        for id in ["231501003", "314434008", "1325361000000100"] {
            assert!(!known.contains(id), "{id}");
        }
    }

    #[test]
    fn the_lists_of_communication_are_those_of_their_sources() {
        let lists = [
            ("accessible-information", "accessible-information-snomed", 1),
            ("ra-flag", "ra-flag-code-snomed", 0),
        ];
        for (list, file, column) in lists {
            let path = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join(format!("../shared/reference/language/{file}.csv"));
            let Ok(text) = std::fs::read_to_string(&path) else {
                #[allow(clippy::print_stdout, reason = "what is skipped is said")]
                {
                    println!("skipped: {file} is not here");
                }
                continue;
            };
            let cells = text.lines().skip(1).filter_map(|line| line.split(',').nth(column));
            let published: BTreeSet<String> = cells.map(str::to_owned).collect();
            let ours = behind().ids.into_iter().filter(|(key, _)| key.starts_with(list));
            let each: Vec<&str> = ours.flat_map(|(_, ids)| ids).collect();
            let all: BTreeSet<String> = each.iter().map(|id| (*id).to_owned()).collect();
            assert_eq!(each.len(), all.len(), "an identifier stands in two lists of {list}");
            assert_eq!(all, published);
        }
    }
}
