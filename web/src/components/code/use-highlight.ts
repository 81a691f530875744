// Coloured lines of a piece of code that may still be growing. Until the colours of the newest text are there, those
// of its beginning are kept and the rest is plain, so that nothing flickers and no character waits.

import { useEffect, useRef, useState } from "react";
import { highlight, type Lines } from "./highlighter";

interface Coloured {
  code: string;
  language: string;
  lines: Lines;
}

const GROWING_PAUSE_MS = 120;

export function useHighlight(code: string, language: string | undefined): Lines {
  const [coloured, setColoured] = useState<Coloured | null>(null);
  const lastRun = useRef(0);

  useEffect(() => {
    if (!language) return;
    let current = true;
    const wait = Math.max(0, lastRun.current + GROWING_PAUSE_MS - performance.now());
    const timer = setTimeout(async () => {
      lastRun.current = performance.now();
      const lines = await highlight(code, language).catch(() => undefined);
      if (current && lines) setColoured({ code, language, lines });
    }, wait);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [code, language]);

  return combine(code, coloured?.language === language ? coloured : null);
}

function combine(code: string, coloured: Coloured | null): Lines {
  if (!coloured) return plainLines(code);
  if (coloured.code === code) return coloured.lines;
  if (!code.startsWith(coloured.code)) return plainLines(code);
  const [joined = [], ...rest] = plainLines(code.slice(coloured.code.length));
  const last = coloured.lines.at(-1) ?? [];
  return [...coloured.lines.slice(0, -1), [...last, ...joined], ...rest];
}

function plainLines(code: string): Lines {
  return code.split("\n").map((text) => [{ text, color: undefined }]);
}
