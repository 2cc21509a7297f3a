//! [`ClientBuilder`]: builds the client of any provider, with the same methods.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::connection::Connection;
use super::runtime::Runtime;
use super::transport::Transport;
use crate::base_url::BaseUrl;
use crate::error::Error;
use crate::field_error::FieldError;

/// A client that [`ClientBuilder`] can build. The author of a provider crate implements this.
pub trait BuildClient: Sized {
    /// The credentials of the provider.
    type Credentials;

    /// The provider's crate name.
    const PROVIDER: &'static str;

    /// The documented production address, or `None` if no page has one.
    const BASE_URL: Option<&'static str>;

    /// Creates a client for this address, over this connection.
    fn build(credentials: Self::Credentials, base_url: BaseUrl, connection: Connection) -> Self;
}

/// The settings of the built-in transport.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct ConnectOptions {
    /// The time for DNS, TCP and the TLS handshake together.
    pub connect_timeout: Option<Duration>,
    /// The address of a proxy. It may contain a password.
    pub proxy: Option<String>,
    /// Root certificates in PEM, in addition to those of the platform.
    pub root_certificates: Vec<Vec<u8>>,
}

impl ConnectOptions {
    /// The name of the first setting that is given.
    fn set(&self) -> Option<&'static str> {
        if self.connect_timeout.is_some() {
            return Some("connect_timeout");
        }
        if self.proxy.is_some() {
            return Some("proxy");
        }
        (!self.root_certificates.is_empty()).then_some("root_certificate")
    }
}

/// Hides the address of the proxy, which may contain a password.
impl fmt::Debug for ConnectOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConnectOptions")
            .field("connect_timeout", &self.connect_timeout)
            .field("proxy", &self.proxy.as_ref().map(|_| "[hidden]"))
            .field("root_certificates", &self.root_certificates.len())
            .finish()
    }
}

/// Creates the built-in transport.
pub type Connect = fn(&ConnectOptions) -> Result<Connection, FieldError>;

/// The [`Connect`] of a build without the feature `reqwest`.
///
/// # Errors
/// Always [`FieldError`] for `transport`: this build has none, so the caller must provide one.
pub fn no_transport(_: &ConnectOptions) -> Result<Connection, FieldError> {
    let rule = "is required: this build has none, because its feature `reqwest` is off";
    Err(FieldError::new("transport", rule))
}

/// Builds a client. The methods are the same for all providers.
///
/// The defaults are the documented production address, 60 seconds for a call, 5 seconds to connect,
/// no proxy, and the root certificates of the platform. A setting that could not take effect is an
/// error of [`build`](Self::build), never ignored.
#[must_use]
pub struct ClientBuilder<C: BuildClient> {
    credentials: C::Credentials,
    connect: Connect,
    base_url: Option<BaseUrl>,
    plain_http: bool,
    timeout: Option<Duration>,
    options: ConnectOptions,
    connection: Option<Connection>,
}

impl<C: BuildClient> ClientBuilder<C> {
    /// A builder with these credentials and the built-in transport.
    pub fn new(credentials: C::Credentials, connect: Connect) -> Self {
        Self {
            credentials,
            connect,
            base_url: None,
            plain_http: false,
            timeout: None,
            options: ConnectOptions::default(),
            connection: None,
        }
    }

    /// Sets another address than the documented one, such as a sandbox: `https`, or plain `http`
    /// for loopback.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) for `base_url` if it is not a
    /// base URL. [`build`](Self::build) refuses plain `http` to another host, unless it is
    /// [allowed](Self::allow_plain_http).
    pub fn base_url(mut self, url: impl AsRef<str>) -> Result<Self, Error> {
        let base_url = BaseUrl::allowing_plain_http(url.as_ref()).map_err(refuse::<C>)?;
        self.base_url = Some(base_url);
        Ok(self)
    }

    /// Accepts a base URL with plain `http` on any host. Credentials and payer data are then
    /// readable on the network. A proxy is not used for plain `http`.
    pub const fn allow_plain_http(mut self) -> Self {
        self.plain_http = true;
        self
    }

    /// Sets the time for a whole call: all attempts, pauses and a token exchange. The default is 60
    /// seconds.
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Sets the time for DNS, TCP and the TLS handshake together. A request that fails there was
    /// not sent. The default is 5 seconds.
    pub const fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.options.connect_timeout = Some(timeout);
        self
    }

    /// Sends `https` requests through this proxy: `http://host:port` or `https://host:port`, with a
    /// percent-encoded `user:password@` before the host if the proxy requires it. Loopback
    /// addresses never use a proxy. The proxy variables of the environment are not read.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.options.proxy = Some(url.into());
        self
    }

    /// Trusts the root certificates of this PEM text, in addition to those of the platform.
    pub fn root_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.options.root_certificates.push(pem.into());
        self
    }

    /// Sets a transport and a runtime of your own, without reqwest and tokio.
    pub fn transport(self, transport: Arc<dyn Transport>, runtime: Arc<dyn Runtime>) -> Self {
        self.connection(Connection::new(transport, runtime))
    }

    /// Sets a connection. Several clients may share it.
    pub fn connection(mut self, connection: Connection) -> Self {
        self.connection = Some(connection);
        self
    }

    /// Builds the client. Nothing is sent.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) with the field: `base_url` if
    /// it is invalid, or missing although the provider documents no production address; `proxy`,
    /// `root_certificate` or `connect_timeout` if it cannot be used, or is set together with a
    /// transport of your own; `transport` if the build has none.
    pub fn build(self) -> Result<C, Error> {
        let base_url = self.address().map_err(refuse::<C>)?;
        let connection = match self.connection {
            Some(connection) => {
                if let Some(option) = self.options.set() {
                    let rule =
                        "works with the built-in transport only, and this client has another";
                    return Err(refuse::<C>(FieldError::new(option, rule)));
                }
                connection
            }
            None => (self.connect)(&self.options).map_err(refuse::<C>)?,
        };
        let connection = match self.timeout {
            Some(timeout) => connection.with_timeout(timeout),
            None => connection,
        };
        Ok(C::build(self.credentials, base_url, connection))
    }

    fn address(&self) -> Result<BaseUrl, FieldError> {
        match (&self.base_url, C::BASE_URL) {
            (Some(url), _) if self.plain_http => Ok(url.clone()),
            // Parsed again, now with the rule that plain http is for loopback only.
            (Some(url), _) => url.as_str().parse(),
            (None, Some(documented)) => documented.parse(),
            (None, None) => {
                let rule = "is required: no page of this provider names a production address";
                Err(FieldError::new("base_url", rule))
            }
        }
    }
}

fn refuse<C: BuildClient>(invalid: FieldError) -> Error {
    Error::configuration(C::PROVIDER, invalid)
}

impl<C: BuildClient> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("provider", &C::PROVIDER)
            .field(
                "base_url",
                &self.base_url.as_ref().map(BaseUrl::as_str).or(C::BASE_URL),
            )
            .field("timeout", &self.timeout)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
