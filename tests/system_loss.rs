//! Known answers of what lists lose and of what becomes of their codes in others.

use std::collections::BTreeSet;

use ownwords::bridge::{
    Becomes, Change, CodeSystem, Conversion, Policy, Row, SystemLoss, Weights, systems,
    truncate_to_first_character,
};
use ownwords::{Bridge, Ethnicity, Field, Heritages, Standard};

const NHS: &CodeSystem<Heritages> = &systems::NHS_ETHNIC_CATEGORY_2001;

fn id(slug: &str) -> ownwords::ConceptId {
    Standard::ethnicity().by_slug(slug).unwrap_or_else(|| panic!("no {slug}")).id()
}

/// The codes of the first list with this change, then those of the second.
fn with(conversion: &Conversion, change: Change) -> (Vec<&'static str>, Vec<&'static str>) {
    let leaving = conversion.leaving().iter().filter(|code| code.change() == change);
    let arriving = conversion.arriving().iter().filter(|code| code.change() == change);
    (leaving.map(|code| code.row().code()).collect(), arriving.map(|code| code.row().code()).collect())
}

#[test]
fn the_loss_of_the_national_list_is_what_can_be_counted_by_hand() {
    let loss = SystemLoss::of(NHS, Policy::Certain);
    let together = |code| {
        let found = loss.outcomes().iter().find(|outcome| outcome.code() == Some(code));
        found.map_or(0, |outcome| outcome.concepts().len())
    };
    let sizes: Vec<usize> = loss.outcomes().iter().map(|outcome| outcome.concepts().len()).collect();
    assert_eq!(together("J"), 1, "Pakistani alone is always sent as J");
    let all: f64 = sizes.iter().sum::<usize>() as f64;
    let by_hand: f64 = sizes.iter().map(|&size| size as f64 / all * (size as f64).log2()).sum();
    assert!((loss.bits() - by_hand).abs() < 1e-9, "{} {by_hand}", loss.bits());
    assert!((loss.bits_stated() - all.log2()).abs() < 1e-9);
    assert_eq!(loss.weighted_by(), None);
}

#[test]
fn weights_are_about_whom_they_count() {
    let loss = || SystemLoss::of(NHS, Policy::Certain);
    let of = |weights: &[(&str, f64)]| {
        let weights = weights.iter().map(|&(slug, weight)| (id(slug), weight));
        let loss = loss().weighted(Weights::new("made up", weights).unwrap());
        (loss.bits(), loss.bits_stated())
    };
    // Each of these two has its code: nothing is lost. Two that are ambiguous are told apart by nothing.
    assert_eq!(of(&[("pakistani", 1.0), ("bangladeshi", 1.0)]), (0.0, 1.0));
    assert_eq!(of(&[("somali", 1.0), ("polish", 1.0)]), (1.0, 1.0));
    assert_eq!(of(&[("somali", 5.0), ("polish", 0.0)]), (0.0, 0.0));
    // Half are Pakistani; of the other half one bit is lost.
    let (bits, stated) = of(&[("pakistani", 2.0), ("somali", 1.0), ("polish", 1.0)]);
    assert!((bits - 0.5).abs() < 1e-12 && (stated - 1.5).abs() < 1e-12);
    let named = loss().weighted(Weights::new("made up", [(id("somali"), 1.0)]).unwrap());
    assert_eq!(named.weighted_by(), Some("made up"));
    assert_eq!(named.to_string(), "loses 0.0 of 0.0 bits, weighted by made up");
}

