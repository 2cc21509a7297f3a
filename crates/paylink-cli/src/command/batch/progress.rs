//! How far a batch has come, on standard error: a bar on a terminal, a line every ten seconds
//! elsewhere.

use std::io::{IsTerminal as _, Write as _};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use paylink_batch::{BatchId, Counts, Journal};

/// How often the bar asks the journal.
const BAR: Duration = Duration::from_millis(250);

/// How often a line is written where nobody watches.
const LINE: Duration = Duration::from_secs(10);

/// Shows how far the batch has come, until it is dropped.
pub(super) async fn show(journal: &dyn Journal, batch: &BatchId) {
    let Ok(begun) = journal.batch(batch).await else {
        return;
    };
    let bar = std::io::stderr().is_terminal().then(|| bar(begun.rows));
    let started_with = done(&begun.counts);
    let mut seconds = 0_u64;
    let every = if bar.is_some() { BAR } else { LINE };
    if let Some(bar) = &bar {
        bar.set_position(started_with);
        // The rate is that of this run.
        bar.reset_eta();
    }
    loop {
        tokio::time::sleep(every).await;
        seconds = seconds.saturating_add(every.as_secs());
        let Ok(now) = journal.batch(batch).await else {
            continue;
        };
        let counts = &now.counts;
        match &bar {
            Some(bar) => {
                bar.set_position(done(counts));
                bar.set_message(bad(counts));
            }
            None => {
                let new = done(counts).saturating_sub(started_with);
                let rate = new.checked_div(seconds).unwrap_or(0);
                let left = counts.left();
                let time = left
                    .checked_div(rate)
                    .map_or_else(String::new, |left| format!(", {left} s left"));
                let line = format!(
                    "{} of {} rows, {rate}/s{time}{}",
                    done(counts),
                    now.rows,
                    bad(counts)
                );
                let _ = writeln!(std::io::stderr().lock(), "{line}");
            }
        }
    }
}

fn bar(rows: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(rows), ProgressDrawTarget::stderr());
    let template = "{bar:30} {human_pos} of {human_len} rows, {per_sec:.0}, {eta} left{msg}";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}

fn done(counts: &Counts) -> u64 {
    counts.total().saturating_sub(counts.left())
}

/// What needs somebody's attention.
fn bad(counts: &Counts) -> String {
    let mut text = String::new();
    for (count, word) in [
        (counts.refused, "refused"),
        (counts.unknown, "unknown"),
        (counts.differs, "different"),
    ] {
        if count > 0 {
            text.push_str(&format!(", {count} {word}"));
        }
    }
    text
}
