/**
 * Short runs of `ashlar faults database`: Debian's SQLite in a virtual machine, which needs no
 * root, through each kind of failure; Debian's PostgreSQL on this machine; and the same on an
 * unsafe service, which must show loss, or the test could not see any.
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
  { database, where, mode }: Pick<SeriesOptions, "database" | "where" | "mode">,
  failures: readonly FailureName[],
): Promise<SeriesReport | undefined> {
  const seed = seedFromEnvironment();
  t.diagnostic(`seed ${seed}`);
  const missing = missingFor(where);
  if (missing.length > 0) {
    t.skip(`needs ${missing.join(", ")}`);
    return undefined;
  }
  const options = { database, where, mode, failures, seed, holdUp_ms: 1000 };
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

function assertKept(report: SeriesReport): void {
  for (const cycle of report.cycles) {
    assert.ok(cycle.kept, resultLine(cycle));
    assert.ok(cycle.acknowledged > 0, resultLine(cycle));
  }
}

test("SQLite in a guest keeps every acknowledged commit through six failures", async (t) => {
  const where = { database: "sqlite", where: "vm", mode: "ashlar" } as const;
  const report = await shortRun(t, where, FAILURE_NAMES);
  if (report !== undefined) assertKept(report);
});

test("PostgreSQL in a chroot keeps a prefix when the power fails without warning", async (t) => {
  const where = { database: "postgres", where: "host", mode: "ashlar" } as const;
  const report = await shortRun(t, where, ["power-sudden"]);
  if (report !== undefined) assertKept(report);
});

test("on an unsafe service the same test sees loss", async (t) => {
  const where = { database: "sqlite", where: "vm", mode: "unsafe" } as const;
  const report = await shortRun(t, where, ["power-sudden"]);
  if (report !== undefined) assert.ok(showsLoss(report), JSON.stringify(report.cycles));
});
