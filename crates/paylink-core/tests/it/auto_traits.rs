//! Types cross threads, and are moved freely: an auto trait that is lost is a breaking change.

use paylink_core::provider::{Caller, FixedHeader, Received, Refusal, Secret};
use paylink_core::transport::{Connection, Limits, TransportError};
use paylink_core::{
    Amount, AmountError, Answer, Answered, BaseUrl, Capabilities, Currency, CurrencyError, Error,
    ErrorKind, FieldError, IdempotencyKey, Json, Link, LinkRequest, MinorUnits, Money, Nullable,
    Outcome, Page, Pages, PaymentLinks, PollInterval, Timestamp, Waited, webhook,
};

fn crosses_threads<T: Send + Sync + Unpin + 'static>() {}

fn is_sent<T: Send + Unpin>() {}

fn is_an_error<T: std::error::Error + Send + Sync + Unpin + 'static>() {}

#[test]
fn types_are_send_sync_and_unpin() {
    crosses_threads::<(Amount, Currency, MinorUnits, Money, Timestamp)>();
    crosses_threads::<(BaseUrl, IdempotencyKey, Json, Secret)>();
    crosses_threads::<(LinkRequest, Link, Capabilities, PollInterval)>();
    crosses_threads::<(Answer<Link>, Answered<Amount>, Nullable<Amount>, Page<Link>)>();
    crosses_threads::<(ErrorKind, Outcome, Waited)>();
    crosses_threads::<(Caller, Connection, FixedHeader, Limits, Received, Refusal)>();
    crosses_threads::<Box<dyn PaymentLinks>>();
    // Its pages are read by one task at a time.
    is_sent::<Pages<'_, Link>>();
}

#[test]
fn errors_go_into_a_box_of_any_error() {
    is_an_error::<Error>();
    is_an_error::<FieldError>();
    is_an_error::<AmountError>();
    is_an_error::<CurrencyError>();
    is_an_error::<TransportError>();
    is_an_error::<webhook::WebhookError>();
}