#[test]
fn bad_weights_are_refused_with_their_line() {
    let standard = Standard::ethnicity();
    for (text, line, message) in [
        ("somali,1\nwelsh;2\n", Some(2), "this line has no comma"),
        ("slug,weight\nsomali,1\nslug,weight\n", Some(3), "no concept of the standard"),
        ("somali,many\n", Some(1), "the weight is no number"),
        ("# ours\n\nsomali,-1\n", Some(3), "a weight is a number that is zero or more"),
        ("somali,inf\n", Some(1), "a weight is a number that is zero or more"),
        ("somali,NaN\n", Some(1), "a weight is a number that is zero or more"),
        ("somali,1\r\nsomali,2\r\n", Some(2), "this concept has a weight already"),
        ("european,1\n", Some(1), "`european` is for counting"),
        ("slug,weight\n", None, "nothing has a weight"),
        ("somali,1e308\nwelsh,1e308\n", None, "too large together"),
    ] {
        let error = Weights::parse("weights.csv", standard, text.as_bytes()).unwrap_err();
        assert!(error.message().contains(message), "{text}: {error}");
        let place = error.position().expect("a place");
        assert_eq!((place.file.as_deref(), place.line), (Some("weights.csv"), line), "{text}");
    }
    assert!(Weights::parse("w", standard, b"somali,1\n\xFF,2\n").is_err());
    let by_id = format!("\u{FEFF}slug-or-id,weight\r\n{},2.5\r\n", id("somali"));
    assert_eq!(Weights::parse("w", standard, by_id.as_bytes()).unwrap().of(id("somali")), 2.5);
}

#[test]
fn from_the_national_list_to_the_census_of_2021() {
    let conversion = Conversion::between(NHS, &systems::CENSUS_EW_2021);
    // Gypsy or Irish Traveller, Roma, Arab, and that the question does not apply.
    assert_eq!(with(&conversion, Change::Appeared).1, ["15", "16", "18", "-8"]);
    let (kept, kept_in_new) = with(&conversion, Change::Kept);
    assert_eq!(kept, ["B", "H", "J", "K", "R"]);
    assert_eq!(kept_in_new, ["1", "2", "3", "4", "14"]);
    // Two codes of each name a colour and no heritage: nothing recorded says which is which.
    assert_eq!(with(&conversion, Change::Regrouped), (vec!["C", "P"], vec!["8", "17"]));
    let british = conversion.leaving().iter().find(|code| code.row().code() == "A").unwrap();
    assert_eq!((british.change(), british.counterparts()[0].code()), (Change::Related, "13"));
    let roma = conversion.arriving().iter().find(|code| code.row().code() == "16").unwrap();
    assert!(roma.certain_from().is_empty() && roma.maybe_from().iter().any(|row| row.code() == "C"));
}

#[test]
fn from_england_to_wales() {
    let conversion =
        Conversion::between(&systems::UKCORE_ETHNIC_CATEGORY_ENGLAND, &systems::UKCORE_ETHNIC_CATEGORY_WALES);
    let (gone, _) = with(&conversion, Change::Gone);
    assert_eq!(gone, ["A", "B", "99"], "Wales has no code of their own for British and Irish");
    assert_eq!(with(&conversion, Change::Appeared).1, ["B", "T"]);
    // Wales's A has everybody of England's A, B and C.
    let merging = conversion.arriving().iter().find(|code| code.row().code() == "A").unwrap();
    let from: BTreeSet<&str> = merging.maybe_from().iter().map(|row| row.code()).collect();
    assert!(["A", "B", "C"].iter().all(|code| from.contains(code)), "{from:?}");
    for code in conversion.leaving().iter().filter(|code| ["A", "B", "C"].contains(&code.row().code())) {
        assert!(matches!(code.becomes(), Becomes::Ambiguous(_)), "the letter is never carried over");
    }
}

#[test]
fn from_1991_to_2001() {
    let conversion = Conversion::between(&systems::CENSUS_GB_1991, &systems::CENSUS_EW_2001);
    assert_eq!(with(&conversion, Change::Kept).0, ["03", "04", "05", "06"]);
    assert_eq!(with(&conversion, Change::NotKnown).0.len(), 17);
    let appeared = with(&conversion, Change::Appeared).1;
    assert!(appeared.contains(&"White: Irish"), "{appeared:?}");
    // The same heritage, and a colour that is not compared: never the same category.
    let british = conversion.leaving().iter().find(|code| code.row().code() == "70").unwrap();
    assert_eq!(british.change(), Change::Related);
    assert!(matches!(british.becomes(), Becomes::Ambiguous(_)));
    assert!(with(&conversion, Change::Merged).1.contains(&"Black or Black British: African"));
}

