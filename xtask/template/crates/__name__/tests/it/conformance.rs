//! What every provider through the shared trait keeps.

use __name__::{__Name__Links, ApiKey, Client};
use paylink_core::transport::Connection;
use paylink_core::{BoxFuture, LinkRequest, LinkState, Money, PaymentLinks};
use paylink_testkit::Reply;
use paylink_testkit::conformance::{Scene, Stage, Subject, Told, Units, check};

const KEY: &str = "secret-canary-7f3a";

struct OnTrial;

impl Subject for OnTrial {
    fn stage<'a>(&'a self, scene: Scene<'a>) -> BoxFuture<'a, Stage> {
        let reply = match scene {
            Scene::Working => Reply::json(201, r#"{"id":"link-1","url":"https://pay.example.com/1"}"#),
            Scene::Lost => Reply::lost(),
            Scene::Answer { status, body } => Reply::json(status, body),
            Scene::Refusal { message } => {
                Reply::json(400, format!(r#"{{"code":"INVALID","message":"{message}"}}"#))
            }
            Scene::Status { word, .. } => {
                Reply::json(201, format!(r#"{{"id":"link-1","status":"{word}"}}"#))
            }
            Scene::Told { link, .. } => Reply::json(201, told(link, self.units())),
            Scene::Conflict => Reply::json(409, r#"{"code":"IN_USE"}"#),
            // Scenes of operations that this provider does not have.
            _ => Reply::lost(),
        };
        Box::pin(async { Stage::in_memory(move |_| reply.clone(), links) })
    }

    fn request(&self) -> LinkRequest {
        let money = Money::new("25.00".parse().unwrap(), "EUR".parse().unwrap());
        LinkRequest::new(money)
    }

    fn units(&self) -> Units {
        compile_error!("money: in which units are amounts sent? `Units::Major` or `Units::Minor`")
    }

    fn secrets(&self) -> Vec<String> {
        vec![KEY.to_owned()]
    }
}

/// An answer that tells this of a link.
fn told(link: &Told<'_>, units: Units) -> String {
    let text = |name: &str, value: &str| format!(r#""{name}":"{value}""#);
    let mut members = Vec::new();
    members.extend(link.id.map(|id| text("id", id)));
    members.extend(link.url.map(|url| text("url", url)));
    members.extend(link.reference.map(|reference| text("reference", reference)));
    if let Some(money) = link.money {
        let amount = match units {
            Units::Major => money.amount.to_string(),
            Units::Minor => money.to_minor_units().unwrap().get().to_string(),
        };
        members.push(format!(r#""amount":{amount}"#));
        members.push(text("currency", money.currency.as_str()));
    }
    // Only a word that nobody documents: write the page's own words for the others here.
    if let Some(LinkState::Other(word)) = &link.state {
        members.push(text("status", word));
    }
    members.extend(link.says_no.then(|| text("code", "INVALID")));
    format!("{{{}}}", members.join(","))
}

fn links(connection: Connection) -> Box<dyn PaymentLinks> {
    let key = ApiKey::new(KEY).unwrap();
    let builder = Client::builder(key).base_url("https://api.example.com").unwrap();
    let client = builder.connection(connection).build().unwrap();
    Box::new(__Name__Links::new(client))
}

#[tokio::test]
async fn it_keeps_what_every_provider_keeps() {
    if let Err(violations) = check(&OnTrial).await {
        panic!("{violations}");
    }
}
