/** Rules of unknown commands and flags, of FUA, and of the error values. */
import type { Client } from "../client/client.js";
import * as nbd from "../protocol.js";
import {
  answersReads,
  blockOf,
  expectError,
  expectSuccess,
  has,
  type Probe,
  pattern,
} from "./probe.js";
import { expect, offered, type Rule, rulesOf } from "./rule.js";

const { NBD_CMD_READ: READ, NBD_CMD_WRITE: WRITE } = nbd;
const UNKNOWN_COMMAND = 0x5a5a;
const UNKNOWN_FLAG = 1 << 14;
const ALLOWED_ERRORS = [1, 5, 12, 22, 28, 75, 95, 108];

/** A request that must be refused with EINVAL, and the stream goes on. */
async function refused(client: Client, type: number, flags: number, length: number): Promise<void> {
  const payload = type === WRITE ? pattern(length, 5) : undefined;
  const reply = await client.submit({ type, flags, length }, payload);
  await answersReads(client);
  expectError(reply, nbd.NBD_EINVAL);
}

async function unadvertised(probe: Probe, flag: number): Promise<Client> {
  const client = await probe.client();
  offered(!has(client, flag), "the server advertises it");
  return client;
}

const errors = rulesOf("Error values", [
  [
    "command-unknown",
    "SHOULD",
    "An unknown command is EINVAL.",
    async (probe) => {
      const client = await probe.client();
      await refused(client, UNKNOWN_COMMAND, 0, 0);
    },
  ],
  [
    "command-unknown-length",
    "SHOULD",
    "An unknown command with a length carries no data: the next request is understood.",
    async (probe) => {
      const client = await probe.client();
      const reply = await client.submit({ type: UNKNOWN_COMMAND, length: 4096 });
      expect(reply.error !== 0, "succeeded");
      await answersReads(client);
    },
  ],
  [
    "flag-unknown-read",
    "SHOULD",
    "An unknown flag on READ is EINVAL.",
    async (probe) => {
      const client = await probe.client();
      await refused(client, READ, UNKNOWN_FLAG, blockOf(client));
    },
  ],
  [
    "flag-unknown-write",
    "SHOULD",
    "An unknown flag on WRITE is EINVAL, and its data are skipped.",
    async (probe) => {
      const client = await probe.writer();
      await refused(client, WRITE, UNKNOWN_FLAG, blockOf(client));
    },
  ],
  [
    "flag-foreign",
    "SHOULD",
    "A flag of another command is EINVAL: REQ_ONE on READ, NO_HOLE on WRITE.",
    async (probe) => {
      const client = await probe.writer();
      await refused(client, READ, nbd.NBD_CMD_FLAG_REQ_ONE, blockOf(client));
      await refused(client, WRITE, nbd.NBD_CMD_FLAG_NO_HOLE, blockOf(client));
    },
  ],
  [
    "flag-df-unadvertised",
    "SHOULD",
    "DF without SEND_DF is EINVAL.",
    async (probe) => {
      const client = await unadvertised(probe, nbd.NBD_FLAG_SEND_DF);
      await refused(client, READ, nbd.NBD_CMD_FLAG_DF, blockOf(client));
    },
  ],
  [
    "flag-fua-unadvertised",
    "SHOULD",
    "FUA without SEND_FUA is EINVAL.",
    async (probe) => {
      const client = await unadvertised(probe, nbd.NBD_FLAG_SEND_FUA);
      await refused(client, READ, nbd.NBD_CMD_FLAG_FUA, blockOf(client));
    },
  ],
  [
    "error-values",
    "MUST",
    "Errors are among the eight that the document defines.",
    async (probe) => {
      const client = await probe.client();
      const bad = [
        { type: UNKNOWN_COMMAND },
        { type: READ, length: blockOf(client), offset: 1n << 62n },
        { type: READ, length: blockOf(client), flags: UNKNOWN_FLAG },
      ];
      for (const submission of bad) {
        expectError(await client.submit(submission), ...ALLOWED_ERRORS);
      }
    },
  ],
]);

const fuaCommands: [string, number, number][] = [
  ["READ", READ, 0],
  ["WRITE", WRITE, 0],
  ["FLUSH", nbd.NBD_CMD_FLUSH, nbd.NBD_FLAG_SEND_FLUSH],
  ["TRIM", nbd.NBD_CMD_TRIM, nbd.NBD_FLAG_SEND_TRIM],
  ["CACHE", nbd.NBD_CMD_CACHE, nbd.NBD_FLAG_SEND_CACHE],
  ["WRITE_ZEROES", nbd.NBD_CMD_WRITE_ZEROES, nbd.NBD_FLAG_SEND_WRITE_ZEROES],
  ["BLOCK_STATUS", nbd.NBD_CMD_BLOCK_STATUS, 0],
];

async function acceptsFua(probe: Probe, type: number, flag: number): Promise<void> {
  const status = type === nbd.NBD_CMD_BLOCK_STATUS;
  const client = status ? await probe.allocationClient() : await probe.client();
  offered(has(client, nbd.NBD_FLAG_SEND_FUA), "no SEND_FUA");
  offered(flag === 0 || has(client, flag), "the command is not offered");
  if (type === WRITE) offered(!has(client, nbd.NBD_FLAG_READ_ONLY), "the export is read-only");
  const length = type === nbd.NBD_CMD_FLUSH ? 0 : blockOf(client);
  const payload = type === WRITE ? pattern(length, 2) : undefined;
  expectSuccess(await client.submit({ type, length, flags: nbd.NBD_CMD_FLAG_FUA }, payload));
}

const fua = rulesOf(
  "Command flags",
  fuaCommands.map(([name, type, flag]) => [
    `fua-${name.toLowerCase().replace("_", "-")}`,
    "MUST",
    `Where SEND_FUA is set, ${name} with FUA is accepted.`,
    (probe: Probe) => acceptsFua(probe, type, flag),
  ]),
);

export const commandRules: Rule[] = [...errors, ...fua];
