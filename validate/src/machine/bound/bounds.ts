/**
 * The most instructions that a function of the image executes and the most stack that it takes, with
 * all that it calls: no function may be called within itself, so these are found from below.
 */
import { Unfinished } from "@ashlar/semantics";
import type { Image } from "../trap/image.js";
import { type Graph, graphFrom, type Ways } from "./graph.js";
import { longestFrom } from "./longest.js";
import { type Argument, type Rounds, roundsOf } from "./rounds.js";
import { depthsIn } from "./stack.js";

/** What a piece of code takes at most. */
export interface Bound {
  readonly instructions: number;
  readonly stack_bytes: number;
  /** The words of the certificates for its loops, and of those of what it calls. */
  readonly certificate_words: number;
}

/** Nothing is known of arguments but where the caller says so; that one knows too little is no reason
 * to look at all paths. */
const ANYTHING: readonly Argument[] = [];

export class Bounds {
  readonly #known = new Map<string, Bound>();
  readonly #open = new Set<number>();

  constructor(
    readonly image: Image,
    /** What does not come back. */
    private readonly never: ReadonlySet<number>,
    /** Functions whose loops are as long as an argument says. */
    private readonly measured: ReadonlySet<number>,
  ) {}

  /** Of a function, called with what is known of its arguments. */
  of(start: number, given: readonly Argument[] = ANYTHING): Bound {
    const key = [start, ...given.map(({ value, aligned }) => `${value}/${aligned}`)].join(" ");
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#open.has(start))
      throw new Unfinished(`${this.nameOf(start)} is called within itself`);
    this.#open.add(start);
    const bound = this.along(start, { never: this.never }, given);
    this.#open.delete(start);
    this.#known.set(key, bound);
    return bound;
  }

  /** Of all ways from an address on, which may be told apart from others. */
  along(start: number, ways: Ways, given: readonly Argument[] = ANYTHING): Bound {
    const graph = graphFrom(this.image.program, start, ways);
    let rounds: Rounds | undefined;
    const looked = () => {
      rounds ??= this.#rounds(graph, start, given);
      return rounds;
    };
    const called = new Map<number, Bound>();
    for (const { calls } of graph.values())
      if (calls !== undefined && !called.has(calls)) called.set(calls, this.#called(calls, looked));
    const instructions = longestFrom(graph, start, {
      weight: ({ calls }) => 1 + (calls === undefined ? 0 : called.get(calls)!.instructions),
      // What no path comes to is no loop, given what is known of arguments.
      visits: (head) => looked().visits.get(head) ?? 0,
    });
    const words = [...called.values()].map(({ certificate_words }) => certificate_words);
    return {
      instructions,
      stack_bytes: ways.jumps ? deepest(called) : this.#stack(graph, start, called),
      certificate_words: [rounds?.certificate_words ?? 0, ...words].reduce((a, b) => a + b),
    };
  }

  /** What a call takes, of all that the code makes of that function. */
  #called(address: number, looked: () => Rounds): Bound {
    if (!this.measured.has(address)) return this.of(address);
    const bounds = (looked().passed.get(address) ?? [ANYTHING]).map((given) =>
      this.of(address, given),
    );
    return bounds.reduce((one, other) => ({
      instructions: Math.max(one.instructions, other.instructions),
      stack_bytes: Math.max(one.stack_bytes, other.stack_bytes),
      certificate_words: one.certificate_words + other.certificate_words,
    }));
  }

  #rounds(graph: Graph, start: number, given: readonly Argument[]): Rounds {
    const called = new Map<number, string>();
    for (const { calls } of graph.values()) {
      if (calls === undefined) continue;
      called.set(calls, this.nameOf(calls));
      // It is not looked into where it is called, so its loops would not be met.
      if (graph.has(calls)) throw new Unfinished(`${this.nameOf(calls)} is called and jumped to`);
    }
    const { image, never } = this;
    const rounds = roundsOf({ image, start, called, never, given });
    if (rounds !== undefined) return rounds;
    throw new Unfinished(`how often ${this.nameOf(start)} goes round is not known`);
  }

  #stack(graph: Graph, start: number, called: ReadonlyMap<number, Bound>): number {
    const depths = depthsIn(graph, start);
    return Math.max(
      0,
      ...[...depths].map(([at, depth]) => {
        const { calls } = graph.get(at)!;
        return depth + (calls === undefined ? 0 : called.get(calls)!.stack_bytes);
      }),
    );
  }

  nameOf(address: number): string {
    const found = this.image.program.symbols.find((symbol) => symbol.address === address);
    return found?.name ?? `0x${address.toString(16)}`;
  }
}

/** Hand-written code begins with an empty stack and takes nothing of it itself. */
const deepest = (called: ReadonlyMap<number, Bound>): number =>
  Math.max(0, ...[...called.values()].map(({ stack_bytes }) => stack_bytes));
