//! Lets hyper spawn its tasks on a tracker that somebody owns, so that a shutdown can wait for them.

use std::future::Future;

use hyper::rt::Executor;
use tokio_util::task::TaskTracker;

/// Spawns on a [`TaskTracker`].
#[derive(Clone, Debug)]
pub struct TrackedExecutor(pub TaskTracker);

impl<F> Executor<F> for TrackedExecutor
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    fn execute(&self, future: F) {
        self.0.spawn(future);
    }
}
