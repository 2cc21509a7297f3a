//! `paylink sandbox pay`, `decline`, `expire`, `reset` and `faults`: what a tester asks of a
//! running sandbox.

use std::time::Duration;

use bytes::Bytes;
use clap::{Args, Subcommand};
use http::{Method, Request, Uri, header};
use paylink::ErrorKind;
use paylink::transport::{Bounds, TransportErrorKind};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::cause::cause;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::{Output, Shape};
use crate::provider::Provider;
use crate::screen::{ascii_where_obeyed, plain};

/// How long the sandbox may take, and its longest answer.
const BOUNDS: Bounds = Bounds::new(Duration::from_secs(30), 16 * 1024 * 1024);

/// Beyond the expiry of the links that tests make.
const A_YEAR: u64 = 366 * 24 * 60 * 60;

/// What a tester asks of a running sandbox.
#[derive(Subcommand)]
pub(crate) enum SandboxAdmin {
    /// Pay a link
    Pay(Pay),
    /// Decline a payment of a link
    Decline(Decline),
    /// End one link, or move the sandbox's clock ahead, so that links and tokens expire
    Expire(Expire),
    /// Remove links and recorded requests of one account or provider; or of all, with faults and
    /// clock
    Reset(Reset),
    /// List the faults, arm one, or disarm all
    Faults(Faults),
}

/// Where the sandbox is.
#[derive(Args)]
struct Place {
    /// The sandbox: any address that `paylink sandbox` printed
    #[arg(
        long,
        value_name = "URL",
        env = "PAYLINK_SANDBOX_URL",
        hide_env_values = true,
        value_parser = origin
    )]
    url: String,

    /// Print the sandbox's own JSON
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
pub(crate) struct Pay {
    /// The provider
    #[arg(value_enum)]
    provider: Provider,

    /// The link's id, as `create` printed it
    id: String,

    /// The amount in major units, for a part or where the payer chooses [default: all of it]
    #[arg(long, value_name = "DECIMAL")]
    amount: Option<String>,

    #[command(flatten)]
    place: Place,
}

#[derive(Args)]
pub(crate) struct Decline {
    /// The provider
    #[arg(value_enum)]
    provider: Provider,

    /// The link's id, as `create` printed it
    id: String,

    #[command(flatten)]
    place: Place,
}

#[derive(Args)]
pub(crate) struct Expire {
    /// The provider of the link to end. Without it the clock moves
    #[arg(value_enum, requires = "id")]
    provider: Option<Provider>,

    /// The link's id, as `create` printed it
    id: Option<String>,

    /// How far the clock moves [default: a year]
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = A_YEAR,
        hide_default_value = true,
        conflicts_with = "provider"
    )]
    seconds: u64,

    #[command(flatten)]
    place: Place,
}

#[derive(Args)]
pub(crate) struct Reset {
    /// Only the links of this provider
    #[arg(value_enum)]
    provider: Option<Provider>,

    /// Only the links of this account
    #[arg(long, value_name = "NAME", requires = "provider")]
    account: Option<String>,

    #[command(flatten)]
    place: Place,
}

#[derive(Args)]
pub(crate) struct Faults {
    /// The fault to arm. Without a name the faults are listed
    #[arg(conflicts_with = "clear")]
    name: Option<String>,

    /// Strike after the operation was carried out instead of before
    #[arg(long, requires = "name")]
    after: bool,

    /// Only this provider's requests
    #[arg(long, value_enum, value_name = "PROVIDER", requires = "name")]
    provider: Option<Provider>,

    /// Only this operation: createPaymentLink, getPaymentLink, ...
    #[arg(long, value_name = "OPERATION", requires = "name")]
    operation: Option<String>,

    /// Strike this many times
    #[arg(long, value_name = "N", requires = "name")]
    times: Option<u32>,

    /// Disarm all faults
    #[arg(long)]
    clear: bool,

    #[command(flatten)]
    place: Place,
}

/// A link as the sandbox tells it.
#[derive(Deserialize)]
struct HeldLink {
    id: String,
    status: String,
}

/// A refusal of the sandbox.
#[derive(Deserialize)]
struct Refusal {
    error: String,
}

/// One call: what is asked, and what is said of the answer.
struct Call {
    method: Method,
    path: String,
    body: Option<Value>,
    words: fn(&str) -> Option<String>,
}

impl SandboxAdmin {
    pub(crate) fn json(&self) -> bool {
        self.place().json
    }

    fn place(&self) -> &Place {
        match self {
            Self::Pay(pay) => &pay.place,
            Self::Decline(decline) => &decline.place,
            Self::Expire(expire) => &expire.place,
            Self::Reset(reset) => &reset.place,
            Self::Faults(faults) => &faults.place,
        }
    }

    /// Asks the sandbox, and prints what it answers.
    pub(crate) async fn run(self, output: &Output) -> Result<Exit, Failure> {
        let call = self.call();
        let answer = send(&self.place().url, &call).await?;
        let words = match output.shape {
            Shape::Json => None,
            Shape::Human => (call.words)(&answer),
        };
        Ok(output.say(&words.unwrap_or_else(|| ascii_where_obeyed(&answer))))
    }

