//! Amounts: reading, writing, minor units, and a JSON answer that holds them.

use divan::black_box;
use paylink_core::provider::json::Object;
use paylink_core::{Amount, MinorUnits};

const TEXT: &str = "123456.78";
const ANSWER: &[u8] = br#"{"id":"plink_1","amount":123456.78,"currency":"EUR","status":"active"}"#;

#[divan::bench]
fn from_text() -> Option<Amount> {
    black_box(TEXT).parse().ok()
}

#[divan::bench]
fn from_json_number_with_an_exponent() -> Option<Amount> {
    Amount::from_json_number(black_box("12345678e-2")).ok()
}

#[divan::bench]
fn to_text(bencher: divan::Bencher<'_, '_>) {
    bencher
        .with_inputs(from_text)
        .bench_refs(|amount| amount.map(|amount| amount.to_string()));
}

#[divan::bench]
fn to_minor_units(bencher: divan::Bencher<'_, '_>) {
    let minor = |amount: Amount| -> Option<MinorUnits> { amount.to_minor_units(2).ok() };
    bencher
        .with_inputs(from_text)
        .bench_refs(|amount| amount.and_then(minor));
}

#[divan::bench]
fn out_of_an_answer() -> bool {
    let answer = Object::parse(black_box(ANSWER));
    answer.is_ok_and(|answer| answer.amount("amount").value().is_some())
}
