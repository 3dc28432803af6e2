/**
 * Where the core keeps what is said of records: functions are found by their types among those that
 * call `checksum`.
 */
import { add, and, constant, extract, mul, sub, type Term } from "@ashlar/logic";
import { ValueType } from "@ashlar/semantics";
import { type Core, indexOf, type Moment } from "../core.js";
import { type Globals, globalIn } from "../globals.js";

const { I32, I64 } = ValueType;
export const SEAL = `${[I32, I64, I64, I64, I32]}>`;
export const VERIFY = `${[I64, I64]}>${[I32]}`;

const CALL = 0x10;
const SECTOR_BYTES = 512;

/** The one function with these types that calls `checksum`. */
export function callerOf({ bytes, module }: Core, signature: string): number {
  const sum = indexOf(module, "checksum");
  const callers = [...module.functions.entries()].filter(
    ([, { type, code }]) =>
      `${type.parameters}>${type.results}` === signature &&
      code?.offsets.some((at) => bytes[at] === CALL && bytes[at + 1] === sum),
  );
  if (callers.length !== 1)
    throw new Error(`not one function ${signature} calls checksum but ${callers.length}`);
  return callers[0]![0];
}

/** The address of the sector at a position of the stream. */
export const addressOf = (moment: Pick<Moment, "globals">, position: Term) =>
  placeOf(moment.globals, position);

/** The same by the globals of some moment. */
export function placeOf(globals: Globals, position: Term): Term {
  const mask = sub(globalIn(globals, "ringSectors"), constant(32, 1));
  const sector = and(extract(position, 31, 0), mask);
  return add(globalIn(globals, "base"), mul(sector, constant(32, SECTOR_BYTES)));
}
