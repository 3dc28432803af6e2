/**
 * What a run knows, in files, so that it goes on after anything: SIGINT, a crash of the
 * laboratory, of its machine.
 *
 * Three files: PATH, a small JSON that is replaced atomically and names the second one,
 * PATH.base-N, what the target held when cycle N began; and PATH.ledger, what was done since
 * (`ledger.ts`). A crash at any instant leaves a PATH whose base is whole.
 */
import { readFileSync, rmSync } from "node:fs";
import { open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { AshlarError, linux } from "@ashlar/disk";
import { Baseline, type History } from "../records/index.js";
import { historyOf, Ledger } from "./ledger.js";
import type { RunState } from "./run-state.js";

const VERSION = 1;

export class StateFiles {
  constructor(readonly path: string) {}

  /** What a former run left; undefined where there was none. */
  load(): { state: RunState; baseline: Baseline } | undefined {
    const text = readIfThere(this.path)?.toString("utf8");
    if (text === undefined) return undefined;
    try {
      const { version, state } = JSON.parse(text) as { version: number; state: RunState };
      if (version !== VERSION) throw new Error(`version ${version}`);
      return { state, baseline: Baseline.decode(readFileSync(this.#basePath(state.cycle))) };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new AshlarError("state-damaged", `${this.path}: ${why}`, { cause: error });
    }
  }

  /** Takes down that cycle `state.cycle` begins from this baseline. */
  async save(state: RunState, baseline: Baseline): Promise<void> {
    try {
      linux.makeFolder(dirname(this.path));
      await writeDurably(this.#basePath(state.cycle), baseline.encode());
      await this.#saveState(state);
    } catch (error) {
      throw new AshlarError("state-no-place", (error as Error).message, { cause: error });
    }
    if (state.cycle > 1) rmSync(this.#basePath(state.cycle - 1), { force: true });
  }

  /** Takes down a state whose cycle and baseline are the same as before. */
  async #saveState(state: RunState): Promise<void> {
    const next = `${this.path}.next`;
    await writeDurably(next, Buffer.from(JSON.stringify({ version: VERSION, state })));
    await rename(next, this.path);
    await syncFolder(dirname(this.path));
  }

  /** Begins the ledger of a cycle; from now on the target may hold writes of it. */
  async beginLedger(state: RunState): Promise<Ledger> {
    const ledger = await Ledger.create(`${this.path}.ledger`);
    await syncFolder(dirname(this.path));
    await this.#saveState({ ...state, underLoad: true });
    return ledger;
  }

  /** The history of the cycle that was under load. */
  readHistory(state: RunState): History {
    const entries = readIfThere(`${this.path}.ledger`) ?? Buffer.alloc(0);
    return historyOf(entries, state.workload, state.cycle);
  }

  #basePath(cycle: number): string {
    return `${this.path}.base-${cycle}`;
  }
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

async function writeDurably(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, "w");
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
