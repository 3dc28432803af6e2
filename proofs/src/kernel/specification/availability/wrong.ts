/** Denials: entries that are wrong on purpose, by what is wrong with them. */
import * as numbers from "@ashlar/kernel/interface";
import { equal, extract, not, type Term, zeroExtend } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { type Arguments, fields, type State } from "@ashlar/spec/kernel";
import type { Entry } from "../entries.js";
import { isOfType } from "../moment.js";

export type Wrong = Readonly<Record<string, (entry: Entry) => Entry>>;

const ZERO = number64(0);
const { THREAD, SLOT, MAPPING, CURSOR } = fields;

/** Something more happens. */
const then =
  (more: (after: State, before: State, given: Arguments) => State) =>
  (entry: Entry): Entry => ({
    ...entry,
    step: (state, given) => more(entry.step(state, given), state, given),
  });

const answered = (state: State, caller: Term, result: number) =>
  state.with(fields.REGISTER, [caller, number64(numbers.ANSWER)], number64(result));

/** Where a condition does not hold it is refused. */
const onlyIf =
  (condition: (state: State, given: Arguments) => Term) =>
  (entry: Entry): Entry => ({
    ...entry,
    step: (state, given) => {
      const may = condition(state, given);
      return state
        .if(may, (now) => entry.step(now, given))
        .if(not(may), (now) => answered(now, state.current, numbers.IN_USE));
    },
  });

/** The page that a slot names, of whatever generation. */
const pageIn = (state: State, slot: Term) =>
  state.get(SLOT.page, state.get(fields.ROOT.page, state.current), slot);

const endpointIn = (state: State, [register]: Arguments) =>
  pageIn(state, zeroExtend(extract(register, 7, 0), 64));

/** Of any call. */
export const FORGOTTEN: Wrong = {
  "who entered waits for a reply that nobody owes": then((after, { current }) =>
    after
      .with(THREAD.state, [current], number64(numbers.CALLING))
      .with(THREAD.server, [current], ZERO),
  ),
  "who entered is in no queue, and does not run": then((after, { current }) =>
    after
      .with(THREAD.state, [current], number64(numbers.READY))
      .with(THREAD.queue, [current], ZERO)
      .with(fields.CURRENT, [], ZERO),
  ),
};
export const NO_RESULT: Wrong = {
  "the answer is none of the results": then((after, { current }) =>
    answered(after, current, 1 + numbers.NOTHING),
  ),
};
export const POOLED: Wrong = {
  "there is room for some in the whole kernel only": onlyIf((state) =>
    not(equal(state.get(fields.READY_MAP, state.get(fields.RUNNING_DOMAIN)), ZERO)),
  ),
};

const waitsAgain = then((after, before, [, page]) =>
  after.with(THREAD.queue, [before.get(fields.ENDPOINT_QUEUE.head, page)], page),
);
const sweptAnew = then((after, _, [, page]) => after.with(CURSOR, [page], ZERO));

/** By the entry's name. */
export const DELAYS: Readonly<Record<string, Wrong>> = {
  send: {
    "the generation of the endpoint is not looked at": then((after, before, given) =>
      after.with(THREAD.queue, [before.current], endpointIn(before, given)),
    ),
  },
  wait: {
    "the generation of the notification is not looked at": then((after, before, [slot]) =>
      after.with(THREAD.queue, [before.current], pageIn(before, slot)),
    ),
  },
  "untypedReclaim/further": {
    "who is told that it is no more waits there again": waitsAgain,
    "the sweep of a table begins anew": sweptAnew,
  },
  tableMap: {
    "the sweep of a table begins anew": then((after, before, [slot]) =>
      after.with(CURSOR, [pageIn(before, slot)], ZERO),
    ),
  },
  frameMap: {
    "the generation of the frame is not looked at": then((after, before, [slot]) =>
      after.with(MAPPING, [pageIn(before, slot), ZERO], number64(1)),
    ),
  },
  threadResume: {
    "what dies is revived": then((after, before, [slot]) =>
      after.with(fields.DYING, [pageIn(before, slot)], ZERO),
    ),
  },
  timer: {
    "who ran waits where it last did": then((after, before) =>
      after.with(THREAD.queue, [before.current], before.get(fields.HANDLER.page, before.current)),
    ),
  },
};

export const NOT_BEGUN: Wrong = {
  "refused while it is mapped": onlyIf((state, [, page]) =>
    equal(state.get(MAPPING, page, ZERO), ZERO),
  ),
  "refused while somebody waits there": onlyIf((state, [, page]) =>
    equal(state.get(fields.ENDPOINT_QUEUE.head, page), ZERO),
  ),
  "capabilities to it stay as they are": then((after, before, [, page]) =>
    after.with(fields.GENERATION, [page], before.get(fields.GENERATION, page)),
  ),
};

export const NOT_GONE_ON: Wrong = {
  "refused while it is mapped": NOT_BEGUN["refused while it is mapped"]!,
  "who is told that it is no more waits there again": waitsAgain,
  "the sweep of a table begins anew": sweptAnew,
  "it only says that it is not done": (entry) => ({
    ...entry,
    step: (state) => answered(state, state.current, numbers.AGAIN),
  }),
  "it says that it is done when it is not": then((after, { current }) =>
    answered(after, current, numbers.DONE),
  ),
  "a page with an entry in it is free already": then((after, before, [, page]) =>
    after.where(isOfType(before, page, numbers.LEAF_TABLE), (table) =>
      table.with(fields.TYPE, [page], ZERO),
    ),
  ),
};
