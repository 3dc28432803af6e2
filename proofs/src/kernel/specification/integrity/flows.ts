/**
 * Where authority may come from: a capability that appears in a slot is one that the caller, or who
 * sent it by a right to grant, held with at least these rights; or that to a page just made by who
 * owns it. An entry of a page table that appears gives no more than the frame's capability.
 */
import * as numbers from "@ashlar/kernel/interface";
import * as layout from "@ashlar/kernel/layout";
import {
  all,
  and,
  any as anyOf,
  equal,
  implies,
  not,
  or,
  sub,
  type Term,
  TRUE,
} from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { fields, mapping, type State } from "@ashlar/spec/kernel";
import type { Obligation } from "../../../prove/statement.js";
import { any, anyPage } from "../any-state.js";
import { baseOf, type Entry } from "../entries.js";
import { endpointOf, firstAt, grantedSlot } from "./allowed.js";
import type { Caller, Capability } from "./authority.js";

const { READ, WRITE, GRANT, EXECUTE, ALL_RIGHTS } = numbers;
const [ZERO, ONE] = [number64(0), number64(1)];

/** What may be handed on, if a condition holds. */
interface Source {
  readonly held: Capability;
  readonly when: Term;
}

type Sources = (caller: Caller) => readonly Source[];

const capabilityAt = (state: State, page: Term, slot: Term): Capability => ({
  generation: state.get(fields.SLOT.generation, page, slot),
  page: state.get(fields.SLOT.page, page, slot),
  rights: state.get(fields.SLOT.rights, page, slot),
  badge: state.get(fields.SLOT.badge, page, slot),
});

/** A slot of the CNode that the third argument is for. */
const fromCnode =
  (right: number): Sources =>
  (caller) => {
    const cnode = caller.object(2);
    const held = capabilityAt(caller.state, cnode.page, caller.argument(3));
    return [{ held, when: caller.holds(cnode, numbers.CNODE, right) }];
  };

/** What the caller sends along. */
const sent = (caller: Caller): Capability =>
  capabilityAt(caller.state, caller.rootOf(caller.current), sub(grantedSlot(caller), ONE));

/** What who waits to send has said that it sends along: it could only by a right to grant. */
const waiting: Sources = (caller) => {
  const { state } = caller;
  const sender = firstAt(caller, fields.ENDPOINT_QUEUE, endpointOf(caller).page);
  const grant = state.get(fields.THREAD.grant, sender);
  return [
    {
      held: capabilityAt(state, caller.rootOf(sender), sub(grant, ONE)),
      when: not(equal(grant, ZERO)),
    },
  ];
};

const sends: Sources = (caller) => [
  { held: sent(caller), when: caller.holds(endpointOf(caller), numbers.ENDPOINT, GRANT) },
];
const replies: Sources = (caller) => [
  {
    held: sent(caller),
    when: not(equal(caller.state.get(fields.THREAD.caller, caller.current), ZERO)),
  },
];

/** The only one that the page ever had, because it was free. */
const made: Sources = (caller) => {
  const page = caller.argument(1);
  const generation = caller.state.get(fields.GENERATION, page);
  return [
    {
      held: { page, generation, rights: number64(ALL_RIGHTS), badge: ZERO },
      when: and(caller.inRange(page), caller.isOf(page, numbers.FREE)),
    },
  ];
};

const SOURCES: Readonly<Record<string, Sources>> = {
  untypedRetype: made,
  cnodeCopy: fromCnode(READ),
  cnodeMint: fromCnode(READ),
  cnodeMove: fromCnode(WRITE),
  send: sends,
  nonblockingSend: sends,
  call: sends,
  receive: waiting,
  nonblockingReceive: waiting,
  reply: replies,
  replyReceive: (caller) => [...replies(caller), ...waiting(caller)],
};

/** The caller's own capability to an Indirection of which all others are void. */
function renewed(caller: Caller, { page, rights }: Capability): Term {
  const own = caller.named(0);
  return all([
    caller.holds(own, numbers.INDIRECTION, GRANT),
    equal(page, own.page),
    equal(rights, own.rights),
  ]);
}

const isWithin = (one: Term, other: Term) => equal(and(one, not(other)), ZERO);

const isFrom = (given: Capability, { held, when }: Source): Term =>
  all([
    when,
    and(equal(given.page, held.page), equal(given.generation, held.generation)),
    isWithin(given.rights, held.rights),
    or(equal(given.badge, held.badge), equal(held.badge, ZERO)),
  ]);

/** That no capability appears that was not held. */
function capabilities(start: State, end: State, caller: Caller, entry: Entry): Obligation[] {
  const place = [anyPage("page"), any("slot")] as const;
  const [before, after] = [capabilityAt(start, ...place), capabilityAt(end, ...place)];
  const parts = ["generation", "page", "rights", "badge"] as const;
  const isSame = all(parts.map((part) => equal(before[part], after[part])));
  if (isSame === TRUE) return [];
  const sources = SOURCES[baseOf(entry)]?.(caller) ?? [];
  const goal = anyOf([
    isSame,
    equal(after.generation, ZERO),
    ...sources.map((source) => isFrom(after, source)),
    ...(entry.name === "indirectionInvalidate" ? [renewed(caller, after)] : []),
  ]);
  return [{ claim: "a capability that appears was held, with at least its rights", goal }];
}

const has = (entry: Term, flag: number) => not(equal(and(entry, number64(flag)), ZERO));
const RIGHT_OF = [
  [layout.ENTRY_READ, READ],
  [layout.ENTRY_WRITE, WRITE],
  [layout.ENTRY_EXECUTE, EXECUTE],
] as const;

/** That no entry of a page table gives more than the capability by which it was made. */
export function entriesOf(start: State, end: State, caller: Caller): Obligation[] {
  const place = [anyPage("page"), any("slot")] as const;
  const [before, after] = [start, end].map((state) => state.get(fields.ENTRY, ...place));
  if (before === after) return [];
  const own = caller.named(0);
  const isGiven = all([
    equal(mapping.pageIn(end, after!), own.page),
    ...RIGHT_OF.map(([flag, right]) => implies(has(after!, flag), has(own.rights, right))),
  ]);
  const goal = anyOf([equal(before!, after!), equal(after!, ZERO), isGiven]);
  return [{ claim: "an entry that appears gives no more than the frame's capability", goal }];
}

/** That an Indirection stands for no more than what its maker held. */
function targets(start: State, end: State, caller: Caller): Obligation[] {
  const place = anyPage("page");
  const { page, generation, rights } = fields.TARGET;
  const [was, is] = [start, end].map((state) => [
    ...[page, generation, rights].map((field) => state.get(field, place)),
  ]);
  const isSame = all(is!.map((part, at) => equal(part, was![at]!)));
  if (isSame === TRUE) return [];
  const held = caller.named(1);
  const isHeld = all([
    and(equal(is![0]!, held.page), equal(is![1]!, held.generation)),
    isWithin(is![2]!, held.rights),
  ]);
  const goal = anyOf([isSame, equal(is![1]!, ZERO), isHeld]);
  return [{ claim: "an Indirection stands for what was held, and no more", goal }];
}

/** What must be shown of authority that appears. */
export const flowsOf = (start: State, end: State, caller: Caller, entry: Entry): Obligation[] => [
  ...capabilities(start, end, caller, entry),
  ...entriesOf(start, end, caller),
  ...targets(start, end, caller),
];
