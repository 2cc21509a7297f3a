//! The typed request: built field by field or read from JSON, and refused by field and rule.

use paylink_core::{ErrorKind, Timestamp};
use paylink_fixtures::cases;
use paylink_sandbox::wire::Reply;
use pinelabs::{
    AccountDetails, Address, BankDetails, CartDetails, CartItem, CreatePaymentLink, Customer,
    PaymentMethod, ProductDetail, SplitDetail, SplitInfo, SplitStatus,
};

use crate::support::{ONLY_ID, created, creates, order, rupees, server};

fn time(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn address() -> Address {
    Address::default()
        .with_address1("10 Downing Street Westminster London")
        .with_address2("Oxford Street Westminster London")
        .with_address3("Baker Street Westminster London")
        .with_pincode("51524036")
        .with_city("Westminster")
        .with_state("Westminster")
        .with_country("London")
}

fn customer() -> Customer {
    Customer::default()
        .with_email_id("kevin.bob@example.com")
        .with_first_name("Kevin")
        .with_last_name("Bob")
        .with_customer_id("123456")
        .with_mobile_number("9876543210")
        .with_country_code("91")
        .with_billing_address(address())
        .with_shipping_address(address())
        .with_merchant_customer_reference("customer_reference")
        .with_gstin("27AAEPM1234C1Z5")
}

fn split() -> SplitInfo {
    let detail = SplitDetail::default()
        .with_split_merchant_id("111302")
        .with_merchant_settlement_reference("5206071124-aa-mpLhF3-cc-l")
        .with_split_settlement_id("71124-aa-mpLhF3-cc-l")
        .with_amount(rupees(50_000))
        .with_on_hold(true)
        .with_status(SplitStatus::Released)
        .with_updated_at(time("2024-07-09T07:57:08.022Z"));
    SplitInfo::new("AMOUNT", [detail])
}

fn full() -> CreatePaymentLink {
    let bank = BankDetails::default()
        .with_account_number("500000004545")
        .with_ifsc_code("BANK0000123")
        .with_bank_name("Example Bank");
    let product = ProductDetail::default()
        .with_product_code("redmi_10")
        .with_product_amount(rupees(50_000))
        .with_product_coupon_discount_amount(rupees(50_000));
    let item = CartItem::default()
        .with_product_code("xyz")
        .with_product_amount(rupees(50_000));
    CreatePaymentLink::new(rupees(50_000), "1234567890")
        .with_description("Payment for Order1")
        .with_expire_by(time("2024-10-28T13:26:06.909140Z"))
        .with_allowed_payment_methods([PaymentMethod::Card, PaymentMethod::Upi])
        .with_pre_auth(false)
        .with_is_mcc_transaction(false)
        .with_failure_callback_url("https://sample-failure-callback-url")
        .with_customer(customer())
        .with_product_details([product])
        .with_cart_coupon_discount_amount(rupees(50_000))
        .with_merchant_metadata("clientId", "DD")
        .with_merchant_metadata("transactionReferenceNo", "pine-1223")
        .with_merchant_metadata("merchantId", "1234")
        .with_merchant_metadata("tid", "9000990")
        .with_merchant_metadata("tenant_id", "PGATPOS")
        .with_split_info(split())
        .with_account_details(AccountDetails::new(bank))
        .with_callback_url("https://sample-callback-url")
        .with_part_payment(true)
        .with_cart_details(CartDetails::new([item]))
}

#[tokio::test]
async fn what_is_built_field_by_field_is_what_is_read_from_json() {
    let (server, client) = server(vec![Reply::json(201, ONLY_ID)]).await;
    let cases = cases("pinelabs", "createPaymentLink");
    let case = cases.iter().find(|case| case.name == "create-full");
    let read = CreatePaymentLink::from_json(case.unwrap().body()).unwrap();
    client.create_payment_link(&read).await.unwrap();
    client.create_payment_link(&full()).await.unwrap();
    let creates = creates(&server);
    assert_eq!(creates[0].body_text(), creates[1].body_text());
}

#[tokio::test]
async fn words_that_no_page_lists_are_sent_as_they_are() {
    let (server, client) = server(vec![created()]).await;
    let json = r#"{"amount":{"value":100,"currency":"INR"},"allowed_payment_methods":["CARD","BARTER"],"merchant_payment_link_reference":"link_ref","customer":{},"product_details":[],"merchant_metadata":{"z":"1","A":"2"},"split_info":{"split_type":"HALF"},"account_details":{},"cart_details":{"items":[]}}"#;
    let request = CreatePaymentLink::from_json(json).unwrap();
    client.create_payment_link(&request).await.unwrap();
    assert_eq!(creates(&server)[0].body_text(), json);
}

#[tokio::test]
async fn wrong_input_is_refused_by_field_and_rule() {
    let (server, client) = server(vec![created()]).await;
    let with = |change: fn(CreatePaymentLink) -> CreatePaymentLink| change(order());
    let late = |text: &str| order().with_expire_by(Timestamp::read(text));
    let positive = "must be greater than zero";
    let utc = "must be an ISO 8601 time in UTC";
    let url = "must be an absolute URL";
    for (request, field, rule) in [
        (
            CreatePaymentLink::new(rupees(0), "r"),
            "amount.value",
            positive,
        ),
        (
            CreatePaymentLink::new(rupees(-1), "r"),
            "amount.value",
            positive,
        ),
        (
            CreatePaymentLink::new(rupees(1), " \t"),
            "merchant_payment_link_reference",
            "must not be empty",
        ),
        (
            // The host's time is 2026-11-21T10:00:00Z.
            late("2027-05-20T10:00:00.001Z"),
            "expire_by",
            "must be at most 180 days ahead",
        ),
        (late("tomorrow"), "expire_by", utc),
        (late("2027-01-01T00:00:00+05:30"), "expire_by", utc),
        (with(|r| r.with_callback_url("shop")), "callback_url", url),
        (
            with(|r| r.with_failure_callback_url("https://a b")),
            "failure_callback_url",
            url,
        ),
        (
            with(|r| {
                r.with_merchant_metadata("a", "1")
                    .with_merchant_metadata("b", "2")
                    .with_merchant_metadata("a", "3")
            }),
            "merchant_metadata",
            "must not contain a name twice",
        ),
        (
            with(|r| {
                let strange = SplitDetail::default().with_status("LOST".into());
                r.with_split_info(SplitInfo::new("AMOUNT", [SplitDetail::default(), strange]))
            }),
            "split_info.split_details[1].status",
            "must be RELEASED or HOLD",
        ),
        (
            with(|r| {
                let never = SplitDetail::default().with_updated_at(Timestamp::read("never"));
                r.with_split_info(SplitInfo::new("AMOUNT", [never]))
            }),
            "split_info.split_details[0].updated_at",
            utc,
        ),
    ] {
        let error = client.create_payment_link(&request).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.field(), error.rule()),
            (ErrorKind::InvalidInput, Some(field), Some(rule))
        );
    }
    assert_eq!(server.arrived(), 0);
}

