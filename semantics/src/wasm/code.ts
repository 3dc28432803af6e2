/**
 * A validated function body, ready to run.
 *
 * Instructions are numbered; blocks have become labels, so that a branch knows its target, how
 * many values it carries and to which height it drops the stack. `block`, and `end` where it does
 * nothing, are gone; `loop` stays, because it is where runs are cut. Everything is in flat arrays:
 * a body of millions of instructions is a few megabytes, and nesting costs no recursion.
 */
import type { ValueType } from "./types.js";

/** Where a branch goes. */
export interface Label {
  /** The number of the instruction that runs next; behind the `loop` itself for a loop. */
  target: number;
  /** The first instruction behind the block. */
  end: number;
  /** The height of the stack to which a branch drops it, below the values it carries. */
  height: number;
  /** How many values it carries. */
  arity: number;
  isLoop: boolean;
  /** How many loops are around the target, this one included. */
  loopDepth: number;
}

/** So many locals of one type. */
export interface LocalRun {
  count: number;
  type: ValueType;
}

export interface Code {
  /** The declared locals, without the parameters. */
  locals: readonly LocalRun[];
  /** For each instruction its row in `ROWS`. */
  rows: Uint16Array;
  /** For each instruction its byte in the module. */
  offsets: Uint32Array;
  /** For each instruction its immediates: an index, a label, a constant's bits, an offset. */
  first: Uint32Array;
  second: Uint32Array;
  labels: readonly Label[];
  /** The labels of each `br_table`, the default last. */
  choices: readonly Uint32Array[];
  /** The operands of `i64.const`. */
  longs: readonly bigint[];
}

/** Collects instructions; labels' targets become known as their blocks end. */
export class CodeBuilder {
  readonly labels: Label[] = [];
  readonly choices: Uint32Array[] = [];
  readonly longs: bigint[] = [];
  readonly #rows: number[] = [];
  readonly #offsets: number[] = [];
  readonly #first: number[] = [];
  readonly #second: number[] = [];

  get length(): number {
    return this.#rows.length;
  }

  emit(row: number, offset: number, first = 0, second = 0): number {
    this.#offsets.push(offset);
    this.#first.push(first);
    this.#second.push(second);
    return this.#rows.push(row) - 1;
  }

  /** Gives an instruction its first immediate afterwards. */
  patch(at: number, first: number): void {
    this.#first[at] = first;
  }

  finish(locals: readonly LocalRun[]): Code {
    return {
      locals,
      rows: Uint16Array.from(this.#rows),
      offsets: Uint32Array.from(this.#offsets),
      first: Uint32Array.from(this.#first),
      second: Uint32Array.from(this.#second),
      labels: this.labels,
      choices: this.choices,
      longs: this.longs,
    };
  }
}
