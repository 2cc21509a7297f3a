//! Odd answers, as an attacker would write them: a link that was made is not lost, an amount is not
//! guessed, and nothing but the documented word reads as paid.

use http::StatusCode;
use paylink_core::{
    Error, ErrorKind, Link, LinkRequest, Money, Outcome, PaymentLinks, PaymentState,
};

use crate::corpus::targets::accept::client;
use crate::corpus::targets::in_memory::{answering, run};

/// Where a provider's answer has what identifies a link, its amount and its status.
struct Provider {
    name: &'static str,
    /// The answer around the members of the link.
    answer: fn(&str) -> String,
    id: &'static str,
    url: &'static str,
    /// Whether an id without an address is a link.
    id_is_enough: bool,
    /// Its member with a value.
    amount: Option<(Member, Unit)>,
    /// The field of the status, and the word that means paid.
    status: Option<(&'static str, &'static str)>,
}

type Member = fn(&str) -> String;

#[derive(Clone, Copy, PartialEq)]
enum Unit {
    Major,
    Minor,
}

fn usd() -> paylink_core::Currency {
    "USD".parse().unwrap()
}

fn bare(members: &str) -> String {
    format!("{{{members}}}")
}

const PROVIDERS: [Provider; 5] = [
    Provider {
        name: "costplus",
        answer: bare,
        id: "id",
        url: "payment_url",
        id_is_enough: true,
        amount: Some((|value| format!(r#""amount":{value}"#), Unit::Minor)),
        status: Some(("status", "completed")),
    },
    Provider {
        name: "invoicing",
        answer: bare,
        id: "id",
        url: "paymentLink",
        id_is_enough: false,
        amount: Some((
            |value| format!(r#""amountInMajorCurrency":{value}"#),
            Unit::Major,
        )),
        status: None,
    },
    Provider {
        name: "meum",
        answer: bare,
        id: "id",
        url: "public_url",
        id_is_enough: true,
        amount: Some((|value| format!(r#""amount":{value}"#), Unit::Major)),
        status: Some(("effective_status", "completed")),
    },
    Provider {
        name: "paywint",
        answer: |members| format!(r#"{{"success":true,"data":{{{members}}}}}"#),
        id: "payment_id",
        url: "payment_link",
        id_is_enough: false,
        amount: None,
        status: None,
    },
    Provider {
        name: "pinelabs",
        answer: bare,
        id: "payment_link_id",
        url: "payment_link",
        id_is_enough: true,
        amount: Some((
            |value| format!(r#""amount":{{"value":{value},"currency":"USD"}}"#),
            Unit::Minor,
        )),
        status: Some(("status", "PROCESSED")),
    },
];

const ADDRESS: &str = "https://pay.example.com/7";

impl Provider {
    /// The adapter on a server that answers so.
    fn answering(&self, members: &str) -> Box<dyn PaymentLinks> {
        let body = (self.answer)(members);
        client::links(self.name, answering(StatusCode::OK, body))
    }

    /// What a create over 25.00 USD ends in.
    fn create(&self, members: &str) -> Result<Link, Error> {
        let links = self.answering(members);
        let money = Money::new("25.00".parse().unwrap(), usd());
        let mut request = LinkRequest::new(money).with_description("d");
        let field = paylink_core::Field::Reference;
        if links.capabilities().field(field).is_usable() {
            request = request.with_reference("r");
        }
        run(links.create(&request)).map(|link| link.into_value())
    }

    fn address(&self) -> String {
        format!(r#""{}":"{ADDRESS}""#, self.url)
    }
}

/// The shared trait's own id of the link that an odd id beside an address gives.
#[test]
fn an_odd_id_loses_no_address() {
    for provider in &PROVIDERS {
        for (odd, id) in [
            ("7", Some("7")),
            ("18446744073709551616", Some("18446744073709551616")),
            ("null", None),
            (r#"{"id":"7"}"#, None),
            (r#"["7"]"#, None),
            ("true", None),
            (r#""""#, None),
            (r#"" ""#, None),
        ] {
            let members = format!(r#""{}":{odd},{}"#, provider.id, provider.address());
            let link = provider.create(&members).unwrap();
            assert_eq!(link.url.as_deref(), Some(ADDRESS), "{members}");
            // The invoicing API's id does not identify the link. Its text is kept, whatever it is.
            if provider.url != "paymentLink" {
                assert_eq!(link.id.as_deref(), id, "{members}");
            }
        }
    }
}

/// Doubled, escaped, huge: what identifies the link is found.
#[test]
fn what_identifies_a_link_is_found_wherever_it_stands() {
    let long = "7".repeat(100_000);
    let many = vec!["{\"a\":0}"; 50_000].join(",");
    for provider in &PROVIDERS {
        let name = match provider.id_is_enough {
            true => provider.id,
            false => provider.url,
        };
        let (first, rest) = name.split_at(1);
        let escaped = format!("\\u{:04x}{rest}", first.as_bytes()[0]);
        for (members, found) in [
            (format!(r#""{name}":"7","{name}":null"#), "7"),
            (format!(r#""{name}":null,"{name}":"7""#), "7"),
            (format!(r#""{name}":"7","{name}":"""#), "7"),
            (format!(r#""{name}":"7","{name}":["8"]"#), "7"),
            (format!(r#""{name}":"7","{name}":"8""#), "8"),
            (format!(r#""{escaped}":"7""#), "7"),
            (format!(r#""{name}":"\u0037""#), "7"),
            (format!(r#""{name}":{long}"#), &long),
            (
                format!(r#""x":[{many}],"{name}":"7","y":{{"z":[{many}]}}"#),
                "7",
            ),
            (format!("\r\n\t \"{name}\" : \"7\" \n"), "7"),
        ] {
            let link = provider.create(&members).unwrap();
            let identity = if provider.id_is_enough {
                link.id
            } else {
                link.url
            };
            assert_eq!(identity.as_deref(), Some(found), "{name}");
        }
    }
}

/// The envelope doubled: the one with the link counts.
#[test]
fn an_envelope_that_stands_twice_hides_no_link() {
    let paywint = &PROVIDERS[3];
    for body in [
        r#"{"data":{"payment_link":"7"},"data":null}"#,
        r#"{"data":null,"data":{"payment_link":"7"}}"#,
        r#"{"data":{"payment_link":"7"},"data":"x"}"#,
    ] {
        let links = client::links(paywint.name, answering(StatusCode::OK, body));
        let request = LinkRequest::new(Money::new("25.00".parse().unwrap(), usd()));
        let link = run(links.create(&request)).unwrap();
        assert_eq!(link.url.as_deref(), Some("7"), "{body}");
    }
}

#[test]
fn an_odd_address_is_kept_to_the_letter() {
    for provider in &PROVIDERS {
        for (json, text) in [
            (
                r#""https://pay.example.com/a b""#,
                "https://pay.example.com/a b",
            ),
            (
                r#""https://x/\u0000\n\u001b[2J""#,
                "https://x/\0\n\u{1b}[2J",
            ),
            (r#""javascript:alert(1)""#, "javascript:alert(1)"),
            (r#"" https://x ""#, " https://x "),
            (r#""\u202ehttps://x""#, "\u{202e}https://x"),
        ] {
            let link = provider.create(&format!(r#""{}":{json}"#, provider.url));
            assert_eq!(link.unwrap().url.as_deref(), Some(text));
        }
    }
}

#[test]
fn an_amount_is_the_same_in_any_notation_and_nothing_else_is() {
    let major = [
        "25",
        "25.0",
        "25.000",
        "2.5E1",
        "250e-1",
        r#""25.00""#,
        r#""25""#,
    ];
    let minor = ["2500", "2500.0", "2.5E3", "25000e-1", r#""2500""#];
    let never = [
        "1e400",
        "1e-400",
        "-0",
        "0",
        "-25",
        "-2500",
        "26",
        "25.001",
        "2500.5",
        "250000",
        "[25]",
        "[2500]",
        "{}",
        "true",
        r#""""#,
        r#""25,00""#,
        r#"" 25.00""#,
        r#"" 2500""#,
        r#""+25""#,
        r#""25.00 USD""#,
        r#""25.00\u0000""#,
        r#""NaN""#,
        r#""Infinity""#,
        r#""0x19""#,
        r#""٢٥""#,
        "25.0000000000000000000000000000000000001",
        r#""1e""#,
        r#""25.""#,
    ];
    for provider in &PROVIDERS {
        let Some((member, unit)) = provider.amount else {
            continue;
        };
        let (same, other) = match unit {
            Unit::Major => (&major[..], &minor[..]),
            Unit::Minor => (&minor[..], &major[..]),
        };
        let with = |value: &str| {
            // The currency, where it is a member of its own: without one, minor units are no
            // amount.
            let currency = match unit {
                Unit::Minor => r#","currency":"USD""#,
                Unit::Major => "",
            };
            format!(
                r#"{},"{}":"7"{currency},{}"#,
                provider.address(),
                provider.id,
                member(value)
            )
        };
        for value in same {
            let link = provider.create(&with(value)).unwrap();
            assert_eq!(link.amount.unwrap(), "25".parse().unwrap(), "{value}");
        }
        for value in other.iter().chain(&never) {
            let error = provider.create(&with(value)).unwrap_err();
            let ending = (error.kind(), error.outcome());
            assert_eq!(ending, (ErrorKind::Differs, Outcome::Accepted), "{value}");
            let kept = error.link::<Link>().unwrap();
            assert_eq!(kept.id.as_deref(), Some("7"));
            assert_eq!(kept.url.as_deref(), Some(ADDRESS));
            assert_ne!(kept.amount, Some("25".parse().unwrap()), "{value}");
        }
    }
}

/// Where an answer has a currency, another one, or one that nobody can read, is not taken for the
/// one that was asked for.
#[test]
fn a_currency_is_not_guessed() {
    for provider in &PROVIDERS {
        let Some((member, _)) = provider.amount.filter(|_| provider.id_is_enough) else {
            continue;
        };
        for odd in [
            r#""EURO""#,
            r#""EUR""#,
            "840",
            r#""""#,
            r#""US""#,
            r#"" USD""#,
            "{}",
            "[]",
        ] {
            let nested = member("2500").contains("currency");
            let members = match nested {
                true => format!(r#""amount":{{"value":2500,"currency":{odd}}}"#),
                false => format!(r#""currency":{odd}"#),
            };
            let members = format!(r#"{},"{}":"7",{members}"#, provider.address(), provider.id);
            let error = provider.create(&members).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Differs, "{members}");
            assert_eq!(error.link::<Link>().unwrap().id.as_deref(), Some("7"));
        }
    }
}

/// All the links that an adapter's reads give of this answer.
fn read(provider: &Provider, members: &str) -> Vec<Link> {
    let mut read = Vec::from_iter(provider.create(members));
    let links = provider.answering(members);
    let said = links.capabilities();
    if said.get.is_usable() {
        read.push(run(links.get("7")).unwrap().into_value());
    }
    if said.find.is_usable() {
        let referred = format!(r#"{members},"merchant_payment_link_reference":"r""#);
        let links = provider.answering(&referred);
        let found = run(links.find("r"));
        read.push(found.unwrap().unwrap().into_value());
    }
    if said.list.is_usable() {
        let page = format!(r#"{{"data":[{{{members}}}]}}"#);
        let links = client::links(provider.name, answering(StatusCode::OK, page));
        read.extend(run(links.list(None)).unwrap().into_value().items);
    }
    read
}

#[test]
fn nothing_but_the_documented_word_reads_as_paid() {
    for provider in &PROVIDERS {
        let Some((field, word)) = provider.status else {
            continue;
        };
        let identity = format!(r#""{}":"7""#, provider.id);
        let links = |value: &str| read(provider, &format!(r#"{identity},"{field}":{value}"#));
        for link in links(&format!("\"{word}\"")) {
            assert_eq!(link.payment, Some(PaymentState::Paid));
        }
        let swapped = match word.to_lowercase() == word {
            true => word.to_uppercase(),
            false => word.to_lowercase(),
        };
        let (first, rest) = word.split_at(1);
        for odd in [
            format!("\"{swapped}\""),
            format!("\" {word}\""),
            format!("\"{word} \""),
            format!("\"{word}\\u0000\""),
            format!("\"{word}\\n\""),
            format!("\"{word}2\""),
            format!("\"un{word}\""),
            format!("\"{first}\\u200b{rest}\""),
            format!("[\"{word}\"]"),
            format!("{{\"status\":\"{word}\"}}"),
            format!("{{\"{word}\":true}}"),
            "\"paid\"".to_owned(),
            "\"PAID\"".to_owned(),
            "\"success\"".to_owned(),
            "true".to_owned(),
            "1".to_owned(),
            "null".to_owned(),
            "\"\"".to_owned(),
            "[]".to_owned(),
        ] {
            let links = links(&odd);
            assert!(links.len() >= 2, "{field} {odd}");
            for link in links {
                assert_ne!(link.payment, Some(PaymentState::Paid), "{field} {odd}");
                assert_eq!(link.id.as_deref(), Some("7"), "{field} {odd}");
            }
        }
    }
}
