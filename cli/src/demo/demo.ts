/**
 * `ashlar demo`: an unmodified PostgreSQL on three disks side by side, then everything that may
 * go wrong, then the count of what was lost.
 */
import { chmodSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startProgress } from "../progress.js";
import { type Cleanup, withCleanup } from "../system/cleanup.js";
import { makeImage, Stack } from "../system/stack.js";
import { type ComparisonPlan, compare, type Measurement, MODES, type Mode } from "./comparison.js";
import { type CrashReport, crash } from "./crashes.js";

export const DISKS = ["hdd-7200", "ssd-consumer"] as const;
export type DiskName = (typeof DISKS)[number];

export interface DemoReport {
  comparisons: { disk: DiskName; measurements: Measurement[] }[];
  crashes: CrashReport;
}

const HOLD_UP_MS = 100;
const JOURNAL_BYTES = 256 * 1024 ** 2;
const PLAN: ComparisonPlan = { clients: [1, 8], rounds: 3, seconds: 2 };
const ROOM_BYTES = 4 * 1024 ** 3;

/** Runs the whole demonstration on a real file system; needs root. */
export async function runDemo(): Promise<DemoReport> {
  const progress = startProgress();
  try {
    return await withCleanup(async (cleanup) => {
      const folder = workFolder(cleanup);
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
        if (disk === "hdd-7200") {
          await ashlar.detachDatabase();
          crashes = await crash(ashlar, cleanup, onStep);
        }
        await ashlar.discard();
      }
      return { comparisons, crashes: crashes! };
    });
  } finally {
    progress.done();
  }
}

/** A folder in memory where there is room, so that this machine's own disk plays no part. */
function workFolder(cleanup: Cleanup): string {
  const { bavail, bsize } = statfsSync("/dev/shm");
  const parent = bavail * bsize >= ROOM_BYTES ? "/dev/shm" : tmpdir();
  const folder = mkdtempSync(join(parent, "ashlar-demo-"));
  chmodSync(folder, 0o711); // PostgreSQL runs as another user and has to pass through.
  cleanup.add(`remove ${folder}`, () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function startStacks(
  folder: string,
  disk: DiskName,
  image: string,
  cleanup: Cleanup,
  onStep: (text: string) => void,
): Promise<Map<Mode, Stack>> {
  const stacks = new Map<Mode, Stack>();
  for (const mode of MODES) {
    onStep(`starting ${mode}`);
    const stack = new Stack(
      join(folder, mode),
      {
        mode,
        model: mode === "unsafe" ? undefined : disk,
        holdUp_ms: mode === "ashlar" ? HOLD_UP_MS : undefined,
        journal_bytes: mode === "ashlar" ? JOURNAL_BYTES : undefined,
      },
      cleanup,
    );
    await stack.copyFrom(image);
    await stack.start();
    stacks.set(mode, stack);
  }
  return stacks;
}
