/** The simplest values of a random program: constants, locals and globals. */
import type { Random } from "@ashlar/rapilog/random";
import type { FunctionType } from "../types.js";
import { op, signed, unsigned } from "./assemble.js";
import { BLOCK_TYPES, GLOBALS, I32, type Integer } from "./choices.js";
import { anyValue } from "./edges.js";

export class Leaves {
  readonly locals: Integer[] = [];
  /** Locals that count the rounds of loops: nothing else writes or reads them. */
  protected readonly counters = new Set<number>();

  constructor(
    readonly random: Random,
    readonly type: FunctionType,
    /** The index of the first of the block types. */
    readonly firstBlockType: number,
  ) {}

  protected repeat(times: number, write: () => number[]): number[] {
    return Array.from({ length: times }, write).flat();
  }

  protected constant(type: Integer, value: bigint): number[] {
    const width = type === I32 ? 32 : 64;
    return op(type === I32 ? "i32.const" : "i64.const", ...signed(BigInt.asIntN(width, value)));
  }

  protected localsOf(type: Integer): number[] {
    const all = [...(this.type.parameters as Integer[]), ...this.locals];
    return [...all.keys()].filter((at) => all[at] === type && !this.counters.has(at));
  }

  protected leaf(type: Integer): number[] {
    const { random } = this;
    const locals = this.localsOf(type);
    if (locals.length > 0 && random.chance(0.6))
      return op("local.get", ...unsigned(random.pick(locals)));
    if (random.chance(0.2)) return op("global.get", this.global(type));
    return this.constant(type, anyValue(random, type === I32 ? 32 : 64));
  }

  protected global(type: Integer): number {
    return this.random.pick([...GLOBALS.keys()].filter((at) => GLOBALS[at] === type));
  }

  protected access(bytes: number): number[] {
    const alignment = this.random.below(Math.log2(bytes) + 1);
    const offset = this.random.pick([0, 0, 1, 3, 8, 65_528, 65_535, 0xffff_ffff]);
    return [alignment, ...unsigned(this.random.chance(0.97) ? offset & 0xf : offset)];
  }

  protected blockType(takes: readonly Integer[], gives: readonly Integer[]): number[] {
    if (takes.length + gives.length === 0) return [0x40];
    if (takes.length === 0 && gives.length === 1 && this.random.chance(0.8)) return [gives[0]!];
    const wanted = `${takes}>${gives}`;
    const index = BLOCK_TYPES.findIndex((type) => `${type.parameters}>${type.results}` === wanted);
    return signed(this.firstBlockType + index);
  }

  /** Makes a divisor odd, mostly: a trap ends all that could still differ. */
  protected madeOdd(name: string, type: Integer): number[] {
    if (!/[.](div|rem)_/.test(name) || this.random.chance(0.15)) return [];
    return [...this.constant(type, 1n), ...op(type === I32 ? "i32.or" : "i64.or")];
  }
}
