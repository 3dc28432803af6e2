import assert from "node:assert/strict";
import { test } from "node:test";
import { besiege } from "./siege.js";
import { policyOf } from "./testing/fixtures.js";
import { seedOfRun } from "./testing/random.js";
import { ReferenceServer } from "./testing/reference-server.js";

test("bad clients do not hurt a good server", async () => {
  const seed = seedOfRun();
  console.log(`ASHLAR_SEED=${seed}`);
  const server = new ReferenceServer(policyOf());
  await besiege(await server.listen(), { seed, clients: 500 });
  await server.close();
});

test("a server that gives wrong data afterwards has not survived", async () => {
  const server = new ReferenceServer(policyOf(), { executes: ({ type }) => type !== 1 });
  const address = await server.listen();
  await assert.rejects(besiege(address, { seed: 1, clients: 1 }), /served badly/);
  await server.close();
});
