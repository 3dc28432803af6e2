/** Every system call with every sort of argument: typed answers, and a kernel that goes on. */

import { argumentsOf, RESULT_TEXTS } from "@ashlar/kernel/answers";
import { nameOfCall } from "@ashlar/kernel/system-calls";
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

const fieldsOf = (events: readonly Event[], kind: string) =>
  events.filter(({ what }) => what === kind).map(({ fields }) => fields);

function judge(events: readonly Event[], calls: number): Claim[] {
  const end = lastOf(events, "caller", "survived")?.fields;
  const made = end?.["calls"] ?? lastOf(events, "caller", "called")?.fields["calls"] ?? 0;
  const { again = 0, forgiven = 0 } = end ?? {};
  return [
    {
      claim: `${calls} calls, and no trap in the kernel`,
      holds: end?.["calls"] === calls,
      seen: `${made} calls`,
    },
    typedAnswers(events),
    blames(events),
    {
      claim: "refused for its first argument, a call is refused again whatever the others are",
      holds: again > 0 && forgiven === 0,
      seen: `${again} such calls made again, ${forgiven} not refused`,
    },
  ];
}

/** How often each answer came, and for which argument. */
function typedAnswers(events: readonly Event[]): Claim {
  const counts = fieldsOf(events, "answers");
  const texts = RESULT_TEXTS.map((text, result) => {
    const found = counts.filter(({ answer }) => answer === result);
    const sum = found.reduce((all, { count = 0 }) => all + count, 0);
    const blamed = found
      .filter(({ argument }) => argument !== 0)
      .map(({ argument, count }) => `${count} for argument ${argument}`);
    return { sum, text: `${text} ${sum}${blamed.length > 0 ? ` (${blamed.join(", ")})` : ""}` };
  }).filter(({ sum }) => sum > 0);
  return {
    claim: "each was answered with one of the typed answers",
    holds: counts.length > 0 && counts.every(({ answer = 0 }) => answer < RESULT_TEXTS.length),
    seen: texts.map(({ text }) => text).join("; ") || "nothing",
  };
}

/** Of each call, which arguments were to blame: bit 0 says none. */
function blames(events: readonly Event[]): Claim {
  const calls = fieldsOf(events, "blamed").map(({ call = 0, arguments: mask = 0 }) => ({
    call: nameOfCall(call),
    places: Array.from({ length: 15 }, (_, place) => place).filter((at) => (mask >> (at + 1)) & 1),
  }));
  const strange = calls.flatMap(({ call, places }) =>
    places
      .filter((place) => place >= argumentsOf(call).length)
      .map((place) => `${call}: argument ${place + 1}`),
  );
  const count = calls.reduce((sum, { places }) => sum + places.length, 0);
  return {
    claim: "a refusal blames an argument that the call has, or none",
    holds: count > 0 && strange.length === 0,
    seen: strange.join(", ") || `${count} different arguments of ${calls.length - 1} calls`,
  };
}
