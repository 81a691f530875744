//! `PATCH /users/{user}/skills/{skill}`: another text of one of one's own skills.

use axum::Json;
use axum::extract::State;
use ropewalk_platform::accounts::UserRef;
use ropewalk_wire::user_skills::{PutUserSkillRequest, UserSkill};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, PathParams2, SignedIn};

#[utoipa::path(
    patch,
    path = "/users/{user}/skills/{skill}",
    operation_id = "update_user_skill",
    tag = "Skills",
    summary = "Change a skill",
    params(("user" = String, Path, description = "A user name, an id, or `me`."), ("skill" = String, Path, description = "The name of the skill.")),
    request_body = PutUserSkillRequest,
    responses(
        (status = 200, description = "The skill as it is now; the new text may have renamed it.", body = UserSkill),
        (status = 400, description = "The text is no skill; `content` says why.", body = ropewalk_wire::Response),
        (status = 403, description = "It is not the caller's own account.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
        (status = 409, description = "There is a skill of this name, or there are as many as anybody may have.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn update_user_skill(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParams2(user, name): PathParams2<UserRef, String>,
    JsonBody(request): JsonBody<PutUserSkillRequest>,
) -> ApiResult<Json<UserSkill>> {
    Ok(Json(state.platform.update_user_skill(&caller.subject, &user, &name, &request).await?))
}
