//! `GET /healthz`: the process answers. It says nothing about the database: a restart would not mend that.

#[utoipa::path(
    get,
    path = "/healthz",
    operation_id = "healthz",
    tag = "General",
    summary = "Sign of life",
    responses(
        (status = 200, description = "The text OK.", body = String, content_type = "text/plain"),
    ),
    security(()),
)]
pub(super) async fn healthz() -> &'static str {
    "OK"
}
