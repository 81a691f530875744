// Runs before the first paint, so that a dark page never flashes light. A file of its own because the
// Content-Security-Policy allows no inline script. The other end is src/features/theme/theme.ts.
(() => {
  let choice = "system";
  try {
    choice = localStorage.getItem("ropewalk.theme") || "system";
  } catch {
    // Storage may be forbidden; the system's choice is a good one.
  }
  const dark =
    choice === "dark" || (choice === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
