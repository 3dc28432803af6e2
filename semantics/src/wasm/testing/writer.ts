/**
 * Writes random function bodies: structured code, well typed, with everything that may trap in it
 * now and then. They end, because functions call only earlier ones and loops count.
 */
import type { Random } from "@ashlar/rapilog/random";
import type { FunctionType } from "../types.js";
import { type FunctionText, op, unsigned } from "./assemble.js";
import {
  BLOCK_TYPES,
  BY_TYPE,
  DATA_BYTES,
  I32,
  I64,
  type Integer,
  STORES,
  TYPES,
} from "./choices.js";
import { Leaves } from "./leaves.js";

const BULK = ["memory.fill", "memory.copy", "memory.init"] as const;

interface Label {
  carries: readonly Integer[];
  /** The local that counts a loop's rounds, if it is a loop's label. */
  counter?: number;
}

/** Writes one function. */
export class Writer extends Leaves {
  readonly #labels: Label[];
  #budget: number;

  constructor(
    random: Random,
    type: FunctionType,
    readonly earlier: readonly FunctionText[],
    firstBlockType: number,
  ) {
    super(random, type, firstBlockType);
    this.#labels = [{ carries: type.results as Integer[] }];
    this.#budget = 10 + random.below(90);
    for (let left = random.below(4); left > 0; left--) this.locals.push(random.pick(TYPES));
  }

