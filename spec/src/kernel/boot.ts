/**
 * The first state, from arbitrary memory: behind the kernel's own pages one Untyped over all that is
 * left, one CNode, and one thread that runs with it. All other pages are free, of the first
 * generation.
 */
import * as numbers from "@ashlar/kernel/interface";
import type { Term } from "@ashlar/logic";
import { number64 } from "../number.js";
import { type Capability, withCapability } from "./capability.js";
import {
  CURRENT,
  END,
  FIRST,
  FIRST_DOMAIN,
  GENERATION,
  LAST_DOMAIN,
  ROOT,
  RUNNING_DOMAIN,
  THREAD,
  TYPE,
} from "./fields.js";
import { State } from "./state.js";

const [ZERO, ONE] = [number64(0), number64(1)];

/** What the boot record says: numbers of pages. */
export interface BootRecord {
  readonly pages: number;
  /** The kernel's own pages come before this one. */
  readonly kernelEnd: number;
  readonly domains: number;
}

/** How many pages the first objects take, beside the domains. */
export const OBJECTS = 3;

const PRIORITY_MAX = number64(numbers.PRIORITIES - 1);

const fullCapability = (page: Term): Capability => ({
  ...{ generation: ONE, page, rights: number64(numbers.ALL_RIGHTS), badge: ZERO },
});

export function boot({ pages, kernelEnd, domains }: BootRecord): State {
  const page = (at: number) => number64(kernelEnd + at);
  const [untyped, cnode, thread] = [page(0), page(1), page(2)];
  const all = Array.from({ length: domains }, (_, at) => page(OBJECTS + at));
  const empty = State.of(number64(pages), (field) => (field === GENERATION ? ONE : ZERO));
  const made = empty
    .with(CURRENT, [], thread)
    .with(RUNNING_DOMAIN, [], all[0]!)
    .with(FIRST_DOMAIN, [], all[0]!)
    .with(LAST_DOMAIN, [], all.at(-1)!)
    .with(TYPE, [untyped], number64(numbers.UNTYPED))
    .with(FIRST, [untyped], page(OBJECTS + domains))
    .with(END, [untyped], number64(pages))
    .with(TYPE, [cnode], number64(numbers.CNODE))
    .with(TYPE, [thread], number64(numbers.THREAD))
    .with(ROOT.generation, [thread], ONE)
    .with(ROOT.page, [thread], cnode)
    .with(THREAD.state, [thread], number64(numbers.READY))
    .with(THREAD.priority, [thread], PRIORITY_MAX)
    .with(THREAD.domain, [thread], all[0]!);
  const capabilities: [number, Term][] = [
    [numbers.ROOT_CNODE_SLOT, cnode],
    [numbers.ROOT_THREAD_SLOT, thread],
    [numbers.ROOT_UNTYPED_SLOT, untyped],
    ...all.map((domain, at): [number, Term] => [numbers.ROOT_DOMAIN_SLOT + at, domain]),
  ];
  return capabilities.reduce(
    (state, [at, to]) => withCapability(state, [cnode, number64(at)], fullCapability(to)),
    all.reduce((state, domain) => state.with(TYPE, [domain], number64(numbers.DOMAIN)), made),
  );
}
