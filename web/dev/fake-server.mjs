// Serves dist/ with a server that is played: accounts, models, workspaces and chats in memory, a model that follows a
// script. For looking at the page and for browser checks without the real server: `npm run demo`.
//
// FRESH=1 begins without an account. PORT sets the port. Words in a message choose what the played model does: see
// dev/fake/scripts.mjs. POST /__demo/drop cuts all WebSockets, as a lost network would.

import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { WebSocketServer } from "ws";
import { accountRoutes, isSignedIn } from "./fake/account.mjs";
import { planRoutes } from "./fake/agentics.mjs";
import { chatRoutes, chatSockets } from "./fake/chats.mjs";
import { fileRoutes } from "./fake/files.mjs";
import { modelRoutes } from "./fake/models.mjs";
import { seed } from "./fake/seed.mjs";
import { settingRoutes } from "./fake/settings.mjs";
import { workspaceRoutes, workspaceSockets } from "./fake/workspaces.mjs";

const dist = fileURLToPath(new URL("../dist", import.meta.url));
const port = Number(process.env.PORT ?? 4173);
const fresh = process.env.FRESH === "1";

// What the real server sends, so that a breach of it is seen here.
const CSP =
  "default-src 'self'; img-src 'self' data: blob:; connect-src 'self' ws: wss:; style-src 'self' 'unsafe-inline'";
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
};

const routes = [
  ...accountRoutes(fresh),
  ...modelRoutes(fresh),
  ...workspaceRoutes(),
  ...planRoutes(),
  ...fileRoutes(),
  ...settingRoutes(),
  ...chatRoutes(),
];
const sockets = [...chatSockets(), ...workspaceSockets()];
seed(fresh);

const server = createServer(async (request, response) => {
  const url = new URL(request.url ?? "/", "http://localhost");
  if (url.pathname === "/__demo/drop") {
    for (const client of wss.clients) client.terminate();
    response.end("dropped\n");
  } else if (url.pathname.startsWith("/api/")) {
    await answer(request, response, url);
  } else {
    sendFile(response, url.pathname);
  }
});

async function answer(request, response, url) {
  const send = (status, body, headers = {}) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  };
  const route = routes.find((it) => it.method === request.method && it.path.test(url.pathname));
  if (!route) return send(404, { message: "No such route." });
  if (!route.open && !isSignedIn(request)) return send(401, { message: "You are signed out." });
  const [, ...params] = route.path.exec(url.pathname);
  const body = await readBody(request, route.raw);
  const result = await route.run({ params, body, query: url.searchParams, request });
  if (result?.bytes !== undefined) {
    response.writeHead(200, result.headers);
    return response.end(result.bytes);
  }
  if (result?.text !== undefined) {
    response.writeHead(200, { "content-type": "text/markdown" });
    return response.end(result.text);
  }
  send(result?.status ?? 200, result?.body, result?.headers);
}

async function readBody(request, raw) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  if (raw) return Buffer.concat(chunks);
  const text = Buffer.concat(chunks).toString();
  return text ? JSON.parse(text) : {};
}

function sendFile(response, path) {
  const wanted = join(dist, normalize(path));
  const found = wanted.startsWith(dist) && existsSync(wanted) && statSync(wanted).isFile();
  const file = found ? wanted : join(dist, "index.html");
  response.writeHead(200, {
    "content-type": TYPES[extname(file)] ?? "application/octet-stream",
    "content-security-policy": CSP,
  });
  createReadStream(file).pipe(response);
}

const wss = new WebSocketServer({ noServer: true });
server.on("upgrade", (request, socket, head) => {
  const url = new URL(request.url ?? "/", "http://localhost");
  const route = sockets.find((it) => it.path.test(url.pathname));
  if (!route || !isSignedIn(request)) return socket.destroy();
  const [, ...params] = route.path.exec(url.pathname);
  wss.handleUpgrade(request, socket, head, (client) =>
    route.run({ client, params, query: url.searchParams }),
  );
});

server.listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${port}`));
