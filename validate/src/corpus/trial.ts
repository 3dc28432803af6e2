/**
 * A module in V8 beside the program that was made of it: the same calls in the same order, from
 * memory that is the same at the start; results, traps and linear memory must be the same after each.
 */
import type { Random } from "@ashlar/rapilog/random";
import { riscv, ValueType } from "@ashlar/semantics";
import type { Ended, ProgramMachine } from "./machine.js";
import type { ModuleMachine } from "./module.js";
import type { Drawn, Trial } from "./programs.js";

/** What differed, and after which calls. */
export interface Difference {
  readonly calls: readonly string[];
  readonly what: string;
}

export interface Subject {
  /** The module's name in C. */
  readonly name: string;
  readonly trials: readonly Trial[];
  readonly module: ModuleMachine;
  readonly machine: ProgramMachine;
}

export interface TrialOptions {
  /** Each from a new instance, with other bytes in memory. */
  readonly histories: number;
  readonly calls: number;
  /** What the validator speaks of: calls that do not trap in WebAssembly, from any memory at all. */
  readonly anyState?: boolean;
}

/** Where arguments lie: above everything that a program has itself. */
const [PLACES_AT, PLACE_BYTES, TEXT_LENGTH_MAX] = [0x10000, 0x1000, 24];
/** Where clang puts what a program has itself: constants and variables. */
const [OWN_AT, OWN_BYTES] = [1024, 4096];
const EDGES = [0n, 1n, 2n, 0x7fn, 0x80n, 0xffn, 0x7fffn, 0xffffn, 0x7fff_ffffn, 0x8000_0000n];
const HIGH_EDGES = [0xffff_ffffn, 1n << 32n, (1n << 63n) - 1n, 1n << 63n, (1n << 64n) - 1n];

/** The first difference of random histories; undefined where there was none. */
export function differenceOf(
  subject: Subject,
  random: Random,
  options: TrialOptions,
): Difference | undefined {
  for (let history = 0; history < options.histories; history++) {
    const difference = differenceIn(subject, random, options);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function differenceIn(
  { name, trials, module, machine }: Subject,
  random: Random,
  { calls, anyState = false }: TrialOptions,
): Difference | undefined {
  module.reset();
  machine.reset();
  const places = anyBytes(random, 8 * PLACE_BYTES);
  const own = anyState && random.chance(0.5) ? anyBytes(random, OWN_BYTES) : new Uint8Array();
  for (const memory of [module.memory, machine.memory]) {
    memory.set(places, PLACES_AT);
    memory.set(own, OWN_AT);
  }
  const told: string[] = [];
  for (let left = calls; left > 0; left--) {
    const trial = random.pick(trials);
    const words = trial.parameters.map((kind, at) => draw(kind, at, random, [module, machine]));
    const { parameters, result } = module.signature(trial.name);
    told.push(`${trial.name}(${words.map((word) => `0x${word.toString(16)}`).join(", ")})`);
    const expected = module.call(trial.name, words);
    if (anyState && expected.kind === "trapped") return undefined;
    const registers = words.map((word, at) => inRegister(word, parameters[at]));
    const ended = machine.call(`w2c_${name}_${trial.name}`, registers);
    const what = differenceBetween(expected, ended, result !== undefined);
    if (what !== undefined) return { calls: told, what };
    // What a trap leaves is nobody's business: C may have stored more or less before it.
    if (expected.kind === "trapped") return undefined;
    const at = firstOther(module.memory, machine.memory);
    if (at !== undefined) return { calls: told, what: `memory differs at 0x${at.toString(16)}` };
  }
  return undefined;
}

/** Random bytes; in some places few values, so that equal ones meet. */
function anyBytes(random: Random, length: number): Uint8Array {
  const bytes = random.bytes(length);
  if (random.chance(0.5)) return bytes.map((byte) => byte & 3);
  return bytes;
}

function draw(
  kind: Drawn,
  at: number,
  random: Random,
  machines: readonly { readonly memory: Uint8Array }[],
): bigint {
  const place = PLACES_AT + at * PLACE_BYTES;
  switch (kind.kind) {
    case "word":
      return anyWord(random);
    case "below":
      return BigInt(random.below(kind.limit));
    case "bytes":
      return BigInt(place + 8 * random.below(8));
    case "anywhere":
      return BigInt(PLACES_AT + random.below(256));
    case "text": {
      const letters = Array.from({ length: random.below(TEXT_LENGTH_MAX) }, () =>
        kind.letters.charCodeAt(random.below(kind.letters.length)),
      );
      for (const { memory } of machines) memory.set([...letters, 0], place);
      return BigInt(place);
    }
  }
}

function anyWord(random: Random): bigint {
  if (random.chance(0.3)) return random.pick(EDGES);
  if (random.chance(0.3)) return random.pick(HIGH_EDGES);
  const word = new DataView(random.bytes(8).buffer).getBigUint64(0, true);
  return word >> BigInt(random.below(64));
}

function inRegister(word: bigint, type: ValueType | undefined): bigint {
  return type === ValueType.I32 ? riscv.extended32(word) : word;
}

function differenceBetween(expected: Ended, ended: Ended, hasResult: boolean): string | undefined {
  const isSame =
    expected.kind === "returned"
      ? ended.kind === "returned" && (!hasResult || ended.value === expected.value)
      : expected.kind === "trapped" && ended.kind === "trapped" && ended.trap === expected.trap;
  return isSame ? undefined : `wasm ${shown(expected)}, RISC-V ${shown(ended)}`;
}

function shown(ended: Ended): string {
  if (ended.kind === "returned") return `returned 0x${ended.value.toString(16)}`;
  return ended.kind === "trapped" ? `trapped (${ended.trap})` : `broke: ${ended.reason}`;
}

function firstOther(one: Uint8Array, other: Uint8Array): number | undefined {
  if (Buffer.compare(one, other) === 0) return undefined;
  return one.findIndex((byte, at) => byte !== other[at]);
}
