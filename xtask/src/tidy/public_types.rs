//! Invariants 3 and 4: what a user of a crate can see of other crates, and of the wire.

use std::collections::BTreeSet;

use quote::ToTokens as _;
use syn::{ImplItem, Item, TraitItem, Visibility};

use super::source::Source;
use super::tokens::{Kind, Token, flat};
use crate::packages::Package;
use crate::problems::Problems;
use crate::roster::is_provider;

/// Crates whose types may stand in a public signature: each is a standard of its field, and moves slowly.
const ALLOWED: &[&str] = &["http", "bytes", "time", "uuid", "secrecy"];

/// Traits that a public bound may name: data crates meet in them, and serde has kept them since 2017.
const ALLOWED_TRAITS: &[&str] = &["Serialize", "Deserialize", "DeserializeOwned"];

pub(super) fn check(sources: &[Source], packages: &[Package], problems: &mut Problems) {
    for source in sources.iter().filter(|source| source.is_src()) {
        only_the_transport_names_reqwest(source, problems);
        if let Some(package) = packages
            .iter()
            .find(|package| package.name == source.krate && package.publish)
        {
            foreign_types(source, &foreign_crates(package, packages), problems);
        }
        if is_provider(&source.krate) {
            wire_is_private(source, problems);
        }
    }
}

fn only_the_transport_names_reqwest(source: &Source, problems: &mut Problems) {
    if source.krate == "paylink-reqwest" {
        return;
    }
    for token in source
        .tokens
        .iter()
        .filter(|token| token.is_word("reqwest"))
    {
        problems.add(format!(
            "{}:{}: `reqwest` is named outside paylink-reqwest, the only crate that knows it",
            source.path, token.line
        ));
    }
}

/// The crates that must not show in what this package makes public.
fn foreign_crates(package: &Package, packages: &[Package]) -> BTreeSet<String> {
    let normal = package
        .dependencies
        .iter()
        .filter(|dependency| dependency.normal);
    normal
        .map(|dependency| dependency.name.as_str())
        .filter(|name| {
            !ALLOWED.contains(name) && packages.iter().all(|member| member.name != *name)
        })
        .map(|name| name.replace('-', "_"))
        .collect()
}

fn foreign_types(source: &Source, foreign: &BTreeSet<String>, problems: &mut Problems) {
    let imported = imported_names(&source.file.items, foreign);
    let mut surface = Surface {
        private: private_types(&source.file.items),
        tokens: Vec::new(),
    };
    surface.items(&source.file.items);
    let words = surface
        .tokens
        .iter()
        .filter(|token| token.kind == Kind::Word);
    for token in words.filter(|token| !ALLOWED_TRAITS.contains(&token.text.as_str())) {
        if foreign.contains(&token.text) || imported.contains(&token.text) {
            problems.add(format!(
                "{}:{}: `{}` of another crate stands in a public signature. Its next major version would be ours too; \
                 public are only the types of {}",
                source.path,
                token.line,
                token.text,
                ALLOWED.join(", ")
            ));
        }
    }
}

/// The names that the file's `use` declarations bring in from these crates.
fn imported_names(items: &[Item], crates: &BTreeSet<String>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for item in items {
        match item {
            Item::Use(item) => leaves(&item.tree, None, crates, &mut names),
            Item::Mod(module) => {
                let inner = module
                    .content
                    .as_ref()
                    .map(|(_, items)| items.as_slice())
                    .unwrap_or_default();
                names.extend(imported_names(inner, crates));
            }
            _ => {}
        }
    }
    names
}

