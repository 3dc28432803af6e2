/** The reader and V8's validator on the same bytes: what one takes the other must not reject. */
import assert from "node:assert/strict";
import type { Random } from "@ashlar/rapilog/random";
import { readModule } from "../read/read.js";
import { mutated } from "./mutate.js";
import { randomProgram } from "./programs.js";
import { rapilogBytes } from "./rapilog.js";

/** How many files got which verdict. */
export type Verdicts = Record<"module" | "malformed" | "invalid" | "refused", number>;

/** A refusal says nothing about validity; every other verdict must be V8's. */
export function judgeBytes(bytes: Uint8Array, what: string): keyof Verdicts {
  const reading = readModule(bytes, { refusal: "when run" });
  const kind = reading.kind === "module" ? "module" : reading.fault.kind;
  if (kind === "refused") return kind;
  if (reading.kind === "fault" && isSelectOfMany(bytes, reading.fault.offset)) return kind;
  const isValid = WebAssembly.validate(bytes as BufferSource);
  const ours = reading.kind === "module" ? "a module" : reading.fault.message;
  assert.equal(kind === "module", isValid, `${what}: here ${ours}, in V8 the contrary`);
  return kind;
}

const SELECT_TYPED = 0x1c;

/** V8 (11.3) keeps the number of a `select`'s types in 8 bits, so 257 types are one to it; the
 * standard allows one (WebAssembly 2.0, 3.3.2.2). */
export function isSelectOfMany(bytes: Uint8Array, offset: number): boolean {
  const [low, high] = [bytes[offset], bytes[offset + 1] ?? 0];
  return bytes[offset - 1] === SELECT_TYPED && low === 0x81 && high % 2 === 0;
}

/** Judges so many mutated modules: of the core, and of random programs with everything in them. */
export function judgeMutants(random: Random, count: number): Verdicts {
  const verdicts: Verdicts = { module: 0, malformed: 0, invalid: 0, refused: 0 };
  const seeds = [rapilogBytes(), ...Array.from({ length: 40 }, () => randomProgram(random).bytes)];
  for (let left = count; left > 0; left--)
    verdicts[judgeBytes(mutated(random, random.pick(seeds)), `ASHLAR_SEED=${random.seed}`)] += 1;
  return verdicts;
}
