/** Theorems: a thread that joins a queue or leaves it keeps what is said of queues, in any state. */
import { PAGES_MAX } from "@ashlar/kernel/layout";
import { all, equal, not, type Term, ult, variablesOf } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import {
  append,
  dequeue,
  enqueue,
  fields,
  object,
  type Part,
  type Place,
  remove,
  State,
} from "@ashlar/spec/kernel";
import type { Obligation, Statement } from "../../../prove/statement.js";
import { PLACES } from "../../relation.js";
import { any, anyPage, anyState } from "../any-state.js";
import { afterPart, isJoining, LINKS } from "../parts.js";
import { type Fault, watched } from "../paths.js";
import { isThere } from "../unknown-objects.js";
import { anywhere } from "./followed.js";
import { type Anywhere, Instances, invariantsAt } from "./instances.js";
import { awayAfter, needs, type OnTheirWay, queueWith, ticketsLeft, withinStep } from "./queues.js";
import { afterTurn, ofRunning } from "./turning.js";

type Step = (state: State, thread: Term) => State;

const { ENDPOINT_QUEUE, NOTIFICATION_QUEUE } = fields;
const place = (): Place => [anyPage("object")];

/** Each way into a queue or out of one. */
export const PARTS: Readonly<Record<string, Step>> = {
  "joins-endpoint": (state, thread) =>
    append(state, { fields: ENDPOINT_QUEUE, place: place() }, thread),
  "leaves-endpoint": (state, thread) =>
    remove(state, { fields: ENDPOINT_QUEUE, place: place() }, thread),
  "joins-notification": (state, thread) =>
    append(state, { fields: NOTIFICATION_QUEUE, place: place() }, thread),
  "leaves-notification": (state, thread) =>
    remove(state, { fields: NOTIFICATION_QUEUE, place: place() }, thread),
  "becomes-ready": enqueue,
  "is-no-more-ready": dequeue,
};

/** What a step does, and as which part others take it. */
export function performed(state: State, thread: Term, step: Step, fault: Fault = {}) {
  const parts: Part[] = [];
  const noted = State.of(state.pages, (field, at) => state.get(field, ...at), {
    ...fault,
    part: (part, before, change) => {
      parts.push(part);
      return change(before);
    },
  });
  return { after: step(noted, thread), part: parts[0]! };
}

/** What is not a link is as `parts.ts` says. */
function frame(after: State, part: Part, before: State, { page, slot }: Anywhere): Obligation[] {
  const said = afterPart(before, part, 1);
  return [...PLACES]
    .filter(([field]) => !LINKS.includes(field))
    .map(([field, { perPage, perSlot }]) => {
      const all = [page, slot].slice(0, perPage === 0 ? 0 : perSlot === 0 ? 1 : 2);
      const at = all as unknown as Place;
      const goal = equal(after.get(field, ...at), said.get(field, ...at));
      return { claim: `${field.name} is as it is said`, goal };
    });
}

/** What has to do with a part: an arbitrary page is one of these, or another there, or elsewhere. */
function concerned(state: State, { name, thread, place, head }: Part): Record<string, Term> {
  const both = { object: place[0]!, thread };
  if (name === "append" || name === "enqueue")
    return { ...both, last: state.get(queueWith(head).tail, ...place) };
  return {
    ...both,
    next: state.get(fields.THREAD.next, thread),
    before: state.get(fields.THREAD.previous, thread),
  };
}

/** The cases of an arbitrary page, each a theorem of its own; and what is not about queues. */
export const CASES = {
  joining: ["object", "thread", "last", "there", "elsewhere", "others"],
  leaving: ["object", "thread", "next", "before", "there", "elsewhere", "others"],
} as const;

