// Providers of models, the models that chats may use, and the ones that are known (chats-api.md 1.14-1.16).

import { client, unwrap } from "./client";
import type { CatalogProvider, ChatModelConfig, ChatProviderConfig, ProviderTest } from "./types";

export const listProviders = (): Promise<ChatProviderConfig[]> =>
  unwrap(client.GET("/api/v2/chats/providers"));

export interface ProviderInput {
  display_name?: string;
  api_key?: string;
  base_url?: string;
  enabled?: boolean;
}

export const createProvider = (provider: string, input: ProviderInput): Promise<ChatProviderConfig> =>
  unwrap(client.POST("/api/v2/chats/providers", { body: { provider, ...input } }));

export const updateProvider = (id: string, input: ProviderInput): Promise<ChatProviderConfig> =>
  unwrap(
    client.PATCH("/api/v2/chats/providers/{providerConfig}", {
      params: { path: { providerConfig: id } },
      body: input,
    }),
  );

export const deleteProvider = (id: string): Promise<unknown> =>
  unwrap(
    client.DELETE("/api/v2/chats/providers/{providerConfig}", { params: { path: { providerConfig: id } } }),
  );

export const testProvider = (id: string): Promise<ProviderTest> =>
  unwrap(
    client.POST("/api/v2/chats/providers/{providerConfig}/test", {
      params: { path: { providerConfig: id } },
    }),
  );

export const listCatalog = async (): Promise<CatalogProvider[]> => {
  const answer = await unwrap<{ providers: CatalogProvider[] }>(client.GET("/api/v2/chats/models"));
  return answer.providers;
};

export const listModels = (): Promise<ChatModelConfig[]> => unwrap(client.GET("/api/v2/chats/model-configs"));

export interface ModelInput {
  provider?: string;
  model?: string;
  display_name?: string;
  context_limit?: number;
  enabled?: boolean;
  is_default?: boolean;
}

export const createModel = (input: ModelInput): Promise<ChatModelConfig> =>
  unwrap(client.POST("/api/v2/chats/model-configs", { body: input }));

export const updateModel = (id: string, input: ModelInput): Promise<ChatModelConfig> =>
  unwrap(
    client.PATCH("/api/v2/chats/model-configs/{modelConfig}", {
      params: { path: { modelConfig: id } },
      body: input,
    }),
  );

export const deleteModel = (id: string): Promise<unknown> =>
  unwrap(
    client.DELETE("/api/v2/chats/model-configs/{modelConfig}", {
      params: { path: { modelConfig: id } },
    }),
  );
