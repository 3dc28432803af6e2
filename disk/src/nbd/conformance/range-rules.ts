/** Rules of TRIM and WRITE_ZEROES. */
import type { Client } from "../client/client.js";
import * as nbd from "../protocol.js";
import {
  answersReads,
  blockOf,
  endOf,
  expectError,
  expectSuccess,
  has,
  maximumPayloadOf,
  type Probe,
  pattern,
} from "./probe.js";
import { expect, offered, type Rule, rulesOf } from "./rule.js";

const { NBD_CMD_TRIM: TRIM, NBD_CMD_WRITE_ZEROES: ZEROES } = nbd;
const { NBD_CMD_FLAG_NO_HOLE: NO_HOLE, NBD_CMD_FLAG_FAST_ZERO: FAST_ZERO } = nbd;

/** A writer whose export is filled with a pattern for `blocks` blocks. */
async function filled(probe: Probe, flag: number, blocks = 3): Promise<[Client, Buffer]> {
  const client = await probe.writer();
  offered(has(client, flag), "the command is not offered");
  const length = blocks * blockOf(client);
  offered(endOf(client) >= length, "the export is too small");
  const data = pattern(length, 41);
  await client.write(0, data);
  return [client, data];
}

async function pastEnd(probe: Probe, type: number, flag: number, error: number): Promise<void> {
  const [client] = await filled(probe, flag);
  const length = blockOf(client);
  const places = [endOf(client) + length, endOf(client) - length, 2 ** 62];
  for (const place of places) {
    const reply = await client.submit({ type, offset: BigInt(place), length: 2 * length });
    expectError(reply, error);
  }
  await answersReads(client);
}

async function zeroLength(probe: Probe, type: number, flag: number): Promise<void> {
  const [client] = await filled(probe, flag);
  await client.submit({ type, length: 0 });
  await answersReads(client);
}

const trim = rulesOf("NBD_CMD_TRIM", [
  [
    "trim",
    "MUST",
    "TRIM is answered, and does not change what lies beside it.",
    async (probe) => {
      const [client, data] = await filled(probe, nbd.NBD_FLAG_SEND_TRIM);
      const block = blockOf(client);
      await client.trim(block, block);
      const after = await client.read(0, 3 * block);
      const same = (from: number, to: number) =>
        after.subarray(from, to).equals(data.subarray(from, to));
      expect(same(0, block) && same(2 * block, 3 * block), "the neighbours changed");
    },
  ],
  [
    "trim-then-write",
    "MUST",
    "What is written after TRIM is read back.",
    async (probe) => {
      const [client, data] = await filled(probe, nbd.NBD_FLAG_SEND_TRIM);
      await client.trim(0, data.length);
      await client.write(0, data);
      expect((await client.read(0, data.length)).equals(data), "the data differ");
    },
  ],
  [
    "trim-past-end",
    "SHOULD",
    "A TRIM behind or across the end is EINVAL.",
    (probe) => pastEnd(probe, TRIM, nbd.NBD_FLAG_SEND_TRIM, nbd.NBD_EINVAL),
  ],
  [
    "trim-zero",
    "SHOULD",
    "A TRIM of length 0 does not disconnect.",
    (probe) => zeroLength(probe, TRIM, nbd.NBD_FLAG_SEND_TRIM),
  ],
  [
    "trim-large",
    "SHOULD",
    "A TRIM longer than the maximum payload does not disconnect.",
    async (probe) => {
      const [client] = await filled(probe, nbd.NBD_FLAG_SEND_TRIM);
      const length = maximumPayloadOf(client) + blockOf(client);
      offered(length < 2 ** 32 && length <= endOf(client), "the export or the limit is too large");
      const reply = await client.submit({ type: TRIM, length });
      if (reply.error !== 0) expectError(reply, nbd.NBD_EOVERFLOW, nbd.NBD_EINVAL);
      await answersReads(client);
    },
  ],
]);

async function zeroesMiddle(probe: Probe, flags: number): Promise<void> {
  const [client, data] = await filled(probe, nbd.NBD_FLAG_SEND_WRITE_ZEROES);
  const block = blockOf(client);
  const reply = await client.submit({ type: ZEROES, offset: BigInt(block), length: block, flags });
  expect(reply.error !== nbd.NBD_ENOTSUP, "ENOTSUP without FAST_ZERO");
  expectSuccess(reply);
  data.fill(0, block, 2 * block);
  expect((await client.read(0, 3 * block)).equals(data), "the data differ");
}

const writeZeroes = rulesOf("NBD_CMD_WRITE_ZEROES", [
  [
    "zeroes",
    "MUST",
    "After WRITE_ZEROES the place reads as zeros, and its neighbours as before.",
    (probe) => zeroesMiddle(probe, 0),
  ],
  ["zeroes-no-hole", "MUST", "So it does with NO_HOLE.", (probe) => zeroesMiddle(probe, NO_HOLE)],
  [
    "zeroes-fast",
    "MUST",
    "With FAST_ZERO it zeroes, or fails with ENOTSUP and changes nothing.",
    async (probe) => {
      const [client, data] = await filled(probe, nbd.NBD_FLAG_SEND_FAST_ZERO);
      const reply = await client.submit({ type: ZEROES, length: data.length, flags: FAST_ZERO });
      if (reply.error === 0) data.fill(0);
      else expectError(reply, nbd.NBD_ENOTSUP);
      expect((await client.read(0, data.length)).equals(data), "the data differ");
    },
  ],
  [
    "zeroes-fast-unadvertised",
    "SHOULD",
    "FAST_ZERO without SEND_FAST_ZERO is EINVAL.",
    async (probe) => {
      const [client] = await filled(probe, nbd.NBD_FLAG_SEND_WRITE_ZEROES);
      offered(!has(client, nbd.NBD_FLAG_SEND_FAST_ZERO), "the server advertises it");
      const length = blockOf(client);
      const reply = await client.submit({ type: ZEROES, length, flags: FAST_ZERO });
      expectError(reply, nbd.NBD_EINVAL);
    },
  ],
  [
    "zeroes-past-end",
    "SHOULD",
    "WRITE_ZEROES behind or across the end is ENOSPC.",
    (probe) => pastEnd(probe, ZEROES, nbd.NBD_FLAG_SEND_WRITE_ZEROES, nbd.NBD_ENOSPC),
  ],
  [
    "zeroes-zero",
    "SHOULD",
    "WRITE_ZEROES of length 0 does not disconnect.",
    (probe) => zeroLength(probe, ZEROES, nbd.NBD_FLAG_SEND_WRITE_ZEROES),
  ],
  [
    "zeroes-large",
    "SHOULD",
    "WRITE_ZEROES longer than the maximum payload does not disconnect.",
    async (probe) => {
      const [client] = await filled(probe, nbd.NBD_FLAG_SEND_WRITE_ZEROES);
      const length = maximumPayloadOf(client) + blockOf(client);
      offered(length < 2 ** 32 && length <= endOf(client), "the export or the limit is too large");
      const reply = await client.submit({ type: ZEROES, length });
      if (reply.error !== 0) expectError(reply, nbd.NBD_EOVERFLOW, nbd.NBD_EINVAL);
      await answersReads(client);
    },
  ],
]);

export const rangeRules: Rule[] = [...trim, ...writeZeroes];
