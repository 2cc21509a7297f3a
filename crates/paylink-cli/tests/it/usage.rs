//! Mistakes in the command line: exit code 2, and with `--json` an object all the same.

use crate::support::paylink;

#[test]
fn each_mistake_is_an_object_with_json_and_words_without() {
    for (line, named) in [
        ("create meum --amount 1.00", "--currency"),
        ("create meum --currency USD", "--amount"),
        ("create nobody --amount 1.00 --currency USD", "nobody"),
        (
            "create meum --amount 1.00 --currency USD --nonsense",
            "--nonsense",
        ),
        (
            "create meum --amount 1.00 --currency USD --timeout 0",
            "--timeout",
        ),
        (
            "create meum --amount 1.00 --currency USD --timeout soon",
            "--timeout",
        ),
        (
            "create meum --amount 1.00 --currency USD --metadata nothing",
            "--metadata",
        ),
        (
            "create meum --amount 1.00 --currency USD --metadata =x",
            "--metadata",
        ),
        (
            "create meum --amount 1.00 --currency USD --base-url http://example.com",
            "--base-url",
        ),
        (
            "create meum --amount 1.00 --currency USD --base-url https://example.com/../x",
            "--base-url",
        ),
        (
            "create meum --amount 1.00 --currency USD --sandbox --base-url http://127.0.0.1:9",
            "--sandbox",
        ),
        (
            "create invoicing --amount 1.00 --currency USD --invoice-id x",
            "--invoice-id",
        ),
        ("create", "<PROVIDER>"),
        ("get meum", "<ID>"),
        ("get meum 1 --sandbox", "--sandbox"),
        ("find pinelabs", "<REFERENCE>"),
        ("list meum --limit many", "--limit"),
        ("list meum --limit -1", "-1"),
        ("update meum 1", "--request"),
        ("cancel nobody 1", "nobody"),
        ("notify pinelabs 1 --timeout 0", "--timeout"),
        ("activate meum 1 2", "2"),
        ("webhook verify", "<PROVIDER>"),
        ("webhook sign meum", "sign"),
        ("sandbox --listen nowhere", "--listen"),
        ("sandbox --listen 0.0.0.0:0", "0.0.0.0:0"),
    ] {
        let words = paylink(line).run();
        assert_eq!((words.code, words.stdout.as_str()), (2, ""), "{line}");
        assert!(words.stderr.contains(named), "{line}: {}", words.stderr);
        let ran = paylink(line).arg("--json").run();
        let error = ran.error();
        assert_eq!(ran.code, 2, "{line}");
        assert_eq!(
            (&error["kind"], &error["outcome"]),
            (&"configuration".into(), &"not_sent".into())
        );
        let message = error["message"].as_str().unwrap();
        assert!(message.contains(named), "{line}: {message}");
        assert!(
            !message.contains("Usage:") && !message.starts_with("error"),
            "{message}"
        );
    }
}

/// No page says where these two are in production: nobody is called by guess.
#[test]
fn an_address_that_no_page_documents_must_be_given() {
    let user = "--user-id f47ac10b-58cc-4372-a567-0e02b2c3d479";
    for (provider, needed) in [
        ("paywint", user),
        ("invoicing", "--payment-provider-id 1 --description D"),
    ] {
        let line = format!("create {provider} --amount 1.00 --currency USD {needed} --json");
        let ran = paylink(&line).canaries().run();
        let error = ran.error();
        assert_eq!((ran.code, &error["kind"]), (2, &"configuration".into()));
        assert!(
            error["message"].as_str().unwrap().contains("--base-url"),
            "{error}"
        );
    }
}

#[test]
fn help_and_version_are_no_mistakes() {
    for line in [
        "--help",
        "--version",
        "create --help",
        "create --json --help",
        "help sandbox",
        "get --help",
        "webhook verify --help",
    ] {
        let ran = paylink(line).run();
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{line}");
        assert!(!ran.stdout.is_empty());
    }
    let ran = paylink("").run();
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("Usage: paylink <COMMAND>"),
        "{}",
        ran.stderr
    );
}

/// A password in an address that is refused is in no message.
#[test]
fn a_refused_base_url_is_not_repeated() {
    for url in [
        "https://user:hunter2secret@example.com",
        "http://example.com/hunter2secret",
        "https://example.com/?key=hunter2secret",
        "https://hunter2secret:99999/",
        "hunter2secret",
    ] {
        for flag in ["--json", "--dry-run"] {
            let run = paylink("create meum --amount 1.00 --currency USD --base-url").arg(url);
            let ran = run.arg(flag).run();
            assert_eq!(ran.code, 2, "{url}: {}", ran.stderr);
            assert!(ran.stderr.contains("--base-url"), "{}", ran.stderr);
            let said = format!("{}{}", ran.stdout, ran.stderr);
            assert!(!said.contains("hunter2"), "{said}");
        }
    }
}
