//! The pools of given and family names that made-up people are combined from.

use super::Share;
use super::random::Stream;

const NAMES: &str = include_str!("names.txt");

/// One naming tradition. Without family names: people who have one name.
#[derive(Debug, Default)]
struct Pool {
    title: &'static str,
    given: Vec<&'static str>,
    family: Vec<&'static str>,
}

/// All pools.
#[derive(Debug)]
pub(super) struct Pools {
    /// Names of Britain in ASCII letters.
    home: Vec<Pool>,
    /// Names of elsewhere in ASCII letters, as most registers hold them.
    plain: Vec<Pool>,
    /// Names as their bearers write them.
    further: Vec<Pool>,
    /// What people ask to be called.
    chosen: Vec<&'static str>,
}

/// A made-up person's names; `""` for what the person does not have, or did not say.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names<'a> {
    pub(super) family: &'a str,
    pub(super) given: &'a str,
    /// A second given name.
    pub(super) middle: &'a str,
    pub(super) chosen: &'a str,
}

impl Pools {
    /// The pools of `names.txt`.
    pub(super) fn built_in() -> Self {
        let mut all: Vec<Pool> = Vec::new();
        for line in NAMES.lines() {
            if let Some(title) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                all.push(Pool { title, ..Pool::default() });
            } else if let (Some(pool), Some((key, names))) = (all.last_mut(), line.split_once(": ")) {
                match key {
                    "given" => pool.given.extend(names.split(", ")),
                    "family" => pool.family.extend(names.split(", ")),
                    _ => {}
                }
            }
        }
        let chosen = all.extract_if(.., |pool| pool.title == "chosen").flat_map(|pool| pool.given).collect();
        let home = all.extract_if(.., |pool| pool.title.starts_with("home")).collect();
        let (plain, further) = all.into_iter().partition(|pool| pool.title.starts_with("plain"));
        Self { home, plain, further, chosen }
    }

    /// The names of one person; `further` is how many people in all have a name beyond ASCII.
    pub(super) fn draw(&self, chance: &mut Stream, further: Share) -> Names<'static> {
        let is_plain = !chance.is_in(further);
        let is_home = is_plain && chance.one_in(2);
        let pools = match (is_home, is_plain) {
            (true, _) => &self.home,
            (false, true) => &self.plain,
            (false, false) => &self.further,
        };
        let Some(pool) = chance.pick(pools) else {
            return Names { family: "", given: "", middle: "", chosen: "" };
        };
        let family = chance.text(&pool.family);
        // Now and then a register holds no given name: a newborn, or somebody who could not be asked.
        let has_given = family.is_empty() || !chance.one_in(200);
        let given = if has_given { chance.text(&pool.given) } else { "" };
        let has_middle = is_home && has_given && chance.one_in(4);
        let middle = if has_middle { chance.text(&pool.given) } else { "" };
        let chosen = match chance.below(32) {
            0 => chance.text(&pool.given),
            1 => chance.text(&self.chosen),
            _ => "",
        };
        Names { family, given, middle, chosen }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_file_is_understood() {
        let pools = Pools::built_in();
        assert_eq!((pools.home.len(), pools.chosen.is_empty()), (2, false));
        let pools_of_people = || pools.home.iter().chain(&pools.plain).chain(&pools.further);
        let names: Vec<&str> = pools_of_people()
            .flat_map(|pool| pool.given.iter().chain(&pool.family))
            .chain(&pools.chosen)
            .copied()
            .collect();
        let written: usize = NAMES
            .lines()
            .filter_map(|line| line.strip_prefix("given: ").or(line.strip_prefix("family: ")))
            .map(|line| line.split(", ").count())
            .sum();
        assert_eq!(names.len(), written);
        for pool in pools_of_people() {
            assert!(!pool.given.is_empty(), "{} has no given names", pool.title);
            let one_name = pool.title.contains("one name");
            assert_eq!(pool.family.is_empty(), one_name, "{} says who has one name", pool.title);
        }
        for line in NAMES.lines() {
            let known =
                line.is_empty() || line.starts_with('#') || line.starts_with('[') || line.contains(": ");
            assert!(known, "a line of names.txt is neither a comment, a section nor names");
        }
    }

    #[test]
    fn plain_names_are_ascii() {
        let pools = Pools::built_in();
        for pool in pools.home.iter().chain(&pools.plain) {
            assert!(pool.given.iter().chain(&pool.family).all(|name| name.is_ascii()), "{}", pool.title);
        }
    }

    #[test]
    fn names_are_clean() {
        for line in NAMES.lines().filter(|line| !line.starts_with('#')) {
            for name in line.split_once(": ").map(|(_, names)| names.split(", ")).into_iter().flatten() {
                assert_eq!(name.trim(), name);
                assert!(!name.is_empty());
                assert!(!name.contains(|c: char| c.is_control() || "?()\"\u{FFFD},".contains(c)));
            }
        }
    }
}
