/** Rules of the options that name an export: EXPORT_NAME, INFO, GO. */

import { Client } from "../client/client.js";
import type { ClientHandshake } from "../client/handshake.js";
import { EXPORT_NAME_ANSWER_BYTES, EXPORT_NAME_ZEROES_BYTES, encodeOption } from "../handshake.js";
import { encodeInfoQuery } from "../option-data.js";
import * as nbd from "../protocol.js";
import {
  answerOrEnd,
  answersReads,
  bytesOf,
  expectAcknowledged,
  expectClosed,
  expectRefused,
  finalOf,
  inSync,
  type Probe,
  UNKNOWN_NAME,
} from "./probe.js";
import { expect, offered, type Rule, rulesOf } from "./rule.js";

const { NBD_OPT_INFO: INFO, NBD_OPT_GO: GO, NBD_INFO_BLOCK_SIZE: BLOCK_SIZE } = nbd;

/** A connection to a server that does not serve whatever name it is given. */
async function pickyHandshake(probe: Probe, clientFlags?: number): Promise<ClientHandshake> {
  const handshake = await probe.handshake(clientFlags);
  const data = encodeInfoQuery({ name: UNKNOWN_NAME, requests: [] });
  const { type } = finalOf(await handshake.ask(INFO, data));
  offered(type !== nbd.NBD_REP_ACK, "the server knows every name");
  return handshake;
}

async function exportNameThenRead(probe: Probe, clientFlags: number): Promise<Client> {
  // EXPORT_NAME does not tell the block size, but the server may insist on it.
  const { blockSize } = (await probe.client()).description;
  const handshake = await probe.handshake(clientFlags);
  const description = await handshake.exportName(probe.exportName);
  const client = new Client(handshake, { ...description, blockSize });
  await answersReads(client);
  return client;
}

const exportName = rulesOf("NBD_OPT_EXPORT_NAME", [
  [
    "export-name",
    "SHOULD",
    "EXPORT_NAME with NO_ZEROES is answered with 10 bytes, and transmission begins.",
    async (probe) => {
      await exportNameThenRead(probe, 3);
    },
  ],
  [
    "export-name-zeroes",
    "SHOULD",
    "Without NO_ZEROES, 124 zero bytes follow.",
    async (probe) => {
      await exportNameThenRead(probe, 1);
      const handshake = await probe.handshake(1);
      handshake.send(encodeOption(nbd.NBD_OPT_EXPORT_NAME, Buffer.from(probe.exportName)));
      const length = EXPORT_NAME_ANSWER_BYTES + EXPORT_NAME_ZEROES_BYTES;
      const answer = await handshake.source.read(length);
      expect(
        answer.subarray(EXPORT_NAME_ANSWER_BYTES).every((byte) => byte === 0),
        "not zero",
      );
    },
  ],
  [
    "export-name-same",
    "MUST",
    "EXPORT_NAME and GO tell the same size and flags.",
    async (probe) => {
      const byName = (await exportNameThenRead(probe, 3)).description;
      const byGo = (await probe.client()).description;
      expect(byName.bytes === byGo.bytes, `size ${byName.bytes}, not ${byGo.bytes}`);
      expect(byName.flags === byGo.flags, `flags ${byName.flags}, not ${byGo.flags}`);
    },
  ],
  [
    "export-name-unknown",
    "MUST",
    "EXPORT_NAME with an unknown name ends the session.",
    async (probe) => {
      const handshake = await pickyHandshake(probe);
      handshake.send(encodeOption(nbd.NBD_OPT_EXPORT_NAME, Buffer.from(UNKNOWN_NAME)));
      await expectClosed(handshake.source);
    },
  ],
  [
    "export-name-too-long",
    "MUST",
    "So does one of 5000 bytes, which is longer than any string may be.",
    async (probe) => {
      const handshake = await probe.handshake();
      handshake.send(encodeOption(nbd.NBD_OPT_EXPORT_NAME, Buffer.alloc(5000, 0x61)));
      await expectClosed(handshake.source);
    },
  ],
]);

const flags = rulesOf("Transmission flags", [
  [
    "flags-has-flags",
    "MUST",
    "HAS_FLAGS is always set.",
    async (probe) => {
      const { description } = await probe.client();
      expect((description.flags & nbd.NBD_FLAG_HAS_FLAGS) !== 0, `flags ${description.flags}`);
    },
  ],
  [
    "flags-df",
    "MUST",
    "SEND_DF is clear unless structured replies were negotiated.",
    async (probe) => {
      const { description } = await probe.client();
      expect((description.flags & nbd.NBD_FLAG_SEND_DF) === 0, `flags ${description.flags}`);
    },
  ],
  [
    "flags-fast-zero",
    "MUST",
    "SEND_FAST_ZERO is clear if SEND_WRITE_ZEROES is.",
    async (probe) => {
      const { description } = await probe.client();
      const zeroes = (description.flags & nbd.NBD_FLAG_SEND_WRITE_ZEROES) !== 0;
      const fast = (description.flags & nbd.NBD_FLAG_SEND_FAST_ZERO) !== 0;
      expect(zeroes || !fast, `flags ${description.flags}`);
    },
  ],
]);

