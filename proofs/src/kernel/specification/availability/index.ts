/** The theorems that nobody is kept waiting by the kernel, or from getting memory back. */
import type { Theorem } from "@ashlar/logic/prove";
import { stated } from "../../../prove/stated.js";
import type { Statement } from "../../../prove/statement.js";
import { ENTRIES, ENTRIES_APART, type Entry } from "../entries.js";
import { answers } from "./answer.js";
import { STEPS_MAX } from "./dying.js";
import { noDelay } from "./no-delay.js";
import { ownResources } from "./own-resources.js";
import { reclaimBegins, reclaimGoesOn } from "./reclaim.js";
import {
  DELAYS,
  FORGOTTEN,
  NO_RESULT,
  NOT_BEGUN,
  NOT_GONE_ON,
  POOLED,
  type Wrong,
} from "./wrong.js";

interface About {
  readonly id: string;
  readonly says: string;
  readonly entry: Entry;
  readonly statement: (entry: Entry) => Statement;
  readonly wrong: Wrong;
}

const theoremAbout = ({ id, says, entry, statement, wrong }: About): Theorem =>
  stated({
    ...{ id: `spec/availability/${id}`, says },
    build: () => statement(entry),
    wrong: Object.fromEntries(
      Object.entries(wrong).map(([what, change]) => [what, () => statement(change(entry))]),
    ),
  });

const isCall = ({ name, isByThread }: Entry) => isByThread && name !== "fault";

const answerTheorem = (entry: Entry): Theorem =>
  theoremAbout({
    ...{ id: `answer/${entry.name}`, entry, statement: answers },
    says: isCall(entry)
      ? `${entry.what} ends in one step: its caller has a result and goes on, or waits where it said`
      : `after ${entry.what} who ran goes on, or waits for its turn or its handler`,
    wrong: isCall(entry) ? { ...FORGOTTEN, ...NO_RESULT } : FORGOTTEN,
  });

const ownTheorem = (entry: Entry): Theorem =>
  theoremAbout({
    ...{ id: `own-resources/${entry.name}`, entry, statement: ownResources, wrong: POOLED },
    says: `what ${entry.what} is answered is decided by the pages that the caller's capabilities reach: the kernel has nothing that could run out`,
  });

const delayTheorem = (entry: Entry): Theorem =>
  theoremAbout({
    ...{ id: `no-delay/${entry.name}`, entry, statement: noDelay },
    says: `${entry.what}, whoever does it, never makes it take longer to get back a page that is being reclaimed`,
    wrong: DELAYS[entry.name] ?? {},
  });

const reclaim = ENTRIES.find(({ name }) => name === "untypedReclaim")!;

const RECLAIM: readonly Theorem[] = [
  theoremAbout({
    ...{ id: "reclaim-begins", entry: reclaim, statement: reclaimBegins, wrong: NOT_BEGUN },
    says: `who holds the Untyped of a page can begin to take it back whatever it is in use for; at most ${STEPS_MAX} calls are needed, and one for each thread that waits there`,
  }),
  theoremAbout({
    ...{ id: "reclaim-goes-on", entry: reclaim, statement: reclaimGoesOn, wrong: NOT_GONE_ON },
    says: "each further call brings the page nearer to being free: one thread less waits there, or one part less is left, and when nothing is left it is free",
  }),
];

export const availabilityTheorems = (): Theorem[] => [
  ...ENTRIES.map(answerTheorem),
  ...ENTRIES_APART.filter(isCall).map(ownTheorem),
  ...ENTRIES_APART.map(delayTheorem),
  ...RECLAIM,
];
