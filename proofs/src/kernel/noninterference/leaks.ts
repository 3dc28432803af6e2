/** Kernels that leak: entries that are wrong in the ways that theorems are tried on, all of them at once. */

import { SEEN, SHARED_SLOTS, TOLD, type Wrong } from "../specification/confidentiality/wrong.js";
import type { Entry } from "../specification/entries.js";

type Leak = (entry: Entry) => Entry;

/** What calls do too, one after the other. */
const ofCalls =
  (...wrong: readonly Wrong[string][]): Leak =>
  (entry) =>
    entry.isByThread ? wrong.reduce((before, change) => change(before), entry) : entry;

const ofEntry =
  (name: string, change: Wrong[string]): Leak =>
  (entry) =>
    entry.name === name ? change(entry) : entry;

const found = (among: Wrong, beginning: string): Wrong[string] => {
  const name = Object.keys(among).find((one) => one.startsWith(beginning));
  if (name === undefined) throw new Error(`no leak: ${beginning}`);
  return among[name]!;
};

/** By what they are called. */
export const LEAKS = {
  "shared-counter": ofCalls(
    found(TOLD, "it is told what a counter"),
    found(SEEN, "a counter that"),
  ),
  "answer-of-others": ofCalls(found(TOLD, "it is refused while")),
  "shared-mapping-slots": ofEntry(
    "frameMap",
    found(SHARED_SLOTS["frameMap"]!, "it is refused if another holder"),
  ),
  "turn-of-others": ofCalls(found(SEEN, "it takes its turn")),
} satisfies Readonly<Record<string, Leak>>;

export type LeakName = keyof typeof LEAKS;
