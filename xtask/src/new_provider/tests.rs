//! A new provider in a copy of the repository: what is changed, what is asked, and that the answers
//! are enough.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::generate;
use super::name::Name;
use crate::root::root;
use crate::run::metadata;

/// The beginning of each question, and an answer: its file, and the text that replaces the
/// question.
const ANSWERS: [(&str, &[(&str, &str)]); 4] = [
    (
        "money: ",
        &[
            (
                "src/money.rs",
                "let units = money.to_minor_units();
                let units = units.map_err(|error| paylink_core::provider::invalid_amount(\"amount\", error))?;
                units.get().to_string().parse()",
            ),
            (
                "src/money.rs",
                "let exponent = asked.currency.exponent();
                let amount = |units: i64| paylink_core::MinorUnits::new(units).to_amount(exponent?).ok();
                answer.read(\"amount\", |text| text.parse().ok().and_then(amount))",
            ),
            ("tests/it/conformance.rs", "Units::Minor"),
        ],
    ),
    (
        "effect: ",
        &[(
            "src/operation/create.rs",
            "Effect::Write(paylink_core::provider::Idempotency::Undocumented)",
        )],
    ),
    (
        "status: ",
        &[(
            "src/adapter.rs",
            "match status {
                \"open\" => (Some(LinkState::Active), Some(PaymentState::Unpaid)),
                \"paid\" => (Some(LinkState::Completed), Some(PaymentState::Paid)),
                other => (Some(LinkState::from(other)), None),
            }",
        )],
    ),
    (
        "capabilities: ",
        &[(
            "src/adapter.rs",
            "use paylink_core::{Field, Support};
            Capabilities::new(&[
                (Field::Reference, Support::Yes),
                (Field::Description, Support::Yes),
            ])",
        )],
    ),
];

/// A copy of the repository, as git would commit it. It shares the build folder, and is
/// removed when the test ends.
struct Copy {
    root: PathBuf,
    target: PathBuf,
}

impl Copy {
    fn new() -> Self {
        let target = PathBuf::from(metadata().unwrap().target_directory);
        let copy = Self {
            root: target.join("new-provider"),
            target,
        };
        if copy.root.exists() {
            std::fs::remove_dir_all(&copy.root).unwrap();
        }
        for file in files(root(), &["--cached", "--others"]) {
            let (from, to) = (root().join(&file), copy.root.join(&file));
            // What is deleted and not committed yet is still listed.
            if from.is_file() {
                std::fs::create_dir_all(to.parent().unwrap()).unwrap();
                std::fs::copy(from, to).unwrap();
            }
        }
        git(&copy.root, &["init", "--quiet"]);
        git(&copy.root, &["add", "--all"]);
        copy
    }

    /// Replaces the first question with this beginning by an answer.
    fn answer(&self, question: &str, place: &str, answer: &str) {
        let path = self.root.join("crates/sixth").join(place);
        let text = std::fs::read_to_string(&path).unwrap();
        let (before, _) = text.split_once(&format!("\"{question}")).unwrap();
        let (before, _) = before.rsplit_once("compile_error!(").unwrap();
        let (_, asked) = text.split_at(before.len());
        // A question is one text in balanced brackets.
        let mut open = 0_usize;
        let after = asked.split_inclusive(')').skip_while(|part| {
            open = open
                .saturating_add(part.matches('(').count())
                .saturating_sub(1);
            open > 0
        });
        let after: String = after.skip(1).collect();
        std::fs::write(path, format!("{before}{answer}{after}")).unwrap();
    }

    fn cargo(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new("cargo");
        command.args(arguments).current_dir(&self.root);
        command.env("CARGO_TARGET_DIR", &self.target);
        // What the workspace is built of has been fetched, and nothing else is needed.
        command.env("CARGO_NET_OFFLINE", "true");
        command.output().unwrap()
    }

    /// The errors of a failed build, without the last one, which says that it failed.
    fn errors(&self) -> Vec<String> {
        let output = self.cargo(&["check", "--quiet", "--package", "sixth"]);
        assert!(!output.status.success());
        let text = String::from_utf8(output.stderr).unwrap();
        let errors = text.lines().filter_map(|line| line.strip_prefix("error"));
        let errors = errors.filter(|line| !line.contains("could not compile"));
        errors
            .map(|line| line.trim_start_matches(": ").to_owned())
            .collect()
    }

    fn succeeds(&self, arguments: &[&str]) {
        let output = self.cargo(arguments);
        let printed = [output.stdout, output.stderr].concat();
        let printed = String::from_utf8_lossy(&printed);
        assert!(output.status.success(), "{arguments:?}: {printed}");
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.root);
    }
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    // A hook of the real repository would point git at it.
    for variable in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"] {
        command.env_remove(variable);
    }
    let output = command
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "git {arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The files that git lists so, and does not ignore.
fn files(folder: &Path, which: &[&str]) -> Vec<String> {
    let mut arguments = vec!["ls-files", "-z", "--exclude-standard"];
    arguments.extend(which);
    let text = git(folder, &arguments);
    text.split_terminator('\0').map(str::to_owned).collect()
}

fn questions(errors: &[String]) -> Vec<&str> {
    let known = |error: &String| {
        ANSWERS
            .iter()
            .find(|(question, _)| error.starts_with(question))
    };
    let mut asked: Vec<&str> = (errors.iter())
        .map(|error| {
            known(error)
                .unwrap_or_else(|| panic!("{error} is not a question"))
                .0
        })
        .collect();
    asked.sort_unstable();
    asked.dedup();
    asked
}

#[test]
fn a_new_provider_touches_the_roster_alone_and_compiles_once_its_four_questions_are_answered() {
    let copy = Copy::new();
    let name = Name::parse("sixth", &[], "").unwrap();
    generate(&copy.root, &name).unwrap();

    let touched = git(&copy.root, &["diff", "--name-only"]);
    let sources: Vec<&str> = touched
        .lines()
        .filter(|file| file.ends_with(".rs"))
        .collect();
    assert_eq!(sources, ["crates/paylink/src/roster/mod.rs"]);
    let others: Vec<&str> = touched
        .lines()
        .filter(|file| !file.ends_with(".rs"))
        .collect();
    assert_eq!(others, ["Cargo.toml", "crates/paylink/Cargo.toml"]);
    for file in files(&copy.root, &["--others"]) {
        assert!(file.contains("/sixth"), "{file}");
        let text = std::fs::read_to_string(copy.root.join(&file)).unwrap();
        assert!(!text.to_lowercase().contains("__name__"), "{file}");
    }

    assert_eq!(
        questions(&copy.errors()),
        ["capabilities: ", "effect: ", "money: ", "status: "]
    );
    let mut left = ANSWERS.to_vec();
    while let Some((question, answers)) = left.pop() {
        for (place, answer) in answers {
            copy.answer(question, place, answer);
        }
        if !left.is_empty() {
            let mut asked: Vec<&str> = left.iter().map(|(question, _)| *question).collect();
            asked.sort_unstable();
            assert_eq!(questions(&copy.errors()), asked);
        }
    }

    copy.succeeds(&[
        "clippy",
        "--quiet",
        "--package",
        "sixth",
        "--all-targets",
        "--no-deps",
        "--",
        "-D",
        "warnings",
    ]);
    copy.succeeds(&["test", "--quiet", "--package", "sixth"]);
    copy.succeeds(&[
        "check",
        "--quiet",
        "--package",
        "paylink",
        "--no-default-features",
        "--features",
        "sixth,reqwest",
    ]);
}

#[test]
fn nothing_is_written_where_something_is() {
    let scratch = crate::scratch::Scratch::new("new-provider");
    scratch.write("docs/providers/sixth.md", "mine");
    let name = Name::parse("sixth", &[], "").unwrap();
    let error = generate(scratch.path(), &name).unwrap_err().to_string();
    assert_eq!(error, "docs/providers/sixth.md is there already");
    assert!(!scratch.path().join("crates").exists());
}
