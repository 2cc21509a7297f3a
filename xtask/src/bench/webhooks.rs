//! Webhook verifications, against the bare HMAC of the same bytes.

use anyhow::Result;
use serde::Deserialize;

use super::cores::Cores;
use super::figures::Figures;
use super::process;
use super::programs::Programs;
use super::requirement::Requirement;

const HMAC: &str = "hmac";
/// The providers that document a signature.
const SCHEMES: &[&str] = &["pinelabs", "meum"];

/// Body sizes in bytes, and how often each is verified in a round: about the same time for all.
const SIZES: &[(u64, u64)] = &[(256, 400_000), (1024, 200_000), (65_536, 5_000)];

const CPU: &str = "CPU ns/verification";
const RATE: &str = "verifications/s a core";

#[derive(Deserialize)]
struct Measured {
    cpu_ns: u64,
}

pub(crate) fn measure(
    programs: &Programs,
    cores: &Cores,
    rounds: u64,
    figures: &mut Figures,
) -> Result<()> {
    let mut steps: Vec<_> = SIZES
        .iter()
        .flat_map(|size| (SCHEMES.iter()).flat_map(move |scheme| [(HMAC, size), (scheme, size)]))
        .collect();
    for _ in 0..rounds {
        for (scheme, (bytes, count)) in &steps {
            let mut command = cores.subject(&programs.path("webhook"));
            command.args([*scheme, &bytes.to_string(), &count.to_string()]);
            let Measured { cpu_ns } = process::figures(&mut command)?;
            let rate = count.saturating_mul(1_000_000_000).checked_div(cpu_ns);
            let each = cpu_ns.checked_div(*count).unwrap_or_default();
            figures.add(&scene(*bytes), scheme, CPU, each);
            figures.add(&scene(*bytes), scheme, RATE, rate.unwrap_or_default());
        }
        steps.reverse();
    }
    Ok(())
}

pub(crate) fn requirements(figures: &Figures) -> Result<Vec<Requirement>> {
    let mut found = Vec::new();
    for scheme in SCHEMES {
        for (bytes, _) in SIZES {
            found.push(Requirement::ratio(
                format!("{scheme}: a webhook of {bytes} bytes, against the bare HMAC"),
                figures.ratio(&scene(*bytes), CPU, scheme, HMAC)?,
                1500,
            ));
        }
    }
    Ok(found)
}

fn scene(bytes: u64) -> String {
    format!("webhooks of {bytes} bytes")
}
