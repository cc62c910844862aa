//! Made-up overlays: the example, and arbitrary ones.

use ownwords::bridge::{Bridge, Relationship, systems};
use ownwords::overlay::{
    LocalCodes, LocalHeritage, LocalMeaning, LocalRow, LocalSystem, Overlay, OverlayParts,
};
use ownwords::{ConceptId, Kind, OdsCode, Part, Reason};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::{NHS, id, national};

fn stated(parts: Vec<Part>, relationship: Relationship) -> LocalMeaning {
    LocalMeaning::Stated { parts, relationship }
}

/// What `examples/overlay/` says, of any owner, and a code of the same category as a national one that adds something.
pub fn example(owner: OdsCode) -> OverlayParts {
    let mut parts = OverlayParts::of(owner, "Testhaven Hospitals, a made-up trust");
    let own = |number| ConceptId::local(Kind::Heritage, owner, number).unwrap();
    let mut sylheti = LocalHeritage::of(own(1), "sylheti", "Sylheti");
    sylheti.overlaps = vec![id("bangladeshi")];
    let mut bangladeshi = LocalHeritage::of(own(2), "bangladeshi-sylheti", "Bangladeshi Sylheti");
    bangladeshi.broader = vec![id("bangladeshi"), own(1)];
    parts.heritages = vec![sylheti, bangladeshi];
    let mut list = LocalSystem::of("testhaven-ethnic-group", 60_000);
    let equivalent = |id: ConceptId| stated(vec![id.into()], Relationship::Equivalent);
    let not_further = stated(vec![Part::NotFurtherStated], Relationship::SourceIsNarrowerThanTarget);
    list.rows = vec![
        LocalRow::of("SYL", "Sylheti", equivalent(own(1))),
        LocalRow::of("BSY", "Bangladeshi Sylheti", equivalent(own(2))),
        LocalRow::of("BAN", "Bangladeshi", same_as("K")),
        LocalRow::of("ANO", "Irish, as the national list has it", same_as("B")),
        LocalRow::of("OTH", "Any other", not_further),
        LocalRow::of("REF", "Declined", LocalMeaning::Absent(Reason::AskedDeclined.into())),
        LocalRow::of("Q7", "", LocalMeaning::NotKnown),
    ];
    parts.systems = vec![list];
    let code = LocalRow::of("K1", "Bangladeshi: Sylheti", equivalent(own(2)));
    parts.codes = vec![LocalCodes { of: NHS.to_owned(), rows: vec![code] }];
    parts
}

fn same_as(code: &str) -> LocalMeaning {
    LocalMeaning::SameCategory { system: NHS.to_owned(), code: code.to_owned() }
}

/// A concept, by a way to choose it: national, or one of the overlay's.
#[derive(Clone, Debug)]
enum Choice {
    National(ConceptId),
    Own(Index),
}

fn choice() -> impl Strategy<Value = Choice> {
    prop_oneof![2 => national().prop_map(Choice::National), 1 => any::<Index>().prop_map(Choice::Own)]
}

fn choices() -> impl Strategy<Value = Vec<Choice>> {
    proptest::collection::vec(choice(), 0..4)
}

/// The chosen concepts, each once; own ones among the first `count` alone.
fn chosen(choices: &[Choice], owner: OdsCode, count: usize) -> Vec<ConceptId> {
    let mut ids = Vec::new();
    for choice in choices {
        let id = match choice {
            Choice::National(id) => *id,
            Choice::Own(_) if count == 0 => continue,
            Choice::Own(place) => {
                ConceptId::local(Kind::Heritage, owner, 1 + place.index(count) as u32).unwrap()
            }
        };
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

fn relationships() -> impl Strategy<Value = Relationship> {
    select(vec![
        Relationship::Equivalent,
        Relationship::SourceIsNarrowerThanTarget,
        Relationship::SourceIsBroaderThanTarget,
        Relationship::RelatedTo,
    ])
}

/// Arbitrary heritages with arbitrary relations to national ones and to each other, an arbitrary list of the owner's, and
/// arbitrary local codes of the list that leaves room for them. Own heritages stand in `broader` only below later ones,
/// so that there is no loop.
pub fn overlays() -> impl Strategy<Value = OverlayParts> {
    let owner = "[A-Z0-9]{3,6}".prop_map(|owner| owner.parse::<OdsCode>().unwrap());
    let heritages = proptest::collection::vec((choices(), choices()), 1..6);
    let rows = proptest::collection::vec((choices(), any::<bool>(), relationships()), 1..8);
    let codes: Vec<&str> = systems::NHS_ETHNIC_CATEGORY_2001.rows().iter().map(|row| row.code()).collect();
    let codes = codes.into_iter().filter(|code| code.len() == 1 && *code != "Z").collect::<Vec<_>>();
    let local =
        proptest::collection::btree_map((select(codes), "[A-Z0-9]"), (choices(), any::<bool>()), 0..4);
    (owner, heritages, rows, local).prop_map(|(owner, heritages, rows, local)| {
        let mut parts = OverlayParts::of(owner, "Arbitrary");
        let count = heritages.len();
        for (place, (broader, overlaps)) in heritages.iter().enumerate() {
            let id = ConceptId::local(Kind::Heritage, owner, 1 + place as u32).unwrap();
            let mut heritage = LocalHeritage::of(id, format!("own-{place}"), format!("Own heritage {place}"));
            heritage.broader = chosen(broader, owner, place);
            heritage.overlaps =
                chosen(overlaps, owner, count).into_iter().filter(|other| *other != id).collect();
            parts.heritages.push(heritage);
        }
        let mut list = LocalSystem::of("own-list", 60_000);
        for (place, (means, and_more, relationship)) in rows.iter().enumerate() {
            let mut means: Vec<Part> = chosen(means, owner, count).into_iter().map(Part::Concept).collect();
            if *and_more || means.is_empty() {
                means.push(Part::NotFurtherStated);
            }
            list.rows.push(LocalRow::of(format!("C{place}"), "Own", stated(means, *relationship)));
        }
        parts.systems.push(list);
        local_codes(&mut parts, local, count);
        parts
    })
}

type Local = std::collections::BTreeMap<(&'static str, String), (Vec<Choice>, bool)>;

/// The local codes that can be: what they mean is what their national character means, or arbitrary where it may hold it.
fn local_codes(parts: &mut OverlayParts, local: Local, count: usize) {
    let nhs = &systems::NHS_ETHNIC_CATEGORY_2001;
    for ((first, second), (choices, as_national)) in local {
        let national = nhs.to_field(first.as_bytes()).statement().given().unwrap().parts().to_vec();
        let own: Vec<Part> = chosen(&choices, parts.owner, count).into_iter().map(Part::Concept).collect();
        let means = if as_national || own.is_empty() { national } else { own };
        let row = LocalRow::of(first.to_owned() + &second, "Own", stated(means, Relationship::Equivalent));
        let before = parts.codes.clone();
        match &mut parts.codes[..] {
            [codes] => codes.rows.push(row),
            _ => parts.codes = vec![LocalCodes { of: NHS.to_owned(), rows: vec![row] }],
        }
        if Overlay::build(parts).is_err() {
            parts.codes = before;
        }
    }
}
