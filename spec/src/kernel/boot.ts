/**
 * The first state, from arbitrary memory: behind the kernel's own pages one Untyped over all that is
 * left, one CNode, and one thread that runs with it. All other pages are free, of the first
 * generation.
 */
import * as numbers from "@ashlar/kernel/interface";
import type { Term } from "@ashlar/logic";
import { number64 } from "../number.js";
import { type Capability, withCapability } from "./capability.js";
import { END, FIRST, GENERATION, ROOT, TYPE } from "./fields.js";
import { type Place, State } from "./state.js";

const [ZERO, ONE] = [number64(0), number64(1)];

/** What the boot record says: numbers of pages. */
export interface BootRecord {
  readonly pages: number;
  /** The kernel's own pages come before this one. */
  readonly kernelEnd: number;
}

/** How many pages the first objects take. */
export const OBJECTS = 3;

const fullCapability = (page: Term): Capability => ({
  ...{ generation: ONE, page, rights: number64(numbers.ALL_RIGHTS), badge: ZERO },
});

export function boot({ pages, kernelEnd }: BootRecord): State {
  const [untyped, cnode, thread] = [0, 1, 2].map((at) => number64(kernelEnd + at)) as [
    Term,
    Term,
    Term,
  ];
  const slot = (at: number): Place => [cnode, number64(at)];
  const empty = State.of(number64(pages), thread, (field) => (field === GENERATION ? ONE : ZERO));
  const objects = empty
    .with(TYPE, [untyped], number64(numbers.UNTYPED))
    .with(FIRST, [untyped], number64(kernelEnd + OBJECTS))
    .with(END, [untyped], number64(pages))
    .with(TYPE, [cnode], number64(numbers.CNODE))
    .with(TYPE, [thread], number64(numbers.THREAD))
    .with(ROOT.generation, [thread], ONE)
    .with(ROOT.page, [thread], cnode);
  return [
    [numbers.ROOT_CNODE_SLOT, cnode] as const,
    [numbers.ROOT_THREAD_SLOT, thread] as const,
    [numbers.ROOT_UNTYPED_SLOT, untyped] as const,
  ].reduce((state, [at, page]) => withCapability(state, slot(at), fullCapability(page)), objects);
}
