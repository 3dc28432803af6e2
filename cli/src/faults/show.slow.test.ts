/** What keeps its promise is clean; what does not is caught, and named. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { linux } from "@ashlar/disk";
import { seedFromEnvironment } from "@ashlar/rapilog/random";
import { withCleanup } from "../system/cleanup.js";
import { SCENARIOS, show, showText } from "./show.js";

const seed = seedFromEnvironment();
/** Ashlar's failures take turns; and a disk may shear what nobody had been promised yet. */
const CYCLES: Record<string, number> = { ashlar: 4, shearing: 5 };

for (const [id, { name, expected }] of Object.entries(SCENARIOS))
  test(`${name}: ${expected.join(" or ") || "clean"}, ASHLAR_SEED=${seed}`, async (t) => {
    const tools = ["ashlar", "sudden"].includes(id) ? [] : ["qemu-nbd", "nbdkit"];
    const missing = tools.filter((tool) => linux.findTool(tool) === undefined);
    if (missing.length > 0) return t.skip(`needs ${missing.join(" and ")}`);
    const options = { cycles: CYCLES[id] ?? 3, seed, only: [id] };
    const report = await withCleanup((cleanup) => show(options, cleanup, () => undefined));
    assert.equal(report.scenarios[0]!.report.cycles, options.cycles);
    assert.ok(report.scenarios[0]!.asExpected, showText(report));
  });
