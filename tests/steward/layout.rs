//! The formatter: every file of the repository is as it leaves it, and whatever else it is given says the same afterwards.

use std::fs;

use ownwords::authoring::formatted;
use proptest::prelude::*;

use crate::repository::{files, root};

/// The stewards' files, with their texts.
fn repository() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for folder in ["standards", "mappings", "examples/overlay"] {
        files(&root().join(folder), &["yaml"], &mut all);
    }
    all.sort();
    all.into_iter().map(|path| (path.display().to_string(), fs::read_to_string(&path).unwrap())).collect()
}

fn form(text: &str) -> String {
    formatted("test.yaml", text).unwrap()
}

#[test]
fn every_file_is_as_it_should_be() {
    let all = repository();
    assert!(all.len() > 150);
    for (name, text) in all {
        assert!(formatted(&name, &text).unwrap() == text, "{name}: `ownwords fmt` writes it");
    }
}

#[test]
fn each_thing_is_put_right() {
    for (text, expected) in [
        ("system: 'x'\n", "system: x\n"),
        ("title: It's\n", "title: \"It's\"\n"),
        ("title: 'It''s \"it\"'\n", "title: \"It's \\\"it\\\"\"\n"),
        ("rows:\n  - code: 01\n  - code: no\n", "rows:\n  - code: \"01\"\n  - code: \"no\"\n"),
        ("system:   x   # why  \n", "system: x   # why\n"),
        ("\u{FEFF}system: x\r\n# c\r\n", "system: x\n# c\n"),
        ("system: x", "system: x\n"),
        ("rows:\n  - {label: \"l\",code: 'c' , }\n", "rows:\n  - {code: \"c\", label: \"l\"}\n"),
        ("means:   [ a,b ]\n", "means: [a, b]\n"),
        (
            "rows:\n  # an item\n  - label: \"l\"\n    # of the code\n    code: \"c\" # here\n\n  - code: \"d\"\n",
            "rows:\n  # an item\n  # of the code\n  - code: \"c\" # here\n    label: \"l\"\n\n  - code: \"d\"\n",
        ),
        ("number: 1\nsystem: x\n", "system: x\nnumber: 1\n"),
    ] {
        assert_eq!(form(text), expected);
        assert_eq!(form(expected), expected);
    }
}

#[test]
fn what_is_not_known_is_left_as_it_is() {
    for text in [
        "",
        "# nothing\n",
        "zebra: 1\napple: 'a'\n".replace('\'', "\"").as_str(),
        "system: x\nunknown: y\nnumber: 1\n",
        "label: ~\nlabels:\n",
        "title: |\n  in lines   \n  of its own\n",
        "title: \"over   \n  two lines\"\n",
    ] {
        assert_eq!(form(text), text);
    }
    for text in ["a: [b\n", "a: &b c\n", "a: b\n---\n", "a: \"b\n"] {
        assert!(formatted("test.yaml", text).unwrap_err().position().unwrap().line.is_some(), "{text}");
    }
}

/// What a file says, to another reader than ours.
fn read(text: &str) -> Option<serde_yaml::Value> {
    serde_yaml::from_str(text).ok()
}

/// Ways of writing a line in another way.
const WAYS: &[fn(&str) -> String] = &[
    |line| if line.ends_with('\r') { line.to_owned() } else { format!("{line}  \t") },
    |line| format!("{}\r", line.trim_end_matches('\r')),
    |line| match line.split_once(": ") {
        // Where a comment after a key begins is as people have it.
        Some((key, text)) if !key.contains(['#', '"']) && !text.trim_start().starts_with('#') => {
            format!("{key}:   {text}")
        }
        _ => line.to_owned(),
    },
    |line| match line.split_once(": \"") {
        Some((key, text))
            if line.ends_with('"') && !text.contains(['\'', '\\', '{', '#']) && !key.contains(['"', '#']) =>
        {
            format!("{key}: '{}'", &text[..text.len() - 1])
        }
        _ => line.to_owned(),
    },
    |line| match line.split_once("{system: ") {
        Some((before, pairs)) if !before.contains(['#', '"']) && pairs.ends_with('}') => {
            format!("{before}{{  system: {} }}", &pairs[..pairs.len() - 1])
        }
        _ => line.to_owned(),
    },
];

/// Whether a line is one short pair within an entry of a list.
fn is_pair(line: &str) -> bool {
    let key = line.strip_prefix("    ").and_then(|line| line.split_once(": ")).map_or("", |(key, _)| key);
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    /// However a file of the repository was written, it comes back as it was.
    #[test]
    fn files_come_back(
        file in any::<prop::sample::Index>(),
        changes in prop::collection::vec((0..WAYS.len(), any::<prop::sample::Index>()), 0..40),
        swaps in prop::collection::vec(any::<prop::sample::Index>(), 0..10)
    ) {
        let all = repository();
        let (name, text) = &all[file.index(all.len())];
        // Files of other shapes, and long ones, are for the test above.
        if text.len() < 40_000 && !text.contains(": |") && !text.contains(": >") {
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            for place in swaps {
                let place = place.index(lines.len());
                // A comment goes with the key below it.
                let has_comment = place > 0 && lines[place - 1].trim_start().starts_with('#');
                let are_pairs = lines.get(place + 1).is_some_and(|next| is_pair(&lines[place]) && is_pair(next));
                if are_pairs && !has_comment {
                    lines.swap(place, place + 1);
                }
            }
            for (way, place) in changes {
                let place = place.index(lines.len());
                lines[place] = WAYS[way](&lines[place]);
            }
            let changed = lines.join("\n");
            // Where what changed its place was more than a pair, the file is another one.
            if read(&changed) == read(text) {
                prop_assert_eq!(&formatted(name, &changed).unwrap(), text);
            }
        }
    }

    /// Comments stay, wherever they stand, and a second time changes nothing.
    #[test]
    fn comments_stay(
        file in any::<prop::sample::Index>(), places in prop::collection::vec(any::<prop::sample::Index>(), 1..12)
    ) {
        let all = repository();
        let (name, text) = &all[file.index(all.len())];
        if text.len() < 40_000 && !text.contains(": |") && !text.contains(": >") {
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            for (number, place) in places.iter().enumerate() {
                let place = place.index(lines.len());
                lines.insert(place, format!("   # made up {number}!"));
                if let Some(next) = (place + 1..lines.len() - 1).find(|&next| is_pair(&lines[next]) && is_pair(&lines[next + 1])) {
                    lines.swap(next, next + 1);
                }
            }
            let changed = lines.join("\n");
            if read(&changed) == read(text) {
                let once = formatted(name, &changed).unwrap();
                for number in 0..places.len() {
                    let comment = format!("# made up {number}!");
                    prop_assert_eq!(once.matches(&comment).count(), 1);
                }
                prop_assert_eq!(&formatted(name, &once).unwrap(), &once);
                prop_assert_eq!(read(&once), read(text));
            }
        }
    }

    #[test]
    fn any_text_is_refused_or_stable(
        text in prop::collection::vec(prop::sample::select(&["code", ": ", ":", "\n", "  ", "- ", "{", "}", "[", "]", ", ", "'", "\"", "#", " #", "label", "rows:\n  - ", "x", "1", "|", ">", "\t", "\u{85}", "é", "\\", "~"][..]), 0..24)
    ) {
        if let Ok(once) = formatted("test.yaml", &text.concat()) {
            prop_assert_eq!(formatted("test.yaml", &once).unwrap(), once);
        }
    }
}
