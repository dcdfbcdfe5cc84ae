// How large a widget becomes in the full-window view.

import assert from "node:assert/strict";
import test from "node:test";

import { largestFitting, pointIn, scalesFor } from "../../lstm_core/widgets/shared/enlarge.js";

test("the largest scale that fits is found in few attempts", async () => {
  const scales = Array.from({ length: 12 }, (_, k) => k);
  for (const largest of scales) {
    let asked = 0;
    const found = await largestFitting(scales, async (scale) => {
      asked += 1;
      return scale <= largest;
    });
    assert.equal(found, largest);
    assert.ok(asked <= 4);
  }
});

test("where nothing fits, the view scrolls at the smallest of the scales", async () => {
  assert.equal(await largestFitting([1.25, 2], async () => false), 1.25);
});

test("a widget keeps the width that it needs, and a wide window always enlarges", () => {
  assert.deepEqual(scalesFor(390), [1]);
  assert.equal(scalesFor(1024)[0], 1.25);
  for (const width of [800, 1024, 1440, 1920]) assert.ok(width / scalesFor(width).at(-1) >= 640);
});

test("a place in an enlarged element is told in the element's own pixels", () => {
  const element = { getBoundingClientRect: () => ({ left: 20, top: 10 }), closest: () => ({ dataset: { enlarged: "2" } }) };
  assert.deepEqual(pointIn({ clientX: 120, clientY: 50 }, element), { x: 50, y: 20 });
});
