//! The facade's roster lists each provider crate once, and nothing else.

use crate::problems::Problems;
use crate::roster::ROSTER;

pub(super) fn check(providers: &[String], listed: &[String], problems: &mut Problems) {
    for provider in providers {
        match listed.iter().filter(|name| *name == provider).count() {
            1 => {}
            0 => problems.add(format!(
                "{ROSTER} does not list {provider}: nobody can reach it through the facade"
            )),
            _ => problems.add(format!("{ROSTER} lists {provider} more than once")),
        }
    }
    for name in listed.iter().filter(|name| !providers.contains(name)) {
        problems.add(format!("{ROSTER} lists {name}, and there is no such crate"));
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::problems::Problems;

    fn findings(providers: &[&str], listed: &[&str]) -> usize {
        let owned = |names: &[&str]| {
            names
                .iter()
                .map(|name| (*name).to_owned())
                .collect::<Vec<_>>()
        };
        let mut problems = Problems::default();
        check(&owned(providers), &owned(listed), &mut problems);
        problems.count()
    }

    #[test]
    fn a_provider_that_is_not_listed_or_twice_or_no_crate_is_found() {
        assert_eq!(findings(&["meum", "sixth"], &["sixth", "meum"]), 0);
        assert_eq!(findings(&["meum", "sixth"], &["meum"]), 1);
        assert_eq!(findings(&["meum"], &["meum", "meum"]), 1);
        assert_eq!(findings(&["meum"], &["meum", "sixth"]), 1);
    }
}
