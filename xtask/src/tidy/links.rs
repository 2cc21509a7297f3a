//! Links between the repository's own pages lead somewhere.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::problems::Problems;
use crate::root::{read, root, shown};

pub(super) fn check(files: &[PathBuf], problems: &mut Problems) -> Result<()> {
    for page in files
        .iter()
        .filter(|file| file.extension().is_some_and(|ending| ending == "md"))
    {
        for (line, target) in targets(&read(page)?) {
            if !leads_somewhere(page, &target)? {
                problems.add(format!(
                    "{}:{line}: the link to `{target}` leads nowhere",
                    shown(page)
                ));
            }
        }
    }
    Ok(())
}

/// The targets of `[text](target)` with their lines; code blocks and addresses outside the repository are left out.
fn targets(page: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut in_code = false;
    for (line, number) in page.lines().zip(1..) {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        if in_code {
            continue;
        }
        for (_, rest) in line
            .match_indices("](")
            .map(|(at, mark)| line.split_at(at.saturating_add(mark.len())))
        {
            let target = rest
                .split(')')
                .next()
                .unwrap_or_default()
                .split_whitespace()
                .next()
                .unwrap_or_default();
            if !target.contains("://") && !target.starts_with("mailto:") {
                found.push((number, target.to_owned()));
            }
        }
    }
    found
}

fn leads_somewhere(page: &Path, target: &str) -> Result<bool> {
    let (file, heading) = target
        .split_once('#')
        .map_or((target, None), |(file, heading)| (file, Some(heading)));
    let path = match file.strip_prefix('/') {
        Some(from_root) => root().join(from_root),
        None if file.is_empty() => page.to_owned(),
        None => page.parent().unwrap_or(root()).join(file),
    };
    Ok(match heading {
        Some(heading) if path.is_file() => {
            headings(&read(&path)?).iter().any(|there| there == heading)
        }
        _ => path.exists(),
    })
}

/// The headings of a page as they stand in addresses.
fn headings(page: &str) -> Vec<String> {
    page.lines()
        .filter(|line| line.starts_with('#'))
        .map(|line| {
            let kept = line.trim_start_matches('#').trim().to_lowercase();
            kept.chars()
                .filter(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_'))
                .map(|letter| if letter == ' ' { '-' } else { letter })
                .collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::problems::Problems;
    use crate::scratch::Scratch;

    fn findings(page: &str) -> usize {
        let scratch = Scratch::new(&format!("links-{}", page.len()));
        scratch.write("docs/there.md", "# What it means\n");
        let page = scratch.write("docs/page.md", page);
        let mut problems = Problems::default();
        check(&[page], &mut problems).unwrap();
        problems.count()
    }

    #[test]
    fn a_link_to_a_missing_file_or_heading_is_found() {
        assert_eq!(
            findings("see [there](there.md) and [up](../docs/there.md#what-it-means)\n"),
            0
        );
        assert_eq!(findings("see [gone](gone.md) and [there](there.md)\n"), 1);
        assert_eq!(findings("see [there](there.md#what-it-cost)\n"), 1);
        assert_eq!(findings("# Here\n[a](#here) [b](#elsewhere)\n"), 1);
    }

    #[test]
    fn code_and_other_sites_are_left_alone() {
        assert_eq!(
            findings("```\n[a](gone.md)\n```\n[b](https://example.com/gone.md)\n"),
            0
        );
    }
}
