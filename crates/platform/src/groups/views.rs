//! How groups look on the wire (platform.md 2.30).

use ropewalk_store::accounts::{GroupMember, GroupRecord, GroupSource};
use ropewalk_wire::accounts as wire;

use crate::accounts::views::{login_type, user_status};

pub(super) fn group(group: GroupRecord, members: Vec<wire::ReducedUser>) -> wire::Group {
    wire::Group {
        id: group.id,
        name: group.name,
        display_name: group.display_name,
        organization_id: group.organization_id,
        members,
        total_member_count: group.member_count,
        avatar_url: group.avatar_url,
        quota_allowance: group.quota_allowance,
        source: match group.source {
            GroupSource::User => wire::GroupSource::User,
            GroupSource::Oidc => wire::GroupSource::Oidc,
        },
        organization_name: group.organization_name,
        organization_display_name: group.organization_display_name,
    }
}

pub(super) fn member(member: GroupMember) -> wire::ReducedUser {
    wire::ReducedUser {
        id: member.user_id,
        username: member.username,
        name: member.name,
        avatar_url: member.avatar_url,
        email: member.email,
        created_at: member.created_at,
        updated_at: member.updated_at,
        last_seen_at: member.last_seen_at,
        status: user_status(member.status),
        login_type: login_type(member.login_type),
    }
}
