// Which model a new chat begins with: the one chosen last, as long as it is there, else the default.

import { useQuery } from "@tanstack/react-query";
import { listModels } from "@/api/models";
import { keys } from "@/api/query";
import type { ChatModelConfig } from "@/api/types";

const STORED_AS = "ropewalk.model";

export function useModels() {
  return useQuery({ queryKey: keys.models, queryFn: listModels, staleTime: 60_000 });
}

export function useModelChoice() {
  const { data, error, refetch } = useModels();
  const models = data?.filter((model) => model.enabled);
  return { models, choice: models && choose(models)?.id, error, refetch: () => void refetch() };
}

function choose(models: readonly ChatModelConfig[]): ChatModelConfig | undefined {
  const last = lastModel();
  return models.find((it) => it.id === last) ?? models.find((it) => it.is_default) ?? models[0];
}

function lastModel(): string | null {
  try {
    return localStorage.getItem(STORED_AS);
  } catch {
    return null;
  }
}

export function rememberModel(id: string): void {
  try {
    localStorage.setItem(STORED_AS, id);
  } catch {
    // Storage may be forbidden; the default model will do.
  }
}
