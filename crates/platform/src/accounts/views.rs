//! How records of accounts look on the wire (platform.md 2.30).

use ropewalk_authz::SiteRole;
use ropewalk_store::accounts as stored;
use ropewalk_wire::accounts as wire;

pub(crate) const fn login_type(login_type: stored::LoginType) -> wire::LoginType {
    match login_type {
        stored::LoginType::Password => wire::LoginType::Password,
        stored::LoginType::Github => wire::LoginType::Github,
        stored::LoginType::Oidc => wire::LoginType::Oidc,
        stored::LoginType::Token => wire::LoginType::Token,
        stored::LoginType::None => wire::LoginType::None,
    }
}

pub(crate) const fn stored_login_type(login_type: wire::LoginType) -> stored::LoginType {
    match login_type {
        wire::LoginType::Password => stored::LoginType::Password,
        wire::LoginType::Github => stored::LoginType::Github,
        wire::LoginType::Oidc => stored::LoginType::Oidc,
        wire::LoginType::Token => stored::LoginType::Token,
        wire::LoginType::None => stored::LoginType::None,
    }
}

pub(crate) const fn user_status(status: stored::UserStatus) -> wire::UserStatus {
    match status {
        stored::UserStatus::Active => wire::UserStatus::Active,
        stored::UserStatus::Dormant => wire::UserStatus::Dormant,
        stored::UserStatus::Suspended => wire::UserStatus::Suspended,
    }
}

pub(crate) const fn stored_user_status(status: wire::UserStatus) -> stored::UserStatus {
    match status {
        wire::UserStatus::Active => stored::UserStatus::Active,
        wire::UserStatus::Dormant => stored::UserStatus::Dormant,
        wire::UserStatus::Suspended => stored::UserStatus::Suspended,
    }
}

/// A role's name for people.
const fn role_display_name(role: SiteRole) -> &'static str {
    match role {
        SiteRole::Owner => "Owner",
        SiteRole::Member => "Member",
    }
}

pub(crate) fn user(user: stored::UserRecord) -> wire::User {
    let roles = user
        .site_roles
        .into_iter()
        .map(|name| wire::SlimRole {
            display_name: SiteRole::parse(&name).map(role_display_name).unwrap_or_default().to_owned(),
            name,
            organization_id: None,
        })
        .collect();
    wire::User {
        id: user.id,
        username: user.username,
        name: user.name,
        avatar_url: user.avatar_url,
        email: user.email,
        created_at: user.created_at,
        updated_at: user.updated_at,
        last_seen_at: user.last_seen_at,
        status: user_status(user.status),
        login_type: login_type(user.login_type),
        organization_ids: user.organization_ids,
        roles,
        has_ai_seat: false,
    }
}

pub(crate) fn api_key(key: stored::ApiKeyRecord) -> wire::ApiKey {
    wire::ApiKey {
        id: key.id,
        user_id: key.user_id,
        last_used: key.last_used_at,
        expires_at: key.expires_at,
        created_at: key.created_at,
        updated_at: key.updated_at,
        login_type: login_type(key.login_type),
        // No key can be made with another scope: see `create_token`.
        scope: wire::ApiKeyScope::All,
        scopes: key.scopes,
        token_name: key.token_name,
        lifetime_seconds: key.lifetime_seconds,
        allow_list: vec![wire::AllowListEntry { resource_type: "*".to_owned(), id: "*".to_owned() }],
    }
}
