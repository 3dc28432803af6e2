/** Rules of WRITE, and of read-only exports. */
import type { Client } from "../client/client.js";
import * as nbd from "../protocol.js";
import {
  answerOrEnd,
  answersReads,
  blockOf,
  endOf,
  expectError,
  has,
  maximumPayloadOf,
  type Probe,
  pattern,
} from "./probe.js";
import { expect, offered, type Rule, rulesOf } from "./rule.js";

const { NBD_CMD_WRITE: WRITE, NBD_CMD_FLAG_FUA: FUA } = nbd;
const DOS_BYTES = 32 * 1024 * 1024;

function submitWrite(client: Client, offset: bigint, length: number, flags = 0) {
  return client.submit({ type: WRITE, offset, length, flags }, pattern(length, 11));
}

/** A WRITE outside of the export: ENOSPC, its data are skipped, and the export is as before. */
async function writeFails(probe: Probe, at: (client: Client) => bigint, blocks = 1) {
  const client = await probe.writer();
  const block = blockOf(client);
  const last = await client.read(endOf(client) - block, block);
  const reply = await submitWrite(client, at(client), blocks * block);
  await answersReads(client);
  expectError(reply, nbd.NBD_ENOSPC);
  expect((await client.read(endOf(client) - block, block)).equals(last), "the export changed");
}

async function writeBack(client: Client, offset: number, length: number, flags = 0) {
  const data = pattern(length, offset % 97);
  await client.write(offset, data, flags);
  expect((await client.read(offset, length)).equals(data), `the data at ${offset} differ`);
}

const write = rulesOf("NBD_CMD_WRITE", [
  [
    "write-read",
    "MUST",
    "What is written is read back, in the first block and in the last.",
    async (probe) => {
      const client = await probe.writer();
      await writeBack(client, 0, blockOf(client));
      await writeBack(client, endOf(client) - blockOf(client), blockOf(client));
    },
  ],
  [
    "write-neighbours",
    "MUST",
    "A WRITE does not change what lies beside it.",
    async (probe) => {
      const client = await probe.writer();
      const block = blockOf(client);
      offered(endOf(client) >= 3 * block, "the export is too small");
      const before = pattern(3 * block, 17);
      await client.write(0, before);
      const middle = pattern(block, 99);
      await client.write(block, middle);
      middle.copy(before, block);
      expect((await client.read(0, 3 * block)).equals(before), "the data differ");
    },
  ],
  [
    "write-past-end",
    "SHOULD",
    "A WRITE behind the end is ENOSPC, and its data are skipped.",
    (probe) => writeFails(probe, (client) => BigInt(endOf(client) + blockOf(client))),
  ],
  [
    "write-across-end",
    "SHOULD",
    "A WRITE across the end is ENOSPC, and writes nothing.",
    (probe) => writeFails(probe, (client) => BigInt(endOf(client) - blockOf(client)), 2),
  ],
  [
    "write-overflow",
    "SHOULD",
    "A WRITE whose end overflows 64 bits is ENOSPC, and writes nothing.",
    (probe) => writeFails(probe, (client) => (1n << 64n) - BigInt(blockOf(client)), 2),
  ],
  [
    "write-zero",
    "SHOULD",
    "A WRITE of length 0 does not disconnect.",
    async (probe) => {
      const client = await probe.writer();
      await submitWrite(client, 0n, 0);
      await answersReads(client);
    },
  ],
  [
    "write-unaligned",
    "SHOULD",
    "A WRITE that is not a multiple of an advertised minimum block is EINVAL.",
    async (probe) => {
      const client = await probe.writer();
      offered((client.description.blockSize?.minimum ?? 1) > 1, "no minimum block is advertised");
      const offset = await submitWrite(client, 1n, blockOf(client));
      const length = await submitWrite(client, 0n, 1);
      await answersReads(client);
      expectError(offset, nbd.NBD_EINVAL);
      expectError(length, nbd.NBD_EINVAL);
    },
  ],
  [
    "write-one-byte",
    "SHOULD",
    "Without a larger minimum block, a single byte can be written.",
    async (probe) => {
      const client = await probe.writer();
      offered((client.description.blockSize?.minimum ?? 1) === 1, "larger minimum block");
      const before = pattern(1024, 23);
      await client.write(0, before);
      await client.write(511, Buffer.of(255));
      before[511] = 255;
      expect((await client.read(0, 1024)).equals(before), "the data differ");
    },
  ],
  [
    "write-large",
    "SHOULD",
    "As much as the maximum payload, at least up to 32 MiB, can be written at once.",
    async (probe) => {
      const client = await probe.writer();
      await writeBack(client, 0, Math.min(maximumPayloadOf(client), endOf(client), DOS_BYTES));
    },
  ],
  [
    "write-oversize",
    "SHOULD",
    "A longer WRITE is answered and its data are skipped; up to 32 MiB nobody is disconnected.",
    async (probe) => {
      const client = await probe.writer();
      const length = maximumPayloadOf(client) + blockOf(client);
      offered(length <= 2 * DOS_BYTES, "the limit is too large");
      await answerOrEnd(submitWrite(client, 0n, length));
      const served = await answerOrEnd(answersReads(client).then(() => true));
      expect(served !== null || length > DOS_BYTES, "disconnected");
    },
  ],
  [
    "write-fua",
    "MUST",
    "A WRITE with FUA is carried out.",
    async (probe) => {
      const client = await probe.writer();
      offered(has(client, nbd.NBD_FLAG_SEND_FUA), "no SEND_FUA");
      await writeBack(client, 0, blockOf(client), FUA);
    },
  ],
]);

const readOnly = rulesOf(
  "Error values",
  (
    [
      ["write", WRITE, "WRITE"],
      ["trim", nbd.NBD_CMD_TRIM, "TRIM"],
      ["write-zeroes", nbd.NBD_CMD_WRITE_ZEROES, "WRITE_ZEROES"],
    ] as const
  ).map(([id, type, name]) => [
    `read-only-${id}`,
    "SHOULD",
    `On a read-only export, ${name} is EPERM.`,
    async (probe: Probe) => {
      const client = await probe.readOnlyClient();
      const length = blockOf(client);
      const payload = type === WRITE ? pattern(length, 1) : undefined;
      const reply = await client.submit({ type, length }, payload);
      await answersReads(client);
      expectError(reply, nbd.NBD_EPERM);
    },
  ]),
);

export const writeRules: Rule[] = [...write, ...readOnly];
