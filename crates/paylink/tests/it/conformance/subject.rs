//! [`OnTrial`]: a provider as the suite sees it.

use std::sync::Mutex;

use paylink::config::Config;
use paylink::transport::Runtime as _;
use paylink::{BoxFuture, LinkRequest, LinkState, PaymentLinks};
use paylink_fixtures::FixedRuntime;
use paylink_sandbox::Sandbox;
use paylink_sandbox::wire::{Recorded, Reply, ScriptedServer};
use paylink_testkit::conformance::{Arrival, Call, Scene, Stage, Subject, Told, Units};

use super::provider::Provider;

/// A provider as the suite sees it.
pub(super) struct OnTrial {
    provider: &'static Provider,
    /// The credentials that were given to any adapter.
    secrets: Mutex<Vec<String>>,
}

impl OnTrial {
    pub(super) fn new(provider: &'static Provider) -> Self {
        Self {
            provider,
            secrets: Mutex::default(),
        }
    }

    /// The adapter from a configuration, as a program would make it.
    fn links(&self, base_url: &str, env: impl Fn(&str) -> String) -> Box<dyn PaymentLinks> {
        let text = paylink_fixtures::account(self.provider.name, base_url);
        let config: Config = serde_json::from_str(&text).unwrap();
        let given = |name: &str| {
            let secret = env(name);
            let mut secrets = self.secrets.lock().unwrap();
            if !secrets.contains(&secret) {
                secrets.push(secret.clone());
            }
            Some(secret)
        };
        config
            .build(given, paylink_fixtures::connection().0)
            .unwrap()
    }

    /// A provider that works.
    async fn working(&self) -> Stage {
        let name = self.provider.name;
        let sandbox = Sandbox::start().await.unwrap();
        // The adapter's clock is fixed, so the sandbox's clock is stopped at the same time.
        let now = FixedRuntime::default().now();
        sandbox.clock().stop_at(now);
        let credentials = sandbox.credentials(name);
        let links = self.links(&sandbox.base_url(name).unwrap(), |wanted| {
            let found = credentials.iter().find(|(name, _)| *name == wanted);
            found.unwrap().1.clone()
        });
        Stage::new(links, now, move || arrivals(sandbox.requests(name)))
    }

    fn told(&self, call: Call, link: &Told<'_>) -> Reply {
        let status = if call == Call::Create { 201 } else { 200 };
        Reply::json(status, (self.provider.told)(call, link))
    }

    /// A provider that does this with every request; a token is available all the same.
    async fn scripted(&self, reply: Reply) -> Stage {
        let token = self.provider.token.map(|body| Reply::json(200, body));
        let server = ScriptedServer::start(token.into_iter().chain([reply]).collect()).await;
        let server = server.unwrap();
        let links = self.links(&server.base_url(), |name| match name {
            "PAYWINT_PLATFORM_ID" => "7f3a0000-0000-4000-8000-000000000000".to_owned(),
            other => format!("secret-canary-{other}-7f3a"),
        });
        let now = FixedRuntime::default().now();
        Stage::new(links, now, move || arrivals(server.requests()))
    }
}

impl Subject for OnTrial {
    fn stage<'a>(&'a self, scene: Scene<'a>) -> BoxFuture<'a, Stage> {
        Box::pin(async move {
            let reply = match scene {
                Scene::Working => return self.working().await,
                Scene::Lost => Reply::close(),
                Scene::Answer { status, body } => Reply::json(status, body),
                Scene::Refusal { message } => (self.provider.refusal)(message),
                Scene::Status { call, word } => {
                    let mut link = Told::default();
                    link.id = Some("usual-7");
                    link.url = Some("https://pay.example.com/1");
                    link.reference = (call == Call::Find).then_some("conformance-1");
                    link.state = Some(LinkState::Other(word.to_owned()));
                    self.told(call, &link)
                }
                Scene::Told { call, link } => self.told(call, link),
                Scene::Conflict => (self.provider.conflict)(),
                Scene::Page {
                    link,
                    nulls,
                    endless,
                } => Reply::json(200, (self.provider.page)(link, nulls, endless)),
                other => panic!("{other:?} is new"),
            };
            self.scripted(reply).await
        })
    }

    fn request(&self) -> LinkRequest {
        (self.provider.request)()
    }

    fn units(&self) -> Units {
        self.provider.units
    }

    fn secrets(&self) -> Vec<String> {
        let mut secrets = self.secrets.lock().unwrap().clone();
        secrets.extend(self.provider.token.map(|_| "token-canary-7f3a".to_owned()));
        secrets
    }
}

fn arrivals(recorded: Vec<Recorded>) -> Vec<Arrival> {
    let arrival = |it: Recorded| {
        let mut arrival = Arrival::new(it.method, it.target, it.headers, it.body);
        arrival.for_credentials = arrival.target.ends_with("/token");
        arrival
    };
    recorded.into_iter().map(arrival).collect()
}
