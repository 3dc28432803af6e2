/**
 * Clients that are many, slow, rude, wrong or gone: others are served as if they were not there,
 * and nothing of them stays.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createConnection, type Socket } from "node:net";
import { describe, test } from "node:test";
import { type Random, randomOfRun } from "@ashlar/rapilog/random";
import { type Client, connect, encodeRequest, NBD_CMD_READ, NBD_CMD_WRITE } from "../nbd/index.js";
import { MEBI, Place } from "./testing/place.js";

const MANY = 1000;
const RUDE_SESSIONS = 300;

function rss_bytes(): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))![1]) * 1024;
}

function pause(duration_ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, duration_ms));
}

/** Waits for a condition, ten seconds at most. */
async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let left = 200; left > 0; left--) {
    if (await condition()) return;
    await pause(50);
  }
  assert.fail(`never: ${what}`);
}

async function assertServed(place: Place): Promise<void> {
  const client = await place.connect();
  const data = Buffer.alloc(4096, 7 + (process.hrtime()[1] % 200));
  await client.write(0, data);
  assert.deepEqual(await client.read(0, 4096), data);
  await client.disconnect();
}

async function connections(service: { status(): Promise<object> }): Promise<number> {
  return ((await service.status()) as { server: { connections: number } }).server.connections;
}

describe("hostile clients", () => {
  test(`${MANY} connections are served side by side, in little memory`, async () => {
    const place = new Place(32 * MEBI, 4);
    const service = await place.start();
    const before_bytes = rss_bytes();
    const clients: Client[] = [];
    for (let index = 0; index < MANY; index++) clients.push(await connect(place.uri));
    const tag = (index: number) => Buffer.alloc(4096, index % 251);
    await Promise.all(clients.map((client, index) => client.write(index * 4096, tag(index))));
    const reads = await Promise.all(
      clients.map((client, index) => client.read(((index + 1) % MANY) * 4096, 4096)),
    );
    for (const [index, read] of reads.entries()) assert.deepEqual(read, tag((index + 1) % MANY));
    assert.ok(rss_bytes() - before_bytes < 150 * MEBI, "clients and server together");
    for (const client of clients) client.destroy();
    await until(async () => (await connections(service)) === 0, "all are forgotten");
    await assertServed(place);
  });

  test("more connections than allowed wait until others leave", async () => {
    const place = new Place(16 * MEBI, 4);
    await place.start(place.options({}, { limits: { connectionsMax: 4 } }));
    const first = await Promise.all(Array.from({ length: 4 }, () => place.connect()));
    const late = place.connect();
    const early = await Promise.race([late.then(() => "served"), pause(300).then(() => "waits")]);
    assert.equal(early, "waits");
    first[0]!.destroy();
    const served = await late;
    for (const client of [served, ...first]) client.destroy();
  });

  test("who does not negotiate in time is hung up on", async () => {
    const place = new Place(16 * MEBI, 4);
    await place.start(place.options({}, { limits: { handshakeTimeout_ms: 200 } }));
    const silent = createConnection(place.socketPath);
    silent.resume();
    await new Promise((resolve) => silent.once("close", resolve));
    await assertServed(place);
  });

  test("who fetches no replies holds up nobody, and gets them all in the end", async () => {
    const place = new Place(64 * MEBI, 4);
    await place.start();
    const filler = await place.connect();
    for (let at = 0; at < 8; at++) await filler.write(at * MEBI, Buffer.alloc(MEBI, at + 1));
    const lazy = await place.connect();
    lazy.stream.pause();
    const reads = Array.from({ length: 64 }, (_, at) => lazy.read((at % 8) * MEBI, MEBI));
    await pause(300);
    await assertServed(place);
    lazy.stream.resume();
    const found = await Promise.all(reads);
    // The first block is what `assertServed` writes meanwhile; which version is read is open.
    for (const [at, data] of found.entries()) assert.equal(data[MEBI - 1], (at % 8) + 1);
    lazy.destroy();
    filler.destroy();
  });

  test("who vanishes with requests in hand takes nothing along", async () => {
    const place = new Place(64 * MEBI, 4);
    const service = await place.start();
    for (let round = 0; round < 30; round++) {
      const client = await place.connect();
      const home = Array.from({ length: 20 }, (_, at) => client.read((at + 20) * MEBI, MEBI));
      const writes = Array.from({ length: 20 }, (_, at) =>
        client.write(at * 65_536, Buffer.alloc(65_536, round)),
      );
      const all = Promise.allSettled([...home, ...writes]);
      await pause(round % 5);
      client.destroy();
      await all;
    }
    await until(async () => (await connections(service)) === 0, "all are forgotten");
    await assertServed(place);
  });

  test("half a request, then nothing: the other half may come late or never", async () => {
    const place = new Place(16 * MEBI, 4);
    await place.start();
    const [slow, gone] = [await place.connect(), await place.connect()];
    const header = encodeRequest({ type: NBD_CMD_WRITE, cookie: 7n, offset: 512n, length: 2048 });
    const answer = slow.expect(7n, { type: NBD_CMD_WRITE, offset: 512n, length: 2048 });
    slow.stream.write(header.subarray(0, 13));
    gone.stream.write(header);
    await assertServed(place);
    gone.destroy();
    slow.stream.write(header.subarray(13));
    for (let at = 0; at < 4; at++) {
      await pause(20);
      slow.stream.write(Buffer.alloc(512, 5));
    }
    assert.equal((await answer).error, 0);
    assert.deepEqual(await slow.read(512, 2048), Buffer.alloc(2048, 5));
    slow.destroy();
  });

  test("noise, before and after the handshake, ends its own connection at most", async () => {
    const random = randomOfRun("noise");
    const place = new Place(16 * MEBI, 4);
    const service = await place.start();
    const before_bytes = rss_bytes();
    for (let session = 0; session < RUDE_SESSIONS; session++)
      await (random.below(2) === 0 ? rudeHandshake(place, random) : rudeRequests(place, random));
    await until(async () => (await connections(service)) === 0, "all are forgotten");
    await assertServed(place);
    assert.ok(rss_bytes() - before_bytes < 100 * MEBI);
  });
});

async function rudeHandshake(place: Place, random: Random): Promise<void> {
  const socket: Socket = createConnection(place.socketPath);
  socket.on("error", () => {});
  socket.resume();
  const flags = Buffer.from([0, 0, 0, random.below(4)]);
  const magic = Buffer.from("IHAVEOPT");
  socket.write(Buffer.concat([flags, magic, random.bytes(random.below(200))]));
  await pause(random.below(3));
  socket.destroy();
}

async function rudeRequests(place: Place, random: Random): Promise<void> {
  const client = await place.connect();
  client.stream.on("error", () => {});
  for (let index = 0; index < 20; index++) {
    const type = random.below(3) === 0 ? random.below(65_536) : NBD_CMD_READ + random.below(8);
    const fields = { type, cookie: BigInt(index), flags: random.below(64) };
    const offset = BigInt(random.below(2 ** 32)) << BigInt(random.below(20));
    const length = random.below(2 ** random.below(33));
    client.stream.write(encodeRequest({ ...fields, offset, length }));
    client.stream.write(random.bytes(random.below(4) === 0 ? random.below(20_000) : 0));
  }
  await pause(random.below(3));
  client.destroy();
}
