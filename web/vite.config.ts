// Builds the page that the server embeds. Nothing is inlined and nothing comes from elsewhere, so that the
// strict Content-Security-Policy of the server holds.

import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const backend = process.env.ROPEWALK_URL ?? "http://127.0.0.1:3000";

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: { "/api": { target: backend, ws: true } } },
  test: { include: ["src/**/*.test.{ts,tsx}"], environment: "node" },
});
