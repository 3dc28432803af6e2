/** Rules of TRIM, WRITE_ZEROES and BLOCK_STATUS. */
import type { Client } from "../client/client.js";
import type { Extent } from "../client/replies.js";
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

const { NBD_CMD_TRIM: TRIM, NBD_CMD_WRITE_ZEROES: ZEROES, NBD_CMD_BLOCK_STATUS: STATUS } = nbd;
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
    "zeroes-provisioned",
    "SHOULD",
    "What was zeroed with NO_HOLE is not reported as a hole.",
    async (probe) => {
      const client = await probe.writer({ structured: true, contexts: [nbd.META_BASE_ALLOCATION] });
      offered(has(client, nbd.NBD_FLAG_SEND_WRITE_ZEROES), "the command is not offered");
      const length = Math.min(65_536, endOf(client));
      await client.writeZeroes(0, length, NO_HOLE);
      const [extents] = [...(await client.blockStatus(0, length)).values()];
      const hole = extents!.some(({ flags }) => (flags & nbd.NBD_STATE_HOLE) !== 0);
      expect(!hole, "a hole");
    },
  ],
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

/** The extents that a BLOCK_STATUS gets, checked to be one structured chunk of one context. */
async function extentsOf(client: Client, offset: number, length: number, flags = 0) {
  const reply = await client.submit({ type: STATUS, offset: BigInt(offset), length, flags });
  expectSuccess(reply);
  expect(reply.structured, "a simple reply");
  expect(reply.extents.size === 1, `${reply.extents.size} contexts, not 1`);
  return [...reply.extents.values()][0]!;
}

function sumOf(extents: Extent[]): number {
  return extents.reduce((sum, { length }) => sum + length, 0);
}

const blockStatus = rulesOf("NBD_CMD_BLOCK_STATUS", [
  [
    "status",
    "MUST",
    "BLOCK_STATUS gets one chunk for the selected context, with the identifier of SET.",
    async (probe) => {
      const handshake = await probe.handshake();
      const structured = await handshake.structuredReply().then(
        () => true,
        () => false,
      );
      offered(structured, "no structured replies");
      const selected = await handshake
        .metaContexts(nbd.NBD_OPT_SET_META_CONTEXT, probe.exportName, [nbd.META_BASE_ALLOCATION])
        .catch(() => new Map<string, number>());
      offered(selected.size === 1, "no base:allocation");
      const client = await probe.go(handshake);
      const extents = await client.blockStatus(0, blockOf(client));
      const [id] = selected.values();
      expect(extents.size === 1 && extents.has(id!), `identifiers ${[...extents.keys()]}`);
    },
  ],
  [
    "status-sums",
    "MUST",
    "All extents but the last are shorter than the request, together.",
    async (probe) => {
      const client = await probe.allocationClient();
      const length = Math.min(endOf(client), 2 ** 31);
      const extents = await extentsOf(client, 0, length);
      expect(sumOf(extents.slice(0, -1)) < length, "extents behind the request");
    },
  ],
  [
    "status-one",
    "MUST",
    "With REQ_ONE there is exactly one extent, not longer than the request.",
    async (probe) => {
      const client = await probe.allocationClient();
      const length = blockOf(client);
      const extents = await extentsOf(client, 0, length, nbd.NBD_CMD_FLAG_REQ_ONE);
      expect(extents.length === 1, `${extents.length} extents`);
      expect(extents[0]!.length <= length, `an extent of ${extents[0]!.length}`);
    },
  ],
  [
    "status-walk",
    "MUST",
    "Asking again behind the last extent gets through the export.",
    async (probe) => {
      const client = await probe.allocationClient();
      const end = Math.min(endOf(client), 2 ** 31);
      let at = 0;
      for (let count = 0; at < end && count < 1000; count++) {
        at += sumOf(await extentsOf(client, at, end - at));
      }
    },
  ],
  [
    "status-data",
    "MUST",
    "What holds data is not reported as zero.",
    async (probe) => {
      const client = await probe.writer({ structured: true, contexts: [nbd.META_BASE_ALLOCATION] });
      const length = Math.min(65_536, endOf(client));
      await client.write(0, pattern(length, 3));
      for (const { flags } of await extentsOf(client, 0, length)) {
        expect((flags & nbd.NBD_STATE_ZERO) === 0, "reported as zero");
      }
    },
  ],
  [
    "status-zero",
    "MUST",
    "What is reported as zero reads as zeros.",
    async (probe) => {
      const client = await probe.allocationClient();
      const length = Math.min(1024 * 1024, endOf(client));
      let at = 0;
      for (const extent of await extentsOf(client, 0, length)) {
        const size = Math.min(extent.length, length - at);
        const zero = (extent.flags & nbd.NBD_STATE_ZERO) !== 0;
        const data = await client.read(at, size);
        expect(!zero || data.every((byte) => byte === 0), `data at ${at}`);
        at += size;
      }
    },
  ],
  [
    "status-reserved",
    "SHOULD",
    "The reserved status flags of base:allocation are clear.",
    async (probe) => {
      const client = await probe.allocationClient();
      const known = nbd.NBD_STATE_HOLE | nbd.NBD_STATE_ZERO;
      for (const { flags } of await extentsOf(client, 0, endOf(client) % 2 ** 32 || 65_536)) {
        expect((flags & ~known) === 0, `flags ${flags}`);
      }
    },
  ],
  [
    "status-past-end",
    "SHOULD",
    "BLOCK_STATUS behind or across the end is EINVAL.",
    async (probe) => {
      const client = await probe.allocationClient();
      const length = 2 * blockOf(client);
      for (const place of [endOf(client), endOf(client) - blockOf(client)]) {
        const reply = await client.submit({ type: STATUS, offset: BigInt(place), length });
        expectError(reply, nbd.NBD_EINVAL);
      }
      await answersReads(client);
    },
  ],
  [
    "status-zero-length",
    "SHOULD",
    "BLOCK_STATUS of length 0 does not disconnect.",
    async (probe) => {
      const client = await probe.allocationClient();
      await client.submit({ type: STATUS, length: 0 });
      await answersReads(client);
    },
  ],
  [
    "status-simple",
    "SHOULD",
    "BLOCK_STATUS without structured replies is EINVAL.",
    async (probe) => {
      const client = await probe.client();
      const reply = await client.submit({ type: STATUS, length: blockOf(client) });
      await answersReads(client);
      expectError(reply, nbd.NBD_EINVAL);
    },
  ],
]);

export const rangeRules: Rule[] = [...trim, ...writeZeroes, ...blockStatus];
