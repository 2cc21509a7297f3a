//! Reads responses, field by field.

use paylink_core::provider::json::{Object, Value};
use paylink_core::{Amount, Answered, Page};

use crate::invoice::Invoice;
use crate::link::{PaymentLink, PaymentLinkStats};

/// Reads a link. `None` if it has neither an id nor a URL.
pub(crate) fn read_link(object: &Object<'_>) -> Option<PaymentLink> {
    let link = read_any_link(object);
    if link.id.is_none() && link.public_url.is_none() {
        return None;
    }
    Some(link)
}

/// Reads a link of a list. It may have neither an id nor a URL.
pub(crate) fn read_any_link(object: &Object<'_>) -> PaymentLink {
    PaymentLink {
        id: object.identifier("id"),
        public_id: object.text("public_id"),
        public_url: object.identifier("public_url"),
        title: object.text("title"),
        description: object.text("description"),
        image_url: object.text("image_url"),
        amount_mode: object.word("amount_mode"),
        amount: object.amount("amount"),
        currency: object.currency("currency"),
        min_amount: object.amount("min_amount"),
        max_amount: object.amount("max_amount"),
        suggested_amounts: read_suggested(object),
        allow_multiple_payments: object.boolean("allow_multiple_payments"),
        public_visible: object.boolean("public_visible"),
        status: object.word("status"),
        effective_status: object.word("effective_status"),
        expires_at: object.timestamp("expires_at"),
        created_at: object.timestamp("created_at"),
        updated_at: object.timestamp("updated_at"),
        stats: object.object("stats").as_ref().map(read_stats),
        usage: object.text("usage"),
    }
}

/// The suggested amounts. A value that is neither an array nor null becomes one unreadable amount,
/// so that it does not count as absent.
fn read_suggested(object: &Object<'_>) -> Option<Vec<Answered<Amount>>> {
    match object.array("suggested_amounts") {
        Some(amounts) => Some(amounts.into_iter().map(Value::amount).collect()),
        None => (object.get("suggested_amounts")).map(|other| vec![other.amount()]),
    }
}

/// Whether a response contains an error. Then it is not a success, whatever its status.
pub(crate) fn says_no(object: &Object<'_>) -> bool {
    let error = object.get("error");
    error.is_some_and(|error| !matches!(error.json(), "false" | "\"\""))
}

fn read_stats(stats: &Object<'_>) -> PaymentLinkStats {
    PaymentLinkStats {
        total_payments: stats.integer("total_payments"),
        paid_payments: stats.integer("paid_payments"),
        total_volume: stats.amount("total_volume"),
    }
}

pub(crate) fn read_invoice(object: &Object<'_>) -> Invoice {
    let link = object.object("payment_link");
    Invoice {
        id: object.identifier("id"),
        amount: object.amount("amount"),
        currency: object.currency("currency"),
        status: object.word("status"),
        created_at: object.timestamp("created_at"),
        paid_at: object.timestamp("paid_at"),
        payment_link_id: link.and_then(|link| link.identifier("id")),
    }
}

/// Reads `{data[], has_more, next_cursor}`. An element that is not an object is counted, and does
/// not hide the others.
///
/// If more items follow and there is no cursor, the last item's id is used: one page of Meum
/// describes `starting_after` in this way (meum-o4). `None` if the response contains an error, if
/// `data` is not an array or has more elements than the limit, or if more items follow and there is
/// neither a cursor nor an id: ending the list there would hide links.
pub(crate) fn read_page<T>(
    object: &Object<'_>,
    most: u8,
    read: fn(&Object<'_>) -> T,
    id: fn(&T) -> Option<String>,
) -> Option<Page<T>> {
    if says_no(object) {
        return None;
    }
    let data = object.array("data")?;
    if data.len() > usize::from(most) {
        return None;
    }
    let last = data.last().and_then(|item| item.object());
    let last = last.and_then(|item| id(&read(&item)));
    let all = data.len();
    let items: Vec<T> = (data.into_iter())
        .filter_map(|item| item.object().map(|item| read(&item)))
        .collect();
    let unreadable = all.saturating_sub(items.len());
    let more = object.boolean("has_more");
    let cursor = object.identifier("next_cursor");
    let next = match more {
        Answered::Value(false) => None,
        Answered::Value(true) => Some(cursor.or(last)?),
        // `has_more` cannot be read, so only a cursor proves that more follows.
        Answered::Unreadable(_) => Some(cursor?),
        Answered::Missing if cursor.is_none() && object.get("next_cursor").is_some() => {
            return None;
        }
        Answered::Missing => cursor,
    };
    Some(Page::new(items, next).with_unreadable(unreadable))
}
