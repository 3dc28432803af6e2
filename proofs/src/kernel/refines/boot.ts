/**
 * How boot begins, of any memory and any ten numbers: what it refuses, what it clears, and that it
 * comes to the loop that gives each page its first generation. That loop, and all behind it, is open.
 *
 * Which local holds what at the loop's head is only proposed here: with wrong ones the theorems fail.
 */
import { KERNEL, KERNEL_PAGES, PAGE_INFO, PAGE_INFO_BITS } from "@ashlar/kernel/layout";
import {
  add,
  all,
  and,
  any,
  constant,
  equal,
  extract,
  FALSE,
  implies,
  ite,
  not,
  or,
  select,
  shl,
  sub,
  type Term,
  ule,
  ult,
} from "@ashlar/logic";
import type { Explored, Reached, World } from "@ashlar/semantics";
import { number64 } from "@ashlar/spec";
import { type BootRecord, isWellFormed, placesOf } from "@ashlar/spec/kernel";
import type { Obligation, StatedTheorem, Statement } from "../../prove/statement.js";
import type { Region } from "../../rapilog/changes.js";
import { type Core, indexOf } from "../../rapilog/core.js";
import { anyAddress, number32 } from "../../rapilog/terms.js";
import { beforeBoot, begun, bytesOf, hasBytes, recordOf, wide } from "./boot-run.js";
import { codeTheorem } from "./theorem.js";

/** The locals at the head of the loop over pages. */
const [PAGE, FREE, FIRST, PAGES] = [11, 10, 12, 13] as const;

/** The opcode by which boot refuses. */
const RETURN = 0x0f;

const never = (claim: string, places: readonly { condition: Term }[]): Obligation => ({
  claim,
  goal: not(any(places.map(({ condition }) => condition))),
});

/** Globals are as they were, that behind them too: so the machine was told nothing. */
const stayed = (globals: readonly (Term | undefined)[], after: World): Obligation => ({
  claim: "globals stay, and the machine is told nothing",
  goal: all(globals.map((value, at) => equal(value!, after.globals[at]!))),
});

/** Boot refuses what the specification does, and nothing else; and then it has done nothing. */
function refusalStatement(kernel: Core): Statement {
  const before = beforeBoot(kernel);
  const globals = before.world.globals.slice();
  const { numbers, run } = begun(before);
  const { returned, reached, traps, leftOut } = run;
  if (returned === undefined)
    return { hypotheses: [], obligations: [{ claim: "it may refuse", goal: FALSE }] };
  const isRefused = not(isWellFormed(recordOf(numbers)));
  const when = [returned.condition];
  const address = anyAddress();
  return {
    hypotheses: [hasBytes(before, bytesOf(wide(numbers[0]!)))],
    obligations: [
      { claim: "what it refuses is not well-formed", goal: implies(returned.condition, isRefused) },
      { claim: "what is not well-formed it refuses", goal: implies(isRefused, returned.condition) },
      { claim: "it returns false", goal: equal(returned.results[0]!, number32(0)), when },
      {
        claim: "memory stays",
        goal: equal(returned.world.memories[0]!.load(address, 1), select(before.memory, address)),
        when,
      },
      { ...stayed(globals, returned.world), when },
      never("it does not trap", traps),
      never("no path is left out", leftOut),
      {
        claim: "it begins on what is well-formed",
        goal: implies(not(isRefused), any(reached.map(({ condition }) => condition))),
      },
    ],
  };
}

const local = (locals: readonly Term[], at: number): Term => locals[at]!;

const headOf = ({ reached }: Explored): Reached | undefined => reached[0];

/** Whether an address (32 bits) is in so many bytes (64 bits both) from another on. */
const isIn = (address: Term, from: Term, bytes: Term): Term => {
  const at = wide(address);
  return and(ule(from, at), ult(at, add(from, bytes)));
};

/** What is zero at the loop's head: the kernel's own words and what it knows of pages; and the pages
 * of the first objects. The number of pages is written already. All else is as it was. */
function clearedByte(memory: Term, address: Term, record: BootRecord<Term>): Term {
  const { first, free } = placesOf(record);
  const pages = add(record.pages, record.devices);
  const own = add(number64(PAGE_INFO), shl(pages, number64(PAGE_INFO_BITS)));
  const isZero = or(
    isIn(address, number64(0), own),
    isIn(address, bytesOf(first), bytesOf(sub(free, first))),
  );
  return Array.from({ length: 4 }, (_, at) => at).reduce<Term>(
    (other, at) =>
      ite(
        equal(address, number32(KERNEL + KERNEL_PAGES + at)),
        extract(pages, 8 * at + 7, 8 * at),
        other,
      ),
    ite(isZero, constant(8, 0), select(memory, address)),
  );
}

/** Boot comes to its loop over pages with memory cleared, and begins with page 0. */
function clearedStatement(kernel: Core): Statement {
  const before = beforeBoot(kernel);
  const globals = before.world.globals.slice();
  const { numbers, run } = begun(before);
  const head = headOf(run);
  const record = recordOf(numbers);
  const hypotheses = [hasBytes(before, bytesOf(record.pages)), isWellFormed(record)];
  if (head === undefined)
    return { hypotheses, obligations: [{ claim: "it comes to its loop", goal: FALSE }] };
  const { first, free } = placesOf(record);
  const address = anyAddress();
  const is = (claim: string, at: number, must: Term) => ({
    claim,
    goal: equal(wide(local(head.locals, at)), must),
  });
  return {
    hypotheses,
    obligations: [
      {
        claim: "what it clears is zero, and all else stays",
        goal: equal(
          head.world.memories[0]!.load(address, 1),
          clearedByte(before.memory, address, record),
        ),
      },
      is("it begins with page 0", PAGE, number64(0)),
      is("it goes up to the last page, devices' too", PAGES, add(record.pages, record.devices)),
      is("it knows where the first objects are", FIRST, first),
      is("it knows where they end", FREE, free),
      ...numbers.map((number, at) => is(`it knows number ${at}`, at, wide(number))),
      stayed(globals, head.world),
      { claim: "it comes to its loop", goal: head.condition },
      never("it does not trap", run.traps),
      never("no path is left out", run.leftOut),
    ],
  };
}

/** The code up to its loop over pages, and where in it boot goes on after it has looked. */
function partsOf(kernel: Core): readonly [looks: Region, clears: Region] {
  const { callable, loops } = beforeBoot(kernel);
  const end = loops[0]!.offset;
  const returns = [...callable.code!.offsets].filter(
    (offset) => offset < end && kernel.bytes[offset] === RETURN,
  );
  const middle = Math.max(...returns) + 1;
  return [
    { from: 0, to: middle },
    { from: middle, to: end },
  ];
}

/** How boot begins. */
export function bootTheorems(kernel: Core): StatedTheorem[] {
  const [looks, clears] = partsOf(kernel);
  const index = indexOf(kernel.module, "boot");
  return [
    codeTheorem(kernel, {
      id: "kernel/refines/boot/refuses",
      says: "boot, of any ten numbers, on any memory that has so many pages: refuses exactly what the specification calls not well-formed, and then has changed nothing and told the machine nothing",
      ...{ index, statement: refusalStatement, region: looks },
    }),
    codeTheorem(kernel, {
      id: "kernel/refines/boot/clears",
      says: "boot, of what is well-formed, on any memory that has so many pages: clears its own pages and those of the first objects, leaves all else, and comes to its loop over all pages; it does not trap before",
      ...{ index, statement: clearedStatement, region: clears },
    }),
  ];
}
