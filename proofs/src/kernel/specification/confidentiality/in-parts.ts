/**
 * That the policy is obeyed after an entry, part by part: of a thread that joins a queue or leaves it
 * that is proved once. In a whole step it leaves some state of which only that is known; so what is
 * asked is short, whatever queues a step touches.
 */
import { equal, type Term, TRUE } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import {
  type Arguments,
  fields,
  isWhereItMayBe,
  type Part,
  queueInvariants,
  type State,
  threadInvariants,
} from "@ashlar/spec/kernel";
import type { Obligation, Statement } from "../../../prove/statement.js";
import { anyArguments, anyPage, anyState } from "../any-state.js";
import { oneMore, type Planted } from "../faults.js";
import { PARTS, performed } from "../invariants/parts-kept.js";
import { WHERE } from "../invariants/queues.js";
import { afterPart } from "../parts.js";
import {
  changed,
  type Fault,
  type Path,
  pathsOf,
  type Seen,
  type Stretch,
  watched,
} from "../paths.js";
import { kept } from "./claims.js";
import { noting } from "./found.js";
import { isSameSide } from "./labels.js";
import { begun, policed, policedAnywhere, usedOf } from "./step.js";
import type { Asked } from "./unwinding.js";

const ZERO = number64(0);
const { READY_QUEUE, THREAD } = fields;

/** Who joins a queue, or leaves it, is of its side. */
const isOfItsSide = ({ thread, place }: Part): Term => isSameSide(thread, place[0]!);

/** What must be shown of some changes: not what the policy said before, word by word. */
function changesKeep(before: State, after: State, given: Arguments): Obligation[] {
  const same = new Set([TRUE, ...policedAnywhere(before, given)]);
  return kept({ before, after }).filter(({ goal }) => !same.has(goal));
}

/** That a part leaves the policy obeyed, in any state. */
export function partKeeps(name: string, fault: Fault = {}): Statement {
  const given = anyArguments();
  const { state: before, seen } = watched(anyState());
  const { after, part } = performed(before, anyPage("thread"), PARTS[name]!, fault);
  const obligations = changesKeep(before, after, given);
  return {
    hypotheses: [isOfItsSide(part), ...policed(before, seen(), given)],
    obligations,
    together: true,
  };
}

/** Who names somebody that it should not: of who joins, and of who leaves. */
export const partFaults = (name: string): readonly Planted[] =>
  name.startsWith("joins") || name.startsWith("becomes")
    ? [oneMore(THREAD.previous), oneMore(THREAD.queue)]
    : [oneMore(THREAD.next), oneMore(THREAD.previous)];

const DOMAINS_QUEUE = "a domain's queue is one, and its map says whether it is empty";

/**
 * What is known of queues within a step, where it looks: parts keep it, and so does what is between
 * them (`spec/invariants/queues/`, `spec/invariants/<entry>/queues`). Who is on its way is in none.
 */
function withinStep(state: State, [field, place]: Seen): Term[] {
  const [page, slot = ZERO] = place;
  if (field === READY_QUEUE.head)
    return queueInvariants(state, page!, slot)
      .filter(({ claim }) => claim === DOMAINS_QUEUE)
      .map(({ holds }) => holds);
  if (field !== THREAD.domain) return [];
  return [isWhereItMayBe(state, page!, equal(state.get(THREAD.queue, page!), ZERO))];
}

/** Before a step who is in a queue is in that which its state says. */
const beforeStep = (start: State, [field, [page]]: Seen): Term[] =>
  field === THREAD.queue
    ? threadInvariants(start, page!)
        .filter(({ claim }) => claim === WHERE)
        .map(({ holds }) => holds)
    : [];

/** A state within a step, and where it was looked at. */
interface Moment {
  readonly state: State;
  readonly seen: readonly Seen[];
}

/** What is known when a step has come so far: of its beginning most, and then what the policy says. */
function knownAt(moments: readonly Moment[], given: Arguments): Term[] {
  const looked = moments.flatMap(({ seen }) => seen);
  const ofEach = moments.flatMap(({ state, seen }) => [
    ...[...policed(state, seen, given), ...policedAnywhere(state, given)],
    ...seen.flatMap((one) => withinStep(state, one)),
  ]);
  const start = moments[0]!.state;
  const ofStart = looked.flatMap((one) => beforeStep(start, one));
  return [...new Set([...usedOf(start, looked, given), ...ofStart, ...ofEach])];
}

/** What must be shown of a step: of what is done between two parts, that it keeps the policy. */
class InParts {
  /** Cases begin with the same: that is asked once. */
  readonly #asked = new Map<string, Obligation[]>();

  constructor(
    readonly start: State,
    readonly given: Arguments,
  ) {}

  get obligations(): Obligation[] {
    return [...this.#asked.values()].flat();
  }

  follow({ stretches }: Path): void {
    const moments: Moment[] = [];
    let state = this.start;
    stretches.forEach((stretch, at) => {
      const { when, changes, seen, part } = stretch;
      const after = changed(state, changes);
      moments.push({ state, seen });
      const key = `${at} ${when.join()}`;
      if (!this.#asked.has(key)) this.#asked.set(key, this.#ask(moments, after, stretch));
      if (part !== undefined) state = afterPart(after, part, at + 1);
    });
  }

  #ask(moments: readonly Moment[], after: State, { when, part }: Stretch): Obligation[] {
    const asked = changesKeep(moments.at(-1)!.state, after, this.given);
    if (part !== undefined)
      asked.push({ claim: "who is in a queue is of its side", goal: isOfItsSide(part) });
    if (asked.length === 0) return [];
    const perhaps = knownAt(moments, this.given);
    return asked.map((one) => ({ ...one, when, perhaps }));
  }
}

/** The same of a whole entry. Of what is found behind slots only that matters for which it asks. */
export function keptInParts({ entry, state, given, found, ...supposed }: Asked): Statement {
  const noted = noting(found);
  const all = new InParts(state, given);
  const step = (now: State) => entry.step(now, given);
  for (const path of pathsOf(state, begun(state, entry, given), step, { found: noted.found }))
    all.follow(path);
  return {
    hypotheses: [...new Set([...supposed.always, ...noted.ofAsked(supposed.facts)])],
    obligations: all.obligations,
    together: true,
  };
}
