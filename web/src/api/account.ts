// The person: first account, sign-in, tokens, password (platform.md 2.1-2.3).

import { client, unwrap } from "./client";
import type { ApiKey, BuildInfo, User } from "./types";

/** Whether nobody has an account yet. */
export async function needsSetup(): Promise<boolean> {
  const response = await fetch("/api/v2/users/first", { credentials: "same-origin" });
  return response.status === 404;
}

export interface FirstUser {
  email: string;
  username: string;
  password: string;
  setup_token?: string;
}

export const createFirstUser = (input: FirstUser): Promise<unknown> =>
  unwrap(client.POST("/api/v2/users/first", { body: input }));

export const logIn = (email: string, password: string): Promise<unknown> =>
  unwrap(client.POST("/api/v2/users/login", { body: { email, password } }));

export const logOut = (): Promise<unknown> => unwrap(client.POST("/api/v2/users/logout"));

const me = { path: { user: "me" } };

export const getMe = (): Promise<User> => unwrap(client.GET("/api/v2/users/{user}", { params: me }));

export const changePassword = (oldPassword: string, password: string): Promise<unknown> =>
  unwrap(
    client.PUT("/api/v2/users/{user}/password", {
      params: me,
      body: { old_password: oldPassword, password },
    }),
  );

export const listTokens = (): Promise<ApiKey[]> =>
  unwrap(client.GET("/api/v2/users/{user}/keys/tokens", { params: me }));

const NANOSECONDS_PER_DAY = 86_400_000_000_000;

export const createToken = (name: string, days: number): Promise<{ key: string }> =>
  unwrap(
    client.POST("/api/v2/users/{user}/keys/tokens", {
      params: me,
      body: { token_name: name, lifetime: days * NANOSECONDS_PER_DAY },
    }),
  );

export const deleteToken = (id: string): Promise<unknown> =>
  unwrap(client.DELETE("/api/v2/users/{user}/keys/{id}", { params: { path: { user: "me", id } } }));

export const getBuildInfo = (): Promise<BuildInfo> => unwrap(client.GET("/api/v2/buildinfo"));
