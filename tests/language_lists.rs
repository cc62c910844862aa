//! Known answers of the lists of languages: what is certain, what is ambiguous, and the traps of the published lists.

use ownwords::bridge::{TagSystem, systems};
use ownwords::{Bridge, Field, LanguageTag, LanguageUse, Languages, Policy, Reason};

fn stated(tag: &str) -> Field<Languages> {
    Field::stated(Languages::one(LanguageTag::parse(tag).unwrap()))
}

/// The code that is sent, or the candidates; empty where the field is left out.
fn sent(list: &TagSystem, tag: &str) -> (bool, Vec<String>) {
    let text = |code: &[u8]| String::from_utf8(code.to_vec()).unwrap();
    match list.encode(&stated(tag), Policy::Certain) {
        Ok(encoded) => {
            let (value, _, residue) = encoded.into_parts();
            assert_eq!(&list.restore(&value, residue.as_str()).unwrap(), stated(tag).statement());
            (true, value.as_bytes().map(text).into_iter().collect())
        }
        Err(ambiguity) => (false, ambiguity.candidates().iter().map(|one| text(one.code())).collect()),
    }
}

fn certain(list: &TagSystem, answers: &[(&str, &str)]) {
    for (tag, code) in answers {
        let expected: Vec<&str> = Some(*code).filter(|code| !code.is_empty()).into_iter().collect();
        let (is_certain, codes) = sent(list, tag);
        assert!(is_certain && codes == expected, "{} in {}: {codes:?}, not {code}", tag, list.key());
    }
}

const UKCORE: &TagSystem = &systems::UKCORE_HUMAN_LANGUAGE;
const CENSUS: &TagSystem = &systems::CENSUS_EW_2021_MAIN_LANGUAGE;

#[test]
fn a_macrolanguage_holds_its_members() {
    certain(
        UKCORE,
        &[
            ("yue", "zh"),
            ("cmn", "zh"),
            ("hak", "zh"),
            ("zh-yue", "zh"),
            ("yue-Hant", "zh"),
            ("kmr", "ku"),
            ("ckb", "ku"),
            ("prs", "fa"),
            ("pes", "fa"),
            ("pa-Guru", "pa"),
            ("pa-Arab", "pa"),
            ("en-GB", "en"),
            ("iw", "he"),
            ("i-klingon", ""),
        ],
    );
    certain(
        CENSUS,
        &[("yue", "63"), ("cmn", "62"), ("hak", "64"), ("kmr", "45"), ("prs", "46"), ("bfi", "91")],
    );
}

#[test]
fn languages_that_the_registry_does_not_relate_stay_apart() {
    // Sylheti is not Bengali, Scots not English; UK Core has no code for either, and says so by leaving it out.
    certain(UKCORE, &[("syl", ""), ("sco", ""), ("sth", ""), ("rom", ""), ("pnb", ""), ("isg", "")]);
    certain(UKCORE, &[("cy", "cy"), ("kw", "kw"), ("gv", "gv"), ("gd", "gd"), ("ga", "ga"), ("bn", "bn")]);
    certain(
        CENSUS,
        &[("syl", "53"), ("bn", "53"), ("sco", "8"), ("sco-ulster", "9"), ("kw", "7"), ("gv", "5")],
    );
    assert!(sent(CENSUS, "pnb").1.contains(&"51".to_owned()), "Western Panjabi may be Panjabi there");
    assert!(!sent(CENSUS, "sth").0 && sent(CENSUS, "sth").1.contains(&"11".to_owned()));
    certain(
        &systems::CENSUS_SCOTLAND_2022_MAIN_LANGUAGE,
        &[("sco", "2"), ("gd", "3"), ("bfi", "22"), ("isg", "22")],
    );
}

#[test]
fn what_a_list_divides_is_ambiguous() {
    assert_eq!(sent(CENSUS, "zh"), (false, vec!["62".into(), "63".into(), "64".into()]));
    // One answer in Wales, another in England; where the person lives was not asked.
    let (is_certain, codes) = sent(CENSUS, "cy");
    assert!(!is_certain && codes.starts_with(&["1".to_owned(), "2".to_owned()]), "{codes:?}");
    certain(CENSUS, &[("en", "1"), ("sh", "38"), ("hr", "38")]);
    let (is_certain, codes) = sent(CENSUS, "isg");
    assert!(!is_certain && codes.contains(&"92".to_owned()), "{codes:?}");
}

