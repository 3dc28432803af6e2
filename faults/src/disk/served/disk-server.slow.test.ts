/** The served disk keeps the NBD document's rules, and its promises or their breach. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { keeper, nbd } from "@ashlar/disk";
import type { FaultEvent } from "../fault-plan.js";
import { DiskServer, type DiskServerOptions } from "./disk-server.js";

const MEBI = 1024 * 1024;
const directory = mkdtempSync(join(tmpdir(), "ashlar-served-"));
const running: DiskServer[] = [];
after(() => {
  for (const one of running) one.stop();
  rmSync(directory, { recursive: true });
});

function start(options: Partial<DiskServerOptions> = {}) {
  const socketPath = join(directory, `${running.length}.sock`);
  const controlPath = `${socketPath}.control`;
  const events: FaultEvent[] = [];
  const disk = new DiskServer({
    bytes: 64 * MEBI,
    plan: { seed: 7, faults: {} },
    onFault: (event) => events.push(event),
    socketPath,
    controlPath,
    ...options,
  });
  running.push(disk);
  disk.start();
  return { disk, socketPath, events, ask: (what: string) => keeper.askControl(controlPath, what) };
}

const FAULTS_OF_CUTS = { "lying-flush": {}, "shorn-write": {} };
const block = (value: number) => Buffer.alloc(4096, value);

const conforming: [string, Partial<DiskServerOptions>][] = [
  ["without a model", {}],
  [
    "as a consumer's SSD with lying flushes and sheared writes",
    { model: "ssd-consumer", plan: { seed: 7, faults: FAULTS_OF_CUTS } },
  ],
];
for (const [name, options] of conforming)
  test(`it keeps every rule of the NBD document ${name}`, async () => {
    const { socketPath } = start(options);
    const results = await nbd.runConformance(socketPath);
    const failed = results.filter(({ verdict }) => verdict === "fail");
    assert.deepEqual(
      failed.map(({ id, detail }) => `${id}: ${detail}`),
      [],
    );
    assert.ok(results.filter(({ verdict }) => verdict === "pass").length > 100);
  });

test("bad clients by the dozen leave it serving good ones", async () => {
  const { socketPath } = start();
  await nbd.besiege(socketPath, { clients: 60 });
  const client = await nbd.connect(socketPath);
  await client.write(0, block(1));
  assert.deepEqual(await client.read(0, 4096), block(1));
  client.destroy();
});

test("a cut drops the connections; what was flushed on any of them is there", async () => {
  const { socketPath, ask } = start();
  const [one, other] = await Promise.all([nbd.connect(socketPath), nbd.connect(socketPath)]);
  await one.write(0, block(1));
  await other.write(4096, block(2));
  await other.flush();
  await one.write(8192, block(3), nbd.NBD_CMD_FLAG_FUA);
  for (let at = 3; at < 60; at++) await one.write(at * 4096, block(4));
  const report = await ask("cut");
  await Promise.all([one.closed, other.closed]);
  assert.equal(report["pending"], 57);
  assert.ok((report["lost"] as number) > 0);
  const again = await nbd.connect(socketPath);
  for (const [offset, value] of [
    [0, 1],
    [4096, 2],
    [8192, 3],
  ] as const)
    assert.deepEqual(await again.read(offset, 4096), block(value));
  let there = 0;
  for (let at = 3; at < 60; at++)
    there += (await again.read(at * 4096, 4096)).equals(block(4)) ? 1 : 0;
  assert.equal(there, report["survived"]);
  again.destroy();
});

test("while the power is off nobody is served", async () => {
  const { socketPath, ask } = start();
  assert.equal((await ask("status"))["power"], "on");
  await ask("power-off");
  assert.equal((await ask("status"))["power"], "off");
  await assert.rejects(nbd.connect(socketPath));
  await ask("power-on");
  (await nbd.connect(socketPath)).destroy();
});

test("sockets that another disk serves are left to it", async () => {
  const { socketPath } = start();
  for (const [own, control] of [
    [socketPath, join(directory, "other.control")],
    [join(directory, "other.sock"), `${socketPath}.control`],
  ] as const) {
    const paths = { socketPath: own, controlPath: control };
    const second = new DiskServer({ bytes: MEBI, plan: { seed: 7, faults: {} }, ...paths });
    assert.throws(() => second.start(), /EADDRINUSE/);
  }
  assert.ok(!existsSync(join(directory, "other.sock")));
  (await nbd.connect(socketPath)).destroy();
});

test("with a lying flush what was flushed just now is lost, and the log says so", async () => {
  const { socketPath, ask, events } = start({ plan: { seed: 7, faults: { "lying-flush": {} } } });
  const client = await nbd.connect(socketPath);
  for (let at = 0; at < 32; at++) await client.write(at * 4096, block(1));
  await client.flush();
  await ask("cut");
  const again = await nbd.connect(socketPath);
  const bytes = await again.read(0, 32 * 4096);
  assert.ok(bytes.includes(0));
  assert.ok(events.some(({ fault, detail }) => fault === "lying-flush" && /is lost/.test(detail)));
  again.destroy();
});

test("a failure of the disk is the client's error, and the connection goes on", async () => {
  const faults = { "write-error": { probability: 1, strikes_max: 1 } };
  const { socketPath } = start({ plan: { seed: 7, faults } });
  const client = await nbd.connect(socketPath);
  await assert.rejects(client.write(0, block(1)), { error: nbd.NBD_EIO });
  await client.write(0, block(2));
  assert.deepEqual(await client.read(0, 4096), block(2));
  client.destroy();
});

test("answers take the model's time, and are never early", async () => {
  const { socketPath } = start({ model: "ssd-consumer" });
  const client = await nbd.connect(socketPath);
  for (let round = 0; round < 20; round++) {
    const start_ns = process.hrtime.bigint();
    await client.flush();
    assert.ok(process.hrtime.bigint() - start_ns >= 1_600_000n);
  }
  client.destroy();
});

test("many long requests at once are all answered", async () => {
  const { socketPath } = start();
  const client = await nbd.connect(socketPath);
  const long = Buffer.alloc(4 * MEBI, 5);
  await Promise.all(Array.from({ length: 20 }, (_, at) => client.write((at % 8) * 4 * MEBI, long)));
  const reads = Array.from({ length: 100 }, (_, at) => client.read((at % 8) * 4 * MEBI, MEBI));
  for (const bytes of await Promise.all(reads)) assert.equal(bytes[0], 5);
  client.destroy();
});
