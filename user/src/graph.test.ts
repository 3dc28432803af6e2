import assert from "node:assert/strict";
import { test } from "node:test";
import { dotOf, pictureOf } from "./graph.js";
import { killsScene } from "./scenes/kills.js";

const { manifest } = killsScene(1, 1);

test("the graph has a line for each capability, mapping, supervisor and listener", () => {
  const dot = dotOf(manifest);
  for (const component of manifest.components) {
    const held = component.holds.filter(({ object }) => object !== "printer");
    const lines = held.length + (component.maps?.length ?? 0) + (component.supervisor ? 1 : 0);
    const drawn = dot.split("\n").filter((line) => line.startsWith(`"${component.name}" ->`));
    assert.equal(drawn.length, lines, component.name);
    if (component.listens !== undefined)
      assert.ok(dot.includes(`"${component.listens}" -> "${component.name}"`), component.name);
  }
});

test("Graphviz draws it, with everybody in it", async () => {
  const picture = await pictureOf(manifest);
  assert.match(picture, /^<\?xml/);
  for (const { name } of manifest.components) assert.ok(picture.includes(`>${name}</text>`), name);
});
