//! Comparisons: what an answer repeats of a request, a row for each kind of field.

use paylink_core::{Amount, Answered, Currency, Timestamp};

use paylink_core::provider::{Comparison, Rejection};

fn amount(text: &str) -> Answered<Amount> {
    Answered::read(text, |text| text.parse().ok())
}

fn field(comparison: Comparison) -> Option<String> {
    comparison.difference().map(|it| it.field().to_owned())
}

#[test]
fn a_value_is_compared_exactly_where_it_was_asked_for_and_answered() {
    let asked: Amount = "25.00".parse().unwrap();
    for (asked, answered, differs) in [
        (Some(asked), amount("25.00"), false),
        (Some(asked), amount("25"), false),
        (Some(asked), amount("25.01"), true),
        (Some(asked), amount("2500"), true),
        (Some(asked), amount("25,00"), true),
        (Some(asked), Answered::Missing, false),
        (None, amount("25.01"), false),
        (None, Answered::Missing, false),
    ] {
        let compared = Comparison::new().value("amount", asked.as_ref(), &answered);
        assert_eq!(field(compared).is_some(), differs, "{asked:?} {answered:?}");
    }
}

#[test]
fn a_word_is_compared_to_the_letter() {
    let euro: Currency = "EUR".parse().unwrap();
    let dollar: Currency = "USD".parse().unwrap();
    assert!(field(Comparison::new().word("currency", Some(&euro), Some(&euro))).is_none());
    assert!(field(Comparison::new().word("currency", Some(&euro), Some(&dollar))).is_some());
    assert!(field(Comparison::new().word("currency", Some(&euro), None)).is_none());
    assert!(field(Comparison::new().word("currency", None, Some(&dollar))).is_none());
}

#[test]
fn a_list_is_compared_in_its_order_and_whole() {
    let asked: Vec<Amount> = ["10", "25.50"].map(|it| it.parse().unwrap()).into();
    for (answered, differs) in [
        (vec![amount("10.00"), amount("25.5")], false),
        (vec![amount("25.5"), amount("10")], true),
        (vec![amount("10")], true),
        (vec![amount("10"), amount("25.5"), amount("1")], true),
        (vec![amount("10"), amount("?")], true),
        (vec![], false),
    ] {
        let compared = Comparison::new().list("suggested_amounts", Some(&asked), &answered);
        assert_eq!(field(compared).is_some(), differs, "{answered:?}");
    }
}

#[test]
fn a_time_is_the_same_instant_however_it_is_written() {
    let asked = Timestamp::read("2026-12-31T23:59:00Z");
    for (answered, differs) in [
        ("2026-12-31T23:59Z", false),
        ("2026-12-31T23:59:00.000Z", false),
        ("2027-01-01T00:59:00+01:00", false),
        ("2026-12-31T23:59:01Z", true),
        ("2026-12-31T23:59:00+01:00", true),
        ("soon", true),
    ] {
        let compared =
            Comparison::new().time("expires_at", Some(&asked), Some(&Timestamp::read(answered)));
        assert_eq!(field(compared).is_some(), differs, "{answered}");
    }
    // A time that was asked for and is none: only the same text is the same.
    let unread = Timestamp::read("soon");
    for (answered, differs) in [
        ("soon", false),
        ("later", true),
        ("2026-12-31T23:59Z", true),
    ] {
        let compared = Comparison::new().time(
            "expires_at",
            Some(&unread),
            Some(&Timestamp::read(answered)),
        );
        assert_eq!(field(compared).is_some(), differs, "{answered}");
    }
    assert!(field(Comparison::new().time("expires_at", Some(&asked), None)).is_none());
    assert!(field(Comparison::new().time("expires_at", None, Some(&asked))).is_none());
}

#[test]
fn a_changed_text_is_compared_with_its_spaces_folded() {
    for (answered, differs) in [
        (Some("Summer fundraiser"), false),
        (Some("  Summer\n fundraiser "), false),
        (Some("Summer"), true),
        (None, false),
    ] {
        let compared = Comparison::new().folded_text("title", Some("Summer  fundraiser"), answered);
        assert_eq!(field(compared).is_some(), differs, "{answered:?}");
    }
    let unasked = Comparison::new().folded_text("title", None, Some("Winter"));
    assert!(field(unasked).is_none());
}

#[test]
fn an_answer_about_an_id_carries_it_and_an_effect_shows() {
    assert!(field(Comparison::new().carries("id", "a", Some("a"))).is_none());
    assert!(field(Comparison::new().carries("id", "a", Some("b"))).is_some());
    assert!(field(Comparison::new().carries("id", "a", Some(""))).is_some());
    assert!(field(Comparison::new().carries("id", "a", None)).is_some());
    assert!(field(Comparison::new().shows("status", "is not cancelled", true)).is_none());
    assert!(field(Comparison::new().shows("status", "is not cancelled", false)).is_some());
    assert!(field(Comparison::new().payable("status", true)).is_none());
    assert!(field(Comparison::new().payable("status", false)).is_some());
}

#[test]
fn the_first_difference_is_named_and_the_answer_is_kept() {
    let compared = Comparison::new()
        .carries("id", "a", Some("a"))
        .word("amount", Some(&1), Some(&2))
        .word("currency", Some(&1), Some(&2));
    let Err(Rejection::Differs(difference)) = compared.of("the link") else {
        panic!("it differs")
    };
    assert_eq!(
        difference.invalid.to_string(),
        "amount differs from the request"
    );
    assert_eq!(difference.link.downcast_ref(), Some(&"the link"));
    assert_eq!(Comparison::new().of("the link").ok(), Some("the link"));
}
