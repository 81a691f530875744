// One account, its session and its tokens.

import { randomUUID } from "node:crypto";

const ORGANIZATION = "0f7a3c9e-4b1d-4d7c-9a52-5be1c0de0001";
/** Any point of the curve: nothing is sent here. */
const DEMO_PUSH_KEY =
  "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
/** The one account there is. */
export const me = () => state.user?.id;

const state = { user: null, password: "", sessions: new Set(), tokens: [] };

function makeUser(email, username, password) {
  state.password = password;
  state.user = {
    id: randomUUID(),
    username,
    email,
    created_at: new Date().toISOString(),
    updated_at: new Date().toISOString(),
    status: "active",
    login_type: "password",
    organization_ids: [ORGANIZATION],
    roles: [{ name: "owner", display_name: "Owner" }],
    has_ai_seat: false,
  };
}

export function isSignedIn(request) {
  const cookie = /coder_session_token=([^;]+)/.exec(request.headers.cookie ?? "")?.[1];
  return cookie !== undefined && state.sessions.has(cookie);
}

const sessionCookie = (token) => ({
  "set-cookie": `coder_session_token=${token}; HttpOnly; Path=/; SameSite=Lax`,
});

export function accountRoutes(fresh) {
  if (!fresh) makeUser("ada@example.com", "ada", "correct-horse");
  return [
    {
      method: "GET",
      path: /^\/api\/v2\/users\/first$/,
      open: true,
      run: () =>
        state.user ? { status: 200, body: { message: "ok" } } : { status: 404, body: { message: "none" } },
    },
    {
      method: "POST",
      path: /^\/api\/v2\/users\/first$/,
      open: true,
      run: ({ body }) => {
        if (body.password.length < 8) {
          const validations = [{ field: "password", detail: "Must have at least 8 characters." }];
          return { status: 400, body: { message: "The account cannot be made.", validations } };
        }
        if (body.email.includes("remote") && !body.setup_token) {
          return { status: 403, body: { message: "The set-up token that the server printed is needed." } };
        }
        makeUser(body.email, body.username, body.password);
        return { status: 201, body: { user_id: state.user.id, organization_id: ORGANIZATION } };
      },
    },
    {
      method: "POST",
      path: /^\/api\/v2\/users\/login$/,
      open: true,
      run: ({ body }) => {
        if (body.email !== state.user?.email || body.password !== state.password) {
          return { status: 401, body: { message: "The e-mail address or the password is wrong." } };
        }
        const token = randomUUID();
        state.sessions.add(token);
        return { status: 201, body: { session_token: token }, headers: sessionCookie(token) };
      },
    },
    {
      method: "POST",
      path: /^\/api\/v2\/users\/logout$/,
      run: () => {
        state.sessions.clear();
        return { body: { message: "Signed out." }, headers: sessionCookie("") };
      },
    },
    { method: "GET", path: /^\/api\/v2\/users\/me$/, run: () => ({ body: state.user }) },
    {
      method: "PUT",
      path: /^\/api\/v2\/users\/me\/password$/,
      run: ({ body }) => {
        if (body.old_password !== state.password) {
          const validations = [{ field: "old_password", detail: "This is not the present password." }];
          return { status: 400, body: { message: "The password was not changed.", validations } };
        }
        state.password = body.password;
        state.sessions.clear();
        return { status: 204 };
      },
    },
    { method: "GET", path: /^\/api\/v2\/users\/me\/keys\/tokens$/, run: () => ({ body: state.tokens }) },
    {
      method: "POST",
      path: /^\/api\/v2\/users\/me\/keys\/tokens$/,
      run: ({ body }) => {
        const now = new Date();
        const id = randomUUID().slice(0, 10);
        state.tokens.push({
          id,
          user_id: state.user.id,
          token_name: body.token_name,
          created_at: now.toISOString(),
          updated_at: now.toISOString(),
          last_used: "0001-01-01T00:00:00Z",
          expires_at: new Date(now.getTime() + body.lifetime / 1e6).toISOString(),
          login_type: "token",
          scope: "all",
          scopes: [],
          allow_list: [],
          lifetime_seconds: body.lifetime / 1e9,
          username: state.user.username,
        });
        return { status: 201, body: { key: `${id}-Xw3kR9vTqL2mZs8YpN4c7A` } };
      },
    },
    {
      method: "DELETE",
      path: /^\/api\/v2\/users\/me\/keys\/([^/]+)$/,
      run: ({ params }) => {
        state.tokens = state.tokens.filter((it) => it.id !== params[0]);
        return { status: 204 };
      },
    },
    {
      method: "GET",
      path: /^\/api\/v2\/buildinfo$/,
      open: true,
      run: () => ({ body: { version: "v2.34.0+ropewalk-demo", webpush_public_key: DEMO_PUSH_KEY } }),
    },
  ];
}