/** The infos of our export, by type. */
async function infosOf(handshake: ClientHandshake, name: string, requests: number[]) {
  const replies = await handshake.demand(INFO, encodeInfoQuery({ name, requests }));
  for (const { type, data } of replies) {
    expect(type === nbd.NBD_REP_INFO && data.length >= 2, `reply of type ${type}`);
  }
  return replies.map(({ data }) => ({ type: data.readUInt16BE(), data }));
}

/** Malformed data break a MUST of the client, so that the server may also hang up. */
async function refusesThenKnows(probe: Probe, option: number, data: Buffer): Promise<void> {
  const handshake = await probe.handshake();
  const replies = await answerOrEnd(handshake.ask(option, data));
  if (replies === null) return probe.stillServes();
  expectRefused(replies);
  await answersReads(await probe.go(handshake));
}

const info = rulesOf("NBD_OPT_INFO and NBD_OPT_GO", [
  [
    "info",
    "MUST",
    "INFO with no requests gets INFO_EXPORT, 12 bytes, and an ACK; negotiation goes on.",
    async (probe) => {
      const handshake = await probe.handshake();
      const infos = await infosOf(handshake, probe.exportName, []);
      const found = infos.filter(({ type }) => type === nbd.NBD_INFO_EXPORT);
      expect(found.length === 1, `${found.length} times INFO_EXPORT`);
      expect(found[0]!.data.length === 12, `INFO_EXPORT of ${found[0]!.data.length} bytes`);
      await inSync(handshake);
    },
  ],
  [
    "info-unknown-request",
    "MUST",
    "Information requests the server does not understand are ignored.",
    async (probe) => {
      const handshake = await probe.handshake();
      const infos = await infosOf(handshake, probe.exportName, [0x7777, BLOCK_SIZE, 0xffff]);
      const odd = infos.some(({ type }) => type === 0x7777 || type === 0xffff);
      expect(!odd, "answered");
    },
  ],
  [
    "info-once",
    "SHOULD",
    "Each kind of information appears once.",
    async (probe) => {
      const infos = await infosOf(await probe.handshake(), probe.exportName, [0, 1, 2, 3]);
      const kinds = infos.map(({ type }) => type);
      expect(new Set(kinds).size === kinds.length, `kinds ${kinds}`);
    },
  ],
  [
    "info-name",
    "MUST",
    "The canonical name, if sent, is UTF-8, at most 4096 bytes, and known to INFO.",
    async (probe) => {
      const handshake = await probe.handshake();
      const infos = await infosOf(handshake, probe.exportName, [nbd.NBD_INFO_NAME]);
      const name = infos.find(({ type }) => type === nbd.NBD_INFO_NAME)?.data.subarray(2);
      offered(name !== undefined, "no INFO_NAME");
      expect(name.length <= nbd.NBD_MAX_STRING, `${name.length} bytes`);
      const text = new TextDecoder("utf-8", { fatal: true }).decode(name);
      await handshake.describe(INFO, text);
    },
  ],
  [
    "info-repeated",
    "MUST",
    "INFO twice, and GO with the same parameters, tell the same.",
    async (probe) => {
      const handshake = await probe.handshake();
      const first = await handshake.describe(INFO, probe.exportName);
      const second = await handshake.describe(INFO, probe.exportName);
      const last = await handshake.describe(GO, probe.exportName);
      for (const other of [second, last]) {
        expect(first.bytes === other.bytes, `size ${first.bytes}, then ${other.bytes}`);
        expect(first.flags === other.flags, `flags ${first.flags}, then ${other.flags}`);
      }
    },
  ],
  [
    "info-unknown-export",
    "MUST",
    "INFO of an unknown export gets ERR_UNKNOWN and no information; negotiation goes on.",
    async (probe) => {
      const handshake = await pickyHandshake(probe);
      const data = encodeInfoQuery({ name: UNKNOWN_NAME, requests: [] });
      const replies = await handshake.ask(INFO, data);
      expectRefused(replies, nbd.NBD_REP_ERR_UNKNOWN);
      expect(replies.length === 1, "information about an unknown export");
      await inSync(handshake);
    },
  ],
  [
    "go-unknown-export",
    "MUST",
    "GO to an unknown export gets ERR_UNKNOWN, and a GO to a known one still works.",
    async (probe) => {
      const handshake = await pickyHandshake(probe);
      const data = encodeInfoQuery({ name: UNKNOWN_NAME, requests: [BLOCK_SIZE] });
      expectRefused(await handshake.ask(GO, data), nbd.NBD_REP_ERR_UNKNOWN);
      await answersReads(await probe.go(handshake));
    },
  ],
  [
    "info-empty-name",
    "MUST",
    "The empty name means the default export, or is unknown; negotiation goes on.",
    async (probe) => {
      const handshake = await probe.handshake();
      const { type } = finalOf(
        await handshake.ask(INFO, encodeInfoQuery({ name: "", requests: [] })),
      );
      expect(type === nbd.NBD_REP_ACK || type === nbd.NBD_REP_ERR_UNKNOWN, `reply ${type}`);
      await inSync(handshake);
    },
  ],
  [
    "info-longest-name",
    "MUST",
    "A name of 4096 bytes, the longest there is, gets an answer.",
    async (probe) => {
      const handshake = await probe.handshake();
      await handshake.ask(INFO, encodeInfoQuery({ name: "a".repeat(4096), requests: [] }));
      await inSync(handshake);
    },
  ],
  [
    "info-name-overrun",
    "MUST",
    "A name longer than the option's data is an error, or the end.",
    (probe) => {
      const data = encodeInfoQuery({ name: probe.exportName, requests: [] });
      data.writeUInt32BE(0x7fff_fff0, 0);
      return refusesThenKnows(probe, INFO, data);
    },
  ],
  [
    "go-empty",
    "MUST",
    "GO without any data is an error, or the end.",
    (probe) => refusesThenKnows(probe, GO, Buffer.alloc(0)),
  ],
  [
    "go-truncated",
    "MUST",
    "More information requests announced than sent is an error, or the end.",
    (probe) => {
      const data = encodeInfoQuery({ name: probe.exportName, requests: [BLOCK_SIZE] });
      return refusesThenKnows(probe, GO, data.subarray(0, -1));
    },
  ],
  [
    "info-trailing",
    "MUST",
    "Bytes behind the information requests are an error, or skipped.",
    async (probe) => {
      const handshake = await probe.handshake();
      const data = encodeInfoQuery({ name: probe.exportName, requests: [] });
      const trailing = Buffer.concat([data, Buffer.alloc(7)]);
      const replies = await answerOrEnd(handshake.ask(INFO, trailing));
      if (replies === null) return probe.stillServes();
      await answersReads(await probe.go(handshake));
    },
  ],
  [
    "go-no-zeroes",
    "MUST",
    "No padding follows the ACK to GO, even without NO_ZEROES.",
    async (probe) => {
      await answersReads(await probe.go(await probe.handshake(1)));
    },
  ],
  [
    "go-no-requests",
    "SHOULD",
    "A client that does not ask for block sizes is not refused.",
    async (probe) => {
      const handshake = await probe.handshake();
      const data = encodeInfoQuery({ name: probe.exportName, requests: [] });
      expectAcknowledged(await handshake.ask(GO, data));
    },
  ],
]);

