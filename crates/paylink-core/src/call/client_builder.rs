//! [`ClientBuilder`]: how a client of any provider is made, in the same words.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::connection::Connection;
use super::runtime::Runtime;
use super::transport::Transport;
use crate::base_url::BaseUrl;
use crate::error::Error;
use crate::field_error::FieldError;

/// A client that a [`ClientBuilder`] makes: what an author of a provider fills in.
pub trait BuildClient: Sized {
    /// What the provider knows the caller by.
    type Credentials;

    /// The provider's crate name.
    const PROVIDER: &'static str;

    /// The documented production address; `None` where no page names one.
    const BASE_URL: Option<&'static str>;

    /// The client of this address, over this connection.
    fn build(credentials: Self::Credentials, base_url: BaseUrl, connection: Connection) -> Self;
}

/// What the built-in transport can be told.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct ConnectOptions {
    /// How long DNS, TCP and the TLS handshake may take together.
    pub connect_timeout: Option<Duration>,
    /// The address of a proxy, which may hold a password.
    pub proxy: Option<String>,
    /// Root certificates in PEM, besides the platform's.
    pub root_certificates: Vec<Vec<u8>>,
}

impl ConnectOptions {
    /// The name of an option that is set.
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

/// A proxy's address may hold a password.
impl fmt::Debug for ConnectOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConnectOptions")
            .field("connect_timeout", &self.connect_timeout)
            .field("proxy", &self.proxy.as_ref().map(|_| "[hidden]"))
            .field("root_certificates", &self.root_certificates.len())
            .finish()
    }
}

/// Makes the built-in transport.
pub type Connect = fn(&ConnectOptions) -> Result<Connection, FieldError>;

/// The [`Connect`] of a build without the feature `reqwest`.
///
/// # Errors
/// [`FieldError`] on `transport`, always: there is none, so the caller brings one.
pub fn no_transport(_: &ConnectOptions) -> Result<Connection, FieldError> {
    let rule = "is required: this build has none of its own, since its feature `reqwest` is off";
    Err(FieldError::new("transport", rule))
}

/// Makes a client, in the words that all providers share.
///
/// What is not said has a default: the documented production address, 60 seconds for a call, 5 to connect, no proxy, the
/// platform's root certificates. A setting that could not take effect is an error of [`build`](Self::build), never passed over.
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
    /// Starts with credentials and the built-in transport.
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

    /// Another address than the documented one, such as a sandbox: `https`, or plain `http` for loopback.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) on `base_url` when it is none. Plain `http` to another host
    /// is refused by [`build`](Self::build), unless it is [allowed](Self::allow_plain_http).
    pub fn base_url(mut self, url: impl AsRef<str>) -> Result<Self, Error> {
        let base_url = BaseUrl::allowing_plain_http(url.as_ref()).map_err(refuse::<C>)?;
        self.base_url = Some(base_url);
        Ok(self)
    }

    /// Takes a base URL of plain `http` on another host too. Credentials and payer data then go over the network in clear,
    /// for everybody on the way to read; a proxy is not used for it.
    pub const fn allow_plain_http(mut self) -> Self {
        self.plain_http = true;
        self
    }

    /// The time for a whole call: all attempts, pauses and a token exchange. 60 seconds by default.
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// The time for DNS, TCP and the TLS handshake together. What fails there was certainly not sent. 5 seconds by default.
    pub const fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.options.connect_timeout = Some(timeout);
        self
    }

    /// Sends `https` through this proxy: `http://host:port` or `https://host:port`, with `user:password@` in front of the host,
    /// percent-encoded, if the proxy wants it. Loopback never goes through one. The environment's proxy variables are not read.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.options.proxy = Some(url.into());
        self
    }

    /// Trusts the root certificates of this PEM text, besides the platform's.
    pub fn root_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.options.root_certificates.push(pem.into());
        self
    }

    /// Sends with a transport of the caller's own, and waits with its own clock: no reqwest, no tokio.
    pub fn transport(self, transport: Arc<dyn Transport>, runtime: Arc<dyn Runtime>) -> Self {
        self.connection(Connection::new(transport, runtime))
    }

    /// Sends over this connection, which several clients may share.
    pub fn connection(mut self, connection: Connection) -> Self {
        self.connection = Some(connection);
        self
    }

    /// Makes the client. Nothing is sent.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) with the field: `base_url` when it is none, or is missing
    /// where the provider documents no production address; `proxy`, `root_certificate` or `connect_timeout` when it cannot be
    /// used, or is given beside a transport of one's own; `transport` when the build has none.
    pub fn build(self) -> Result<C, Error> {
        let base_url = self.address().map_err(refuse::<C>)?;
        let connection = match self.connection {
            Some(connection) => {
                if let Some(option) = self.options.set() {
                    let rule = "is for the built-in transport, and this client has another";
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
            // Read again, by the rule that plain http is for loopback.
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