fn leaves(
    tree: &syn::UseTree,
    first: Option<&str>,
    crates: &BTreeSet<String>,
    names: &mut BTreeSet<String>,
) {
    let foreign =
        |own: &syn::Ident| crates.contains(&first.map_or_else(|| own.to_string(), str::to_owned));
    match tree {
        syn::UseTree::Path(path) => {
            let own = path.ident.to_string();
            leaves(&path.tree, Some(first.unwrap_or(&own)), crates, names);
        }
        syn::UseTree::Name(name) if foreign(&name.ident) => {
            names.insert(name.ident.to_string());
        }
        // A trait taken in for its methods alone has no name that a signature could give.
        syn::UseTree::Rename(rename) if foreign(&rename.ident) && rename.rename != "_" => {
            names.insert(rename.rename.to_string());
        }
        syn::UseTree::Group(group) => group
            .items
            .iter()
            .for_each(|tree| leaves(tree, first, crates, names)),
        _ => {}
    }
}

/// The types that the file declares for itself or its crate.
fn private_types(items: &[Item]) -> BTreeSet<String> {
    let declared = items.iter().filter_map(|item| match item {
        Item::Struct(item) => Some((&item.vis, &item.ident)),
        Item::Enum(item) => Some((&item.vis, &item.ident)),
        _ => None,
    });
    declared
        .filter(|(visibility, _)| !is_public(visibility))
        .map(|(_, name)| name.to_string())
        .collect()
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The tokens of a file that its crate's users depend on.
struct Surface {
    private: BTreeSet<String>,
    tokens: Vec<Token>,
}

impl Surface {
    fn add(&mut self, part: &impl quote::ToTokens) {
        self.tokens.extend(flat(part.to_token_stream()));
    }

    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Fn(item) if is_public(&item.vis) => self.add(&item.sig),
                Item::Const(item) if is_public(&item.vis) => self.add(&item.ty),
                Item::Static(item) if is_public(&item.vis) => self.add(&item.ty),
                Item::Type(item) if is_public(&item.vis) => self.add(item),
                Item::Use(item) if is_public(&item.vis) => self.add(&item.tree),
                Item::Struct(item) if is_public(&item.vis) => {
                    self.add(&item.generics);
                    item.fields
                        .iter()
                        .filter(|field| is_public(&field.vis))
                        .for_each(|field| self.add(&field.ty));
                }
                Item::Enum(item) if is_public(&item.vis) => {
                    self.add(&item.generics);
                    item.variants
                        .iter()
                        .for_each(|variant| self.add(&variant.fields));
                }
                Item::Trait(item) if is_public(&item.vis) => self.trait_item(item),
                Item::Impl(item) => self.implementation(item),
                Item::Mod(module) => self.items(
                    module
                        .content
                        .as_ref()
                        .map(|(_, items)| items.as_slice())
                        .unwrap_or_default(),
                ),
                _ => {}
            }
        }
    }

    fn trait_item(&mut self, item: &syn::ItemTrait) {
        self.add(&item.generics);
        self.add(&item.supertraits);
        for inner in &item.items {
            match inner {
                TraitItem::Fn(function) => self.add(&function.sig),
                other => self.add(other),
            }
        }
    }

    /// An implementation of a trait shows the trait's parameters, the type and the associated types; the trait itself
    /// (serde's, for one) is no type of ours. What stands on a private type is not seen.
    fn implementation(&mut self, item: &syn::ItemImpl) {
        let of_private_type = flat(item.self_ty.to_token_stream())
            .iter()
            .any(|token| self.private.contains(&token.text));
        if of_private_type {
            return;
        }
        let of_trait = item.trait_.is_some();
        if let Some((path, _)) = &item.trait_ {
            path.segments
                .iter()
                .for_each(|segment| self.add(&segment.arguments));
            self.add(&item.self_ty);
        }
        for inner in &item.items {
            match inner {
                ImplItem::Fn(function) if is_public(&function.vis) => self.add(&function.sig),
                ImplItem::Const(constant) if is_public(&constant.vis) => self.add(&constant.ty),
                ImplItem::Type(kind) if of_trait => self.add(&kind.ty),
                _ => {}
            }
        }
    }
}

