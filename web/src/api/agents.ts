// Which model does what beside the conversation, and from how full a context on chats are summarized (chats-api.md 1.13, 2.14).

import { client, unwrap } from "./client";
import type { components } from "./schema";

type Schemas = components["schemas"];

export type AdvisorConfig = Schemas["ChatAdvisorConfig"];
export type OwnModels = Schemas["UserChatPersonalModelOverrides"];
export type OwnModelMode = Schemas["ChatPersonalModelOverrideMode"];

/** The kinds of work that administrators set a model for. */
export const WORK = ["general", "explore", "title_generation", "compaction"] as const;
export type Work = (typeof WORK)[number];

/** The model config's id; "" = none is set. */
export const modelOf = async (context: Work) =>
  (
    await unwrap(
      client.GET("/api/v2/chats/config/model-override/{context}", { params: { path: { context } } }),
    )
  ).model_config_id;

export const putModelOf = (context: Work, model_config_id: string) =>
  unwrap(
    client.PUT("/api/v2/chats/config/model-override/{context}", {
      params: { path: { context } },
      body: { model_config_id },
    }),
  );

export const peopleMayChoose = async () =>
  (await unwrap(client.GET("/api/v2/chats/config/personal-model-overrides"))).allow_users;

export const putPeopleMayChoose = (allow_users: boolean) =>
  unwrap(client.PUT("/api/v2/chats/config/personal-model-overrides", { body: { allow_users } }));

export const advisor = () => unwrap(client.GET("/api/v2/chats/config/advisor"));

export const putAdvisor = (body: AdvisorConfig) =>
  unwrap(client.PUT("/api/v2/chats/config/advisor", { body }));

export const ownModels = () => unwrap(client.GET("/api/v2/chats/config/user-personal-model-overrides"));

export const putOwnModel = (context: string, mode: OwnModelMode, model_config_id: string) =>
  unwrap(
    client.PUT("/api/v2/chats/config/user-personal-model-overrides/{context}", {
      params: { path: { context } },
      body: { mode, model_config_id },
    }),
  );

/** The caller's own, by model config. */
export const ownThresholds = async () =>
  (await unwrap(client.GET("/api/v2/chats/config/user-compaction-thresholds"))).thresholds;

/** Null = as the model's config says. */
export const putOwnThreshold = (modelConfig: string, percent: number | null) => {
  const params = { path: { modelConfig } };
  return percent === null
    ? unwrap(client.DELETE("/api/v2/chats/config/user-compaction-thresholds/{modelConfig}", { params }))
    : unwrap(
        client.PUT("/api/v2/chats/config/user-compaction-thresholds/{modelConfig}", {
          params,
          body: { threshold_percent: percent },
        }),
      );
};
