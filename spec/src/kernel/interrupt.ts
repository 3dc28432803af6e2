/**
 * Interrupts of devices become signals. Each source has a handler, there from boot on, which says to
 * what notification and in which domain's turns. A source that has interrupted is off until whoever
 * serves it has acknowledged that; and the machine only ever has those on which are the running
 * domain's (MASK), so devices of one domain are not noticed by another.
 */
import * as numbers from "@ashlar/kernel/interface";
import {
  add,
  and,
  equal,
  implies,
  lshr,
  not,
  or,
  shl,
  sub,
  type Term,
  uge,
  ule,
  ult,
} from "@ashlar/logic";
import { type Claim, where } from "../claim.js";
import { number64 } from "../number.js";
import { isLive, isOfType } from "./capability.js";
import { FIRST_HANDLER, INTERRUPTS, IRQ, IRQ_DOMAIN, MASK } from "./fields.js";
import { raise } from "./notification.js";
import { schedule } from "./schedule.js";
import type { State } from "./state.js";
import {
  directRefusals,
  named,
  object,
  objectRefusals,
  perform,
  type SystemCall,
} from "./system-call.js";
import { referenceIn, withReference } from "./weak-reference.js";

/** So many sources are bits of 64, of which bit 0 is none. */
export const INTERRUPTS_MAX = 63;

const [ZERO, ONE] = [number64(0), number64(1)];

/** Handlers are one after another; sources count from 1. */
const sourceOf = (state: State, handler: Term) => add(sub(handler, state.get(FIRST_HANDLER)), ONE);
const handlerOf = (state: State, source: Term) => add(state.get(FIRST_HANDLER), sub(source, ONE));
const isSource = (state: State, source: Term) =>
  and(not(equal(source, ZERO)), ule(source, state.get(INTERRUPTS)));

const bitOf = (state: State, handler: Term) => shl(ONE, sourceOf(state, handler));

/** A handler's source interrupts no more in turns of a domain, if it is bound to one. */
function disabled(state: State, handler: Term, domain: Term): State {
  const without = and(state.get(MASK, domain), not(bitOf(state, handler)));
  return state.if(not(equal(domain, ZERO)), (bound) => bound.with(MASK, [domain], without));
}

/**
 * `irqBind(handler, notification, domain)`: from now on the source signals there, with the badge of
 * the capability, in turns of that domain; it is off until it is acknowledged. Needs WRITE for all,
 * and no Indirection before the notification.
 */
export const bind: SystemCall = (state, [slot, notificationSlot, domainSlot]) => {
  const [handler, notification] = [object(state, slot), named(state, notificationSlot)];
  const domain = object(state, domainSlot);
  return perform(state, {
    refusals: [
      ...objectRefusals(state, handler, numbers.IRQ_HANDLER, numbers.WRITE, 0),
      ...directRefusals(state, notification, numbers.NOTIFICATION, numbers.WRITE, 1),
      ...objectRefusals(state, domain, numbers.DOMAIN, numbers.WRITE, 2),
    ],
    invoke: (before) =>
      withReference(
        disabled(before, handler.page, before.get(IRQ_DOMAIN, handler.page)),
        IRQ,
        handler.page,
        notification,
      )
        .with(IRQ.badge, [handler.page], notification.badge)
        .with(IRQ_DOMAIN, [handler.page], domain.page),
  });
};

/** `irqAcknowledge(handler)`: the source may interrupt again. It must be bound. Needs WRITE. */
export const acknowledge: SystemCall = (state, [slot]) => {
  const handler = object(state, slot);
  const domain = state.get(IRQ_DOMAIN, handler.page);
  return perform(state, {
    refusals: [
      ...objectRefusals(state, handler, numbers.IRQ_HANDLER, numbers.WRITE, 0),
      [equal(domain, ZERO), numbers.OUT_OF_RANGE, 0],
    ],
    invoke: (before) =>
      before.with(MASK, [domain], or(state.get(MASK, domain), bitOf(state, handler.page))),
  });
};

function arrived(state: State, handler: Term): State {
  const notification = referenceIn(state, IRQ, handler);
  return disabled(
    state.if(isLive(state, notification), (bound) =>
      raise(bound, notification.page, state.get(IRQ.badge, handler)),
    ),
    handler,
    state.get(IRQ_DOMAIN, handler),
  ).if(equal(state.current, ZERO), schedule);
}

/** A source interrupts, whoever runs. If nobody does, whoever is ready then may. */
export const interrupt = (state: State, source: Term): State =>
  state.if(isSource(state, source), (now) => arrived(now, handlerOf(state, source)));

/** What holds of a handler, and of a domain and one source. */
export function interruptInvariants(state: State, page: Term, source: Term): Claim[] {
  const first = state.get(FIRST_HANDLER);
  const isAmong = and(uge(page, first), ult(page, add(first, state.get(INTERRUPTS))));
  const isHandler = isOfType(state, page, numbers.IRQ_HANDLER);
  const domain = () => state.get(IRQ_DOMAIN, page);
  const bit = () => and(lshr(state.get(MASK, page), source), ONE);
  const isOurs = () => equal(state.get(IRQ_DOMAIN, handlerOf(state, source)), page);
  return [
    {
      claim: "there are no more sources than there are bits",
      holds: ule(state.get(INTERRUPTS), number64(INTERRUPTS_MAX)),
    },
    { claim: "handlers are where they were at boot", holds: equal(isHandler, isAmong) },
    {
      claim: "a handler's domain is one",
      holds: where(isHandler, () =>
        or(equal(domain(), ZERO), isOfType(state, domain(), numbers.DOMAIN)),
      ),
    },
    {
      claim: "a source that is on is of that domain",
      holds: where(isOfType(state, page, numbers.DOMAIN), () =>
        implies(
          and(ult(source, number64(64)), equal(bit(), ONE)),
          and(isSource(state, source), isOurs()),
        ),
      ),
    },
  ];
}
