/**
 * Parts of a step: a thread joins a queue or leaves it. What that leaves is proved once, of any state
 * (`invariants/queues.ts`). In a proof of a whole step it leaves some state of which only that is
 * known, and what it surely does not change: so no question has two queues in it.
 */
import * as numbers from "@ashlar/kernel/interface";
import {
  arrayOf,
  bitVector,
  concat,
  equal,
  ite,
  select,
  type Term,
  variable,
  zeroExtend,
} from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import {
  type Field,
  fields,
  type Outlook,
  type Part,
  type Place,
  State,
} from "@ashlar/spec/kernel";

const ZERO = number64(0);
const { ENDPOINT_QUEUE, NOTIFICATION_QUEUE, READY_QUEUE, THREAD } = fields;

/** What a queue is of. */
export const typeOf = ({ head }: Part): number => {
  if (head === ENDPOINT_QUEUE.head) return numbers.ENDPOINT;
  return head === NOTIFICATION_QUEUE.head ? numbers.NOTIFICATION : numbers.DOMAIN;
};

/** Whether the thread is in the queue then. */
export const isJoining = ({ name }: Part) => name === "append" || name === "enqueue";

/** Links and ends of queues: what they are afterwards is not looked at. */
export const LINKS: readonly Field[] = [
  ...[ENDPOINT_QUEUE, NOTIFICATION_QUEUE, READY_QUEUE].flatMap((queue) => Object.values(queue)),
  ...[THREAD.next, THREAD.previous, THREAD.ticket, fields.READY_MAP],
];

/** What a field is after part number `at`: anything. */
export function anyAfter({ name, bits }: Field, [page, slot]: Place, at: number): Term {
  const found = anyOf(`${name} after part ${at}`, bits, page, slot);
  return bits === 64 ? found : zeroExtend(found, 64);
}

function anyOf(name: string, bits: number, page?: Term, slot?: Term): Term {
  if (page === undefined) return variable(`kernel's own ${name}`, bitVector(bits));
  if (slot === undefined) return select(variable(`page's ${name}`, arrayOf(64, bits)), page);
  return select(variable(`slot's ${name}`, arrayOf(128, bits)), concat(page, slot));
}

/** A state after part number `at` of a step. */
export function afterPart(before: State, part: Part, at: number, outlook?: Outlook): State {
  const { thread, place } = part;
  const queue = isJoining(part) ? place[0]! : ZERO;
  const own = (value: Term, field: Field, [page]: Place) =>
    ite(equal(page!, thread), value, before.get(field, page!));
  const lookup = (field: Field, where: Place): Term => {
    if (LINKS.includes(field)) return anyAfter(field, where, at);
    if (field === THREAD.queue) return own(queue, field, where);
    if (field === THREAD.state && part.name === "enqueue")
      return own(number64(numbers.READY), field, where);
    return before.get(field, ...where);
  };
  return State.of(before.pages, lookup, outlook);
}
