//! [`Setting`]: where a batch is kept, and what happens to it besides kills.

/// Where a batch is kept, and what happens to it besides kills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its name on the command line.
    pub name: &'static str,
    /// Whether the journal is in Postgres, and not in a file.
    pub is_postgres: bool,
    /// How many workers there are at a time.
    pub workers: usize,
    /// Whether one in twelve creates has a fault.
    pub has_faults: bool,
    /// Whether each worker's clock is off by up to two hours.
    pub jumps: bool,
    /// Whether the disk of the journal is full at times.
    pub fills: bool,
    /// Whether the database restarts at times.
    pub restarts: bool,
}

const PLAIN: Setting = Setting {
    name: "sqlite",
    is_postgres: false,
    workers: 2,
    has_faults: false,
    jumps: false,
    fills: false,
    restarts: false,
};

impl Setting {
    /// All of them.
    pub const ALL: [Self; 6] = [
        PLAIN,
        Self {
            name: "sqlite-faults",
            workers: 4,
            has_faults: true,
            ..PLAIN
        },
        Self {
            name: "sqlite-clock",
            jumps: true,
            ..PLAIN
        },
        Self {
            name: "sqlite-disk",
            fills: true,
            ..PLAIN
        },
        Self {
            name: "postgres",
            is_postgres: true,
            workers: 4,
            ..PLAIN
        },
        Self {
            name: "postgres-restart",
            is_postgres: true,
            workers: 4,
            has_faults: true,
            restarts: true,
            ..PLAIN
        },
    ];

    /// The one of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|setting| setting.name == name)
    }
}
