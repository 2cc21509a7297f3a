//! Connections that come back after the server was restarted, and transactions on them.

use std::collections::HashMap;
use std::sync::Arc;

use rustls::ClientConfig;
use rustls::crypto::aws_lc_rs;
use rustls_platform_verifier::BuilderVerifierExt as _;
use tokio::sync::Mutex;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Config, Row, Statement};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::fault::Fault;
use super::schema;
use crate::error::JournalError;

/// What a statement is called with.
pub(super) type Values<'a> = &'a [&'a (dyn ToSql + Sync)];

/// One connection with its prepared statements.
pub(super) struct Db {
    pub(super) client: Client,
    statements: HashMap<&'static str, Statement>,
}

impl Db {
    async fn statement(&mut self, sql: &'static str) -> Result<Statement, Fault> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql).await?;
        self.statements.insert(sql, statement.clone());
        Ok(statement)
    }

    pub(super) async fn query(
        &mut self,
        sql: &'static str,
        values: Values<'_>,
    ) -> Result<Vec<Row>, Fault> {
        let statement = self.statement(sql).await?;
        Ok(self.client.query(&statement, values).await?)
    }

    pub(super) async fn first(
        &mut self,
        sql: &'static str,
        values: Values<'_>,
    ) -> Result<Option<Row>, Fault> {
        Ok(self.query(sql, values).await?.into_iter().next())
    }

    pub(super) async fn execute(
        &mut self,
        sql: &'static str,
        values: Values<'_>,
    ) -> Result<u64, Fault> {
        let statement = self.statement(sql).await?;
        Ok(self.client.execute(&statement, values).await?)
    }
}

/// A place for one connection.
pub(super) struct Pipe {
    config: Arc<Config>,
    tls: MakeRustlsConnect,
    /// Taken out for as long as it is used: what is dropped in the middle of a transaction closes
    /// its connection, and the server takes the transaction back.
    db: Mutex<Option<Db>>,
}

impl Pipe {
    pub(super) fn new(config: Arc<Config>) -> Result<Self, JournalError> {
        let tls = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .and_then(|builder| builder.with_platform_verifier())
            .map_err(JournalError::storage)?
            .with_no_client_auth();
        Ok(Self {
            config,
            tls: MakeRustlsConnect::new(tls),
            db: Mutex::new(None),
        })
    }

    async fn connect(&self) -> Result<Db, Fault> {
        let (client, connection) = self.config.connect(self.tls.clone()).await?;
        // It ends with the client. Its error is the error of whatever is called next.
        tokio::spawn(connection);
        // A commit that returned must be on disk, whatever the server's default is.
        let safe =
            "SET synchronous_commit = on; SET default_transaction_isolation = 'read committed'";
        client.batch_execute(safe).await?;
        schema::make(&client).await?;
        Ok(Db {
            client,
            statements: HashMap::new(),
        })
    }

    /// Does `work` in one transaction.
    pub(super) async fn transaction<T>(
        &self,
        work: impl AsyncFnOnce(&mut Db) -> Result<T, Fault>,
    ) -> Result<T, JournalError> {
        let mut place = self.db.lock().await;
        let known = place.take().filter(|db| !db.client.is_closed());
        let mut db = match known {
            Some(db) => db,
            None => self.connect().await?,
        };
        db.client
            .batch_execute("BEGIN")
            .await
            .map_err(Fault::from)?;
        let done = work(&mut db).await;
        let end = if done.is_ok() { "COMMIT" } else { "ROLLBACK" };
        let ended = db.client.batch_execute(end).await;
        let done = done?;
        ended.map_err(Fault::from)?;
        *place = Some(db);
        Ok(done)
    }
}
