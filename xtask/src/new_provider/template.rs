//! The files of a new provider, from `xtask/template/`.

use super::name::Name;

/// Where each file of the template goes, and what stands in it. `__name__` is the crate, `__Name__` begins its types.
const FILES: &[(&str, &str)] = &[
    (
        "crates/__name__/Cargo.toml",
        include_str!("../../template/crate/manifest.toml"),
    ),
    (
        "crates/__name__/src/lib.rs",
        include_str!("../../template/crate/src/lib.rs"),
    ),
    (
        "crates/__name__/src/client.rs",
        include_str!("../../template/crate/src/client.rs"),
    ),
    (
        "crates/__name__/src/credentials.rs",
        include_str!("../../template/crate/src/credentials.rs"),
    ),
    (
        "crates/__name__/src/error.rs",
        include_str!("../../template/crate/src/error.rs"),
    ),
    (
        "crates/__name__/src/face.rs",
        include_str!("../../template/crate/src/face.rs"),
    ),
    (
        "crates/__name__/src/link.rs",
        include_str!("../../template/crate/src/link.rs"),
    ),
    (
        "crates/__name__/src/money.rs",
        include_str!("../../template/crate/src/money.rs"),
    ),
    (
        "crates/__name__/src/names.rs",
        include_str!("../../template/crate/src/names.rs"),
    ),
    (
        "crates/__name__/src/operation/mod.rs",
        include_str!("../../template/crate/src/operation/mod.rs"),
    ),
    (
        "crates/__name__/src/operation/create.rs",
        include_str!("../../template/crate/src/operation/create.rs"),
    ),
    (
        "crates/__name__/src/request.rs",
        include_str!("../../template/crate/src/request.rs"),
    ),
    (
        "crates/__name__/src/wire.rs",
        include_str!("../../template/crate/src/wire.rs"),
    ),
    (
        "crates/__name__/tests/it/main.rs",
        include_str!("../../template/crate/tests/it/main.rs"),
    ),
    (
        "crates/__name__/tests/it/conformance.rs",
        include_str!("../../template/crate/tests/it/conformance.rs"),
    ),
    (
        "crates/paylink/src/roster/__name__.rs",
        include_str!("../../template/settings.rs"),
    ),
    (
        "docs/providers/__name__.md",
        include_str!("../../template/page.md"),
    ),
    (
        "crates/paylink-sandbox/contracts/__name__.json",
        include_str!("../../template/contract.json"),
    ),
];

/// The new files: paths from the repository's root, and contents.
pub(super) fn files(name: &Name) -> impl Iterator<Item = (String, String)> {
    let types = name.types();
    let filled = move |text: &str| {
        text.replace("__name__", name.krate())
            .replace("__Name__", &types)
    };
    FILES
        .iter()
        .map(move |(path, contents)| (filled(path), filled(contents)))
}
