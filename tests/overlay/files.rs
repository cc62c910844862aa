//! Overlays as files: what is read, and all that is wrong with them at once.

use std::fs;
use std::path::{Path, PathBuf};

use ownwords::authoring::new_local_heritage;
use ownwords::{Bridge, Error, ErrorKind, Overlay, Policy};

use super::{NHS, made_up, owner};
use crate::copy::copy_folder;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/overlay")
}

/// A copy of the example overlay, removed at the end.
struct Copy(PathBuf);

impl Copy {
    fn new(name: &str) -> Self {
        let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("overlay-{name}"));
        let _ = fs::remove_dir_all(&copy);
        copy_folder(&folder(), &copy);
        Self(copy)
    }

    /// One change to one file; the line that it is in.
    fn change(&self, file: &str, from: &str, to: &str) -> u64 {
        let text = fs::read_to_string(self.0.join(file)).unwrap();
        let start = text.find(from).unwrap_or_else(|| panic!("{file} has no {from}"));
        fs::write(self.0.join(file), text.replacen(from, to, 1)).unwrap();
        1 + text[..start].matches('\n').count() as u64
    }

    fn faults(&self) -> Vec<Error> {
        Overlay::load(&self.0).map(drop).expect_err("faults are found")
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const HEAD: &str = "overlay.yaml";
const HERITAGES: &str = "standards/ethnicity/heritages.yaml";
const LIST: &str = "mappings/ethnicity/testhaven-ethnic-group.yaml";
const CODES: &str = "mappings/ethnicity/local-codes-nhs-ethnic-category-2001.yaml";

/// The example is what the tests build without files, but for one code that it does not need.
#[test]
fn the_example_is_read() {
    let overlay = Overlay::load(&folder()).unwrap_or_else(|faults| panic!("{faults:#?}"));
    assert_eq!((overlay.owner(), overlay.version()), (owner(), "1.0"));
    assert!(overlay.name().contains("made-up") && overlay.date().is_some());
    let built = Overlay::build(&made_up::example(owner())).unwrap();
    for (one, other) in overlay.standard().concepts().zip(built.standard().concepts()) {
        assert_eq!((one.id(), one.slug(), one.label()), (other.id(), other.slug(), other.label()));
        assert!(one.broader().map(|one| one.id()).eq(other.broader().map(|one| one.id())));
        assert!(one.overlaps().map(|one| one.id()).eq(other.overlaps().map(|one| one.id())));
    }
    let (one, other) =
        (overlay.system("testhaven-ethnic-group").unwrap(), built.system("testhaven-ethnic-group").unwrap());
    for row in one.rows().iter() {
        let code = row.code().as_bytes();
        assert_eq!(one.decode(code).answer(), other.decode(code).answer());
        assert!(row.line() > 0 && one.file().ends_with(LIST));
    }
    let (value, _, residue) = one.encode(&one.to_field(b"BSY"), Policy::Certain).unwrap().into_parts();
    assert!(other.restore(&value, &residue).is_ok());
    assert_eq!(overlay.system(NHS).unwrap().decode(b"K1").row().unwrap().label(), "Bangladeshi: Sylheti");
}

/// One change to one file, and the one sentence that it has to bring, where it was changed.
#[test]
fn each_fault_of_an_overlay_is_said_where_it_stands() {
    let own = "id: \"H24JBC4T99Y8\"";
    let cases = [
        (HEAD, "owner: \"TEST9\"", "owner: \"Testhaven\"", "this is not an ODS code"),
        (HEAD, "date: \"2026-11-25\"", "date: \"2026-11-31\"", "this is not a day of the calendar"),
        (HEAD, "version: \"1.0\"", "version: \"one\"", "this is not a version"),
        (HEAD, "name:", "nmae:", "`nmae` is not a key of this entry; the nearest key is `name`"),
        (
            HERITAGES,
            own,
            "id: \"HD99YF\"",
            "the id `HD99YF` stands twice; the first is in the national standard",
        ),
        (HERITAGES, own, "id: \"HD99YF\"", "is not an id of this list's owner"),
        (HERITAGES, own, "id: \"H24JBC4T99Y9\"", "its check character does not fit"),
        (
            HERITAGES,
            "slug: sylheti",
            "slug: somali",
            "the slug `somali` stands twice; the first is in the national standard",
        ),
        (HERITAGES, "label: \"Sylheti\"", "label: \"Somali\"", "the label `Somali` stands twice"),
        (HERITAGES, "broader: []", "broader: [bangladeshi-sylheti]", "is broader than itself"),
        (
            HERITAGES,
            "overlaps: [bangladeshi]",
            "overlaps: [bangaldeshi]",
            "the nearest slug is `bangladeshi`",
        ),
        (HERITAGES, "broader: []", "broader: [bangladeshi]", "one of the two always is the other"),
        (
            HERITAGES,
            "attested-by: []",
            "attested-by: [{system: nhs-ethnic-category-2001, code: \"K\", label: \"Bangla\"}]",
            "this is not the label of the code `K`",
        ),
        (
            LIST,
            "system: testhaven-ethnic-group",
            "system: census-ew-2021",
            "stands twice; the first is in the national lists",
        ),
        (LIST, "number: 60000", "number: 59999", "the number 59999 is not one of an overlay's list"),
        (LIST, "field: ethnicity", "field: orientation", "`orientation` is not a known field"),
        (LIST, "means: [sylheti]", "means: [silheti]", "the nearest slug is `sylheti`"),
        (LIST, "absent: [asked-declined]", "absent: [declined]", "is not a known reason"),
        (LIST, "code: \"BAN\"", "code: \"OTH\"", "the code `OTH` stands twice"),
        (LIST, "code: \"K\"", "code: \"k\"", "`k` is not a known code"),
        (
            LIST,
            "same-category-as: {system: nhs-ethnic-category-2001",
            "same-category-as: {system: testhaven-ethnic-group",
            "is not a known national list",
        ),
        (CODES, "code: \"K1\"", "code: \"K\"", "`K` is a code of the list itself"),
        (CODES, "code: \"K1\"", "code: \"Z1\"", "`Z1` is no local code of this list"),
        (CODES, "code: \"K1\"", "code: \"KK1\"", "`KK1` is no local code of this list"),
        (CODES, "code: \"K1\"", "code: \"H1\"", "what `H1` means is not in the category `H`"),
        (
            CODES,
            "local-codes-of: nhs-ethnic-category-2001",
            "local-codes-of: census-ew-2021",
            "is not a known list that leaves room",
        ),
    ];
    for (file, from, to, expected) in cases {
        let copy = Copy::new("each");
        let line = copy.change(file, from, to);
        let faults = copy.faults();
        let found = faults.iter().find(|fault| fault.to_string().contains(expected));
        let found = found.unwrap_or_else(|| panic!("{to}: {faults:#?}"));
        let place = found.position().expect("a place");
        assert!(place.file.as_deref().is_some_and(|said| Path::new(said) == copy.0.join(file)), "{found}");
        assert!(place.line.is_some_and(|said| said.abs_diff(line) <= 6), "{to}: {found}");
        assert!(place.column.is_some() && found.help().is_some(), "{to}: {found}");
    }
}

/// Faults of all files are said together; what nothing reads, and what is not there, is said too.
#[test]
fn all_faults_of_all_files_of_an_overlay_are_said_at_once() {
    let copy = Copy::new("all");
    copy.change(HEAD, "1.0", "one");
    copy.change(HERITAGES, "slug: sylheti", "slug: somali");
    copy.change(LIST, "number: 60000", "number: 5");
    copy.change(CODES, "code: \"K1\"", "code: \"K\"");
    fs::create_dir_all(copy.0.join("standards/gender")).unwrap();
    let faults = copy.faults();
    let files: std::collections::BTreeSet<&str> =
        faults.iter().filter_map(|fault| fault.position()?.file.as_deref()).collect();
    assert_eq!(files.len(), 5, "{faults:#?}");
    fs::remove_file(copy.0.join(HEAD)).unwrap();
    assert!(copy.faults().iter().any(|fault| fault.kind() == ErrorKind::Io));
}

/// Each owner's numbers run on, and the file stays as it is.
#[test]
fn a_new_own_heritage_gets_the_owners_next_id() {
    let copy = Copy::new("new");
    let before = fs::read_to_string(copy.0.join(HERITAGES)).unwrap();
    let (id, file, text) = new_local_heritage(&copy.0, "example-people", "Example people").unwrap();
    assert_eq!((id.owner(), id.number(), file), (Some(owner()), 3, HERITAGES));
    assert!(text.starts_with(&before));
    fs::write(copy.0.join(file), &text).unwrap();
    assert!(Overlay::load(&copy.0).unwrap().standard().by_id(id).is_some());
    for slug in ["example-people", "somali", "Bad slug"] {
        assert_eq!(new_local_heritage(&copy.0, slug, "Again").unwrap_err().kind(), ErrorKind::Usage);
    }
    fs::remove_dir_all(copy.0.join("standards")).unwrap();
    let (first, _, text) = new_local_heritage(&copy.0, "example-people", "Example people").unwrap();
    assert_eq!(first.number(), 1);
    assert!(text.starts_with("standard: ethnicity\n"));
}

/// A trust's own review counts for the trust's own rows, as the file's head or the row says.
#[test]
fn a_row_of_an_overlay_is_provisional_until_the_trust_has_approved_it() {
    const OWN: &str = "mappings/ethnicity/testhaven-ethnic-group.yaml";
    let copy = Copy::new("approved");
    let provisional = |overlay: &Overlay| -> Vec<&'static str> {
        let rows = overlay.system("testhaven-ethnic-group").unwrap().rows();
        rows.iter().filter(|row| row.is_provisional()).map(|row| row.code()).collect()
    };
    assert_eq!(provisional(&Overlay::load(&copy.0).unwrap()).len(), 6);
    let line = copy.change(
        OWN,
        "    means: [sylheti]\n    relationship: equivalent\n",
        "    means: [sylheti]\n    relationship: equivalent\n    review: approved\n    reviewer: \"Somebody made up\"\n    \
         date: \"2026-11-25\"\n    approver: \"Somebody else made up\"\n    approved-on: \"2026-11-26\"\n",
    );
    let overlay = Overlay::load(&copy.0).unwrap();
    assert_eq!(provisional(&overlay), ["BSY", "BAN", "OTH", "REF", "Q7"]);
    // The line that a row stands in is the same, approved or not.
    let rows = overlay.system("testhaven-ethnic-group").unwrap().rows();
    assert_eq!(rows.iter().next().map(|row| u64::from(row.line())), Some(line - 2));
}
