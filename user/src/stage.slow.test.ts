/** Scenes on the board, each for a short time. */
import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { test } from "node:test";
import { COMPILER, EMULATOR, missing } from "@ashlar/board/riscv";
import { scenesOf } from "./scenes/index.js";
import { play } from "./stage.js";

const lost = missing(COMPILER, EMULATOR);
const SEED = Number(process.env["ASHLAR_SEED"] ?? randomInt(2 ** 32));

for (const scene of scenesOf({ kills: 60, badCalls: 50_000, turns: 8, seed: SEED }))
  test(`${scene.name}: ${scene.title}`, async (t) => {
    if (lost !== undefined) return t.skip(lost);
    const { claims, strange } = await play(scene);
    const broken = claims.filter(({ holds }) => !holds);
    assert.deepEqual({ broken, strange }, { broken: [], strange: [] }, `ASHLAR_SEED=${SEED}`);
  });
