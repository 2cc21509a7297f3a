//! [`Builder`]: builds connections.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use paylink_core::{Error, FieldError};

use paylink_core::provider::ConnectOptions;

use paylink_core::transport::Connection;
use reqwest::{Certificate, Client, ClientBuilder, redirect, retry};

use crate::proxy::proxy;
use crate::runtime::SystemRuntime;
use crate::transport::ReqwestTransport;

/// The provider in errors of this crate, which serves all providers.
const NAME: &str = "paylink-reqwest";

/// A server may close an idle connection at any time. If a request is sent at that moment, its
/// outcome is unknown. So idle connections are closed earlier than servers usually do.
const IDLE: Duration = Duration::from_secs(20);

/// The addresses of `localhost`. The ports come from the URL.
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

    /// Sets the time for DNS, TCP and the TLS handshake together. A request that fails there was
    /// not sent.
    #[must_use]
    pub const fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sends `https` requests through this proxy, which sees only the name of the host. Plain
    /// `http` does not use the proxy, because its credentials are readable; neither does `https` to
    /// `localhost`, `127.0.0.0/8` and `::1`. The proxy variables of the environment are not read.
    ///
    /// The address is `http://host:port` or `https://host:port`, with a percent-encoded
    /// `user:password@` before the host if the proxy requires it. [`build`](Self::build) refuses
    /// another scheme, which would otherwise be ignored. The address is not wiped from memory.
    #[must_use]
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Some(url.into());
        self
    }

    /// Trusts the root certificates of this PEM text, in addition to those of the platform.
    #[must_use]
    pub fn root_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.roots.push(pem.into());
        self
    }

    /// Builds the connection. It needs a tokio runtime with IO and time enabled when it is used,
    /// not when it is built. Outside a runtime, a call is a configuration error, and nothing is
    /// sent.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](paylink_core::ErrorKind::Configuration) if a proxy or
    /// certificate cannot be used.
    pub fn build(self) -> Result<Connection, Error> {
        self.connection()
            .map_err(|invalid| Error::configuration(NAME, invalid))
    }

    fn connection(self) -> Result<Connection, FieldError> {
        let transport = ReqwestTransport::new(self.client()?)
            .map_err(|_| FieldError::new("tls", "cannot be set up on this machine"))?;
        Ok(Connection::new(
            Arc::new(transport),
            Arc::new(SystemRuntime::new()),
        ))
    }

    fn client(self) -> Result<ClientBuilder, FieldError> {
        let mut client = Client::builder()
            .user_agent(concat!("paylink/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .referer(false)
            .no_proxy()
            // Another crate of the program may enable these features of reqwest. Each would change
            // what is sent or read.
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate()
            .no_hickory_dns()
            .http1_only()
            .tls_backend_rustls()
            // Whatever a resolver says: plain http is for this machine only.
            .resolve_to_addrs("localhost", &LOCALHOST)
            .tcp_nodelay(true)
            .connect_timeout(self.connect_timeout)
            .pool_idle_timeout(IDLE);
        if let Some(address) = self.proxy {
            client = client.proxy(proxy(&address)?);
        }
        let mut roots = Vec::with_capacity(self.roots.len());
        for pem in &self.roots {
            // `from_pem` accepts any bytes, and TLS would then ignore what is not a certificate.
            let bundle = Certificate::from_pem_bundle(pem).unwrap_or_default();
            if bundle.is_empty() {
                let rule = "must be a certificate in PEM";
                return Err(FieldError::new("root_certificate", rule));
            }
            roots.extend(bundle);
        }
        if !roots.is_empty() {
            client = client.tls_certs_merge(roots);
        }
        Ok(client)
    }
}

/// A connection with the default settings.
///
/// # Errors
/// As [`Builder::build`].
pub fn connection() -> Result<Connection, Error> {
    Builder::new().build()
}

/// The [`Connect`](paylink_core::provider::Connect) of the provider crates.
///
/// # Errors
/// [`FieldError`] with the option that cannot be used.
pub fn connect(options: &ConnectOptions) -> Result<Connection, FieldError> {
    let default = Builder::new();
    Builder {
        connect_timeout: options.connect_timeout.unwrap_or(default.connect_timeout),
        proxy: options.proxy.clone(),
        roots: options.root_certificates.clone(),
    }
    .connection()
}

/// The URL of a proxy may contain a password.
impl std::fmt::Debug for Builder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Builder")
            .field("connect_timeout", &self.connect_timeout)
            .field("proxy", &self.proxy.as_ref().map(|_| "[hidden]"))
            .field("roots", &self.roots.len())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use std::future::ready;
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use reqwest::dns::{Name, Resolve, Resolving};

    use super::Builder;

    /// A resolver that finds nothing, and counts the look-ups.
    #[derive(Default)]
    struct Empty(AtomicUsize);

    impl Resolve for Empty {
        fn resolve(&self, _: Name) -> Resolving {
            self.0.fetch_add(1, Ordering::SeqCst);
            Box::pin(ready(Err("no such host".into())))
        }
    }

    #[tokio::test]
    async fn localhost_is_this_machine_whatever_a_resolver_says() {
        for address in ["127.0.0.1:0", "[::1]:0"] {
            let Ok(listener) = TcpListener::bind(address) else {
                continue;
            };
            let port = listener.local_addr().unwrap().port();
            let resolver = Arc::new(Empty::default());
            let client = Builder::new().client().unwrap();
            let client = client.dns_resolver(resolver.clone()).build().unwrap();
            let url = |host: &str| format!("http://{host}:{port}/");
            thread::spawn(move || {
                let (mut stream, _) = listener.accept().unwrap();
                // Read, so that closing does not reset the connection before the response.
                let _ = stream.read(&mut [0; 4096]);
                stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n")
            });
            client.get(url("LocalHost")).send().await.unwrap();
            assert_eq!(resolver.0.load(Ordering::SeqCst), 0);
            // The resolver is in use: another name reaches it.
            assert!(client.get(url("other.example")).send().await.is_err());
            assert_eq!(resolver.0.load(Ordering::SeqCst), 1);
        }
    }
}
