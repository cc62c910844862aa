//! Files of other makers: what is taken, and what is said of the rest.

use ownwords::authoring::Mapping;
use ownwords::steward::exchange::{Format, Imported, export, import, import_into};

use crate::LISTS;

/// A made-up list of heritages, read.
fn read(text: &str) -> Imported {
    let mut start = Mapping::default();
    start.system = "example-list".to_owned();
    start.field = "ethnicity".to_owned();
    import_into(start, "example.tsv", text.as_bytes(), &LISTS).unwrap()
}

fn id(slug: &str) -> &'static str {
    &LISTS.standard("ethnicity").unwrap().by_slug(slug).unwrap().id
}

#[test]
fn sssom_of_another_maker_is_taken_as_far_as_it_says_what_a_mapping_says() {
    let (irish, roma) = (id("irish"), id("roma"));
    let text = format!(
        "#mapping_set_id: https://example.org/made-up\n#license: https://example.org/licence\n\
         subject_id\tsubject_label\tpredicate_id\tobject_id\tmapping_justification\n\
         ex:1\tIrish\tskos:exactMatch\townwords:{irish}\tsemapv:LexicalMatching\n\
         ex:2\tBoth\tskos:broadMatch\townwords:{irish}\tsemapv:LexicalMatching\n\
         ex:2\tBoth\tskos:broadMatch\townwords:{roma}\tsemapv:LexicalMatching\n\
         ex:3\tNobody\tskos:exactMatch\townwords:H00000\tsemapv:LexicalMatching\n\
         ex:4\tOdd\trdfs:seeAlso\townwords:{irish}\tsemapv:LexicalMatching\n\
         ex:5\tNone\tskos:exactMatch\tsssom:NoTermFound\tsemapv:LexicalMatching\n"
    );
    let imported = read(&text);
    let [one, five] = imported.mapping.rows.as_slice() else { panic!("{:?}", imported.mapping.rows) };
    assert_eq!((one.code.as_str(), one.means.as_deref()), ("1", Some(&["irish".to_owned()][..])));
    assert_eq!(one.relationship.as_deref(), Some("equivalent"));
    assert_eq!(one.justification.as_deref(), Some("lexical-matching"));
    assert_eq!((five.code.as_str(), five.meaning.as_deref()), ("5", Some("not-known")));
    assert_eq!(imported.mapping.sources[0].title, "https://example.org/made-up");
    let refused: Vec<String> = imported.refused.iter().map(ToString::to_string).collect();
    assert_eq!(refused.len(), 3, "{refused:?}");
    // Nothing says whether all of them or one: half of a meaning is not taken either.
    assert!(
        refused[0].starts_with("example.tsv, line 6: the code is mapped to several things"),
        "{refused:?}"
    );
    assert!(refused[1].starts_with("example.tsv, line 7: `ownwords:H00000` is no concept"), "{refused:?}");
    assert!(refused[2].starts_with("example.tsv, line 8: the predicate `rdfs:seeAlso`"), "{refused:?}");
}

#[test]
fn all_and_one_of_several_are_kept_apart() {
    let text = |key: &str| export(LISTS.mapping(key).unwrap(), &LISTS, Format::Sssom).unwrap();
    let rows = |text: &str, code: &str| {
        let rows =
            text.lines().filter(|line| line.starts_with(&format!("nhs-ethnic-category-2001:{code}\t")));
        rows.map(|row| row.split('\t').nth(10).unwrap().to_owned()).collect::<Vec<_>>()
    };
    let nhs = text("nhs-ethnic-category-2001");
    assert_eq!(rows(&nhs, "D"), ["all", "all"]);
    assert_eq!(rows(&nhs, "Z"), ["any", "any"]);
    assert_eq!(rows(&nhs, "G"), ["all", "all"]);
}

#[test]
fn a_list_of_opencodelists_says_no_meaning_and_no_licensed_term() {
    // Made up, with an identifier that GDPPR's list has.
    let text = "snomedcode,Ethnicity,Grouping_16\n92561000000109,Not to be kept,1\n92571000000102,Nor this,2\n\
                9.25E+13,Nor this one,3\n";
    let imported = import("opensafely.csv", text.as_bytes(), &LISTS).unwrap();
    assert_eq!((imported.mapping.rows.len(), imported.notes.len()), (3, 1));
    assert!(imported.mapping.rows.iter().all(|row| row.label.is_empty() && row.meaning.is_some()));
    assert!(!imported.mapping.to_yaml().unwrap().contains("kept"));
    let text = "Code,Description,Grouping_6\n9i0..,Example,1\n,Nothing,1\n9i0..,Again,2\n";
    let imported = import("opensafely.csv", text.as_bytes(), &LISTS).unwrap();
    let row = &imported.mapping.rows[0];
    assert_eq!(
        (row.code.as_str(), row.label.as_str(), row.group.as_deref()),
        ("9i0..", "Example", Some("1"))
    );
    let lines: Vec<_> = imported.refused.iter().map(|fault| fault.position().unwrap().line).collect();
    assert_eq!(lines, [Some(3), Some(4)]);
}

#[test]
fn what_cannot_be_read_is_refused_with_a_way_out() {
    for (name, bytes) in [
        ("a.xlsx", &b"PK\x03\x04"[..]),
        ("a.csv", b""),
        ("a.csv", b"\xFF\xFEa\0"),
        ("a.csv", b"colour,size\nx,y\n"),
        ("a.csv", b"code,label\nA,\"never closed\n"),
        ("a.csv", b"code,label\nA,\xFF\n"),
        ("a.ttl", b"@prefix skos: <x> .\n"),
    ] {
        let error = import(name, bytes, &LISTS).unwrap_err();
        assert!(error.position().is_some() && error.help().is_some(), "{error}");
    }
}

#[test]
fn a_column_or_word_that_is_not_read_is_said() {
    let text = "kind,code,label,relationshp\nlist,sistem,x,\nrow,A,Irish,equivalent\nrw,B,,\n";
    let imported = import("a.csv", text.as_bytes(), &LISTS).unwrap();
    let refused: Vec<String> = imported.refused.iter().map(ToString::to_string).collect();
    assert_eq!(refused.len(), 3, "{refused:?}");
    assert!(
        refused[0].contains("`relationship`")
            && refused[1].contains("`system`")
            && refused[2].contains("`row`"),
        "{refused:?}"
    );
}