/** Which page an arbitrary one is. */
function caseOf(state: State, part: Part, page: Term, where: string): Term[] {
  const pages = concerned(state, part);
  const names = Object.keys(pages);
  const none = names.map((name) => not(equal(page, pages[name]!)));
  const isThere = equal(state.get(fields.THREAD.queue, page), part.place[0]!);
  if (where === "there") return [...none, isThere];
  if (where === "elsewhere") return [...none, not(isThere)];
  return [equal(page, pages[where]!), ...none.slice(0, names.indexOf(where))];
}

/** That a part keeps what is said of queues, whoever else is on its way. */
export function partStatement(step: Step, where: string, fault: Fault = {}): Statement {
  const noted = watched(anyState());
  const at = anywhere();
  const thread = anyPage("thread");
  const { after, part } = performed(noted.state, thread, step, fault);
  const others = [anyPage("one on its way"), anyPage("another on its way")];
  const away: OnTheirWay = isJoining(part) ? [thread, ...others] : others;
  const hypotheses = [
    ...needs(noted.state, part, away).map(({ holds }) => holds),
    ticketsLeft(noted.state, part),
  ];
  if (where === "others") return { hypotheses, obligations: frame(after, part, noted.state, at) };
  const goals = withinStep(after, at, awayAfter(away, part));
  const before = withinStep(noted.state, at, away);
  const instances = new Instances(noted.state, at, (place) => withinStep(noted.state, place, away));
  const perhaps = instances.around(noted.seen()).map(({ holds }) => holds);
  const when = caseOf(noted.state, part, at.page, where);
  const asked = goals.filter(({ holds }) => !before.some((one) => one.holds === holds));
  const obligations = asked.map(({ claim, holds: goal }) => {
    const known = before.filter((one) => one.claim === claim).map(({ holds }) => holds);
    const isAboutOther = speaksOfVariable(goal, at.other);
    return {
      ...{ claim, goal, when, known },
      perhaps: perhaps.filter((one) => isAboutOther || !speaksOfVariable(one, at.other)),
    };
  });
  return { hypotheses, obligations, byCases: true };
}

/** What is known of any other page is no help for what does not speak of one. */
const speaksOfVariable = (claim: Term, page: Term) =>
  variablesOf([page]).some((variable) => variablesOf([claim]).includes(variable));

/** That whoever runs may be taken for on its way. */
export function enteredStatement(): Statement {
  const noted = watched(anyState());
  const at = anywhere();
  const { state } = noted;
  const goals = [...withinStep(state, at, [state.current]), ...ofRunning(state)];
  const instances = new Instances(noted.state, at, (where) => invariantsAt(noted.state, where));
  const perhaps = instances.around(noted.seen()).map(({ holds }) => holds);
  return {
    hypotheses: [],
    obligations: goals.map(({ claim, holds: goal }) => ({ claim, goal, perhaps })),
  };
}

/** And after a turn too, which leaves others on their way. */
export function turnedStatement(): Statement {
  const noted = watched(anyState());
  const at = anywhere();
  const { state } = noted;
  const others = [anyPage("one on its way")];
  const goals = withinStep(state, at, [state.current, ...others]);
  const instances = new Instances(state, at, (where) => afterTurn(state, others)(state, where));
  const perhaps = instances.around(noted.seen()).map(({ holds }) => holds);
  return {
    hypotheses: [],
    obligations: goals.map(({ claim, holds: goal }) => ({ claim, goal, perhaps })),
  };
}

/** That what is found in a slot, behind Indirections or not, is there. */
export function foundStatement(): Statement {
  const noted = watched(anyState());
  const slot = any("slot that is named");
  const found = object(noted.state, slot);
  const instances = new Instances(noted.state, anywhere(), (where) =>
    invariantsAt(noted.state, where),
  );
  const goal = all([
    isThere(noted.state, found),
    ult(found.page, number64(PAGES_MAX)),
    ult(found.rights, number64(1n << 8n)),
    ult(found.badge, number64(1n << 32n)),
  ]);
  const perhaps = instances.around(noted.seen()).map(({ holds }) => holds);
  return { hypotheses: [], obligations: [{ claim: "it is there", goal, perhaps }] };
}