    fn call(&self) -> Call {
        let post = |path: String, body: Value, words| Call {
            method: Method::POST,
            path,
            body: Some(body),
            words,
        };
        match self {
            Self::Pay(pay) => {
                let body = pay
                    .amount
                    .as_ref()
                    .map(|amount| json!({ "amount": amount }));
                let path = on_link(pay.provider, &pay.id, "pay");
                post(path, body.unwrap_or_else(|| json!({})), link_in_words)
            }
            Self::Decline(decline) => {
                let path = on_link(decline.provider, &decline.id, "decline");
                post(path, json!({}), link_in_words)
            }
            Self::Expire(Expire {
                provider: Some(provider),
                id: Some(id),
                ..
            }) => {
                let path = on_link(*provider, id, "expire");
                post(path, json!({}), link_in_words)
            }
            Self::Expire(expire) => {
                let body = json!({ "advance_seconds": expire.seconds });
                post("clock".to_owned(), body, clock_in_words)
            }
            Self::Reset(reset) => {
                let mut body = serde_json::Map::new();
                if let Some(provider) = reset.provider {
                    body.insert("provider".to_owned(), provider.0.name().into());
                }
                if let Some(account) = &reset.account {
                    body.insert("account".to_owned(), account.as_str().into());
                }
                let said = |_: &str| Some("reset".to_owned());
                post("reset".to_owned(), Value::Object(body), said)
            }
            Self::Faults(faults) => faults.call(),
        }
    }
}

impl Faults {
    fn call(&self) -> Call {
        let method = match (&self.name, self.clear) {
            (Some(_), _) => Method::POST,
            (None, true) => Method::DELETE,
            (None, false) => Method::GET,
        };
        let body = self.name.as_ref().map(|name| {
            let mut body = serde_json::Map::new();
            body.insert("fault".to_owned(), name.as_str().into());
            let moment = if self.after { "after" } else { "before" };
            body.insert("moment".to_owned(), moment.into());
            if let Some(provider) = self.provider {
                body.insert("provider".to_owned(), provider.0.name().into());
            }
            if let Some(operation) = &self.operation {
                body.insert("operation".to_owned(), operation.as_str().into());
            }
            if let Some(times) = self.times {
                body.insert("times".to_owned(), times.into());
            }
            Value::Object(body)
        });
        Call {
            method,
            path: "faults".to_owned(),
            body,
            words: faults_in_words,
        }
    }
}

async fn send(url: &str, call: &Call) -> Result<String, Failure> {
    let refused = |message: String| Failure::sandbox(message, ErrorKind::Refused);
    let target = format!("{url}/_sandbox/{}", call.path);
    let body = call.body.as_ref().map(Value::to_string).unwrap_or_default();
    let request = Request::builder()
        .method(call.method.clone())
        .uri(target)
        .header(header::CONTENT_TYPE, "application/json")
        .body(Bytes::from(body))
        .map_err(|error| Failure::command(format!("--url: {error}")))?;
    let connection = paylink_reqwest::connection()?;
    let answer = connection.transport().send(request, BOUNDS).await;
    let answer = answer.map_err(|error| {
        let source = error.source.as_deref();
        let cause = source.and_then(|source| cause(source));
        let message = format!(
            "the sandbox at {url} is not reached: {}",
            cause.as_deref().unwrap_or("no answer")
        );
        let kind = match error.kind {
            TransportErrorKind::Connect | TransportErrorKind::Unusable => ErrorKind::Connect,
            _ => ErrorKind::Interrupted,
        };
        Failure::sandbox(message, kind)
    })?;
    let text = String::from_utf8_lossy(answer.body()).trim_end().to_owned();
    if answer.status().is_success() {
        return Ok(text);
    }
    match serde_json::from_str::<Refusal>(&text) {
        Ok(refusal) => Err(refused(format!("the sandbox refused: {}", refusal.error))),
        Err(_) => Err(refused(format!(
            "{url} answered {}: it is not the address of a sandbox",
            answer.status().as_u16()
        ))),
    }
}

/// The path of an action on a link. An id may hold what a path cannot.
fn on_link(provider: Provider, id: &str, action: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_~".contains(&byte);
    let id: String = id
        .bytes()
        .map(|byte| match plain(byte) {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        })
        .collect();
    format!("{}/links/{id}/{action}", provider.0.name())
}

fn link_in_words(answer: &str) -> Option<String> {
    let link: HeldLink = serde_json::from_str(answer).ok()?;
    Some(format!("{}\t{}", plain(&link.id), plain(&link.status)))
}

fn clock_in_words(answer: &str) -> Option<String> {
    let answer: Value = serde_json::from_str(answer).ok()?;
    let now = answer.get("now")?.as_str()?;
    Some(format!("the sandbox's clock is at {}", plain(now)))
}

/// A line for each armed fault; without any, the names that can be armed.
fn faults_in_words(answer: &str) -> Option<String> {
    let answer: Value = serde_json::from_str(answer).ok()?;
    let text = |value: Option<&Value>| -> String {
        match value {
            Some(Value::String(text)) => plain(text),
            None | Some(Value::Null) => "any".to_owned(),
            Some(other) => other.to_string(),
        }
    };
    let armed = answer.get("armed")?.as_array()?;
    let lines = armed.iter().map(|fault| {
        let members = ["fault", "moment", "provider", "operation"];
        members.map(|name| text(fault.get(name))).join("\t")
    });
    let lines: Vec<String> = lines.collect();
    if !lines.is_empty() {
        return Some(lines.join("\n"));
    }
    let names = answer.get("faults")?.as_array()?.iter();
    let names: Vec<String> = names.map(|name| text(Some(name))).collect();
    Some(format!("no fault is armed; there are {}", names.join(", ")))
}

/// Scheme, host and port of an address that `paylink sandbox` prints, whatever path it has.
fn origin(text: &str) -> Result<String, &'static str> {
    const RULE: &str = "must be an address of a sandbox: http://127.0.0.1:8080";
    let uri: Uri = text.parse().map_err(|_| RULE)?;
    match (uri.scheme_str(), uri.authority()) {
        (Some(scheme @ ("http" | "https")), Some(authority)) => {
            Ok(format!("{scheme}://{authority}"))
        }
        _ => Err(RULE),
    }
}
