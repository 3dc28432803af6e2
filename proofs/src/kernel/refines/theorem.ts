/** The theorems that the kernel's code does what the specification says, and faults that they notice. */
import { contentOf, disassemble, readModule } from "@ashlar/semantics";
import { exhibitOf } from "../../prove/exhibit.js";
import { proveStatement, type StatedTheorem, type Statement } from "../../prove/statement.js";
import {
  CHECKS,
  type Change,
  COMMON_OPERATORS,
  changed,
  changesIn,
  type Region,
} from "../../rapilog/changes.js";
import { type Core, coreOf } from "../../rapilog/core.js";
import type { Part } from "./described.js";
import { type Entry, entryStatement, functionOf } from "./entry.js";
import { arbitraryMoment } from "./moment.js";
import { functionIndex } from "./names.js";
import { partStatement } from "./part.js";

/** Checks turned round, boundaries moved, stores left out. */
const OPERATORS: typeof COMMON_OPERATORS = {
  ...COMMON_OPERATORS,
  ...CHECKS,
  71: { name: "i32.ne", instead: 0x46, wrong: "i32.eq" },
  75: { name: "i32.gt_u", instead: 0x4f, wrong: "i32.ge_u" },
  81: { name: "i64.eq", instead: 0x52, wrong: "i64.ne" },
  84: { name: "i64.lt_u", instead: 0x58, wrong: "i64.le_u" },
  86: { name: "i64.gt_u", instead: 0x5a, wrong: "i64.ge_u" },
};

/** `i32.const KERNEL, i32.lt_u` asks whether it is an answer or an address: any bound between will do. */
const ANY_BOUND_WILL_DO = [0x41, 0x80, 0x20, 0x49];

/** `i32.const 1, call setSource` says that it is on, `i32.const 1, end` and then `br_if` or `if`
 * branches: any number but 0 does. */
const ANY_TRUTH_WILL_DO = [
  [0x41, 1, 0x10, functionIndex("schedule/setSource")],
  [0x41, 1, 0x0b, 0x0d],
  [0x41, 1, 0x0b, 0x04],
];
/** Whether all rights are there, in `find`: who is taken for unusual only finds it more slowly. */
const ONLY_QUICKER = [5, 0x71, 0x46, 0x21, 4];

/** `i32.const 0, end, select`, in `firstAt` alone: where nobody is, either side is 0. */
const NOBODY_EITHER_WAY = [0x41, 0, 0x0b, 0x1b];

/** `i32.const 8319, i32.add`, where whole pages are counted: what is added to is a multiple of 32. */
const ROUNDED_UP_ALIKE = [0x41, 0xff, 0xc0, 0, 0x6a];

/** `i32.const 1, else`, where what comes of it is only asked for being 0. */
const TRUE_OR_ELSE = [0x41, 1, 0x05];

const MAY_BE_OTHER = [
  ANY_BOUND_WILL_DO,
  ONLY_QUICKER,
  NOBODY_EITHER_WAY,
  ROUNDED_UP_ALIKE,
  TRUE_OR_ELSE,
];

const mayBeOther = (bytes: Uint8Array, { offset }: Change) =>
  [...MAY_BE_OTHER, ...ANY_TRUTH_WILL_DO].some((code) =>
    code.every((byte, at) => bytes[offset - 1 + at] === byte),
  );

const EVERYWHERE: Region = { from: 0, to: Number.POSITIVE_INFINITY };

/** Faults in a function's code that leave a module. */
function faultsIn({ bytes, module }: Core, index: number, region = EVERYWHERE): Change[] {
  const callable = arbitraryMoment(module).functions[index]!;
  return changesIn(bytes, callable, region, OPERATORS).filter(
    (change) =>
      change.bytes.some((byte, at) => bytes[change.offset + at] !== byte) &&
      !mayBeOther(bytes, change) &&
      readModule(changed(bytes, change)).kind === "module",
  );
}

/** What is proved of a function's code. */
interface Proved {
  readonly id: string;
  readonly says: string;
  readonly index: number;
  readonly statement: (kernel: Core) => Statement;
  /** Where in the function faults concern it; otherwise anywhere. */
  readonly region?: Region;
}

/** A theorem about a function's code. */
export function codeTheorem(
  kernel: Core,
  { id, says, index, statement, region }: Proved,
): StatedTheorem {
  const lines = () =>
    disassemble(kernel.module, index).map(({ offset, text }) => ({ offset, text, source: null }));
  return {
    ...{ id, says, statement: () => statement(kernel) },
    code: () => contentOf(kernel.module, index),
    prove: () => proveStatement(() => statement(kernel)),
    mutants: () =>
      faultsIn(kernel, index, region).map((change) => ({
        id: `${id}#0x${change.offset.toString(16)} ${change.what}`,
        prove: () => proveStatement(() => statement(coreOf(changed(kernel.bytes, change)))),
      })),
    exhibit: () => exhibitOf(() => statement(kernel), [{ name: id, lines: lines() }]),
  };
}

/** The name of an entry's theorem. */
export const entryId = ({ name, rest, isRest }: Entry): string =>
  `kernel/refines/${isRest ? rest!.split("/").at(-1) : name}`;

/** That an entry does what the specification says. */
export const entryTheorem = (kernel: Core, entry: Entry): StatedTheorem =>
  codeTheorem(kernel, {
    id: entryId(entry),
    says: entry.says,
    index: functionOf(kernel, entry),
    statement: (core) => entryStatement(core, entry),
  });

/** What its theorem is called. */
export const partId = (part: Part): string =>
  `kernel/refines/parts/${part.routine ?? part.name.split("/").at(-1)}`;

/** That a part of the code does what stands for its calls. */
export const partTheorem = (kernel: Core, part: Part): StatedTheorem =>
  codeTheorem(kernel, {
    id: partId(part),
    says: `wherever it may be called: what ${part.says} does so exactly as the specification says; it does not trap, and ends`,
    index: functionIndex(part.name),
    statement: (core) => partStatement(core, part),
  });
