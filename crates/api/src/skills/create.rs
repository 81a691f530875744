//! `POST /users/{user}/skills`: a new skill of one's own.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_platform::accounts::UserRef;
use ropewalk_wire::user_skills::{PutUserSkillRequest, UserSkill};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, PathParam, SignedIn};

#[utoipa::path(
    post,
    path = "/users/{user}/skills",
    operation_id = "create_user_skill",
    tag = "Skills",
    summary = "Create a skill",
    description = "Every chat of the person is told its name and description, and reads the text when a task fits.",
    params(("user" = String, Path, description = "A user name, an id, or `me`.")),
    request_body = PutUserSkillRequest,
    responses(
        (status = 201, description = "The new skill.", body = UserSkill),
        (status = 400, description = "The text is no skill; `content` says why.", body = ropewalk_wire::Response),
        (status = 403, description = "It is not the caller's own account.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
        (status = 409, description = "There is a skill of this name, or there are as many as anybody may have.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn create_user_skill(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(user): PathParam<UserRef>,
    JsonBody(request): JsonBody<PutUserSkillRequest>,
) -> ApiResult<(StatusCode, Json<UserSkill>)> {
    let skill = state.platform.create_user_skill(&caller.subject, &user, &request).await?;
    Ok((StatusCode::CREATED, Json(skill)))
}
