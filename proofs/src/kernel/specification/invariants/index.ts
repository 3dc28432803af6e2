/** The theorems that the first state is as the invariants say, and that each entry keeps them. */
import { fields, type Routine } from "@ashlar/spec/kernel";
import { exhibitOf } from "../../../prove/exhibit.js";
import { proveStatement, type StatedTheorem, type Statement } from "../../../prove/statement.js";
import { baseOf, ENTRIES_APART, type Entry } from "../entries.js";
import { mutantsOf, oneMore, type Planted, without } from "../faults.js";
import { TOLD_MAX } from "../moment.js";
import { OPEN } from "../open.js";
import type { Fault } from "../paths.js";
import { BOOT } from "./boot.js";
import { familyOf } from "./families.js";
import { keptStatement } from "./kept.js";
import {
  CASES,
  enteredStatement,
  foundStatement,
  PARTS,
  partStatement,
  turnedStatement,
} from "./parts-kept.js";
import { PLANTED, PLANTED_QUEUES } from "./planted.js";
import { turnStatement } from "./turns-kept.js";

/** A theorem, and the faults that it must notice. */
function theorem(
  id: string,
  says: string,
  build: (fault?: Fault) => Statement,
  planted: readonly Planted[] = [],
): StatedTheorem {
  const statement = () => build();
  return {
    ...{ id, says, statement },
    prove: () => proveStatement(statement),
    mutants: () => mutantsOf(id, planted, build),
    exhibit: () => exhibitOf(statement),
  };
}

/** Queues and who waits in them. */
const isAboutThreads = (claim: string) => ["threads", "needs", "bits"].includes(familyOf(claim));

const isReclaim = (entry: Entry) => baseOf(entry) === "untypedReclaim";

/** Which space is used follows from who runs next, which is looked at with the queues there. */
const isAboutPages = (entry: Entry) => (claim: string) =>
  !isAboutThreads(claim) && !(isReclaim(entry) && familyOf(claim) === "space");

const pagesTheorem = (entry: Entry) =>
  theorem(
    `spec/invariants/${entry.name}`,
    `whatever the state was, ${entry.what} leaves what is said of pages, capabilities, references, domains and page tables as true as it was`,
    (fault) =>
      keptStatement(entry, isAboutPages(entry), {
        ...(isReclaim(entry) && { told_max: TOLD_MAX }),
        ...(fault && { fault }),
      }),
    PLANTED[entry.name],
  );

/** Here what is so follows from which page is which: said case by case it takes a fifth of the time. */
const BY_CASES: readonly string[] = ["reply"];

const queuesTheorem = (entry: Entry) =>
  theorem(
    `spec/invariants/${entry.name}/queues`,
    `whatever the state was, after ${entry.what} every thread that waits is still reached, in the order in which they came, and is where its state says`,
    (fault) => ({
      ...keptStatement(entry, isAboutThreads, fault && { fault }),
      byCases: BY_CASES.includes(entry.name),
    }),
    PLANTED_QUEUES[entry.name],
  );

const { ENDPOINT_QUEUE, NOTIFICATION_QUEUE, READY_QUEUE, THREAD } = fields;
const LINKS = {
  endpoint: ENDPOINT_QUEUE,
  notification: NOTIFICATION_QUEUE,
  ready: READY_QUEUE,
} as const;

/** Faults of a part that show in one of its cases. */
function faultsOf(name: string, where: string): readonly Planted[] {
  const queue = Object.entries(LINKS).find(([of]) => name.endsWith(of))![1];
  const map = queue === READY_QUEUE ? [without(fields.READY_MAP)] : [];
  if (name.startsWith("joins") || name.startsWith("becomes")) {
    if (where === "thread")
      return [without(THREAD.next), without(THREAD.previous), without(THREAD.ticket)];
    if (where === "object") return [without(queue.head), without(queue.tail), ...map];
    return where === "last" ? [without(THREAD.next), oneMore(THREAD.ticket)] : [];
  }
  if (where === "thread") return [without(THREAD.queue), without(THREAD.next)];
  if (where === "object") return [without(queue.head), without(queue.tail), ...map];
  if (where === "next") return [without(THREAD.previous)];
  return where === "before" ? [without(THREAD.next)] : [];
}

const WORDS: Readonly<Record<string, string>> = {
  object: "the object whose queue it is",
  thread: "that thread",
  last: "the last one before it",
  next: "the one behind it",
  before: "the one before it",
  there: "all others in the queue",
  elsewhere: "all other pages",
};

function partTheorems(name: string): StatedTheorem[] {
  const isJoining = name.startsWith("joins") || name.startsWith("becomes");
  return CASES[isJoining ? "joining" : "leaving"].map((where) =>
    theorem(
      `spec/invariants/queues/${name}/${where}`,
      where === "others"
        ? `when a thread ${name.replaceAll("-", " ")} nothing changes but links and its state`
        : `when a thread ${name.replaceAll("-", " ")}, first come is still first served there, and nobody is lost: of ${WORDS[where]}`,
      (fault) => partStatement(PARTS[name]!, where, fault),
      faultsOf(name, where),
    ),
  );
}

/** In plain words: what is done, and the faults that show. Who may go on is ready, and who runs is told. */
const TURN_WORDS: Readonly<Record<string, readonly [what: string, planted: readonly Planted[]]>> = {
  schedule: ["who is next runs", [without(fields.CURRENT), without(fields.SPACE)]],
  queueUp: ["a thread is ready and who is next runs", []],
  handOver: [
    "who runs stops for a thread that may go on",
    [without(THREAD.state), without(fields.SPACE), oneMore(fields.CURRENT)],
  ],
  wake: ["a thread may go on", []],
};

const TURN_THEOREMS: readonly StatedTheorem[] = Object.entries(TURN_WORDS).map(
  ([name, [what, planted]]) =>
    theorem(
      `spec/invariants/turns/${name}`,
      `when ${what}, whoever else is on its way, everybody is where its state says, and who runs is a thread that can, in its own space`,
      (fault) => turnStatement(name as Routine["name"], fault),
      planted,
    ),
);

const LEMMAS: readonly StatedTheorem[] = [
  theorem(
    "spec/invariants/queues/entered",
    "whoever runs is in no queue, so a step may begin with it on its way",
    enteredStatement,
  ),
  theorem(
    "spec/invariants/queues/turned",
    "nor is whoever runs after a turn, so a step may go on with it on its way",
    turnedStatement,
  ),
  theorem(
    "spec/invariants/found",
    "what a thread's slot names, behind Indirections or not, is there, and nobody reclaims it",
    foundStatement,
  ),
];

const isStated = (open: readonly string[]) => (entry: Entry) => !open.includes(entry.name);

/** Lemmas on which a step of an entry rests that lets threads join queues or leave them. */
export const QUEUE_LEMMAS: readonly string[] = [
  ...LEMMAS,
  ...TURN_THEOREMS,
  ...Object.keys(PARTS).flatMap(partTheorems),
].map(({ id }) => id);

export const invariantTheorems = (): StatedTheorem[] => [
  ...BOOT.filter(({ id }) => !OPEN.others.includes(id)),
  ...LEMMAS,
  ...TURN_THEOREMS,
  ...Object.keys(PARTS)
    .flatMap(partTheorems)
    .filter(({ id }) => !OPEN.others.includes(id)),
  ...ENTRIES_APART.filter(isStated(OPEN.pages)).map(pagesTheorem),
  ...ENTRIES_APART.filter(isStated(OPEN.queues)).map(queuesTheorem),
];
