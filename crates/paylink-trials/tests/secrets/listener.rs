//! [`Listener`]: takes down what is logged and traced.

use std::fmt::Write as _;
use std::io;
use std::sync::{Arc, Mutex};

use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

/// What was logged and traced.
#[derive(Clone, Default)]
pub(crate) struct Listener(Arc<Mutex<String>>);

impl Listener {
    /// Listens to the whole process.
    pub(crate) fn start() -> Self {
        let listener = Self::default();
        tracing_subscriber::fmt()
            .with_max_level(LevelFilter::TRACE)
            .with_span_events(FmtSpan::FULL)
            .with_ansi(false)
            .with_writer(listener.clone())
            .init();
        log::set_boxed_logger(Box::new(listener.clone())).unwrap();
        log::set_max_level(log::LevelFilter::Trace);
        listener
    }

    /// What was heard since the last time.
    pub(crate) fn heard(&self) -> String {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

impl io::Write for Listener {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut heard = self.0.lock().unwrap();
        heard.push_str(&String::from_utf8_lossy(bytes));
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Listener {
    type Writer = Self;
    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl log::Log for Listener {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }
    fn log(&self, record: &log::Record<'_>) {
        let mut heard = self.0.lock().unwrap();
        writeln!(heard, "{} {}", record.target(), record.args()).unwrap();
    }
    fn flush(&self) {}
}
