/** The scenes on the simulated machine: no tool is needed, and a seed makes the same run. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { randomOfRun } from "@ashlar/rapilog/random";
import { scenesOf } from "./scenes/index.js";
import { onSimulatedMachine } from "./simulated.js";
import { play } from "./stage.js";

const { seed } = randomOfRun("scenes");

for (const scene of scenesOf({ kills: 60, badCalls: 20_000, turns: 8, seed }))
  test(`${scene.name}: ${scene.title}`, async () => {
    const { claims, strange } = await play(scene, undefined, onSimulatedMachine(seed));
    const broken = claims.filter(({ holds }) => !holds);
    assert.deepEqual({ broken, strange }, { broken: [], strange: [] });
  });
