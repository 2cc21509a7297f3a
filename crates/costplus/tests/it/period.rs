//! ISO 8601 durations, strictly.

use costplus::Period;
use paylink_fixtures::Contract;
use paylink_sandbox::Sandbox;

use crate::support::{invoice, sandboxed};

/// `P1Y3D` and `PT1H5S` leave a unit out in the middle: ISO 8601 allows it, RFC 3339's grammar for
/// durations does not.
const DURATIONS: [&str; 15] = [
    "P30D",
    "PT1H",
    "P1Y2M3DT4H5M6S",
    "P2W",
    "P1Y",
    "P1Y3D",
    "PT90M",
    "PT1H5S",
    "P1DT1S",
    "P007D",
    "P0D",
    // A fraction in the smallest unit, with a point or a comma.
    "PT0.5H",
    "P1.5D",
    "PT1H0,25M",
    "P0.5W",
];

#[test]
fn a_duration_is_kept_to_the_letter() {
    for text in DURATIONS {
        let period: Period = text.parse().unwrap();
        assert_eq!((period.as_str(), period.to_string().as_str()), (text, text));
    }
}

#[tokio::test]
async fn what_the_client_takes_the_contract_takes_and_it_comes_back_to_the_letter() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = sandboxed(&sandbox);
    for text in DURATIONS {
        let request = invoice().with_expiration_period(text.parse().unwrap());
        let link = client.create_payment_link(&request).await.unwrap();
        let period = &link.expiration_period;
        assert_eq!(period.value().unwrap().as_str(), text);
    }
    let contract = Contract::of("costplus");
    let requests = sandbox.requests("costplus");
    assert_eq!(requests.len(), DURATIONS.len());
    for request in &requests {
        contract.check("createPaymentLink", request);
    }
}

#[test]
fn what_is_no_duration_is_refused() {
    for text in [
        "",
        "P",
        "PT",
        "P1DT",
        "T1H",
        "30D",
        "p30d",
        "P30",
        "PD",
        "P-1D",
        "+P1D",
        "P1.5DT1H",
        "P1.5Y2M",
        "PT.5H",
        "PT5.H",
        "PT0.5.5H",
        "PT0.5",
        "PT0.5H1M",
        "P1D2M",
        "P1D1D",
        "PT1S1H",
        "P1H",
        "PT1D",
        "P1W2D",
        "P1WT1H",
        "P1YT",
        "PT1HT1M",
        " P30D",
        "P30D ",
        "P30D\n",
        "P３D",
        "P1Y2M3DT4H5M6S7",
        "30 days",
        "not a duration",
    ] {
        let invalid = text.parse::<Period>().unwrap_err();
        assert_eq!(invalid.field(), "expiration_period", "{text}");
    }
}
