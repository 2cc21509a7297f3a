//! What a browser needs to let a page of this machine call the sandbox.

use super::cross_site::is_known;
use crate::wire::{Recorded, Reply};
use crate::world::hosts::Hosts;

/// The origin of the page that calls, where it is one of this machine's or an allowed host's.
pub(crate) fn origin<'a>(request: &'a Recorded, hosts: &Hosts) -> Option<&'a str> {
    request
        .header("origin")
        .filter(|origin| is_known(origin, hosts))
}

/// The answer to a browser that asks beforehand what it may send.
pub(crate) fn preflight(request: &Recorded, origin: &str) -> Reply {
    let headers = request.header("access-control-request-headers");
    with_origin(Reply::bare(204), origin)
        .header(
            "access-control-allow-methods",
            "GET, HEAD, POST, PUT, PATCH, DELETE",
        )
        .header("access-control-allow-headers", headers.unwrap_or("*"))
        .header("access-control-max-age", "600")
}

/// The same answer for a page of this origin. What it may read is everything.
pub(crate) fn with_origin(reply: Reply, origin: &str) -> Reply {
    reply
        .header("access-control-allow-origin", origin)
        .header("access-control-expose-headers", "*")
        .header("vary", "origin")
}
