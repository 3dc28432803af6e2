/** Faults in code that moves the state: other globals, other comparisons, checks left out. */
import type { Callable } from "@ashlar/semantics";
import { CHECKS, type Change, COMMON_OPERATORS, changesIn, type Operator } from "../changes.js";

/** Opcodes without immediates, and what is put in their place. */
const INSTEAD: Readonly<Record<number, Operator>> = {
  ...COMMON_OPERATORS,
  ...CHECKS,
  0: { name: "unreachable", instead: 0x01, wrong: "nop" },
  77: { name: "i32.le_u", instead: 0x49, wrong: "i32.lt_u" },
  79: { name: "i32.ge_u", instead: 0x4b, wrong: "i32.gt_u" },
  90: { name: "i64.ge_u", instead: 0x56, wrong: "i64.gt_u" },
  104: { name: "i32.ctz", instead: 0x67, wrong: "i32.clz" },
  108: { name: "i32.mul", instead: 0x6a, wrong: "i32.add" },
  118: { name: "i32.shr_u", instead: 0x74, wrong: "i32.shl" },
  125: { name: "i64.sub", instead: 0x7c, wrong: "i64.add" },
  131: { name: "i64.and", instead: 0x84, wrong: "i64.or" },
  134: { name: "i64.shl", instead: 0x88, wrong: "i64.shr_u" },
  136: { name: "i64.shr_u", instead: 0x86, wrong: "i64.shl" },
};

/**
 * Comparisons: where they guard a trap, the boundary is moved; where they choose the larger or the
 * smaller of two, the other is chosen, because at the boundary both are the same.
 */
const COMPARISONS: Readonly<Record<number, { guard: Operator; choice: Operator }>> = {
  84: {
    guard: { name: "i64.lt_u", instead: 0x58, wrong: "i64.le_u" },
    choice: { name: "i64.lt_u", instead: 0x56, wrong: "i64.gt_u" },
  },
  86: {
    guard: { name: "i64.gt_u", instead: 0x5a, wrong: "i64.ge_u" },
    choice: { name: "i64.gt_u", instead: 0x54, wrong: "i64.lt_u" },
  },
};
/** `if unreachable`: the block has no result. */
const GUARDED = [0x04, 0x40, 0x00];

const [GLOBAL_GET, GLOBAL_SET] = [0x23, 0x24];
const [I32_CONST, I64_CONST] = [0x41, 0x42];

/** All changes of a function's code. */
export function stateChanges(core: Uint8Array, callable: Callable): Change[] {
  const everywhere = { from: 0, to: Number.POSITIVE_INFINITY };
  const others = [...callable.code!.offsets.keys()].flatMap((at) => changesAt(core, callable, at));
  const known = new Set(others.map(({ offset }) => offset));
  const usual = changesIn(core, callable, everywhere);
  return [...others, ...usual.filter(({ offset }) => !known.has(offset))]
    .filter(({ offset, bytes }) => bytes.some((byte, at) => core[offset + at] !== byte))
    .sort((one, other) => one.offset - other.offset);
}

function changesAt(core: Uint8Array, { code }: Callable, at: number): Change[] {
  const offset = code!.offsets[at]!;
  const opcode = core[offset]!;
  const comparison = COMPARISONS[opcode];
  const isGuard = GUARDED.every((byte, behind) => core[offset + 1 + behind] === byte);
  const instead = comparison?.[isGuard ? "guard" : "choice"] ?? INSTEAD[opcode];
  if (instead !== undefined)
    return [{ what: `${instead.name} → ${instead.wrong}`, offset, bytes: [instead.instead] }];
  const immediate = code!.first[at]!;
  if (opcode === I32_CONST) return [otherConstant(core, offset, BigInt(immediate | 0))];
  if (opcode === I64_CONST) return [otherConstant(core, offset, code!.longs[immediate]!)];
  if (opcode === GLOBAL_GET || opcode === GLOBAL_SET) return otherGlobal(core, offset);
  return [];
}

/** The second bit of a constant, named by the constant. */
function otherConstant(core: Uint8Array, offset: number, value: bigint): Change {
  const name = core[offset] === I64_CONST ? "i64.const" : "i32.const";
  return {
    what: `${name} ${value} → ${value ^ 2n}`,
    offset: offset + 1,
    bytes: [core[offset + 1]! ^ 2],
  };
}

/** Globals of one type beside each other: another watermark, another address. */
function otherGlobal(core: Uint8Array, offset: number): Change[] {
  const name = core[offset] === GLOBAL_GET ? "global.get" : "global.set";
  const global = core[offset + 1]!;
  const other = NEIGHBOURS.get(global);
  if (other === undefined) return [];
  return [{ what: `${name} ${global} → ${other}`, offset: offset + 1, bytes: [other] }];
}

/** By number: the ring's three, the positions, budget and power, the overlay's, append's, … */
const GROUPS = [
  [0, 1, 2],
  [3, 4, 5, 6, 7, 8],
  [9, 10],
  [11, 12, 13, 14, 15],
  [16, 17, 18, 19],
  [20, 21, 22, 23, 24],
  [25, 26, 30, 31, 32, 33, 35],
  [27, 28, 29, 34, 36],
  [37, 38, 39, 40],
];
const NEIGHBOURS = new Map(
  GROUPS.flatMap((group) =>
    group.map((one, at): [number, number] => [one, group[(at + 1) % group.length]!]),
  ),
);
