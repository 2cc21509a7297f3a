//! Invariant 7: files import downwards. No two modules at the top of a crate import each other, directly or through others.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;
use regex::Regex;

use crate::problems::Problems;
use crate::root::{entries, files_under, read, root, shown};

/// Which module names which.
type Edges = BTreeMap<String, BTreeSet<String>>;

pub(super) fn check(problems: &mut Problems) -> Result<()> {
    let mut crates = entries(&root().join("crates"))?;
    crates.push(root().join("xtask"));
    for krate in crates {
        let source = krate.join("src");
        for circle in circles(&imports(&source)?) {
            problems.add(format!(
                "{}: these modules import one another: {}. Move what both need into a module of its own",
                shown(&source),
                circle.into_iter().collect::<Vec<_>>().join(", ")
            ));
        }
    }
    Ok(())
}

/// What each module below `src` names of its crate. A name that the root passes on counts for the module it comes from.
fn imports(source: &Path) -> Result<Edges> {
    let name = Regex::new(r"\w+")?;
    let passed_on = Regex::new(r"use (?:self::|crate::)?(\w+)::([^;]+);")?;
    let named = Regex::new(r"crate::(?:(\w+)|\{([^;]*)\})")?;
    let above = Regex::new(r"((?:super::)+)(\w+)")?;

    let mut origin = BTreeMap::new();
    for file in ["lib.rs", "main.rs"] {
        let text = code(&std::fs::read_to_string(source.join(file)).unwrap_or_default())?;
        for found in passed_on.captures_iter(&text) {
            let names = name
                .find_iter(&found[2])
                .map(|name| name.as_str().to_owned());
            origin.extend(names.map(|name| (name, found[1].to_owned())));
        }
    }
    let mut edges = Edges::new();
    for file in files_under(source, ".rs")? {
        let place = file
            .strip_prefix(source)?
            .to_string_lossy()
            .replace('\\', "/");
        let (module, rest) = place.split_once('/').unwrap_or((&place, ""));
        let module = module.trim_end_matches(".rs").to_owned();
        // How many `super` lead from this file to the root.
        let depth = place
            .matches('/')
            .count()
            .saturating_add(usize::from(!rest.ends_with("mod.rs")));
        let text = code(&read(&file)?)?;
        let mut names: Vec<&str> = Vec::new();
        for found in named.captures_iter(&text) {
            names.extend(found.get(1).map(|name| name.as_str()));
            let group = found.get(2).map_or("", |group| group.as_str());
            names.extend(
                group
                    .split(',')
                    .filter_map(|path| name.find(path))
                    .map(|name| name.as_str()),
            );
        }
        let to_root = |found: &regex::Captures<'_>| found[1].matches("super").count() >= depth;
        let from_above = above.captures_iter(&text).filter(to_root);
        names.extend(
            from_above
                .filter_map(|found| found.get(2))
                .map(|name| name.as_str()),
        );
        let names = names
            .iter()
            .map(|name| origin.get(*name).map_or(*name, String::as_str));
        let others: BTreeSet<_> = names
            .filter(|name| *name != module)
            .map(str::to_owned)
            .collect();
        if !["lib", "main"].contains(&module.as_str()) {
            edges.entry(module).or_default().extend(others);
        }
    }
    Ok(edges)
}

/// A source without its comments, its texts and its tests.
fn code(source: &str) -> Result<String> {
    let noise = Regex::new(r#"//[^\n]*|"(?:\\.|[^"\\])*""#)?;
    let before_tests = source
        .split("#[cfg(test)]\nmod tests")
        .next()
        .unwrap_or_default();
    Ok(noise.replace_all(before_tests, "").into_owned())
}

fn circles(edges: &Edges) -> BTreeSet<BTreeSet<String>> {
    let reach = |from: &String| {
        let mut seen = BTreeSet::new();
        let mut next = vec![from];
        while let Some(module) = next.pop() {
            let others = edges.get(module).into_iter().flatten();
            next.extend(others.filter(|other| seen.insert((*other).clone())));
        }
        seen
    };
    let reached: BTreeMap<_, _> = edges.keys().map(|module| (module, reach(module))).collect();
    let reaches = |from, to| reached.get(from).is_some_and(|seen| seen.contains(to));
    // A module in no circle reaches none that reaches it, so its own set is empty.
    let circle = |module| {
        let others = edges.keys();
        let both = others.filter(|other| reaches(module, *other) && reaches(*other, module));
        both.cloned().collect::<BTreeSet<_>>()
    };
    let all = edges.keys().map(circle);
    all.filter(|circle| !circle.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::{circles, imports};
    use crate::scratch::Scratch;

    fn found(name: &str, files: &[(&str, &str)]) -> Vec<Vec<String>> {
        let scratch = Scratch::new(name);
        for (file, text) in files {
            scratch.write(file, text);
        }
        let circles = circles(&imports(scratch.path()).unwrap());
        circles
            .into_iter()
            .map(|circle| circle.into_iter().collect())
            .collect()
    }

    #[test]
    fn modules_that_import_one_another_are_one_circle() {
        let files = [
            ("lib.rs", "mod a; mod b; mod c; pub use b::B;"),
            ("a.rs", "use crate::{B, d::D};"),
            ("b/mod.rs", "mod deep;"),
            ("b/deep.rs", "use super::super::c::C;"),
            ("c.rs", "fn f() { g(crate::a::A); }"),
        ];
        assert_eq!(found("circle", &files), [["a", "b", "c"]]);
    }

    #[test]
    fn comments_texts_tests_and_own_children_are_no_imports() {
        let files = [
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", "use crate::b::B; // crate::a"),
            (
                "b.rs",
                "mod deep; // crate::a\nconst A: &str = \"crate::a\";\n#[cfg(test)]\nmod tests { use crate::a::A; }",
            ),
            ("b/deep.rs", "use super::B;"),
        ];
        assert!(found("no-circle", &files).is_empty());
    }
}
