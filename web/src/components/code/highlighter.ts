// Colours code. Shiki with its JavaScript engine (no WebAssembly, so the strict Content-Security-Policy holds), loaded
// with the first code block; each language is a file of its own, loaded when it is first met.

import type { HighlighterCore } from "shiki/core";

export interface Token {
  text: string;
  color: string | undefined;
}

export type Lines = readonly (readonly Token[])[];

type Loader = () => Promise<{ default: unknown }>;

const LANGUAGES: Record<string, Loader> = {
  bash: () => import("@shikijs/langs/bash"),
  c: () => import("@shikijs/langs/c"),
  cpp: () => import("@shikijs/langs/cpp"),
  csharp: () => import("@shikijs/langs/csharp"),
  css: () => import("@shikijs/langs/css"),
  diff: () => import("@shikijs/langs/diff"),
  docker: () => import("@shikijs/langs/docker"),
  elixir: () => import("@shikijs/langs/elixir"),
  go: () => import("@shikijs/langs/go"),
  graphql: () => import("@shikijs/langs/graphql"),
  haskell: () => import("@shikijs/langs/haskell"),
  hcl: () => import("@shikijs/langs/hcl"),
  html: () => import("@shikijs/langs/html"),
  ini: () => import("@shikijs/langs/ini"),
  java: () => import("@shikijs/langs/java"),
  javascript: () => import("@shikijs/langs/javascript"),
  json: () => import("@shikijs/langs/json"),
  jsx: () => import("@shikijs/langs/jsx"),
  kotlin: () => import("@shikijs/langs/kotlin"),
  lua: () => import("@shikijs/langs/lua"),
  make: () => import("@shikijs/langs/make"),
  markdown: () => import("@shikijs/langs/markdown"),
  nix: () => import("@shikijs/langs/nix"),
  php: () => import("@shikijs/langs/php"),
  proto: () => import("@shikijs/langs/proto"),
  python: () => import("@shikijs/langs/python"),
  ruby: () => import("@shikijs/langs/ruby"),
  rust: () => import("@shikijs/langs/rust"),
  scala: () => import("@shikijs/langs/scala"),
  sql: () => import("@shikijs/langs/sql"),
  swift: () => import("@shikijs/langs/swift"),
  toml: () => import("@shikijs/langs/toml"),
  tsx: () => import("@shikijs/langs/tsx"),
  typescript: () => import("@shikijs/langs/typescript"),
  xml: () => import("@shikijs/langs/xml"),
  yaml: () => import("@shikijs/langs/yaml"),
  zig: () => import("@shikijs/langs/zig"),
};

const ALIASES: Record<string, string> = {
  "c++": "cpp",
  cc: "cpp",
  conf: "ini",
  console: "bash",
  cs: "csharp",
  cjs: "javascript",
  dockerfile: "docker",
  ex: "elixir",
  exs: "elixir",
  h: "c",
  hpp: "cpp",
  hs: "haskell",
  htm: "html",
  js: "javascript",
  jsonc: "json",
  kt: "kotlin",
  makefile: "make",
  md: "markdown",
  mjs: "javascript",
  patch: "diff",
  py: "python",
  rb: "ruby",
  rs: "rust",
  sh: "bash",
  shell: "bash",
  svg: "xml",
  terraform: "hcl",
  tf: "hcl",
  ts: "typescript",
  yml: "yaml",
  zsh: "bash",
};

/** Longer code stays plain: colouring it would hold the page up. */
const LONGEST = 60_000;

export function languageOf(name: string): string | undefined {
  const lower = name.toLowerCase();
  const known = ALIASES[lower] ?? lower;
  return Object.hasOwn(LANGUAGES, known) ? known : undefined;
}

export function languageOfPath(path: string): string | undefined {
  const file = path.slice(path.lastIndexOf("/") + 1);
  return languageOf(file) ?? languageOf(file.slice(file.lastIndexOf(".") + 1));
}

let core: Promise<HighlighterCore> | undefined;

function loadCore(): Promise<HighlighterCore> {
  core ??= (async () => {
    const [shiki, engine] = await Promise.all([import("shiki/core"), import("shiki/engine/javascript")]);
    const theme = shiki.createCssVariablesTheme({ name: "ropewalk", variablePrefix: "--code-" });
    return shiki.createHighlighterCore({
      themes: [theme],
      langs: [],
      engine: engine.createJavaScriptRegexEngine({ forgiving: true }),
    });
  })();
  return core;
}

export async function highlight(code: string, language: string): Promise<Lines | undefined> {
  const load = LANGUAGES[language];
  if (!load || code.length > LONGEST) return undefined;
  const highlighter = await loadCore();
  if (!highlighter.getLoadedLanguages().includes(language)) {
    await highlighter.loadLanguage((await load()) as never);
  }
  const { tokens } = highlighter.codeToTokens(code, { lang: language, theme: "ropewalk" });
  return tokens.map((line) => line.map((token) => ({ text: token.content, color: token.color })));
}
