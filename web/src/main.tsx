// Starts the page.

import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { onSignedOut } from "./api/client";
import { keys, queryClient } from "./api/query";
import "./app.css";
import { router } from "./routes/router";

onSignedOut(() => {
  // The session ended while the page was open. The guard of the signed-in part decides where to go.
  if (!queryClient.getQueryData(keys.me)) return;
  queryClient.removeQueries({ queryKey: keys.me });
  void router.invalidate();
});

const container = document.getElementById("root");
if (!container) throw new Error("index.html has no #root");

createRoot(container).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
