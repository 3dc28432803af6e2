/**
 * The judge: the rule of the guarantee, and nothing else.
 *
 * After any crash and recovery the disk is the state after some prefix of what the server took,
 * and the prefix contains what it must contain: all that was acknowledged, or, where the power
 * failed without a warning, all that was in the journal. So nothing is torn, misplaced or made up,
 * and a write that was not acknowledged is there whole or not at all.
 */
import { FOREIGN } from "./content.js";
import { apply, type Piece } from "./history.js";

export interface Charge {
  /** A sector that is not as it has to be, for the longest prefix that explains the most. */
  sector: number;
  expected: number;
  found: number;
  /** How many sectors are wrong. */
  wrong: number;
  what: "foreign" | "lost" | "not a prefix";
}

/** The longest prefix that `found` is the state after, or why there is none of `least` pieces or
 * more. */
export function judge(
  base: Uint32Array,
  pieces: readonly Piece[],
  least: number,
  found: Uint32Array,
): { prefix: number } | { charge: Charge } {
  const state = base.slice();
  for (const piece of pieces.slice(0, least)) apply(state, piece);
  let wrong = differences(state, found);
  let prefix = wrong === 0 ? least : -1;
  for (let count = least; count < pieces.length; count++) {
    const { sector, sectors } = pieces[count]!;
    wrong -= differences(state, found, sector, sectors);
    apply(state, pieces[count]!);
    wrong += differences(state, found, sector, sectors);
    if (wrong === 0) prefix = count + 1;
  }
  if (prefix >= 0) return { prefix };
  return { charge: accuse(base, pieces, least, found) };
}

function differences(
  state: Uint32Array,
  found: Uint32Array,
  from = 0,
  count = state.length,
): number {
  let differing = 0;
  for (let sector = from; sector < from + count; sector++)
    if (state[sector] !== found[sector]) differing++;
  return differing;
}

function accuse(
  base: Uint32Array,
  pieces: readonly Piece[],
  least: number,
  found: Uint32Array,
): Charge {
  const state = base.slice();
  for (const piece of pieces.slice(0, least)) apply(state, piece);
  const later = new Set(pieces.slice(least).map(({ version }) => version));
  const wrong = [...found.keys()].filter((at) => found[at] !== state[at]);
  const foreign = wrong.find((at) => found[at] === FOREIGN);
  const lost = wrong.find((at) => !later.has(found[at]!));
  const sector = foreign ?? lost ?? wrong[0]!;
  const what = foreign !== undefined ? "foreign" : lost !== undefined ? "lost" : "not a prefix";
  const [expected, there] = [state[sector]!, found[sector]!];
  return { sector, expected, found: there, wrong: wrong.length, what };
}
