/** Faults in what keeps tables and appends: which part of a function is about what is claimed. */
import { type Callable, localTypes, ValueType } from "@ashlar/semantics";
import type { Change } from "../changes.js";
import type { Core } from "../core.js";
import { GLOBALS, type GlobalName } from "../globals.js";
import { stateChanges } from "../refines/state-changes.js";

const [LOCAL_SET, GLOBAL_GET, GLOBAL_SET, CALL] = [0x21, 0x23, 0x24, 0x10];

/** A number that was to be kept in a local goes to a global: the acknowledged mark, or the ring. */
export function lostLocals({ bytes }: Core, callable: Callable): Change[] {
  const types = localTypes(callable);
  return [...callable.code!.offsets]
    .filter((at) => bytes[at] === LOCAL_SET && !isZero(bytes, at - 2))
    .map((offset) => {
      const name = types[bytes[offset + 1]!] === ValueType.I64 ? "acknowledged" : "base";
      const what = `local.set ${bytes[offset + 1]} → global.set ${name}`;
      return { what, offset, bytes: [GLOBAL_SET, GLOBALS[name]] };
    });
}

/** `i32.const 0`: what a local may hold already, or no slot, with which it traps. */
const isZero = (bytes: Uint8Array, at: number) => bytes[at] === 0x41 && bytes[at + 1] === 0;

/** Where a function first reads a global, and where it first calls. */
export function firstGet({ bytes }: Core, { code }: Callable, name: GlobalName): number {
  return code!.offsets.find((at) => bytes[at] === GLOBAL_GET && bytes[at + 1] === GLOBALS[name])!;
}

export const callsIn = ({ bytes }: Core, { code }: Callable): number[] =>
  [...code!.offsets].filter((at) => bytes[at] === CALL);

/** The changes in parts of a function, each from a byte up to another. */
export function changesWithin(
  core: Core,
  callable: Callable,
  parts: readonly (readonly [from: number, to: number])[],
): Change[] {
  return stateChanges(core.bytes, callable).filter(({ offset }) =>
    parts.some(([from, to]) => from <= offset && offset < to),
  );
}

/** Whether a write is admitted: the stretch, the kind, the power, the journal and the room. */
export function admissionChanges(core: Core, callable: Callable): Change[] {
  const [first] = callsIn(core, callable);
  return changesWithin(core, callable, [
    [0, firstGet(core, callable, "grainSectors")],
    [firstGet(core, callable, "powerFails"), first! - ARGUMENTS_BYTES],
  ]).filter(({ what }) => !what.startsWith(PAYLOAD_MAX));
}

/** A payload is whole sectors, so two bytes more are none. */
const PAYLOAD_MAX = "i32.const 262144";
/** What the first call is given is not of interest: what the overlay answers is arbitrary. */
const ARGUMENTS_BYTES = 5;
