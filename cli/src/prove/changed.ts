/** What of the theorems has to be proved again, why, and what became of that: `ashlar prove --changed`. */
import type { Theorem, TheoremResult, VerdictCache } from "@ashlar/logic/prove";
import { digits, table } from "../table.js";

/** A theorem that depends on something that has changed since it was proved. */
export interface Changed {
  readonly id: string;
  /**
   * What is other than it was, such as `statement`, and the files that differ where that is known; null:
   * the theorem was never proved.
   */
  readonly because: Readonly<Record<string, readonly string[]>> | null;
}

/** Those of some theorems whose verdict is not known of what there is now. */
export const changedOf = (theorems: readonly Theorem[], cache: VerdictCache): Changed[] =>
  theorems
    .filter((theorem) => cache.get(theorem).theorem === undefined)
    .map((theorem) => ({ id: theorem.id, because: cache.changesOf(theorem) ?? null }));

const FILES_SHOWN = 2;

function filesText(files: readonly string[]): string {
  const more = files.length - FILES_SHOWN;
  const shown = files.slice(0, FILES_SHOWN).join(", ");
  return files.length === 0 ? "" : ` (${shown}${more > 0 ? ` and ${more} more` : ""})`;
}

/** Why, in words. */
export function reasonText({ because }: Changed): string {
  if (because === null) return "never proved";
  const parts = Object.entries(because).map(([what, files]) => `${what}${filesText(files)}`);
  return parts.length === 0 ? "not proved when it was tried last" : parts.join(", ");
}

const verdictText = ({ verdict, recalled }: TheoremResult) =>
  recalled ? "states what was proved" : verdict;

/** Why something is not proved, and what a counterexample does. */
const failureLines = ({ id, reason, trace }: TheoremResult): string[] =>
  reason === null ? [] : ["", `${id}: ${reason}`, ...trace.map((line) => `  ${line}`)];

/** A row for each, and how many there are of how many. */
export function changedText(
  changed: readonly Changed[],
  theorems: readonly TheoremResult[],
  untouched: number,
): string {
  const results = new Map(theorems.map((theorem) => [theorem.id, theorem]));
  const rows = changed.map((one) => {
    const result = results.get(one.id)!;
    return [verdictText(result), digits(result.seconds), one.id, reasonText(one)];
  });
  const recalled = theorems.filter((theorem) => theorem.recalled).length;
  const all = changed.length + untouched;
  const states = recalled === 1 ? "states" : "state";
  const sum = `${changed.length} of ${all} theorems depend on something that has changed`;
  const rest = recalled === 0 ? "" : `; ${recalled} of these ${states} what was proved before`;
  const heads = ["verdict", "seconds", "theorem", "what changed"];
  return [
    ...(rows.length === 0 ? [] : [table(heads, rows)]),
    `${sum}${rest}`,
    ...theorems.flatMap(failureLines),
  ].join("\n");
}
