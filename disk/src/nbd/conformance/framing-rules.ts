/** Rules of requests and replies as such, and of the end of transmission. */
import type { Client } from "../client/client.js";
import * as nbd from "../protocol.js";
import { SIMPLE_REPLY_BYTES } from "../reply.js";
import { encodeRequest } from "../request.js";
import {
  answerOrEnd,
  blockOf,
  bytesOf,
  bytesToTheEnd,
  expectSuccess,
  type Probe,
  pattern,
} from "./probe.js";
import { expect, offered, type Rule, rulesOf } from "./rule.js";

const { NBD_CMD_READ: READ, NBD_CMD_WRITE: WRITE, NBD_CMD_DISC: DISC } = nbd;

const UNKNOWN_FLAG = 1 << 14;

const replies = rulesOf("Simple reply message", [
  [
    "reply-simple",
    "MUST",
    "Without structured replies, READ gets a simple reply.",
    async (probe) => {
      const client = await probe.client();
      const reply = await client.submit({ type: READ, length: blockOf(client) });
      expectSuccess(reply);
      expect(!reply.structured, "a structured reply");
    },
  ],
  [
    "reply-structured",
    "MUST",
    "With structured replies, READ gets one of them.",
    async (probe) => {
      const client = await probe.client({ structured: true });
      const reply = await client.submit({ type: READ, length: blockOf(client) });
      expectSuccess(reply);
      expect(reply.structured, "a simple reply");
    },
  ],
  [
    "reply-structured-error",
    "MUST",
    "With structured replies, a READ with a bad flag gets a structured error.",
    async (probe) => {
      const client = await probe.client({ structured: true });
      const length = blockOf(client);
      const reply = await client.submit({ type: READ, length, flags: UNKNOWN_FLAG });
      expect(reply.error !== 0, "succeeded");
      expect(reply.structured, "a simple reply");
    },
  ],
]);

/** Cookies that a server which does arithmetic on them would spoil. */
const COOKIES = [
  0n,
  1n,
  0x8000_0000n,
  0xffff_ffffn,
  1n << 63n,
  (1n << 64n) - 1n,
  0x0a0d_000a_0d00n,
];

const transmission = rulesOf("Transmission", [
  [
    "cookie-verbatim",
    "MUST",
    "The cookie comes back as it was sent, whatever its bits.",
    async (probe) => {
      const client = await probe.client();
      for (const cookie of COOKIES) {
        expectSuccess(await client.submit({ type: READ, length: blockOf(client), cookie }));
      }
    },
  ],
  [
    "cookie-reused",
    "MUST",
    "A cookie may be used again once it was answered.",
    async (probe) => {
      const client = await probe.client();
      for (let count = 0; count < 3; count++) {
        expectSuccess(await client.submit({ type: READ, length: blockOf(client), cookie: 7n }));
      }
    },
  ],
  [
    "pipeline-64",
    "MUST",
    "64 requests at once are all answered, each with its own data.",
    async (probe) => {
      const client = await probe.writer();
      const block = blockOf(client);
      const count = Math.min(64, Math.floor(bytesOf(client) / block));
      const indices = Array.from({ length: count }, (_, index) => index);
      await Promise.all(indices.map((i) => client.write(i * block, pattern(block, i))));
      const blocks = await Promise.all(indices.map((i) => client.read(i * block, block)));
      blocks.forEach((data, i) => {
        expect(data.equals(pattern(block, i)), `block ${i} differs`);
      });
    },
  ],
]);

/** Sends bytes one at a time. */
async function sendSlowly(client: Client, bytes: Uint8Array): Promise<void> {
  for (const byte of bytes) {
    client.stream.write(Uint8Array.of(byte));
    await new Promise(setImmediate);
  }
}

