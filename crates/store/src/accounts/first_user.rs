//! The first account of a deployment.

use ropewalk_model::OrganizationId;

use super::NewUser;
use super::users::insert_user;
use crate::settings::SettingKey;
use crate::{Step, Store, StoreError};

/// What became of the wish to be the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstUserOutcome {
    /// The account was made, in the default organization.
    Created(OrganizationId),
    /// Somebody has an account already.
    UsersExist,
}

impl Store {
    /// Makes the account if nobody has one, puts it into the default organization, and forgets the set-up token. Of two
    /// calls at the same time one wins.
    ///
    /// # Errors
    /// The database does not answer; [`StoreError::RowCount`] when there is no default organization, which the
    /// first start makes.
    #[tracing::instrument(name = "db.users.create_first", skip_all, err(level = "debug"))]
    pub async fn create_first_user(&self, user: &NewUser) -> Result<FirstUserOutcome, StoreError> {
        let step = "make the first user";
        let mut transaction = self.begin(step).await?;
        // The lock on this row is what lets only one of several calls see an empty table.
        let organization = sqlx::query_scalar!("select id from organizations where is_default for update")
            .fetch_optional(&mut *transaction)
            .await
            .step(step)?
            .ok_or(StoreError::RowCount { step, expected: 1, found: 0 })?;
        let is_taken =
            sqlx::query_scalar!(r#"select exists(select 1 from users where not deleted) as "any!""#)
                .fetch_one(&mut *transaction)
                .await
                .step(step)?;
        if is_taken {
            return Ok(FirstUserOutcome::UsersExist);
        }
        let organization = OrganizationId::from(organization);
        insert_user(&mut transaction, user, &[organization]).await?;
        sqlx::query!("delete from site_settings where key = $1", SettingKey::SetupTokenHash.as_str())
            .execute(&mut *transaction)
            .await
            .step(step)?;
        transaction.commit().await.step(step)?;
        Ok(FirstUserOutcome::Created(organization))
    }
}
