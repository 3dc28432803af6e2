/**
 * The faults that a simulated disk can be given, and what a checker should find of each.
 *
 * The names of the findings are those of `taxonomy.ts`. A fault without findings announces itself
 * by an error or by its delay: a service that drops what such an error concerned has lost it
 * itself. After a failed sync a client has to write everything again that was not synced before,
 * up to what it was acknowledged when it learnt of the failure.
 */
import type { Failure } from "../taxonomy.js";

/** When a fault may strike: at each of these its dice are thrown. */
export type Occasion = "request" | "read" | "write" | "sync" | "cut";

export interface InjectedFault {
  readonly what: string;
  readonly occasion: Occasion;
  /** Default chance per occasion. */
  readonly probability: number;
  /** Default of what else the fault is given, and what that number means. */
  readonly amount?: { readonly value: number; readonly meaning: string };
  /** What a checker may call it; nothing else may be found. */
  readonly causes: readonly Failure[];
}

export const FAULTS = {
  "bit-corruption": {
    what: "after a power cut, bits of a sector that was written before it are flipped",
    occasion: "cut",
    probability: 1,
    amount: { value: 8, meaning: "bits flipped at most" },
    causes: ["bit-corruption"],
  },
  "shorn-write": {
    what: "after a power cut, an acknowledged and synced write has lost its end",
    occasion: "cut",
    probability: 1,
    causes: ["shorn-write"],
  },
  "unserialisable-write": {
    what: "after a power cut, a synced write is gone, and a later one is there",
    occasion: "cut",
    probability: 1,
    causes: ["unserialisable-write"],
  },
  "metadata-corruption": {
    what: "after a power cut, a range is as it was at the cut before, or cannot be read",
    occasion: "cut",
    probability: 1,
    amount: { value: 65_536, meaning: "bytes of the range" },
    causes: ["metadata-corruption"],
  },
  "dead-device": {
    what: "after so many power cuts the disk answers nothing but errors",
    occasion: "cut",
    probability: 1,
    amount: { value: 8, meaning: "power cuts until it dies" },
    causes: ["dead-device"],
  },
  "flying-write": {
    what: "a write goes to an address with one bit wrong, and not to its own",
    occasion: "write",
    probability: 0.01,
    causes: ["flying-write", "unserialisable-write", "lost-write"],
  },
  "lost-write": {
    what: "a write is acknowledged and never arrives",
    occasion: "write",
    probability: 0.01,
    causes: ["unserialisable-write", "lost-write"],
  },
  "lying-flush": {
    what: "a sync or a durable write is acknowledged, and becomes true only later",
    occasion: "sync",
    probability: 1,
    amount: { value: 1e9, meaning: "nanoseconds until it is true" },
    causes: ["lost-write", "unserialisable-write", "shorn-write"],
  },
  "read-error": {
    what: "a read fails (EIO)",
    occasion: "read",
    probability: 0.01,
    causes: [],
  },
  "write-error": {
    what: "a write fails (EIO), a beginning of it having arrived",
    occasion: "write",
    probability: 0.01,
    causes: [],
  },
  "sync-error": {
    what: "a sync fails (EIO), and the cache has lost what it held, or a part of that",
    occasion: "sync",
    probability: 0.01,
    causes: [],
  },
  "no-space": {
    what: "a write to where nothing was stored yet fails (ENOSPC)",
    occasion: "write",
    probability: 0.01,
    causes: [],
  },
  stall: {
    what: "a request takes long",
    occasion: "request",
    probability: 0.001,
    amount: { value: 2e9, meaning: "nanoseconds" },
    causes: [],
  },
} as const satisfies Record<string, InjectedFault>;

export type FaultName = keyof typeof FAULTS;
export const FAULT_NAMES = Object.keys(FAULTS) as FaultName[];
