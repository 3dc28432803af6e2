/** Every system call with every sort of argument: typed answers, and a kernel that goes on. */
import { CALLER, OBJECTS } from "../bad-calls.js";
import { manifestOf, type Role } from "../cast.js";
import type { Event } from "../events.js";
import type { Right } from "../manifest.js";
import { type Claim, lastOf, type Scene } from "../scene.js";

const ANSWER_TEXTS = [
  "done",
  "again",
  "no such call",
  "no capability",
  "wrong type",
  "no right",
  "out of range",
  "in use",
  "worn out",
  "cancelled",
  "nothing",
];

const ALL: readonly Right[] = ["read", "write", "grant"];
/** One of each sort, from slot OBJECTS on. */
const HELD: readonly [object: string, rights: readonly Right[], badge?: number][] = [
  ["memory", ALL],
  ["space", ALL],
  ["endpoint", ALL, 1],
  ["endpoint", ["read"]],
  ["notification", ["read", "write"]],
  ["frame", ["read", "write", "execute"]],
  ["puppet.thread", ALL],
  ["puppet.cnode", ALL],
  ["interrupt", ["read", "write"]],
  ["dma", ["read", "write"]],
];

const roles = (calls: number, seed: number): Role[] => [
  {
    name: "caller",
    program: "caller",
    priority: 30,
    holds: HELD.map(([object, rights, badge], index) => ({
      ...{ slot: OBJECTS + index, object, rights },
      ...(badge === undefined ? {} : { badge }),
    })),
    arguments: [calls, seed, { page: "memory" }],
  },
  {
    name: "waker",
    program: "waker",
    priority: 30,
    holds: [{ slot: CALLER, object: "caller.thread", rights: ["write"] }],
  },
  { name: "puppet", program: "puppet", priority: 20, isSupervised: false },
];

export function badCallsScene(calls: number, seed: number): Scene {
  return {
    name: "bad-calls",
    title: "every system call with every sort of argument",
    manifest: manifestOf({
      roles: roles(calls, seed),
      objects: {
        memory: { kind: "untyped", pages: 16 },
        space: { kind: "cnode" },
        endpoint: { kind: "endpoint" },
        notification: { kind: "notification" },
        frame: { kind: "frame" },
        dma: { kind: "dma", number: 2 },
        signal: { kind: "notification" },
        interrupt: { kind: "interrupt", source: 5, notification: "signal", domain: 0 },
      },
    }),
    isOver: (events) => lastOf(events, "caller", "survived") !== undefined,
    judge: (events) => judge(events, calls),
    limit_s: 60 + calls / 5000,
  };
}

function judge(events: readonly Event[], calls: number): Claim[] {
  const counts = events
    .filter(({ what }) => what === "answers")
    .map(({ fields }) => [fields["answer"]!, fields["count"]!] as const);
  const survived = lastOf(events, "caller", "survived")?.fields["calls"];
  const unknown = counts.find(([answer]) => answer === ANSWER_TEXTS.length)?.[1];
  const table = counts
    .filter(([answer, count]) => count > 0 && answer < ANSWER_TEXTS.length)
    .map(([answer, count]) => `${ANSWER_TEXTS[answer]} ${count}`);
  return [
    {
      claim: `${calls} calls, and no trap in the kernel`,
      holds: survived === calls,
      seen: `${survived ?? lastOf(events, "caller", "called")?.fields["calls"] ?? 0} calls`,
    },
    {
      claim: "each was answered with one of the typed answers",
      holds: unknown === 0,
      seen: table.join(", ") || "nothing",
    },
  ];
}
