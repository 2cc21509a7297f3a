//! [`SecretKey`], and the signature of exactly what is sent.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use http::uri::PathAndQuery;
use http::{HeaderName, Method, Request};
use paylink_core::provider::{Authorize, Secret, sensitive_header};
use paylink_core::transport::Connection;
use paylink_core::{BoxFuture, Error, FieldError};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::names::PROVIDER;

const PLATFORM_ID: HeaderName = HeaderName::from_static("x-platform-id");
const SIGNATURE: HeaderName = HeaderName::from_static("x-signature");

/// The platform's secret. The text and the keyed hash are wiped from memory when they are dropped;
/// [`Secret`] says what is not wiped.
#[derive(Clone)]
pub struct SecretKey(Hmac<Sha256>);

impl SecretKey {
    /// Checks a secret. Its text is the key: it is not decoded.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](paylink_core::ErrorKind::Configuration) if it is empty, begins
    /// or ends with white space, or contains a control character or an invisible character. With
    /// any of these, every signature would be wrong.
    pub fn new(secret: impl Into<String>) -> Result<Self, Error> {
        let field = "secret_key";
        Secret::new(field, secret)
            .and_then(|secret| {
                Hmac::new_from_slice(secret.expose().as_bytes())
                    .map_err(|_| FieldError::new(field, "must be a key for HMAC-SHA256"))
            })
            .map(Self)
            .map_err(|invalid| Error::configuration(PROVIDER, invalid))
    }

    /// The `X-Signature` of a request: lower-case hex of the HMAC-SHA256 over the concatenation of
    /// method, path, query and the body's hash
    /// (<https://developer.paywint.com/get-started/signature-auth.md>).
    ///
    /// [`Client`](crate::Client) signs its requests. Use this for calls that this crate does not
    /// have, or to check a signature. An empty body is hashed like any other
    /// ([`EmptyBodyHash::Sha256OfNothing`]). `target` is the path and query of the request line,
    /// including the path of the base URL.
    ///
    /// ```
    /// let key = paywint::SecretKey::new("your_platform_secret_key")?;
    /// let target = "/api/platform/users/create?isExample=true&version=1.0.5";
    /// let body = r#"{"name":"John Doe","email":"john@example.com","phone":"9876543210","phone_country_code":"+91"}"#;
    /// assert_eq!(
    ///     key.signature(&http::Method::POST, target, body.as_bytes()),
    ///     "386937bd022ec588838e70df0719eb0e69ada97272af58e833c41163be94efc5",
    /// );
    /// # Ok::<(), paywint::Error>(())
    /// ```
    #[must_use]
    pub fn signature(&self, method: &Method, target: &str, body: &[u8]) -> String {
        self.signature_over(method, target, &HEXLOWER.encode(&Sha256::digest(body)))
    }

    fn signature_over(&self, method: &Method, target: &str, body_hash: &str) -> String {
        let mut mac = self.0.clone();
        mac.update(method.as_str().as_bytes());
        mac.update(target.as_bytes());
        mac.update(body_hash.as_bytes());
        HEXLOWER.encode(&mac.finalize().into_bytes())
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey([secret])")
    }
}

/// The hash of the body in the signature of a request without a body.
///
/// The page about signatures does not say which it is (paywint-o2), and it is not verified. To find
/// out, read any payment with [`get_payment`](crate::Client::get_payment) in production. If that
/// fails with [`ErrorKind::Authentication`](paylink_core::ErrorKind::Authentication) while creates
/// succeed, use the other value. The sandbox proves nothing, because it also accepts a published
/// signature.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EmptyBodyHash {
    /// The SHA-256 of no bytes, in hex: the documented rule as it is written.
    #[default]
    Sha256OfNothing,
    /// The empty string.
    EmptyText,
}

/// Adds the platform id, and signs each attempt as it will be sent.
pub(crate) struct Signing {
    pub(crate) platform_id: Uuid,
    pub(crate) secret_key: SecretKey,
    pub(crate) empty_body_hash: EmptyBodyHash,
}

impl Signing {
    fn sign(&self, request: &mut Request<Bytes>) -> Result<(), FieldError> {
        // The path as it is sent, so the path of the base URL is signed too.
        let target = request.uri().path_and_query();
        let target = target.map_or("/", PathAndQuery::as_str);
        let signature = self.signature(request.method(), target, request.body());
        let mut platform_id = Uuid::encode_buffer();
        let platform_id = self.platform_id.hyphenated().encode_lower(&mut platform_id);
        let platform_id = sensitive_header("platform_id", platform_id)?;
        let signature = sensitive_header("signature", &signature)?;
        let headers = request.headers_mut();
        headers.insert(PLATFORM_ID, platform_id);
        headers.insert(SIGNATURE, signature);
        Ok(())
    }

    fn signature(&self, method: &Method, target: &str, body: &[u8]) -> String {
        match self.empty_body_hash {
            EmptyBodyHash::EmptyText if body.is_empty() => {
                self.secret_key.signature_over(method, target, "")
            }
            _ => self.secret_key.signature(method, target, body),
        }
    }
}

impl Authorize for Signing {
    fn authorize<'a>(
        &'a self,
        request: &'a mut Request<Bytes>,
        _connection: &'a Connection,
        _left: Duration,
    ) -> BoxFuture<'a, Result<(), Error>> {
        let signed =
            (self.sign(request)).map_err(|invalid| Error::configuration(PROVIDER, invalid));
        Box::pin(std::future::ready(signed))
    }
}
