/** Rules of EXPORT_NAME and of the transmission flags. */
import { Client } from "../client/client.js";
import { EXPORT_NAME_ANSWER_BYTES, EXPORT_NAME_ZEROES_BYTES, encodeOption } from "../handshake.js";
import * as nbd from "../protocol.js";
import { answersReads, expectClosed, type Probe, UNKNOWN_NAME } from "./probe.js";
import { expect, type Rule, rulesOf } from "./rule.js";

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
      const handshake = await probe.pickyHandshake();
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

export const exportNameRules: Rule[] = [...exportName, ...flags];
