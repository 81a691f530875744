// Who is signed in, and how that begins and ends.

import { queryOptions, useQuery } from "@tanstack/react-query";
import { getMe, logIn, logOut, needsSetup } from "@/api/account";
import { ApiError } from "@/api/errors";
import { keys, queryClient } from "@/api/query";
import type { User } from "@/api/types";
import { forgetPush } from "../notifications/push";

/** The signed-in person; null when nobody is. */
export const meQuery = queryOptions({
  queryKey: keys.me,
  queryFn: async (): Promise<User | null> => {
    try {
      return await getMe();
    } catch (cause) {
      if (cause instanceof ApiError && cause.status === 401) return null;
      throw cause;
    }
  },
  staleTime: 5 * 60_000,
});

export const readSession = (): Promise<User | null> => queryClient.ensureQueryData(meQuery);

/** Where somebody without a session has to go. */
export async function entrance(): Promise<"/setup" | "/login"> {
  return (await needsSetup()) ? "/setup" : "/login";
}

export async function signIn(email: string, password: string): Promise<void> {
  await logIn(email, password);
  queryClient.clear();
}

export async function signOut(): Promise<void> {
  await forgetPush();
  await logOut();
  queryClient.clear();
}

/** For components under the signed-in part of the page, where it is always known. */
export function useMe(): User | undefined {
  return useQuery(meQuery).data ?? undefined;
}

export function isOwner(user: User | undefined): boolean {
  return user?.roles.some((role) => role.name === "owner") ?? false;
}
