/** Rules of ABORT and LIST. */
import { encodeOption } from "../handshake.js";
import * as nbd from "../protocol.js";
import { bytesToTheEnd, expectAcknowledged, expectRefused, finalOf, inSync } from "./probe.js";
import { expect, offered, type Rule, rulesOf } from "./rule.js";

const abort = rulesOf("NBD_OPT_ABORT", [
  [
    "abort-ack",
    "MUST",
    "ABORT is acknowledged.",
    async (probe) => expectAcknowledged(await (await probe.handshake()).ask(nbd.NBD_OPT_ABORT)),
  ],
  [
    "abort-data",
    "SHOULD",
    "Data sent with ABORT are ignored, not refused.",
    async (probe) => {
      const handshake = await probe.handshake();
      expectAcknowledged(await handshake.ask(nbd.NBD_OPT_ABORT, Buffer.from("data")));
    },
  ],
  [
    "abort-no-wait",
    "SHOULD",
    "A client that closes right after ABORT is no problem.",
    async (probe) => {
      const handshake = await probe.handshake();
      handshake.send(encodeOption(nbd.NBD_OPT_ABORT));
      handshake.stream.end();
      await bytesToTheEnd(handshake.source);
      await probe.stillServes();
    },
  ],
]);

const list = rulesOf("NBD_OPT_LIST", [
  [
    "list",
    "MUST",
    "LIST gets well-formed SERVER replies and an ACK, or an error such as ERR_POLICY.",
    async (probe) => {
      const handshake = await probe.handshake();
      const replies = await handshake.ask(nbd.NBD_OPT_LIST);
      const { type } = finalOf(replies);
      expect(type !== nbd.NBD_REP_ERR_UNSUP, "LIST is not implemented");
      const odd = replies.slice(0, -1).find((reply) => reply.type !== nbd.NBD_REP_SERVER);
      expect(odd === undefined, `reply of type ${odd?.type}`);
      await inSync(handshake);
    },
  ],
  [
    "list-data",
    "SHOULD",
    "LIST with data is refused with ERR_INVALID.",
    async (probe) => {
      const handshake = await probe.handshake();
      const replies = await handshake.ask(nbd.NBD_OPT_LIST, Buffer.alloc(4));
      offered(finalOf(replies).type !== nbd.NBD_REP_ERR_POLICY, "LIST is forbidden");
      expectRefused(replies, nbd.NBD_REP_ERR_INVALID);
      await inSync(handshake);
    },
  ],
  [
    "list-names",
    "MUST",
    "Every listed name is known to INFO.",
    async (probe) => {
      const handshake = await probe.handshake();
      const listed = await handshake.list().catch(() => []);
      offered(listed.length > 0, "nothing is listed");
      for (const { name } of listed.slice(0, 10)) {
        await handshake.describe(nbd.NBD_OPT_INFO, name);
      }
    },
  ],
]);

export const optionRules: Rule[] = [...abort, ...list];
