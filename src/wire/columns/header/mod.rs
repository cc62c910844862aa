//! What a column is called, and what columns that are called so hold: `mappings/columns.yaml`, and official titles.

#[rustfmt::skip]
mod known;

use crate::bridge::systems::{self, Lists};
use crate::bridge::{CodeSystem, Target};
use crate::name::{PartKind, profiles};
use crate::stated::Axis;

/// Names that stewards have written down.
struct Known {
    holds: &'static str,
    /// The list, where the name says which.
    system: Option<&'static str>,
    names: &'static [&'static str],
}

/// What a name says of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Called {
    /// In the words of a column map.
    pub(crate) holds: &'static str,
    pub(crate) system: Option<&'static str>,
    pub(crate) receiver: Option<&'static str>,
    /// Whether the name is an official title, of the list or of the receiver's field.
    pub(crate) is_title: bool,
}

/// The letters and digits of a name that count: without white space of any kind, `-`, `_` and `.`, in small letters.
fn folded(name: &[u8]) -> impl Iterator<Item = u8> {
    let counts = |sign: &char| !sign.is_whitespace() && !matches!(sign, '-' | '_' | '.');
    name.utf8_chunks().flat_map(move |chunk| {
        let signs = chunk.valid().chars().filter(counts).flat_map(bytes_of);
        signs.chain(chunk.invalid().iter().copied()).map(|byte| byte.to_ascii_lowercase())
    })
}

fn bytes_of(sign: char) -> impl Iterator<Item = u8> {
    let mut bytes = [0; 4];
    let length = sign.encode_utf8(&mut bytes).len();
    bytes.into_iter().take(length)
}

/// Whether two names are the same; letter case, white space, line breaks among it, `-`, `_` and `.` make no difference.
pub(crate) fn is_same(one: &[u8], other: &[u8]) -> bool {
    folded(one).eq(folded(other))
}

/// What people who call a column so mean: several things, where several are written down.
pub(crate) fn known(name: &[u8]) -> impl Iterator<Item = Called> {
    known::KNOWN
        .iter()
        .filter(|known| known.names.iter().any(|one| is_same(one.as_bytes(), name)))
        .map(|known| Called { holds: known.holds, system: known.system, receiver: None, is_title: false })
}

/// The lists and receivers' fields of which the name is the official title.
pub(super) fn titled(name: &[u8]) -> Vec<Called> {
    struct Titled<'a>(&'a [u8], Vec<Called>);
    impl Lists for Titled<'_> {
        fn list<A: Axis>(&mut self, word: &'static str, systems: &'static [&'static CodeSystem<A>]) {
            if !super::fields::WORDS.contains(&word) {
                return;
            }
            let found = systems.iter().filter(|system| is_same(system.title().as_bytes(), self.0));
            self.1.extend(found.map(|system| Called {
                holds: word,
                system: Some(system.key()),
                receiver: None,
                is_title: true,
            }));
        }
    }
    let mut titled = Titled(name, Vec::new());
    systems::each_list(&mut titled);
    let of_languages =
        systems::LANGUAGE.iter().filter(|list| is_same(Target::title(**list).as_bytes(), name));
    titled.1.extend(of_languages.map(|list| Called {
        holds: "languages",
        system: Some(Target::key(*list)),
        receiver: None,
        is_title: true,
    }));
    // A field for the family name with its particles is a family name; one for both names holds the whole.
    for profile in profiles::ALL.iter().filter(|profile| is_same(profile.title().as_bytes(), name)) {
        let takes = |kind| profile.parts().any(|part| part == kind);
        let mut parts = profile.parts();
        let holds = match (takes(PartKind::Family), takes(PartKind::Given), parts.next(), parts.next()) {
            (true, false, ..) => super::map::Holds::word_of_part(PartKind::Family),
            (false, true, ..) => super::map::Holds::word_of_part(PartKind::Given),
            (_, _, Some(part), None) => super::map::Holds::word_of_part(part),
            _ => "name.chosen",
        };
        titled.1.push(Called { holds, system: None, receiver: Some(profile.key()), is_title: true });
    }
    titled.1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::columns::Holds;

    #[test]
    fn no_name_stands_twice_for_one_thing_and_everything_held_is_known() {
        let words: Vec<String> = Holds::words().collect();
        let mut seen: Vec<(String, &str)> = Vec::new();
        for known in known::KNOWN {
            assert!(words.iter().any(|word| word == known.holds), "{}", known.holds);
            if let Some(system) = known.system {
                Holds::of(known.holds, Some(system), None, None).unwrap();
            }
            for name in known.names {
                let folded = String::from_utf8(folded(name.as_bytes()).collect()).unwrap();
                assert!(!seen.contains(&(folded.clone(), known.holds)), "{name} stands twice");
                seen.push((folded, known.holds));
            }
        }
    }

    #[test]
    fn case_and_separators_make_no_difference() {
        for name in ["NHS Number", "nhs_no", "NHS-NUMBER", "nhs.number"] {
            assert_eq!(
                known(name.as_bytes()).map(|called| called.holds).collect::<Vec<_>>(),
                ["nhs-number"],
                "{name}"
            );
        }
        for name in [
            "",
            "name",
            "former surname",
            "mother's surname",
            "ethnicity of mother",
            "nhs_number2",
            "country of birth",
        ] {
            assert_eq!(known(name.as_bytes()).count(), 0, "{name}");
        }
    }

    #[test]
    fn titles_are_those_of_lists_and_receivers() {
        let found = titled(b"ETHNIC_CATEGORY_CODE_2001");
        assert_eq!(
            found.iter().map(|called| called.system).collect::<Vec<_>>(),
            [Some("nhs-ethnic-category-2001")]
        );
        assert!(titled(b"PERSON FAMILY NAME").iter().any(|called| called.holds == "name.chosen.family"));
    }
}
