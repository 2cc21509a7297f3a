//! [`Store`]: the journal that outlives its workers, in a file or in Postgres.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use paylink_batch::{Journal, PostgresJournal, SqliteJournal};
use paylink_core::transport::Runtime;

use super::setting::Setting;
use crate::cluster::Cluster;

/// How large the small disk of a journal is, in KiB. A batch of the trials fits in.
const DISK: u64 = 8 * 1024;

/// A journal that outlives its workers.
pub(super) struct Store {
    folder: PathBuf,
    is_mounted: bool,
    cluster: Option<Cluster>,
}

/// Opens the journal at an address or a path.
pub(super) fn open(place: &str, runtime: Arc<dyn Runtime>) -> Box<dyn Journal> {
    if place.starts_with("host=") || place.starts_with("postgres") {
        Box::new(PostgresJournal::new(place, None).unwrap())
    } else {
        Box::new(SqliteJournal::open(place, runtime).unwrap())
    }
}

impl Store {
    /// `None` if the machine has no Postgres or cannot mount a small disk. It says so.
    pub(super) fn new(setting: &Setting, name: &str) -> Option<Self> {
        let folder = format!("paylink-crashes-{}-{name}", std::process::id());
        let folder = std::env::temp_dir().join(folder);
        let mut store = Self {
            folder,
            is_mounted: false,
            cluster: None,
        };
        store.clean();
        fs::create_dir_all(&store.folder).unwrap();
        if setting.is_postgres {
            store.cluster = Some(Cluster::start(&format!("x{name}"))?);
        }
        if setting.fills {
            let size = format!("size={DISK}k");
            let mount = Command::new("mount")
                .args(["-t", "tmpfs", "-o", &size, "tmpfs"])
                .arg(&store.folder)
                .output();
            store.is_mounted = mount.is_ok_and(|output| output.status.success());
            if !store.is_mounted {
                // This is not an error in CI either: a container may not mount.
                eprintln!("SKIPPED: no small disk can be mounted here");
                return None;
            }
        }
        Some(store)
    }

    /// Where workers find it.
    pub(super) fn place(&self) -> String {
        match &self.cluster {
            Some(cluster) => cluster.address.clone(),
            None => self.file().to_str().unwrap().to_owned(),
        }
    }

    /// The leases of this owner end now, not in minutes. `false` when the journal is locked for
    /// longer than this.
    pub(super) async fn end_leases(&self, owner: &str, patience: Duration) -> bool {
        let Some(cluster) = &self.cluster else {
            let journal = rusqlite::Connection::open(self.file()).unwrap();
            journal.busy_timeout(patience).unwrap();
            let sql = "UPDATE shard SET lease_until = 0 WHERE owner = ?1";
            return journal.execute(sql, [owner]).is_ok();
        };
        let sql = "UPDATE paylink.shard SET lease_until = 0 WHERE owner = $1";
        let work = async {
            let connected = tokio_postgres::connect(&cluster.address, tokio_postgres::NoTls);
            let (client, connection) = connected.await?;
            tokio::spawn(connection);
            client.execute(sql, &[&owner]).await
        };
        tokio::time::timeout(patience, work)
            .await
            .is_ok_and(|done| done.is_ok())
    }

    /// Fills the disk of the journal for a while.
    pub(super) async fn fill(&self, moment: Duration) {
        let filler = self.folder.join("filler");
        let mut file = File::create(&filler).unwrap();
        let block = [0_u8; 4096];
        // Until there is no room.
        while file.write_all(&block).is_ok() {}
        drop(file);
        tokio::time::sleep(moment).await;
        fs::remove_file(filler).unwrap();
    }

    /// Restarts the database.
    pub(super) fn restart(&self) {
        if let Some(cluster) = &self.cluster {
            cluster.restart();
        }
    }

    fn file(&self) -> PathBuf {
        self.folder.join("journal.db")
    }

    fn clean(&self) {
        if self.is_mounted {
            // A journal's thread may still be closing its file. The disk is removed after that.
            let _ = Command::new("umount").arg("-l").arg(&self.folder).output();
        }
        remove(&self.folder);
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.clean();
    }
}

fn remove(folder: &Path) {
    let _ = fs::remove_dir_all(folder);
}