/// Public types are the provider's vocabulary, not its JSON: nothing in `wire.rs` or `wire/` is public.
fn wire_is_private(source: &Source, problems: &mut Problems) {
    let is_wire = source.path.ends_with("/wire.rs") || source.path.contains("/wire/");
    for (position, token) in source.tokens.iter().enumerate() {
        let next = position
            .checked_add(1)
            .and_then(|next| source.tokens.get(next));
        if is_wire && token.is_word("pub") && !next.is_some_and(|next| next.is_sign("(")) {
            problems.add(format!(
                "{}:{}: `pub` on the wire: a change of the provider's JSON would break our users. Say `pub(crate)`",
                source.path, token.line
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::packages::{Dependency, Package};
    use crate::problems::Problems;
    use crate::tidy::source::example;

    fn findings(path: &str, text: &str) -> usize {
        let dependency = |name: &str| Dependency {
            name: name.to_owned(),
            normal: true,
            ..Dependency::default()
        };
        let package = |name: &str| Package {
            name: name.to_owned(),
            publish: true,
            dependencies: ["reqwest", "serde", "http", "paylink-core"]
                .map(dependency)
                .into(),
            ..Package::default()
        };
        let packages = ["paylink-core", "paylink-reqwest", "meum"].map(package);
        let mut problems = Problems::default();
        check(&[example(path, text)], &packages, &mut problems);
        problems.count()
    }

    #[test]
    fn only_one_crate_knows_reqwest() {
        assert_eq!(
            findings("crates/meum/src/client.rs", "fn f(c: reqwest::Client) {}"),
            1
        );
        assert_eq!(
            findings(
                "crates/meum/src/client.rs",
                "#[cfg(feature = \"reqwest\")] use paylink_reqwest::A;"
            ),
            0
        );
        assert_eq!(
            findings(
                "crates/paylink-reqwest/src/lib.rs",
                "fn f(c: reqwest::Client) {}"
            ),
            0
        );
    }

    #[test]
    fn a_public_signature_shows_no_foreign_type() {
        for text in [
            "pub fn f(c: reqwest::Client) {}",
            "use reqwest::Client as Http; pub struct A { pub c: Http }",
            "pub enum E { A(reqwest::Error) }",
            "pub struct E; impl From<reqwest::Error> for E { fn from(e: reqwest::Error) -> Self { E } }",
            "pub struct E; impl E { pub fn f(&self) -> reqwest::Error { E } }",
            "pub trait T { fn f(&self, c: reqwest::Client); }",
            "pub use reqwest::Client;",
            "pub fn f() -> serde::Value {}",
        ] {
            assert!(
                findings("crates/paylink-reqwest/src/lib.rs", text) > 0,
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_private_or_allowed_is_left_alone() {
        for text in [
            "pub struct A { c: reqwest::Client }",
            "use serde::Serializer as _; pub fn f((_, b): (u8, u8)) {}",
            "pub(crate) fn f(c: reqwest::Client) {}",
            "use serde::Serialize; pub fn f(body: &impl Serialize) {}",
            "pub fn f(b: http::Request<()>) { reqwest::get(b); }",
            "enum E {} impl From<reqwest::Error> for E { fn from(e: reqwest::Error) -> Self { E } }",
            "pub struct A; impl<'de> serde::Deserialize<'de> for A { fn f(d: serde::D) {} }",
        ] {
            assert_eq!(
                findings("crates/paylink-reqwest/src/lib.rs", text),
                0,
                "{text}"
            );
        }
    }

    #[test]
    fn the_wire_is_private() {
        assert_eq!(findings("crates/meum/src/wire.rs", "pub struct A;"), 1);
        assert_eq!(
            findings(
                "crates/meum/src/wire.rs",
                "pub(crate) struct A { pub(crate) b: u8 }"
            ),
            0
        );
        assert_eq!(findings("crates/meum/src/link.rs", "pub struct A;"), 0);
    }
}