#[test]
fn codes_that_are_no_tags_are_kept_and_understood() {
    let tag = |code: &str| UKCORE.decode(code.as_bytes()).tag().map(|tag| tag.to_string());
    let tags: Vec<Option<String>> = ["q1", "q2", "q3", "q4", "q5"].map(tag).to_vec();
    let expected = ["und-Brai", "ase", "asf", "bfi", "mis-x-makaton"].map(|tag| Some(tag.to_owned()));
    assert_eq!(tags, expected);
    for (code, tag) in [("q4", "bfi"), ("q5", "mis-x-makaton"), ("q1", "und-Brai")] {
        certain(UKCORE, &[(tag, code)]);
        certain(&systems::NHS_LANGUAGE, &[(tag, code)]);
        let field = UKCORE.decode(code.as_bytes()).to_field();
        assert_eq!(field.codings()[0].value, code.as_bytes());
    }
    // Outside its list the code means nothing, and is kept all the same.
    let unknown = systems::BCP_47.decode(b"q4").answer().absence().unwrap();
    assert!(unknown.contains(Reason::MeaningNotKnown));
    certain(&systems::NHS_LANGUAGE, &[("cy", "cy"), ("yue", "zh"), ("en-Brai", "en")]);
    // A list may have two codes for what is now one language: each comes back as itself.
    certain(UKCORE, &[("mo", "mo"), ("ro", "ro"), ("bh", "bh")]);
}

#[test]
fn pds_refuses_english_and_the_encoding_says_so() {
    let pds = &systems::PDS_PREFERRED_LANGUAGE;
    for tag in ["en", "en-GB"] {
        let (value, loss, residue) = pds.encode(&stated(tag), Policy::Certain).unwrap().into_parts();
        assert_eq!((value.as_bytes(), loss.is_left_out()), (None, true));
        assert!(loss.refused().is_some_and(|why| loss.to_string().starts_with(why)));
        assert_eq!(&pds.restore(&value, residue.as_str()).unwrap(), stated(tag).statement());
    }
    certain(pds, &[("cy", "cy"), ("bfi", "q4")]);
    let (value, loss, _) = UKCORE.encode(&stated("en"), Policy::Certain).unwrap().into_parts();
    assert_eq!((value.as_bytes(), loss.refused()), (Some(&b"en"[..]), None));
    // What PDS itself sent goes back.
    let field = pds.decode(b"en").to_field();
    let (value, _, _) = pds.encode(&field, Policy::Certain).unwrap().into_parts();
    assert_eq!(value.as_bytes(), Some(&b"en"[..]));
}

#[test]
fn what_somebody_believes_is_an_observation() {
    let dfe = &systems::DFE_FIRST_LANGUAGE;
    let field = dfe.decode(b"ENB").to_field();
    assert!(field.statement().given().is_none() && field.observations().len() == 1);
    certain(dfe, &[("en", "ENG"), ("en-GB", "ENG"), ("cy", "OTH"), ("sco", "OTH"), ("bfi", "OTH")]);
    assert_eq!(sent(dfe, "x-own"), (false, vec!["ENG".into(), "OTH".into()]));
}

