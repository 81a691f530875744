// After a limit has changed: what is set, and where the person stands.

import { keys, queryClient } from "@/api/query";

export const refreshLimits = () =>
  Promise.all(
    [keys.usageLimits, keys.usageStatus].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
  );
