//! `/`: what the sandbox holds and what has happened, for people who would rather look.
//!
//! The same data as the admin API. It is whole without a script; a small one asks the server for it
//! again once a second.

use maud::{Markup, html};
use time::format_description::well_known::Rfc3339;

use super::layout::{self, Page};
use crate::server::Server;
use crate::server::recording::Entry;
use crate::wire::{Recorded, Reply};

/// How many links of each provider, requests and webhooks are shown: the latest.
const SHOWN: usize = 25;

/// Replaces the tables by those that the server has now, unless somebody is about to press one of
/// their buttons.
const SCRIPT: &str = "setInterval(async()=>{if(document.hidden)return;const now=document.getElementById('live');\
if(now.contains(document.activeElement))return;try{const text=await(await fetch('/')).text();\
const next=new DOMParser().parseFromString(text,'text/html').getElementById('live');if(next)now.replaceWith(next)}catch{}},1000)";

/// The dashboard, for a browser on this machine.
pub(crate) fn reply(server: &Server, request: &Recorded) -> Reply {
    let host = request.header("host").unwrap_or_default();
    if !server.world.hosts.has(host) {
        return Reply::text(403, "text/plain", "the host is not this machine\n");
    }
    let main = html! {
        h1 { "Sandbox" }
        p class="words" {
            "Five payment-link APIs at " code { (server.origin()) } ". The admin API is at "
            a href="/_sandbox/" { "/_sandbox/" } "."
        }
        div id="live" {
            (clock(server))
            (links(server))
            (requests(server))
            (webhooks(server))
            (faults(server))
        }
    };
    let page = Page {
        title: "Paylink sandbox".to_owned(),
        main,
    };
    layout::wide(&page, SCRIPT)
}

fn clock(server: &Server) -> Markup {
    let now = server
        .world
        .clock
        .now()
        .format(&Rfc3339)
        .unwrap_or_default();
    html! { p { "The clock says " time { (now) } "." } }
}

fn links(server: &Server) -> Markup {
    let rows: Vec<_> = (server.apis.iter())
        .flat_map(|api| {
            let latest = api.provider.links(None, SHOWN).into_iter().rev();
            let provider = api.provider.name();
            let is_alone = api.accounts().len() == 1;
            latest.map(move |link| match is_alone {
                true => (provider.to_owned(), link),
                false => (format!("{provider} {}", link.account), link),
            })
        })
        .collect();
    let is_over = |status: &str| {
        let over = [
            "success",
            "failed",
            "PROCESSED",
            "CANCELLED",
            "EXPIRED",
            "completed",
            "expired",
            "paid",
            "inactive",
        ];
        over.contains(&status)
    };
    section(
        "Links",
        rows.is_empty(),
        "No link yet.",
        &["Provider", "Link", "Reference", "State", ""],
        &html! {
            @for (provider, link) in &rows {
                @let path = link.url.strip_prefix(&server.origin()).unwrap_or("/");
                tr {
                    td { (provider) }
                    td { a href=(path) { (link.id) } }
                    td { (link.reference.as_deref().unwrap_or("")) }
                    td { (link.status) }
                    td {
                        @if !is_over(&link.status) {
                            form method="post" action=(path) class="inline" {
                                input type="hidden" name="then" value="/";
                                button class="plain" name="action" value="pay" aria-label={"Pay " (link.id)} { "Pay" }
                                button class="plain" name="action" value="decline" aria-label={"Decline " (link.id)} { "Decline" }
                            }
                        }
                    }
                }
            }
        },
    )
}

fn requests(server: &Server) -> Markup {
    let latest = server.numbers.latest();
    let shown = u64::try_from(SHOWN).unwrap_or(u64::MAX);
    let is_recent = |entry: &Entry| entry.number.saturating_add(shown) > latest;
    let mut rows: Vec<_> = (server.apis.iter())
        .flat_map(|api| {
            let entries = api.recording.entries(is_recent).into_iter();
            entries.map(|entry| (api.provider.name(), entry))
        })
        .collect();
    rows.sort_by_key(|(_, entry)| std::cmp::Reverse(entry.number));
    section(
        "Requests",
        rows.is_empty(),
        "No request yet.",
        &["#", "Provider", "Request", "Answer"],
        &html! {
            @for (provider, entry) in &rows {
                tr {
                    td { (entry.number) }
                    td { (provider) }
                    // Without its query, headers and body: they may hold a secret.
                    td { code { (entry.request.method) " " (entry.request.path()) } }
                    td { @match entry.request.answered { Some(status) => (status), None => "none" } }
                }
            }
        },
    )
}

fn webhooks(server: &Server) -> Markup {
    let log = server.webhooks.log();
    let rows: Vec<_> = log.iter().rev().take(SHOWN).collect();
    section(
        "Webhooks",
        rows.is_empty(),
        "No webhook yet. Register a receiver, and pay a link.",
        &["#", "Provider", "About", "Receiver", "Attempts"],
        &html! {
            @for sent in &rows {
                tr {
                    td { (sent.number) }
                    td { (sent.provider) }
                    td { (sent.link) }
                    td { (sent.url) }
                    td {
                        @for attempt in &sent.attempts {
                            @match &attempt.ending {
                                Ok(status) => span class="chip" { (status) },
                                Err(error) => span class="chip" { (error) },
                            }
                        }
                        @if sent.attempts.is_empty() { "waiting" }
                    }
                }
            }
        },
    )
}

fn faults(server: &Server) -> Markup {
    let limits = server.faults.limits();
    let armed = server.faults.armed();
    let struck = server.faults.struck();
    let latest: Vec<_> = struck.iter().rev().take(SHOWN).collect();
    section(
        "Faults",
        limits.is_empty() && armed.is_empty() && latest.is_empty(),
        "None armed, none struck.",
        &["Fault", "Provider", "Operation", ""],
        &html! {
            @for limit in &limits {
                tr {
                    td { "rate-limit" }
                    td { (limit.provider.as_deref().unwrap_or("any")) }
                    td { (limit.operation.as_deref().unwrap_or("any")) }
                    td { (limit.requests) " in " (limit.per.as_secs()) " s" }
                }
            }
            @for armed in &armed {
                tr {
                    td { (armed.strike.fault().name()) }
                    td { (armed.strike.provider.as_deref().unwrap_or("any")) }
                    td { (armed.strike.operation.as_deref().unwrap_or("any")) }
                    td { "armed" }
                }
            }
            @for struck in &latest {
                tr {
                    td { (struck.fault) }
                    td { (struck.provider.unwrap_or("")) }
                    td { (struck.operation.as_deref().unwrap_or("")) }
                    td { "struck" }
                }
            }
        },
    )
}

/// A table with its heading; a sentence where it has no row.
fn section(name: &str, is_empty: bool, otherwise: &str, head: &[&str], rows: &Markup) -> Markup {
    html! {
        section {
            h2 { (name) }
            @if is_empty {
                p class="hint" { (otherwise) }
            } @else {
                div class="scroll" tabindex="0" role="region" aria-label=(name) {
                    table {
                        thead { tr { @for cell in head { th scope="col" { (cell) } } } }
                        tbody { (rows) }
                    }
                }
            }
        }
    }
}
