//! What an overlay is made of, as its owner writes it.

use crate::answer::{Absence, Answer};
use crate::bridge::Relationship;
use crate::field::Date;
use crate::standard::{ConceptId, LabelUse, OdsCode, Status};
use crate::stated::Part;

/// A whole overlay, before it is [checked and built](super::Overlay::build).
///
/// # Example
///
/// ```
/// use ownwords::overlay::{Overlay, OverlayParts};
///
/// let parts = OverlayParts::of("TEST9".parse().unwrap(), "Testhaven, a made-up trust");
/// assert!(Overlay::build(&parts).unwrap().system("nhs-ethnic-category-2001").is_some());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverlayParts {
    /// Whose it is: all of its ids carry this code.
    pub owner: OdsCode,
    /// The owner's name.
    pub name: String,
    /// The owner's own version of it.
    pub version: String,
    /// The day of that version.
    pub date: Option<Date>,
    /// The owner's own heritages.
    pub heritages: Vec<LocalHeritage>,
    /// The owner's own code lists of ethnicity.
    pub systems: Vec<LocalSystem>,
    /// The owner's own subdivisions of the codes of national lists.
    pub codes: Vec<LocalCodes>,
}

impl OverlayParts {
    /// An overlay of this owner with nothing in it yet.
    pub fn of(owner: OdsCode, name: impl Into<String>) -> Self {
        let (name, version) = (name.into(), String::new());
        let (heritages, systems, codes) = (Vec::new(), Vec::new(), Vec::new());
        Self { owner, name, version, date: None, heritages, systems, codes }
    }
}

/// A heritage of an overlay.
///
/// # Example
///
/// ```
/// use ownwords::overlay::{LocalHeritage, Overlay, OverlayParts};
/// use ownwords::{ConceptId, Kind, Standard};
///
/// let mut parts = OverlayParts::of("TEST9".parse().unwrap(), "Testhaven, a made-up trust");
/// let id = ConceptId::local(Kind::Heritage, parts.owner, 1).unwrap();
/// let somali = Standard::ethnicity().by_slug("somali").unwrap();
/// let mut heritage = LocalHeritage::of(id, "testhaven-somali", "Testhaven Somali");
/// heritage.broader.push(somali.id());
/// parts.heritages.push(heritage);
/// let overlay = Overlay::build(&parts).unwrap();
/// assert!(overlay.standard().by_id(id).unwrap().is_a(somali));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalHeritage {
    /// Its permanent id, which carries the owner's code.
    pub id: ConceptId,
    /// The readable key; none that the national standard has.
    pub slug: String,
    /// The name in plain English; none that a national heritage has.
    pub label: String,
    /// Whether it exists for counting alone.
    pub counting_only: bool,
    /// Where it stands on its way to being agreed with the people it names.
    pub status: Status,
    /// What somebody of this heritage always is: national, or of this overlay.
    pub broader: Vec<ConceptId>,
    /// What somebody of this heritage may be: national, or of this overlay.
    pub overlaps: Vec<ConceptId>,
    /// Further names.
    pub labels: Vec<LocalLabel>,
    /// The published lists that have it.
    pub attested_by: Vec<LocalAttestation>,
}

impl LocalHeritage {
    /// A provisional heritage that people may state, with no relations and no further names.
    pub fn of(id: ConceptId, slug: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            id,
            slug: slug.into(),
            label: label.into(),
            counting_only: false,
            status: Status::Provisional,
            broader: Vec::new(),
            overlaps: Vec::new(),
            labels: Vec::new(),
            attested_by: Vec::new(),
        }
    }
}

/// A further name of a heritage of an overlay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalLabel {
    /// BCP 47 tag of the language of `text`.
    pub language: String,
    /// The name itself.
    pub text: String,
    /// Whether it may be shown.
    pub usage: LabelUse,
}

/// A published list that names a heritage of an overlay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalAttestation {
    /// Key of the code system.
    pub system: String,
    /// The code in that list.
    pub code: String,
    /// The official label, exactly as published.
    pub label: String,
}

