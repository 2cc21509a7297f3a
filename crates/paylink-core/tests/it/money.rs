//! Money: exact or not at all.

use std::collections::HashSet;

use paylink_core::{Amount, AmountError, Currency, MinorUnits, Money};
use proptest::prelude::*;

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

#[test]
fn a_text_stays_what_it_was() {
    for text in [
        "0",
        "0.10",
        "10.00",
        "150.75",
        "-0.5",
        "12345678901234567.89",
        "1.000000000000000000",
    ] {
        assert_eq!(amount(text).to_string(), text);
    }
}

#[test]
fn only_plain_decimals_are_amounts() {
    for text in [
        "", " ", "1 ", " 1", "+1", "--1", "-", ".", "1.", ".5", "-.5", "1..2", "1.2.3", "1,5",
        "1_000", "1e3", "0x1", "NaN", "inf", "١", "1\n",
    ] {
        assert_eq!(
            text.parse::<Amount>(),
            Err(AmountError::NotADecimal),
            "{text:?}"
        );
    }
    let digits = "1".repeat(36);
    assert_eq!(amount(&digits).to_string(), digits);
    assert_eq!(
        format!("{digits}0").parse::<Amount>(),
        Err(AmountError::TooManyDigits)
    );
    assert_eq!(
        format!("0.{digits}").parse::<Amount>(),
        Err(AmountError::TooManyDigits)
    );
}

#[test]
fn amounts_are_compared_by_value() {
    assert_eq!(amount("25"), amount("25.00"));
    assert_eq!(amount("-0.00"), amount("0"));
    assert!(amount("0.1") < amount("0.11"));
    assert!(amount("-0.1") > amount("-0.11"));
    assert!(amount("2") < amount("10"));
    assert!(amount("-1.5") < amount("1.5"));
    let set: HashSet<Amount> = ["1", "1.0", "1.00"].map(amount).into();
    assert_eq!(set.len(), 1);
}

#[test]
fn json_numbers_are_read_exactly() {
    for (json, text) in [
        ("10.5", "10.5"),
        ("1e-05", "0.00001"),
        ("1E2", "100"),
        ("1.5e+1", "15"),
        ("150.75e0", "150.75"),
        ("-2.50e1", "-25.0"),
        ("0e9", "0"),
        ("12345678901234567.89", "12345678901234567.89"),
    ] {
        assert_eq!(
            Amount::from_json_number(json).unwrap().to_string(),
            text,
            "{json}"
        );
    }
    for json in ["1e99999999999", "1e400", "1e36", "1e-36", "1e-300"] {
        assert_eq!(
            Amount::from_json_number(json),
            Err(AmountError::TooManyDigits),
            "{json}"
        );
    }
    for json in ["1e", "e1", "1e1.5", "1e1e1", "\"1\"", "null"] {
        assert_eq!(
            Amount::from_json_number(json),
            Err(AmountError::NotADecimal),
            "{json}"
        );
    }
}

#[test]
fn minor_units_are_exact_or_refused() {
    assert_eq!(amount("10.50").to_minor_units(2).unwrap().get(), 1050);
    assert_eq!(amount("10.500").to_minor_units(2).unwrap().get(), 1050);
    assert_eq!(amount("10").to_minor_units(0).unwrap().get(), 10);
    assert_eq!(amount("-0.01").to_minor_units(2).unwrap().get(), -1);
    assert_eq!(
        amount("10.501").to_minor_units(2),
        Err(AmountError::TooPrecise)
    );
    assert_eq!(
        amount("0.5").to_minor_units(0),
        Err(AmountError::TooPrecise)
    );
    assert_eq!(
        amount("92233720368547758.07")
            .to_minor_units(2)
            .unwrap()
            .get(),
        i64::MAX
    );
    assert_eq!(
        amount("92233720368547758.08").to_minor_units(2),
        Err(AmountError::OutOfRange)
    );
    assert_eq!(
        amount(&"9".repeat(36)).to_minor_units(4),
        Err(AmountError::OutOfRange)
    );
    assert_eq!(
        MinorUnits::new(5).to_amount(36),
        Err(AmountError::TooManyDigits)
    );
}

#[test]
fn exponents_are_iso_4217s() {
    let exponent = |code: &str| code.parse::<Currency>().unwrap().exponent();
    assert_eq!(
        ["INR", "EUR", "JPY", "KWD", "CLF"].map(exponent),
        [Some(2), Some(2), Some(0), Some(3), Some(4)]
    );
    assert_eq!(exponent("QQQ"), None);
    let money =
        |text: &str, code: &str| Money::new(amount(text), code.parse().unwrap()).to_minor_units();
    assert_eq!(money("1050", "JPY").unwrap().get(), 1050);
    assert_eq!(money("1.050", "KWD").unwrap().get(), 1050);
    assert_eq!(money("10.5", "JPY"), Err(AmountError::TooPrecise));
    assert_eq!(money("1", "QQQ"), Err(AmountError::UnknownExponent));
}

#[test]
fn a_currency_is_three_upper_case_letters() {
    for code in ["", "EU", "EURO", "eur", "EU1", "€€€", "ÄB"] {
        assert!(code.parse::<Currency>().is_err(), "{code}");
    }
}

proptest! {
    #[test]
    fn an_amount_survives_its_text(text in "-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,17})?") {
        let read = amount(&text);
        let zero = text.chars().all(|c| matches!(c, '-' | '0' | '.'));
        prop_assert_eq!(read.to_string(), if zero { text.trim_start_matches('-').to_owned() } else { text });
    }

    #[test]
    fn minor_units_survive_any_exponent(units in any::<i64>(), exponent in 0_u8..=6) {
        let back = MinorUnits::new(units).to_amount(exponent).unwrap().to_minor_units(exponent).unwrap();
        prop_assert_eq!(back.get(), units);
    }

    #[test]
    fn an_exponent_only_moves_the_point(units in any::<i32>(), scale in 0_u8..6, exponent in -8_i32..8) {
        let plain = MinorUnits::new(units.into()).to_amount(scale).unwrap();
        let moved = Amount::from_json_number(&format!("{plain}e{exponent}")).unwrap();
        let back = Amount::from_json_number(&format!("{moved}e{}", -exponent)).unwrap();
        prop_assert_eq!(plain, back);
    }

    #[test]
    fn order_is_that_of_the_numbers(a in any::<i32>(), b in any::<i32>(), scale in 0_u8..8) {
        let [x, y] = [a, b].map(|units| MinorUnits::new(units.into()).to_amount(scale).unwrap());
        prop_assert_eq!(x.cmp(&y), a.cmp(&b));
        prop_assert_eq!(x == y, a == b);
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,40}") {
        let _ = text.parse::<Amount>();
        let _ = Amount::from_json_number(&text);
        let _ = text.parse::<Currency>();
    }
}

#[test]
fn an_account_s_currency_bounds_the_decimal_places() {
    for (amount, currency, accepted) in [
        ("1.00", "USD", true),
        ("1.000", "USD", true),
        ("1.005", "USD", false),
        ("1", "JPY", true),
        ("1.5", "JPY", false),
        ("1.234", "KWD", true),
        ("1.2345", "KWD", false),
        ("12345678901234567890123456789012345.6", "USD", true),
        // Nobody knows how many it has.
        ("1.2345", "QQQ", true),
    ] {
        let currency: Currency = currency.parse().unwrap();
        let money = Money::new(amount.parse().unwrap(), currency);
        let result = money.check_currency(currency);
        assert_eq!(result.is_ok(), accepted, "{money}");
        if let Err(invalid) = result {
            assert_eq!(invalid.field(), "amount");
        }
    }
}
