//! `PATCH /workspacebuilds/{build}/cancel`: asks a build to stop.

use axum::Json;
use axum::extract::State;
use ropewalk_model::BuildId;
use ropewalk_wire::builds::CancelBuildQuery;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, Query, SignedIn};

#[utoipa::path(
    patch,
    path = "/workspacebuilds/{build}/cancel",
    operation_id = "cancel_build",
    tag = "Builds",
    summary = "Cancel a build",
    params(("build" = uuid::Uuid, Path, description = "The build."), CancelBuildQuery),
    responses(
        (status = 200, description = "It is cancelled, or its worker is told.", body = ropewalk_wire::Response),
        (status = 403, description = "The template does not let people cancel builds that run.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
        (status = 412, description = "The job has another status than expected.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn cancel_build(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<BuildId>,
    Query(query): Query<CancelBuildQuery>,
) -> ApiResult<Json<ropewalk_wire::Response>> {
    state.platform.cancel_build(&caller.subject, id, query.expect_status.as_deref()).await?;
    Ok(Json(ropewalk_wire::Response::of("The build is being cancelled.")))
}
