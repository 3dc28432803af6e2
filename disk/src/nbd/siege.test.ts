import assert from "node:assert/strict";
import { test } from "node:test";
import { besiege } from "./siege.js";
import { policyOf } from "./testing/fixtures.js";
import { ReferenceServer } from "./testing/reference-server.js";

test("bad clients do not hurt a good server", async () => {
  const server = new ReferenceServer(policyOf());
  await besiege(await server.listen(), { clients: 500 });
  await server.close();
});

test("a server that gives wrong data afterwards has not survived", async () => {
  const server = new ReferenceServer(policyOf(), { executes: ({ type }) => type !== 1 });
  const address = await server.listen();
  await assert.rejects(besiege(address, { seed: 1, clients: 1 }), {
    message: /ASHLAR_SEED=1$/,
    cause: new Error("a good client is served badly"),
  });
  await server.close();
});
