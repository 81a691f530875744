import { afterEach, expect, test, vi } from "vitest";
import { isOfKey, keyBytes, readPush } from "./push";

afterEach(() => vi.unstubAllGlobals());

/** A browser with a subscription of this key, which this person made. */
function browser(permission: string, key: ArrayBuffer | null, owner: string | null) {
  const subscription = key && { options: { applicationServerKey: key } };
  const worker = { pushManager: { getSubscription: async () => subscription } };
  vi.stubGlobal("navigator", { serviceWorker: { getRegistration: async () => worker } });
  vi.stubGlobal("Notification", { permission });
  vi.stubGlobal("window", { PushManager: {}, Notification: {} });
  vi.stubGlobal("localStorage", { getItem: () => owner });
}

test("keys are read from base64url", () => {
  expect([...keyBytes("-_8A")]).toEqual([251, 255, 0]);
  expect(isOfKey(keyBytes("-_8A").buffer, "-_8A")).toBe(true);
  expect(isOfKey(keyBytes("-_8B").buffer, "-_8A")).toBe(false);
  expect(isOfKey(null, "-_8A")).toBe(false);
});

test("the states of a browser", async () => {
  const key = keyBytes("-_8A").buffer;
  browser("granted", key, "ada");
  expect(await readPush("-_8A", "ada")).toBe("on");
  expect(await readPush("-_8A", "eve")).toBe("off");
  expect(await readPush("-_8B", "ada")).toBe("off");
  expect(await readPush(undefined, "ada")).toBe("unavailable");
  browser("default", null, null);
  expect(await readPush("-_8A", "ada")).toBe("off");
  browser("denied", key, "ada");
  expect(await readPush("-_8A", "ada")).toBe("blocked");
  vi.stubGlobal("window", {});
  expect(await readPush("-_8A", "ada")).toBe("unsupported");
});
