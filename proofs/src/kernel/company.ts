/** What most random histories begin with: some threads, and what they can do something with. */
import * as numbers from "@ashlar/kernel/interface";
import type { Random } from "@ashlar/rapilog/random";
import type { Step } from "./history.js";
import { homes } from "./homes.js";
import { copy, IRQ_SLOT, MADE, make, mint, SLOTS_USED, step } from "./plan.js";

const { CNODE, INDIRECTION, THREAD, ENDPOINT, NOTIFICATION } = numbers;

const { ROOT_CNODE_SLOT, ROOT_THREAD_SLOT, ROOT_UNTYPED_SLOT, ROOT_DOMAIN_SLOT } = numbers;
const WITHOUT_GRANT = numbers.READ | numbers.WRITE;

/**
 * Threads, an endpoint, two notifications, Indirections, and a space that has what the first one has.
 */
export function company(random: Random): Step[] {
  const priority = random.pick([62, 63]);
  const [endpoint, notification, space, other] = [0, 1, 2, 10];
  // Each stands for the one before: the last for more than may be looked through.
  const indirections = [3, 4, 5];
  const threads = Array.from({ length: 1 + random.below(4) }, (_, at) => 6 + at);
  const listener = MADE + random.pick(threads);
  const made = [endpoint, notification, space, ...indirections].map((at) => MADE + at);
  const shared = [ROOT_CNODE_SLOT, ROOT_THREAD_SLOT, ROOT_UNTYPED_SLOT, IRQ_SLOT, ...made];
  const badged = (at: number, slot: number) =>
    mint(MADE + at, slot, 1 + random.below(6), random.pick([numbers.ALL_RIGHTS, numbers.WRITE]));
  return [
    ...[make(endpoint, ENDPOINT), make(notification, NOTIFICATION)],
    ...[make(space, CNODE), make(other, NOTIFICATION)],
    ...indirections.flatMap((at) => [
      make(at, INDIRECTION),
      step(numbers.INDIRECTION_CREATE, MADE + at, MADE + at - 1, numbers.ALL_RIGHTS),
    ]),
    ...[badged(endpoint, SLOTS_USED - 2), badged(notification, SLOTS_USED - 1)],
    step(numbers.CNODE_COPY, ROOT_CNODE_SLOT, SLOTS_USED - 3, ROOT_CNODE_SLOT, MADE, WITHOUT_GRANT),
    ...shared.map((slot) =>
      step(numbers.CNODE_COPY, MADE + space, slot, ROOT_CNODE_SLOT, slot, numbers.ALL_RIGHTS),
    ),
    ...threads.flatMap((at) => started(random, at, priority, [endpoint, space])),
    ...(random.chance(0.7) ? homes(random, threads) : []),
    ...[notification, other]
      .slice(0, random.pick([1, 2, 2]))
      .map((to) => step(numbers.THREAD_BIND_NOTIFICATION, listener, MADE + to)),
    step(
      numbers.CNODE_COPY,
      ...[ROOT_CNODE_SLOT, SLOTS_USED - 4, ROOT_CNODE_SLOT],
      ...[MADE + random.pick(threads), random.pick([numbers.READ, numbers.WRITE])],
    ),
    copy(MADE + space, SLOTS_USED - 5, WITHOUT_GRANT),
    step(numbers.IRQ_BIND, IRQ_SLOT, MADE + notification, ROOT_DOMAIN_SLOT + random.below(2)),
    step(numbers.IRQ_ACKNOWLEDGE, IRQ_SLOT),
    step(numbers.THREAD_SET_PRIORITY, ROOT_THREAD_SLOT, priority),
  ];
}

/** A thread that is ready, told of faults at this endpoint, perhaps with this space. */
function started(
  random: Random,
  at: number,
  priority: number,
  [endpoint, space]: readonly [number, number],
): Step[] {
  const root = random.chance(0.7) ? ROOT_CNODE_SLOT : MADE + space;
  const its = random.chance(0.7) ? priority : random.below(numbers.PRIORITIES);
  return [
    make(at, THREAD),
    step(numbers.THREAD_CONFIGURE, MADE + at, root),
    step(numbers.THREAD_SET_PRIORITY, MADE + at, its),
    step(numbers.THREAD_SET_DOMAIN, MADE + at, ROOT_DOMAIN_SLOT + (random.chance(0.8) ? 0 : 1)),
    step(numbers.THREAD_SET_HANDLER, MADE + at, MADE + endpoint),
    step(numbers.THREAD_RESUME, MADE + at),
  ];
}
