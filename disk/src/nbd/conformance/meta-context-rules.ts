/** Rules of the metadata contexts. */
import type { ClientHandshake } from "../client/handshake.js";
import { encodeMetaQuery } from "../option-data.js";
import * as nbd from "../protocol.js";
import {
  answersReads,
  blockOf,
  expectError,
  expectRefused,
  finalOf,
  inSync,
  type Probe,
} from "./probe.js";
import { expect, offered, type Rule, rulesOf } from "./rule.js";

const { NBD_OPT_STRUCTURED_REPLY: STRUCTURED } = nbd;
const { NBD_OPT_LIST_META_CONTEXT: LIST, NBD_OPT_SET_META_CONTEXT: SET } = nbd;
const ALLOCATION = nbd.META_BASE_ALLOCATION;

/** A connection with structured replies to a server that lists base:allocation. */
async function metaHandshake(probe: Probe): Promise<ClientHandshake> {
  const handshake = await probe.handshake();
  const { type } = finalOf(await handshake.ask(STRUCTURED));
  offered(type === nbd.NBD_REP_ACK, "no structured replies");
  const replies = await handshake.ask(LIST, metaData(probe));
  offered(finalOf(replies).type !== nbd.NBD_REP_ERR_UNSUP, "no metadata contexts");
  return handshake;
}

function metaData(probe: Probe, ...queries: string[]): Buffer {
  return encodeMetaQuery({ name: probe.exportName, queries });
}

async function contexts(probe: Probe, option: number, ...queries: string[]): Promise<string[]> {
  const handshake = await metaHandshake(probe);
  return [...(await handshake.metaContexts(option, probe.exportName, queries)).keys()];
}

async function needAllocation(probe: Probe): Promise<ClientHandshake> {
  const handshake = await metaHandshake(probe);
  const selected = await handshake.metaContexts(SET, probe.exportName, [ALLOCATION]);
  offered(selected.has(ALLOCATION), "no base:allocation");
  return handshake;
}

/** No metadata context is selected: BLOCK_STATUS is an error. */
async function expectNoneSelected(probe: Probe, handshake: ClientHandshake): Promise<void> {
  const client = await probe.go(handshake);
  const length = blockOf(client);
  const reply = await client.submit({ type: nbd.NBD_CMD_BLOCK_STATUS, length });
  expectError(reply, nbd.NBD_EINVAL);
  await answersReads(client);
}

async function malformed(probe: Probe, data: Buffer): Promise<void> {
  for (const option of [LIST, SET]) {
    const handshake = await metaHandshake(probe);
    const replies = await handshake.ask(option, data);
    expectRefused(replies, nbd.NBD_REP_ERR_INVALID);
    await inSync(handshake);
  }
}

const listContexts = rulesOf("NBD_OPT_LIST_META_CONTEXT", [
  [
    "meta-list",
    "MUST",
    "LIST without queries gets contexts named namespace:leaf, and an ACK.",
    async (probe) => {
      for (const name of await contexts(probe, LIST)) {
        expect(/^[^:\s]+:/.test(name), `context ${name}`);
      }
    },
  ],
  [
    "meta-list-base",
    "MUST",
    "The query base: lists every context of that namespace.",
    async (probe) => {
      const all = (await contexts(probe, LIST)).filter((name) => name.startsWith("base:"));
      const found = await contexts(probe, LIST, "base:");
      expect(
        all.every((name) => found.includes(name)),
        `${found}, not ${all}`,
      );
    },
  ],
  [
    "meta-list-foreign",
    "MUST",
    "Queries of an unknown namespace are ignored: only an ACK.",
    async (probe) => {
      const found = await contexts(probe, LIST, "x-nbd-conformance:foreign");
      expect(found.length === 0, `found ${found}`);
    },
  ],
  [
    "meta-list-id",
    "SHOULD",
    "The context identifiers in LIST are 0.",
    async (probe) => {
      const handshake = await metaHandshake(probe);
      const found = await handshake.metaContexts(LIST, probe.exportName, []);
      offered(found.size > 0, "no metadata contexts");
      for (const [name, id] of found) expect(id === 0, `${name} has ${id}`);
    },
  ],
  [
    "meta-query-overrun",
    "MUST",
    "A query longer than the option's data is ERR_INVALID, and the stream stays in sync.",
    (probe) => {
      const data = metaData(probe, ALLOCATION);
      data.writeUInt32BE(1000, data.length - Buffer.byteLength(ALLOCATION) - 4);
      return malformed(probe, data);
    },
  ],
  [
    "meta-query-count",
    "MUST",
    "More queries announced than sent are ERR_INVALID.",
    (probe) => {
      const data = metaData(probe);
      data.writeUInt32BE(3, data.length - 4);
      return malformed(probe, data);
    },
  ],
  [
    "meta-name-overrun",
    "MUST",
    "An export name longer than the option's data is ERR_INVALID.",
    (probe) => {
      const data = metaData(probe, ALLOCATION);
      data.writeUInt32BE(4000, 0);
      return malformed(probe, data);
    },
  ],
]);

