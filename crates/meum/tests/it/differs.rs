//! A success is what was asked for, or an error that keeps the link: every field that Meum repeats,
//! in every operation.

use meum::{
    AmountMode, Change, Client, CreatePaymentLink, PaymentLink, Pricing, UpdatePaymentLink,
};
use paylink_core::{Error, ErrorKind, Outcome, Timestamp};
use paylink_sandbox::wire::{Reply, ScriptedServer};

use crate::support::{fundraiser, server};

pub(crate) const ID: &str = "plink_961544395accbc1e00c56bbdaa4f07da";
pub(crate) const URL: &str = "https://pay.example.com/plpub_1";

/// A link with the usual id and address, and these members beside them.
pub(crate) fn body(members: &str) -> String {
    format!(r#"{{"id":"{ID}","public_url":"{URL}",{members}}}"#)
}

pub(crate) async fn answered(body: String) -> (ScriptedServer, Client) {
    server(vec![Reply::json(200, body)]).await
}

/// The link exists and differs in `field`; it is kept, and the request was sent once.
pub(crate) fn differs<T>(
    server: &ScriptedServer,
    result: Result<T, Error>,
    field: &str,
    case: &str,
) {
    let Err(error) = result else {
        panic!("{field}: {case} is taken for what was asked")
    };
    assert_eq!(error.kind(), ErrorKind::Differs, "{field}: {case}: {error}");
    assert_eq!(error.outcome(), Outcome::Accepted, "{case}");
    assert_eq!(error.field(), Some(field), "{case}");
    let kept: &PaymentLink = error.link().unwrap();
    assert_eq!(kept.public_url.as_deref(), Some(URL), "{case}");
    let same = kept.id.as_deref() == Some(ID);
    assert_eq!(same, field != "id", "{case}");
    assert!(error.raw_body().is_some(), "{case}");
    assert_eq!(server.arrived(), 1, "{case}");
}

/// The operations that answer one link.
pub(crate) const LINK_OPERATIONS: [&str; 5] = ["create", "get", "update", "activate", "deactivate"];

/// Calls an operation about the usual link.
pub(crate) async fn call(client: &Client, operation: &str) -> Result<PaymentLink, Error> {
    let answer = match operation {
        "create" => client.create_payment_link(&fundraiser()).await,
        "get" => client.get_payment_link(ID).await,
        "update" => {
            let update = UpdatePaymentLink::default().with_amount("25".parse().unwrap());
            client.update_payment_link(ID, &update).await
        }
        "activate" => client.activate_payment_link(ID).await,
        "deactivate" => client.deactivate_payment_link(ID).await,
        other => panic!("no operation {other}"),
    };
    answer.map(|answer| answer.into_value())
}

/// What shows that the operation was done, and these members beside it.
pub(crate) fn done(operation: &str, members: &str) -> String {
    let status = match operation {
        "deactivate" => "inactive",
        _ => "active",
    };
    body(&format!(
        r#""status":"{status}","amount":"25.00",{members}"#
    ))
}

fn open() -> CreatePaymentLink {
    let amount = |text: &str| text.parse().unwrap();
    let pricing = Pricing::customer_defined(Some(amount("50.00")), Some(amount("90.00")));
    CreatePaymentLink::new("Summer fundraiser", pricing)
        .with_suggested_amounts([amount("50"), amount("60.5")])
}

#[tokio::test]
async fn a_create_compares_price_bounds_flags_and_expiry() {
    let fixed = || {
        fundraiser()
            .with_allow_multiple_payments(false)
            .with_public_visible(true)
            .with_expires_at(Timestamp::read("2027-01-15T08:00:00Z".to_owned()))
    };
    let cases = [
        // The old link under a key that was used for another one: the payer chooses, and a fixed
        // price was asked for.
        (
            fixed(),
            "amount_mode",
            r#""amount_mode":"customer_defined_amount""#,
        ),
        (fixed(), "amount_mode", r#""amount_mode":"another_mode""#),
        (fixed(), "amount", r#""amount":"2500.00""#),
        (fixed(), "amount", r#""amount":2500"#),
        (fixed(), "amount", r#""amount":"twenty-five""#),
        (
            fixed(),
            "allow_multiple_payments",
            r#""allow_multiple_payments":true"#,
        ),
        (fixed(), "public_visible", r#""public_visible":"no""#),
        (
            fixed(),
            "expires_at",
            r#""expires_at":"2027-01-15T08:00:01Z""#,
        ),
        (fixed(), "expires_at", r#""expires_at":"tomorrow""#),
        (
            open(),
            "amount_mode",
            r#""amount_mode":"fixed_amount","amount":"50.00""#,
        ),
        (open(), "min_amount", r#""min_amount":"1.00""#),
        (open(), "max_amount", r#""max_amount":"900.00""#),
        (
            open(),
            "suggested_amounts",
            r#""suggested_amounts":[50,60]"#,
        ),
        (
            open(),
            "suggested_amounts",
            r#""suggested_amounts":[60.5,50]"#,
        ),
        (open(), "suggested_amounts", r#""suggested_amounts":[50]"#),
        (open(), "suggested_amounts", r#""suggested_amounts":[]"#),
        (open(), "suggested_amounts", r#""suggested_amounts":[null]"#),
        (
            open(),
            "suggested_amounts",
            r#""suggested_amounts":[50,"sixty"]"#,
        ),
        (
            open(),
            "suggested_amounts",
            r#""suggested_amounts":"50, 60.5""#,
        ),
        (open(), "min_amount", r#""min_amount":"fifty""#),
        (open(), "max_amount", r#""max_amount":[90]"#),
        // An answer without a mode shows it by its amounts.
        (fixed(), "amount_mode", r#""min_amount":"1.00""#),
        (fixed(), "amount_mode", r#""amount":null,"max_amount":"90""#),
        (open(), "amount_mode", r#""amount":"50.00""#),
        (fixed(), "usage", r#""usage":"reusable""#),
        (fixed(), "status", r#""status":"inactive""#),
        (fixed(), "status", r#""status":"completed""#),
        (
            fixed(),
            "effective_status",
            r#""status":"active","effective_status":"expired""#,
        ),
    ];
    for (request, field, members) in cases {
        let (server, client) = answered(body(members)).await;
        differs(
            &server,
            client.create_payment_link(&request).await,
            field,
            members,
        );
    }
    let same = [
        (fixed(), r#""amount_mode":"fixed_amount","amount":"25""#),
        (
            fixed(),
            r#""amount":25.000,"allow_multiple_payments":"false","public_visible":true"#,
        ),
        (fixed(), r#""expires_at":"2027-01-15T10:00:00+02:00""#),
        (
            fixed(),
            r#""expires_at":null,"amount":null,"title":"Another title","description":"x""#,
        ),
        (
            fixed(),
            r#""status":"active","effective_status":"under_review""#,
        ),
        (
            open(),
            r#""min_amount":"50.0","max_amount":"90","suggested_amounts":["50.00",60.50]"#,
        ),
        (open(), r#""suggested_amounts":null"#),
        (open(), r#""suggested_amounts":[null,50,60.5,null]"#),
        (open(), r#""usage":"reusable""#),
        (fixed(), r#""usage":"single_use""#),
        (fundraiser(), r#""usage":"gift""#),
        // What was not asked for is not compared: it may be the account's.
        (
            fundraiser(),
            r#""allow_multiple_payments":false,"public_visible":false,"usage":"single_use","expires_at":"2027-01-15T08:00:00Z""#,
        ),
        (
            fundraiser(),
            r#""allow_multiple_payments":"many","public_visible":1,"expires_at":"never""#,
        ),
        // Bounds that nobody asked for may be Meum's own limits.
        (
            CreatePaymentLink::new("t", Pricing::customer_defined(None, None)),
            r#""min_amount":"1.00","max_amount":"10000.00","suggested_amounts":[5]"#,
        ),
    ];
    for (request, members) in same {
        let (_server, client) = answered(body(members)).await;
        let link = client.create_payment_link(&request).await;
        link.unwrap_or_else(|error| panic!("{members}: {error}"));
    }
}

#[tokio::test]
async fn nulls_among_the_buttons_do_not_come_back_and_are_not_missed() {
    let mut request = open();
    request.suggested_amounts = Some(vec![None, Some("50".parse().unwrap()), None]);
    let (_server, client) = answered(body(r#""suggested_amounts":[50]"#)).await;
    client.create_payment_link(&request).await.unwrap();
}

#[tokio::test]
async fn an_update_compares_its_id_and_every_changed_field() {
    let amount = |text: &str| text.parse().unwrap();
    let none = UpdatePaymentLink::default;
    let with = |change: fn(&mut UpdatePaymentLink)| {
        let mut update = UpdatePaymentLink::default();
        change(&mut update);
        update
    };
    let cases = [
        (
            none().with_amount(amount("25")),
            "amount",
            r#""amount":"26.00""#,
        ),
        // A price goes with one mode only: another one in the answer is another price.
        (
            none().with_amount(amount("25")),
            "amount_mode",
            r#""amount_mode":"customer_defined_amount""#,
        ),
        (
            none().with_min_amount(amount("5")),
            "amount_mode",
            r#""amount_mode":"fixed_amount""#,
        ),
        (
            none().with_min_amount(amount("5")),
            "min_amount",
            r#""min_amount":"0.05""#,
        ),
        (
            none().with_max_amount(amount("5")),
            "max_amount",
            r#""max_amount":"500""#,
        ),
        (
            none().with_allow_multiple_payments(true),
            "allow_multiple_payments",
            r#""allow_multiple_payments":false"#,
        ),
        (
            none().with_public_visible(false),
            "public_visible",
            r#""public_visible":true"#,
        ),
        (
            none().with_title("Two  tickets"),
            "title",
            r#""title":"Three tickets""#,
        ),
        (
            with(|it| it.suggested_amounts = Some(vec![Some("5".parse().unwrap())])),
            "suggested_amounts",
            r#""suggested_amounts":[6]"#,
        ),
        (
            with(|it| it.suggested_amounts = Some(vec![Some("5".parse().unwrap())])),
            "suggested_amounts",
            r#""suggested_amounts":[]"#,
        ),
        (
            with(|it| it.suggested_amounts = Some(Vec::new())),
            "suggested_amounts",
            r#""suggested_amounts":[5]"#,
        ),
        // An answer without a mode shows it by its amounts.
        (
            none().with_amount(amount("25")),
            "amount_mode",
            r#""amount":null,"min_amount":"1.00""#,
        ),
        (
            none().with_amount_mode(AmountMode::CustomerDefined),
            "amount_mode",
            r#""amount":"25.00""#,
        ),
        (
            none().with_allow_multiple_payments(true),
            "usage",
            r#""usage":"single_use""#,
        ),
        (
            with(|it| it.description = Change::Set("New".into())),
            "description",
            r#""description":"Old""#,
        ),
        (
            with(|it| it.description = Change::Clear),
            "description",
            r#""description":"Old""#,
        ),
        (
            with(|it| it.image_url = Change::Clear),
            "image_url",
            r#""image_url":"https://a.example.com""#,
        ),
        (
            with(|it| it.image_url = Change::Set("https://b.example.com".into())),
            "image_url",
            r#""image_url":"https://a.example.com""#,
        ),
        (
            with(|it| it.expires_at = Change::Clear),
            "expires_at",
            r#""expires_at":"2027-01-15T08:00:00Z""#,
        ),
        (
            with(|it| {
                it.expires_at = Change::Set(Timestamp::read("2027-01-15T08:00:00Z".to_owned()))
            }),
            "expires_at",
            r#""expires_at":"2026-01-15T08:00:00Z""#,
        ),
    ];
    for (update, field, members) in cases {
        let (server, client) = answered(body(members)).await;
        differs(
            &server,
            client.update_payment_link(ID, &update).await,
            field,
            members,
        );
    }
    let (_server, client) = answered(body(r#""title":" Two tickets ","amount":"7""#)).await;
    let update = none().with_title("Two  tickets");
    client.update_payment_link(ID, &update).await.unwrap();
}

#[tokio::test]
async fn an_answer_about_an_id_carries_that_id() {
    let other = r#""status":"active""#;
    for (name, bodies) in [
        (
            "another id",
            body(other).replace(ID, "plink_00000000000000000000"),
        ),
        ("no id", format!(r#"{{"public_url":"{URL}",{other}}}"#)),
        (
            "a number of the same digits",
            body(other).replace(&format!("\"{ID}\""), "961544395"),
        ),
    ] {
        let (server, client) = answered(bodies.clone()).await;
        differs(&server, client.get_payment_link(ID).await, "id", name);
        let (server, client) = answered(bodies.clone()).await;
        let update = UpdatePaymentLink::default();
        differs(
            &server,
            client.update_payment_link(ID, &update).await,
            "id",
            name,
        );
        let (server, client) = answered(bodies.clone()).await;
        differs(&server, client.activate_payment_link(ID).await, "id", name);
        let (server, client) = answered(bodies.replace("active", "inactive")).await;
        differs(
            &server,
            client.deactivate_payment_link(ID).await,
            "id",
            name,
        );
    }
}

#[tokio::test]
async fn an_invoice_of_another_link_is_no_answer_about_this_one() {
    let page = r#"{"data":[{"id":"inv_1","payment_link":{"id":"plink_00000000000000000000"}}],"has_more":false}"#;
    let (_server, client) = answered(page.to_owned()).await;
    let error = client.list_invoices(ID, None, None).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Differs);
    assert_eq!(error.field(), Some("payment_link.id"));
}

#[tokio::test]
async fn switching_on_or_off_shows_in_the_status() {
    for members in [
        r#""status":"inactive""#,
        r#""status":"completed""#,
        r#""title":"t""#,
        r#""status":null"#,
    ] {
        let (server, client) = answered(body(members)).await;
        differs(
            &server,
            client.activate_payment_link(ID).await,
            "status",
            members,
        );
        let (server, client) = answered(body(&members.replace("inactive", "active"))).await;
        differs(
            &server,
            client.deactivate_payment_link(ID).await,
            "status",
            members,
        );
    }
}

#[tokio::test]
async fn what_holds_after_switching_does_not_say_the_contrary() {
    // Switched off, and it still takes payments.
    let still_on = body(r#""status":"inactive","effective_status":"active""#);
    let (server, client) = answered(still_on).await;
    let result = client.deactivate_payment_link(ID).await;
    differs(&server, result, "effective_status", "still active");
    let still_off = body(r#""status":"active","effective_status":"inactive""#);
    let (server, client) = answered(still_off).await;
    let result = client.activate_payment_link(ID).await;
    differs(&server, result, "effective_status", "still inactive");
    // A switch does not bring back a time that has passed or a payment that is used up.
    for holds in ["active", "expired", "completed"] {
        let members = format!(r#""status":"active","effective_status":"{holds}""#);
        let (_server, client) = answered(body(&members)).await;
        client.activate_payment_link(ID).await.unwrap();
    }
}
