//! Colours on terminals only, and none with `NO_COLOR`. A terminal is made by `script`, which every
//! Linux has.
#![cfg(target_os = "linux")]

use std::process::Command;

/// What the line writes on a terminal of its own, with these variables.
pub(crate) fn on_a_terminal(line: &str, variables: &[(&str, &str)]) -> String {
    let paylink = env!("CARGO_BIN_EXE_paylink");
    let output = Command::new("script")
        .args(["--quiet", "--return", "--command"])
        .arg(format!("'{paylink}' {line}"))
        .arg("/dev/null")
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("TERM", "xterm")
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn an_error_is_red_on_a_terminal() {
    let line = "get meum plink_1";
    let rest =
        " the environment variable MEUM_API_KEY is not set, or is empty\r\nNothing was sent.\r\n";
    assert_eq!(
        on_a_terminal(line, &[]),
        format!("\u{1b}[1m\u{1b}[31mpaylink:\u{1b}[0m{rest}")
    );
    assert_eq!(
        on_a_terminal(line, &[("NO_COLOR", "1")]),
        format!("paylink:{rest}")
    );
    assert_eq!(
        on_a_terminal(line, &[("TERM", "dumb")]),
        format!("paylink:{rest}")
    );
}

#[test]
fn help_has_no_colours_with_no_color() {
    for (variables, escapes) in [(&[][..], true), (&[("NO_COLOR", "1")][..], false)] {
        let shown = on_a_terminal("create --help", variables);
        assert_eq!(shown.contains('\u{1b}'), escapes, "{shown}");
    }
}
