//! Delete: ends the process tree and removes the files.

use super::{
    LocalDriver,
    driver::{blocking, info},
    remove::{remove_home, remove_tree},
};
use crate::{BuildContext, BuildOutcome, DriverError};

impl LocalDriver {
    pub(super) async fn delete_workspace(
        &self,
        context: &BuildContext<'_>,
    ) -> Result<BuildOutcome, DriverError> {
        if context.cancel.is_cancelled() {
            return Err(DriverError::Canceled);
        }
        let state = self.state(context)?;
        self.end_processes(context, state.as_ref()).await?;
        let layout = self.layout(context);
        info(context, "Delete", &format!("Removing {}", layout.home.display())).await;
        blocking("remove the files of the workspace", move || {
            remove_home(&layout.home, &layout.leaving)?;
            remove_tree(&layout.run_dir)
        })
        .await?;
        info(context, "Delete", "The workspace is gone").await;
        Ok(BuildOutcome::default())
    }
}
