/** The scenes on the simulated machine: no tool is needed, and a seed makes the same run. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { randomOfRun } from "@ashlar/rapilog/random";
import { scenesOf } from "./scenes/index.js";
import { onSimulatedMachine } from "./simulated.js";
import { play } from "./stage.js";

const { seed } = randomOfRun("scenes");
/** The saboteur counts on instructions, which these programs have none of. */
const NEEDS_INSTRUCTIONS = new Set(["kills"]);

for (const scene of scenesOf({ kills: 1, badCalls: 20_000, seed }))
  if (!NEEDS_INSTRUCTIONS.has(scene.name))
    test(`${scene.name}: ${scene.title}`, async () => {
      const { claims, strange } = await play(scene, undefined, onSimulatedMachine(seed));
      const broken = claims.filter(({ holds }) => !holds);
      assert.deepEqual({ broken, strange }, { broken: [], strange: [] });
    });
