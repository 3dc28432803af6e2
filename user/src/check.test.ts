import assert from "node:assert/strict";
import { test } from "node:test";
import { problemsOf } from "./check.js";
import type { Component, Manifest } from "./manifest.js";
import { storeScene } from "./scenes/store.js";

const GOOD = storeScene().manifest;

/** The good manifest with one component changed. */
function withComponent(name: string, change: Partial<Component>): Manifest {
  const components = GOOD.components.map((one) =>
    one.name === name ? { ...one, ...change } : one,
  );
  return { ...GOOD, components };
}

const codesOf = (manifest: Manifest) => problemsOf(manifest).map(({ code }) => code);

const client = GOOD.components.find(({ name }) => name === "client")!;
const endpoint = { object: "store-service", rights: ["write"] } as const;

test("a good manifest has no problem", () => {
  assert.deepEqual(problemsOf(GOOD), []);
});

const BAD: [what: string, code: string, manifest: Manifest][] = [
  ["two components of one name", "name-taken", withComponent("client", { name: "disk" })],
  [
    "a capability to what there is not",
    "no-such-object",
    withComponent("client", { holds: [{ ...endpoint, slot: 9, object: "nothing", badge: 1 }] }),
  ],
  [
    "a slot beyond the capability space",
    "number-out-of-range",
    withComponent("client", { holds: [{ ...endpoint, slot: 256, badge: 1 }] }),
  ],
  ["a priority beyond 63", "number-out-of-range", withComponent("client", { priority: 64 })],
  [
    "two capabilities in one slot",
    "slot-taken",
    withComponent("client", { holds: [...client.holds, client.holds[0]!] }),
  ],
  [
    "the right to execute an endpoint",
    "right-unknown",
    withComponent("client", {
      holds: [{ slot: 9, object: "store-service", rights: ["execute"], badge: 1 }],
    }),
  ],
  [
    "a sender without a badge",
    "badge-missing",
    withComponent("client", { holds: [{ ...endpoint, slot: 9 }] }),
  ],
  [
    "a sender with another's badge",
    "badge-taken",
    withComponent("disk", { holds: [{ ...endpoint, slot: 9, badge: 1 }] }),
  ],
  [
    "two frames at one place",
    "place-taken",
    withComponent("client", { maps: [...client.maps!, ...client.maps!] }),
  ],
  [
    "a frame over the program",
    "place-out-of-range",
    withComponent("client", { maps: [{ address: 0x10000, object: "rings", rights: ["read"] }] }),
  ],
  [
    "memory that is written and executed",
    "mapping-refused",
    withComponent("client", {
      maps: [{ address: 0x23000, object: "rings", rights: ["read", "write", "execute"] }],
    }),
  ],
  [
    "a frame that is mapped five times",
    "mapped-too-often",
    withComponent("client", {
      maps: [0, 1, 2, 3].map((page) => ({
        ...{ address: 0x30000 + page * 4096, object: "rings" },
        rights: ["read"],
      })),
    }),
  ],
  [
    "a device that transfers by itself, for somebody untrusted",
    "not-trusted",
    withComponent("client", {
      maps: [{ address: 0x30000, object: "disk-registers", rights: ["read"] }],
    }),
  ],
  [
    "to listen to what is no notification",
    "no-such-object",
    withComponent("client", { listens: "store-service" }),
  ],
  [
    "a notification to which two listen",
    "listener-taken",
    withComponent("client", { listens: "store-bell" }),
  ],
  [
    "an object that two domains share",
    "domains-mixed",
    { ...withComponent("client", { domain: 1 }), domains: 2 },
  ],
];

for (const [what, code, manifest] of BAD)
  test(`${what} is refused: ${code}`, () => {
    assert.ok(codesOf(manifest).includes(code as never), codesOf(manifest).join(", "));
  });
