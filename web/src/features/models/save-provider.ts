// Stores a provider, asks it whether it takes the key, and gives it a first model if it has none.

import { ApiError } from "@/api/errors";
import {
  createModel,
  createProvider,
  listCatalog,
  listModels,
  listProviders,
  testProvider,
  updateProvider,
} from "@/api/models";
import type { ChatProviderConfig } from "@/api/types";
import { preferredModel } from "./preferred-model";
import { providerName } from "./providers";

export interface ProviderForm {
  provider: string;
  apiKey: string;
  baseUrl: string;
  /** For providers whose models are not known: what to call, and its context window in tokens. */
  model: string;
  contextLimit: number;
}

export async function setUpProvider(form: ProviderForm): Promise<void> {
  const stored = await storeProvider(form);
  const test = await testProvider(stored.id);
  if (!test.ok) throw new ApiError(400, test.message, test.detail ?? "");
  await addFirstModel(form);
}

/** The form may be sent again after a refused key: the provider is there then. */
async function storeProvider(form: ProviderForm): Promise<ChatProviderConfig> {
  const input = {
    ...(form.apiKey ? { api_key: form.apiKey } : {}),
    ...(form.baseUrl ? { base_url: form.baseUrl } : {}),
    enabled: true,
  };
  const known = (await listProviders()).find(
    (it) => it.provider === form.provider && it.source !== "supported",
  );
  return known ? updateProvider(known.id, input) : createProvider(form.provider, input);
}

async function addFirstModel(form: ProviderForm): Promise<void> {
  const models = await listModels();
  if (models.some((it) => it.provider === form.provider && it.enabled)) return;
  if (form.model) {
    await createModel({ provider: form.provider, model: form.model, context_limit: form.contextLimit });
    return;
  }
  const catalog = (await listCatalog()).find((it) => it.provider === form.provider);
  const model = preferredModel(form.provider, catalog?.known_models ?? []);
  if (!model) {
    throw new ApiError(
      404,
      `No model of ${providerName(form.provider)} is known to this server.`,
      "Add one under Settings, Models.",
    );
  }
  await createModel({ provider: form.provider, model: model.model });
}
