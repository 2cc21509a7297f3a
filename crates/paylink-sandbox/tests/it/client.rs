//! A tiny HTTP client, and requests with credentials made by hand.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use paylink_sandbox::Sandbox;
use serde_json::Value;
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: String,
}

impl Answer {
    /// A header, by its name in small letters.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        let mut found = lines.filter(|(known, _)| known.eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| value)
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// A field, by JSON pointer, as text.
    pub(crate) fn text(&self, pointer: &str) -> String {
        let json = self.json();
        json.pointer(pointer)
            .and_then(Value::as_str)
            .unwrap_or_else(|| panic!("no text at {pointer}: {json}"))
            .to_owned()
    }
}

#[derive(Clone)]
pub(crate) struct Request {
    pub(crate) method: &'static str,
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Request {
    pub(crate) fn new(method: &'static str, target: impl Into<String>) -> Self {
        Self {
            method,
            target: target.into(),
            headers: Vec::new(),
            body: String::new(),
        }
    }

    pub(crate) fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(key, _)| key != name);
        self
    }

    pub(crate) fn json(mut self, body: impl Into<String>) -> Self {
        self.body = body.into();
        self.header("content-type", "application/json")
    }

    /// Adds credentials as the provider documents them. Paywint's are over the body: set it before.
    pub(crate) async fn authenticated(self, sandbox: &Sandbox, provider: &str) -> Self {
        let account = &sandbox.accounts(provider)[0];
        self.of_account(sandbox, provider, account).await
    }

    /// The same, of one of the provider's accounts.
    pub(crate) async fn of_account(self, sandbox: &Sandbox, provider: &str, account: &str) -> Self {
        let credential = |name: &str| {
            sandbox
                .account_credentials(provider, account)
                .into_iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value)
                .unwrap()
        };
        match provider {
            "paywint" => {
                let signature = sign(
                    &credential("PAYWINT_SECRET_KEY"),
                    self.method,
                    &self.target,
                    &self.body,
                );
                self.header("X-Platform-ID", credential("PAYWINT_PLATFORM_ID"))
                    .header("X-Signature", signature)
            }
            "pinelabs" => {
                let token = token_of(sandbox, account).await;
                self.header("Authorization", format!("Bearer {token}"))
            }
            "meum" => self.header(
                "Authorization",
                format!("Bearer {}", credential("MEUM_API_KEY")),
            ),
            "invoicing" => self.header(
                "Authorization",
                format!("Bearer {}", credential("INVOICING_TOKEN")),
            ),
            "costplus" => {
                let pair = STANDARD.encode(format!("{}:", credential("COSTPLUS_API_KEY")));
                self.header("Authorization", format!("Basic {pair}"))
            }
            _ => panic!("{provider}"),
        }
    }

    pub(crate) async fn send(&self, sandbox: &Sandbox) -> Answer {
        let mut stream = connect(sandbox).await;
        stream.write_all(&self.bytes(sandbox)).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        Answer {
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    /// The request as it goes over the wire, for a connection of its own.
    pub(crate) fn bytes(&self, sandbox: &Sandbox) -> Vec<u8> {
        let mut head = format!(
            "{} {} HTTP/1.1\r\nconnection: close\r\n",
            self.method, self.target
        );
        if !self.headers.iter().any(|(name, _)| name == "host") {
            head.push_str(&format!("host: {}\r\n", host(sandbox)));
        }
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!(
            "content-length: {}\r\n\r\n{}",
            self.body.len(),
            self.body
        ));
        head.into_bytes()
    }
}

fn host(sandbox: &Sandbox) -> String {
    let origin = sandbox.base_url("paywint").unwrap();
    origin.strip_prefix("http://").unwrap().to_owned()
}

pub(crate) async fn connect(sandbox: &Sandbox) -> TcpStream {
    TcpStream::connect(host(sandbox)).await.unwrap()
}

/// A POST with credentials and a JSON body.
pub(crate) async fn post(sandbox: &Sandbox, provider: &str, target: &str, body: &str) -> Request {
    Request::new("POST", target)
        .json(body)
        .authenticated(sandbox, provider)
        .await
}

/// A request with credentials and no body.
pub(crate) async fn ask(
    sandbox: &Sandbox,
    provider: &str,
    method: &'static str,
    target: &str,
) -> Answer {
    Request::new(method, target)
        .authenticated(sandbox, provider)
        .await
        .send(sandbox)
        .await
}

pub(crate) async fn token(sandbox: &Sandbox) -> String {
    token_of(sandbox, &sandbox.accounts("pinelabs")[0]).await
}

async fn token_of(sandbox: &Sandbox, account: &str) -> String {
    let credentials = sandbox.account_credentials("pinelabs", account);
    let [(_, id), (_, secret)] = &credentials[..] else {
        panic!("two credentials")
    };
    let body = format!(
        r#"{{"client_id":"{id}","client_secret":"{secret}","grant_type":"client_credentials"}}"#
    );
    Request::new("POST", "/api/auth/v1/token")
        .json(body)
        .send(sandbox)
        .await
        .text("/access_token")
}

/// Paywint's signature, as the provider documents it.
pub(crate) fn sign(key: &str, method: &str, target: &str, body: &str) -> String {
    let body_hash = hex(&Sha256::digest(body));
    hex_hmac(key, &format!("{method}{target}{body_hash}"))
}

/// HMAC-SHA256 in hexadecimal digits.
pub(crate) fn hex_hmac(key: &str, text: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).unwrap();
    mac.update(text.as_bytes());
    hex(&mac.finalize().into_bytes())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Checks an answer with the contract's schema for it.
pub(crate) fn assert_documented(contract: &str, path: &str, method: &str, answer: &Answer) {
    let contract: Value = serde_json::from_str(contract).unwrap();
    let response = &contract["paths"][path][method]["responses"][answer.status.to_string()];
    let mut schema = response["content"]["application/json"]["schema"].clone();
    assert!(
        schema.is_object(),
        "{} is not documented for {method} {path}: {}",
        answer.status,
        answer.body
    );
    schema["components"] = contract["components"].clone();
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap();
    let faults: Vec<_> = validator
        .iter_errors(&answer.json())
        .map(|error| error.to_string())
        .collect();
    assert!(faults.is_empty(), "{faults:?}: {}", answer.body);
}
