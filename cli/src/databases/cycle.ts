/**
 * One cycle: load, a failure at a random instant, everything that died is started again, and the
 * judgement of what is on the disk then.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "@ashlar/rapilog/random";
import { FAILURES, type FailureName, isInvisible } from "./failures.js";
import { harm, moreCommits } from "./harm.js";
import type { DatabaseName } from "./names.js";
import type { Subject } from "./subject.js";

/** At least this many commits before the failure. */
const COMMITS_BEFORE = 5;
const LOAD_MS_MAX = 1500;

export interface CycleResult {
  database: DatabaseName;
  failure: FailureName;
  /** How, where a failure has several ways. */
  how: string;
  /** Commits acknowledged in this cycle. */
  acknowledged: number;
  /** Of all acknowledged commits these are not there. */
  lost: number;
  /** What no crash may leave behind. */
  corrupt: number;
  /** What clients or the guest saw of a failure that they must not see. */
  disturbed: number;
  /** The first of each, in words. */
  details: string[];
  /** Whether the promise for this failure was kept. */
  kept: boolean;
  /** It could not be brought up again. */
  dead: boolean;
  seconds: number;
}

interface Found {
  lost: string[];
  corrupt: string[];
}

/** Runs one cycle on a subject that is up, and leaves it up unless the result says `dead`. */
export async function runCycle(
  subject: Subject,
  failure: FailureName,
  random: Random,
): Promise<CycleResult> {
  const start = performance.now();
  const { ledger, machine } = subject;
  const before = ledger.acknowledged;
  ledger.start();
  await moreCommits(subject, COMMITS_BEFORE);
  await sleep(random.below(LOAD_MS_MAX));
  const early = ledger.errors.map((error) => `before the failure, ${error}`);
  const how = await harm(subject, failure, random);
  const acknowledged = ledger.acknowledged - before;
  const disturbed = isInvisible(failure) ? [...ledger.errors, ...machine.diskErrors()] : early;
  const { dead, ...found } = await revive(subject, failure);
  return {
    database: subject.database.name,
    failure,
    how,
    acknowledged,
    ...summary(failure, found, disturbed),
    dead,
    seconds: Math.round((performance.now() - start) / 100) / 10,
  };
}

const DETAILS_MAX = 5;

function summary(failure: FailureName, { lost, corrupt }: Found, disturbed: readonly string[]) {
  const mayLose = FAILURES[failure].promise === "prefix";
  return {
    lost: lost.length,
    corrupt: corrupt.length,
    disturbed: disturbed.length,
    details: [lost.map((name) => `lost ${name}`), corrupt, disturbed].flatMap((list) =>
      list.slice(0, DETAILS_MAX),
    ),
    kept: (mayLose || lost.length === 0) && corrupt.length === 0 && disturbed.length === 0,
  };
}

/** Starts what died, and judges what is there. */
async function revive(subject: Subject, failure: FailureName): Promise<Found & { dead: boolean }> {
  const { ledger } = subject;
  try {
    await startAgain(subject, failure);
    const content = await ledger.content();
    const { lost, corrupt } = ledger.history.judge(content);
    corrupt.push(...subject.machine.diskErrors(), ...(await subject.complaints()));
    ledger.history.adopt(content);
    return { lost, corrupt, dead: false };
  } catch (error) {
    return { lost: [], corrupt: [`it is not usable: ${(error as Error).message}`], dead: true };
  }
}

function startAgain(subject: Subject, failure: FailureName): Promise<void> {
  if (failure === "guest-crash") return subject.startMachine();
  if (failure === "power-warning" || failure === "power-sudden") return subject.startAll();
  return subject.reread();
}
