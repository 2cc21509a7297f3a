//! Rules about the text of files: core names no provider (invariant 1), no file knows the machine
//! it was written on, and a source file is short.

use std::path::{Path, PathBuf};

use anyhow::Result;
use regex::{Regex, RegexBuilder};

use crate::problems::Problems;
use crate::root::{files_under, read, root, shown};

const MOST_LINES: usize = 450;

/// In two halves, so that this file does not find itself.
const PLACES: &str = concat!("/wo", "rk/|/ro", "ot/|/ho", "me/|/Use", "rs/");

/// `names` are the providers' crate names and the names they call themselves; `tracked` is every
/// file of the repository.
pub(super) fn check(names: &[String], tracked: &[PathBuf], problems: &mut Problems) -> Result<()> {
    let core = files_under(&root().join("crates/paylink-core/src"), ".rs")?;
    let advice = "core names a provider, and a sixth one must not touch core: say what is common";
    find(&core, &any_of(names)?, advice, problems);
    let advice = "a path of one machine: write it from the repository's root";
    find(tracked, &Regex::new(PLACES)?, advice, problems);
    for folder in ["crates", "xtask"] {
        for file in files_under(&root().join(folder), ".rs")? {
            let lines = read(&file)?.lines().count();
            if lines > MOST_LINES {
                let file = shown(&file);
                problems.add(format!(
                    "{file}: {lines} lines, more than {MOST_LINES}: give its second subject a file"
                ));
            }
        }
    }
    Ok(())
}

/// One of the names as a whole word, in any case.
fn any_of(names: &[String]) -> Result<Regex> {
    let names: Vec<_> = names.iter().map(|name| regex::escape(name)).collect();
    let mut any = RegexBuilder::new(&format!(r"\b(?:{})\b", names.join("|")));
    Ok(any.case_insensitive(true).build()?)
}

fn find(files: &[impl AsRef<Path>], banned: &Regex, advice: &str, problems: &mut Problems) {
    for file in files.iter().map(AsRef::as_ref) {
        // A picture or another file that is not text has no words.
        let text = std::fs::read_to_string(file).unwrap_or_default();
        for (line, number) in text.lines().zip(1..) {
            if let Some(found) = banned.find(line) {
                let (file, found) = (shown(file), found.as_str());
                problems.add(format!("{file}:{number}: `{found}`: {advice}"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{PLACES, Problems, Regex, any_of, find};
    use crate::scratch::Scratch;

    fn found(name: &str, text: &str, banned: &Regex) -> Vec<String> {
        let file = Scratch::new(name);
        let files = [file.write("a.rs", text)];
        let mut problems = Problems::default();
        find(&files, banned, "", &mut problems);
        let message = problems
            .into_result()
            .map_or_else(|error| error.to_string(), |()| String::new());
        let lines = message
            .lines()
            .filter_map(|line| line.split("a.rs:").nth(1));
        lines
            .filter_map(|line| line.split(':').next())
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn a_provider_is_found_as_a_whole_word_even_in_a_comment() {
        let names = any_of(&["meum".to_owned(), "Pine Labs".to_owned()]).unwrap();
        let text = "// a museum\nstruct MeumKey;\n// what `pine labs` speaks\nlet meum = 1;";
        assert_eq!(found("core", text, &names), ["3", "4"]);
    }

    #[test]
    fn a_path_of_one_machine_is_found() {
        let places = Regex::new(PLACES).unwrap();
        let bad = concat!("fine\nsee /ho", "me/ada/notes\n");
        assert_eq!(found("places-bad", bad, &places), ["2"]);
        let good = "see docs/notes and https://example.com/homework/\n";
        assert!(found("places-good", good, &places).is_empty());
    }
}
