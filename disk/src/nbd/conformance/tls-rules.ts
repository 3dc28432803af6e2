/** Rules of TLS. Those that need a TLS connection are skipped unless the target comes with one. */
import { ProtocolError } from "../client/handshake.js";
import { encodeOption } from "../handshake.js";
import { encodeInfoQuery } from "../option-data.js";
import * as nbd from "../protocol.js";
import {
  answerOrEnd,
  answersReads,
  blockOf,
  expectAcknowledged,
  expectRefused,
  finalOf,
  inSync,
  type Probe,
} from "./probe.js";
import { expect, offered, type Rule, rulesOf } from "./rule.js";

const { NBD_OPT_STARTTLS: STARTTLS, NBD_REP_ERR_TLS_REQD: TLS_REQD } = nbd;

async function acceptsStartTls(probe: Probe): Promise<boolean> {
  return finalOf(await (await probe.plain()).ask(STARTTLS)).type === nbd.NBD_REP_ACK;
}

/** Options that every server knows, with good data. */
function goodOptions(name: string): [number, Buffer?][] {
  return [
    [nbd.NBD_OPT_LIST],
    [nbd.NBD_OPT_INFO, encodeInfoQuery({ name, requests: [] })],
    [nbd.NBD_OPT_STRUCTURED_REPLY],
    [nbd.NBD_OPT_GO, encodeInfoQuery({ name, requests: [] })],
  ];
}

function needTls(probe: Probe) {
  const { tls } = probe.target;
  offered(tls !== undefined, "the suite was not given TLS");
  return tls;
}

const without = rulesOf("NOTLS mode", [
  [
    "tls-none-refused",
    "MUST",
    "A server without TLS refuses STARTTLS, and negotiation goes on.",
    async (probe) => {
      offered(!(await acceptsStartTls(probe)), "the server does TLS");
      const handshake = await probe.plain();
      expectRefused(await handshake.ask(STARTTLS));
      await answersReads(await probe.go(handshake));
    },
  ],
  [
    "tls-none-required",
    "MUST",
    "A server without TLS never says that TLS is required.",
    async (probe) => {
      offered(!(await acceptsStartTls(probe)), "the server does TLS");
      const handshake = await probe.plain();
      for (const [option, data] of goodOptions(probe.exportName)) {
        const { type } = finalOf(await handshake.ask(option, data));
        expect(type !== TLS_REQD, `option ${option}`);
      }
    },
  ],
]);

const withTls = rulesOf("FORCEDTLS mode", [
  [
    "tls-forced",
    "MUST",
    "A server that requires TLS refuses every other option but ABORT with ERR_TLS_REQD.",
    async (probe) => {
      const handshake = await probe.plain();
      const { type } = finalOf(await handshake.ask(nbd.NBD_OPT_LIST));
      offered(type === TLS_REQD, "TLS is not required");
      for (const [option, data] of [...goodOptions(probe.exportName), [0x5a5a] as [number]]) {
        expectRefused(await handshake.ask(option, data), TLS_REQD);
      }
      await inSync(handshake);
    },
  ],
  [
    "tls-data",
    "SHOULD",
    "STARTTLS with data is refused with ERR_INVALID, or ends the session.",
    async (probe) => {
      offered(await acceptsStartTls(probe), "the server does no TLS");
      const handshake = await probe.plain();
      const replies = await answerOrEnd(handshake.ask(STARTTLS, Buffer.alloc(2)));
      if (replies !== null) expectRefused(replies, nbd.NBD_REP_ERR_INVALID);
    },
  ],
  [
    "tls-twice",
    "MUST",
    "STARTTLS under TLS is ERR_INVALID.",
    async (probe) => {
      needTls(probe);
      const handshake = await probe.handshake();
      expectRefused(await handshake.ask(STARTTLS), nbd.NBD_REP_ERR_INVALID);
      await inSync(handshake);
    },
  ],
  [
    "tls-not-required-again",
    "MUST",
    "Under TLS nothing is refused with ERR_TLS_REQD.",
    async (probe) => {
      needTls(probe);
      const handshake = await probe.handshake();
      for (const [option, data] of goodOptions(probe.exportName)) {
        const { type } = finalOf(await handshake.ask(option, data));
        expect(type !== TLS_REQD, `option ${option}`);
      }
    },
  ],
]);

const startTls = rulesOf("NBD_OPT_STARTTLS", [
  [
    "tls-state-dropped",
    "MUST",
    "What was negotiated before TLS is forgotten: replies are simple.",
    async (probe) => {
      const tls = needTls(probe);
      const handshake = await probe.plain();
      const { type } = finalOf(await handshake.ask(nbd.NBD_OPT_STRUCTURED_REPLY));
      offered(type === nbd.NBD_REP_ACK, "no structured replies before TLS");
      await handshake.startTls(tls);
      const client = await probe.go(handshake);
      const reply = await client.submit({ type: nbd.NBD_CMD_READ, length: blockOf(client) });
      expect(!reply.structured, "a structured reply");
    },
  ],
  [
    "tls-injection",
    "MUST",
    "An option in plain text behind STARTTLS has no effect under TLS.",
    async (probe) => {
      const tls = needTls(probe);
      const handshake = await probe.plain();
      handshake.send(
        Buffer.concat([encodeOption(STARTTLS), encodeOption(nbd.NBD_OPT_STRUCTURED_REPLY)]),
      );
      expectAcknowledged(await handshake.replies(STARTTLS));
      // A failed handshake or a closed connection is as good: nothing was obeyed.
      const secured = await handshake.upgrade(tls).then(
        () => true,
        () => false,
      );
      if (!secured) return;
      const client = await probe.go(handshake).catch((error) => {
        expect(!(error instanceof ProtocolError), "the injected option was answered");
        return null;
      });
      if (client === null) return;
      const reply = await client.submit({ type: nbd.NBD_CMD_READ, length: blockOf(client) });
      expect(!reply.structured, "the injected option was obeyed");
    },
  ],
]);

export const tlsRules: Rule[] = [...without, ...withTls, ...startTls];
