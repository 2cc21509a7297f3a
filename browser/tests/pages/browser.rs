//! Debian's Chromium, driven by its own driver.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use thirtyfour::prelude::*;

/// A browser of a test, gone at its end.
pub(crate) struct Browser {
    driver: WebDriver,
    process: Child,
    profile: PathBuf,
}

impl Browser {
    /// A window of this size. Without a browser the test is skipped, and says so; in continuous
    /// integration it fails.
    pub(crate) async fn open(width: u32, height: u32) -> Option<Self> {
        let (Some(chromium), Some(driver)) = (program("chromium"), program("chromedriver")) else {
            assert!(
                std::env::var_os("CI").is_none(),
                "no Chromium and ChromeDriver here"
            );
            eprintln!("SKIPPED: no Chromium and ChromeDriver on this machine");
            return None;
        };
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "paylink-browser-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let profile = std::env::temp_dir().join(name);
        let mut process = Command::new(driver)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // It says which port it took. Asking a port that nobody listens on yet may connect to
        // itself.
        let mut said = BufReader::new(process.stdout.take().unwrap()).lines();
        let port = said
            .find_map(|line| {
                let line = line.unwrap();
                let (_, port) = line.split_once("started successfully on port ")?;
                Some(port.trim_end_matches('.').to_owned())
            })
            .unwrap();
        let mut wanted = DesiredCapabilities::chrome();
        wanted.set_binary(chromium.to_str().unwrap()).unwrap();
        for argument in [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            &format!("--window-size={width},{height}"),
            &format!("--user-data-dir={}", profile.display()),
        ] {
            wanted.add_arg(argument).unwrap();
        }
        let url = format!("http://127.0.0.1:{port}");
        let driver = WebDriver::new(&url, wanted).await.unwrap();
        Some(Self {
            driver,
            process,
            profile,
        })
    }

    pub(crate) async fn goto(&self, url: &str) {
        self.driver.goto(url).await.unwrap();
    }

    pub(crate) async fn address(&self) -> String {
        self.driver.current_url().await.unwrap().to_string()
    }

    /// The button with this text.
    pub(crate) async fn click(&self, text: &str) {
        let path = format!("//button[normalize-space()='{text}']");
        let button = self.driver.query(By::XPath(path)).first().await.unwrap();
        button.click().await.unwrap();
    }

    pub(crate) async fn fill(&self, id: &str, text: &str) {
        let field = self.driver.find(By::Id(id)).await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Keys to whatever has the focus.
    pub(crate) async fn press(&self, keys: impl Into<TypingData>) {
        let actions = self.driver.action_chain().send_keys(keys);
        actions.perform().await.unwrap();
    }

    /// The text that a person sees.
    pub(crate) async fn text(&self) -> String {
        let body = self.driver.find(By::Tag("body")).await.unwrap();
        body.text().await.unwrap()
    }

    /// Waits until a person sees this.
    pub(crate) async fn sees(&self, text: &str) {
        let path = format!("//*[contains(normalize-space(), \"{text}\")]");
        let found = self.driver.query(By::XPath(path)).first().await;
        if found.is_err() {
            panic!("{text} is not in: {}", self.text().await);
        }
    }

    /// What a script gives, in the page.
    pub(crate) async fn script(&self, script: &str) -> serde_json::Value {
        let ran = self.driver.execute(script, Vec::new()).await.unwrap();
        ran.json().clone()
    }

    /// A picture of the page in `target/screenshots`.
    pub(crate) async fn picture(&self, name: &str) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/screenshots");
        std::fs::create_dir_all(&folder).unwrap();
        let png = self.driver.screenshot_as_png().await.unwrap();
        std::fs::write(folder.join(format!("{name}.png")), png).unwrap();
    }

    pub(crate) async fn close(mut self) {
        let _ = self.driver.clone().quit().await;
        self.end();
    }

    fn end(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.end();
    }
}

fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let mut found = std::env::split_paths(&path).map(|folder| folder.join(name));
    found.find(|file| file.is_file())
}
