/**
 * `ashlar faults show`: the laboratory on six storages of which it is known what it must find.
 *
 * Three keep what they promise and must be clean; three do not and must be caught, by their own
 * names. So this shows the storage and judges the laboratory.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { blackbox, type Failure, type records } from "@ashlar/faults";
import type { Cleanup } from "../system/cleanup.js";
import { workFolder } from "../system/stacks.js";
import { digits, table } from "../table.js";
import {
  AshlarSubject,
  DISK_BYTES,
  type ServerName,
  SimulatedSubject,
  type Subject,
  started,
} from "./subjects.js";

interface Scenario {
  name: string;
  promise: records.Promise_;
  /** Kinds of failure of which one must be found, and no other; empty: clean. */
  expected: readonly Failure[];
  subject(folder: string, seed: number): Subject;
}

const LOST: readonly Failure[] = ["lost-write", "unserialisable-write", "shorn-write"];

const simulated =
  (server: ServerName, ...faults: string[]) =>
  (folder: string, seed: number) =>
    new SimulatedSubject(folder, { server, faults, seed });

export const SCENARIOS: Record<string, Scenario> = {
  ashlar: {
    name: "Ashlar: server, keeper, both killed; power fails with warning",
    promise: "every",
    expected: [],
    subject: (folder) => new AshlarSubject(folder),
  },
  sudden: {
    name: "Ashlar: power fails without warning",
    promise: "prefix",
    expected: [],
    subject: (folder) => new AshlarSubject(folder, true),
  },
  "write-through": {
    name: "write-through server, honest disk",
    promise: "nbd",
    expected: [],
    subject: simulated("write-through"),
  },
  lying: {
    name: "write-through server, disk with a lying flush",
    promise: "nbd",
    expected: LOST,
    subject: simulated("write-through", "lying-flush"),
  },
  shearing: {
    name: "write-through server, disk that shears",
    promise: "nbd",
    expected: ["shorn-write"],
    subject: simulated("write-through", "shorn-write"),
  },
  unsafe: {
    name: "unsafe server, honest disk",
    promise: "nbd",
    expected: LOST,
    subject: simulated("unsafe"),
  },
};

export interface ShownScenario {
  scenario: string;
  name: string;
  expected: readonly Failure[];
  asExpected: boolean;
  report: blackbox.Report;
}

export interface ShowReport {
  seed: number;
  scenarios: ShownScenario[];
}

export interface ShowOptions {
  cycles: number;
  seed: number;
  only?: readonly string[] | undefined;
}

export async function show(
  { cycles, seed, only }: ShowOptions,
  cleanup: Cleanup,
  step: (text: string) => void,
): Promise<ShowReport> {
  const folder = await workFolder("faults", cleanup);
  const scenarios: ShownScenario[] = [];
  for (const [id, scenario] of Object.entries(SCENARIOS)) {
    if (only !== undefined && !only.includes(id)) continue;
    const subject = scenario.subject(join(folder, id), seed);
    step(`${scenario.name}: starting`);
    const stop = await started(subject, cleanup);
    const report = await examine(subject, scenario, { cycles, seed }, (text) =>
      step(`${scenario.name}: ${text}`),
    );
    await stop();
    const asExpected = isAsExpected(report, scenario.expected);
    const { name, expected } = scenario;
    scenarios.push({ scenario: id, name, expected, asExpected, report });
  }
  return { seed, scenarios };
}

async function examine(
  subject: Subject,
  { promise }: Scenario,
  { cycles, seed }: ShowOptions,
  onStep: (text: string) => void,
): Promise<blackbox.Report> {
  const laboratory = await blackbox.Laboratory.open({
    address: subject.address,
    cut: (context) => subject.cut(context),
    restore: (context) => subject.restore(context),
    cycles,
    workers: 4,
    depth: 4,
    span_bytes: DISK_BYTES / 2,
    write_bytes: 64 * 1024,
    seed,
    promise,
    erase: false,
    load_ms: 1500,
    patience_ms: 60_000,
    signal: new AbortController().signal,
    onStep,
  });
  return blackbox.reportOf(await laboratory.run());
}

function isAsExpected({ counts, acknowledged }: blackbox.Report, expected: readonly Failure[]) {
  const found = Object.entries(counts).filter(([, count]) => count > 0);
  const named = found.every(([kind]) => expected.includes(kind as Failure));
  return acknowledged > 0 && named && found.length > 0 === expected.length > 0;
}

export function showText({ scenarios, seed }: ShowReport): string {
  const rows = scenarios.map(({ name, report, asExpected }) => [
    name,
    report.promise,
    digits(report.cycles),
    digits(report.acknowledged),
    digits(report.required),
    digits(report.lost),
    foundText(report),
    asExpected ? "as it must be" : "WRONG",
  ]);
  const heading = ["storage", "promise", "cuts", "acknowledged", "to survive", "lost", "found", ""];
  return `${table(heading, rows)}\n\nseed ${seed}`;
}

function foundText({ counts }: blackbox.Report): string {
  const found = Object.entries(counts).filter(([, count]) => count > 0);
  return found.map(([kind, count]) => `${count} ${kind}`).join(", ") || "clean";
}

/** A page for each scenario, in a folder that is there. */
export async function writePages({ scenarios }: ShowReport, folder: string): Promise<void> {
  for (const { scenario, report } of scenarios)
    writeFileSync(join(folder, `${scenario}.html`), await blackbox.reportPage(report));
}
