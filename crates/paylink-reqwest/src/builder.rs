//! [`Builder`]: how connections are made.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use paylink_core::{Connection, Error, Invalid, Limits};
use reqwest::{Certificate, Client, Proxy, Url, redirect, retry};

use crate::host::SystemHost;
use crate::transport::ReqwestTransport;

/// What errors of this crate name as the provider: it serves all of them.
const NAME: &str = "paylink-reqwest";

/// A server may close an idle connection at any time, and a request that crosses the closing ends as "unknown".
/// So a connection is not kept for as long as servers usually keep it.
const IDLE: Duration = Duration::from_secs(20);

/// What `localhost` is. The port is that of the URL.
const LOCALHOST: [SocketAddr; 2] = [
    SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0),
    SocketAddr::new(IpAddr::V6(Ipv6Addr::LOCALHOST), 0),
];

/// Settings of a connection.
#[derive(Clone)]
pub struct Builder {
    connect_timeout: Duration,
    proxy: Option<String>,
    roots: Vec<Vec<u8>>,
}

impl Default for Builder {
    fn default() -> Self {
        Self::new()
    }
}

impl Builder {
    /// The default settings: 5 seconds to connect, no proxy, the platform's root certificates.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            connect_timeout: Duration::from_secs(5),
            proxy: None,
            roots: Vec::new(),
        }
    }

    /// How long DNS, TCP and the TLS handshake may take together. What fails here was certainly not sent.
    #[must_use]
    pub const fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sends through this proxy, given as `http://` or `https://`; other schemes are refused. The environment's proxy variables
    /// are not read.
    ///
    /// Only what goes over `https` takes it. A base URL of plain `http` is on this machine: its requests hold the credentials in
    /// clear, and go there without the proxy.
    #[must_use]
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Some(url.into());
        self
    }

    /// Trusts the root certificates of this PEM text, besides the platform's.
    #[must_use]
    pub fn root_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.roots.push(pem.into());
        self
    }

    /// Makes the connection. It needs a tokio runtime when it is used, not when it is built.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](paylink_core::ErrorKind::Configuration) for a proxy or certificate that cannot be used.
    pub fn build(self) -> Result<Connection, Error> {
        let mut client = Client::builder()
            .user_agent(concat!("paylink/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            // Without the number reqwest would keep a copy of each request, only to throw it away.
            .retry(retry::never().max_retries_per_request(0))
            .referer(false)
            .no_proxy()
            .tcp_nodelay(true)
            .connect_timeout(self.connect_timeout)
            // Plain http is allowed there, and a resolver may have another opinion.
            .resolve_to_addrs("localhost", &LOCALHOST)
            .pool_idle_timeout(IDLE);
        if let Some(url) = self.proxy {
            let proxy = proxy(&url).ok_or_else(|| {
                refuse(
                    "proxy",
                    "must be the URL of a proxy, with http:// or https://",
                )
            })?;
            client = client.proxy(proxy);
        }
        let mut roots = Vec::with_capacity(self.roots.len());
        for pem in &self.roots {
            // `from_pem` takes any bytes, and TLS would then pass over what is no certificate.
            let bundle = Certificate::from_pem_bundle(pem).unwrap_or_default();
            if bundle.is_empty() {
                return Err(refuse("root_certificate", "must be a certificate in PEM"));
            }
            roots.extend(bundle);
        }
        if !roots.is_empty() {
            client = client.tls_certs_merge(roots);
        }
        let transport = ReqwestTransport::new(client, Limits::default().attempt)
            .map_err(|_| refuse("tls", "cannot be set up on this machine"))?;
        Ok(Connection::new(
            Arc::new(transport),
            Arc::new(SystemHost::new()),
        ))
    }
}

/// A proxy for `https`. reqwest itself passes over one whose scheme it does not understand, and sends without it.
fn proxy(url: &str) -> Option<Proxy> {
    let parsed: Url = url.parse().ok()?;
    if !matches!(parsed.scheme(), "http" | "https") || !parsed.has_host() {
        return None;
    }
    Proxy::https(parsed).ok()
}

/// A connection with the default settings.
///
/// # Errors
/// As [`Builder::build`].
pub fn connection() -> Result<Connection, Error> {
    Builder::new().build()
}

fn refuse(field: &'static str, rule: &'static str) -> Error {
    Error::configuration(NAME, Invalid::new(field, rule))
}

/// A proxy's URL may hold a password.
impl std::fmt::Debug for Builder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Builder")
            .field("connect_timeout", &self.connect_timeout)
            .field("proxy", &self.proxy.as_ref().map(|_| "[hidden]"))
            .field("roots", &self.roots.len())
            .finish()
    }
}
