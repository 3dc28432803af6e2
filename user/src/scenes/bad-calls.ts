/** Every system call with every sort of argument: typed answers, and a kernel that goes on. */
import {
  CALLER,
  CALLS_PAGES,
  DMA_SLOT,
  ENDPOINT_SLOT,
  FRAME_SLOT,
  INTERRUPT_SLOT,
  MEMORY_SLOT,
  NOTIFICATION_SLOT,
  OWN_SPACE_SLOT,
  PUPPET_SLOT,
  PUPPETS_SPACE_SLOT,
  RECEIVER_SLOT,
  SPACE_SLOT,
} from "../bad-calls.js";
import { manifestOf, type Role } from "../cast.js";
import type { Event } from "../events.js";
import type { Component, Right } from "../manifest.js";
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
/** One of each sort that components can be given. */
const HELD: Component["holds"] = [
  { slot: MEMORY_SLOT, object: "memory", rights: ALL },
  { slot: SPACE_SLOT, object: "space", rights: ALL },
  { slot: ENDPOINT_SLOT, object: "endpoint", rights: ALL, badge: 1 },
  { slot: RECEIVER_SLOT, object: "endpoint", rights: ["read"] },
  { slot: NOTIFICATION_SLOT, object: "notification", rights: ["read", "write"] },
  { slot: FRAME_SLOT, object: "frame", rights: ["read", "write", "execute"] },
  { slot: PUPPET_SLOT, object: "puppet.thread", rights: ALL },
  { slot: PUPPETS_SPACE_SLOT, object: "puppet.cnode", rights: ALL },
  { slot: INTERRUPT_SLOT, object: "interrupt", rights: ["read", "write"] },
  { slot: OWN_SPACE_SLOT, object: "caller.cnode", rights: ["write"] },
  { slot: DMA_SLOT, object: "dma", rights: ["read", "write"] },
];

const roles = (calls: number, seed: number): Role[] => [
  {
    name: "caller",
    program: "caller",
    priority: 30,
    holds: HELD,
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
        memory: { kind: "untyped", pages: CALLS_PAGES },
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
