/** Rules of CACHE. */
import type { Client } from "../client/client.js";
import * as nbd from "../protocol.js";
import { answersReads, blockOf, has, type Probe, pattern } from "./probe.js";
import { expect, offered, type Rule, rulesOf } from "./rule.js";

const { NBD_CMD_CACHE: CACHE } = nbd;

async function cacheClient(probe: Probe): Promise<Client> {
  const client = await probe.client();
  offered(has(client, nbd.NBD_FLAG_SEND_CACHE), "no SEND_CACHE");
  return client;
}

const cache = rulesOf("NBD_CMD_CACHE", [
  [
    "cache",
    "MUST",
    "CACHE is answered, and does not change what is read.",
    async (probe) => {
      const client = await cacheClient(probe);
      const block = blockOf(client);
      if (!has(client, nbd.NBD_FLAG_READ_ONLY)) await client.write(0, pattern(block, 8));
      const before = await client.read(0, block);
      await client.submit({ type: CACHE, length: block });
      expect((await client.read(0, block)).equals(before), "the data differ");
    },
  ],
  [
    "cache-flags",
    "MUST",
    "CACHE with an unknown flag is an error.",
    async (probe) => {
      const client = await cacheClient(probe);
      const reply = await client.submit({ type: CACHE, length: blockOf(client), flags: 1 << 14 });
      expect(reply.error !== 0, "succeeded");
      await answersReads(client);
    },
  ],
  [
    "cache-zero",
    "SHOULD",
    "CACHE of length 0 does not disconnect.",
    async (probe) => {
      const client = await cacheClient(probe);
      await client.submit({ type: CACHE, length: 0 });
      await answersReads(client);
    },
  ],
]);

export const cacheRules: Rule[] = cache;