  body(): number[] {
    const statements = this.repeat(1 + this.random.below(5), () => this.#statement(4));
    return [...statements, ...this.#values(this.type.results as Integer[], 4)];
  }

  #values(types: readonly Integer[], depth: number): number[] {
    return types.flatMap((type) => this.#value(type, depth));
  }

  /** An address: mostly inside, sometimes at the end or anywhere. */
  #address(depth: number): number[] {
    const { random } = this;
    if (random.chance(0.03)) return this.#value(I32, depth);
    if (random.chance(0.06)) return this.constant(I32, BigInt(65_536 - random.below(12)));
    const mask = this.constant(I32, BigInt(random.pick([0x1f, 0xff, 0xfff])));
    return [...this.#value(I32, depth), ...mask, ...op("i32.and")];
  }

  #value(type: Integer, depth: number): number[] {
    if (depth <= 0 || --this.#budget <= 0) return this.leaf(type);
    const { random } = this;
    const kind = random.below(100);
    if (kind < 15) return this.leaf(type);
    if (kind < 58) return this.#numeric(type, depth);
    if (kind < 68) return this.#load(type, depth);
    if (kind < 73) return [...this.#values([type, type, I32], depth - 1), ...op("select")];
    if (kind < 76) return [...this.#values([type, type, I32], depth - 1), 0x1c, 1, type];
    if (kind < 83) return this.#block([], [type], depth);
    if (kind < 86) return this.#blockByIndex(type, depth);
    if (kind < 90) return this.#tee(type, depth);
    if (kind < 96) return this.#call(type, depth);
    if (type === I64) return this.leaf(type);
    if (random.chance(0.7)) return op("memory.size", 0);
    return [...this.constant(I32, BigInt(random.below(3))), ...op("memory.grow", 0)];
  }

  #numeric(type: Integer, depth: number): number[] {
    const { name, signature } = this.random.pick(BY_TYPE.get(type)!.numeric);
    const operands = this.#values(signature!.takes as Integer[], depth - 1);
    return [...operands, ...this.madeOdd(name, type), ...op(name)];
  }

  #load(type: Integer, depth: number): number[] {
    const row = this.random.pick(BY_TYPE.get(type)!.loads);
    return [...this.#address(depth - 1), ...op(row.name, ...this.access(row.bytes))];
  }

  #tee(type: Integer, depth: number): number[] {
    const locals = this.localsOf(type);
    if (locals.length === 0) return this.leaf(type);
    const local = unsigned(this.random.pick(locals));
    return [...this.#value(type, depth - 1), ...op("local.tee", ...local)];
  }

  /** A call, of whose results the first that fits is kept. */
  #call(type: Integer, depth: number): number[] {
    const fitting = [...this.earlier.keys()].filter(
      (at) => this.earlier[at]!.type.results[0] === type,
    );
    if (fitting.length === 0) return this.leaf(type);
    const callee = this.random.pick(fitting);
    const { parameters, results } = this.earlier[callee]!.type;
    const dropped = this.repeat(results.length - 1, () => op("drop"));
    const call = op("call", ...unsigned(callee));
    return [...this.#values(parameters as Integer[], depth - 1), ...call, ...dropped];
  }

  /** A block with parameters and any number of results, of which the last is kept. */
  #blockByIndex(type: Integer, depth: number): number[] {
    const fitting = BLOCK_TYPES.filter(({ results }) => results[0] === type);
    const { parameters, results } = this.random.pick(fitting);
    const block = this.#block(parameters as Integer[], results as Integer[], depth);
    const dropped = this.repeat(results.length - 1, () => op("drop"));
    return [...this.#values(parameters as Integer[], depth - 1), ...block, ...dropped];
  }

  /** A block, an `if` or a counted loop of this type. Its parameters are on the stack then. */
  #block(takes: readonly Integer[], gives: readonly Integer[], depth: number): number[] {
    const kind = this.random.pick(["block", "if", "loop"]);
    const type = this.blockType(takes, gives);
    if (kind === "loop") return this.#loop(type, takes, gives, depth);
    this.#labels.push({ carries: gives });
    const inside = () => [
      ...this.#used(takes),
      ...this.repeat(this.random.below(3), () => this.#statement(depth - 1)),
      ...this.#values(gives, depth - 1),
    ];
    const body = kind === "block" ? inside() : [...inside(), ...op("else"), ...inside()];
    this.#labels.pop();
    const condition = kind === "if" ? this.#value(I32, depth - 1) : [];
    return [...condition, ...op(kind, ...type), ...body, ...op("end")];
  }

  /** Takes values from the stack into globals, so that they matter. */
  #used(types: readonly Integer[]): number[] {
    return types.toReversed().flatMap((type) => op("global.set", this.global(type)));
  }

  #loop(
    type: readonly number[],
    takes: readonly Integer[],
    gives: readonly Integer[],
    depth: number,
  ): number[] {
    const counter = this.type.parameters.length + this.locals.push(I32) - 1;
    this.counters.add(counter);
    this.#labels.push({ carries: takes, counter });
    const body = [
      ...this.#used(takes),
      ...this.repeat(1 + this.random.below(2), () => this.#statement(depth - 1)),
      ...this.#goRound(0, depth),
      ...this.#values(gives, depth - 1),
    ];
    this.#labels.pop();
    const start = [...this.constant(I32, 0n), ...op("local.set", ...unsigned(counter))];
    return [...start, ...op("loop", ...type), ...body, ...op("end")];
  }

  /** Counts, and goes round a loop again if that is not enough. */
  #goRound(target: number, depth: number): number[] {
    const { counter, carries } = this.#labels[this.#labels.length - 1 - target]!;
    const local = unsigned(counter!);
    return [
      ...this.#values(carries, depth - 1),
      ...op("local.get", ...local),
      ...this.constant(I32, 1n),
      ...op("i32.add"),
      ...op("local.tee", ...local),
      ...this.constant(I32, BigInt(1 + this.random.below(4))),
      ...op("i32.lt_u"),
      ...op("br_if", ...unsigned(target)),
      ...this.#used(carries),
    ];
  }

  #statement(depth: number): number[] {
    const { random } = this;
    if (depth <= 0 || --this.#budget <= 0) return op("nop");
    const kind = random.below(100);
    if (kind < 25) return this.#assign(depth);
    if (kind < 45) return this.#store(depth);
    if (kind < 65) return this.#block([], [], depth);
    if (kind < 85) return this.#branch(depth);
    if (kind < 92) return this.#bulk(depth);
    if (kind < 94) return op("data.drop", random.below(2));
    if (kind < 95) return op("unreachable");
    return [...this.#value(random.pick(TYPES), depth - 1), ...op("drop")];
  }

  #assign(depth: number): number[] {
    const type = this.random.pick(TYPES);
    const locals = this.localsOf(type);
    const value = this.#value(type, depth - 1);
    return locals.length > 0 && this.random.chance(0.7)
      ? [...value, ...op("local.set", ...unsigned(this.random.pick(locals)))]
      : [...value, ...op("global.set", this.global(type))];
  }

  #store(depth: number): number[] {
    const { name, bytes, signature } = this.random.pick(STORES);
    const value = this.#value(signature!.takes[1] as Integer, depth - 1);
    return [...this.#address(depth - 1), ...value, ...op(name, ...this.access(bytes))];
  }

  #bulk(depth: number): number[] {
    const name = this.random.pick(BULK);
    const length = this.constant(I32, BigInt(this.random.pick([0, 1, 5, DATA_BYTES, 300])));
    const places = [...this.#address(depth - 1), ...this.#address(depth - 1)];
    if (name === "memory.fill") return [...places, ...length, ...op(name, 0)];
    const immediates = name === "memory.init" ? [this.random.below(2), 0] : [0, 0];
    const from = this.constant(I32, BigInt(this.random.below(DATA_BYTES + 2)));
    const inside = [...this.#address(depth - 1), ...from];
    return [...(name === "memory.init" ? inside : places), ...length, ...op(name, ...immediates)];
  }

  /** A branch to a label around. Never to a loop without counting. */
  #branch(depth: number): number[] {
    const { random } = this;
    const target = random.below(this.#labels.length);
    const label = this.#labels[this.#labels.length - 1 - target]!;
    if (label.counter !== undefined) return this.#goRound(target, depth);
    const values = this.#values(label.carries, depth - 1);
    const kind = random.below(100);
    if (kind < 60) {
      const drops = this.repeat(label.carries.length, () => op("drop"));
      const condition = this.#value(I32, depth - 1);
      return [...values, ...condition, ...op("br_if", ...unsigned(target)), ...drops];
    }
    if (kind < 80) return [...values, ...this.#branchTable(target, label, depth)];
    if (kind < 90) return [...values, ...op("br", ...unsigned(target))];
    return [...this.#values(this.type.results as Integer[], depth - 1), ...op("return")];
  }

  #branchTable(target: number, { carries }: Label, depth: number): number[] {
    const alike = [...this.#labels.keys()].filter((at) => {
      const label = this.#labels[this.#labels.length - 1 - at]!;
      return label.counter === undefined && `${label.carries}` === `${carries}`;
    });
    const targets = Array.from({ length: this.random.below(4) }, () => this.random.pick(alike));
    const depths = [...unsigned(targets.length), ...targets.flatMap(unsigned), ...unsigned(target)];
    const index = this.#value(I32, depth - 1);
    const mask = this.random.chance(0.7) ? [...this.constant(I32, 3n), ...op("i32.and")] : [];
    return [...index, ...mask, ...op("br_table", ...depths)];
  }
}