function isPowerOfTwo(value: number): boolean {
  return value > 0 && Number.isInteger(Math.log2(value));
}

async function blockSizeOf(probe: Probe) {
  const client = await probe.client();
  const { blockSize } = client.description;
  offered(blockSize !== null, "no INFO_BLOCK_SIZE");
  return { client, ...blockSize };
}

const sizes = rulesOf("Size constraints", [
  [
    "size-minimum",
    "MUST",
    "The minimum block is a power of two, at most 65 536.",
    async (probe) => {
      const { minimum } = await blockSizeOf(probe);
      expect(isPowerOfTwo(minimum) && minimum <= 65_536, `minimum ${minimum}`);
    },
  ],
  [
    "size-preferred",
    "MUST",
    "The preferred block is a power of two, at least 512 and the minimum block.",
    async (probe) => {
      const { minimum, preferred } = await blockSizeOf(probe);
      const least = Math.max(512, minimum);
      expect(isPowerOfTwo(preferred) && preferred >= least, `preferred ${preferred}`);
    },
  ],
  [
    "size-maximum",
    "MUST",
    "The maximum payload is at least the preferred block.",
    async (probe) => {
      const { preferred, maximumPayload } = await blockSizeOf(probe);
      expect(maximumPayload >= preferred, `maximum ${maximumPayload}`);
    },
  ],
  [
    "size-maximum-1m",
    "SHOULD",
    "The maximum payload is at least 1 MiB, if the export is that large.",
    async (probe) => {
      const { client, maximumPayload } = await blockSizeOf(probe);
      offered(bytesOf(client) >= 1024 * 1024, "the export is smaller than 1 MiB");
      expect(maximumPayload >= 1024 * 1024, `maximum ${maximumPayload}`);
    },
  ],
  [
    "size-multiple",
    "SHOULD",
    "The export's size is a multiple of the minimum block.",
    async (probe) => {
      const { client, minimum } = await blockSizeOf(probe);
      expect(bytesOf(client) % minimum === 0, `${bytesOf(client)} bytes in blocks of ${minimum}`);
    },
  ],
]);

export const exportRules: Rule[] = [...exportName, ...flags, ...info, ...sizes];
