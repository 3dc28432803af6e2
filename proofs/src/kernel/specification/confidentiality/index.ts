/** The theorems that what one domain does or holds is never seen by one that may not learn of it. */
import type { Theorem } from "@ashlar/logic/prove";
import { stated } from "../../../prove/stated.js";
import { ENTRIES, type Entry } from "../entries.js";
import { foundStatement } from "./found.js";
import { type Part, unwinding } from "./unwinding.js";
import { CROSSING, SEEN, SHARED_SLOTS, TOLD, TURNED, type Wrong } from "./wrong.js";

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

/** Calls that look at capabilities, registers and tables only, and change nobody's turn. */
const QUIET = [
  ...["cnodeCopy", "cnodeMint", "cnodeMove", "cnodeDelete", "indirectionCreate"],
  ...["threadConfigure", "threadSetHandler", "threadReadRegisters", "threadWriteRegisters"],
  ...["threadBindNotification", "threadSetAddressSpace", "tableMap", "tableUnmap"],
  ...["frameMap", "frameUnmap", "indirectionInvalidate", "noSuchCall", "poll", "yield", "wait"],
];
const OF_THREADS = ["threadResume", "threadSetPriority", "threadSetDomain", "signal"];

/** Of which entries it is stated; the others are not decided in a minute yet, or not tried. */
const STATED: Readonly<Record<Part, readonly string[]>> = {
  respected: [
    ...[...QUIET, ...OF_THREADS, "irqBind", "irqAcknowledge", "reply", "nonblockingSend"],
    ...["nonblockingReceive", "threadSuspend", "interrupt", "fault", "send", "receive"],
    ...["untypedRetype", "call", "replyReceive", "untypedReclaim"],
  ],
  usual: [
    ...[...QUIET, ...OF_THREADS, "irqAcknowledge", "reply", "nonblockingSend"],
    ...["nonblockingReceive", "threadSuspend", "untypedRetype", "fault", "interrupt"],
    ...["irqBind", "send", "receive", "untypedReclaim", "call", "replyReceive"],
  ],
  unusual: [
    ...["cnodeCopy", "cnodeMint", "cnodeMove", "cnodeDelete", "indirectionCreate"],
    ...["indirectionInvalidate", "threadConfigure", "threadSetHandler", "threadSetDomain"],
    ...["threadResume", "threadSuspend", "threadReadRegisters", "threadWriteRegisters"],
    ...["threadBindNotification", "nonblockingSend", "nonblockingReceive"],
    ...["threadSetAddressSpace", "tableMap", "tableUnmap", "frameMap", "frameUnmap"],
    ...["irqBind", "irqAcknowledge", "send", "poll", "wait", "timer"],
    ...["untypedRetype", "threadSetPriority", "call", "receive", "untypedReclaim", "replyReceive"],
  ],
  kept: [
    ...[...QUIET, ...OF_THREADS, "threadSuspend", "timer", "send"],
    ...["irqBind", "irqAcknowledge", "reply", "nonblockingSend", "nonblockingReceive", "call"],
    ...["receive", "untypedRetype", "interrupt", "fault"],
  ],
};

/**
 * What other parts say of an entry already. What slots name some never ask: that all they look at is
 * seen says everything. And of ticks it is said of two states, in every turn.
 */
const SAID_ELSEWHERE: Readonly<Record<Part, readonly string[]>> = {
  ...{ respected: ["timer"], usual: ["timer"], kept: [] },
  unusual: ["reply", "yield", "noSuchCall", "fault"],
};

const isOfCall = ({ name, isByThread }: Entry) => isByThread && name !== "fault";

function wrongOf(part: Part, entry: Entry): Wrong {
  if (part === "respected") return SEEN;
  if (part === "kept") return CROSSING;
  if (entry.name === "timer") return TURNED;
  return isOfCall(entry) ? { ...TOLD, ...SHARED_SLOTS[entry.name] } : {};
}

function theorem(part: Part, entry: Entry): Theorem {
  const id = `spec/confidentiality/${entry.name}/${NAMES[part]}`;
  const wrong = Object.entries(wrongOf(part, entry)).map(
    ([what, change]) => [what, () => unwinding(change(entry), part)] as const,
  );
  return stated({
    ...{ id, says: SAYS[part](entry.what), build: () => unwinding(entry, part) },
    wrong: Object.fromEntries(wrong),
  });
}

const FOUND = stated({
  id: "spec/confidentiality/found",
  says: "what a thread's capabilities are for is of its own domain, or what the policy lets it name",
  build: foundStatement,
  wrong: {},
});

const PARTS: readonly Part[] = ["respected", "usual", "unusual", "kept"];

export const confidentialityTheorems = (): Theorem[] => [
  FOUND,
  ...PARTS.flatMap((part) =>
    ENTRIES.filter(({ name }) => STATED[part].includes(name)).map((entry) => theorem(part, entry)),
  ),
];

/** Theorems that together say of an entry that nobody learns what they may not, stated or not. */
export const confidentialityOf = (entry: string): string[] => [
  FOUND.id,
  ...PARTS.filter((part) => !SAID_ELSEWHERE[part].includes(entry)).map(
    (part) => `spec/confidentiality/${entry}/${NAMES[part]}`,
  ),
];

/** Of which entries each part is not stated. */
export const confidentialityOpen: readonly string[] = PARTS.map((part) => {
  const said = [...STATED[part], ...SAID_ELSEWHERE[part]];
  const open = ENTRIES.filter(({ name }) => !said.includes(name));
  return `spec/confidentiality/*/${NAMES[part]}: not stated for ${open.map(({ name }) => name).join(", ") || "nothing"}`;
});
