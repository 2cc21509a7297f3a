//! The modules of one crate, and which file each path in it leads to.

use std::collections::BTreeMap;

use quote::ToTokens as _;

use super::source::Source;
use super::tokens::{Token, flat};

/// A module's place in its crate: empty for the root.
type ModulePath = Vec<String>;

/// One module: a file, or a `mod name { ... }` in one.
#[derive(Debug, Default)]
struct Module {
    file: String,
    /// Names that `use` declarations bring in, with the whole path each stands for.
    imports: BTreeMap<String, Vec<String>>,
    /// Modules whose every name is brought in by `use path::*`.
    globs: Vec<Vec<String>>,
    declares: Vec<String>,
}

/// The modules of one crate.
#[derive(Debug, Default)]
pub(super) struct Modules {
    modules: BTreeMap<ModulePath, Module>,
    /// `#[macro_export]` names a macro at the crate's root, whichever file it stands in.
    exported_macros: BTreeMap<String, String>,
}

/// A path in the source, from the crate's root: `crate::money::Amount` is `["money", "Amount"]`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) path: Vec<String>,
}

/// Imports may lead to imports; a chain longer than this leads round in a circle.
const LONGEST_CHAIN: usize = 16;

impl Modules {
    /// Reads the files of one crate, and every path in them that stays inside the crate.
    pub(super) fn read(sources: &[&Source]) -> (Self, Vec<Mention>) {
        let mut modules = Self::default();
        for source in sources {
            modules.declare(source, &module_of(source.place()), &source.file.items);
        }
        let mut mentions = Vec::new();
        for source in sources {
            modules.mentions(
                source,
                &module_of(source.place()),
                &source.file.items,
                &mut mentions,
            );
        }
        (modules, mentions)
    }

    fn declare(&mut self, source: &Source, at: &ModulePath, items: &[syn::Item]) {
        let mut module = Module {
            file: source.path.clone(),
            ..Module::default()
        };
        for item in items.iter().filter(|item| !is_for_tests(item)) {
            if let Some(name) = exported_macro(item) {
                self.exported_macros.insert(name, source.path.clone());
            } else if let Some(name) = declared_name(item) {
                module.declares.push(name);
            }
            if let syn::Item::Mod(inner) = item
                && let Some((_, items)) = &inner.content
            {
                self.declare(source, &child(at, &inner.ident.to_string()), items);
            }
        }
        self.modules.insert(at.clone(), module);
    }

    fn mentions(
        &mut self,
        source: &Source,
        at: &ModulePath,
        items: &[syn::Item],
        mentions: &mut Vec<Mention>,
    ) {
        for item in items.iter().filter(|item| !is_for_tests(item)) {
            if let syn::Item::Mod(inner) = item {
                let inside = child(at, &inner.ident.to_string());
                if let Some((_, items)) = &inner.content {
                    self.mentions(source, &inside, items, mentions);
                }
                continue;
            }
            for path in self.paths(at, &flat(item.to_token_stream())) {
                if matches!(item, syn::Item::Use(_)) {
                    self.import(at, &path);
                }
                mentions.push(Mention {
                    file: source.path.clone(),
                    line: path.line,
                    path: path.segments,
                });
            }
        }
    }

    fn import(&mut self, at: &ModulePath, path: &Path) {
        let Some(module) = self.modules.get_mut(at) else {
            return;
        };
        match (&path.renamed, path.segments.split_last()) {
            (Some(name), _) => {
                module.imports.insert(name.clone(), path.segments.clone());
            }
            (None, Some((last, before))) if last == "*" => module.globs.push(before.to_vec()),
            (None, Some((last, _))) => {
                module.imports.insert(last.clone(), path.segments.clone());
            }
            (None, None) => {}
        }
    }

    /// Every path of these tokens that begins with `crate`, `self`, `super` or a module that stands here.
    fn paths(&self, at: &ModulePath, tokens: &[Token]) -> Vec<Path> {
        let mut found = Vec::new();
        for (position, token) in tokens.iter().enumerate() {
            let before = position
                .checked_sub(1)
                .and_then(|before| tokens.get(before));
            let after = position.checked_add(1).and_then(|after| tokens.get(after));
            let begins = after.is_some_and(|after| after.is_sign("::"))
                && !before.is_some_and(|before| before.is_sign("::") || before.is_word("in"));
            if !begins {
                continue;
            }
            let start = match token.text.as_str() {
                "crate" => Vec::new(),
                "self" => at.clone(),
                "super" => at
                    .split_last()
                    .map(|(_, parent)| parent.to_vec())
                    .unwrap_or_default(),
                name if self.modules.contains_key(&child(at, name)) => child(at, name),
                _ => continue,
            };
            let mut rest = tokens
                .get(position.saturating_add(2)..)
                .unwrap_or_default()
                .iter()
                .peekable();
            read_path(&start, &mut rest, &mut found);
        }
        found
    }

