// Providers and models as settings, and what becomes stale when they change.

import { useQuery } from "@tanstack/react-query";
import { listCatalog, listProviders } from "@/api/models";
import { keys, queryClient } from "@/api/query";

export const useProviders = () => useQuery({ queryKey: keys.providers, queryFn: listProviders });

export const useCatalog = () => useQuery({ queryKey: keys.catalog, queryFn: listCatalog });

/** A provider's state changes what its models can do, and the other way round. */
export function refreshModels(): Promise<unknown> {
  return Promise.all(
    [keys.providers, keys.catalog, keys.models].map((queryKey) =>
      queryClient.invalidateQueries({ queryKey }),
    ),
  );
}
