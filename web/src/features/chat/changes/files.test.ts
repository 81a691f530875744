import { expect, test } from "vitest";
import { changedFiles } from "./files";

const DIFF = `diff --git a/src/kept.txt b/src/kept.txt
index 5626abf..814f4a4 100644
--- a/src/kept.txt
+++ b/src/kept.txt
@@ -1 +1,2 @@
 one
+diff --git a/x b/x is only a line
diff --git a/new file.txt b/new file.txt
new file mode 100644
index 0000000..3e75765
--- /dev/null
+++ b/new file.txt\t
@@ -0,0 +1 @@
+new
diff --git a/gone.txt b/gone.txt
deleted file mode 100644
index 5626abf..0000000
--- a/gone.txt
+++ /dev/null
@@ -1 +0,0 @@
-one
diff --git a/old.rs b/moved/new.rs
similarity index 100%
rename from old.rs
rename to moved/new.rs
diff --git a/empty b/empty
new file mode 100644
index 0000000..e69de29
diff --git a/picture.png b/picture.png
index 1111111..2222222 100644
Binary files a/picture.png and b/picture.png differ
diff --git "a/a \\"b\\".txt" "b/a \\"b\\".txt"
new file mode 100644
index 0000000..e69de29
`;

test("each file is told with what became of it", () => {
  const files = changedFiles(DIFF);
  const told = files.map((it) => [it.path, it.kind, it.added, it.removed, it.binary]);
  expect(told).toEqual([
    ["src/kept.txt", "changed", 1, 0, false],
    ["new file.txt", "added", 1, 0, false],
    ["gone.txt", "deleted", 0, 1, false],
    ["moved/new.rs", "renamed", 0, 0, false],
    ["empty", "added", 0, 0, false],
    ["picture.png", "changed", 0, 0, true],
    ['a "b".txt', "added", 0, 0, false],
  ]);
  expect(files[3]?.from).toBe("old.rs");
  expect(files[0]?.lines.map((it) => it.text)).toEqual(["one", "diff --git a/x b/x is only a line"]);
});

test("a sentence instead of a difference is no file", () => {
  expect(changedFiles("The changes are too large to be shown.\n")).toEqual([]);
  expect(changedFiles("")).toEqual([]);
});
