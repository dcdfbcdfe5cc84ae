// The keys of all widgets: learners read the same meanings that the code has.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { KEY_TABLE, shortcuts } from "../../lstm_core/widgets/shared/keys.js";

test("docs/keys.md has every key with its meaning", () => {
  const table = readFileSync(new URL("../../docs/keys.md", import.meta.url), "utf8");
  const rows = Array.from(table.matchAll(/^\| `(.+?)` \| (.+?) \|$/gm), ([, sign, words]) => [sign, words]);
  assert.deepEqual(rows, Object.values(KEY_TABLE));
});

test("no two keys have one sign", () => {
  const signs = Object.values(KEY_TABLE).map(([sign]) => sign);
  assert.equal(new Set(signs).size, signs.length);
});

test("assistive technology is told the keys by their ARIA names", () => {
  assert.equal(shortcuts(["ArrowLeft", "Shift+ArrowLeft", "e"]), "ArrowLeft Shift+ArrowLeft E");
});
