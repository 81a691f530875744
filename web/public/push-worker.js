// The page's service worker: shows the notifications that the server sends, and leads to the chat that they tell of.
// It caches nothing and answers no request. A file of its own, outside the bundle, because its address must never change.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  let message;
  try {
    message = event.data.json();
  } catch {
    message = null;
  }
  const { title = "Ropewalk", body = "", icon, data = {} } = message ?? {};
  // A newer notification of the same chat takes the place of the older one.
  event.waitUntil(self.registration.showNotification(title, { body, icon, data, tag: data.url }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.url));
});

async function open(path) {
  const url = new URL(typeof path === "string" ? path : "/", self.location.origin);
  // Never to another site, whatever a message says.
  if (url.origin !== self.location.origin) return;
  const pages = await self.clients.matchAll({ type: "window" });
  const page = pages.find((it) => it.visibilityState === "visible") ?? pages[0];
  if (!page) {
    await self.clients.openWindow(url.href);
    return;
  }
  await page.focus();
  // The page itself goes there, so that nothing that was typed in it is lost by loading it anew.
  page.postMessage({ open: url.pathname });
}
