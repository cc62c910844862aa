//! Different names of one file that become alike in a receiver's hands.

use std::collections::BTreeMap;

use super::NameText;
use super::profile::FieldProfile;

/// Which names of a file a receiver could not tell apart. It holds their places in the file, never the names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collisions {
    groups: Vec<Vec<usize>>,
    not_rendered: Vec<usize>,
}

impl Collisions {
    /// The groups of names that render alike though at least two of them differ: places in the file, from 0, in order.
    pub fn groups(&self) -> impl ExactSizeIterator<Item = &[usize]> {
        self.groups.iter().map(Vec::as_slice)
    }

    /// The names that cannot be rendered for this receiver: places in the file, from 0.
    pub fn not_rendered(&self) -> &[usize] {
        &self.not_rendered
    }
}

/// Looks for names that render alike for a receiver. The same name twice is no collision.
///
/// # Example
///
/// ```
/// use ownwords::{NameText, collisions, profiles};
///
/// let names: Vec<NameText> =
///     ["Zoë", "Ada", "Zoe", "Ada", "김민준"].into_iter().map(NameText::received).collect();
/// let alike = collisions(&names, &profiles::ASCII);
/// assert_eq!(alike.groups().collect::<Vec<_>>(), [[0, 2]]);
/// assert_eq!(alike.not_rendered(), [4]);
/// ```
pub fn collisions<'n>(names: impl IntoIterator<Item = &'n NameText>, profile: &FieldProfile) -> Collisions {
    let mut rendered: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
    let mut not_rendered = Vec::new();
    for (place, name) in names.into_iter().enumerate() {
        let source = profile.source_of(name);
        match source.and_then(|source| Ok((profile.rendered(&source)?.0, source.text.into_owned()))) {
            Ok((text, source)) => rendered.entry(text).or_default().push((place, source)),
            Err(_) => not_rendered.push(place),
        }
    }
    let differ = |group: &Vec<(usize, String)>| {
        group.iter().zip(group.iter().skip(1)).any(|((_, one), (_, other))| one != other)
    };
    let groups = rendered.into_values().filter(differ);
    let mut groups: Vec<Vec<usize>> =
        groups.map(|group| group.into_iter().map(|(place, _)| place).collect()).collect();
    groups.sort_unstable();
    Collisions { groups, not_rendered }
}
