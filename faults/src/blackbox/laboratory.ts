/**
 * Cycle after cycle: write under load, cut the power, wait for it, read everything back, judge.
 *
 * The state before each cycle is on disk before its first write, and what the target holds is
 * judged again from there however the cycle ended. So a run goes on where it stopped: after
 * SIGINT and after a crash of the laboratory's machine a cycle is judged by what its ledger knew.
 */
import { randomInt } from "node:crypto";
import { AshlarError } from "@ashlar/disk";
import { Baseline, History, judge, SECTOR_BYTES, Survey, type Verdict } from "../records/index.js";
import { refuseData, refuseUnfit } from "./admission.js";
import { flushTried } from "./bounded.js";
import { throwSwitch } from "./command.js";
import { addCycle, cycleReport, deadCycle } from "./cycle-report.js";
import { Latencies } from "./latency.js";
import { openTarget } from "./open-target.js";
import { type PowerReport, powerCycle } from "./power-cycle.js";
import { readBack } from "./read-back.js";
import { reopen } from "./reopen.js";
import type { RunState } from "./run-state.js";
import {
  freshState,
  identityOf,
  type LaboratoryOptions,
  refuseOther,
  type Seeded,
  spanOf,
  targetOptions,
} from "./settings.js";
import { StateFiles } from "./state.js";
import { type Target, TargetGone } from "./target.js";

const REOPEN_MAX = 5;

export class Laboratory {
  readonly #files: StateFiles | undefined;
  #state: RunState;
  #baseline: Baseline;
  #target: Target | undefined;

  private constructor(
    readonly options: Seeded,
    target: Target,
    known: { state: RunState; baseline: Baseline } | undefined,
  ) {
    this.#files = options.statePath === undefined ? undefined : new StateFiles(options.statePath);
    this.#target = target;
    this.#state = known?.state ?? freshState(options, target);
    this.#baseline = known?.baseline ?? new Baseline(this.#state.workload.spanSectors);
  }

  /** Opens the target and refuses what should not be written; nothing is written yet. */
  static async open(asked: LaboratoryOptions): Promise<Laboratory> {
    const files = asked.statePath === undefined ? undefined : new StateFiles(asked.statePath);
    const known = files?.load();
    const seed = asked.seed ?? known?.state.workload.seed ?? randomInt(2 ** 32);
    const options = { ...asked, seed };
    const target = await openFirst(options, known?.state);
    try {
      const span_bytes = spanOf(options, target);
      refuseUnfit(target, options.address, span_bytes);
      if (known !== undefined) refuseOther(known.state, identityOf(options, target));
      else if (!options.erase) await refuseData(target, options.address, span_bytes);
      return new Laboratory(options, target, known);
    } catch (error) {
      await target.close();
      throw error;
    }
  }

  get state(): RunState {
    return this.#state;
  }

  /** Runs the cycles that are left; ends early when told to, and where the device is dead. */
  async run(): Promise<RunState> {
    try {
      if (this.#state.history.length === 0 && !this.#state.underLoad) await this.#firstBaseline();
      if (this.#state.underLoad) await this.#finishInterrupted();
      while (this.#state.cycle <= this.options.cycles && !this.#isOver) await this.#cycle();
    } finally {
      await this.#target?.close();
    }
    return this.#state;
  }

  get #isOver(): boolean {
    const last = this.#state.history.at(-1);
    return this.options.signal.aborted || last?.counts["dead-device"] !== undefined;
  }

  async #firstBaseline(): Promise<void> {
    this.options.onStep("reading what is there");
    const survey = new Survey(this.#state.run, new History(0), this.#baseline);
    const target = await this.#survey(survey);
    if (typeof target === "string")
      throw new AshlarError("target-unreadable", `${this.options.address}: ${target}`);
    survey.adopt();
    await this.#files?.save(this.#state, this.#baseline);
  }

  async #cycle(): Promise<void> {
    const { options } = this;
    const history = new History(this.#state.cycle);
    const latencies = new Latencies();
    this.#step("under load");
    const ledger = await this.#files?.beginLedger(this.#state);
    const { run, workload } = this.#state;
    const target = this.#target ?? (await openTarget(targetOptions(options)));
    this.#target = undefined;
    const load = { target, run, workload, depth: options.depth, history, ledger, latencies };
    let power: PowerReport;
    try {
      power = await powerCycle(load, { ...options, restore: options.restore });
    } finally {
      await ledger?.close();
    }
    if (!power.stopped) await this.#judge(history, latencies, power);
  }

  /** A cycle in which the laboratory stopped: its ledger may lack the end. */
  async #finishInterrupted(): Promise<void> {
    const history = this.#files!.readHistory(this.#state);
    await this.#judge(history, new Latencies(), undefined);
  }

  /** `power`: undefined where the laboratory stopped in the middle. */
  async #judge(
    history: History,
    latencies: Latencies,
    power: PowerReport | undefined,
  ): Promise<void> {
    const start = performance.now();
    const { run, workload, promise, atomBytes } = this.#state;
    const unlogged = power === undefined ? workload : undefined;
    const survey = new Survey(run, history, this.#baseline, unlogged);
    this.#step("waiting for the power");
    const outcome = await this.#survey(survey);
    if (typeof outcome === "string")
      return this.#conclude(deadCycle(history, outcome, power, latencies), latencies);
    this.#step("judging");
    const verdict: Verdict = judge(survey, {
      promise,
      atomSectors: atomBytes / SECTOR_BYTES,
      blockSectors: workload.blockSectors,
    });
    survey.adopt();
    const return_ms = outcome.answered - start;
    await this.#conclude(cycleReport(history, verdict, power, latencies, return_ms), latencies);
  }

  async #conclude(report: ReturnType<typeof cycleReport>, latencies: Latencies): Promise<void> {
    this.#state = addCycle(this.#state, report, latencies);
    await this.#files?.save(this.#state, this.#baseline);
  }

