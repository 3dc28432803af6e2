/** Rules of FLUSH, and of what several connections see. */
import type { Client } from "../client/client.js";
import * as nbd from "../protocol.js";
import { answersReads, blockOf, expectSuccess, has, type Probe, pattern } from "./probe.js";
import { expect, offered, type Rule, rulesOf } from "./rule.js";

const flush = rulesOf("NBD_CMD_FLUSH", [
  [
    "flush",
    "MUST",
    "FLUSH is answered with success.",
    async (probe) => {
      const client = await probe.client();
      offered(has(client, nbd.NBD_FLAG_SEND_FLUSH), "no SEND_FLUSH");
      expectSuccess(await client.submit({ type: nbd.NBD_CMD_FLUSH }));
    },
  ],
  [
    "flush-place",
    "MUST",
    "FLUSH with an offset and a length is answered and carries no data.",
    async (probe) => {
      const client = await probe.client();
      offered(has(client, nbd.NBD_FLAG_SEND_FLUSH), "no SEND_FLUSH");
      await client.submit({ type: nbd.NBD_CMD_FLUSH, offset: 512n, length: 512 });
      await answersReads(client);
    },
  ],
]);

/** Two connections to an export that says it can be shared. */
async function twoWriters(probe: Probe): Promise<[Client, Client]> {
  const first = await probe.writer();
  offered(has(first, nbd.NBD_FLAG_CAN_MULTI_CONN), "no CAN_MULTI_CONN");
  return [first, await probe.writer()];
}

async function seenByOther(probe: Probe, flags: number): Promise<void> {
  const [first, second] = await twoWriters(probe);
  const length = blockOf(first);
  await second.read(0, length);
  for (let round = 0; round < 4; round++) {
    const data = pattern(length, 31 * round);
    await first.write(0, data, flags);
    if (flags === 0) await first.flush();
    expect((await second.read(0, length)).equals(data), `old data in round ${round}`);
  }
}

const sharing = rulesOf("Transmission flags", [
  [
    "multi-conn-flush",
    "MUST",
    "With CAN_MULTI_CONN, a FLUSH makes writes visible on every connection.",
    (probe) => seenByOther(probe, 0),
  ],
  [
    "multi-conn-fua",
    "MUST",
    "With CAN_MULTI_CONN, so does FUA.",
    (probe) => seenByOther(probe, nbd.NBD_CMD_FLAG_FUA),
  ],
  [
    "multi-conn-foreign-flush",
    "MUST",
    "With CAN_MULTI_CONN, a FLUSH on one connection succeeds after writes on another.",
    async (probe) => {
      const [first, second] = await twoWriters(probe);
      const data = pattern(blockOf(first), 77);
      await first.write(0, data);
      await second.flush();
      expect((await second.read(0, data.length)).equals(data), "old data");
    },
  ],
]);

export const flushRules: Rule[] = [...flush, ...sharing];
