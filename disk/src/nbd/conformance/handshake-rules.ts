import { encodeClientFlags, encodeOption } from "../handshake.js";
import * as nbd from "../protocol.js";
import { expectClosed, expectRefused, inSync, type Probe, UNKNOWN_OPTION } from "./probe.js";
import { expect, offered, type Rule, rulesOf } from "./rule.js";

const greeting = rulesOf("Newstyle negotiation", [
  [
    "greeting-magic",
    "MUST",
    "The server begins with NBDMAGIC and IHAVEOPT.",
    async (probe) => {
      await (await probe.connection()).greeting();
    },
  ],
  [
    "greeting-fixed",
    "MUST",
    "The server offers the fixed newstyle handshake (Baseline).",
    async (probe) => {
      const flags = await (await probe.connection()).greeting();
      expect((flags & nbd.NBD_FLAG_FIXED_NEWSTYLE) !== 0, `handshake flags ${flags}`);
    },
  ],
]);

const clientFlags = rulesOf("Client flags", [
  [
    "handshake-flags-known",
    "MUST",
    "The server sets no handshake flags but FIXED_NEWSTYLE and NO_ZEROES.",
    async (probe) => {
      const flags = await (await probe.connection()).greeting();
      expect((flags & ~3) === 0, `handshake flags ${flags}`);
    },
  ],
  [
    "client-flags-unknown",
    "MUST",
    "The server drops the connection if the client sets an unknown flag.",
    async (probe) => {
      const handshake = await probe.connection();
      await handshake.greeting();
      handshake.send(encodeClientFlags(1 | (1 << 16)), encodeOption(nbd.NBD_OPT_LIST));
      await expectClosed(handshake.source);
    },
  ],
  [
    "client-flags-not-offered",
    "MUST",
    "The server drops the connection if the client sets NO_ZEROES and the server did not.",
    async (probe) => {
      const handshake = await probe.connection();
      const flags = await handshake.greeting();
      offered((flags & nbd.NBD_FLAG_NO_ZEROES) === 0, "the server offers NO_ZEROES");
      handshake.send(encodeClientFlags(3), encodeOption(nbd.NBD_OPT_LIST));
      await expectClosed(handshake.source);
    },
  ],
]);

async function unknownOptionThenAbort(probe: Probe, data: Uint8Array): Promise<void> {
  const handshake = await probe.handshake();
  const replies = await handshake.ask(UNKNOWN_OPTION, data);
  expectRefused(replies, nbd.NBD_REP_ERR_UNSUP);
  await inSync(handshake);
}

const general = rulesOf("Baseline", [
  [
    "option-unknown",
    "MUST",
    "An option the server does not know gets ERR_UNSUP, and the next one is understood.",
    (probe) => unknownOptionThenAbort(probe, Buffer.alloc(0)),
  ],
  [
    "option-unknown-data",
    "MUST",
    "So it does when it carries 1000 bytes of data.",
    (probe) => unknownOptionThenAbort(probe, Buffer.alloc(1000, 0x49)),
  ],
  [
    "option-extended-headers",
    "MUST",
    "The experimental EXTENDED_HEADERS is acknowledged or refused, never ignored.",
    async (probe) => {
      const handshake = await probe.handshake();
      await handshake.ask(nbd.NBD_OPT_EXTENDED_HEADERS);
      await inSync(handshake);
    },
  ],
  [
    "option-many",
    "MUST",
    "Twenty unknown options, one after the other, get twenty ERR_UNSUP.",
    async (probe) => {
      const handshake = await probe.handshake();
      for (let count = 0; count < 20; count++) {
        expectRefused(await handshake.ask(UNKNOWN_OPTION + count), nbd.NBD_REP_ERR_UNSUP);
      }
      await inSync(handshake);
    },
  ],
  [
    "option-byte-by-byte",
    "MUST",
    "Options that arrive byte by byte are understood.",
    async (probe) => {
      const handshake = await probe.handshake();
      for (const byte of encodeOption(UNKNOWN_OPTION, Buffer.alloc(8))) {
        handshake.send(Uint8Array.of(byte));
        await new Promise(setImmediate);
      }
      expectRefused(await handshake.replies(UNKNOWN_OPTION), nbd.NBD_REP_ERR_UNSUP);
      await inSync(handshake);
    },
  ],
]);

const termination = rulesOf("Termination of the session during option haggling", [
  [
    "option-magic",
    "SHOULD",
    "An option with a wrong magic is not obeyed: the connection is closed, or it is an error.",
    async (probe) => {
      const handshake = await probe.handshake();
      const option = encodeOption(nbd.NBD_OPT_ABORT);
      option[7]! ^= 0x20;
      handshake.send(option);
      handshake.stream.end();
      const bytes = await handshake.source.read(20).catch(() => null);
      if (bytes === null) return;
      expect(bytes.readUInt32BE(12) >= 0x8000_0000, "obeyed");
    },
  ],
  [
    "option-oversized",
    "MUST",
    "An unknown option with 1 MiB of data gets an error and is skipped, or the server hangs up.",
    async (probe) => {
      const handshake = await probe.handshake();
      handshake.send(encodeOption(UNKNOWN_OPTION, Buffer.alloc(1024 * 1024, 0x49)));
      const replies = await handshake.replies(UNKNOWN_OPTION).catch(() => null);
      if (replies === null) return probe.stillServes();
      expectRefused(replies);
      await inSync(handshake);
    },
  ],
  [
    "option-length-claimed",
    "MUST",
    "An option that claims 4 GiB of data and a client that vanishes do not hurt other clients.",
    async (probe) => {
      const handshake = await probe.handshake();
      const option = encodeOption(nbd.NBD_OPT_GO, Buffer.alloc(100));
      option.writeUInt32BE(0xffff_ffff, 12);
      handshake.send(option);
      await new Promise(setImmediate);
      handshake.destroy();
      await probe.stillServes();
    },
  ],
  [
    "handshake-vanish",
    "SHOULD",
    "A client that disconnects in the middle of an option does not hurt other clients.",
    async (probe) => {
      const handshake = await probe.handshake();
      handshake.send(encodeOption(nbd.NBD_OPT_LIST).subarray(0, 9));
      await new Promise(setImmediate);
      handshake.destroy();
      await probe.stillServes();
    },
  ],
]);

export const handshakeRules: Rule[] = [...greeting, ...clientFlags, ...general, ...termination];
