/** Leaks: entries that are wrong on purpose, by what is wrong with them. */
import * as numbers from "@ashlar/kernel/interface";
import { equal, not, type Term } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { type Arguments, fields, raise, type State } from "@ashlar/spec/kernel";
import type { Entry } from "../entries.js";

export type Wrong = Readonly<Record<string, (entry: Entry) => Entry>>;

const ZERO = number64(0);

const then =
  (more: (after: State, before: State, given: Arguments) => State) =>
  (entry: Entry): Entry => ({
    ...entry,
    step: (state, given) => more(entry.step(state, given), state, given),
  });

const answered = (state: State, caller: Term, word: Term) =>
  state.with(fields.REGISTER, [caller, number64(numbers.ANSWER)], word);

/** A page that may be of any side. */
const stranger = (state: State) => state.get(fields.LAST_DOMAIN);

/** What a high domain does is seen. */
export const SEEN: Wrong = {
  "a counter that all share counts it": then((after, before) =>
    after.with(fields.CURSOR, [stranger(before)], number64(1)),
  ),
  "it takes its turn from the next domain": then((after, before) =>
    after.with(fields.RUNNING_DOMAIN, [], stranger(before)),
  ),
};

/** What a low domain is told depends on others. */
export const TOLD: Wrong = {
  "it is told what a counter says that all share": then((after, before) =>
    answered(after, before.current, before.get(fields.CURSOR, stranger(before))),
  ),
  "it is refused while a thread of another domain is ready": then((after, before) =>
    after.if(not(equal(before.get(fields.READY_MAP, stranger(before)), ZERO)), (busy) =>
      answered(busy, before.current, number64(numbers.IN_USE)),
    ),
  ),
};

/** Whose turn it is depends on what threads do. */
export const TURNED: Wrong = {
  "the turn goes to a domain in which a thread is ready": then((after, before) =>
    after.if(not(equal(before.get(fields.READY_MAP, stranger(before)), ZERO)), (busy) =>
      busy.with(fields.RUNNING_DOMAIN, [], stranger(before)),
    ),
  ),
};

/** By the entry's name: mapping slots that all holders of a frame share. */
export const SHARED_SLOTS: Readonly<Record<string, Wrong>> = {
  frameMap: {
    "it is refused if another holder has mapped the frame": then((after, before, [slot]) => {
      const root = before.get(fields.ROOT.page, before.current);
      const frame = before.get(fields.SLOT.page, root, slot);
      return after.if(not(equal(before.get(fields.MAPPING, frame, ZERO), ZERO)), (mapped) =>
        answered(mapped, before.current, number64(numbers.IN_USE)),
      );
    }),
  },
};

/** What a page names is of the other side afterwards. */
export const CROSSING: Wrong = {
  "its space is that of another domain's thread": then((after, before) =>
    after.with(fields.ROOT.page, [before.current], stranger(before)),
  ),
};

/** Ways to signal of which who signals learns something. */
export const RAISED: Readonly<Record<string, typeof raise>> = {
  "who signals is told whether anybody waits there": (state, notification, bits) => {
    const first = state.get(fields.NOTIFICATION_QUEUE.head, notification);
    const after = raise(state, notification, bits);
    return after.if(equal(first, ZERO), (kept) => answered(kept, state.current, bits));
  },
  "a counter that all share counts it": (state, notification, bits) =>
    raise(state, notification, bits).with(fields.CURSOR, [stranger(state)], bits),
};
