// The person: first account, sign-in, tokens, password (platform.md 2.1-2.3).

import { client, unwrap } from "./client";

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

export const createFirstUser = (input: FirstUser) =>
  unwrap(client.POST("/api/v2/users/first", { body: input }));

export const logIn = (email: string, password: string) =>
  unwrap(client.POST("/api/v2/users/login", { body: { email, password } }));

export const logOut = () => unwrap(client.POST("/api/v2/users/logout"));

const me = { path: { user: "me" } };

export const getMe = () => unwrap(client.GET("/api/v2/users/{user}", { params: me }));

export const changePassword = (oldPassword: string, password: string) =>
  unwrap(
    client.PUT("/api/v2/users/{user}/password", {
      params: me,
      body: { old_password: oldPassword, password },
    }),
  );

export const listTokens = () => unwrap(client.GET("/api/v2/users/{user}/keys/tokens", { params: me }));

const NANOSECONDS_PER_DAY = 86_400_000_000_000;

export const createToken = (name: string, days: number) =>
  unwrap(
    client.POST("/api/v2/users/{user}/keys/tokens", {
      params: me,
      body: { token_name: name, lifetime: days * NANOSECONDS_PER_DAY },
    }),
  );

export const deleteToken = (id: string) =>
  unwrap(client.DELETE("/api/v2/users/{user}/keys/{keyid}", { params: { path: { user: "me", keyid: id } } }));

export const getBuildInfo = () => unwrap(client.GET("/api/v2/buildinfo"));
