//! What every page has around it, and what its answer says to the browser.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest as _, Sha256};

use super::style::STYLE;
use crate::wire::Reply;

/// A page's title and what stands in it.
pub(super) struct Page {
    pub(super) title: String,
    pub(super) main: Markup,
}

/// A page as an answer. `targets` are the addresses that a form may lead to in the end.
pub(super) fn reply(status: u16, page: &Page, targets: &[&str]) -> Reply {
    let reply = Reply::text(status, "text/html; charset=utf-8", document(page, None));
    guarded(reply, targets)
}

/// A page on the whole width, which asks for itself again with a script.
pub(super) fn wide(page: &Page, script: &str) -> Reply {
    let reply = Reply::text(
        200,
        "text/html; charset=utf-8",
        document(page, Some(script)),
    );
    let policy = policy("'self'", Some(script));
    with_policy(reply, &policy)
}

fn document(page: &Page, script: Option<&str>) -> String {
    let document = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (page.title) }
                style { (PreEscaped(STYLE)) }
            }
            body class=[script.map(|_| "wide")] {
                header { span class="mark" aria-hidden="true" {} strong { "Paylink sandbox" } }
                main { (page.main) }
                footer { p { "This page is an emulator on this machine. " strong { "No money moves." } } }
                @if let Some(script) = script { script { (PreEscaped(script)) } }
            }
        }
    };
    document.into_string()
}

/// An answer that loads nothing, runs nothing, is in no frame and is kept nowhere.
pub(super) fn guarded(reply: Reply, targets: &[&str]) -> Reply {
    let mut forms = "'self'".to_owned();
    for origin in targets.iter().filter_map(|url| origin(url)) {
        forms.push(' ');
        forms.push_str(origin);
    }
    with_policy(reply, &policy(&forms, None))
}

/// What a browser may do with a page: its own style, its own script where it has one, and its
/// forms.
fn policy(forms: &str, script: Option<&str>) -> String {
    let digest = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    let style = digest(STYLE);
    let script = script.map_or_else(String::new, |script| {
        format!(" script-src {}; connect-src 'self';", digest(script))
    });
    format!(
        "default-src 'none'; style-src {style};{script} form-action {forms}; base-uri 'none'; frame-ancestors 'none'"
    )
}

fn with_policy(reply: Reply, policy: &str) -> Reply {
    reply
        .header("content-security-policy", policy)
        // With no referrer at all a browser hides where its own forms come from.
        .header("referrer-policy", "same-origin")
        .header("x-content-type-options", "nosniff")
        .header("cache-control", "no-store")
}

/// The scheme, host and port of an address, where they can stand in a policy.
fn origin(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let authority = rest.get(..end)?;
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
    let is_host = !authority.is_empty() && authority.bytes().all(is_plain);
    let length = scheme.len().saturating_add(3).saturating_add(end);
    is_host.then(|| url.get(..length))?
}

#[cfg(test)]
mod tests {
    use super::origin;

    #[test]
    fn only_what_is_an_origin_gets_into_a_policy() {
        for (url, expected) in [
            ("https://shop.example/ok?x=1", Some("https://shop.example")),
            ("http://127.0.0.1:9000", Some("http://127.0.0.1:9000")),
            ("http://[::1]:9000/a", Some("http://[::1]:9000")),
            ("https://a.example; script-src *", None),
            ("https://user@shop.example/", None),
            ("https:///x", None),
        ] {
            assert_eq!(origin(url), expected, "{url}");
        }
    }
}
