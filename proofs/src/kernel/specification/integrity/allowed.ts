/**
 * Which fields of which page each entry may change beside what belongs to turns and messages, one
 * line for each thing, with the capability of the caller that makes it so.
 */
import * as numbers from "@ashlar/kernel/interface";
import { and, equal, extract, or, sub, type Term, zeroExtend } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { type Field, fields, mapping } from "@ashlar/spec/kernel";
import { PLACES } from "../../relation.js";
import { type Allowed, type Caller, type Capability, SLOT } from "./authority.js";

const { THREAD, NOTIFICATION, ENDPOINT, IRQ_HANDLER } = numbers;
const { WRITE, READ, GRANT } = numbers;
const [ZERO, ONE] = [number64(0), number64(1)];
const of = (one: Readonly<Record<string, Field>>): Field[] => Object.values(one);

/** Every field of an object of a page, of whatever type. */
const ALL_OBJECT = [...PLACES.keys()].filter(({ types }) => types !== undefined);

type Rule = (caller: Caller) => readonly Allowed[];

/** The first who waits in a queue. */
export const firstAt = ({ state }: Caller, queue: { head: Field }, page: Term) =>
  state.get(queue.head, page);

/** The slot of the endpoint that a message goes to is the lowest byte. */
export const endpointOf = (caller: Caller): Capability =>
  caller.objectIn(zeroExtend(extract(caller.argument(0), 7, 0), 64));

const part = (slots: Term, from: number) => zeroExtend(extract(slots, from + 15, from), 64);

/** 1 + the slot of what the caller sends along. */
export const grantedSlot = (caller: Caller) => part(caller.argument(0), numbers.GRANT_BIT);

/** The slot that a receiver has named for what may come with a message. */
const accepted = (caller: Caller, thread: Term): Allowed => ({
  ...{ fields: SLOT, page: caller.rootOf(thread) },
  slot: sub(part(caller.state.get(fields.THREAD.slots, thread), numbers.ACCEPT_BIT), ONE),
});

/** The slot that the caller itself names now. */
const accepting = (caller: Caller): Allowed => ({
  ...{ fields: SLOT, page: caller.rootOf(caller.current) },
  slot: sub(part(caller.argument(0), numbers.ACCEPT_BIT), ONE),
});

/** Whoever waits to receive gets what goes along, if the caller may grant. */
const sends: Rule = (caller) => {
  const endpoint = endpointOf(caller);
  const receiver = firstAt(caller, fields.ENDPOINT_QUEUE, endpoint.page);
  return [{ ...accepted(caller, receiver), when: caller.holds(endpoint, ENDPOINT, WRITE | GRANT) }];
};

/** And the bits that are signalled to who receives are taken. */
const receives: Rule = (caller) => [
  { ...accepting(caller), when: caller.holds(endpointOf(caller), ENDPOINT, READ) },
  {
    fields: [fields.SIGNALLED],
    page: caller.state.get(fields.LISTENS.page, caller.current),
    when: caller.holds(endpointOf(caller), ENDPOINT, READ),
  },
];

/** Who called and waits gets what goes along with the reply. */
const replies: Rule = (caller) => [
  accepted(caller, caller.state.get(fields.THREAD.caller, caller.current)),
];

/** Where an entry is that a mapping slot names. */
const entryOf = (caller: Caller, page: Term, slot: Term): Allowed => {
  const place = caller.state.get(fields.MAPPING, page, slot);
  return { fields: [fields.ENTRY], page: mapping.tableOf(place), slot: mapping.indexOf(place) };
};

const isFrame = (caller: Caller, page: Term) =>
  or(
    caller.isOf(page, numbers.FRAME),
    or(caller.isOf(page, numbers.DEVICE_FRAME), caller.isOf(page, numbers.DMA_FRAME)),
  );
const isInner = (caller: Caller, page: Term) =>
  or(caller.isOf(page, numbers.MIDDLE_TABLE), caller.isOf(page, numbers.LEAF_TABLE));

const has = ({ rights }: Capability, right: number) =>
  equal(and(rights, number64(right)), number64(right));

/** A mapping slot of what the first argument names, if it may be used so. */
function ownMapping(caller: Caller, slot: Term, is: typeof isFrame, right: number): Allowed {
  const named = caller.named(0);
  return {
    ...{ fields: [fields.MAPPING], page: named.page, slot },
    when: and(is(caller, named.page), has(named, right)),
  };
}

const badgeSlot = (caller: Caller) => sub(caller.named(0).badge, ONE);

/** An entry of the table that the second argument is for. */
const entryIn = (caller: Caller, isLevel: Term): Allowed => {
  const table = caller.object(1);
  return {
    ...{ fields: [fields.ENTRY], page: table.page, slot: caller.argument(2) },
    when: and(isLevel, has(table, WRITE)),
  };
};

const retypes: Rule = (caller) => [
  {
    fields: [fields.TYPE, fields.OWNER, ...ALL_OBJECT],
    page: caller.argument(1),
    when: and(caller.inRange(caller.argument(1)), caller.isOf(caller.argument(1), numbers.FREE)),
  },
  { fields: SLOT, page: caller.rootOf(caller.current), slot: caller.argument(5) },
];

