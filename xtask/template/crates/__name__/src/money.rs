//! Money as the page has it: exactly, or not at all.

use paylink_core::Json;

use paylink_core::provider::json::Object;
use paylink_core::{Amount, Answered, FieldError, Money};

/// An amount of a request, as JSON.
pub(crate) fn write(money: Money) -> Result<Json, FieldError> {
    compile_error!(
        "money: how does the page write an amount in a request? \
        A number in major units: `money.amount.to_string().parse()`. \
        A text in major units: `Ok(Json::string(&money.amount.to_string()))`. \
        Minor units: `money.to_minor_units()` by `invalid_amount`, then `units.get().to_string().parse()`. \
        If a create carries no currency, take it out of `wire.rs`, give the account's to the links, \
        and refuse another by `Money::check_currency`"
    )
}

/// The amount of an answer in major units, where it says one.
pub(crate) fn read(answer: &Object<'_>, asked: Money) -> Answered<Amount> {
    compile_error!(
        "money: how does an answer write an amount? \
        Major units: `answer.amount(\"amount\")`. \
        Minor units: `answer.read(\"amount\", ..)`, to an amount by the exponent of `asked.currency`"
    )
}
