//! Cancels a build (platform.md 2.7, 3.2).

use ropewalk_authz::{Action, Subject};
use ropewalk_model::BuildId;
use ropewalk_model::build::JobStatus;
use ropewalk_store::jobs::{CancelOutcome, CancelRequest};

use super::get_build::object_of;
use crate::{Platform, UseCaseError, channels};

impl Platform {
    /// Cancels a build: at once when no worker has taken it, else by telling the worker. `expected` is `pending` or
    /// `running`.
    ///
    /// # Errors
    /// 400 when it has ended or `expected` is another word; 403 when the template forbids it; 412 when the job has
    /// another status than expected.
    pub async fn cancel_build(
        &self,
        subject: &Subject,
        id: BuildId,
        expected: Option<&str>,
    ) -> Result<(), UseCaseError> {
        let build = self.find_build(subject, id).await?;
        subject.authorize(Action::Update, &object_of(&build))?;
        let expected = match expected {
            None | Some("") => None,
            Some("pending") => Some(JobStatus::Pending),
            Some("running") => Some(JobStatus::Running),
            Some(_) => {
                return Err(UseCaseError::invalid_field("expect_status", "must be pending or running"));
            }
        };
        let template = self.store().template(build.template_id).await?;
        let may_cancel_running = subject.is_site_owner()
            || template.is_some_and(|template| template.allow_user_cancel_workspace_jobs);
        let request = CancelRequest { job_id: build.job.id, expected, may_cancel_running };
        match self.store().cancel_job(&request).await? {
            CancelOutcome::Completed | CancelOutcome::Asked => {
                let channels = [channels::build(id), channels::workspace(build.workspace_id)];
                self.announce(&channels).await;
                Ok(())
            }
            CancelOutcome::AlreadyDone(status) => {
                Err(UseCaseError::invalid(format!("The build has ended already: {}.", status.as_str())))
            }
            CancelOutcome::NotAsExpected(status) => Err(UseCaseError::Precondition {
                message: format!("The build's job has another status now: {}.", status.as_str()),
            }),
            CancelOutcome::NotAllowed => {
                Err(UseCaseError::forbidden("The template does not let people cancel builds that run."))
            }
            CancelOutcome::Missing => Err(UseCaseError::not_found("build")),
        }
    }
}
