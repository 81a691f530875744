//! The database of the server: an outside PostgreSQL, or its own in the data directory.

use std::path::Path;

use anyhow::Context;
use ropewalk_config::DatabaseSettings;
use ropewalk_model::Entropy;
use ropewalk_store::postgres::{EmbeddedPostgres, Places, PostgresOptions, Progress};
use ropewalk_store::{Store, StoreOptions};

use super::news::News;

/// An open database, and our own PostgreSQL when it is ours.
pub(super) struct Database {
    pub(super) store: Store,
    own: Option<EmbeddedPostgres>,
}

impl Database {
    /// Starts or finds PostgreSQL, connects, and brings the schema up to date.
    pub(super) async fn open(
        settings: &DatabaseSettings,
        data_dir: &Path,
        entropy: &dyn Entropy,
        news: News,
    ) -> anyhow::Result<Self> {
        let (url, own) = match &settings.postgres_url {
            Some(url) => {
                news.step("connecting to the given PostgreSQL");
                (url.clone(), None)
            }
            None => {
                let options = PostgresOptions {
                    places: Places::of_this_machine(settings.postgres_bin.clone()),
                    ..PostgresOptions::default()
                };
                let own = EmbeddedPostgres::start(data_dir, options, entropy, move |progress: Progress| {
                    news.step(&progress.to_string());
                })
                .await
                .context("could not start the server's own PostgreSQL")?;
                (own.url(), Some(own))
            }
        };
        match Self::connect(url.expose()).await {
            Ok(store) => Ok(Self { store, own }),
            Err(error) => {
                if let Some(own) = own {
                    own.stop().await;
                }
                Err(error)
            }
        }
    }

    async fn connect(url: &str) -> anyhow::Result<Store> {
        let store = Store::connect(url, StoreOptions::default()).await?;
        store.migrate().await?;
        Ok(store)
    }

    /// Closes the connections, then stops our own PostgreSQL.
    pub(super) async fn close(self) {
        self.store.close().await;
        if let Some(own) = self.own {
            own.stop().await;
        }
    }
}
