//! Invariant 1: `paylink-core` names no provider, in code or in comments.

use anyhow::Result;
use regex::RegexBuilder;

use crate::problems::Problems;
use crate::root::{files_under, read, root, shown};

/// `names` are the providers' crate names and the names they call themselves.
pub(super) fn check(names: &[String], problems: &mut Problems) -> Result<()> {
    for file in files_under(&root().join("crates/paylink-core/src"), ".rs")? {
        for (line, name) in named(&read(&file)?, names)? {
            problems.add(format!(
                "{}:{line}: core names the provider {name}. A sixth provider must not touch core: say what is common",
                shown(&file)
            ));
        }
    }
    Ok(())
}

fn named(text: &str, names: &[String]) -> Result<Vec<(usize, String)>> {
    let all = names
        .iter()
        .map(|name| regex::escape(name))
        .collect::<Vec<_>>();
    let names = RegexBuilder::new(&format!(r"\b(?:{})\b", all.join("|")))
        .case_insensitive(true)
        .build()?;
    let found = text.lines().zip(1..).filter_map(|(line, number)| {
        let name = names.find(line)?;
        Some((number, name.as_str().to_owned()))
    });
    Ok(found.collect())
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_provider_is_found_as_a_whole_word_even_in_a_comment() {
        let names = ["meum".to_owned(), "Pine Labs".to_owned()];
        let text = "// a museum\nstruct MeumKey;\n// what `pine labs` speaks\nlet meum = 1;";
        let lines: Vec<_> = named(text, &names)
            .unwrap()
            .into_iter()
            .map(|(line, _)| line)
            .collect();
        assert_eq!(lines, [3, 4]);
    }
}
