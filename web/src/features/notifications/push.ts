// Notifications of this browser: whether it can have them, has them, and how it gets them.
//
// A browser has one subscription per page, whoever is signed in. Whose it is stands beside it, so that another person
// who signs in here is not told that it is theirs.

import { ApiError } from "@/api/errors";
import { subscribe, unsubscribe } from "@/api/push";

export type PushState = "unavailable" | "unsupported" | "blocked" | "off" | "on";

const WORKER = "/push-worker.js";
const OWNER = "ropewalk.push.owner";

/** The bytes of a key in base64url, as browsers want them. */
export function keyBytes(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (it) => it.charCodeAt(0));
}

/** Whether a subscription was made with this key: with another one the server cannot reach it. */
export function isOfKey(key: ArrayBuffer | null | undefined, text: string): boolean {
  if (!key) return false;
  const [has, wanted] = [new Uint8Array(key), keyBytes(text)];
  return has.length === wanted.length && has.every((it, place) => it === wanted[place]);
}

const isSupported = (): boolean =>
  "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

async function present(): Promise<PushSubscription | null> {
  const worker = await navigator.serviceWorker.getRegistration(WORKER);
  return (await worker?.pushManager.getSubscription()) ?? null;
}

export async function readPush(publicKey: string | undefined, user: string): Promise<PushState> {
  if (!publicKey) return "unavailable";
  if (!isSupported()) return "unsupported";
  if (Notification.permission === "denied") return "blocked";
  const subscription = await present();
  const isOurs = remembered() === user && isOfKey(subscription?.options.applicationServerKey, publicKey);
  return subscription && isOurs && Notification.permission === "granted" ? "on" : "off";
}

/** Asks the person, the browser and the server, in this order. Resolves with what came of it. */
export async function turnOn(publicKey: string, user: string): Promise<PushState> {
  const permission = await Notification.requestPermission();
  if (permission !== "granted") return permission === "denied" ? "blocked" : "off";
  await navigator.serviceWorker.register(WORKER);
  const worker = await navigator.serviceWorker.ready;
  const before = await worker.pushManager.getSubscription();
  if (before && !isOfKey(before.options.applicationServerKey, publicKey)) await before.unsubscribe();
  const subscription = await worker.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: keyBytes(publicKey),
  });
  const { endpoint, keys } = subscription.toJSON();
  try {
    await subscribe({
      endpoint: endpoint ?? "",
      auth_key: keys?.auth ?? "",
      p256dh_key: keys?.p256dh ?? "",
    });
  } catch (cause) {
    await subscription.unsubscribe();
    throw cause;
  }
  remember(user);
  return "on";
}

export async function turnOff(): Promise<PushState> {
  const subscription = await present();
  if (subscription) {
    await subscription.unsubscribe();
    try {
      await unsubscribe(subscription.endpoint);
    } catch (cause) {
      // The server had forgotten it already.
      if (!(cause instanceof ApiError && cause.status === 404)) throw cause;
    }
  }
  remember(null);
  return "off";
}

/** Before somebody signs out: their notifications must not be shown to whoever is next. It holds nobody up. */
export async function forgetPush(): Promise<void> {
  if (!isSupported() || remembered() === null) return;
  try {
    await turnOff();
  } catch {
    // The browser has given its subscription up all the same; the server notices with its next message.
  }
}

/** Goes where a notification leads that was clicked. */
export function followNotifications(go: (path: string) => void): () => void {
  if (!("serviceWorker" in navigator)) return () => {};
  const onMessage = (event: MessageEvent) => {
    const path: unknown = event.data?.open;
    if (typeof path === "string" && path.startsWith("/")) go(path);
  };
  navigator.serviceWorker.addEventListener("message", onMessage);
  return () => navigator.serviceWorker.removeEventListener("message", onMessage);
}

function remembered(): string | null {
  try {
    return localStorage.getItem(OWNER);
  } catch {
    return null;
  }
}

function remember(user: string | null): void {
  try {
    if (user) localStorage.setItem(OWNER, user);
    else localStorage.removeItem(OWNER);
  } catch {
    // Storage may be forbidden: then the switch looks off, and turning it on again does no harm.
  }
}
