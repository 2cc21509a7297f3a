//! The lines that a new provider needs in existing files. A missing place is an error, not a guess.

use anyhow::{Context as _, Result};

use super::name::Name;

/// The workspace's manifest: the crate among the workspace's dependencies.
pub(super) fn workspace(text: &str, name: &Name) -> Result<String> {
    let krate = name.krate();
    let source = format!("path = \"crates/{krate}\", version = \"0.1.0\"");
    let line = format!("{krate} = {{ {source}, default-features = false }}");
    sorted_into(text, "[workspace.dependencies]", &line)
}

/// The facade's manifest: the dependency, its feature, and what the defaults and `reqwest` switch
/// on.
pub(super) fn facade(text: &str, name: &Name) -> Result<String> {
    let krate = name.krate();
    let text = in_defaults(text, krate)?;
    let feature = format!("{krate} = [\"dep:{krate}\"]");
    let text = before(&text, "# `connection`", &feature)?;
    let text = sorted_into(&text, "reqwest = [", &format!("    \"{krate}?/reqwest\","))?;
    let dependency = format!("{krate} = {{ workspace = true, optional = true }}");
    sorted_into(&text, "[dependencies]", &dependency)
}

/// The roster: the module of the settings, and the line in the list.
pub(super) fn roster(text: &str, name: &Name) -> Result<String> {
    let (krate, types) = (name.krate(), name.types());
    let text = sorted_into(
        text,
        "// One module for each provider",
        &format!("mod {krate};"),
    )?;
    let line = format!("    \"{krate}\" => {krate}::{types},");
    sorted_into(&text, "roster! {", &line)
}

/// The feature among the defaults, before the last one.
fn in_defaults(text: &str, krate: &str) -> Result<String> {
    let (head, rest) =
        (text.split_once("\ndefault = [")).context("there is no line `default = [`")?;
    let last = "\"reqwest\"]";
    let (providers, tail) = rest
        .split_once(last)
        .context("`reqwest` is not the last default")?;
    Ok(format!(
        "{head}\ndefault = [{providers}\"{krate}\", {last}{tail}"
    ))
}

/// Inserts a line before the first one with this prefix.
fn before(text: &str, begins: &str, line: &str) -> Result<String> {
    let at = (text.lines().position(|known| known.starts_with(begins)))
        .with_context(|| format!("there is no line `{begins}`"))?;
    Ok(inserted(text, at, line))
}

/// Inserts a line into the block below the line with this prefix, in sorted order. A block ends
/// with an empty line.
fn sorted_into(text: &str, begins: &str, line: &str) -> Result<String> {
    let behind = |known: &&str| known.is_empty() || *known > line;
    let mut lines = text.lines().enumerate();
    lines
        .find(|(_, known)| known.starts_with(begins))
        .with_context(|| format!("there is no line `{begins}`"))?;
    let place = lines.find(|(_, known)| behind(known)).map(|(at, _)| at);
    Ok(inserted(text, place.unwrap_or(usize::MAX), line))
}

fn inserted(text: &str, at: usize, line: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    lines.insert(at.min(lines.len()), line);
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::{facade, roster, sorted_into, workspace};
    use crate::new_provider::name::Name;

    fn acme() -> Name {
        Name::parse("acme", &[], "").unwrap()
    }

    #[test]
    fn a_line_goes_where_it_sorts_in_its_block() {
        for (text, expected) in [
            ("[a]\nb\nd\n\n[e]\n", "[a]\nb\nc\nd\n\n[e]\n"),
            ("[a]\nd\n", "[a]\nc\nd\n"),
            ("[a]\nb\n\n[e]\n", "[a]\nb\nc\n\n[e]\n"),
            ("[z]\nd\n\n[a]\nb\n", "[z]\nd\n\n[a]\nb\nc\n"),
        ] {
            assert_eq!(sorted_into(text, "[a]", "c").unwrap(), expected);
        }
    }

    #[test]
    fn a_place_that_is_not_there_is_an_error() {
        assert!(workspace("[package]\n", &acme()).is_err());
        assert!(roster("mod meum;\n", &acme()).is_err());
        for part in [
            "default = [",
            "\"reqwest\"]",
            "# `connection`",
            "\nreqwest = [",
            "[dependencies]",
        ] {
            let whole = "[features]\ndefault = [\"meum\", \"reqwest\"]\n# `connection`\nreqwest = [\n]\n\n[dependencies]\n";
            assert!(facade(whole, &acme()).is_ok());
            assert!(facade(&whole.replace(part, ""), &acme()).is_err(), "{part}");
        }
    }
}
