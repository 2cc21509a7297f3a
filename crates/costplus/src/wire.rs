//! The JSON on the wire: borrowed on the way out, lenient on the way in.

use paylink_core::Json;

use paylink_core::provider::json::{Object, Value};
use paylink_core::provider::json_text;
use paylink_core::{Error, Nullable};
use serde::Serialize;

use crate::customer::Customer;
use crate::link::PaymentLink;
use crate::method::PaymentMethod;
use crate::names::{CREATE, PROVIDER};
use crate::order::Order;
use crate::period::Period;
use crate::request::CreatePaymentLink;

/// The body of a create, in the order of CostPlus's page.
#[derive(Serialize)]
pub(crate) struct CreateBody<'a> {
    merchant_order_id: &'a str,
    amount: i64,
    currency: &'a str,
    #[serde(skip_serializing_if = "Nullable::is_absent")]
    description: Nullable<&'a str>,
    #[serde(skip_serializing_if = "Nullable::is_absent")]
    expiration_period: Nullable<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payment_methods: Option<Vec<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<CustomerBody<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    return_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    failure_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    webhook_url: Option<&'a str>,
}

#[derive(Serialize)]
struct CustomerBody<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    user_agent: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    merchant_customer_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email_address: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address_type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    postal_code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    housenumber: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    locale: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone_numbers: Option<&'a [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ip_address: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gender: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    birthdate: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    additional_addresses: Option<&'a [Json]>,
}

impl<'a> CreateBody<'a> {
    pub(crate) fn new(request: &'a CreatePaymentLink) -> Self {
        let methods = request.payment_methods.as_ref();
        Self {
            merchant_order_id: &request.merchant_order_id,
            amount: request.amount.get(),
            currency: request.currency.as_str(),
            description: request.description.as_ref().map(String::as_str),
            expiration_period: request.expiration_period.as_ref().map(Period::as_str),
            payment_methods: methods.map(|all| all.iter().map(PaymentMethod::as_str).collect()),
            customer: request.customer.as_ref().map(CustomerBody::new),
            return_url: request.return_url.as_deref(),
            failure_url: request.failure_url.as_deref(),
            webhook_url: request.webhook_url.as_deref(),
        }
    }
}

impl CreatePaymentLink {
    /// CostPlus's own JSON, as a create sends it: what [`from_json`](Self::from_json) reads. It is not checked; a create does that.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](paylink_core::ErrorKind::InvalidInput) when a value cannot be written as JSON.
    pub fn to_json(&self) -> Result<String, Error> {
        json_text(&CreateBody::new(self))
            .map_err(|invalid| Error::invalid(PROVIDER, CREATE, invalid))
    }
}

impl<'a> CustomerBody<'a> {
    fn new(customer: &'a Customer) -> Self {
        Self {
            user_agent: customer.user_agent.as_deref(),
            merchant_customer_id: customer.merchant_customer_id.as_deref(),
            email_address: customer.email_address.as_deref(),
            first_name: customer.first_name.as_deref(),
            last_name: customer.last_name.as_deref(),
            address_type: customer.address_type.as_deref(),
            address: customer.address.as_deref(),
            postal_code: customer.postal_code.as_deref(),
            housenumber: customer.housenumber.as_deref(),
            country: customer.country.as_deref(),
            locale: customer.locale.as_deref(),
            phone_numbers: customer.phone_numbers.as_deref(),
            ip_address: customer.ip_address.as_deref(),
            gender: customer.gender.as_deref(),
            birthdate: customer.birthdate.as_deref(),
            additional_addresses: customer.additional_addresses.as_deref(),
        }
    }
}

/// Reads a link. `None` when neither its id nor its address is there.
pub(crate) fn read_link(object: &Object<'_>) -> Option<PaymentLink> {
    let id = object.identifier("id");
    let payment_url = object.identifier("payment_url");
    if id.is_none() && payment_url.is_none() {
        return None;
    }
    let methods = object.array("payment_methods").unwrap_or_default();
    Some(PaymentLink {
        id,
        merchant_order_id: object.text("merchant_order_id"),
        description: object.text("description"),
        amount: object.minor_units("amount"),
        currency: object.currency("currency"),
        expiration_period: object.read("expiration_period", |text| text.parse().ok()),
        payment_url,
        payment_methods: methods.into_iter().map(|name| name.word()).collect(),
        created: object.timestamp("created"),
        modified: object.timestamp("modified"),
        completed: object.timestamp("completed"),
        completed_order_id: object.text("completed_order_id"),
        status: object.word("status"),
        reason: object.text("reason"),
        orders: object
            .object("orders")
            .as_ref()
            .map_or_else(Vec::new, read_orders),
        customer: object.object("customer").as_ref().map(read_customer),
    })
}

/// Reads an order. Nothing is required here.
pub(crate) fn read_order(object: &Object<'_>) -> Order {
    let transactions = object.array("transactions").unwrap_or_default();
    Order {
        id: object.identifier("id"),
        project_id: object.identifier("project_id"),
        related_payment_link_id: object.identifier("related_payment_link_id"),
        merchant_order_id: object.text("merchant_order_id"),
        status: object.word("status"),
        currency: object.currency("currency"),
        amount: object.minor_units("amount"),
        description: object.text("description"),
        created: object.timestamp("created"),
        modified: object.timestamp("modified"),
        completed: object.timestamp("completed"),
        expiration_period: object.read("expiration_period", |text| text.parse().ok()),
        return_url: object.text("return_url"),
        webhook_url: object.text("webhook_url"),
        transactions: transactions.into_iter().map(Value::to_json).collect(),
    }
}

/// A map from an order's status to order ids. An id that does not stand in an array counts all the same.
fn read_orders(orders: &Object<'_>) -> Vec<(String, Vec<String>)> {
    let given = orders.iter().filter(|(_, ids)| !ids.is_null());
    given
        .map(|(status, ids)| (status.to_owned(), texts(ids.array().unwrap_or(vec![ids]))))
        .collect()
}

fn read_customer(customer: &Object<'_>) -> Customer {
    let addresses = customer.array("additional_addresses");
    Customer {
        user_agent: customer.text("user_agent"),
        merchant_customer_id: customer.text("merchant_customer_id"),
        email_address: customer.text("email_address"),
        first_name: customer.text("first_name"),
        last_name: customer.text("last_name"),
        address_type: customer.text("address_type"),
        address: customer.text("address"),
        postal_code: customer.text("postal_code"),
        housenumber: customer.text("housenumber"),
        country: customer.text("country"),
        locale: customer.text("locale"),
        phone_numbers: customer.array("phone_numbers").map(texts),
        ip_address: customer.text("ip_address"),
        gender: customer.text("gender"),
        birthdate: customer.text("birthdate"),
        additional_addresses: addresses.map(|all| all.into_iter().filter_map(json).collect()),
    }
}

fn texts(values: Vec<Value<'_>>) -> Vec<String> {
    values.into_iter().map(Value::text).collect()
}

fn json(value: Value<'_>) -> Option<Json> {
    value.json().parse().ok()
}
