/** Every other theorem of this room is proved, every mutant tried refuted; of the core's V8 shows it. */
import { test } from "node:test";
import { theorems } from "../../index.js";
import { assertAllProved } from "../../testing/all-proved.js";
import { ackTheorems } from "../ack/index.js";
import { contentsTheorems } from "../contents/index.js";
import { CRASH } from "../crash/index.js";
import { overlayTheorems } from "../overlay/index.js";
import { planTheorems } from "../plan/index.js";
import { refinesTheorems } from "../refines/index.js";

/** They have a test of their own. */
const ELSEWHERE = new Set(
  [
    ...[...overlayTheorems(), ...refinesTheorems(), ...ackTheorems(), ...CRASH],
    ...[...planTheorems(), ...contentsTheorems()],
  ].map(({ id }) => id),
);

/** Checks of verify with another behind them in recover or attach, as of the grain and of lengths; a
 * mask that matters only to positions between grains; and of recover, most of them, what shows in a
 * full ring, a full overlay, what is read or the record after the next only. */
const HIDDEN_MAX = 21;

test("all are proved with certificates, and the mutants refuted", () =>
  assertAllProved({
    ...{ what: "records", theorems: theorems().filter(({ id }) => !ELSEWHERE.has(id)), sample: 5 },
    ...{ mutants_min: 250, hidden_max: HIDDEN_MAX },
    isForV8: ({ id }) => id.includes("#0x"),
  }));
