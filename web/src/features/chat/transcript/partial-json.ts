// Reads a JSON object of which only the beginning has come, so that a tool card can show a command while the model
// still writes it. What is cut in the middle of a string is shown as far as it goes; a cut number, name or escape is
// left out. Text that is no JSON gives an empty object.

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export function parsePartialObject(text: string): Record<string, unknown> {
  const value = new Reader(text).value();
  return value !== undefined && typeof value === "object" && value !== null && !Array.isArray(value)
    ? value
    : {};
}

const ESCAPES: Record<string, string> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  /** Undefined when nothing of the value can be told yet. */
  value(): Json | undefined {
    this.space();
    switch (this.text[this.at]) {
      case "{":
        return this.object();
      case "[":
        return this.array();
      case '"':
        return this.string().text;
      default:
        return this.word();
    }
  }

  private object(): { [key: string]: Json } {
    const object: { [key: string]: Json } = {};
    this.at += 1;
    for (;;) {
      this.space();
      if (this.text[this.at] === ",") this.at += 1;
      this.space();
      if (this.text[this.at] !== '"') break;
      const key = this.string();
      this.space();
      if (!key.whole || this.text[this.at] !== ":") return object;
      this.at += 1;
      const value = this.value();
      if (value === undefined) return object;
      // Defined, not assigned: "__proto__" is a key like any other.
      Object.defineProperty(object, key.text, {
        value,
        enumerable: true,
        writable: true,
        configurable: true,
      });
    }
    if (this.text[this.at] === "}") this.at += 1;
    return object;
  }

  private array(): Json[] {
    const items: Json[] = [];
    this.at += 1;
    for (;;) {
      this.space();
      if (this.text[this.at] === ",") this.at += 1;
      this.space();
      if (this.at >= this.text.length || this.text[this.at] === "]") break;
      const value = this.value();
      if (value === undefined) return items;
      items.push(value);
    }
    this.at += 1;
    return items;
  }

  private string(): { text: string; whole: boolean } {
    let out = "";
    this.at += 1;
    while (this.at < this.text.length) {
      const next = this.text[this.at] as string;
      if (next === '"') {
        this.at += 1;
        return { text: out, whole: true };
      }
      if (next === "\\") {
        const char = this.escape();
        if (char === undefined) break;
        out += char;
      } else {
        out += next;
        this.at += 1;
      }
    }
    this.at = this.text.length;
    return { text: out, whole: false };
  }

  private escape(): string | undefined {
    const kind = this.text[this.at + 1];
    if (kind === undefined) return undefined;
    if (kind === "u") {
      const hex = this.text.slice(this.at + 2, this.at + 6);
      if (hex.length < 4) return undefined;
      this.at += 6;
      return String.fromCharCode(Number.parseInt(hex, 16));
    }
    this.at += 2;
    return ESCAPES[kind] ?? kind;
  }

  private word(): Json | undefined {
    const rest = /^[-+.\w]+/.exec(this.text.slice(this.at))?.[0] ?? "";
    const ended = this.at + rest.length < this.text.length;
    this.at += rest.length;
    if (rest === "") this.at = this.text.length;
    if (!ended) return undefined;
    try {
      return JSON.parse(rest) as Json;
    } catch {
      this.at = this.text.length;
      return undefined;
    }
  }

  private space(): void {
    while (/\s/.test(this.text[this.at] ?? "")) this.at += 1;
  }
}
