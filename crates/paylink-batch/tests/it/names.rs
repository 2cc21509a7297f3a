//! Names that are derived: the same for the same, another for anything else.

use paylink_batch::{AccountId, FrozenRequest, PlanInfo, Rate, RowState, derive_key};
use paylink_core::{LinkCustomer, LinkRequest, Money};

fn account() -> AccountId {
    AccountId::new("example", "https://api.example.com", "merchant-1")
}

#[test]
fn a_key_depends_on_everything_that_is_sent_and_on_the_account() {
    let request = FrozenRequest::own(r#"{"amount":"25.00"}"#);
    let other = FrozenRequest::own(r#"{"amount":"25.01"}"#);
    let elsewhere = AccountId::new("example", "https://api.example.com", "merchant-2");
    let keys = [
        derive_key(&account(), "create", Some("a"), &request, 0),
        derive_key(&elsewhere, "create", Some("a"), &request, 0),
        derive_key(&account(), "update", Some("a"), &request, 0),
        derive_key(&account(), "create", Some("b"), &request, 0),
        derive_key(&account(), "create", None, &request, 0),
        derive_key(&account(), "create", Some(""), &request, 0),
        derive_key(&account(), "create", Some("a"), &other, 0),
        derive_key(&account(), "create", Some("a"), &request, 1),
    ];
    for (index, key) in keys.iter().enumerate() {
        assert!(!keys[..index].contains(key), "{index}");
    }
}

#[test]
fn parts_that_join_to_one_text_are_not_one_account() {
    let joined = ["ab", "c"];
    let split = ["a", "bc"];
    assert_ne!(
        AccountId::new("example", joined[0], joined[1]),
        AccountId::new("example", split[0], split[1]),
    );
}

#[test]
fn the_same_plan_is_the_same_batch() {
    let plan = PlanInfo::new("example", account());
    let mut other = plan.clone();
    assert_eq!(plan.batch(), other.batch());
    other.options = r#"{"currency":"EUR"}"#.to_owned();
    assert_ne!(plan.batch(), other.batch());
    assert_eq!(plan.batch().as_str().len(), 16);
}

#[test]
fn a_frozen_request_shows_no_payer() {
    let money = Money::new("25.00".parse().unwrap(), "EUR".parse().unwrap());
    let request = LinkRequest::new(money)
        .with_customer(LinkCustomer::default().with_email("ada@example.com"));
    let frozen = FrozenRequest::shared(&request).unwrap();
    assert!(frozen.json().contains("ada@example.com"));
    assert!(!format!("{frozen:?}").contains("ada"));
    assert_eq!(frozen.to_shared().unwrap(), request);
    assert!(FrozenRequest::own(frozen.json()).to_shared().is_err());
}

#[test]
fn a_rate_is_never_exceeded_by_rounding() {
    let rate: Rate = "3/s".parse().unwrap();
    assert!(rate.interval() * 3 >= std::time::Duration::from_secs(1));
    assert_eq!(rate.to_string(), "3/s");
    for bad in [
        "",
        "3",
        "3/",
        "/s",
        "0/s",
        "-1/s",
        "1.5/s",
        "3/d",
        "1000001/s",
        "3/s ",
    ] {
        assert!(bad.parse::<Rate>().is_err(), "{bad}");
    }
}

#[test]
fn a_state_is_read_by_its_word() {
    for state in RowState::ALL {
        assert_eq!(state.as_str().parse::<RowState>().unwrap(), state);
    }
    assert!("done".parse::<RowState>().is_err());
}