#[test]
fn the_codes_of_iso_639_are_told_from_one_another() {
    let lists = [&systems::ISO_639_1, &systems::ISO_639_2_B, &systems::ISO_639_2_T, &systems::ISO_639_3];
    for (tag, codes) in [
        ("cy", ["cy", "wel", "cym", "cym"]),
        ("de", ["de", "ger", "deu", "deu"]),
        ("yue", ["zh", "chi", "zho", "yue"]),
        ("bfi", ["", "sgn", "sgn", "bfi"]),
        ("tl", ["tl", "tgl", "tgl", "tgl"]),
        ("fil", ["", "fil", "fil", "fil"]),
        ("sco-ulster", ["", "sco", "sco", "sco"]),
        ("mul", ["", "mul", "mul", "mul"]),
        ("x-own", ["", "", "", ""]),
    ] {
        for (list, code) in lists.iter().zip(codes) {
            certain(list, &[(tag, code)]);
        }
    }
    let tag = |list: &TagSystem, code: &str| list.decode(code.as_bytes()).tag().map(|tag| tag.to_string());
    assert_eq!(tag(&systems::ISO_639_2_B, "wel").as_deref(), Some("cy"));
    assert_eq!(tag(&systems::ISO_639_2_T, "wel"), None);
    assert_eq!(tag(&systems::ISO_639_2_B, "cym"), None);
    assert_eq!(tag(&systems::ISO_639_3, "eng").as_deref(), Some("en"));
    // A group of languages has no code in ISO 639-3; which sign language it was is not known.
    assert_eq!(tag(&systems::ISO_639_3, "sgn"), None);
    let (is_certain, codes) = sent(&systems::ISO_639_3, "sgn");
    assert!(!is_certain && codes.contains(&"bfi".to_owned()) && codes.len() > 100, "{}", codes.len());
    assert_eq!(tag(&systems::ISO_639_3, "ENG"), None);
}

/// The copy of ISO 639-3 in the reference material came another way: it agrees with what the rule says.
#[cfg(feature = "wire")]
#[test]
#[allow(clippy::print_stdout, reason = "says what was skipped")]
fn the_codes_of_iso_639_agree_with_another_copy() {
    use std::path::Path;

    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reference/language/iso639-3.csv");
    let Ok(mut reader) = csv::Reader::from_path(&file) else {
        println!("skipped: the copy of ISO 639-3 is not there");
        return;
    };
    let mut compared = 0;
    for row in reader.records().map(Result::unwrap) {
        let (three, two, bibliographic) = (&row[0], &row[1], &row[2]);
        let tag = if two.is_empty() { three } else { two };
        let decoded = systems::ISO_639_3.decode(three.as_bytes());
        let meant = decoded.tag().map(|tag| tag.to_string());
        match decoded.answer() {
            ownwords::Answer::Absent(absence) => {
                assert!(!absence.contains(Reason::MeaningNotKnown), "{three}")
            }
            ownwords::Answer::Given(_) => assert_eq!(meant.as_deref(), Some(tag), "{three}"),
        }
        if !bibliographic.is_empty() {
            certain(&systems::ISO_639_2_B, &[(tag, bibliographic)]);
        }
        compared += 1;
    }
    assert!(compared > 7_900, "only {compared} codes were compared");
}

#[test]
fn of_several_languages_the_preferred_one_is_sent() {
    let one = |tag: &str| LanguageUse::of(LanguageTag::parse(tag).unwrap());
    let both = |preferred: bool| {
        let mut second = one("en");
        second.is_preferred = preferred;
        Field::stated(Languages::of([one("syl"), second]).unwrap())
    };
    let (value, _, _) = UKCORE.encode(&both(true), Policy::Certain).unwrap().into_parts();
    assert_eq!(value.as_bytes(), Some(&b"en"[..]));
    // English is the only one of the two that the list has; that does not make it the person's language.
    let ambiguity = UKCORE.encode(&both(false), Policy::Certain).unwrap_err();
    assert_eq!(ambiguity.candidates().len(), 1);
}

#[test]
fn a_received_code_decides_while_it_fits() {
    let mut field = UKCORE.decode(b"zh").to_field();
    field.state(Languages::one(LanguageTag::parse("yue").unwrap()));
    let (value, _, _) = UKCORE.encode(&field, Policy::Certain).unwrap().into_parts();
    assert_eq!(value.as_bytes(), Some(&b"zh"[..]));
    let mut field = CENSUS.decode(b"62").to_field();
    field.state(Languages::one(LanguageTag::parse("yue").unwrap()));
    let (value, _, _) = CENSUS.encode(&field, Policy::Certain).unwrap().into_parts();
    assert_eq!(value.as_bytes(), Some(&b"63"[..]));
    let mut field = CENSUS.decode(b"2").to_field();
    field.state(Languages::one(LanguageTag::parse("cy").unwrap()));
    let (value, _, _) = CENSUS.encode(&field, Policy::Certain).unwrap().into_parts();
    assert_eq!(value.as_bytes(), Some(&b"2"[..]));
}
