//! Reads responses. A field that cannot be read never hides the link.

use paylink_core::Answered;
use paylink_core::provider::json::{Object, Value};

use crate::account::{AccountDetails, BankDetails};
use crate::customer::{Address, Customer};
use crate::link::{LinkAmount, LinkProduct, LinkSplit, LinkSplitDetail, PaymentLink};

/// Reads the fields of a link.
pub(crate) fn read_link(object: &Object<'_>) -> PaymentLink {
    let methods = object.array("allowed_payment_methods").unwrap_or_default();
    PaymentLink {
        payment_link: object.identifier("payment_link"),
        payment_link_id: object.identifier("payment_link_id"),
        status: object.word("status"),
        amount: read_amount(object, "amount"),
        amount_due: read_amount(object, "amount_due"),
        order_id: object.text("order_id"),
        merchant_payment_link_reference: object.text("merchant_payment_link_reference"),
        description: object.text("description"),
        expire_by: object.timestamp("expire_by"),
        allowed_payment_methods: (methods.into_iter()).map(|method| method.word()).collect(),
        pre_auth: object.boolean("pre_auth"),
        failure_callback_url: object.text("failure_callback_url"),
        is_mcc_transaction: object.boolean("is_mcc_transaction"),
        customer: (object.object("customer")).map(|customer| Box::new(read_customer(&customer))),
        product_details: read_all(object, "product_details", read_product),
        split_info: object.object("split_info").as_ref().map(read_split),
        account_details: object.object("account_details").as_ref().map(read_account),
        cart_coupon_discount_amount: read_amount(object, "cart_coupon_discount_amount"),
        merchant_metadata: read_pairs(object, "merchant_metadata"),
        created_at: object.timestamp("created_at"),
        updated_at: object.timestamp("updated_at"),
    }
}

/// Reads an amount. A value that is not an object has no known unit, so it is unreadable.
fn read_amount(object: &Object<'_>, name: &str) -> Option<LinkAmount> {
    let value = object.get(name)?;
    Some(match value.object() {
        Some(amount) => LinkAmount {
            value: amount.minor_units("value"),
            currency: amount.currency("currency"),
        },
        None => LinkAmount {
            value: Answered::Unreadable(value.text()),
            currency: Answered::Missing,
        },
    })
}

/// Reads the objects of an array, and skips everything else.
fn read_all<T>(object: &Object<'_>, name: &str, read: fn(&Object<'_>) -> T) -> Vec<T> {
    let elements = object.array(name).unwrap_or_default();
    let objects = elements.into_iter().filter_map(Value::object);
    objects.map(|element| read(&element)).collect()
}

fn read_pairs(object: &Object<'_>, name: &str) -> Vec<(String, String)> {
    let pairs = object.object(name);
    (pairs.iter().flat_map(Object::iter))
        .map(|(name, value)| (name.to_owned(), value.text()))
        .collect()
}

fn read_customer(object: &Object<'_>) -> Customer {
    Customer {
        email_id: object.text("email_id"),
        first_name: object.text("first_name"),
        last_name: object.text("last_name"),
        customer_id: object.text("customer_id"),
        mobile_number: object.text("mobile_number"),
        country_code: object.text("country_code"),
        billing_address: object.object("billing_address").as_ref().map(read_address),
        shipping_address: object.object("shipping_address").as_ref().map(read_address),
        merchant_customer_reference: object.text("merchant_customer_reference"),
        gstin: object.text("gstin"),
    }
}

fn read_address(object: &Object<'_>) -> Address {
    Address {
        address1: object.text("address1"),
        address2: object.text("address2"),
        address3: object.text("address3"),
        pincode: object.text("pincode"),
        city: object.text("city"),
        state: object.text("state"),
        country: object.text("country"),
    }
}

fn read_product(object: &Object<'_>) -> LinkProduct {
    LinkProduct {
        product_code: object.text("product_code"),
        product_amount: read_amount(object, "product_amount"),
        product_coupon_discount_amount: read_amount(object, "product_coupon_discount_amount"),
    }
}

fn read_split(object: &Object<'_>) -> LinkSplit {
    LinkSplit {
        split_type: object.text("split_type"),
        split_details: read_all(object, "split_details", read_split_detail),
    }
}

fn read_split_detail(object: &Object<'_>) -> LinkSplitDetail {
    LinkSplitDetail {
        split_merchant_id: object.text("split_merchant_id"),
        merchant_settlement_reference: object.text("merchant_settlement_reference"),
        split_settlement_id: object.text("split_settlement_id"),
        amount: read_amount(object, "amount"),
        on_hold: object.boolean("on_hold"),
        status: object.word("status"),
        updated_at: object.timestamp("updated_at"),
    }
}

fn read_account(object: &Object<'_>) -> AccountDetails {
    let bank_details = object.object("bank_details");
    AccountDetails {
        bank_details: bank_details.map(|bank| BankDetails {
            account_number: bank.text("account_number"),
            ifsc_code: bank.text("ifsc_code"),
            bank_name: bank.text("bank_name"),
        }),
    }
}
