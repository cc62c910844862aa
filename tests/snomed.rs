//! SNOMED CT identifiers: all of them and no term with the feature, and none without it.

#[cfg(not(feature = "snomed"))]
#[test]
fn without_the_feature_no_table_holds_one() {
    use ownwords::bridge::systems;
    use ownwords::{Reason, Standard};

    assert_eq!(systems::feature_of("gdppr-snomed"), Some("snomed"));
    assert!(systems::keys().all(|key| key != "gdppr-snomed"));
    let standard = Standard::ethnicity();
    let heritages = standard.concepts().iter().flat_map(|concept| concept.attested_by());
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
        for row in GDPPR_SNOMED.rows() {
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
