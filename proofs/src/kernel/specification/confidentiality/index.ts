/** The theorems that what one domain does or holds is never seen by one that may not learn of it. */
import type { Theorem } from "@ashlar/logic/prove";
import { stated } from "../../../prove/stated.js";
import { baseOf, ENTRIES, ENTRIES_APART, type Entry } from "../entries.js";
import { PARTS as WAYS } from "../invariants/parts-kept.js";
import { foundStatement } from "./found.js";
import { partFaults, partKeeps } from "./in-parts.js";
import { raisedStatement } from "./raised.js";
import { type Part, unwinding } from "./unwinding.js";
import { CROSSING, RAISED, SEEN, SHARED_SLOTS, TOLD, TURNED, type Wrong } from "./wrong.js";

const SAYS: Readonly<Record<Part, (what: string) => string>> = {
  respected: (what) =>
    `${what} in another domain's turn changes nothing that an observer sees who may not learn of it`,
  usual: (what) =>
    `all that ${what} looks at in an observer's own turn is what that observer may learn of: what others hold makes no difference`,
  unusual: (what) =>
    `${what} does the same, whatever others hold, also where it names what both sides may`,
  kept: (what) =>
    `after ${what} nothing names anything across domains but where the policy allows it`,
};

const NAMES: Readonly<Record<Part, string>> = {
  ...{ respected: "unseen", usual: "own", unusual: "shared", kept: "policy" },
};

/**
 * What other parts say of an entry already. What slots name some never ask: that all they look at is
 * seen says everything. And of ticks it is said of two states, in every turn.
 */
const SAID_ELSEWHERE: Readonly<Record<Part, readonly string[]>> = {
  ...{ respected: ["timer"], usual: ["timer"], kept: [] },
  unusual: ["reply", "yield", "noSuchCall", "fault"],
};

function wrongOf(part: Part, { name, isByThread }: Entry): Wrong {
  if (part === "respected") return SEEN;
  if (part === "kept") return CROSSING;
  return isByThread ? { ...TOLD, ...SHARED_SLOTS[name] } : TURNED;
}

const idOf = (part: Part, { name }: Entry) => `spec/confidentiality/${name}/${NAMES[part]}`;

function theorem(part: Part, entry: Entry): Theorem {
  const id = idOf(part, entry);
  const wrong = Object.entries(wrongOf(part, entry)).map(
    ([what, change]) => [what, () => unwinding(change(entry), part)] as const,
  );
  return stated({
    ...{ id, says: SAYS[part](entry.what), build: () => unwinding(entry, part) },
    wrong: Object.fromEntries(wrong),
  });
}

const LEMMAS: readonly Theorem[] = [
  stated({
    id: "spec/confidentiality/found",
    says: "what a thread's capabilities are for is of its own domain, or what the policy lets it name",
    build: foundStatement,
    wrong: {},
  }),
  stated({
    id: "spec/confidentiality/raised",
    says: "what is signalled to another domain, which may learn of it, changes nothing that is seen by who may not learn of that one",
    build: raisedStatement,
    wrong: Object.fromEntries(
      Object.entries(RAISED).map(([what, wrong]) => [what, () => raisedStatement(wrong)]),
    ),
  }),
];

/** That a thread joins a queue or leaves it. */
function queueTheorem(name: string): Theorem {
  const wrong = partFaults(name).map(
    ([what, fault]) => [what, () => partKeeps(name, fault)] as const,
  );
  return stated({
    id: `spec/confidentiality/queues/${name}`,
    says: `when a thread ${name.replaceAll("-", " ")} nothing names anything across domains`,
    build: () => partKeeps(name),
    wrong: Object.fromEntries(wrong),
  });
}

const QUEUES = Object.keys(WAYS).map(queueTheorem);

const entriesOf = (part: Part) =>
  (part === "kept" ? ENTRIES_APART : ENTRIES).filter(
    ({ name }) => !SAID_ELSEWHERE[part].includes(name),
  );

const PARTS: readonly Part[] = ["respected", "usual", "unusual", "kept"];

export const confidentialityTheorems = (): Theorem[] => [
  ...[...LEMMAS, ...QUEUES],
  ...PARTS.flatMap((part) => entriesOf(part).map((entry) => theorem(part, entry))),
];

/** Theorems that together say of an entry that nobody learns what they may not. */
export const confidentialityOf = (entry: string): string[] => [
  ...[...LEMMAS, ...QUEUES].map(({ id }) => id),
  ...PARTS.flatMap((part) =>
    entriesOf(part)
      .filter((one) => baseOf(one) === entry)
      .map((one) => idOf(part, one)),
  ),
];
