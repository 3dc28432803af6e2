/**
 * The stream of requests does not depend on how it is cut: whatever arrives when, the same
 * requests reach the disk with the same payload, once, also while the disk makes them wait.
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, test } from "node:test";
import { type Random, randomOfRun } from "@ashlar/rapilog/random";
import { closeSocket, pinned, receive, send, socketPair } from "../linux/index.js";
import * as nbd from "../nbd/index.js";
import { exportOf } from "../nbd/testing/index.js";
import { BytesInFlight } from "./bytes-in-flight.js";
import { Connection } from "./connection.js";
import { Counters } from "./counters.js";
import { type Disk, type Piece, TAKEN, WAIT } from "./disk.js";
import { STAGING_BYTES, Staging } from "./staging.js";

const INFO = exportOf({ name: "", bytes: 2 ** 30 });

/** Writes down what reaches it; refuses to take every so many-th request at first. */
class RecordingDisk implements Disk {
  readonly info = INFO;
  readonly staging = new Staging(new ArrayBuffer(STAGING_BYTES), 0);
  readonly wakeFds: readonly number[] = [];
  readonly log: string[] = [];
  readonly #waitEvery: number;
  #hash = createHash("sha256");
  #offered = 0;

  constructor(waitEvery: number) {
    this.#waitEvery = waitEvery;
  }

  write(connection: Connection, request: nbd.Request, piece: Piece): number {
    if (this.#waits()) return WAIT;
    const { source, length } = piece;
    this.#hash.update(this.staging.bytes.subarray(source, source + length));
    if (!piece.last) return TAKEN;
    this.log.push(`write ${request.offset} ${request.length} ${this.#hash.digest("hex")}`);
    this.#hash = createHash("sha256");
    connection.reply(request, 0);
    return TAKEN;
  }

  execute(connection: Connection, request: nbd.Request): number {
    if (this.#waits()) return WAIT;
    this.log.push(`${request.type} ${request.offset} ${request.length}`);
    connection.reply(request, 0);
    return TAKEN;
  }

  #waits(): boolean {
    return this.#waitEvery > 0 && this.#offered++ % this.#waitEvery === 0;
  }

  publish(): void {}
  settle(): void {}
  tick(): boolean {
    return false;
  }
  expect(): void {}
  woken(): void {}
  close(): void {}
}

interface Script {
  bytes: Buffer;
  expected: string[];
  replies: number;
}

/** A stream of random requests, legal and illegal, and what of it must reach the disk. */
function scriptOf(random: Random): Script {
  const parts: Uint8Array[] = [];
  const expected: string[] = [];
  let replies = 0;
  for (let index = 0; index < 40; index++) {
    const cookie = BigInt(index);
    replies++;
    const length = 512 * (1 + random.below(random.below(8) === 0 ? 1500 : 32));
    const offset = 512 * random.below(1000);
    const kind = random.below(4);
    if (kind === 0) {
      const type = nbd.NBD_CMD_TRIM;
      parts.push(nbd.encodeRequest({ type, cookie, offset: BigInt(offset), length }));
      expected.push(`${type} ${offset} ${length}`);
      continue;
    }
    const legal = kind !== 1;
    const place = BigInt(legal ? offset : 2 ** 40);
    const payload = random.bytes(length);
    const type = nbd.NBD_CMD_WRITE;
    parts.push(nbd.encodeRequest({ type, cookie, offset: place, length }), payload);
    const digest = createHash("sha256").update(payload).digest("hex");
    if (legal) expected.push(`write ${offset} ${length} ${digest}`);
  }
  return { bytes: Buffer.concat(parts), expected, replies };
}

function play(script: Script, random: Random, waitEvery: number, inFlightMax: number): Disk {
  const disk = new RecordingDisk(waitEvery);
  const [ours, theirs] = socketPair();
  const shared = { inFlight: new BytesInFlight(inFlightMax), counters: new Counters() };
  const agreement = { export: INFO, structured: false, allocationContext: null };
  const connection = new Connection(ours, disk, agreement, shared);
  const source = pinned(script.bytes.length);
  source.bytes.set(script.bytes);
  const answers = pinned(64 * 1024);
  let sent = 0;
  let answered = 0;
  for (let turn = 0; turn < 100_000; turn++) {
    const length = Math.min(1 + random.below(150_000), script.bytes.length - sent);
    if (length > 0) sent += Math.max(0, send(theirs, source.address + sent, length));
    if (connection.readsOn) connection.read();
    else connection.resume();
    connection.flush();
    answered += Math.max(0, receive(theirs, answers.address, answers.bytes.length));
    if (answered === 16 * script.replies) break;
  }
  assert.equal(answered, 16 * script.replies, "every request is answered");
  assert.deepEqual(disk.log, script.expected);
  assert.equal(shared.inFlight.held, 0, "nothing is held in the end");
  closeSocket(ours);
  closeSocket(theirs);
  return disk;
}

describe("requests", () => {
  const random = randomOfRun("requests");
  const cases: [string, number, number][] = [
    ["however they are cut", 0, 2 ** 30],
    ["while the disk makes some wait", 3, 2 ** 30],
    ["with next to no memory", 0, 1],
    ["with next to no memory and a disk that makes them wait", 2, 1],
  ];
  for (const [how, waitEvery, inFlightMax] of cases)
    test(`reach the disk whole, once and in order, ${how}`, () => {
      for (let round = 0; round < 5; round++)
        play(scriptOf(random), random, waitEvery, inFlightMax);
    });
});