#[test]
fn a_finer_list_splits_and_a_coarser_one_merges() {
    let finer = Conversion::between(NHS, &systems::PDS_ETHNIC_CATEGORY);
    let african = finer.leaving().iter().find(|code| code.row().code() == "N").unwrap();
    let codes: Vec<&str> = african.counterparts().iter().map(|row| row.code()).collect();
    assert_eq!((african.change(), codes), (Change::Split, vec!["N", "PA", "PC"]));
    let coarser = Conversion::between(&systems::PDS_ETHNIC_CATEGORY, NHS);
    let african = coarser.arriving().iter().find(|code| code.row().code() == "N").unwrap();
    assert_eq!(african.change(), Change::Merged);
    assert_eq!(african.certain_from().iter().map(|row| row.code()).collect::<Vec<_>>(), ["N"]);
}

/// A list beside itself has the same categories. Only codes that mean the same by what is recorded cannot be told apart.
#[test]
fn every_list_is_itself() {
    let is_small = |system: &&&CodeSystem<_>| system.rows().len() < 120;
    // What somebody else observed never becomes a code.
    let is_stated = |system: &&&CodeSystem<_>| !system.rows().iter().any(Row::is_observed);
    for system in systems::ETHNICITY.iter().filter(is_small).filter(is_stated) {
        let conversion = Conversion::between(system, system);
        for (leaving, arriving) in conversion.leaving().iter().zip(conversion.arriving()) {
            let (key, code) = (system.key(), leaving.row().code());
            assert!(matches!(leaving.becomes(), Becomes::Code(row) if row.code() == code), "{key} {code}");
            assert!(arriving.certain_from().iter().any(|row| row.code() == code), "{key} {code}");
            assert!(![Change::Gone, Change::Appeared].contains(&leaving.change()), "{key} {code}");
            assert_eq!(
                leaving.change() == Change::NotKnown,
                leaving.counterparts().is_empty(),
                "{key} {code}"
            );
        }
    }
}

#[test]
fn cutting_a_code_says_what_it_damages_and_restores() {
    let pds = &systems::PDS_ETHNIC_CATEGORY;
    let cut = |code: &str| {
        let field = pds.decode(code.as_bytes()).to_field();
        // Own words beside a code that says that there is no answer would be an answer.
        let is_given = field.statement().given().is_some();
        let field = if is_given { field.with_own_words("as I said") } else { field };
        let cut = truncate_to_first_character(&field, Policy::Certain, Some(b"record-1")).unwrap();
        let (value, loss, residue) = cut.into_parts();
        let restored = NHS.restore_keyed(&value, residue.as_str(), Some(b"record-1")).unwrap();
        assert_eq!(&restored, field.statement(), "{code}");
        assert!(NHS.restore_keyed(&value, residue.as_str(), Some(b"record-2")).is_err());
        (value.to_string(), loss)
    };
    let mut contradicted = Vec::new();
    for row in pds.rows().iter() {
        let (value, loss) = cut(row.code());
        assert_eq!(value, row.code()[..1]);
        assert!(loss.indistinguishable().iter().any(|one| one.code() == row.code()));
        if loss.is_contradicted() {
            assert!(loss.contradicted().iter().any(|one| one.code() == row.code()));
            contradicted.push(row.code());
        }
    }
    assert_eq!(contradicted, ["CA", "CB", "CC", "CD", "PA", "PC", "SA", "SB", "SC", "SD"]);
    let (_, english) = cut("CA");
    assert!(english.to_string().contains("is the wrong category for English, Scottish, Welsh, Cornish"));
    assert!(!format!("{english:?}").contains("English"));
    // Nothing but this function cuts a code.
    let alone = pds.decode(b"CA").to_field();
    assert!(NHS.encode(&alone, Policy::Certain).is_err());
    let nobody = Field::<Ethnicity>::not_asked();
    assert!(truncate_to_first_character(&nobody, Policy::Certain, None).is_err());
}
