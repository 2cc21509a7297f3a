//! The compiler that the workspace promises to build with is new enough for all it is built from.

use cargo_metadata::semver::Version;

use crate::packages::Stranger;
use crate::problems::Problems;

pub(super) fn check(promised: &Version, strangers: &[Stranger], problems: &mut Problems) {
    for stranger in strangers {
        if let Some(needed) = stranger
            .rust_version
            .as_ref()
            .filter(|needed| *needed > promised)
        {
            problems.add(format!(
                "{} needs Rust {needed}, and Cargo.toml promises {promised}: raise `rust-version`, or take an older {}",
                stranger.name, stranger.name
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use cargo_metadata::semver::Version;

    use super::check;
    use crate::packages::Stranger;
    use crate::problems::Problems;

    #[test]
    fn a_dependency_that_needs_a_newer_compiler_is_found() {
        let stranger = |name: &str, minor: Option<u64>| Stranger {
            name: name.to_owned(),
            rust_version: minor.map(|minor| Version::new(1, minor, 0)),
        };
        let mut problems = Problems::default();
        let strangers = [
            stranger("old", Some(60)),
            stranger("same", Some(89)),
            stranger("new", Some(90)),
            stranger("mute", None),
        ];
        check(&Version::new(1, 89, 0), &strangers, &mut problems);
        let message = problems.into_result().unwrap_err().to_string();
        assert!(message.starts_with("new needs Rust 1.90.0"), "{message}");
        assert_eq!(message.lines().count(), 1);
    }
}
