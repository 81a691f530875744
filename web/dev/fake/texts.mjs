// The words of the played model.

export const THOUGHT =
  "The report says that `1h30` is read as one hour. So the trailing number has no unit and is dropped. I should look at how the parser ends its loop, then decide whether a bare number means seconds or is an error.";

export const READ = [
  "//! Durations as people write them: `1h30m`, `45s`.",
  "",
  "use std::time::Duration;",
  "",
  "/// Reads a duration.",
  "pub fn parse(text: &str) -> Result<Duration, Error> {",
  "    let mut total = 0;",
  "    let mut number = 0;",
  "    for c in text.chars() {",
  "        match c {",
  "            '0'..='9' => number = number * 10 + digit(c),",
  "            'h' => total += take(&mut number) * 3600,",
  "            'm' => total += take(&mut number) * 60,",
  "            's' => total += take(&mut number),",
  "            other => return Err(Error::Unit(other)),",
  "        }",
  "    }",
  "    Ok(Duration::from_secs(total))",
  "}",
]
  .map((line, index) => `${index + 1}\t${line}`)
  .join("\n");

export const FIX_BEFORE = {
  search: "    }\n    Ok(Duration::from_secs(total))\n}",
  replace:
    '    }\n    if number > 0 {\n        return Err(Error::MissingUnit(number));\n    }\n    Ok(Duration::from_secs(total))\n}\n\n#[test]\nfn a_number_without_a_unit_is_refused() {\n    assert_eq!(parse("1h30"), Err(Error::MissingUnit(30)));\n}',
};

export const TEST_OUTPUT = `
running 9 tests
.........
test result: ok. 9 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.02s
`;

export const ANSWER = `The bug is fixed. A number at the end without a unit was **silently dropped**, so \`1h30\` meant one hour.

It is now an error that names the number:

\`\`\`rust
if number > 0 {
    return Err(Error::MissingUnit(number));
}
\`\`\`

All nine tests pass, the new one included. One thing to decide: should a bare \`90\` keep meaning nothing, or seconds? I left it an error, because guessing a unit is how the bug came about.`;

export const MARKDOWN = `## What changed

The loader now reads **three** places, in this order:

1. flags on the command line,
2. variables such as \`ROPEWALK_DATA_DIR\`,
3. the file \`ropewalk.toml\`.

> A value that is set twice is taken from the first place that has it.

| Setting | Flag | Default |
| --- | --- | --- |
| Address | \`--http-address\` | \`127.0.0.1:3000\` |
| Data | \`--data-dir\` | \`~/.local/share/ropewalk\` |
| Database | \`--postgres-url\` | its own |

- [x] parse
- [x] merge
- [ ] document, see [the guide](https://example.com/guide)

\`\`\`ts
export function merge<T extends object>(...layers: Partial<T>[]): T {
  // The first layer that knows a key wins.
  return layers.reduceRight((all, layer) => ({ ...all, ...layer }), {}) as T;
}
\`\`\`

\`\`\`sh
ropewalk server --data-dir /srv/ropewalk   # and nothing else
\`\`\`

Nothing else was touched.`;

/** Paragraphs of numbers, each once. */
export const COUNT = Array.from({ length: 160 }, (_, n) => `n${n}${n % 20 === 19 ? "\n\n" : " "}`).join("");

export const PLAN = `# Sessions in PostgreSQL

**Goal.** Sessions survive a restart and are the same for all replicas.

## What I found

- Sessions are made in \`src/login.rs:41\` and \`src/oidc.rs:118\`, and kept in a map of the process.
- Nothing ends them but \`src/logout.rs\`.

## Steps

1. A table \`sessions\` with an index on the hash of the token. *Check:* the migration runs on a copy.
2. \`SessionStore\` reads and writes it. *Check:* unit tests against a real database.
3. Login and callback use it; the map goes. *Check:* \`make test\`.

| Step | Files | Risk |
|---|---|---|
| 1 | 1 | low |
| 2 | 3 | low |
| 3 | 4 | sign-in breaks: behind a flag first |

**Left out.** Ending all sessions of a person.
`;
