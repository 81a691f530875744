// The groups that the person may see.

import { useQuery } from "@tanstack/react-query";
import { type Group, listGroups } from "@/api/groups";
import { keys, queryClient } from "@/api/query";

export function useGroups() {
  return useQuery({ queryKey: keys.groups, queryFn: listGroups });
}

/** A group has a limit too, which goes with it. */
export const refreshGroups = () =>
  Promise.all([keys.groups, keys.usageLimits].map((queryKey) => queryClient.invalidateQueries({ queryKey })));

/** The group of all members has the id of its organization. */
export function isEveryone(group: Group): boolean {
  return group.id === group.organization_id;
}
