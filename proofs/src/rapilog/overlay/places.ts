/**
 * Which of the core's functions are those that keep the overlay and the table of ranges, and that
 * read: found by their types and by what they call. A wrong proposal proves nothing.
 */
import { ValueType } from "@ashlar/semantics";
import { type Core, indexOf } from "../core.js";

const { I32, I64 } = ValueType;
const CALL = 0x10;

type Types = readonly ValueType[];

/** The one function with these types of which a condition holds. */
function functionOf(
  { module }: Core,
  parameters: Types,
  results: Types,
  is: (index: number) => boolean = () => true,
): number {
  const found = [...module.functions.entries()].filter(
    ([index, { type }]) =>
      `${type.parameters}>${type.results}` === `${parameters}>${results}` && is(index),
  );
  if (found.length !== 1) throw new Error(`not one function ${parameters}>${results} is meant`);
  return found[0]![0];
}

/** The functions that this room is about. */
export function functionsOf(core: Core) {
  const calls = (callee: number) => (caller: number) => {
    const { code } = core.module.functions[caller]!;
    return [...(code?.offsets ?? [])].some(
      (at) => core.bytes[at] === CALL && core.bytes[at + 1] === callee,
    );
  };
  const find = functionOf(core, [I64], [I32]);
  const forgetInBucket = functionOf(core, [I32, I32], []);
  const put = functionOf(core, [I64, I32, I32, I32], []);
  const fitsOverlay = functionOf(core, [I64, I64], [I32], calls(find));
  const isOfPair = (index: number) => calls(forgetInBucket)(index);
  return {
    ...{ find, put, forgetInBucket, fitsOverlay },
    bucketHasRoom: functionOf(core, [I32, I32], [I32], isOfPair),
    ageIn: functionOf(core, [I32, I32], [I32], (index) => !isOfPair(index)),
    sweep: functionOf(core, [], [], isOfPair),
    overlayStretch: functionOf(core, [I64, I64, I64, I32], []),
    emitSector: functionOf(core, [I64, I32], []),
    fitsRange: functionOf(core, [I64, I64], [I32], calls(fitsOverlay)),
    enterRange: functionOf(core, [I64, I64, I64], []),
    read: indexOf(core.module, "read"),
  };
}
export type FunctionName = keyof ReturnType<typeof functionsOf>;
