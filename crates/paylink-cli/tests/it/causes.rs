//! A failure to reach a provider says why, in the words that people search for.

use std::net::TcpListener;

use paylink_sandbox::wire::Reply;

use crate::support::{Ran, paylink, server};

const COSTPLUS: &str = "create costplus --amount 9.95 --currency EUR --reference order-1001";
const NOT_REACHED: &str = "paylink: costplus: create payment link: could not connect to the provider (outcome: not_sent): ";

fn create(base_url: &str) -> Ran {
    paylink(COSTPLUS)
        .canaries()
        .arg("--base-url")
        .arg(base_url)
        .run()
}

#[test]
fn a_port_where_nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let ran = create(&format!("http://{address}"));
    assert_eq!(
        (ran.code, ran.stderr),
        (
            4,
            format!("{NOT_REACHED}connection refused\nNothing was sent.\n")
        )
    );
}

/// The name is reserved, so it does not exist. A machine without a name server cannot know that; it
/// is asked once, for a second at most.
#[test]
fn a_host_that_does_not_exist() {
    let run = paylink(COSTPLUS).arg("--base-url=https://paylink.invalid");
    let run = run.env([("RES_OPTIONS", "timeout:1 attempts:1")]);
    let ran = run.canaries().run();
    assert_eq!(ran.code, 4);
    let said = ran.stderr.strip_prefix(NOT_REACHED).unwrap();
    let said = said.strip_suffix("\nNothing was sent.\n").unwrap();
    assert!(
        said == "no such host" || said.starts_with("the host cannot be looked up: "),
        "{said}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_breaks() {
    let server = server(Reply::close()).await;
    let ran = create(&server.base_url());
    let first = ran.stderr.lines().next().unwrap();
    assert_eq!(
        (ran.code, first),
        (
            5,
            "paylink: costplus: create payment link: the connection was interrupted (outcome: unknown): \
             connection closed before message completed"
        )
    );
}

/// The server's certificate is judged by the machine's own roots, which on Linux an environment
/// variable replaces.
#[cfg(target_os = "linux")]
mod certificates {
    use std::fs;
    use std::path::Path;
    use std::sync::Arc;

    use rcgen::{
        BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd,
    };
    use tokio::net::TcpListener;
    use tokio_rustls::TlsAcceptor;
    use tokio_rustls::rustls::ServerConfig;
    use tokio_rustls::rustls::crypto::aws_lc_rs;
    use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;

    use super::{COSTPLUS, NOT_REACHED};
    use crate::support::paylink;

    type Authority = CertifiedIssuer<'static, KeyPair>;

    fn authority(name: &str) -> Authority {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
    }

    /// The port of a server whose certificate is signed by this authority.
    async fn serve(authority: &Authority, host: &str, years: (i32, i32)) -> u16 {
        let mut params = CertificateParams::new(vec![host.to_owned()]).unwrap();
        params.not_before = date_time_ymd(years.0, 1, 1);
        params.not_after = date_time_ymd(years.1, 1, 1);
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, authority).unwrap();
        let key = PrivatePkcs8KeyDer::from(key.serialize_der());
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key.into())
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            let acceptor = TlsAcceptor::from(Arc::new(config));
            while let Ok((socket, _)) = listener.accept().await {
                let _ = acceptor.accept(socket).await;
            }
        });
        port
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn each_reason_against_a_certificate_has_its_words() {
        let (known, stranger) = (authority("known"), authority("stranger"));
        let roots = format!("roots-{}.pem", std::process::id());
        let roots = Path::new(env!("CARGO_TARGET_TMPDIR")).join(roots);
        fs::write(&roots, known.pem()).unwrap();
        let mut said = Vec::new();
        for (authority, host, years) in [
            (&known, "localhost", (2020, 2021)),
            (&known, "localhost", (3020, 3021)),
            (&known, "example.com", (2020, 3021)),
            (&stranger, "localhost", (2020, 3021)),
        ] {
            let port = serve(authority, host, years).await;
            let run = paylink(COSTPLUS)
                .canaries()
                .arg(&format!("--base-url=https://localhost:{port}"));
            let ran = run.env([("SSL_CERT_FILE", roots.to_str().unwrap())]).run();
            said.push((ran.code, ran.stderr));
        }
        fs::remove_file(&roots).unwrap();
        let expected = [
            "certificate expired",
            "certificate not valid yet",
            "certificate is for another host",
            "certificate is signed by an unknown authority",
        ];
        let expected =
            expected.map(|words| (4, format!("{NOT_REACHED}{words}\nNothing was sent.\n")));
        assert_eq!(said, expected);
    }
}
