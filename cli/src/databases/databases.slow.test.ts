/**
 * A short run of `ashlar faults database`: Debian's SQLite in a virtual machine, which needs no
 * root, through each kind of failure; and the same on an unsafe service, which must show loss,
 * or the test could not see any.
 */
import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { AshlarError } from "@ashlar/disk";
import { seedFromEnvironment } from "@ashlar/rapilog/random";
import { withCleanup } from "../system/cleanup.js";
import { FAILURE_NAMES, type FailureName } from "./failures.js";
import { missingFor } from "./machines.js";
import { resultLine, showsLoss } from "./report.js";
import { runSeries, type SeriesOptions, type SeriesReport } from "./series.js";

async function shortRun(
  t: TestContext,
  mode: SeriesOptions["mode"],
  failures: readonly FailureName[],
): Promise<SeriesReport | undefined> {
  const seed = seedFromEnvironment();
  t.diagnostic(`seed ${seed}`);
  const missing = missingFor("vm");
  if (missing.length > 0) {
    t.skip(`needs ${missing.join(", ")}`);
    return undefined;
  }
  const options = {
    database: "sqlite",
    where: "vm",
    holdUp_ms: 1000,
    mode,
    failures,
    seed,
  } as const;
  const model = mode === "ashlar" ? "hdd-7200" : undefined;
  try {
    return await withCleanup((cleanup) =>
      runSeries({ ...options, model, cycles: failures.length }, cleanup, () => undefined),
    );
  } catch (error) {
    if (!(error instanceof AshlarError && error.code === "packages-missing")) throw error;
    t.skip(error.message);
    return undefined;
  }
}

test("SQLite in a guest keeps every acknowledged commit through six failures", async (t) => {
  const report = await shortRun(t, "ashlar", FAILURE_NAMES);
  for (const cycle of report?.cycles ?? []) {
    assert.ok(cycle.kept, resultLine(cycle));
    assert.ok(cycle.acknowledged > 0, resultLine(cycle));
  }
});

test("on an unsafe service the same test sees loss", async (t) => {
  const report = await shortRun(t, "unsafe", ["power-sudden"]);
  if (report !== undefined) assert.ok(showsLoss(report), JSON.stringify(report.cycles));
});
