// Skills that a person keeps for their chats (docs/adr/0027).

import { client, unwrap } from "./client";
import { queryClient } from "./query";
import type { components } from "./schema";

export type Skill = components["schemas"]["UserSkill"];

/** Where the list of one's own is kept. */
export const skillsKey = ["skills", "own"] as const;

const own = (skill: string) => ({ path: { user: "me", skill } });

export const skills = () =>
  unwrap(client.GET("/api/v2/users/{user}/skills", { params: { path: { user: "me" } } }));

export const skillText = async (name: string) =>
  (await unwrap(client.GET("/api/v2/users/{user}/skills/{skill}", { params: own(name) }))).content;

export const createSkill = (content: string) =>
  unwrap(client.POST("/api/v2/users/{user}/skills", { params: { path: { user: "me" } }, body: { content } }));

export const updateSkill = (name: string, content: string) =>
  unwrap(client.PATCH("/api/v2/users/{user}/skills/{skill}", { params: own(name), body: { content } }));

export const deleteSkill = (name: string) =>
  unwrap(client.DELETE("/api/v2/users/{user}/skills/{skill}", { params: own(name) }));

export const refreshSkills = () => queryClient.invalidateQueries({ queryKey: skillsKey });
