//! What a page of another site makes a browser send.

use crate::wire::Recorded;
use crate::world::hosts::Hosts;

/// Whether a browser says that a page of another site made it send this. Such a request may carry
/// no credentials, but it would count, and use up a fault.
///
/// No API client sends these headers. A page of this machine (`http://localhost:3000`) is no other
/// site.
pub(crate) fn is_cross_site(request: &Recorded, hosts: &Hosts) -> bool {
    let fetch_site = request.header_values("sec-fetch-site");
    let mut origins = request.header_values("origin");
    fetch_site
        .into_iter()
        .any(|site| site.eq_ignore_ascii_case("cross-site"))
        || origins.any(|origin| !is_known(origin, hosts))
}

/// `null` is what a sandboxed frame or a local file says, and is not of this machine.
pub(crate) fn is_known(origin: &str, hosts: &Hosts) -> bool {
    let authority = ["http://", "https://"]
        .iter()
        .find_map(|scheme| origin.strip_prefix(scheme));
    authority.is_some_and(|authority| hosts.has(authority))
}
