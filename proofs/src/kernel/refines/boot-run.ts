/** A run of boot up to its first loop, or its end: of any memory, of any size, and any ten numbers. */
import { PAGE_BITS } from "@ashlar/kernel/layout";
import {
  and,
  arrayOf,
  bitVector,
  constant,
  shl,
  type Term,
  ule,
  variable,
  zeroExtend,
} from "@ashlar/logic";
import {
  type Callable,
  type Explored,
  explore,
  type Loop,
  loopsOf,
  modelOf,
  TermMemory,
  type World,
} from "@ashlar/semantics";
import { number64 } from "@ashlar/spec";
import type { BootRecord } from "@ashlar/spec/kernel";
import { anyOf, type Core, explored, indexOf } from "../../rapilog/core.js";
import { number32 } from "../../rapilog/terms.js";

/** Boot before it runs: any memory, of any size. */
export interface Before {
  readonly callable: Callable;
  readonly world: World;
  readonly memory: Term;
  readonly size_pages: Term;
  readonly loops: readonly Loop[];
}

/** Whether the machine was told anything stands behind the module's globals. */
const [UNTOLD, TOLD] = [constant(1, 0), constant(1, 1)];

const tellsTheMachine: Callable["host"] = ({ world }) => {
  world.globals[world.globals.length - 1] = TOLD;
  return [];
};

/** Boot at an arbitrary moment: of memory nothing is known. */
export function beforeBoot({ module }: Core): Before {
  const memory = variable("memory", arrayOf(32));
  const size_pages = variable("pages of 64 KiB", bitVector(32));
  const { functions, world } = modelOf(module, {
    memory: TermMemory.of(memory, size_pages),
    global: (at) => {
      const { mutable, type } = module.globals[at]!;
      return mutable ? anyOf(`global ${at}`, type) : undefined;
    },
    contract: (index) => (module.functions[index]!.import ? tellsTheMachine : undefined),
  });
  world.globals.push(UNTOLD);
  const callable = functions[indexOf(module, "boot")]!;
  return { callable, world, memory, size_pages, loops: loopsOf(callable) };
}

export const wide = (term: Term) => zeroExtend(term, 64);

/** The record that the ten numbers are. */
export function recordOf(numbers: readonly Term[]): BootRecord<Term> {
  const [pages, domains, interrupts, dma, devices, ramBase, deviceBase, first, text, end] =
    numbers.map(wide) as [Term, Term, Term, Term, Term, Term, Term, Term, Term, Term];
  const image = { first, text, end };
  return { pages, domains, interrupts, dma, devices, ramBase, deviceBase, image };
}

/** So many bytes (64 bits) are in memory, which has no more than there are addresses. */
export const hasBytes = ({ size_pages }: Before, bytes: Term): Term =>
  and(ule(size_pages, number32(2 ** 16)), ule(bytes, shl(wide(size_pages), number64(16))));

export const bytesOf = (pages: Term): Term => shl(pages, number64(PAGE_BITS));

/** From its beginning up to the head of a loop, or the end. */
export function begun(before: Before): { numbers: readonly Term[]; run: Explored } {
  const { callable, world, loops } = before;
  const numbers = callable.type.parameters.map((type, at) => anyOf(`number ${at}`, type));
  const cuts = loops.map(({ label }) => label);
  return { numbers, run: explored(explore(callable, numbers, world, { cuts })) };
}
