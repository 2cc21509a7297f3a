//! Everything that is missing is named at once: arguments, the address, credentials.

use crate::support::paylink;

#[test]
fn a_bare_create_names_all_that_it_lacks() {
    let amount =
        "--amount is required, or --request with the provider's own JSON; --currency is required";
    let base_url = "--base-url is required, because no page documents a production address";
    for (provider, said) in [
        (
            "paywint",
            format!(
                "{amount}; --user-id is required: the user who is paid; {base_url}; \
                 the environment variables PAYWINT_PLATFORM_ID and PAYWINT_SECRET_KEY are not set, or are empty"
            ),
        ),
        (
            "pinelabs",
            format!(
                "{amount}; --reference is required with this provider; \
                 the environment variables PINELABS_CLIENT_ID and PINELABS_CLIENT_SECRET are not set, or are empty"
            ),
        ),
        (
            "meum",
            format!(
                "{amount}; --description is required with this provider; the environment variable MEUM_API_KEY is not set, or is empty"
            ),
        ),
        (
            "invoicing",
            format!(
                "{amount}; --description is required with this provider; --payment-provider-id is required: the payment provider that takes the payment; {base_url}; \
                 the environment variable INVOICING_TOKEN is not set, or is empty"
            ),
        ),
        (
            "costplus",
            format!(
                "{amount}; --reference is required with this provider; the environment variable COSTPLUS_API_KEY is not set, or is empty"
            ),
        ),
    ] {
        let ran = paylink("create").arg(provider).run();
        assert_eq!(
            (ran.code, ran.stdout.as_str(), ran.stderr),
            (2, "", format!("paylink: {said}\nNothing was sent.\n"))
        );
        let ran = paylink("create").arg(provider).arg("--json").run();
        assert_eq!(ran.error()["message"], said);
    }
}

#[test]
fn what_is_given_is_not_named() {
    let line = "create paywint --amount 1 --base-url http://127.0.0.1:9";
    let ran = paylink(line).env([("PAYWINT_SECRET_KEY", "canary")]).run();
    assert_eq!(
        ran.stderr,
        "paylink: --currency is required; --user-id is required: the user who is paid; \
         the environment variable PAYWINT_PLATFORM_ID is not set, or is empty\nNothing was sent.\n"
    );
}

/// With the provider's own JSON amount and currency are in it.
#[test]
fn a_request_of_ones_own_needs_no_flags_but_the_account() {
    let ran = paylink("create paywint --request -").input("{}").run();
    assert_eq!(
        ran.stderr,
        "paylink: --user-id is required: the user who is paid; \
         --base-url is required, because no page documents a production address; \
         the environment variables PAYWINT_PLATFORM_ID and PAYWINT_SECRET_KEY are not set, or are empty\nNothing was sent.\n"
    );
}

#[test]
fn a_batch_names_its_address_and_its_credentials_too() {
    let line = "batch run FILE --provider paywint --user-id f47ac10b-58cc-4372-a567-0e02b2c3d479";
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let file = folder.join(format!("missing-{}.csv", std::process::id()));
    std::fs::write(&file, "reference,amount,currency\no-1,10.00,EUR\n").unwrap();
    let ran = paylink(&line.replace("FILE", &file.display().to_string())).run();
    std::fs::remove_file(&file).unwrap();
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    let said = "--base-url is required, because no page documents a production address; \
                the environment variables PAYWINT_PLATFORM_ID and PAYWINT_SECRET_KEY are not set, or are empty";
    assert!(ran.stderr.contains(said), "{}", ran.stderr);
}
