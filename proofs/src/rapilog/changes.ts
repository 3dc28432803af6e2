/**
 * Faults in the core's code: one instruction made another, in the bytes, so that nothing else
 * moves. Each is what a wrong compiler, or a wrong line, would leave behind.
 */
import { type Callable, localTypes, ValueType } from "@ashlar/semantics";

export interface Change {
  readonly what: string;
  readonly offset: number;
  readonly bytes: readonly number[];
}

/** From the byte of one instruction up to that of another. */
export interface Region {
  readonly from: number;
  readonly to: number;
}

export interface Operator {
  readonly name: string;
  readonly instead: number;
  readonly wrong: string;
}

/** Opcodes without immediates, and what is put in their place. */
const OPERATORS: Readonly<Record<number, Operator>> = {
  73: { name: "i32.lt_u", instead: 0x4d, wrong: "i32.le_u" },
  75: { name: "i32.gt_u", instead: 0x4f, wrong: "i32.ge_u" },
  106: { name: "i32.add", instead: 0x6b, wrong: "i32.sub" },
  124: { name: "i64.add", instead: 0x7d, wrong: "i64.sub" },
  126: { name: "i64.mul", instead: 0x7c, wrong: "i64.add" },
  133: { name: "i64.xor", instead: 0x84, wrong: "i64.or" },
  136: { name: "i64.shr_u", instead: 0x87, wrong: "i64.shr_s" },
  137: { name: "i64.rotl", instead: 0x8a, wrong: "i64.rotr" },
};

/** For all code that computes places and decides. */
export const COMMON_OPERATORS: typeof OPERATORS = {
  88: { name: "i64.le_u", instead: 0x54, wrong: "i64.lt_u" },
  107: { name: "i32.sub", instead: 0x6a, wrong: "i32.add" },
  113: { name: "i32.and", instead: 0x72, wrong: "i32.or" },
  114: { name: "i32.or", instead: 0x71, wrong: "i32.and" },
  116: { name: "i32.shl", instead: 0x76, wrong: "i32.shr_u" },
};

/** Checks turned round, or left out. */
export const CHECKS: typeof OPERATORS = {
  69: { name: "i32.eqz", instead: 0x01, wrong: "nop" },
  70: { name: "i32.eq", instead: 0x47, wrong: "i32.ne" },
  80: { name: "i64.eqz", instead: 0xa7, wrong: "i32.wrap_i64" },
  82: { name: "i64.ne", instead: 0x51, wrong: "i64.eq" },
};

/** More of them: comparisons of which the boundary matters. */
export const PLACE_OPERATORS: typeof OPERATORS = {
  ...OPERATORS,
  ...COMMON_OPERATORS,
  81: { name: "i64.eq", instead: 0x52, wrong: "i64.ne" },
  84: { name: "i64.lt_u", instead: 0x58, wrong: "i64.le_u" },
  86: { name: "i64.gt_u", instead: 0x5a, wrong: "i64.ge_u" },
};

const LOCALS: Readonly<Record<number, string>> = {
  32: "local.get",
  33: "local.set",
  34: "local.tee",
};
const [I64_LOAD, I64_STORE, I32_CONST, I64_CONST] = [0x29, 0x37, 0x41, 0x42];
const [DROP, NOP] = [0x1a, 0x01];
/** Behind their prefix: instructions that take three operands, and how long they are. */
const BULK = 0xfc;
const BULK_LENGTHS: Readonly<Record<number, { name: string; bytes: number }>> = {
  10: { name: "memory.copy", bytes: 4 },
  11: { name: "memory.fill", bytes: 3 },
};

/** All changes of a function's instructions in a region. */
export function changesIn(
  core: Uint8Array,
  callable: Callable,
  region: Region,
  operators = OPERATORS,
): Change[] {
  const offsets = [...callable.code!.offsets].filter(
    (offset) => region.from <= offset && offset < region.to,
  );
  return offsets.flatMap((offset) => changesAt(core, callable, offset, operators));
}

function changesAt(
  core: Uint8Array,
  callable: Callable,
  offset: number,
  operators: typeof OPERATORS,
): Change[] {
  const opcode = core[offset]!;
  if (opcode === BULK) return withoutBulk(core, offset);
  const operator = operators[opcode];
  if (operator !== undefined)
    return [{ what: `${operator.name} → ${operator.wrong}`, offset, bytes: [operator.instead] }];
  if (opcode in LOCALS) return otherLocal(core, callable, offset);
  if (opcode === I64_CONST || opcode === I32_CONST) return [otherConstant(core, offset)];
  if (opcode !== I64_LOAD && opcode !== I64_STORE) return [];
  const [name, place] = [opcode === I64_LOAD ? "i64.load" : "i64.store", core[offset + 2]!];
  const elsewhere = {
    what: `${name} offset=${place} → offset=${place ^ 8}`,
    offset: offset + 2,
    bytes: [place ^ 8],
  };
  if (opcode === I64_LOAD) return [elsewhere];
  const dropped = { what: `${name} offset=${place} → drop drop`, offset, bytes: [DROP, DROP, NOP] };
  return [elsewhere, dropped];
}

function withoutBulk(core: Uint8Array, offset: number): Change[] {
  const bulk = BULK_LENGTHS[core[offset + 1]!];
  if (bulk === undefined) return [];
  const nops = Array<number>(bulk.bytes - 3).fill(NOP);
  return [{ what: `${bulk.name} → drop drop drop`, offset, bytes: [DROP, DROP, DROP, ...nops] }];
}

/** The next local of the type, where that is 64 bits: another lane, or another word. */
function otherLocal(core: Uint8Array, callable: Callable, offset: number): Change[] {
  const types = localTypes(callable);
  const local = core[offset + 1]!;
  if (types[local] !== ValueType.I64) return [];
  const longs = [...types.keys()].filter((at) => types[at] === ValueType.I64);
  const other = longs[(longs.indexOf(local) + 1) % longs.length]!;
  const what = `${LOCALS[core[offset]!]} ${local} → ${other}`;
  return [{ what, offset: offset + 1, bytes: [other] }];
}

/** The second bit of a constant: an odd one stays odd. */
function otherConstant(core: Uint8Array, offset: number): Change {
  const name = core[offset] === I64_CONST ? "i64.const" : "i32.const";
  return { what: `${name}, one bit → flipped`, offset: offset + 1, bytes: [core[offset + 1]! ^ 2] };
}

/** Changes that change nothing of what is said: the first of this kind in a part of the code, or those
 * with these numbers, from 1. */
export type Equivalent = string | readonly [what: string, ...numbers: number[]];

/** Whether a change is another one; it is asked of all in their order. */
export function isOther(equivalent: readonly Equivalent[]) {
  const meant = new Set(
    equivalent.flatMap((one) => {
      const [what, ...numbers] = typeof one === "string" ? ([one, 1] as const) : one;
      return numbers.map((number) => `${what} ${number}`);
    }),
  );
  const seen = new Map<string, number>();
  return ({ what }: Change) => {
    const number = (seen.get(what) ?? 0) + 1;
    seen.set(what, number);
    return !meant.has(`${what} ${number}`);
  };
}

/** The core with a change. */
export function changed(core: Uint8Array, { offset, bytes }: Change): Uint8Array {
  const copy = core.slice();
  copy.set(bytes, offset);
  return copy;
}
