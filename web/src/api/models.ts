// Providers of models, the models that chats may use, and the ones that are known (chats-api.md 1.14-1.16).

import { client, unwrap } from "./client";
import type { components } from "./schema";

export const listProviders = () => unwrap(client.GET("/api/v2/chats/providers"));

export type ProviderInput = components["schemas"]["UpdateChatProviderRequest"];

export const createProvider = (provider: string, input: ProviderInput) =>
  unwrap(client.POST("/api/v2/chats/providers", { body: { provider, ...input } }));

export const updateProvider = (id: string, input: ProviderInput) =>
  unwrap(
    client.PATCH("/api/v2/chats/providers/{providerConfig}", {
      params: { path: { providerConfig: id } },
      body: input,
    }),
  );

export const deleteProvider = (id: string) =>
  unwrap(
    client.DELETE("/api/v2/chats/providers/{providerConfig}", { params: { path: { providerConfig: id } } }),
  );

export const testProvider = (id: string) =>
  unwrap(
    client.POST("/api/v2/chats/providers/{providerConfig}/test", {
      params: { path: { providerConfig: id } },
    }),
  );

/** The providers that take a key of one's own. */
export const listOwnKeys = () => unwrap(client.GET("/api/v2/chats/user-provider-configs"));

export const putOwnKey = (provider: string, key: string) =>
  unwrap(
    client.PUT("/api/v2/chats/user-provider-configs/{providerConfig}", {
      params: { path: { providerConfig: provider } },
      body: { api_key: key },
    }),
  );

export const deleteOwnKey = (provider: string) =>
  unwrap(
    client.DELETE("/api/v2/chats/user-provider-configs/{providerConfig}", {
      params: { path: { providerConfig: provider } },
    }),
  );

export const listCatalog = async () => {
  const { providers } = await unwrap(client.GET("/api/v2/chats/models"));
  return providers;
};

export const listModels = () => unwrap(client.GET("/api/v2/chats/model-configs"));

export type NewModel = components["schemas"]["CreateChatModelConfigRequest"];

export const createModel = (input: NewModel) =>
  unwrap(client.POST("/api/v2/chats/model-configs", { body: input }));

export type ModelChange = components["schemas"]["UpdateChatModelConfigRequest"];

export const updateModel = (id: string, input: ModelChange) =>
  unwrap(
    client.PATCH("/api/v2/chats/model-configs/{modelConfig}", {
      params: { path: { modelConfig: id } },
      body: input,
    }),
  );

export const deleteModel = (id: string) =>
  unwrap(
    client.DELETE("/api/v2/chats/model-configs/{modelConfig}", {
      params: { path: { modelConfig: id } },
    }),
  );
