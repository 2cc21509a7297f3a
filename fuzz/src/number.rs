//! Amounts by their text, and JSON numbers.

use paylink_core::{Amount, Currency};

/// A text that is an amount is written again as the same amount; minor units are exact or refused.
pub fn amount(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else {
        return;
    };
    if let Ok(amount) = text.parse::<Amount>() {
        survives(amount);
        assert_eq!(Amount::from_json_number(text), Ok(amount));
    }
    if let Ok(currency) = text.parse::<Currency>() {
        assert_eq!(currency.as_str(), text);
    }
}

/// A JSON number that is read is an amount like any other, whatever its exponent.
pub fn json_number(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else {
        return;
    };
    if let Ok(amount) = Amount::from_json_number(text) {
        survives(amount);
    }
}

fn survives(amount: Amount) {
    let text = amount.to_string();
    let again: Amount = text.parse().unwrap();
    assert_eq!(again, amount);
    assert_eq!((again.to_string(), again.scale()), (text, amount.scale()));
    for exponent in 0..=6 {
        if let Ok(units) = amount.to_minor_units(exponent) {
            assert_eq!(units.to_amount(exponent), Ok(amount));
        }
    }
}