    /// The file in which what a path names is declared; imports on the way are followed.
    pub(super) fn file_of(&self, path: &[String]) -> Option<&str> {
        self.follow(path, LONGEST_CHAIN)
    }

    fn follow(&self, path: &[String], left: usize) -> Option<&str> {
        let mut at = ModulePath::new();
        let mut rest = path.iter();
        let item = loop {
            let Some(next) = rest.next() else { break None };
            let deeper = child(&at, next);
            if !self.modules.contains_key(&deeper) {
                break Some(next);
            }
            at = deeper;
        };
        let module = self.modules.get(&at)?;
        let left = left.checked_sub(1)?;
        let Some(item) = item.filter(|item| !module.declares.contains(item)) else {
            return Some(&module.file);
        };
        if let Some(file) = self.exported_macros.get(item).filter(|_| at.is_empty()) {
            return Some(file);
        }
        if let Some(import) = module.imports.get(item) {
            let whole: Vec<String> = import.iter().chain(rest).cloned().collect();
            return self.follow(&whole, left);
        }
        let through_globs = module.globs.iter().find(|glob| {
            self.modules.get(*glob).is_some_and(|module| {
                module.declares.contains(item) || module.imports.contains_key(item)
            })
        });
        match through_globs {
            Some(glob) => self.follow(&child(glob, item), left),
            None => Some(&module.file),
        }
    }
}

/// A path as it stands in the source, made absolute.
struct Path {
    line: usize,
    segments: Vec<String>,
    renamed: Option<String>,
}

/// Reads what follows `crate::`: segments, a group in braces with one path each, a star, a new name after `as`.
fn read_path<'a>(
    start: &[String],
    tokens: &mut std::iter::Peekable<impl Iterator<Item = &'a Token>>,
    found: &mut Vec<Path>,
) {
    let mut segments = start.to_vec();
    let mut line = 0;
    let mut renamed = None;
    while let Some(token) = tokens.next() {
        line = token.line;
        if token.is_sign("{") {
            read_group(&segments, tokens, found);
            return;
        }
        match token.text.as_str() {
            "super" => {
                segments.pop();
            }
            "self" => {}
            // Generic arguments: `crate::a::B::<C>`.
            "<" => break,
            name => segments.push(name.to_owned()),
        }
        if tokens.next_if(|next| next.is_sign("::")).is_none() {
            if tokens.next_if(|next| next.is_word("as")).is_some() {
                renamed = tokens.next().map(|token| token.text.clone());
            }
            break;
        }
    }
    found.push(Path {
        line,
        segments,
        renamed,
    });
}

fn read_group<'a>(
    start: &[String],
    tokens: &mut std::iter::Peekable<impl Iterator<Item = &'a Token>>,
    found: &mut Vec<Path>,
) {
    loop {
        match tokens.peek() {
            None => return,
            Some(token) if token.is_sign("}") => {
                tokens.next();
                return;
            }
            Some(token) if token.is_sign(",") => {
                tokens.next();
            }
            Some(_) => read_path(start, &mut *tokens, found),
        }
    }
}

fn child(module: &[String], name: &str) -> ModulePath {
    module.iter().cloned().chain([name.to_owned()]).collect()
}

/// `src/a/b.rs` and `src/a/b/mod.rs` are `["a", "b"]`; `src/lib.rs` and `src/main.rs` are the root.
fn module_of(place: &str) -> ModulePath {
    let place = place.trim_start_matches("src/").trim_end_matches(".rs");
    let mut parts: ModulePath = place.split('/').map(str::to_owned).collect();
    if matches!(
        parts.last().map(String::as_str),
        Some("lib" | "main" | "mod")
    ) {
        parts.pop();
    }
    parts
}

/// What only tests see may look anywhere.
fn is_for_tests(item: &syn::Item) -> bool {
    let attributes = match item {
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Use(item) => &item.attrs,
        syn::Item::Fn(item) => &item.attrs,
        _ => return false,
    };
    attributes.iter().any(|attribute| {
        let tokens = flat(attribute.meta.to_token_stream());
        tokens
            .iter()
            .map(|token| token.text.as_str())
            .eq(["cfg", "(", "test", ")"])
    })
}

fn exported_macro(item: &syn::Item) -> Option<String> {
    let syn::Item::Macro(item) = item else {
        return None;
    };
    let exported = item
        .attrs
        .iter()
        .any(|attribute| attribute.path().is_ident("macro_export"));
    item.ident
        .as_ref()
        .filter(|_| exported)
        .map(ToString::to_string)
}

fn declared_name(item: &syn::Item) -> Option<String> {
    use syn::Item;
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        _ => return None,
    };
    Some(name.to_string())
}
