/**
 * Where the core keeps what is said of records: functions are found by their types among those that
 * call `checksum`, globals proposed by number. A wrong proposal proves nothing.
 */
import { add, and, constant, extract, mul, sub, type Term } from "@ashlar/logic";
import { ValueType } from "@ashlar/semantics";
import { type Core, indexOf, type Moment } from "../core.js";

const { I32, I64 } = ValueType;
export const SEAL = `${[I32, I64, I64, I64, I32]}>`;
export const VERIFY = `${[I64, I64]}>${[I32]}`;

/** Numbers of the globals. */
export const GLOBALS = {
  base: 0,
  ringSectors: 1,
  grainSectors: 2,
  head: 6,
  stream: 17,
  incarnation: 18,
  sequence: 19,
};

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

export const globalOf = ({ globals }: Moment, name: keyof typeof GLOBALS): Term =>
  globals[GLOBALS[name]]!;

/** The address of the sector at a position of the stream. */
export function addressOf(moment: Moment, position: Term): Term {
  const mask = sub(globalOf(moment, "ringSectors"), constant(32, 1));
  const sector = and(extract(position, 31, 0), mask);
  return add(globalOf(moment, "base"), mul(sector, constant(32, SECTOR_BYTES)));
}
