// Providers, models, and the list of known models. The key "bad" is refused.

import { randomUUID } from "node:crypto";

const NIL = "00000000-0000-0000-0000-000000000000";
const now = () => new Date().toISOString();

const KNOWN = {
  anthropic: [
    ["claude-haiku-4-5", "Claude Haiku 4.5", 200_000],
    ["claude-opus-4-6", "Claude Opus 4.6", 200_000],
    ["claude-sonnet-4-5-20250929", "Claude Sonnet 4.5 (2025-09-29)", 200_000],
    ["claude-sonnet-4-6", "Claude Sonnet 4.6", 1_000_000],
  ],
  openai: [
    ["gpt-5.2", "GPT-5.2", 400_000],
    ["gpt-5-mini", "GPT-5 mini", 400_000],
    ["o4-mini", "o4-mini", 200_000],
  ],
};

const known = (provider) =>
  (KNOWN[provider] ?? []).map(([model, display_name, context_limit]) => ({
    model,
    display_name,
    context_limit,
    cost: {},
  }));

export const state = { providers: [], models: [] };

const supported = (provider, display_name) => ({
  id: NIL,
  provider,
  display_name,
  enabled: false,
  has_api_key: false,
  central_api_key_enabled: true,
  allow_user_api_key: false,
  allow_central_api_key_fallback: false,
  source: "supported",
  created_at: "0001-01-01T00:00:00Z",
  updated_at: "0001-01-01T00:00:00Z",
});

const ALL = [
  supported("anthropic", "Anthropic"),
  supported("openai", "OpenAI"),
  supported("openai-compat", "OpenAI-compatible"),
];
const keys = new Map();

export function addProvider(input) {
  const provider = {
    ...supported(
      input.provider,
      ALL.find((it) => it.provider === input.provider)?.display_name ?? input.provider,
    ),
    ...(input.display_name ? { display_name: input.display_name } : {}),
    ...(input.base_url ? { base_url: input.base_url } : {}),
    id: randomUUID(),
    enabled: true,
    has_api_key: Boolean(input.api_key),
    source: input.source ?? "database",
    created_at: now(),
    updated_at: now(),
  };
  keys.set(provider.id, input.api_key ?? "");
  state.providers.push(provider);
  return provider;
}

export function addModel(input) {
  const found = known(input.provider).find((it) => it.model === input.model);
  const model = {
    id: randomUUID(),
    provider: input.provider,
    model: input.model,
    display_name: input.display_name ?? found?.display_name ?? input.model,
    enabled: true,
    is_default: state.models.length === 0,
    context_limit: input.context_limit ?? found?.context_limit ?? 32_768,
    compression_threshold: 70,
    created_at: now(),
    updated_at: now(),
  };
  state.models.push(model);
  return model;
}

const byId = (list, id) => list.find((it) => it.id === id);
const PROVIDERS = /^\/api\/(?:v2|experimental)\/chats\/providers$/;
const PROVIDER = /^\/api\/(?:v2|experimental)\/chats\/providers\/([^/]+)$/;
const MODELS = /^\/api\/(?:v2|experimental)\/chats\/model-configs$/;
const MODEL = /^\/api\/(?:v2|experimental)\/chats\/model-configs\/([^/]+)$/;

export function modelRoutes() {
  return [
    {
      method: "GET",
      path: PROVIDERS,
      run: () => ({
        body: ALL.map((it) => state.providers.find((own) => own.provider === it.provider) ?? it),
      }),
    },
    { method: "POST", path: PROVIDERS, run: ({ body }) => ({ status: 201, body: addProvider(body) }) },
    {
      method: "PATCH",
      path: PROVIDER,
      run: ({ params, body }) => {
        const provider = byId(state.providers, params[0]);
        if (body.api_key !== undefined) {
          keys.set(provider.id, body.api_key);
          provider.has_api_key = body.api_key !== "";
        }
        for (const key of ["enabled", "display_name", "base_url"]) {
          if (body[key] !== undefined) provider[key] = body[key];
        }
        return { body: provider };
      },
    },
    {
      method: "DELETE",
      path: PROVIDER,
      run: ({ params }) => {
        state.providers = state.providers.filter((it) => it.id !== params[0]);
        return { status: 204 };
      },
    },
    {
      method: "POST",
      path: /^\/api\/(?:v2|experimental)\/chats\/providers\/([^/]+)\/test$/,
      run: async ({ params }) => {
        await new Promise((resolve) => setTimeout(resolve, 500));
        const { display_name } = byId(state.providers, params[0]);
        return keys.get(params[0]).includes("bad")
          ? { body: { ok: false, message: `${display_name} refused the key.`, detail: "invalid x-api-key" } }
          : { body: { ok: true, message: `${display_name} takes the key.` } };
      },
    },
    {
      method: "GET",
      path: /^\/api\/(?:v2|experimental)\/chats\/models$/,
      run: () => ({
        body: {
          providers: ALL.map(({ provider }) => ({
            provider,
            available: state.providers.some((it) => it.provider === provider),
            models: [],
            known_models: known(provider),
          })),
        },
      }),
    },
    { method: "GET", path: MODELS, run: () => ({ body: state.models }) },
    { method: "POST", path: MODELS, run: ({ body }) => ({ status: 201, body: addModel(body) }) },
    {
      method: "PATCH",
      path: MODEL,
      run: ({ params, body }) => {
        if (body.is_default) for (const it of state.models) it.is_default = false;
        return { body: Object.assign(byId(state.models, params[0]), body) };
      },
    },
    {
      method: "DELETE",
      path: MODEL,
      run: ({ params }) => {
        state.models = state.models.filter((it) => it.id !== params[0]);
        return { status: 204 };
      },
    },
  ];
}
