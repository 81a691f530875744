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
};

const LABELS: Record<string, string> = {
  azure: "Azure OpenAI",
  bedrock: "Amazon Bedrock",
  google: "Google",
  openrouter: "OpenRouter",
  vercel: "Vercel AI Gateway",
};

export function providerName(provider: string): string {
  return KINDS[provider]?.label ?? LABELS[provider] ?? provider;
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
