//! [`Hosts`]: who may be called and who may call: this machine, and the hosts that a public sandbox names.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use super::loopback::{self, LoopbackUrl};

/// The hosts that count as the sandbox's own or its tests'. Without [`public`](Self::public) only
/// this machine.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hosts {
    is_public: bool,
    names: Arc<Vec<String>>,
}

/// Where a webhook goes.
pub(crate) struct Target {
    pub(crate) place: Place,
    pub(crate) authority: String,
    /// Path and query.
    pub(crate) target: String,
}

/// An address, or a name that is looked up when it is called.
pub(crate) enum Place {
    Addresses(Vec<SocketAddr>),
    Name(String),
}

impl Hosts {
    /// This machine, addresses of any machine, and these names.
    pub(crate) fn public(names: Vec<String>) -> Self {
        Self {
            is_public: true,
            names: Arc::new(names),
        }
    }

    /// Whether a request may be meant for this sandbox, by the host that it names. A page of
    /// another site that has its own name resolve to this machine names that name.
    pub(crate) fn has(&self, authority: &str) -> bool {
        loopback::addresses(authority).is_some() || self.names_other(authority)
    }

    /// Where a webhook to this address goes; `None` where it must not go.
    pub(crate) fn target(&self, url: &str) -> Option<Target> {
        if let Some(known) = LoopbackUrl::read(url) {
            return Some(Target {
                place: Place::Addresses(known.addresses),
                authority: known.authority,
                target: known.target,
            });
        }
        let (authority, target) = loopback::http_parts(url)?;
        if !self.names_other(&authority) {
            return None;
        }
        let name = match host(&authority) {
            name if name.len() < authority.len() => authority.clone(),
            name => format!("{name}:80"),
        };
        Some(Target {
            place: Place::Name(name),
            authority,
            target,
        })
    }

    fn names_other(&self, authority: &str) -> bool {
        let host = host(authority);
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let is_address = bare.parse::<IpAddr>().is_ok();
        let is_named = self
            .names
            .iter()
            .any(|name| name.eq_ignore_ascii_case(host));
        self.is_public && (is_address || is_named)
    }
}

/// The host without its port. The colons of an IPv6 address stand inside brackets.
fn host(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => host,
        _ => authority,
    }
}

#[cfg(test)]
mod tests {
    use super::Hosts;

    #[test]
    fn only_a_public_sandbox_has_other_hosts() {
        let local = Hosts::default();
        let public = Hosts::public(vec!["sandbox".to_owned()]);
        for (authority, is_local, is_public) in [
            ("127.0.0.1:80", true, true),
            ("localhost", true, true),
            ("[::1]:80", true, true),
            ("sandbox:8080", false, true),
            ("SANDBOX", false, true),
            ("192.0.2.1:80", false, true),
            ("[2001:db8::1]:80", false, true),
            ("evil.example", false, false),
            ("sandbox.evil.example", false, false),
            ("", false, false),
        ] {
            assert_eq!(local.has(authority), is_local, "{authority}");
            assert_eq!(public.has(authority), is_public, "{authority}");
        }
    }
}
