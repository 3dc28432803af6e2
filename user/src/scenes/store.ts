/** A client, a key/value server and a disk's driver, each by itself: stored, and read back. */
import { manifestOf, type Role } from "../cast.js";
import { BLOCK, DEVICE, QUEUE, RINGS } from "../devices.js";
import { eventText } from "../events.js";
import { DISK_INTERRUPT } from "../machine.js";
import type { SharedObject } from "../manifest.js";
import { lastOf, type Scene } from "../scene.js";
import {
  BELL,
  DISK,
  HEARING,
  INTERRUPT,
  INTERRUPT_HANDLER,
  SERVICE,
  STORE,
  TO_BE_HEARD,
} from "../slots.js";

/** What the three share. */
export const STORE_OBJECTS: Readonly<Record<string, SharedObject>> = {
  "disk-service": { kind: "endpoint" },
  "disk-signal": { kind: "notification" },
  "disk-interrupt": {
    kind: "interrupt",
    source: DISK_INTERRUPT,
    notification: "disk-signal",
    domain: 0,
  },
  "disk-queue": { kind: "dma", number: 0 },
  "disk-block": { kind: "dma", number: 1 },
  "store-service": { kind: "endpoint" },
  "store-bell": { kind: "notification" },
  "client-bell": { kind: "notification" },
  rings: { kind: "frame" },
};

const DISK_ROLE: Role = {
  name: "disk",
  program: "disk",
  priority: 50,
  holds: [
    { slot: SERVICE, object: "disk-service", rights: ["read"] },
    { slot: INTERRUPT, object: "disk-signal", rights: ["read"] },
    { slot: INTERRUPT_HANDLER, object: "disk-interrupt", rights: ["write"] },
  ],
  maps: [
    { address: DEVICE, object: "disk-registers", rights: ["read", "write"] },
    { address: QUEUE, object: "disk-queue", rights: ["read", "write"] },
  ],
  arguments: [{ physical: "disk-queue" }, { physical: "disk-block" }],
  isTrusted: true,
};

const STORE_ROLE: Role = {
  name: "store",
  program: "store",
  priority: 40,
  holds: [
    { slot: SERVICE, object: "store-service", rights: ["read"] },
    { slot: DISK, object: "disk-service", rights: ["write"], badge: 1 },
  ],
  listens: "store-bell",
  maps: [
    { address: BLOCK, object: "disk-block", rights: ["read", "write"] },
    { address: RINGS, object: "rings", rights: ["read", "write"] },
  ],
};

/** The three, with a client that makes so many requests. */
export function storeRoles(requests: number): Role[] {
  const client: Role = {
    name: "client",
    program: "client",
    priority: 30,
    holds: [
      { slot: STORE, object: "store-service", rights: ["write", "grant"], badge: 1 },
      { slot: BELL, object: "store-bell", rights: ["write"], badge: 1 },
      { slot: HEARING, object: "client-bell", rights: ["read"] },
      { slot: TO_BE_HEARD, object: "client-bell", rights: ["write"], badge: 1 },
    ],
    maps: [{ address: RINGS, object: "rings", rights: ["read", "write"] }],
    arguments: [requests],
  };
  return [DISK_ROLE, STORE_ROLE, client];
}

export function storeScene(requests = 192): Scene {
  return {
    name: "store",
    title: "a client stores and reads blocks through a key/value server and a disk's driver",
    manifest: manifestOf({
      roles: storeRoles(requests),
      objects: STORE_OBJECTS,
      driver: "disk",
    }),
    isOver: (events) => lastOf(events, "client", "finished") !== undefined,
    judge: (events) => {
      const end = lastOf(events, "client", "finished");
      const opened = lastOf(events, "store", "opened");
      const batches = events.filter(({ what }) => what === "rung");
      const values = batches.reduce((sum, { fields }) => sum + (fields["values"] ?? 0), 0);
      return [
        {
          claim: `${requests} requests are made, and what is read is what was stored`,
          holds: end?.fields["requests"] === requests && end.fields["wrong"] === 0,
          seen: end === undefined ? "the client did not finish" : eventText(end),
        },
        {
          claim: "the client hands the server a capability in a message",
          holds: opened?.fields["with-capability"] === 1,
          seen: opened === undefined ? "nothing was handed over" : eventText(opened),
        },
        {
          claim: "the server hears of batches by the notification that its thread listens to",
          holds: values > batches.length,
          seen: `${values} values in ${batches.length} batches`,
        },
      ];
    },
    needsDisk: true,
    limit_s: 60,
  };
}