/// A code list of an overlay's owner.
///
/// # Example
///
/// ```
/// use ownwords::bridge::{Bridge, Policy};
/// use ownwords::overlay::{LocalMeaning, LocalRow, LocalSystem, Overlay, OverlayParts};
///
/// let same = LocalMeaning::SameCategory { system: "nhs-ethnic-category-2001".into(), code: "B".into() };
/// let mut list = LocalSystem::of("testhaven-ethnic-group", 60_000);
/// list.rows.push(LocalRow::of("IRI", "Irish, as the national list has it", same));
/// let mut parts = OverlayParts::of("TEST9".parse().unwrap(), "Testhaven, a made-up trust");
/// parts.systems.push(list);
/// let overlay = Overlay::build(&parts).unwrap();
///
/// // What was recorded as the same category goes out as that.
/// let field = overlay.system("testhaven-ethnic-group").unwrap().decode(b"IRI").to_field();
/// let nhs = overlay.system("nhs-ethnic-category-2001").unwrap();
/// assert_eq!(nhs.encode(&field, Policy::Certain).unwrap().into_parts().0.to_string(), "B");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalSystem {
    /// The list's key; none that a national list has.
    pub key: String,
    /// Its permanent number in residues, from 60,000 to 65,535; every owner has all of them.
    pub number: u16,
    /// The title of the list.
    pub title: String,
    /// Who keeps the list.
    pub owner: String,
    /// Which edition of the list this is.
    pub list_edition: String,
    /// Where the list is in force.
    pub jurisdiction: String,
    /// The URI by which messages name the list.
    pub uri: Option<String>,
    /// Other names by which messages call the list.
    pub also_called: Vec<String>,
    /// Codes that messages write under the name of another list: that name, and the codes.
    pub codes_under: Vec<(String, Vec<String>)>,
    /// Where the list was read, with its licence.
    pub source: String,
    /// The file that it was read from; empty when it was not.
    pub file: String,
    /// Raised whenever the meaning of a code changes: residues restore beside the edition that they were made with.
    pub mapping_edition: u16,
    /// What codes meant in each earlier edition and no longer in the next, so that residues of these editions restore.
    pub earlier: Vec<EarlierEdition>,
    /// Whether a second character after a code is understood as a subdivision of it.
    pub local_second_character: bool,
    /// Heritages that the list's own headings also use for a nationality.
    pub may_be_nationality: Vec<ConceptId>,
    /// The codes, in the order of the list.
    pub rows: Vec<LocalRow>,
}

impl LocalSystem {
    /// A list with this key and number, in its first edition, with nothing else said yet.
    pub fn of(key: impl Into<String>, number: u16) -> Self {
        Self {
            key: key.into(),
            number,
            title: String::new(),
            owner: String::new(),
            list_edition: String::new(),
            jurisdiction: String::new(),
            uri: None,
            also_called: Vec::new(),
            codes_under: Vec::new(),
            source: String::new(),
            file: String::new(),
            mapping_edition: 1,
            earlier: Vec::new(),
            local_second_character: false,
            may_be_nationality: Vec::new(),
            rows: Vec::new(),
        }
    }
}

/// An earlier edition of a list's mapping.
///
/// # Example
///
/// ```
/// use ownwords::bridge::Relationship;
/// use ownwords::overlay::{EarlierEdition, LocalMeaning, LocalRow, LocalSystem, Overlay, OverlayParts};
/// use ownwords::{Answer, Bridge, Part, Policy, Standard};
///
/// let part = |slug| Part::Concept(Standard::ethnicity().by_slug(slug).unwrap().id());
/// let list = |slug| {
///     let means = LocalMeaning::Stated { parts: vec![part(slug)], relationship: Relationship::Equivalent };
///     let mut system = LocalSystem::of("testhaven-ethnic-group", 60_000);
///     system.rows.push(LocalRow::of("1", "Made up", means));
///     system
/// };
/// let built = |system| {
///     let mut parts = OverlayParts::of("TEST9".parse().unwrap(), "Testhaven, a made-up trust");
///     parts.systems.push(system);
///     Overlay::build(&parts).unwrap().system("testhaven-ethnic-group").unwrap()
/// };
/// let first = built(list("chakma"));
/// let field = first.decode(b"1").to_field();
/// let (value, _, residue) = first.encode(&field, Policy::Certain).unwrap().into_parts();
///
/// let mut second = list("somali");
/// second.mapping_edition = 2;
/// let meant = vec![("1".to_owned(), Answer::Given(vec![part("chakma")]))];
/// second.earlier.push(EarlierEdition { edition: 1, meant });
/// assert_eq!(&built(second).restore(&value, residue).unwrap(), field.statement());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierEdition {
    /// Which.
    pub edition: u16,
    /// The codes that meant something else in it than in the next one, with what they meant; codes that the next one no
    /// longer has, and codes that are new in it, of which the meaning was not known, too.
    pub meant: Vec<(String, Answer<Vec<Part>>)>,
}

