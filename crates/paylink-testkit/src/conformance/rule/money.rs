//! Amount and currency arrive exactly, or are refused before anything is sent.

use paylink_core::{Currency, Money};

use crate::conformance::report::Rule;
use crate::conformance::stage::Stage;
use crate::conformance::wire;
use crate::conformance::witness::Witness;

/// Currencies with no, two and three decimal places, and an unknown one.
const CURRENCIES: [&str; 6] = ["JPY", "EUR", "USD", "INR", "KWD", "QQQ"];

/// An amount that must work, amounts at the limits, then other currencies.
pub(in crate::conformance) async fn check(witness: &mut Witness<'_>, stage: &Stage) {
    let own = witness.subject.request().money.currency;
    let places = places(own);
    let usual = decimal("731", "583927", places);
    if !arrives(witness, stage, &usual, own).await {
        let what = format!("{usual} {own} makes no link");
        witness.note(Rule::Money, what);
    }
    for amount in [
        decimal("0", "370000", places),
        decimal("10", "000000", places),
        "10".to_owned(),
        decimal("12345678901234567", "890123", places),
    ] {
        // Zero is invalid input, which has a rule of its own.
        arrives(witness, stage, &amount, own).await;
    }
    for code in CURRENCIES {
        let Ok(other) = code.parse::<Currency>() else {
            continue;
        };
        if other != own {
            let amount = decimal("731", "583927", self::places(other));
            arrives(witness, stage, &amount, other).await;
        }
    }
}

/// Whether a link is created. An amount that arrives must be exact, and a refused one must send
/// nothing.
async fn arrives(
    witness: &mut Witness<'_>,
    stage: &Stage,
    amount: &str,
    currency: Currency,
) -> bool {
    let Ok(amount) = amount.parse() else {
        return false;
    };
    let money = Money::new(amount, currency);
    let own = witness.subject.request().money.currency;
    let mut request = witness.request(stage);
    request.money = money;
    let called = witness.create(stage, &request).await;
    let Ok(link) = &called.result else {
        let named = (called.result.as_ref()).is_err_and(|error| error.field().is_some());
        witness.expect(
            Rule::Money,
            named && called.refused_before_sending(),
            || {
                format!(
                    "{money} is neither made nor refused by a field: {}",
                    called.told()
                )
            },
        );
        return false;
    };
    let units = witness.subject.units();
    for attempt in called.attempts() {
        witness.expect(
            Rule::Money,
            wire::holds_amount(attempt, money, units),
            || format!("the amount of {money} does not arrive exactly, in {units:?} units"),
        );
        let told = currency == own || wire::names_currency(attempt, currency);
        witness.expect(Rule::Money, told, || {
            format!("{currency} is accepted, and the provider is not told")
        });
    }
    // What the response leaves out is absent.
    let same = link.amount.is_none_or(|amount| amount == money.amount)
        && link.currency.is_none_or(|code| code == currency);
    witness.expect(Rule::Money, same, || {
        format!("the link of {money} has another amount or currency")
    });
    true
}

fn places(currency: Currency) -> usize {
    usize::from(currency.exponent().unwrap_or(2))
}

/// An amount with these digits and this number of decimal places.
fn decimal(whole: &str, digits: &str, places: usize) -> String {
    match digits.get(..places) {
        None | Some("") => whole.to_owned(),
        Some(digits) => format!("{whole}.{digits}"),
    }
}
