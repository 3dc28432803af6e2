/**
 * Noninterference over whole runs, on a small instance, exhaustively: after each history up to a
 * length the low domain sees what it would see had the high one done nothing. Two machines run side
 * by side: one takes all of a history, the other one all but what the high domain does. What they do
 * next depends on their two states only, so two histories that come to the same two are one.
 */
import { fields } from "@ashlar/spec/kernel";
import type { Entry } from "../specification/entries.js";
import { ACTIONS, type Action, beginning, givenOf } from "./instance.js";
import { lineText, type Store } from "./store.js";
import { View } from "./view.js";

export interface Explored {
  /** So many histories there are up to that length. */
  readonly histories: number;
  /** So many pairs of states they come to, and so many states. */
  readonly pairs: number;
  readonly states: number;
  readonly depth: number;
  /** The shortest history after which low sees what high did, if there is one, and what it sees. */
  readonly leak?: { readonly history: readonly string[]; readonly seen: readonly string[] };
}

export interface ExploreOptions {
  readonly depth: number;
  /** What an entry really does, if it leaks. */
  readonly wrong?: (entry: Entry) => Entry;
  readonly progress?: (depth: number, pairs: number) => void;
}

/** States by number, and what each action makes of each, computed once. */
class Machine {
  readonly stores: Store[] = [];
  readonly views: string[] = [];
  readonly view = new View();
  readonly #numbers = new Map<string, number>();
  readonly #next = new Map<number, number>();
  readonly #entries: readonly Entry[];

  constructor(wrong: (entry: Entry) => Entry) {
    this.#entries = ACTIONS.map(({ entry }) => wrong(entry));
  }

  numberOf(store: Store): number {
    const text = store.text();
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.stores.length);
    this.views.push(this.view.textOf(store));
    return this.stores.push(store) - 1;
  }

  /** Whether an action may come in a state. */
  isPossible(at: number, { side, entry, registers }: Action): boolean {
    const store = this.stores[at]!;
    if (side === "timer") return true;
    if ((side === "low") !== this.view.isLowTurn(store)) return false;
    if (entry.isByThread) return store.get(fields.CURRENT) !== 0n;
    const mask = store.get(fields.MASK, Number(store.get(fields.RUNNING_DOMAIN)));
    return ((mask >> BigInt(registers[0]!)) & 1n) === 1n;
  }

  after(at: number, index: number): number {
    const key = at * ACTIONS.length + index;
    const known = this.#next.get(key);
    if (known !== undefined) return known;
    const step = this.#entries[index]!.step;
    const next = this.numberOf(
      this.stores[at]!.after((state) => step(state, givenOf(ACTIONS[index]!))),
    );
    this.#next.set(key, next);
    return next;
  }
}

/** A pair of states, how it is come to first, and by how many histories of the present length. */
interface Pair {
  readonly whole: number;
  readonly purged: number;
  readonly from?: readonly [before: Pair, by: Action];
  ways: number;
}

/** All histories up to a length. */
export function explore({ depth, wrong = (entry) => entry, progress }: ExploreOptions): Explored {
  const machine = new Machine(wrong);
  const start = machine.numberOf(beginning());
  const seen = new Set([`${start} ${start}`]);
  let [pairs, histories]: [Pair[], number] = [[{ whole: start, purged: start, ways: 1 }], 0];
  for (let length = 1; length <= depth; length++) {
    const next = new Map<string, Pair>();
    for (const pair of pairs) {
      const leak = goOn(machine, pair, next);
      if (leak !== undefined) return { ...countOf(machine, seen, histories, length), leak };
    }
    for (const [key, { ways }] of next) {
      histories += ways;
      seen.add(key);
    }
    pairs = [...next.values()];
    progress?.(length, seen.size);
  }
  return countOf(machine, seen, histories, depth);
}

const countOf = (machine: Machine, seen: Set<string>, histories: number, depth: number) => ({
  ...{ histories, pairs: seen.size, states: machine.stores.length, depth },
});

/** Each action that may come next. */
function goOn(machine: Machine, pair: Pair, next: Map<string, Pair>): Explored["leak"] {
  for (const [index, by] of ACTIONS.entries()) {
    if (!machine.isPossible(pair.whole, by)) continue;
    const whole = machine.after(pair.whole, index);
    const purged = by.side === "high" ? pair.purged : machine.after(pair.purged, index);
    const key = `${whole} ${purged}`;
    const known = next.get(key);
    const found: Pair = known ?? { whole, purged, from: [pair, by], ways: 0 };
    found.ways += pair.ways;
    if (known !== undefined) continue;
    next.set(key, found);
    const [one, other] = [machine.views[whole]!, machine.views[purged]!];
    if (one !== other) return { history: historyOf(found), seen: differences(one, other) };
  }
  return undefined;
}

function historyOf({ from }: Pair): string[] {
  if (from === undefined) return [];
  const [before, by] = from;
  return [...historyOf(before), by.name];
}

/** What is seen in one case and not in the other. */
function differences(one: string, other: string): string[] {
  const [its, others] = [one, other].map((text) => new Set(text.split("\n")));
  return [
    ...[...its!].filter((line) => !others!.has(line)).map((line) => `with high: ${lineText(line)}`),
    ...[...others!].filter((line) => !its!.has(line)).map((line) => `without: ${lineText(line)}`),
  ];
}
