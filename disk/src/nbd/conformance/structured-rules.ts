/** Rules of STRUCTURED_REPLY. */
import * as nbd from "../protocol.js";
import { blockOf, expectRefused, finalOf, inSync } from "./probe.js";
import { expect, offered, type Rule, rulesOf } from "./rule.js";

const { NBD_OPT_STRUCTURED_REPLY: STRUCTURED } = nbd;

const structuredReply = rulesOf("NBD_OPT_STRUCTURED_REPLY", [
  [
    "structured",
    "MUST",
    "STRUCTURED_REPLY is acknowledged, or refused with ERR_UNSUP.",
    async (probe) => {
      const handshake = await probe.handshake();
      const replies = await handshake.ask(STRUCTURED);
      if (finalOf(replies).type !== nbd.NBD_REP_ACK) expectRefused(replies, nbd.NBD_REP_ERR_UNSUP);
      await inSync(handshake);
    },
  ],
  [
    "structured-data",
    "SHOULD",
    "With data it is refused with ERR_INVALID.",
    async (probe) => {
      const handshake = await probe.handshake();
      const replies = await handshake.ask(STRUCTURED, Buffer.alloc(3));
      offered(finalOf(replies).type !== nbd.NBD_REP_ERR_UNSUP, "no structured replies");
      expectRefused(replies, nbd.NBD_REP_ERR_INVALID);
      await inSync(handshake);
    },
  ],
  [
    "structured-refused",
    "MUST",
    "After a refused STRUCTURED_REPLY, replies are simple.",
    async (probe) => {
      const handshake = await probe.handshake();
      const { type } = finalOf(await handshake.ask(STRUCTURED, Buffer.alloc(3)));
      offered(type !== nbd.NBD_REP_ACK, "STRUCTURED_REPLY with data is not refused");
      const client = await probe.go(handshake);
      const reply = await client.submit({ type: nbd.NBD_CMD_READ, length: blockOf(client) });
      expect(!reply.structured, "a structured reply");
    },
  ],
  [
    "structured-twice",
    "MUST",
    "A second STRUCTURED_REPLY is acknowledged, or refused with ERR_INVALID.",
    async (probe) => {
      const handshake = await probe.handshake();
      const { type } = finalOf(await handshake.ask(STRUCTURED));
      offered(type === nbd.NBD_REP_ACK, "no structured replies");
      const again = await handshake.ask(STRUCTURED);
      if (finalOf(again).type !== nbd.NBD_REP_ACK) expectRefused(again, nbd.NBD_REP_ERR_INVALID);
      await inSync(handshake);
    },
  ],
]);

export const structuredRules: Rule[] = structuredReply;
