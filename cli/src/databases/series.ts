/**
 * A series of cycles on one database.
 *
 * The disk starts as a copy of one with an empty database, which is made once. One subject lives
 * through the whole series; where a failure leaves it damaged, which only an unsafe service may,
 * the next cycle begins with a new copy.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Random } from "@ashlar/rapilog/random";
import type { Cleanup } from "../system/cleanup.js";
import { run } from "../system/command.js";
import { workFolder } from "../system/stacks.js";
import { findTool } from "../system/tools.js";
import { type CycleResult, runCycle } from "./cycle.js";
import { DATABASES, type Database } from "./databases.js";
import { debianRoot } from "./debian-root.js";
import type { FailureName } from "./failures.js";
import { SCHEMA } from "./ledger.js";
import { machineMaker, requireTools, type Where } from "./machines.js";
import type { DatabaseName } from "./names.js";
import { resultLine } from "./report.js";
import { Subject, type SubjectOptions } from "./subject.js";

/** Packages, images and empty databases, kept from run to run. */
const CACHE = fileURLToPath(new URL("../../../.cache/databases", import.meta.url));

export interface SeriesOptions {
  database: DatabaseName;
  cycles: number;
  failures: readonly FailureName[];
  seed: number;
  where: Where;
  mode: "ashlar" | "unsafe";
  /** A modelled disk; none: as fast as memory. */
  model: string | undefined;
  holdUp_ms: number;
}

export interface SeriesReport extends Omit<SeriesOptions, "cycles"> {
  /** Where it ran, in words. */
  machine: string;
  cycles: CycleResult[];
}

/** Failures in turn, in a new order each round, so that each has its share. */
export function schedule(
  failures: readonly FailureName[],
  cycles: number,
  random: Random,
): FailureName[] {
  const plan: FailureName[] = [];
  while (plan.length < cycles) {
    const rest = [...failures];
    while (rest.length > 0) plan.push(...rest.splice(random.below(rest.length), 1));
  }
  return plan.slice(0, cycles);
}

/** Makes subjects one after the other, each in a folder of its own. */
type SubjectMaker = (mode: SeriesOptions["mode"]) => Subject;

async function subjectMaker(
  options: SeriesOptions,
  database: Database,
  cache: string,
  cleanup: Cleanup,
): Promise<SubjectMaker> {
  const root = await debianRoot(cache, database.packages);
  const scratch = await workFolder("database", cleanup);
  const surroundings = { cache, scratch, root, database, cleanup };
  const make = await machineMaker(options.where, surroundings);
  let count = 0;
  return (mode) => {
    const folder = join(scratch, String(count++));
    mkdirSync(folder, { mode: 0o711 });
    const { model, holdUp_ms } = options;
    const all: SubjectOptions = { database, root, folder, mode, model, holdUp_ms, machine: make };
    const subject = new Subject(all);
    cleanup.add(`end ${database.title}`, () => subject.end());
    return subject;
  };
}

const ANYWHERE = { listen: "", listenPort: 0, port: 0 };

/** The image of a disk with an empty database, made at the first run and named after what it is
 * made by. */
async function emptyImage(cache: string, database: Database, make: SubjectMaker): Promise<string> {
  const recipe = database.create(ANYWHERE) + SCHEMA;
  const image = join(
    cache,
    `empty-${createHash("sha256").update(recipe).digest("hex").slice(0, 8)}.img`,
  );
  if (existsSync(image)) return image;
  const subject = make("ashlar");
  await run("truncate", ["-s", String(database.disk_bytes), subject.disk]);
  await run(findTool("mkfs.ext4")!, ["-q", "-F", subject.disk]);
  await subject.create();
  await run("cp", ["--sparse=always", subject.disk, `${image}.${process.pid}`]);
  renameSync(`${image}.${process.pid}`, image);
  return image;
}

/** Runs them all; what has been found is in the report also where a promise was broken. */
export async function runSeries(
  options: SeriesOptions,
  cleanup: Cleanup,
  onStep: (text: string) => void,
): Promise<SeriesReport> {
  requireTools(options.where);
  const database = DATABASES[options.database];
  const cache = join(CACHE, database.name);
  mkdirSync(cache, { recursive: true });
  onStep("Debian's packages, an empty database");
  const make = await subjectMaker(options, database, cache, cleanup);
  const image = await emptyImage(cache, database, make);
  const random = new Random(options.seed);
  const cycles: CycleResult[] = [];
  let subject: Subject | undefined;
  let machine = "";
  for (const failure of schedule(options.failures, options.cycles, random)) {
    if (subject === undefined) {
      onStep("starting service, machine and database");
      subject = make(options.mode);
      machine = subject.machine.words;
      await run("cp", ["--sparse=always", image, subject.disk]);
      await subject.startAll();
    }
    const result = await runCycle(subject, failure, random);
    cycles.push(result);
    onStep(`${cycles.length} of ${options.cycles}: ${resultLine(result)}`);
    if (!result.dead && result.corrupt === 0) continue;
    await subject.end();
    subject = undefined;
  }
  return { ...options, machine, cycles };
}
