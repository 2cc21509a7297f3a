//! Invariant 7: files import downwards. No two files of a crate import each other, directly or
//! through others. A module may use its own children, and they may use it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context as _, Result};
use regex::Regex;
use syn::visit::{self, Visit};
use syn::{Attribute, ItemMod, ItemUse, Macro, UseTree, Visibility};

use crate::problems::Problems;
use crate::root::{entries, files_under, read, root, shown};

/// A module's path, or that of a name in it: `journal::postgres::schema`, in parts.
type Names = Vec<String>;

/// Which module uses which.
type Edges = BTreeMap<Names, BTreeSet<Names>>;

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

/// What each file below `src` uses of the others.
fn imports(source: &Path) -> Result<Edges> {
    let in_macros = Regex::new(r"\bcrate((?: :: \w+)+)")?;
    let mut files = BTreeMap::new();
    for file in files_under(source, ".rs")? {
        let place = file.strip_prefix(source)?.with_extension("");
        let parts = place.iter().map(|part| part.to_string_lossy().into_owned());
        let mut module: Names = parts.collect();
        // The root is the parent of all, and a folder is its `mod.rs`.
        module.pop_if(|last| ["mod", "lib", "main"].contains(&last.as_str()));
        let tree = syn::parse_file(&read(&file)?)
            .with_context(|| format!("cannot parse {}", shown(&file)))?;
        let mut found = Uses {
            module: module.clone(),
            in_macros: &in_macros,
            used: BTreeSet::new(),
            passed_on: BTreeMap::new(),
        };
        found.visit_file(&tree);
        files.insert(module, (found.used, found.passed_on));
    }
    // A re-exported name counts for the module that defines it.
    let origin = |mut path: Names| {
        for _ in 0..8 {
            let longest = (0..=path.len()).rev().filter_map(|end| path.get(..end));
            let mut known = longest.filter(|module| files.contains_key(*module));
            let module = known.next().unwrap_or_default().to_vec();
            let rest = path.get(module.len()..).unwrap_or_default();
            let further = rest.split_first().and_then(|(name, rest)| {
                let (_, passed_on) = files.get(&module)?;
                Some([passed_on.get(name)?, rest].concat())
            });
            match further {
                Some(further) => path = further,
                None => return module,
            }
        }
        Names::new()
    };
    let edges = files.iter().map(|(module, (used, _))| {
        let others = used.iter().map(|path| origin(path.clone()));
        let related = |other: &Names| module.starts_with(other) || other.starts_with(module);
        (
            module.clone(),
            others.filter(|other| !related(other)).collect(),
        )
    });
    Ok(edges.collect())
}

/// The paths that a file uses, and the names that it re-exports.
struct Uses<'r> {
    module: Names,
    in_macros: &'r Regex,
    used: BTreeSet<Names>,
    passed_on: BTreeMap<String, Names>,
}

impl Uses<'_> {
    /// The path from the root of the crate. `None` for a name of another crate.
    fn absolute(&self, path: &[String]) -> Option<Names> {
        let (first, rest) = path.split_first()?;
        let mut from = match first.as_str() {
            "crate" => Names::new(),
            "self" => self.module.clone(),
            "super" => self.parent(),
            _ => return None,
        };
        for name in rest {
            match name.as_str() {
                "super" => drop(from.pop()),
                name => from.push(name.to_owned()),
            }
        }
        Some(from)
    }

    fn parent(&self) -> Names {
        let mut parent = self.module.clone();
        parent.pop();
        parent
    }

    /// Every path of a `use`, with the name that it has here.
    fn leaves(tree: &UseTree, mut path: Names, found: &mut Vec<(String, Names)>) {
        let mut leaf = |here: &syn::Ident, name: &syn::Ident, mut path: Names| {
            path.push(name.to_string());
            found.push((here.to_string(), path));
        };
        match tree {
            UseTree::Path(part) => {
                path.push(part.ident.to_string());
                Self::leaves(&part.tree, path, found);
            }
            UseTree::Name(name) => leaf(&name.ident, &name.ident, path),
            UseTree::Rename(name) => leaf(&name.rename, &name.ident, path),
            UseTree::Glob(_) => found.push(("*".to_owned(), path)),
            UseTree::Group(group) => {
                for tree in &group.items {
                    Self::leaves(tree, path.clone(), found);
                }
            }
        }
    }
}

impl Visit<'_> for Uses<'_> {
    fn visit_item_use(&mut self, item: &ItemUse) {
        let mut leaves = Vec::new();
        Self::leaves(&item.tree, Names::new(), &mut leaves);
        for (here, path) in leaves {
            let absolute = self.absolute(&path);
            if !matches!(item.vis, Visibility::Inherited) {
                // `pub use child::Name` names a child without `self`.
                let child = || [self.module.as_slice(), &path].concat();
                self.passed_on
                    .insert(here, absolute.clone().unwrap_or_else(child));
            }
            self.used.extend(absolute);
        }
    }

    fn visit_path(&mut self, path: &syn::Path) {
        let parts: Names = (path.segments.iter())
            .map(|part| part.ident.to_string())
            .collect();
        self.used.extend(self.absolute(&parts));
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, called: &Macro) {
        let tokens = called.tokens.to_string();
        for found in self.in_macros.captures_iter(&tokens) {
            let parts = found[1].split(" :: ").filter(|part| !part.is_empty());
            self.used.insert(parts.map(str::to_owned).collect());
        }
        visit::visit_macro(self, called);
    }

    fn visit_item_mod(&mut self, item: &ItemMod) {
        if !item.attrs.iter().any(is_for_tests) {
            self.module.push(item.ident.to_string());
            visit::visit_item_mod(self, item);
            self.module.pop();
        }
    }
}

fn is_for_tests(attribute: &Attribute) -> bool {
    let condition = attribute.parse_args::<syn::Ident>();
    attribute.path().is_ident("cfg") && condition.is_ok_and(|condition| condition == "test")
}

fn circles(edges: &Edges) -> BTreeSet<BTreeSet<String>> {
    let reach = |from: &Names| {
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
        both.map(|module| module.join("::"))
            .collect::<BTreeSet<_>>()
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
            ("lib.rs", "mod a; mod b; mod c; mod d; pub use b::B;"),
            ("a.rs", "use crate::{B, d::D};"),
            ("b/mod.rs", "mod deep; pub use deep::B;"),
            ("b/deep.rs", "use super::super::c::C;"),
            ("c.rs", "fn f() { g(crate::a::A); }"),
            ("d.rs", "pub struct D;"),
        ];
        assert_eq!(found("circle", &files), [["a", "b::deep", "c"]]);
    }

    #[test]
    fn files_of_one_folder_are_told_apart() {
        let files = [
            ("lib.rs", "mod a;"),
            ("a/mod.rs", "mod b; mod c; pub(crate) use c::C as Other;"),
            (
                "a/b.rs",
                "use super::Other; macro_rules! m { () => { crate::x } }",
            ),
            ("a/c.rs", "fn f() { print!(\"{}\", crate::a::b::text()); }"),
        ];
        assert_eq!(found("folder", &files), [["a::b", "a::c"]]);
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
