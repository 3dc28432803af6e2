/** Conversations with programs: here the shell stands in for a database's client. */
import assert from "node:assert/strict";
import { createServer } from "node:net";
import { test } from "node:test";
import { connectSession, converse, spawnSession } from "./session.js";

const PATIENCE_MS = 10_000;

test("what a program says comes line by line, and its complaints apart", async () => {
  const session = spawnSession(["sh", "-c", "read -r a; echo got $a; echo 'ERROR: no' >&2"]);
  const { lines, complaint } = await converse(session, "this", PATIENCE_MS);
  assert.deepEqual([lines, complaint], [["got this"], "ERROR: no"]);
});

test("a program that does not end is killed when patience does", async () => {
  const session = spawnSession(["sh", "-c", "echo begun; sleep 1000"]);
  const { lines } = await converse(session, "", 200);
  assert.deepEqual(lines, ["begun"]);
});

test("a program that does not exist has simply ended", async () => {
  const { lines } = await converse(spawnSession(["/no/such/program"]), "", PATIENCE_MS);
  assert.deepEqual(lines, []);
});

test("a port behind which nobody listens has simply ended", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  await new Promise((resolve) => server.close(resolve));
  const { lines } = await converse(connectSession(address.port), "", PATIENCE_MS);
  assert.deepEqual(lines, []);
});
