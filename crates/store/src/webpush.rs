//! Browsers that are sent notifications (chats-api.md 1.20).
//!
//! What must stay true: an endpoint is one person's, so that who signs in on another's browser does not get their notifications; nobody
//! has more than [`SUBSCRIPTIONS_MAX`], the oldest go.

use ropewalk_model::{Timestamp, UserId, WebpushSubscriptionId};

use crate::{Step, Store, StoreError};

/// How many browsers one person has at most.
pub const SUBSCRIPTIONS_MAX: i64 = 20;

/// A browser that is sent notifications.
#[derive(Clone, PartialEq, Eq)]
pub struct WebpushSubscription {
    /// Its id.
    pub id: WebpushSubscriptionId,
    /// Whose it is.
    pub user_id: UserId,
    /// Where its push service takes messages for it. Whoever knows it can send there, so it is not logged.
    pub endpoint: String,
    /// The browser's public key: an uncompressed point of P-256, 65 bytes.
    pub p256dh: Vec<u8>,
    /// The secret of the browser, 16 bytes.
    pub auth: Vec<u8>,
}

impl std::fmt::Debug for WebpushSubscription {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WebpushSubscription")
            .field("id", &self.id)
            .field("user_id", &self.user_id)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// Stores a subscription in the place of another of the same endpoint.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.webpush.put", skip_all, err(level = "debug"))]
    pub async fn put_webpush_subscription(
        &self,
        subscription: &WebpushSubscription,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let step = "store a subscription to notifications";
        let mut tx = self.begin(step).await?;
        sqlx::query!(
            "insert into webpush_subscriptions (id, user_id, endpoint, p256dh, auth, created_at) values ($1, $2, $3, $4, $5, $6)
                 on conflict (endpoint) do update
                set id = excluded.id, user_id = excluded.user_id, p256dh = excluded.p256dh, auth = excluded.auth,
                    created_at = excluded.created_at",
            subscription.id.uuid(),
            subscription.user_id.uuid(),
            subscription.endpoint,
            subscription.p256dh,
            subscription.auth,
            now,
        )
        .execute(&mut *tx)
        .await
        .step(step)?;
        sqlx::query!(
            "delete from webpush_subscriptions
              where id in (select id from webpush_subscriptions
                            where user_id = $1 order by created_at desc, id offset $2)",
            subscription.user_id.uuid(),
            SUBSCRIPTIONS_MAX,
        )
        .execute(&mut *tx)
        .await
        .step(step)?;
        tx.commit().await.step(step)
    }

    /// The subscriptions of `user`, the newest first.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.webpush.list", skip_all, fields(user.id = %user), err(level = "debug"))]
    pub async fn webpush_subscriptions(&self, user: UserId) -> Result<Vec<WebpushSubscription>, StoreError> {
        let rows = sqlx::query!(
            "select id, user_id, endpoint, p256dh, auth from webpush_subscriptions
              where user_id = $1 order by created_at desc, id limit $2",
            user.uuid(),
            SUBSCRIPTIONS_MAX,
        )
        .fetch_all(self.pool())
        .await
        .step("list a person's subscriptions to notifications")?;
        let read = rows.into_iter().map(|row| WebpushSubscription {
            id: row.id.into(),
            user_id: row.user_id.into(),
            endpoint: row.endpoint,
            p256dh: row.p256dh,
            auth: row.auth,
        });
        Ok(read.collect())
    }

    /// Removes the subscription of `user` with this endpoint. `false`: there is none.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.webpush.delete", skip_all, fields(user.id = %user), err(level = "debug"))]
    pub async fn delete_webpush_subscription(
        &self,
        user: UserId,
        endpoint: &str,
    ) -> Result<bool, StoreError> {
        let done = sqlx::query!(
            "delete from webpush_subscriptions where user_id = $1 and endpoint = $2",
            user.uuid(),
            endpoint,
        )
        .execute(self.pool())
        .await
        .step("remove a subscription to notifications")?;
        Ok(done.rows_affected() > 0)
    }

    /// Removes a subscription that its push service does not know any more. One that was made anew meanwhile has another id, and stays.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.webpush.bury", skip_all, err(level = "debug"))]
    pub async fn bury_webpush_subscription(&self, id: WebpushSubscriptionId) -> Result<(), StoreError> {
        sqlx::query!("delete from webpush_subscriptions where id = $1", id.uuid())
            .execute(self.pool())
            .await
            .map(drop)
            .step("remove a dead subscription to notifications")
    }
}
