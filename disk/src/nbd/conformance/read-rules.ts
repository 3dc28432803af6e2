/** Rules of READ. */
import type { Client } from "../client/client.js";
import type { Chunk } from "../client/replies.js";
import * as nbd from "../protocol.js";
import {
  answerOrEnd,
  answersReads,
  blockOf,
  bytesOf,
  endOf,
  expectError,
  expectSuccess,
  has,
  maximumPayloadOf,
  type Probe,
} from "./probe.js";
import { expect, offered, type Rule, rulesOf } from "./rule.js";

const { NBD_CMD_READ: READ, NBD_CMD_FLAG_DF: DF } = nbd;
const DOS_BYTES = 32 * 1024 * 1024;

async function readFails(probe: Probe, at: (client: Client) => bigint, length?: number) {
  for (const client of await probe.clientsOfBothKinds()) {
    const reply = await client.submit({
      type: READ,
      offset: at(client),
      length: length ?? blockOf(client),
    });
    await answersReads(client);
    expectError(reply, nbd.NBD_EINVAL);
  }
}

function isContent(chunk: Chunk): boolean {
  return (
    chunk.type === nbd.NBD_REPLY_TYPE_OFFSET_DATA || chunk.type === nbd.NBD_REPLY_TYPE_OFFSET_HOLE
  );
}

/** Checks that the content chunks cover a request once. */
function expectCovered(chunks: Chunk[], length: number): void {
  const places = chunks.filter(isContent).map(({ type, payload }) => {
    const size =
      type === nbd.NBD_REPLY_TYPE_OFFSET_DATA ? payload.length - 8 : payload.readUInt32BE(8);
    return { start: Number(payload.readBigUInt64BE()), size };
  });
  places.sort((a, b) => a.start - b.start);
  let end = 0;
  for (const { start, size } of places) {
    expect(start === end, `content at ${start}, not at ${end}`);
    end += size;
  }
  expect(end === length, `${end} of ${length} bytes`);
}

async function dfClient(probe: Probe): Promise<Client> {
  const client = await probe.client({ structured: true });
  offered(has(client, nbd.NBD_FLAG_SEND_DF), "no SEND_DF");
  return client;
}

const read = rulesOf("NBD_CMD_READ", [
  [
    "read-first-last",
    "MUST",
    "The first and the last block can be read.",
    async (probe) => {
      const client = await probe.client();
      const block = blockOf(client);
      expect((await client.read(0, block)).length === block, "short");
      await client.read(endOf(client) - block, block);
    },
  ],
  [
    "read-past-end",
    "SHOULD",
    "A READ behind the end is EINVAL, in either kind of reply.",
    (probe) => readFails(probe, (client) => BigInt(endOf(client) + blockOf(client))),
  ],
  [
    "read-across-end",
    "SHOULD",
    "A READ across the end is EINVAL.",
    async (probe) => {
      const client = await probe.client();
      const offset = BigInt(endOf(client) - blockOf(client));
      const reply = await client.submit({ type: READ, offset, length: 2 * blockOf(client) });
      await answersReads(client);
      expectError(reply, nbd.NBD_EINVAL);
    },
  ],
  [
    "read-offset-63",
    "SHOULD",
    "A READ at 2^63 is EINVAL.",
    (probe) => readFails(probe, () => 1n << 63n),
  ],
  [
    "read-overflow",
    "SHOULD",
    "A READ whose end overflows 64 bits is EINVAL.",
    (probe) => readFails(probe, (client) => (1n << 64n) - BigInt(blockOf(client)), 131_072),
  ],
  [
    "read-zero",
    "SHOULD",
    "A READ of length 0 does not disconnect.",
    async (probe) => {
      for (const client of await probe.clientsOfBothKinds()) {
        await client.submit({ type: READ, length: 0 });
        await answersReads(client);
      }
    },
  ],
  [
    "read-unaligned",
    "SHOULD",
    "A READ that is not a multiple of an advertised minimum block is EINVAL.",
    async (probe) => {
      const client = await probe.client();
      offered((client.description.blockSize?.minimum ?? 1) > 1, "no minimum block is advertised");
      const wrong = [
        { offset: 1n, length: blockOf(client) },
        { offset: 0n, length: 1 },
      ];
      for (const place of wrong) {
        expectError(await client.submit({ type: READ, ...place }), nbd.NBD_EINVAL);
      }
      await answersReads(client);
    },
  ],
  [
    "read-one-byte",
    "SHOULD",
    "Without a larger minimum block, single bytes can be read, the last one too.",
    async (probe) => {
      const client = await probe.client();
      offered((client.description.blockSize?.minimum ?? 1) === 1, "larger minimum block");
      for (const offset of [0, 1, 511, bytesOf(client) - 1]) {
        expect((await client.read(offset, 1)).length === 1, "short");
      }
    },
  ],
  [
    "read-large",
    "SHOULD",
    "As much as the maximum payload can be read at once.",
    async (probe) => {
      const client = await probe.client();
      const length = Math.min(maximumPayloadOf(client), endOf(client), DOS_BYTES);
      expect((await client.read(0, length)).length === length, "short");
    },
  ],
  [
    "read-oversize",
    "SHOULD",
    "A READ longer than the maximum payload is answered; up to 32 MiB nobody is disconnected.",
    async (probe) => {
      const client = await probe.client();
      const length = maximumPayloadOf(client) + blockOf(client);
      offered(length < 2 ** 32 && length <= endOf(client), "the export or the limit is too large");
      const reply = await answerOrEnd(client.submit({ type: READ, length }));
      expect(reply !== null || length > DOS_BYTES, "disconnected");
      if (reply !== null) await answersReads(client);
    },
  ],
  [
    "read-chunks",
    "MUST",
    "Content chunks cover the request exactly, and none is longer than the maximum payload.",
    async (probe) => {
      const client = await probe.client({ structured: true });
      const length = Math.min(maximumPayloadOf(client), endOf(client), 1024 * 1024);
      const reply = await client.submit({ type: READ, length });
      expectSuccess(reply);
      expectCovered(reply.chunks, length);
      const longest = Math.max(...reply.chunks.map(({ payload }) => payload.length));
      expect(longest <= maximumPayloadOf(client) + 8, `a chunk of ${longest} bytes`);
    },
  ],
  [
    "read-df",
    "MUST",
    "With DF, 64 KiB come in one content chunk.",
    async (probe) => {
      const client = await dfClient(probe);
      const length = Math.min(65_536, endOf(client));
      const reply = await client.submit({ type: READ, length, flags: DF });
      expectSuccess(reply);
      expectCovered(reply.chunks, length);
      expect(reply.chunks.filter(isContent).length === 1, "more than one content chunk");
    },
  ],
  [
    "read-df-large",
    "MUST",
    "With DF, more than 64 KiB come in one content chunk, or are EOVERFLOW.",
    async (probe) => {
      const client = await dfClient(probe);
      const length = Math.min(maximumPayloadOf(client), 1024 * 1024);
      offered(length > 65_536 && length <= endOf(client), "the export is too small");
      const reply = await client.submit({ type: READ, length, flags: DF });
      const contents = reply.chunks.filter(isContent).length;
      if (reply.error !== 0) expectError(reply, nbd.NBD_EOVERFLOW);
      expect(contents === (reply.error === 0 ? 1 : 0), `${contents} content chunks`);
    },
  ],
]);

export const readRules: Rule[] = read;
