//! Looks for text and for the values of numbers in a request.

use paylink_core::{Amount, Currency, Money};

use super::arrival::Arrival;
use super::subject::Units;

/// Whether the request contains all these texts.
pub(super) fn holds_texts(arrival: &Arrival, texts: &[String]) -> bool {
    let whole = arrival.text();
    texts.iter().all(|text| whole.contains(text.as_str()))
}

/// Whether the request contains the currency code, in capital letters, or in small letters as a
/// value by itself.
pub(super) fn names_currency(arrival: &Arrival, currency: Currency) -> bool {
    let (body, code) = (arrival.body_text(), currency.as_str());
    let small = code.to_lowercase();
    let alone = |text: &str| text == small;
    let words = |letter: char| !letter.is_ascii_alphanumeric();
    [arrival.target.as_str(), &body]
        .iter()
        .any(|part| part.contains(code) || part.split(words).any(alone))
}

/// Whether the request contains the amount, in these units.
pub(super) fn holds_amount(arrival: &Arrival, money: Money, units: Units) -> bool {
    let wanted = match units {
        Units::Major => Some(money.amount),
        Units::Minor => (money.to_minor_units().ok()).and_then(|units| units.to_amount(0).ok()),
    };
    let text = format!("{} {}", arrival.target, arrival.body_text());
    wanted.is_some_and(|wanted| numbers(&text).any(|number| number == wanted))
}

/// The numbers in a text: the longest runs of digits and points, with a leading minus.
fn numbers(text: &str) -> impl Iterator<Item = Amount> {
    let outside = |letter: char| !(letter.is_ascii_digit() || matches!(letter, '.' | '-'));
    text.split(outside).filter_map(|run| run.parse().ok())
}
