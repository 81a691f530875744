// All pages and their paths. What a first visit does not need is loaded when it is opened.

import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { Failed } from "@/components/states";
import { LoginPage } from "@/features/session/login-page";
import { entrance, readSession } from "@/features/session/session";
import { SetupPage } from "@/features/session/setup-page";
import { NotFound } from "./not-found";
import { Root } from "./root";
import { Shell } from "./shell";

const root = createRootRoute({ component: Root, notFoundComponent: NotFound });

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  component: SetupPage,
  beforeLoad: async () => {
    if ((await entrance()) === "/login") throw redirect({ to: "/login" });
  },
});

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  component: LoginPage,
  validateSearch: (search): { redirect?: string } => {
    // Only a path of this page: an address elsewhere would make the login a way to lead people astray.
    const to = search.redirect;
    return typeof to === "string" && /^\/(?![/\\])/.test(to) ? { redirect: to } : {};
  },
  beforeLoad: async () => {
    if ((await entrance()) === "/setup") throw redirect({ to: "/setup" });
    if (await readSession()) throw redirect({ to: "/" });
  },
});

const app = createRoute({
  getParentRoute: () => root,
  id: "app",
  component: Shell,
  beforeLoad: async ({ location }) => {
    if (await readSession()) return;
    const to = await entrance();
    if (to === "/setup") throw redirect({ to });
    throw redirect({ to, search: location.href === "/" ? {} : { redirect: location.href } });
  },
});

const newChat = createRoute({
  getParentRoute: () => app,
  path: "/",
  component: lazyRouteComponent(() => import("@/features/chat/new-chat-page"), "NewChatPage"),
});

const chat = createRoute({
  getParentRoute: () => app,
  path: "/chats/$chatId",
  component: lazyRouteComponent(() => import("@/features/chat/chat-page"), "ChatPage"),
});

/** The reference's address of a chat: notifications lead to it (chats-api.md 1.20). */
const agents = createRoute({
  getParentRoute: () => app,
  path: "/agents/$chatId",
  beforeLoad: ({ params }) => {
    throw redirect({ to: "/chats/$chatId", params });
  },
});

const debug = createRoute({
  getParentRoute: () => app,
  path: "/chats/$chatId/debug",
  component: lazyRouteComponent(() => import("@/features/debug/debug-page"), "DebugPage"),
});

const workspaces = createRoute({
  getParentRoute: () => app,
  path: "/workspaces",
  component: lazyRouteComponent(() => import("@/features/workspaces/workspaces-page"), "WorkspacesPage"),
});

const workspace = createRoute({ getParentRoute: () => workspaces, path: "/$workspaceId" });

const settings = createRoute({
  getParentRoute: () => app,
  path: "/settings",
  component: lazyRouteComponent(() => import("@/features/settings/settings-page"), "SettingsPage"),
});

const settingsIndex = createRoute({
  getParentRoute: () => settings,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/settings/providers" });
  },
});

const providers = createRoute({
  getParentRoute: () => settings,
  path: "/providers",
  component: lazyRouteComponent(() => import("@/features/settings/providers-section"), "ProvidersSection"),
});

const models = createRoute({
  getParentRoute: () => settings,
  path: "/models",
  component: lazyRouteComponent(() => import("@/features/settings/models-section"), "ModelsSection"),
});

const agentSettings = createRoute({
  getParentRoute: () => settings,
  path: "/agents",
  component: lazyRouteComponent(() => import("@/features/settings/agents/agents-section"), "AgentsSection"),
});

const instructions = createRoute({
  getParentRoute: () => settings,
  path: "/instructions",
  component: lazyRouteComponent(
    () => import("@/features/settings/instructions-section"),
    "InstructionsSection",
  ),
});

const usage = createRoute({
  getParentRoute: () => settings,
  path: "/usage",
  component: lazyRouteComponent(() => import("@/features/settings/usage/usage-section"), "UsageSection"),
});

const groups = createRoute({
  getParentRoute: () => settings,
  path: "/groups",
  component: lazyRouteComponent(() => import("@/features/settings/groups/groups-section"), "GroupsSection"),
});

const account = createRoute({
  getParentRoute: () => settings,
  path: "/account",
  component: lazyRouteComponent(() => import("@/features/settings/account-section"), "AccountSection"),
});

const appearance = createRoute({
  getParentRoute: () => settings,
  path: "/appearance",
  component: lazyRouteComponent(() => import("@/features/settings/appearance-section"), "AppearanceSection"),
});

const routeTree = root.addChildren([
  setup,
  login,
  app.addChildren([
    newChat,
    chat,
    agents,
    debug,
    workspaces.addChildren([workspace]),
    settings.addChildren([
      settingsIndex,
      providers,
      models,
      agentSettings,
      instructions,
      groups,
      usage,
      account,
      appearance,
    ]),
  ]),
]);

export const router = createRouter({
  routeTree,
  defaultErrorComponent: ({ error }) => <Failed error={error} retry={() => void router.invalidate()} />,
  defaultPreload: "intent",
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
