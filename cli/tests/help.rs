//! What holds for every verb: its help, the completions and the manual, which are made from it, and no colours in a file.

use std::fs;

use serde_json::Value;
use snapbox::cmd::{Command, cargo_bin};

fn ownwords(arguments: &[&str]) -> Command {
    Command::new(cargo_bin!("ownwords")).args(arguments)
}

fn text(arguments: &[&str]) -> String {
    let output = ownwords(arguments).assert().success().stderr_eq("");
    String::from_utf8(output.get_output().stdout.clone()).unwrap()
}

/// The verbs that a help lists.
fn listed(help: &str) -> Vec<String> {
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let lines = lines.take_while(|line| !line.is_empty());
    // A verb stands two spaces in; what is further in goes on with the line before.
    let verbs = lines.filter_map(|line| line.strip_prefix("  ").filter(|line| !line.starts_with(' ')));
    let verbs = verbs.filter_map(|line| line.split_whitespace().next());
    verbs.filter(|verb| *verb != "help").map(str::to_owned).collect()
}

/// All verbs, and those of verbs.
fn verbs() -> Vec<Vec<String>> {
    let mut verbs = Vec::new();
    for verb in listed(&text(&["--help"])) {
        let further = listed(&text(&[&verb, "--help"]));
        verbs.push(vec![verb.clone()]);
        verbs.extend(further.into_iter().map(|further| vec![verb.clone(), further]));
    }
    assert!(verbs.len() > 28, "{verbs:?}");
    verbs
}

fn help(verb: &[String]) -> String {
    let arguments: Vec<&str> = verb.iter().map(String::as_str).chain(["--help"]).collect();
    text(&arguments)
}

#[test]
fn every_verb_has_an_example_and_its_exit_status() {
    let mut without = Vec::new();
    for verb in verbs() {
        let help = help(&verb);
        let name = verb.join(" ");
        let words = help.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        if !words.contains("exit status") {
            without.push(format!("{name}: exit status"));
        }
        let examples = help.split_once("Example: ").map(|(_, examples)| examples.lines());
        let examples: Vec<&str> = examples.into_iter().flatten().map(str::trim).collect();
        let is_of_it = |line: &&str| line.starts_with(&format!("ownwords {name} "));
        if !examples.iter().any(|line| is_of_it(line) || *line == format!("ownwords {name}")) {
            without.push(format!("{name}: example"));
        }
    }
    assert_eq!(without, [""; 0]);
}

#[test]
fn the_examples_of_lists_and_names_run_as_they_stand() {
    for verb in verbs() {
        let help = help(&verb);
        let Some((_, examples)) = help.split_once("Example: ") else { continue };
        for example in examples.lines().map(str::trim).filter(|line| line.starts_with("ownwords ")) {
            // Those that name a file of the reader's, or write one, cannot.
            let is_about_files = [".", "/", "<", ">", "|"].iter().any(|sign| example.contains(sign));
            let reads_here =
                ["build", "check", "fmt", "new", "prove", "compare", "diff"].contains(&verb[0].as_str());
            if is_about_files || reads_here {
                continue;
            }
            let arguments = words(example);
            let arguments: Vec<&str> = arguments.iter().skip(1).map(String::as_str).collect();
            let output = ownwords(&arguments).assert();
            let code = output.get_output().status.code();
            assert!(matches!(code, Some(0 | 1)), "{example}: {code:?}");
        }
    }
}

/// The words of a line, as a shell takes those in double quotes.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    let words = parts.flat_map(|(place, part)| match place % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect(),
        _ => vec![part.to_owned()],
    });
    words.collect()
}

#[test]
fn completions_know_every_verb() {
    for (shell, sign) in [
        ("bash", "complete -F _ownwords"),
        ("zsh", "#compdef ownwords"),
        ("fish", "complete -c ownwords"),
        ("powershell", "Register-ArgumentCompleter"),
    ] {
        let script = text(&["completions", shell]);
        assert!(script.contains(sign), "{shell}");
        for verb in verbs() {
            assert!(script.contains(verb.last().unwrap()), "{shell}: {verb:?}");
        }
        let json: Value = serde_json::from_str(&text(&["completions", shell, "--format", "json"])).unwrap();
        assert_eq!((&json["shell"], &json["script"]), (&shell.into(), &script.into()));
    }
    ownwords(&["completions", "tcsh"]).assert().code(2);
}

#[test]
#[allow(clippy::print_stdout, reason = "says what was skipped")]
fn a_shell_takes_its_completions() {
    let file = std::env::temp_dir().join(format!("ownwords-completions-{}", std::process::id()));
    fs::write(&file, text(&["completions", "bash"])).unwrap();
    let asks = format!(
        ". {} && COMP_WORDS=(ownwords deco) COMP_CWORD=1 && _ownwords ownwords deco ownwords && echo ${{COMPREPLY[@]}}",
        file.display()
    );
    let answer = std::process::Command::new("bash").args(["-c", &asks]).output();
    fs::remove_file(&file).unwrap();
    let Ok(answer) = answer else {
        println!("skipped: there is no bash here");
        return;
    };
    assert_eq!(String::from_utf8_lossy(&answer.stdout), "decode\n", "{answer:?}");
}

#[test]
fn the_manual_has_a_page_for_every_verb() {
    let folder = std::env::temp_dir().join(format!("ownwords-man-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    let at = folder.display().to_string();
    let json: Value = serde_json::from_str(&text(&["man", "-o", &at, "--format", "json"])).unwrap();
    let pages = json["pages"].as_array().unwrap();
    assert_eq!(pages.len(), verbs().len() + 1);
    assert_eq!(pages[0]["name"], "ownwords.1");
    for verb in verbs() {
        let name = format!("ownwords-{}.1", verb.join("-"));
        let page = fs::read_to_string(folder.join(&name)).unwrap();
        assert!(page.contains(".TH") && page.contains("Example"), "{name}");
        assert!(page.contains(&format!("ownwords {}", verb.join(" "))), "{name}");
    }
    let first = fs::read_to_string(folder.join("ownwords.1")).unwrap();
    assert_eq!(text(&["man"]), first);
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn no_colours_where_nobody_sees_them() {
    let of_nothing =
        ["--help", "decode --help", "decode", "nonsense", "decode nonsense 1", "audit nowhere.csv"];
    for arguments in of_nothing {
        let arguments: Vec<&str> = arguments.split(' ').collect();
        let output =
            ownwords(&arguments).env("TERM", "xterm-256color").env("COLORTERM", "truecolor").assert();
        let output = output.get_output();
        for stream in [&output.stdout, &output.stderr] {
            assert!(!stream.contains(&0x1B), "{arguments:?}");
        }
        assert!(!(output.stdout.is_empty() && output.stderr.is_empty()), "{arguments:?}");
    }
}
