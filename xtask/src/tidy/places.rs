//! No file in the repository knows the machine that it was written on.

use std::path::PathBuf;

use crate::problems::Problems;
use crate::root::shown;

/// In two halves, so that this file does not find itself.
const PLACES: &[&str] = &[
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/Use", "rs/"),
];

pub(super) fn check(files: &[PathBuf], problems: &mut Problems) {
    for file in files {
        // A picture or another file that is no text has no paths to read.
        let Ok(text) = std::fs::read_to_string(file) else {
            continue;
        };
        for (line, number) in text.lines().zip(1..) {
            if let Some(place) = PLACES.iter().find(|place| line.contains(*place)) {
                problems.add(format!("{}:{number}: `{place}` is a path of one machine: say it from the repository's root", shown(file)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::problems::Problems;
    use crate::scratch::Scratch;

    #[test]
    fn a_path_of_one_machine_is_found() {
        let scratch = Scratch::new("places");
        let files = [
            scratch.write("bad.md", concat!("fine\nsee /ho", "me/ada/notes\n")),
            scratch.write(
                "good.md",
                "see docs/notes and https://example.com/homework/\n",
            ),
        ];
        let mut problems = Problems::default();
        check(&files, &mut problems);
        let message = problems.into_result().unwrap_err().to_string();
        assert!(message.contains("bad.md:2"), "{message}");
        assert!(!message.contains("good.md"), "{message}");
    }
}
