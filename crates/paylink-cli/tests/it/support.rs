//! Runs the binary with an empty environment, and takes down what it said.

use std::io::Write;
use std::process::{Command, Stdio};

use paylink_sandbox::Sandbox;
use paylink_sandbox::wire::{Reply, ScriptedServer};
use serde_json::Value;

/// Credentials that no output may show.
pub(crate) const CANARIES: [(&str, &str); 7] = [
    (
        "PAYWINT_PLATFORM_ID",
        "ca9a7111-1111-4111-8111-111111111111",
    ),
    ("PAYWINT_SECRET_KEY", "canary-paywint-secret"),
    ("PINELABS_CLIENT_ID", "canary-pinelabs-id"),
    ("PINELABS_CLIENT_SECRET", "canary-pinelabs-secret"),
    ("MEUM_API_KEY", "canary-meum-key"),
    ("INVOICING_TOKEN", "canary-invoicing-token"),
    ("COSTPLUS_API_KEY", "canary-costplus-key"),
];

/// What a run said, and how it ended.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// The binary with these arguments, parted at white space, and no environment.
pub(crate) fn paylink(arguments: &str) -> Run {
    let mut command = binary();
    command.args(arguments.split_whitespace());
    Run {
        command,
        input: Vec::new(),
    }
}

/// The binary, without the environment of the test.
pub(crate) fn binary() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_paylink"));
    command.env_clear();
    command
}

pub(crate) struct Run {
    command: Command,
    input: Vec<u8>,
}

impl Run {
    /// More arguments, parted at white space.
    pub(crate) fn args(mut self, arguments: &str) -> Self {
        self.command.args(arguments.split_whitespace());
        self
    }

    /// One argument more, white space and all.
    pub(crate) fn arg(mut self, argument: &str) -> Self {
        self.command.arg(argument);
        self
    }

    /// These environment variables.
    pub(crate) fn env<V: AsRef<str>>(
        mut self,
        pairs: impl IntoIterator<Item = (&'static str, V)>,
    ) -> Self {
        for (name, value) in pairs {
            self.command.env(name, value.as_ref());
        }
        self
    }

    /// Credentials of every provider, all canaries.
    pub(crate) fn canaries(self) -> Self {
        self.env(CANARIES)
    }

    /// The address and the credentials of a provider on a sandbox.
    pub(crate) fn on(self, sandbox: &Sandbox, provider: &str) -> Self {
        let base_url = sandbox.base_url(provider).unwrap();
        self.env(sandbox.credentials(provider))
            .arg("--base-url")
            .arg(&base_url)
    }

    /// The address of a scripted server, and canaries for credentials.
    pub(crate) fn at(self, server: &ScriptedServer) -> Self {
        self.canaries().arg("--base-url").arg(&server.base_url())
    }

    /// Run in this folder.
    pub(crate) fn within(mut self, folder: &std::path::Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// This on standard input.
    pub(crate) fn input(mut self, bytes: impl AsRef<[u8]>) -> Self {
        self.input = bytes.as_ref().to_vec();
        self
    }

    pub(crate) fn run(mut self) -> Ran {
        let mut child = (self.command)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that does not read its input may have ended already.
        let _ = child.stdin.take().unwrap().write_all(&self.input);
        let output = child.wait_with_output().unwrap();
        Ran {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ran {
    /// The one JSON object on standard output. Standard error is empty.
    pub(crate) fn link(&self) -> Value {
        assert_eq!(
            (self.code, self.stderr.as_str()),
            (0, ""),
            "{}",
            self.stdout
        );
        one_object(&self.stdout)
    }

    /// The JSON objects on standard output, one per line. Standard error is empty.
    pub(crate) fn links(&self) -> Vec<Value> {
        assert_eq!((self.code, self.stderr.as_str()), (0, ""));
        let lines = self.stdout.lines();
        lines
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// What people are shown on standard output, and told on standard error.
    pub(crate) fn words(&self) -> (&str, &str) {
        assert_eq!(self.code, 0, "{}", self.stderr);
        (&self.stdout, &self.stderr)
    }

    /// The one JSON object on standard error. Standard output is empty.
    pub(crate) fn error(&self) -> Value {
        assert_eq!(self.stdout, "");
        assert_ne!(self.code, 0);
        one_object(&self.stderr)["error"].take()
    }

    /// Neither output contains a credential.
    pub(crate) fn shows_no_canary(&self) {
        for (name, value) in CANARIES {
            for shown in [&self.stdout, &self.stderr] {
                assert!(!shown.contains(value), "{name} is shown: {shown}");
            }
        }
    }
}

fn one_object(stream: &str) -> Value {
    let (line, rest) = stream.split_once('\n').unwrap();
    assert_eq!(rest, "", "more than one line");
    serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))
}

pub(crate) async fn server(reply: Reply) -> ScriptedServer {
    ScriptedServer::start(vec![reply]).await.unwrap()
}

/// Makes a link on the sandbox, and gives its id.
pub(crate) fn made(sandbox: &Sandbox, line: &str) -> String {
    let provider = line.split(' ').next().unwrap();
    let link = paylink(&format!("create {line} --json"))
        .on(sandbox, provider)
        .run()
        .link();
    link["id"].as_str().unwrap().to_owned()
}

pub(crate) const MEUM: &str = "meum --amount 25.00 --currency USD --description Tickets";
pub(crate) const PINELABS: &str = "pinelabs --amount 500.00 --currency INR --reference order-1001";
pub(crate) const COSTPLUS: &str = "costplus --amount 9.95 --currency EUR --reference order-1001";
