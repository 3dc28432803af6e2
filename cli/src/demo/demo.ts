/**
 * `ashlar demo`: an unmodified PostgreSQL on three disks side by side, then everything that may
 * go wrong, then the count of what was lost.
 */
import { join } from "node:path";
import { startProgress } from "../progress.js";
import { withCleanup } from "../system/cleanup.js";
import { makeImage } from "../system/stack.js";
import { startStacks, workFolder } from "../system/stacks.js";
import { type ComparisonPlan, compare, type Measurement } from "./comparison.js";
import { type CrashReport, crash } from "./crashes.js";

export const DISKS = ["hdd-7200", "ssd-consumer"] as const;
/** The slower one: most is in the air there when something happens. */
export const CRASHED_DISK = "hdd-7200";
const PLAN: ComparisonPlan = { clients: [1, 8], rounds: 3, seconds: 2, checkpoint: false };

export interface DemoReport {
  database: "PostgreSQL" | "SQLite";
  comparisons: { disk: (typeof DISKS)[number]; measurements: Measurement[] }[];
  crashes: CrashReport;
}

/** Runs the whole demonstration on a real file system; needs root. */
export async function runDemo(): Promise<DemoReport> {
  const progress = startProgress();
  try {
    return await withCleanup(async (cleanup) => {
      const folder = await workFolder("demo", cleanup);
      progress.step("preparing a database");
      const image = await makeImage(join(folder, "image"), cleanup);
      const comparisons: DemoReport["comparisons"] = [];
      let crashes: CrashReport | undefined;
      for (const disk of DISKS) {
        const onStep = (text: string) => progress.step(`${disk}: ${text}`);
        const stacks = await startStacks(join(folder, disk), disk, image, cleanup, onStep);
        comparisons.push({ disk, measurements: await compare(stacks, PLAN, onStep) });
        onStep("putting the others away");
        for (const mode of ["write-through", "unsafe"] as const) await stacks.get(mode)!.discard();
        const ashlar = stacks.get("ashlar")!;
        if (disk === CRASHED_DISK) {
          await ashlar.detachDatabase();
          crashes = await crash(ashlar, cleanup, onStep);
        }
        await ashlar.discard();
      }
      return { database: "PostgreSQL", comparisons, crashes: crashes! };
    });
  } finally {
    progress.done();
  }
}
