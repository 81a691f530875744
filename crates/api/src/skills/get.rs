//! `GET /users/{user}/skills/{skill}`: one of one's own skills, with its text.

use axum::Json;
use axum::extract::State;
use ropewalk_platform::accounts::UserRef;
use ropewalk_wire::user_skills::UserSkillWithContent;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParams2, SignedIn};

#[utoipa::path(
    get,
    path = "/users/{user}/skills/{skill}",
    operation_id = "get_user_skill",
    tag = "Skills",
    summary = "Get a skill",
    params(("user" = String, Path, description = "A user name, an id, or `me`."), ("skill" = String, Path, description = "The name of the skill.")),
    responses(
        (status = 200, description = "The skill with its text.", body = UserSkillWithContent),
        (status = 403, description = "It is not the caller's own account.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn get_user_skill(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParams2(user, name): PathParams2<UserRef, String>,
) -> ApiResult<Json<UserSkillWithContent>> {
    Ok(Json(state.platform.get_user_skill(&caller.subject, &user, &name).await?))
}
