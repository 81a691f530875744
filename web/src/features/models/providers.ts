// What is said of each kind of provider in forms.

export interface ProviderKind {
  name: string;
  label: string;
  keyHint: string;
  /** Whether it is nowhere without an address. */
  needsUrl: boolean;
  urlExample: string;
}

const KINDS: Record<string, Omit<ProviderKind, "name">> = {
  anthropic: {
    label: "Anthropic",
    keyHint: "From console.anthropic.com, begins with sk-ant-.",
    needsUrl: false,
    urlExample: "https://api.anthropic.com",
  },
  azure: {
    label: "Azure OpenAI",
    keyHint: "A key of the resource, from the Azure portal. Name deployments like their models.",
    needsUrl: true,
    urlExample: "https://my-resource.openai.azure.com",
  },
  bedrock: {
    label: "AWS Bedrock",
    keyHint: "A Bedrock API key, or ACCESS_KEY_ID:SECRET_ACCESS_KEY, with :SESSION_TOKEN for temporary ones.",
    needsUrl: false,
    urlExample: "https://bedrock-runtime.us-east-1.amazonaws.com",
  },
  google: {
    label: "Google",
    keyHint: "From aistudio.google.com, begins with AIza.",
    needsUrl: false,
    urlExample: "https://generativelanguage.googleapis.com",
  },
  openai: {
    label: "OpenAI",
    keyHint: "From platform.openai.com, begins with sk-.",
    needsUrl: false,
    urlExample: "https://api.openai.com/v1",
  },
  "openai-compat": {
    label: "OpenAI-compatible",
    keyHint: "Any text, if the server asks for no key.",
    needsUrl: true,
    urlExample: "http://127.0.0.1:8080/v1",
  },
  openrouter: {
    label: "OpenRouter",
    keyHint: "From openrouter.ai, begins with sk-or-.",
    needsUrl: false,
    urlExample: "https://openrouter.ai/api/v1",
  },
  vercel: {
    label: "Vercel AI Gateway",
    keyHint: "From the AI Gateway page of vercel.com.",
    needsUrl: false,
    urlExample: "https://ai-gateway.vercel.sh/v1",
  },
};

export function providerName(provider: string): string {
  return KINDS[provider]?.label ?? provider;
}

export function providerKind(provider: string): ProviderKind {
  const known = KINDS[provider];
  if (known) return { name: provider, ...known };
  return {
    name: provider,
    label: providerName(provider),
    keyHint: "As the provider gives it.",
    needsUrl: false,
    urlExample: "https://",
  };
}

/** The ones that most people have, in the order of the first form. */
export const FIRST_PROVIDERS = ["anthropic", "openai", "openai-compat"];