/// A code of an overlay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalRow {
    /// The code.
    pub code: String,
    /// Its label, word for word; empty when no source gives one.
    pub label: String,
    /// The heading that it stands under.
    pub group: Option<String>,
    /// What it means.
    pub meaning: LocalMeaning,
    /// What it adds that the person was not asked, in one word each.
    pub adds: Vec<String>,
    /// The line of its file, from 1; 0 when it was not read from one.
    pub line: u32,
    /// Whether two people of the overlay's owner have looked at it and stand behind it. What is not approved is provisional.
    pub is_approved: bool,
    /// Whether the list has it for counting the codes below it.
    pub is_heading: bool,
    /// Whether it is retired.
    pub is_retired: bool,
}

impl LocalRow {
    /// A code with this label and meaning.
    pub fn of(code: impl Into<String>, label: impl Into<String>, meaning: LocalMeaning) -> Self {
        let (code, label) = (code.into(), label.into());
        let (is_approved, is_heading, is_retired) = (false, false, false);
        Self {
            code,
            label,
            group: None,
            meaning,
            adds: Vec::new(),
            line: 0,
            is_approved,
            is_heading,
            is_retired,
        }
    }
}

/// What a code of an overlay means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LocalMeaning {
    /// The person is recorded as all of these together.
    Stated {
        /// National heritages, the overlay's own, and ones that the code does not name.
        parts: Vec<Part>,
        /// How the code's meaning relates to them.
        relationship: Relationship,
    },
    /// There is no answer, for these reasons.
    Absent(Absence),
    /// The same category as a code of a national list.
    SameCategory {
        /// Key of that list.
        system: String,
        /// The code in it.
        code: String,
    },
    /// Recorded, meaning not known.
    NotKnown,
}

/// Subdivisions of the codes of a national list that allows its users a second character of their own.
///
/// They are understood when they are received, and come back as they came. Nothing is encoded to them: whoever receives
/// one knows its first character alone.
///
/// # Example
///
/// ```
/// use ownwords::bridge::Relationship;
/// use ownwords::overlay::{LocalCodes, LocalMeaning, LocalRow, Overlay, OverlayParts};
/// use ownwords::{Part, Standard};
///
/// let chakma = Standard::ethnicity().by_slug("chakma").unwrap().id();
/// let means = |relationship| LocalMeaning::Stated { parts: vec![Part::Concept(chakma)], relationship };
/// let row = |code| LocalRow::of(code, "Chakma", means(Relationship::Equivalent));
/// let codes = |code| LocalCodes { of: "nhs-ethnic-category-2001".into(), rows: vec![row(code)] };
/// let mut parts = OverlayParts::of("TEST9".parse().unwrap(), "Testhaven, a made-up trust");
/// parts.codes = vec![codes("K7")];
/// let overlay = Overlay::build(&parts).unwrap();
/// let decoded = overlay.system("nhs-ethnic-category-2001").unwrap().decode(b"K7");
/// assert_eq!(decoded.answer().given().unwrap().concepts().next(), Some(chakma));
///
/// // `R` is Chinese: whoever reads its first character alone would be told something else.
/// parts.codes = vec![codes("R7")];
/// assert!(Overlay::build(&parts).is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalCodes {
    /// Key of the national list.
    pub of: String,
    /// The codes: a code of the list and one letter or digit more, each with a meaning that its first character can hold.
    pub rows: Vec<LocalRow>,
}
