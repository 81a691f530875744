// Groups of people, and the people to put into them (platform.md 2.2, 2.4).

import { client, unwrap } from "./client";
import type { components } from "./schema";

export type Group = components["schemas"]["Group"];
export type ReducedUser = components["schemas"]["ReducedUser"];
export type GroupChange = components["schemas"]["PatchGroupRequest"];
export type NewGroup = components["schemas"]["CreateGroupRequest"];

export const listGroups = () => unwrap(client.GET("/api/v2/groups"));

export const createGroup = (organizationId: string, group: NewGroup) =>
  unwrap(
    client.POST("/api/v2/organizations/{organization}/groups", {
      params: { path: { organization: organizationId } },
      body: group,
    }),
  );

export const updateGroup = (id: string, change: GroupChange) =>
  unwrap(client.PATCH("/api/v2/groups/{group}", { params: { path: { group: id } }, body: change }));

export const deleteGroup = (id: string) =>
  unwrap(client.DELETE("/api/v2/groups/{group}", { params: { path: { group: id } } }));

/** People whose user name, name or address has `text` in it, at most 20. */
export const findPeople = async (text: string) => {
  // A colon would make a search key of what somebody typed.
  const q = text.replaceAll(":", " ").trim();
  const { users } = await unwrap(client.GET("/api/v2/users", { params: { query: { q, limit: 20 } } }));
  return users;
};
