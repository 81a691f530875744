// Workspaces, their builds and templates (platform.md 2.5-2.8).

import { client, unwrap } from "./client";
import type { Transition } from "./types";

export const buildLogsPath = (build: string, after: number) =>
  `/api/v2/workspacebuilds/${encodeURIComponent(build)}/logs?follow&after=${after}`;

export const agentLogsPath = (agent: string, after: number) =>
  `/api/v2/workspaceagents/${encodeURIComponent(agent)}/logs?follow&after=${after}`;

export const workspaceWatchPath = (workspace: string) =>
  `/api/v2/workspaces/${encodeURIComponent(workspace)}/watch-ws`;

export const listWorkspaces = async () => {
  const { workspaces } = await unwrap(
    client.GET("/api/v2/workspaces", { params: { query: { q: "owner:me" } } }),
  );
  return workspaces;
};

export const getWorkspace = (workspace: string) =>
  unwrap(client.GET("/api/v2/workspaces/{workspace}", { params: { path: { workspace } } }));

export const createBuild = (workspace: string, transition: Transition) =>
  unwrap(
    client.POST("/api/v2/workspaces/{workspace}/builds", {
      params: { path: { workspace } },
      body: { transition, reason: "dashboard" },
    }),
  );

export const listBuilds = (workspace: string) =>
  unwrap(client.GET("/api/v2/workspaces/{workspace}/builds", { params: { path: { workspace } } }));

export const cancelBuild = (build: string) =>
  unwrap(client.PATCH("/api/v2/workspacebuilds/{build}/cancel", { params: { path: { build } } }));

export const listTemplates = () => unwrap(client.GET("/api/v2/templates"));

export const createWorkspace = (template: string, name: string) =>
  unwrap(
    client.POST("/api/v2/users/{user}/workspaces", {
      params: { path: { user: "me" } },
      body: { template_id: template, name },
    }),
  );
