//! Colour is never ours: what the command prints about itself. The lists and the reading of them are those of
//! `tests/words.rs` at the root, which reads the source; this reads what clap makes of it.

use std::process::Command;

#[path = "../../tests/words/classify.rs"]
mod classify;
#[path = "../../tests/words/data.rs"]
mod data;

fn help(verb: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ownwords"));
    let output = command.args(verb).arg("--help").output().expect("the command starts");
    assert!(output.status.success(), "`ownwords {} --help` failed", verb.join(" "));
    String::from_utf8(output.stdout).expect("help is text")
}

/// The verbs that the command's help lists.
fn verbs(help: &str) -> Vec<&str> {
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    listed
        .take_while(|line| line.starts_with("  "))
        .filter_map(|line| line.split_whitespace().next())
        .collect()
}

#[test]
fn help_speaks_of_nobodys_skin() {
    let overview = help(&[]);
    let verbs = verbs(&overview);
    assert!(verbs.contains(&"sample"), "the verbs were not found in the help:\n{overview}");
    let mut texts = Vec::new();
    for verb in verbs.iter().filter(|verb| **verb != "help") {
        let text = help(&[verb]);
        let further = self::verbs(&text);
        texts.extend(further.iter().filter(|one| **one != "help").map(|one| help(&[verb, one])));
        texts.push(text);
    }
    let classifier = classify::Classifier::new();
    let mut found = Vec::new();
    for text in texts.into_iter().chain([overview.clone()]) {
        for hit in classifier.hits(&text, None) {
            let line = text.lines().nth(text[..hit.start].matches('\n').count()).unwrap_or_default();
            found.push(format!("`{}` ({}) in the help: {line}", &text[hit.start..hit.end], hit.language));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
