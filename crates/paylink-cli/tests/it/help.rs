//! Help, completions and man pages: all from one definition.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{CANARIES, paylink};

/// The verbs under their headings, as `paylink --help` shows them.
fn groups() -> Vec<(String, Vec<String>)> {
    let help = paylink("--help").run().stdout;
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for line in help.lines() {
        if let Some(heading) = line.strip_suffix(':').filter(|it| !it.starts_with(' ')) {
            groups.push((heading.to_owned(), Vec::new()));
        } else if let (Some(verb), Some((_, verbs))) = (line.strip_prefix("  "), groups.last_mut())
        {
            verbs.extend(verb.split_whitespace().next().map(str::to_owned));
        }
    }
    groups
}

#[test]
fn every_verb_is_under_a_heading() {
    let shown: Vec<String> = (groups().into_iter())
        .filter(|(heading, _)| !["Options", "Exit codes"].contains(&heading.as_str()))
        .flat_map(|(_, verbs)| verbs)
        .collect();
    // What clap itself knows: an unknown verb is answered with nothing, these with their help.
    for verb in &shown {
        assert_eq!(paylink("help").arg(verb).run().code, 0, "{verb}");
    }
    let script = paylink("completions bash").run().stdout;
    let known = script
        .lines()
        .find_map(|line| line.trim().strip_prefix("opts=\"-h -V --help --version "))
        .unwrap();
    let mut known: Vec<&str> = known.trim_end_matches('"').split(' ').collect();
    let mut shown: Vec<&str> = shown.iter().map(String::as_str).collect();
    known.sort_unstable();
    shown.sort_unstable();
    assert_eq!(shown, known);
}

#[test]
fn help_of_a_verb_that_calls_names_every_variable_and_what_a_profile_gives() {
    for verb in ["create", "get", "list", "update", "deactivate"] {
        let help = paylink(verb).arg("--help").run().stdout;
        for (variable, _) in CANARIES {
            assert!(help.contains(variable), "{verb}: {help}");
        }
        for shown in [
            "\n  paywint    PAYWINT_PLATFORM_ID      platform_id_env\n             PAYWINT_SECRET_KEY       secret_key_env\n",
            "\n  paywint    base_url, currency, user_id\n",
        ] {
            assert!(help.contains(shown), "{verb}: {help}");
        }
        let longest = help.lines().map(|line| line.chars().count()).max();
        assert!(longest <= Some(100), "{verb}: {help}");
    }
    for verb in ["demo", "qr", "sandbox", "webhook"] {
        let help = paylink(verb).arg("--help").run().stdout;
        assert!(!help.contains("MEUM_API_KEY"), "{verb}: {help}");
    }
}

/// A shell that is on this machine takes them.
#[cfg(unix)]
#[test]
fn bash_completes_verbs_and_providers() {
    let script = paylink("completions bash").run().stdout;
    let ask = r#"
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
        _paylink paylink "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
        echo "${COMPREPLY[*]}"
    "#;
    for (words, expected) in [
        (vec!["paylink", "dea"], "deactivate"),
        (vec!["paylink", "create", "pay"], "paywint"),
        (vec!["paylink", "completions", "z"], "zsh"),
        (vec!["paylink", "create", "meum", "--amo"], "--amount"),
    ] {
        let output = Command::new("bash")
            .args(["-c", &format!("{script}\n{ask}"), "bash"])
            .args(words)
            .output()
            .unwrap();
        assert_eq!(
            (
                String::from_utf8(output.stdout).unwrap().trim(),
                String::from_utf8(output.stderr).unwrap().as_str()
            ),
            (expected, "")
        );
    }
}

#[test]
fn each_shell_has_a_script_of_its_own() {
    for (shell, begins) in [
        ("bash", "_paylink()"),
        ("zsh", "#compdef paylink"),
        ("fish", "# Print an optspec"),
        ("powershell", "\nusing namespace"),
    ] {
        let ran = paylink("completions").arg(shell).run();
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
        assert!(ran.stdout.starts_with(begins), "{shell}: {}", ran.stdout);
        assert!(ran.stdout.contains("deactivate"), "{shell}");
    }
    assert_eq!(paylink("completions tcsh").run().code, 2);
}

#[test]
fn there_is_a_man_page_for_every_verb() {
    let folder = format!("man-{}", std::process::id());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
    fs::create_dir_all(&folder).unwrap();
    let ran = paylink("man").arg(folder.to_str().unwrap()).run();
    let mut pages: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|page| page.unwrap().file_name().into_string().unwrap())
        .collect();
    let create = fs::read_to_string(folder.join("paylink-create.1")).unwrap_or_default();
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(
        ran.words(),
        (
            format!("man pages are in {}\n", folder.display()).as_str(),
            ""
        )
    );
    pages.sort();
    for (_, verbs) in groups() {
        for verb in verbs
            .iter()
            .filter(|verb| verb.chars().all(char::is_alphabetic))
        {
            let page = format!("paylink-{verb}.1");
            assert!(verb == "help" || pages.contains(&page), "{page}: {pages:?}");
        }
    }
    assert!(pages.contains(&"paylink.1".to_owned()));
    assert!(create.contains(".TH paylink-create 1"), "{create}");
    assert!(create.contains("PAYWINT_PLATFORM_ID"), "{create}");
}

#[test]
fn a_folder_that_is_missing_is_named() {
    let ran = paylink("man no-such-folder").run();
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(
        ran.stderr
            .starts_with("paylink: no-such-folder cannot be written: "),
        "{}",
        ran.stderr
    );
}
