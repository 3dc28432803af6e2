/** What many worlds use, one after the other: descriptors, memory, and vaults by their geometry. */
import type { Setting, Trace } from "./actions.js";
import { Workshop } from "./server.js";
import { VaultSlot } from "./slot.js";
import type { Tally } from "./tally.js";
import { type Oddity, type Tools, World } from "./world.js";

export type { Oddity } from "./world.js";

/** The computer's own, and one for each crash inside of a crash. */
const SLOTS = 3;
/** Geometries that are kept at once: each takes some tens of megabytes. */
const KEPT_MAX = 6;

export class Library {
  readonly #workshop = new Workshop();
  readonly #slots = new Map<string, VaultSlot[]>();

  constructor(readonly oddity?: Oddity | undefined) {}

  /** Runs a trace in a world of its own; what is against the rule, or an error, is returned. */
  run(trace: Trace, tally: Tally): Error | undefined {
    tally.traces++;
    try {
      new World(trace, this.#tools(trace.setting, tally)).run();
      return undefined;
    } catch (error) {
      return error as Error;
    }
  }

  #tools(setting: Setting, tally: Tally): Tools {
    const { oddity } = this;
    return { workshop: this.#workshop, slots: this.#slotsFor(setting), tally, oddity };
  }

  #slotsFor({ ringSectors, sector_bytes, diskBytes, runBytesMax }: Setting): VaultSlot[] {
    const grainSectors = sector_bytes === 512 ? 1 : 8;
    const geometry = { ringSectors, grainSectors, diskBytes, runBytesMax } as const;
    const key = JSON.stringify(geometry);
    const found = this.#slots.get(key);
    if (found !== undefined) return found;
    if (this.#slots.size === KEPT_MAX) this.#slots.delete(this.#slots.keys().next().value!);
    const slots = Array.from({ length: SLOTS }, () => new VaultSlot(geometry));
    this.#slots.set(key, slots);
    return slots;
  }
}
