/** Rules of BLOCK_STATUS. */
import type { Client } from "../client/client.js";
import type { Extent } from "../client/replies.js";
import * as nbd from "../protocol.js";
import { answersReads, blockOf, endOf, expectError, expectSuccess, pattern } from "./probe.js";
import { expect, offered, type Rule, rulesOf } from "./rule.js";

const { NBD_CMD_BLOCK_STATUS: STATUS } = nbd;

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

export const statusRules: Rule[] = blockStatus;
