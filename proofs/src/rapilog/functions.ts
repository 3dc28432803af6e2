/**
 * The core's functions that theorems are about: exported ones by name, inner ones by their types
 * and by what they call. A wrong proposal proves nothing.
 */
import { ValueType } from "@ashlar/semantics";
import { type Core, coreOf, indexOf } from "./core.js";

const { I32, I64 } = ValueType;
const CALL = 0x10;

type Types = readonly ValueType[];
type Find = (core: Core) => number;

const exported =
  (name: string): Find =>
  ({ module }) =>
    indexOf(module, name);

/** Whether a function's code calls another one; each has a number of one byte. */
const calls =
  (callee: Find) =>
  (core: Core, caller: number): boolean => {
    const { code } = core.module.functions[caller]!;
    const [called, offsets] = [callee(core), code?.offsets ?? []];
    return [...offsets].some((at) => core.bytes[at] === CALL && core.bytes[at + 1] === called);
  };

/** The one function with these types of which a condition holds. */
const only =
  (parameters: Types, results: Types, is: (core: Core, index: number) => boolean = () => true) =>
  (core: Core): number => {
    const signature = `${parameters}>${results}`;
    const found = [...core.module.functions.entries()].filter(
      ([index, { type }]) => `${type.parameters}>${type.results}` === signature && is(core, index),
    );
    if (found.length !== 1)
      throw new Error(`not one function of type ${signature} is meant but ${found.length}`);
    return found[0]![0];
  };

/** A function that is not exported. */
const isInner = ({ module }: Core, index: number) =>
  !module.exports.some((entry) => entry.kind === "function" && entry.index === index);

const checksum = exported("checksum");
/** With `seal` in it. */
const append = only([I32, I64, I64, I64, I32], [], calls(checksum));
const find = only([I64], [I32]);
const fitsOverlay = only([I64, I64], [I32], calls(find));
const forgetInBucket = only([I32, I32], []);
const isAboutBuckets = calls(forgetInBucket);

const FUNCTIONS = {
  ...{ write: exported("write"), zero: exported("zero"), recover: exported("recover") },
  ...{ read: exported("read"), checksum, append },
  appendPad: only([I32], [], calls(append)),
  verify: only([I64, I64], [I32], calls(checksum)),
  ...{ find, fitsOverlay, forgetInBucket },
  bucketHasRoom: only([I32, I32], [I32], isAboutBuckets),
  ageIn: only([I32, I32], [I32], (core, index) => !isAboutBuckets(core, index)),
  sweep: only([], [], isAboutBuckets),
  put: only([I64, I32, I32, I32], []),
  overlayStretch: only([I64, I64, I64, I32], []),
  emitSector: only([I64, I32], []),
  fitsRange: only([I64, I64], [I32], calls(fitsOverlay)),
  enterRange: only([I64, I64, I64], []),
  planBegin: exported("planBegin"),
  planNext: exported("planNext"),
  sortFragments: only([], [I32], isInner),
};

export type FunctionName = keyof typeof FUNCTIONS;

/** The number of a function. */
export const functionIn = (core: Core, name: FunctionName): number => FUNCTIONS[name](core);

/** Throws if one of them is missing: a file without them is not the core, and nothing is said of it. */
export function requireFunctions(bytes: Uint8Array): void {
  try {
    const core = coreOf(bytes);
    for (const find of Object.values(FUNCTIONS)) find(core);
  } catch (error) {
    throw new Error(`rapilog.wasm: ${(error as Error).message}`, { cause: error });
  }
}
