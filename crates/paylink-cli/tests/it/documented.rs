//! `docs/command.md` and the command's README show verbs and options that exist.

use std::fs;
use std::path::Path;

use crate::support::paylink;

/// The lines of a page that call the command, each without its comment and its redirections.
fn calls(page: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
    let text = fs::read_to_string(path).unwrap().replace("\\\n", "");
    let lines = text
        .lines()
        .filter_map(|line| line.strip_prefix("paylink "));
    let words = lines.map(|line| {
        let words = line.split_whitespace();
        let words = words.take_while(|word| !["#", ">", "<", "|"].contains(word));
        words.map(str::to_owned).collect()
    });
    words.collect()
}

/// The help of the longest beginning that is a verb.
fn help(words: &[String]) -> String {
    for length in (1..=2.min(words.len())).rev() {
        let (verb, _) = words.split_at(length);
        if verb.iter().any(|word| word.starts_with('-')) {
            continue;
        }
        let ran = paylink(&verb.join(" ")).arg("--help").run();
        // A word that is not a verb is an argument: the help is that of the verb before it.
        let usage = format!("Usage: paylink {}", verb.join(" "));
        if ran.code == 0 && ran.stdout.contains(&usage) {
            return ran.stdout;
        }
    }
    panic!("{words:?} begins with no verb");
}

#[test]
fn every_call_that_is_shown_exists() {
    for (page, least) in [("../../docs/command.md", 15), ("README.md", 8)] {
        let calls = calls(page);
        assert!(calls.len() >= least, "{page}: {calls:?}");
        for words in calls {
            let help = help(&words);
            for word in words.iter().filter(|word| word.starts_with("--")) {
                assert!(help.contains(word.as_str()), "{words:?}: {help}");
            }
        }
    }
}
