// The person's browsers that are sent notifications (chats-api.md 1.20).

import { client, unwrap } from "./client";

const me = { path: { user: "me" } };

export interface Subscription {
  endpoint: string;
  auth_key: string;
  p256dh_key: string;
}

export const subscribe = (subscription: Subscription) =>
  unwrap(client.POST("/api/v2/users/{user}/webpush/subscription", { params: me, body: subscription }));

export const unsubscribe = (endpoint: string) =>
  unwrap(client.DELETE("/api/v2/users/{user}/webpush/subscription", { params: me, body: { endpoint } }));

export const sendTest = () => unwrap(client.POST("/api/v2/users/{user}/webpush/test", { params: me }));
