/**
 * What most worlds begin with: threads that talk, address spaces with frames mapped, and capabilities
 * with and without badges; so that calls that are drawn find something to do.
 */
import * as numbers from "@ashlar/kernel/interface";
import type { Random } from "@ashlar/rapilog/random";
import type { Kernel } from "../kernel.js";
import type { Step } from "./draw.js";
import { DEVICES, DMA, DOMAINS, INTERRUPTS, PAGES } from "./extent.js";

const {
  ROOT_CNODE_SLOT: SPACE,
  ROOT_THREAD_SLOT: SELF,
  ROOT_UNTYPED_SLOT: MEMORY,
  ROOT_DOMAIN_SLOT: DOMAIN,
  READ,
  WRITE,
  EXECUTE,
} = numbers;
const REGISTERS = 8;

const call = (number: number, ...registers: number[]): Step => ({
  do: "call",
  number: BigInt(number),
  registers: Array.from({ length: REGISTERS }, (_, at) => BigInt(registers[at] ?? 0)),
});

/** Writes a plan: objects from the last page downwards, slots from the first empty one upwards. */
class Plan {
  readonly steps: Step[] = [];
  #page = PAGES;
  #slot: number;

  constructor(firstSlot: number) {
    this.#slot = firstSlot;
  }

  do(number: number, ...registers: number[]): void {
    this.steps.push(call(number, ...registers));
  }

  make(type: number): number {
    const slot = this.#slot++;
    this.do(numbers.UNTYPED_RETYPE, MEMORY, --this.#page, type, 0, 0, slot);
    return slot;
  }

  mint(from: number, badge: number): number {
    const slot = this.#slot++;
    this.do(numbers.CNODE_MINT, SPACE, slot, SPACE, from, numbers.ALL_RIGHTS, badge);
    return slot;
  }
}

/** Some steps to begin with; none now and then. */
export function beginnings(random: Random, kernel: Kernel): Step[] {
  if (random.chance(0.1) || kernel.current === 0) return [];
  const plan = new Plan(DOMAIN + DOMAINS + INTERRUPTS + DEVICES + DMA);
  const endpoint = plan.make(numbers.ENDPOINT);
  const notification = plan.make(numbers.NOTIFICATION);
  const space = plan.make(numbers.CNODE);
  plan.mint(endpoint, 1 + random.below(5));
  const signals = plan.mint(notification, 1);
  const tables = addressSpace(plan);
  for (let slot = 0; slot < signals; slot++)
    if (random.chance(0.7))
      plan.do(numbers.CNODE_COPY, space, slot, SPACE, slot, numbers.ALL_RIGHTS);
  for (let count = 2 + random.below(5); count > 0; count--)
    thread(plan, random, { endpoint, space, tables });
  plan.do(numbers.THREAD_SET_HANDLER, SELF, endpoint);
  plan.do(numbers.IRQ_BIND, DOMAIN + DOMAINS, signals, DOMAIN);
  plan.do(numbers.IRQ_ACKNOWLEDGE, DOMAIN + DOMAINS);
  plan.do(numbers.THREAD_SET_PRIORITY, SELF, random.pick([62, 63]));
  return plan.steps;
}

/** An address space with two frames; the slot of its root table. */
function addressSpace(plan: Plan): number {
  const root = plan.make(numbers.ROOT_TABLE);
  const middle = plan.make(numbers.MIDDLE_TABLE);
  const leaf = plan.make(numbers.LEAF_TABLE);
  plan.do(numbers.TABLE_MAP, middle, root, 0);
  plan.do(numbers.TABLE_MAP, leaf, middle, 0);
  for (const [index, rights] of [
    [1, READ | WRITE],
    [2, READ | EXECUTE],
  ] as const) {
    const frame = plan.make(numbers.FRAME);
    plan.do(numbers.FRAME_MAP, plan.mint(frame, index), leaf, index, rights);
    // Others to map it by, which are still to be used.
    plan.mint(frame, 3);
    plan.mint(frame, 4);
  }
  plan.do(numbers.THREAD_SET_ADDRESS_SPACE, SELF, root);
  return root;
}

interface Common {
  readonly endpoint: number;
  readonly space: number;
  readonly tables: number;
}

function thread(plan: Plan, random: Random, { endpoint, space, tables }: Common): void {
  const slot = plan.make(numbers.THREAD);
  const domain = DOMAIN + (random.chance(0.8) ? 0 : 1);
  plan.do(numbers.THREAD_CONFIGURE, slot, random.chance(0.7) ? SPACE : space);
  plan.do(numbers.THREAD_SET_PRIORITY, slot, random.pick([62, 63, 63, 5]));
  plan.do(numbers.THREAD_SET_DOMAIN, slot, domain);
  plan.do(numbers.THREAD_SET_HANDLER, slot, endpoint);
  if (random.chance(0.7)) plan.do(numbers.THREAD_SET_ADDRESS_SPACE, slot, tables);
  plan.do(numbers.THREAD_RESUME, slot);
}
