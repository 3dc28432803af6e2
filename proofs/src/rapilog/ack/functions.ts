/**
 * The core's inner functions, by what exported ones call, in the order of their code. A wrong
 * proposal proves nothing.
 */
import { type Core, indexOf } from "../core.js";

const CALL = 0x10;

/** The functions that one calls, in the order of its code. */
function calleesOf({ bytes, module }: Core, caller: number): number[] {
  return [...module.functions[caller]!.code!.offsets]
    .filter((at) => bytes[at] === CALL)
    .map((at) => bytes[at + 1]!);
}

export function functionsOf(core: Core) {
  const exported = (name: string) => indexOf(core.module, name);
  const [fitsOverlay, appendPad, checksum, overlayStretch, append, sweep] = calleesOf(
    core,
    exported("write"),
  ) as [number, number, number, number, number, number];
  const [fitsRange, , enterRange] = calleesOf(core, exported("zero")) as [number, number, number];
  const [verify] = calleesOf(core, exported("recover")) as [number];
  const [find, bucketHasRoom] = calleesOf(core, fitsOverlay) as [number, number];
  const [forgetInBucket] = calleesOf(core, sweep) as [number];
  const [ageIn] = calleesOf(core, forgetInBucket) as [number];
  const [put] = calleesOf(core, overlayStretch) as [number];
  return {
    ...{ write: exported("write"), zero: exported("zero"), recover: exported("recover") },
    ...{ append, appendPad, checksum, verify },
    ...{ fitsOverlay, overlayStretch, sweep, fitsRange, enterRange },
    ...{ find, bucketHasRoom, forgetInBucket, ageIn, put },
  };
}

export type FunctionName = keyof ReturnType<typeof functionsOf>;
