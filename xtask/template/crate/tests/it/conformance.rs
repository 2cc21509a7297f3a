//! What every provider behind the shared face keeps.

use __name__::{__Name__Links, ApiKey, Client, Config};
use paylink::conformance::{Reply, Scene, Stage, Subject, Units, check};
use paylink::core::{BoxFuture, Connection, LinkRequest, Money, PaymentLinks};

const KEY: &str = "secret-canary-7f3a";

struct OnTrial;

impl Subject for OnTrial {
    fn stage<'a>(&'a self, scene: Scene<'a>) -> BoxFuture<'a, Stage> {
        let reply = match scene {
            Scene::Working => Reply::json(201, r#"{"id":"link-1","url":"https://pay.example.com/1"}"#),
            Scene::Lost => Reply::Lost,
            Scene::Answer { status, body } => Reply::json(status, body),
            Scene::Refusal { message } => {
                Reply::json(400, format!(r#"{{"code":"INVALID","message":"{message}"}}"#))
            }
            Scene::Status { word, .. } => {
                Reply::json(201, format!(r#"{{"id":"link-1","status":"{word}"}}"#))
            }
        };
        Box::pin(async { Stage::in_memory(move |_| reply.clone(), face) })
    }

    fn request(&self) -> LinkRequest {
        let money = Money::new("25.00".parse().unwrap(), "EUR".parse().unwrap());
        LinkRequest::new(money)
    }

    fn units(&self) -> Units {
        compile_error!("money: in which units do amounts stand on the wire? `Units::Major` or `Units::Minor`")
    }

    fn secrets(&self) -> Vec<String> {
        vec![KEY.to_owned()]
    }
}

fn face(connection: Connection) -> Box<dyn PaymentLinks> {
    let key = ApiKey::new(KEY).unwrap();
    let config = Config::new(key, "https://api.example.com".parse().unwrap());
    let client = Client::with_connection(config, connection);
    Box::new(__Name__Links::new(client))
}

#[tokio::test]
async fn it_keeps_what_every_provider_keeps() {
    if let Err(violations) = check(&OnTrial).await {
        panic!("{violations}");
    }
}
