// What a person can do about each kind of error (chat-engine.md 3.1). Pure.

import type { ChatError } from "@/api/types";

export interface ErrorRemedy {
  advice: string;
  /** The page that helps. */
  open?: "/settings/providers" | "/settings/models" | "/settings/usage";
}

export function remedyFor(error: ChatError | null, owner: boolean): ErrorRemedy {
  const ask = (forOwner: ErrorRemedy): ErrorRemedy =>
    owner ? forOwner : { advice: "Ask an owner of this server to look at the provider's settings." };
  switch (error?.kind) {
    case "auth":
    case "missing_key":
      return ask({
        advice: "Put in a key that the provider accepts, then continue. Your message is kept.",
        open: "/settings/providers",
      });
    case "provider_disabled":
      return ask({
        advice: "Turn the provider on, or choose another model below.",
        open: "/settings/providers",
      });
    case "config":
      return ask({
        advice: "Check the model's name and limits, or choose another model below.",
        open: "/settings/models",
      });
    case "usage_limit":
      // Without a provider it is this server's own limit: another model would not help.
      return error.provider
        ? { advice: "The budget or quota is used up. Raise it, or choose a model of another provider below." }
        : {
            advice: "The usage page shows what was spent, and on what. Your message is kept.",
            open: "/settings/usage",
          };
    case "content_filter":
      return { advice: "The provider refused to answer this. Ask in other words." };
    case "overloaded":
    case "rate_limit":
    case "timeout":
    case "stream_silence_timeout":
      return { advice: "The provider did not recover in time. Continue now, or choose another model below." };
    default:
      return { advice: "Continue from here, or send another message." };
  }
}