  /** Flushes, then reads everything: what is read is durable. A string says why the target cannot
   * be had. */
  async #survey(survey: Survey): Promise<{ answered: number } | string> {
    const { patience_ms } = this.options;
    let why = "it went away while it was read";
    let answered = 0;
    for (let attempt = 0; attempt < REOPEN_MAX; attempt++) {
      const target = this.#target ?? (await this.#reopen());
      if (typeof target === "string") return target;
      this.#target = target;
      answered ||= performance.now();
      if (target.bytes < this.#baseline.sectors * SECTOR_BYTES)
        return `it came back with ${target.bytes} bytes`;
      try {
        const step = (part: number) => this.#step(`reading back, ${Math.round(part * 100)} %`);
        const refusal = target.hasFlush ? await flushTried(target, patience_ms) : undefined;
        if (refusal !== undefined) return refusal;
        await readBack(target, survey, patience_ms, step);
        return { answered };
      } catch (error) {
        if (!(error instanceof TargetGone)) throw error;
        why = `${why}: ${error.message}`;
        this.#target = undefined;
        await target.close();
      }
    }
    return why;
  }

  #reopen(): Promise<Target | string> {
    const { patience_ms } = this.options;
    return reopen(targetOptions(this.options), patience_ms, (waited_ms) =>
      this.#step(`waiting for the power, ${Math.round(waited_ms / 1000)} s`),
    );
  }

  #step(text: string): void {
    const failures = this.#state.history.reduce(
      (sum, { counts }) => sum + Object.values(counts).reduce((a, b) => a + b, 0),
      0,
    );
    const { cycle } = this.#state;
    this.options.onStep(`cycle ${cycle} of ${this.options.cycles}, ${failures} failures: ${text}`);
  }
}

/** What the world says of a target that cannot be had, unless it has a code already. */
function unreachable(address: string, error: unknown): AshlarError {
  if (error instanceof AshlarError) return error;
  const why = error instanceof Error ? error.message : String(error);
  return new AshlarError("target-unreadable", `${address}: ${why}`, { cause: error });
}

/** Opens the target of a run that begins or goes on; one that stopped between cut and restore may
 * have left it without power. */
async function openFirst(options: Seeded, state: RunState | undefined): Promise<Target> {
  const { restore, seed, address, patience_ms, onStep } = options;
  try {
    return await openTarget(targetOptions(options));
  } catch (error) {
    if (state?.underLoad !== true || restore === undefined) throw unreachable(address, error);
  }
  onStep("bringing the power back");
  const context = { phase: "restore", cycle: state.cycle, target: address, seed } as const;
  await throwSwitch(restore, context, patience_ms);
  const target = await reopen(targetOptions(options), patience_ms, () => undefined);
  if (typeof target === "string")
    throw new AshlarError("target-unreadable", `${address}: ${target}`);
  return target;
}