const setContexts = rulesOf("NBD_OPT_SET_META_CONTEXT", [
  [
    "meta-set-unstructured",
    "SHOULD",
    "SET without structured replies is ERR_INVALID.",
    async (probe) => {
      const handshake = await probe.handshake();
      const replies = await handshake.ask(SET, metaData(probe, ALLOCATION));
      offered(finalOf(replies).type !== nbd.NBD_REP_ERR_UNSUP, "no metadata contexts");
      expectRefused(replies, nbd.NBD_REP_ERR_INVALID);
      await inSync(handshake);
    },
  ],
  [
    "meta-set-base",
    "MUST",
    "The wildcard base: selects nothing.",
    async (probe) => {
      const found = await contexts(probe, SET, "base:");
      expect(found.length === 0, `selected ${found}`);
    },
  ],
  [
    "meta-set-leaf",
    "MUST",
    "An unknown leaf of base: is ignored; what is known beside it is selected.",
    async (probe) => {
      await needAllocation(probe);
      const found = await contexts(probe, SET, "base:nbd-conformance", ALLOCATION);
      expect(found.length === 1 && found[0] === ALLOCATION, `selected ${found}`);
    },
  ],
  [
    "meta-set-twice",
    "MUST",
    "A context that is asked for twice is selected once.",
    async (probe) => {
      const handshake = await needAllocation(probe);
      const replies = await handshake.demand(SET, metaData(probe, ALLOCATION, ALLOCATION));
      const ids = replies.map(({ data }) => data.readUInt32BE());
      expect(new Set(ids).size === ids.length, `identifiers ${ids}`);
    },
  ],
  [
    "meta-set-none",
    "MUST",
    "SET without queries selects nothing, even after an earlier selection.",
    async (probe) => {
      const handshake = await needAllocation(probe);
      const selected = await handshake.metaContexts(SET, probe.exportName, []);
      expect(selected.size === 0, "selected something");
      await expectNoneSelected(probe, handshake);
    },
  ],
  [
    "meta-set-failed",
    "SHOULD",
    "A SET that fails drops the earlier selection.",
    async (probe) => {
      const handshake = await needAllocation(probe);
      expectRefused(await handshake.ask(SET, Buffer.alloc(2)));
      await expectNoneSelected(probe, handshake);
    },
  ],
  [
    "meta-status-unselected",
    "SHOULD",
    "BLOCK_STATUS without a selected context is EINVAL.",
    async (probe) => {
      const handshake = await probe.handshake();
      const { type } = finalOf(await handshake.ask(STRUCTURED));
      offered(type === nbd.NBD_REP_ACK, "no structured replies");
      await expectNoneSelected(probe, handshake);
    },
  ],
]);

export const metaContextRules: Rule[] = [...listContexts, ...setContexts];
