//! A password file: `host:port:database:user:password`, a line an address.

use tokio_postgres::Config;
use tokio_postgres::config::Host;

/// The password of the first line that is for the first host of this address.
pub(super) fn password(config: &Config, text: &str) -> Option<String> {
    let host = match config.get_hosts().first() {
        Some(Host::Tcp(host)) => host.clone(),
        // The name under which password files have the local socket.
        _ => "localhost".to_owned(),
    };
    let port = config.get_ports().first().copied().unwrap_or(5432);
    let user = config.get_user()?;
    let database = config.get_dbname().unwrap_or(user);
    let wanted = [host.as_str(), &port.to_string(), database, user];
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .find_map(|line| {
            let mut fields = fields(line).into_iter();
            let is_for = wanted.iter().all(|wanted| {
                let field = fields.next();
                field.is_some_and(|field| field == "*" || field == *wanted)
            });
            is_for.then(|| fields.next())?
        })
}

/// The fields of a line. A backslash takes the next character as it is.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        let plain = match character {
            ':' if fields.len() < 5 => {
                fields.push(String::new());
                continue;
            }
            '\\' => characters.next(),
            character => Some(character),
        };
        if let (Some(field), Some(character)) = (fields.last_mut(), plain) {
            field.push(character);
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use std::str::FromStr as _;

    use tokio_postgres::Config;

    use super::password;

    /// The rules are those of PostgreSQL's own page about the password file.
    #[test]
    fn the_first_line_that_fits_counts_with_stars_and_backslashes() {
        let text = "# a comment\n\
            db.example:5433:orders:paylink:other-port\n\
            db.example:5432:orders:paylink:a\\:b\\\\c\n\
            *:*:*:paylink:any-host\n\
            localhost:5432:paylink:paylink:socket\n";
        for (address, expected) in [
            ("postgres://paylink@db.example/orders", Some("a:b\\c")),
            (
                "postgres://paylink@db.example:5433/orders",
                Some("other-port"),
            ),
            ("postgres://paylink@elsewhere/orders", Some("any-host")),
            ("host=/run/postgresql user=paylink", Some("any-host")),
            ("postgres://somebody@db.example/orders", None),
        ] {
            let config = Config::from_str(address).unwrap();
            assert_eq!(password(&config, text).as_deref(), expected, "{address}");
        }
    }
}