#[tokio::test]
async fn what_the_page_leaves_to_the_server_is_sent() {
    let (server, client) = server(vec![Reply::json(201, ONLY_ID)]).await;
    let long = "x".repeat(511);
    let sent = [
        // 180 days to the second, and a time that has passed.
        order().with_expire_by(time("2027-05-20T10:00:00Z")),
        order().with_expire_by(time("2024-01-01T00:00:00Z")),
        // Older pages know 100 to 100000000 paisa, and references of 50 characters.
        CreatePaymentLink::new(rupees(1), &long),
        CreatePaymentLink::new(rupees(i64::MAX), "a/b ü"),
        order().with_merchant_metadata(&long, &long),
        order().with_product_details([
            ProductDetail::default().with_product_coupon_discount_amount(rupees(0))
        ]),
    ];
    for request in &sent {
        client.create_payment_link(request).await.unwrap();
    }
    assert_eq!(creates(&server).len(), sent.len());
}

#[test]
fn what_is_no_field_of_the_page_is_refused_with_its_path() {
    let request = |rest: &str| {
        format!(
            r#"{{"amount":{{"value":1,"currency":"INR"}},"merchant_payment_link_reference":"r"{rest}}}"#
        )
    };
    for (rest, field) in [
        (r#","colour":"red""#, "colour"),
        (r#","amount":{"value":1,"currency":"INR"}"#, "amount"),
        (r#","pre_auth":true"#, "pre_auth"),
        (r#","is_mcc_transaction":"True""#, "is_mcc_transaction"),
        (r#","part_payment":"true""#, "part_payment"),
        (r#","description":null"#, "description"),
        (r#","customer":{"phone":"1"}"#, "customer.phone"),
        (
            r#","customer":{"billing_address":{"zip":"1"}}"#,
            "customer.billing_address.zip",
        ),
        (
            r#","product_details":[{},{"price":1}]"#,
            "product_details[1].price",
        ),
        (
            r#","cart_coupon_discount_amount":{"value":1,"currency":"INR","scale":2}"#,
            "cart_coupon_discount_amount.scale",
        ),
        (
            r#","merchant_metadata":{"a":1,"a":2}"#,
            "merchant_metadata.a",
        ),
        (r#","expire_by":"2026-12-01T10:00""#, "expire_by"),
        (r#","expire_by":"2026-12-01T10:00+05:30""#, "expire_by"),
        (r#","split_info":{"type":"x"}"#, "split_info.type"),
        (
            r#","split_info":{"split_details":[{"on_hold":"true"}]}"#,
            "split_info.split_details[0].on_hold",
        ),
        (
            r#","split_info":{"split_details":[{"held":true}]}"#,
            "split_info.split_details[0].held",
        ),
        (r#","account_details":{"card":{}}"#, "account_details.card"),
        (
            r#","account_details":{"bank_details":{"iban":"x"}}"#,
            "account_details.bank_details.iban",
        ),
        (r#","cart_details":{"total":1}"#, "cart_details.total"),
        (
            r#","cart_details":{"items":[{"count":1}]}"#,
            "cart_details.items[0].count",
        ),
    ] {
        let error = CreatePaymentLink::from_json(&request(rest)).unwrap_err();
        assert_eq!(error.field(), Some(field));
    }
    for (json, field) in [
        (
            r#"{"amount":{"value":1.5,"currency":"INR"}}"#,
            "amount.value",
        ),
        (
            r#"{"amount":{"value":"1","currency":"INR"}}"#,
            "amount.value",
        ),
        (r#"{"amount":1}"#, "amount"),
        ("[]", "request"),
        ("{", "request"),
    ] {
        let error = CreatePaymentLink::from_json(json).unwrap_err();
        assert_eq!(error.field(), Some(field), "{json}");
    }
}