/** What a page is, its own mappings and entries, and the other ends of these. */
const reclaims: Rule = (caller) => {
  const page = caller.argument(1);
  const when = caller.inRange(page);
  const { state } = caller;
  const next = state.get(fields.ENTRY, page, state.get(fields.CURSOR, page));
  return [
    {
      fields: [fields.TYPE, fields.DYING, fields.OWNER, fields.GENERATION, fields.CURSOR],
      ...{ page, when },
    },
    { fields: [fields.MAPPING, fields.ENTRY], page, when },
    ...Array.from({ length: numbers.MAPPING_SLOTS }, (_, at) => ({
      ...entryOf(caller, page, number64(at)),
      when,
    })),
    {
      ...{ fields: [fields.MAPPING], page: mapping.pageIn(state, next) },
      ...{ slot: mapping.slotIn(next), when },
    },
  ];
};

const interrupts: Rule = (caller) => {
  const { state } = caller;
  const handler = caller.handler();
  return [
    { fields: [fields.MASK], page: state.get(fields.IRQ_DOMAIN, handler) },
    { fields: [fields.SIGNALLED], page: state.get(fields.IRQ.page, handler) },
  ];
};

/** Of each entry that may change anything of the kind. */
export const ALLOWED: Readonly<Record<string, Rule>> = {
  untypedRetype: retypes,
  untypedReclaim: reclaims,
  cnodeCopy: (caller) => [caller.slotOf(0, 1)],
  cnodeMint: (caller) => [caller.slotOf(0, 1)],
  cnodeMove: (caller) => [caller.slotOf(0, 1), caller.slotOf(2, 3)],
  cnodeDelete: (caller) => [caller.slotOf(0, 1)],
  indirectionCreate: (caller) => [
    caller.ofNamed(0, numbers.INDIRECTION, GRANT, ...of(fields.TARGET)),
  ],
  indirectionInvalidate: (caller) => [
    caller.ofNamed(0, numbers.INDIRECTION, GRANT, fields.GENERATION, ...ALL_OBJECT),
    {
      ...{ fields: [fields.SLOT.generation], page: caller.rootOf(caller.current) },
      slot: caller.argument(0),
    },
  ],
  threadConfigure: (caller) => [caller.ofObject(0, THREAD, WRITE, ...of(fields.ROOT))],
  threadSetPriority: (caller) => [caller.ofObject(0, THREAD, WRITE, fields.THREAD.priority)],
  threadSetDomain: (caller) => [caller.ofObject(0, THREAD, WRITE, fields.THREAD.domain)],
  threadSetHandler: (caller) => [caller.ofObject(0, THREAD, WRITE, ...of(fields.HANDLER))],
  threadSetAddressSpace: (caller) => [
    caller.ofObject(0, THREAD, WRITE, ...of(fields.THREAD_SPACE)),
  ],
  threadBindNotification: (caller) => [
    caller.ofObject(0, THREAD, WRITE, ...of(fields.LISTENS)),
    caller.ofNamed(1, NOTIFICATION, READ, ...of(fields.LISTENER)),
  ],
  send: sends,
  nonblockingSend: sends,
  call: sends,
  receive: receives,
  nonblockingReceive: receives,
  reply: replies,
  replyReceive: (caller) => [...receives(caller), ...replies(caller)],
  signal: (caller) => [caller.ofObject(0, NOTIFICATION, WRITE, fields.SIGNALLED)],
  wait: (caller) => [caller.ofObject(0, NOTIFICATION, READ, fields.SIGNALLED)],
  poll: (caller) => [caller.ofObject(0, NOTIFICATION, READ, fields.SIGNALLED)],
  tableMap: (caller) => [
    ownMapping(caller, ZERO, isInner, WRITE),
    entryIn(
      caller,
      or(
        caller.isOf(caller.object(1).page, numbers.ROOT_TABLE),
        caller.isOf(caller.object(1).page, numbers.MIDDLE_TABLE),
      ),
    ),
  ],
  tableUnmap: (caller) => [
    ownMapping(caller, ZERO, isInner, WRITE),
    entryOf(caller, caller.named(0).page, ZERO),
  ],
  frameMap: (caller) => [
    ownMapping(caller, badgeSlot(caller), isFrame, READ),
    entryIn(caller, caller.isOf(caller.object(1).page, numbers.LEAF_TABLE)),
  ],
  frameUnmap: (caller) => [
    ownMapping(caller, badgeSlot(caller), isFrame, READ),
    entryOf(caller, caller.named(0).page, badgeSlot(caller)),
  ],
  irqBind: (caller) => [
    caller.ofObject(0, IRQ_HANDLER, WRITE, ...of(fields.IRQ), fields.IRQ_DOMAIN),
    {
      ...{
        fields: [fields.MASK],
        page: caller.state.get(fields.IRQ_DOMAIN, caller.object(0).page),
      },
      when: caller.holds(caller.object(0), IRQ_HANDLER, WRITE),
    },
  ],
  irqAcknowledge: (caller) => [
    {
      ...{
        fields: [fields.MASK],
        page: caller.state.get(fields.IRQ_DOMAIN, caller.object(0).page),
      },
      when: caller.holds(caller.object(0), IRQ_HANDLER, WRITE),
    },
  ],
  timer: () => [{ fields: [fields.RUNNING_DOMAIN], page: ZERO }],
  interrupt: interrupts,
};
