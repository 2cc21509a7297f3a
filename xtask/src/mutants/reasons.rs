//! The page that says why a mutant survives: a heading a file, and under it one line a mutant, with its reason.

use anyhow::{Result, bail};

/// A change that cargo-mutants makes, without its line: code above it moves, and the reason stays.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mutant {
    /// The file, from the repository's root.
    pub(crate) file: String,
    change: String,
}

impl Mutant {
    /// Reads `file:line:column: change`.
    pub(crate) fn reported(line: &str) -> Result<Self> {
        if let Some((place, change)) = line.split_once(": ")
            && let [file, _, _] = place.split(':').collect::<Vec<_>>().as_slice()
        {
            return Ok(Self {
                file: (*file).to_owned(),
                change: change.to_owned(),
            });
        }
        bail!("cargo-mutants wrote a line that is not understood: {line}");
    }
}

/// What is wrong: a survivor without a reason, and a reason for what was tried and did not survive. Two survivors of one
/// name need two lines.
pub(crate) fn unexplained(
    mut survivors: Vec<Mutant>,
    page: &str,
    tried: impl Fn(&Mutant) -> bool,
) -> Result<Vec<String>> {
    let mut stale = Vec::new();
    for explained in explained(page)? {
        match survivors.iter().position(|mutant| *mutant == explained) {
            Some(index) => drop(survivors.swap_remove(index)),
            None if tried(&explained) => stale.push(explained),
            None => {}
        }
    }
    survivors.sort();
    let missed = survivors.iter().map(|Mutant { file, change }| {
        format!(
            "{file}: no test notices `{change}`: add one, or say in docs/mutants.md why none can"
        )
    });
    let stale = stale.iter().map(|Mutant { file, change }| {
        format!("{file}: `{change}` does not survive: remove it from docs/mutants.md")
    });
    Ok(missed.chain(stale).collect())
}

/// The mutants of the page, each with a reason.
fn explained(page: &str) -> Result<Vec<Mutant>> {
    let mut file = "";
    let mut found = Vec::new();
    for line in page.lines() {
        if let Some(name) = line.strip_prefix("## `") {
            file = name.trim_end_matches('`');
        } else if let Some(item) = line.strip_prefix("- `") {
            match item.split_once("`: ") {
                Some((change, reason)) if !file.is_empty() && !reason.trim().is_empty() => {
                    found.push(Mutant {
                        file: file.to_owned(),
                        change: change.to_owned(),
                    });
                }
                _ => bail!("docs/mutants.md gives no file or no reason: {line}"),
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::{Mutant, unexplained};

    const PAGE: &str =
        "# Title\n\n## `a.rs`\n\n- `replace < with <= in f`: both are one.\n  Really.\n";

    fn survivors(lines: &[&str]) -> Vec<Mutant> {
        let read = lines.iter().map(|line| Mutant::reported(line));
        read.collect::<Result<_, _>>().unwrap()
    }

    fn problems(lines: &[&str], page: &str) -> Vec<String> {
        unexplained(survivors(lines), page, |_| true).unwrap()
    }

    #[test]
    fn a_survivor_with_a_reason_is_no_problem_wherever_it_stands() {
        for place in ["1:2", "300:4"] {
            let line = format!("a.rs:{place}: replace < with <= in f");
            assert!(problems(&[&line], PAGE).is_empty());
        }
    }

    #[test]
    fn a_survivor_without_a_reason_is_one() {
        let other = "b.rs:1:2: replace < with <= in f";
        let same = "a.rs:1:2: replace < with <= in f";
        for lines in [[same, other], [same, same]] {
            let found = problems(&lines, PAGE);
            assert_eq!(found.len(), 1);
            assert!(found[0].contains("no test notices `replace < with <= in f`"));
        }
    }

    #[test]
    fn a_reason_for_what_does_not_survive_is_one_where_it_was_tried() {
        assert!(problems(&[], PAGE)[0].contains("does not survive"));
        assert!(unexplained(vec![], PAGE, |_| false).unwrap().is_empty());
    }

    #[test]
    fn the_page_of_this_repository_can_be_read() {
        let page = include_str!("../../../docs/mutants.md");
        assert!(unexplained(vec![], page, |_| false).unwrap().is_empty());
        assert!(!unexplained(vec![], page, |_| true).unwrap().is_empty());
    }

    #[test]
    fn a_line_without_a_file_or_a_reason_is_refused() {
        for page in ["- `x`: why", "## `a.rs`\n- `x`:", "## `a.rs`\n- `x`:  "] {
            assert!(unexplained(vec![], page, |_| true).is_err(), "{page}");
        }
        assert!(Mutant::reported("a.rs: x").is_err());
    }
}
