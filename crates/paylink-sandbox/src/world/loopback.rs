//! Addresses on this machine.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// An `http` address whose host is this machine: where it is, and what stands in the request line
/// and the host header.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct LoopbackUrl {
    pub(crate) addresses: Vec<SocketAddr>,
    pub(crate) authority: String,
    pub(crate) target: String,
}

impl LoopbackUrl {
    /// `None` for every other address: another scheme or machine, a user name, characters that no
    /// URL has.
    pub(crate) fn read(url: &str) -> Option<Self> {
        let (authority, target) = http_parts(url)?;
        Some(Self {
            addresses: addresses(&authority)?,
            authority,
            target,
        })
    }
}

/// The host with its port, and what stands in the request line. `None` for another scheme than
/// `http`, and for characters that no URL has.
pub(crate) fn http_parts(url: &str) -> Option<(String, String)> {
    if !url.bytes().all(|byte| byte.is_ascii_graphic()) {
        return None;
    }
    let (scheme, rest) = url.split_once("://")?;
    if !scheme.eq_ignore_ascii_case("http") {
        return None;
    }
    let rest = rest.split('#').next()?;
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, target) = rest.split_at_checked(end)?;
    let target = if target.starts_with('/') {
        target.to_owned()
    } else {
        format!("/{target}")
    };
    Some((authority.to_owned(), target))
}

/// The addresses of a host with an optional port; `None` unless it is this machine. No name is
/// looked up.
pub(crate) fn addresses(authority: &str) -> Option<Vec<SocketAddr>> {
    let (host, port) = match authority.rsplit_once(':') {
        // The colons of an IPv6 address stand inside brackets.
        Some((host, port)) if !port.ends_with(']') => (host, port.parse().ok()?),
        _ => (authority, 80),
    };
    let ips = if host.eq_ignore_ascii_case("localhost") {
        vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()]
    } else {
        vec![ip(host).filter(IpAddr::is_loopback)?]
    };
    Some(
        ips.into_iter()
            .map(|ip| SocketAddr::new(ip, port))
            .collect(),
    )
}

fn ip(host: &str) -> Option<IpAddr> {
    match host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
    {
        Some(host) => host.parse::<Ipv6Addr>().ok().map(IpAddr::from),
        None => host.parse::<Ipv4Addr>().ok().map(IpAddr::from),
    }
}
