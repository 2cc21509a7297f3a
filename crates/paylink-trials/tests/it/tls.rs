//! TLS that cannot be trusted: certainly not sent. The certificates are made here.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use meum::{ApiKey, Client, CreatePaymentLink, Pricing};
use paylink_core::transport::Connection;
use paylink_core::{ErrorKind, Outcome};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;

const CREATED: &str = "HTTP/1.1 201 Created\r\ncontent-length: 16\r\n\r\n{\"id\":\"plink_1\"}";

struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        Self(CertifiedIssuer::self_signed(params, key).unwrap())
    }

    fn pem(&self) -> String {
        self.0.pem()
    }

    fn server(&self, host: &str, expired: bool) -> Arc<ServerConfig> {
        let mut params = CertificateParams::new(vec![host.to_owned()]).unwrap();
        if expired {
            params.not_before = date_time_ymd(2020, 1, 1);
            params.not_after = date_time_ymd(2021, 1, 1);
        }
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.0).unwrap();
        let key = PrivatePkcs8KeyDer::from(key.serialize_der());
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key.into())
            .unwrap();
        Arc::new(config)
    }
}

/// Answers every request over TLS; how many came is counted.
async fn serve(config: Arc<ServerConfig>) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!(
        "https://localhost:{}",
        listener.local_addr().unwrap().port()
    );
    let arrived = Arc::new(AtomicUsize::new(0));
    let count = arrived.clone();
    tokio::spawn(async move {
        let acceptor = TlsAcceptor::from(config);
        while let Ok((socket, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(socket).await else {
                continue;
            };
            if stream.read(&mut [0; 4096]).await.is_ok_and(|read| read > 0) {
                count.fetch_add(1, Ordering::SeqCst);
                let _ = stream.write_all(CREATED.as_bytes()).await;
                let _ = stream.shutdown().await;
            }
        }
    });
    (base_url, arrived)
}

async fn create(base_url: &str, connection: Connection) -> Result<(), paylink_core::Error> {
    let builder = Client::builder(ApiKey::new("sk_live_x").unwrap())
        .base_url(base_url)
        .unwrap();
    let client = builder.connection(connection).build().unwrap();
    let request = CreatePaymentLink::new("t", Pricing::fixed("1".parse().unwrap()));
    client.create_payment_link(&request).await.map(|_| ())
}

fn trusting(authority: &Authority) -> Connection {
    paylink_reqwest::Builder::new()
        .root_certificate(authority.pem())
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_root_that_was_asked_for_is_trusted() {
    let authority = Authority::new();
    let (base_url, arrived) = serve(authority.server("localhost", false)).await;
    create(&base_url, trusting(&authority)).await.unwrap();
    assert_eq!(arrived.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn an_unknown_expired_or_foreign_certificate_is_sent_nothing() {
    let (authority, stranger) = (Authority::new(), Authority::new());
    for (name, config) in [
        ("unknown", stranger.server("localhost", false)),
        ("expired", authority.server("localhost", true)),
        ("wrong host", authority.server("shop.example.com", false)),
    ] {
        let (base_url, arrived) = serve(config).await;
        let error = create(&base_url, trusting(&authority)).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Connect, Outcome::NotSent),
            "{name}"
        );
        assert_eq!(arrived.load(Ordering::SeqCst), 0, "{name}");
    }
}

#[tokio::test]
async fn a_handshake_that_is_cut_is_sent_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!(
        "https://localhost:{}",
        listener.local_addr().unwrap().port()
    );
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let _ = socket.read(&mut [0; 64]).await;
        }
    });
    let error = create(&base_url, paylink_reqwest::connection().unwrap())
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Connect, Outcome::NotSent)
    );
}