const request = rulesOf("Request message", [
  [
    "request-byte-by-byte",
    "MUST",
    "A request and its data that arrive byte by byte are understood.",
    async (probe) => {
      const client = await probe.writer();
      const data = pattern(blockOf(client), 3);
      const length = data.length;
      const answer = client.expect(9n, { type: WRITE, offset: 0n, length });
      await sendSlowly(client, encodeRequest({ type: WRITE, cookie: 9n, length }));
      const half = length >> 1;
      await sendSlowly(client, data.subarray(0, 8));
      client.stream.write(data.subarray(8, half));
      await new Promise((resolve) => setTimeout(resolve, 20));
      client.stream.write(data.subarray(half));
      expectSuccess(await answer);
      expect((await client.read(0, length)).equals(data), "the data differ");
    },
  ],
  [
    "request-vanish",
    "SHOULD",
    "A client that disconnects in the middle of a request does not hurt other clients.",
    async (probe) => {
      const client = await probe.writer();
      const length = blockOf(client);
      client.stream.write(encodeRequest({ type: WRITE, cookie: 1n, length }));
      client.stream.write(pattern(length, 1).subarray(0, 100));
      await new Promise(setImmediate);
      client.destroy();
      await probe.stillServes();
    },
  ],
]);

const PENDING_WRITES = 16;
const PENDING_BYTES = 4096;

/** Sends writes and DISC at once; gives how many bytes came back before the end. */
async function writesThenDisc(probe: Probe, seed: number): Promise<number> {
  const handshake = await probe.handshake();
  const { flags, bytes } = await handshake.describe(nbd.NBD_OPT_GO, probe.exportName);
  offered((flags & nbd.NBD_FLAG_READ_ONLY) === 0, "the export is read-only");
  offered(bytes >= BigInt(PENDING_WRITES * PENDING_BYTES), "the export is too small");
  const length = PENDING_BYTES;
  for (let index = 0; index < PENDING_WRITES; index++) {
    const offset = BigInt(index * length);
    handshake.send(
      encodeRequest({ type: WRITE, cookie: BigInt(index), offset, length }),
      pattern(length, seed + index),
    );
  }
  handshake.send(encodeRequest({ type: DISC, cookie: 99n }));
  return bytesToTheEnd(handshake.source);
}

const ending = rulesOf("Terminating the transmission phase", [
  [
    "disc",
    "MUST",
    "DISC closes the connection, without a reply.",
    async (probe) => {
      const handshake = await probe.handshake();
      await handshake.describe(nbd.NBD_OPT_GO, probe.exportName);
      handshake.send(encodeRequest({ type: DISC, cookie: 5n }));
      const count = await bytesToTheEnd(handshake.source);
      expect(count === 0, `sent ${count} bytes`);
    },
  ],
  [
    "disc-pending",
    "MUST",
    "Requests before DISC are carried out.",
    async (probe) => {
      const seed = Math.floor(Math.random() * 200);
      await writesThenDisc(probe, seed);
      const client = await probe.client();
      for (let index = 0; index < PENDING_WRITES; index++) {
        const data = await client.read(index * PENDING_BYTES, PENDING_BYTES);
        expect(data.equals(pattern(PENDING_BYTES, seed + index)), `write ${index} is lost`);
      }
    },
  ],
  [
    "disc-answered",
    "SHOULD",
    "Requests before DISC are answered before the connection is closed.",
    async (probe) => {
      const count = await writesThenDisc(probe, 0);
      expect(
        count === PENDING_WRITES * SIMPLE_REPLY_BYTES,
        `${count / SIMPLE_REPLY_BYTES} replies of ${PENDING_WRITES}`,
      );
    },
  ],
  [
    "magic-broken",
    "SHOULD",
    "A request with a wrong magic is not obeyed; other clients are not hurt.",
    async (probe) => {
      const client = await probe.client();
      const length = blockOf(client);
      const answer = answerOrEnd(client.submit({ type: READ, length, magic: 0x25609514 }));
      client.stream.end();
      const reply = await answer;
      expect(reply === null || reply.error !== 0, "obeyed");
      await probe.stillServes();
    },
  ],
]);

export const framingRules: Rule[] = [...replies, ...transmission, ...request, ...ending];
