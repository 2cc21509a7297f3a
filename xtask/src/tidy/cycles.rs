//! Invariant 7: files import downwards. No two files of a crate import each other, directly or through others.

use std::collections::{BTreeMap, BTreeSet};

use super::modules::Modules;
use super::source::Source;
use crate::problems::Problems;

/// Which file imports which, with the line of the first import.
type Edges<'a> = BTreeMap<&'a str, BTreeMap<&'a str, usize>>;

pub(super) fn check(sources: &[Source], problems: &mut Problems) {
    let mut crates: BTreeMap<&str, Vec<&Source>> = BTreeMap::new();
    for source in sources.iter().filter(|source| source.is_src()) {
        crates.entry(&source.krate).or_default().push(source);
    }
    for (krate, mut sources) in crates {
        // Beside a library, `main.rs` is a crate of its own that only uses the library.
        if sources.iter().any(|source| source.place() == "src/lib.rs") {
            sources.retain(|source| source.place() != "src/main.rs");
        }
        let (modules, mentions) = Modules::read(&sources);
        let mut edges = Edges::new();
        for mention in &mentions {
            if let Some(file) = modules
                .file_of(&mention.path)
                .filter(|file| *file != mention.file)
            {
                edges
                    .entry(&mention.file)
                    .or_default()
                    .entry(file)
                    .or_insert(mention.line);
            }
        }
        for circle in circles(&edges) {
            problems.add(format!(
                "{krate}: files import each other in a circle: {}. Give what they share a file below both",
                shown(&circle, &edges)
            ));
        }
    }
}

/// One circle for every knot of files that reach each other.
fn circles<'a>(edges: &Edges<'a>) -> Vec<Vec<&'a str>> {
    let mut found: Vec<Vec<&str>> = Vec::new();
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for start in edges.keys() {
        if !told.contains(start)
            && let Some(circle) = shortest_way_back(start, edges)
        {
            told.extend(
                edges
                    .keys()
                    .filter(|other| reaches(start, other, edges) && reaches(other, start, edges)),
            );
            found.push(circle);
        }
    }
    found
}

fn reaches(from: &str, to: &str, edges: &Edges<'_>) -> bool {
    let mut seen = BTreeSet::new();
    let mut next = vec![from];
    while let Some(file) = next.pop() {
        for other in edges.get(file).into_iter().flat_map(BTreeMap::keys) {
            if *other == to {
                return true;
            }
            if seen.insert(*other) {
                next.push(other);
            }
        }
    }
    false
}

/// The files from `start` back to it, by the fewest imports.
fn shortest_way_back<'a>(start: &'a str, edges: &Edges<'a>) -> Option<Vec<&'a str>> {
    let mut ways = std::collections::VecDeque::from([vec![start]]);
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        let last = way.last()?;
        for other in edges.get(last).into_iter().flat_map(BTreeMap::keys) {
            if *other == start {
                return Some(way);
            }
            if seen.insert(*other) {
                ways.push_back(way.iter().copied().chain([*other]).collect());
            }
        }
    }
    None
}

/// `a.rs:3 -> b.rs:7 -> a.rs`: the line is that of the import that leads on.
fn shown(circle: &[&str], edges: &Edges<'_>) -> String {
    let following = circle.iter().skip(1).chain(circle.first());
    let steps = circle.iter().zip(following).map(|(file, next)| {
        let line = edges
            .get(file)
            .and_then(|imports| imports.get(next))
            .copied()
            .unwrap_or_default();
        format!("{file}:{line} -> ")
    });
    steps
        .chain(circle.first().map(|first| (*first).to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::problems::Problems;
    use crate::tidy::source::example;

    fn findings(files: &[(&str, &str)]) -> Vec<String> {
        let sources: Vec<_> = files
            .iter()
            .map(|(name, text)| example(&format!("crates/meum/src/{name}"), text))
            .collect();
        let mut problems = Problems::default();
        check(&sources, &mut problems);
        problems.into_result().map_or_else(
            |error| error.to_string().lines().map(str::to_owned).collect(),
            |()| vec![],
        )
    }

    #[test]
    fn two_files_that_import_each_other_are_named_with_their_lines() {
        let found = findings(&[
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", "\nuse crate::b::B;\npub struct A;"),
            ("b.rs", "pub struct B;\nfn f(a: super::a::A) {}"),
        ]);
        assert_eq!(found.len(), 1);
        let circle = "crates/meum/src/a.rs:2 -> crates/meum/src/b.rs:2 -> crates/meum/src/a.rs";
        assert!(found[0].contains(circle), "{}", found[0]);
    }

    #[test]
    fn a_circle_through_a_third_file_is_one_finding() {
        let found = findings(&[
            ("lib.rs", "mod a; mod b; mod c;"),
            ("a.rs", "use crate::{b::B};"),
            ("b.rs", "use crate::c::{C as D, E};"),
            ("c.rs", "fn f() { g!(crate::a::A); }"),
        ]);
        assert_eq!(found.len(), 1, "{found:?}");
    }

    #[test]
    fn a_name_that_the_root_only_passes_on_is_looked_up_where_it_is_declared() {
        let files = [
            ("lib.rs", "mod a; mod b; pub use a::A; pub use b::*;"),
            ("a.rs", "use crate::B; pub struct A;"),
            ("b.rs", "pub struct B;"),
        ];
        assert_eq!(findings(&files), Vec::<String>::new());
    }

    #[test]
    fn an_exported_macro_stands_in_its_own_file() {
        let files = [
            ("lib.rs", "mod a; mod macros; pub use a::A;"),
            ("a.rs", "use crate::open; pub struct A;"),
            (
                "macros.rs",
                "#[macro_export] macro_rules! open { () => {} }",
            ),
        ];
        assert_eq!(findings(&files), Vec::<String>::new());
    }

    #[test]
    fn a_child_that_imports_from_its_parent_is_a_circle() {
        let found = findings(&[
            ("lib.rs", "mod a;"),
            ("a.rs", "mod child; use child::C; pub struct A;"),
            ("a/child.rs", "use super::A; pub struct C;"),
        ]);
        assert_eq!(found.len(), 1, "{found:?}");
    }

    #[test]
    fn a_child_that_only_its_parent_names_is_fine() {
        let files = [
            ("lib.rs", "mod a; pub use a::A;"),
            ("a.rs", "mod child; pub use child::C as A;"),
            (
                "a/child.rs",
                "#[cfg(test)] mod tests { use crate::a::A; } pub struct C;",
            ),
        ];
        assert_eq!(findings(&files), Vec::<String>::new());
    }
}
