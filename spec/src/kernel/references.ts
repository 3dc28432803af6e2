/**
 * References from page to page, all of them, and what keeps each sound.
 *
 * - A weak one names page and generation, and is checked whenever it is used: it may be stale, but
 *   never of a generation that is still to come.
 * - A strong one is used unchecked: an invariant says that its page is what it must be. So nothing
 *   that is so named becomes free before whoever names it has let go.
 */
import * as numbers from "@ashlar/kernel/interface";
import type { Term } from "@ashlar/logic";
import type { Field } from "./fields.js";
import * as fields from "./fields.js";
import { FRAMES } from "./frame.js";
import { pageIn, tableOf } from "./mapping.js";
import type { State } from "./state.js";

export interface Weak {
  readonly kind: "weak";
  readonly field: Field;
  readonly generation: Field;
}
export interface Strong {
  readonly kind: "strong";
  readonly field: Field;
  readonly to: readonly number[];
  /** Which page a value names, if it is not the page's number itself. */
  readonly pageOf?: (state: State, value: Term) => Term;
}
export type Reference = Weak | Strong;

const weak = (fieldsOf: { page: Field; generation: Field }): Weak => ({
  ...{ kind: "weak", field: fieldsOf.page, generation: fieldsOf.generation },
});
const strong = (field: Field, ...to: number[]): Strong => ({ kind: "strong", field, to });

const { THREAD, DOMAIN, ENDPOINT, NOTIFICATION } = numbers;
const { ROOT_TABLE, MIDDLE_TABLE, LEAF_TABLE } = numbers;
const { ENDPOINT_QUEUE, NOTIFICATION_QUEUE, READY_QUEUE } = fields;
const queues = [ENDPOINT_QUEUE, NOTIFICATION_QUEUE, READY_QUEUE];

export const REFERENCES: readonly Reference[] = [
  weak(fields.SLOT),
  weak(fields.TARGET),
  weak(fields.ROOT),
  weak(fields.THREAD_SPACE),
  weak(fields.HANDLER),
  weak(fields.IRQ),
  weak(fields.LISTENS),
  weak(fields.LISTENER),
  strong(fields.CURRENT, THREAD),
  ...[fields.RUNNING_DOMAIN, fields.FIRST_DOMAIN, fields.LAST_DOMAIN].map((field) =>
    strong(field, DOMAIN),
  ),
  strong(fields.FIRST_HANDLER, numbers.IRQ_HANDLER),
  strong(fields.IRQ_DOMAIN, DOMAIN),
  strong(fields.THREAD.domain, DOMAIN),
  strong(fields.THREAD.queue, DOMAIN, ENDPOINT, NOTIFICATION),
  ...queues.flatMap(({ head, tail }) => [strong(head, THREAD), strong(tail, THREAD)]),
  strong(fields.THREAD.next, THREAD),
  strong(fields.THREAD.previous, THREAD),
  strong(fields.THREAD.server, THREAD),
  strong(fields.THREAD.caller, THREAD),
  strong(fields.SPACE, ROOT_TABLE),
  {
    ...strong(fields.MAPPING, ROOT_TABLE, MIDDLE_TABLE, LEAF_TABLE),
    pageOf: (_, place) => tableOf(place),
  },
  { ...strong(fields.ENTRY, MIDDLE_TABLE, LEAF_TABLE, ...FRAMES), pageOf: pageIn },
  // Never followed: it tells people where a page comes from, which may be anything by now.
  strong(fields.OWNER, ...Array.from({ length: numbers.TYPES }, (_, type) => type)),
];
