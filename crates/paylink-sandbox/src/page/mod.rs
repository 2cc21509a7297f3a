//! Pages for people: what a payer sees at a link's address, and the dashboard.
//!
//! They are made on the server, load nothing from anywhere else, and work without a script, with a
//! keyboard and a screen reader. Every text of a merchant's or payer's is escaped.

mod checkout;
pub(crate) mod dashboard;
mod layout;
mod style;

use crate::provider::action::ActionError;
use crate::provider::checkout::{Checkout, Standing};
use crate::server::Server;
use crate::server::api::Api;
use crate::wire::{Recorded, Reply};

/// Where payers' pages stand on the server, next to the providers.
pub(crate) const PREFIX: &str = "/pay/";

/// Shows the page of a link, or does what its payer wants.
pub(crate) fn reply(server: &Server, path: &str, request: &Recorded) -> Reply {
    let found = path.split_once('/').and_then(|(provider, segment)| {
        let api = server.api(provider)?;
        Some((api, api.provider.checkout(segment)?, segment))
    });
    let Some((api, link, segment)) = found else {
        return layout::reply(404, &checkout::missing(), &[]);
    };
    match request.method.as_str() {
        "GET" | "HEAD" => show(api, &link, segment),
        "POST" => act(api, &link, segment, request),
        _ => Reply::text(405, "text/plain", "a payment page takes GET and POST\n")
            .header("allow", "GET, HEAD, POST"),
    }
}

/// To see a link is to open it: some providers tell that.
fn show(api: &Api, link: &Checkout, segment: &str) -> Reply {
    if link.standing == Standing::Hidden {
        return layout::reply(404, &checkout::hidden(), &[]);
    }
    // A link that is there can be opened.
    let _ = api.open(&link.id);
    let link = api.provider.checkout(segment);
    match &link {
        Some(link) => page(api, link, 200, None),
        None => layout::reply(404, &checkout::missing(), &[]),
    }
}

fn page(api: &Api, link: &Checkout, status: u16, fault: Option<&str>) -> Reply {
    let targets = [link.success_url.as_deref(), link.failure_url.as_deref()];
    let targets: Vec<&str> = targets.into_iter().flatten().collect();
    let body = checkout::page(api.provider.name(), link, fault);
    layout::reply(status, &body, &targets)
}

/// What a payer asks for with one of the page's forms.
fn act(api: &Api, link: &Checkout, segment: &str, request: &Recorded) -> Reply {
    let form: Vec<(String, String)> = form_urlencoded::parse(&request.body).into_owned().collect();
    let field = |name: &str| {
        let found = form.iter().find(|(known, _)| known == name);
        found
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    };
    // A suggested amount is a button of its own beside the field.
    let (is_paid, done) = match (field("suggested"), field("action")) {
        (Some(amount), _) => (true, pay(api, link, Some(amount))),
        (None, Some("pay")) => (true, pay(api, link, field("amount"))),
        (None, Some("decline")) => (false, api.decline(&link.id).map(drop)),
        _ => return page(api, link, 400, Some("Choose to pay or to decline.")),
    };
    if let Err(error) = done {
        return refused(api, segment, link, &error);
    }
    let target = if is_paid {
        &link.success_url
    } else {
        &link.failure_url
    };
    let here = format!("{PREFIX}{}/{segment}", api.provider.name());
    let target = match target {
        // The dashboard's buttons come back to it.
        _ if field("then") == Some("/") => "/".to_owned(),
        Some(url) => url.clone(),
        None if is_paid => here,
        None => format!("{here}?declined"),
    };
    // A browser that goes back or reloads does not pay twice.
    layout::guarded(Reply::bare(303).header("location", &target), &[])
}

fn pay(api: &Api, link: &Checkout, amount: Option<&str>) -> Result<(), ActionError> {
    let wrong = ActionError::Amount("is not a number with the decimals of its currency");
    let amount = match amount {
        None => None,
        Some(major) => Some(link.units.of_major(major).ok_or(wrong)?),
    };
    api.pay(&link.id, amount.as_deref()).map(drop)
}

/// The page again, with what was wrong.
fn refused(api: &Api, segment: &str, link: &Checkout, error: &ActionError) -> Reply {
    let words = match error {
        ActionError::Amount(rule) => format!("The amount {rule}."),
        other => format!("That is not possible: {other}."),
    };
    let status = match error {
        ActionError::Amount(_) => 422,
        _ => 409,
    };
    match &api.provider.checkout(segment) {
        Some(now) if now.standing == Standing::Hidden => {
            layout::reply(404, &checkout::hidden(), &[])
        }
        Some(now) => page(api, now, status, Some(&words)),
        None => page(api, link, status, Some(&words)),
    }
}
