/** Random valid programs that end: every instruction that is executed, in structured code. */
import type { Random } from "@ashlar/rapilog/random";
import type { FunctionType } from "../types.js";
import { assemble, type FunctionText } from "./assemble.js";
import { BLOCK_TYPES, DATA_BYTES, GLOBALS, type Integer, MEMORY, TYPES } from "./choices.js";
import { Writer } from "./writer.js";

/** A random module: see `assemble` for the names of its exports. */
export interface Program {
  bytes: Uint8Array;
  functions: readonly FunctionType[];
}

function types(random: Random, most: number): Integer[] {
  return Array.from({ length: random.below(most + 1) }, () => random.pick(TYPES));
}

export function randomProgram(random: Random): Program {
  const count = 1 + random.below(4);
  const functions: FunctionText[] = [];
  for (let left = count; left > 0; left--) {
    const type = { parameters: types(random, 3), results: types(random, 2) };
    const writer = new Writer(random, type, functions.slice(), count);
    const body = writer.body();
    functions.push({ type, body, locals: writer.locals });
  }
  const globals = GLOBALS.map((type) => {
    return { type, mutable: true, value: BigInt(random.below(2 ** 31)) };
  });
  const bytes = [...random.bytes(DATA_BYTES)];
  const data = [
    { bytes, to: random.below(64) },
    { bytes, to: undefined },
  ];
  return {
    bytes: assemble({ functions, types: BLOCK_TYPES, memory: MEMORY, globals, data }),
    functions: functions.map(({ type }) => type),
  };
}
