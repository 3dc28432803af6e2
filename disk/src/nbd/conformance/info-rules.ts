/** Rules of INFO and GO. */
import type { ClientHandshake } from "../client/handshake.js";
import { encodeInfoQuery } from "../option-data.js";
import * as nbd from "../protocol.js";
import {
  answerOrEnd,
  answersReads,
  expectAcknowledged,
  expectRefused,
  finalOf,
  inSync,
  type Probe,
  UNKNOWN_NAME,
} from "./probe.js";
import { expect, offered, type Rule, rulesOf } from "./rule.js";

const { NBD_OPT_INFO: INFO, NBD_OPT_GO: GO, NBD_INFO_BLOCK_SIZE: BLOCK_SIZE } = nbd;

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
      const handshake = await probe.pickyHandshake();
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
      const handshake = await probe.pickyHandshake();
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

export const infoRules: Rule[] = info;
