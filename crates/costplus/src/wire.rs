//! Reads responses, field by field.

use paylink_core::Json;

use paylink_core::provider::json::{Object, Value};

use crate::customer::Customer;
use crate::link::PaymentLink;
use crate::order::Order;

/// Reads a link. `None` if it has neither an id nor a URL.
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

/// Reads an order. No field is required here.
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

/// A map from an order's status to order ids. An id without an array around it counts too.
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
