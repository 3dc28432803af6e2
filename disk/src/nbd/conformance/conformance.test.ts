import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { decodeOptionReplyHeader, encodeOptionReply } from "../handshake.js";
import type { Step } from "../outcome.js";
import type { Policy } from "../policy.js";
import * as nbd from "../protocol.js";
import { CHUNK_BYTES, SIMPLE_REPLY_BYTES } from "../reply.js";
import { type Identity, selfSigned } from "../testing/certificate.js";
import { exportOf, policyOf } from "../testing/fixtures.js";
import { ReferenceServer, type Twist } from "../testing/reference-server.js";
import { type Result, type RunOptions, rules, runConformance } from "./run.js";

const MIB = 1024 * 1024;
const writable = exportOf({ bytes: 4 * MIB, maximumPayload: MIB });

async function resultsOf(
  options: RunOptions & {
    twist?: Twist;
    info?: Partial<typeof writable>;
    mode?: Policy["tls"];
    identity?: Identity;
  } = {},
): Promise<Result[]> {
  const exports = [exportOf({ ...writable, ...options.info })];
  const policy = policyOf({ exports, tls: options.mode ?? "none" });
  const server = new ReferenceServer(policy, options.twist, options.identity);
  const address = await server.listen();
  try {
    return await runConformance(address, options);
  } finally {
    await server.close();
  }
}

function idsOf(results: Result[], verdict: Result["verdict"]): string[] {
  return results.filter((result) => result.verdict === verdict).map(({ id }) => id);
}

test("every rule has a name of its own, and there are enough of them", () => {
  assert.equal(new Set(rules.map(({ id }) => id)).size, rules.length);
  assert.ok(rules.length >= 150);
});

/** Runs of honest servers: writable, read-only, poor, and with TLS. */
async function honestRuns(): Promise<Result[]> {
  const poor = { canTrim: false, canWriteZeroes: false, canFastZero: false, canCache: false };
  const infos = [{}, { readOnly: true }, { minimumBlock: 1, ...poor }, { canFastZero: false }];
  const results: Result[] = [];
  for (const info of infos) results.push(...(await resultsOf({ info })));
  const identity = selfSigned();
  const tls = { ca: identity.cert, servername: "localhost" };
  for (const mode of ["optional", "required"] as const) {
    results.push(...(await resultsOf({ mode, identity, tls, filter: /^(tls|read|info|write)-/ })));
  }
  return results;
}

test("honest servers fail nothing, and show nearly every rule", async () => {
  const results = await honestRuns();
  assert.deepEqual(
    results.filter(({ verdict }) => verdict === "fail"),
    [],
  );
  const tried = new Set(idsOf(results, "pass"));
  const untried = rules.map(({ id }) => id).filter((id) => !tried.has(id));
  // Ours always offers NO_ZEROES and FUA.
  assert.deepEqual(untried, ["client-flags-not-offered", "flag-fua-unadvertised"]);
});

/** Changes the replies to one option. */
function atOption(option: number, change: (type: number, data: Buffer) => Buffer[]): Twist {
  return {
    step(step: Step): Step {
      const send = step.send.flatMap((bytes) => {
        const header = bytes.length >= 20 ? decodeOptionReplyHeader(bytes) : null;
        if (header?.option !== option) return [bytes];
        return change(header.type, bytes.subarray(20));
      });
      return { ...step, send };
    },
  };
}

/** Changes the reply to one command. */
function atCommand(type: number, change: (bytes: Buffer) => Buffer): Twist {
  return { reply: (bytes, request) => (request.type === type ? change(bytes) : bytes) };
}

function overwritten(offset: number, value: number): (bytes: Buffer) => Buffer {
  return (bytes) => {
    const changed = Buffer.from(bytes);
    changed[offset] = value;
    return changed;
  };
}

function ackInstead(option: number): Twist {
  return atOption(option, () => [encodeOptionReply(option, nbd.NBD_REP_ACK)]);
}

function errorInstead(wrong: number, right: number): Twist {
  return { judge: (error) => (error === wrong ? right : error) };
}

const { NBD_CMD_READ: READ, NBD_CMD_WRITE: WRITE, NBD_CMD_WRITE_ZEROES: ZEROES } = nbd;

/** Broken servers, and the rule that has to notice each. */
const mutants: [name: string, twist: Twist, noticedBy: string[]][] = [
  ["wrong greeting", { greeting: overwritten(3, 0) }, ["greeting-magic"]],
  ["not fixed", { greeting: overwritten(17, 2) }, ["greeting-fixed"]],
  ["odd handshake flag", { greeting: overwritten(17, 7) }, ["handshake-flags-known"]],
  ["ABORT without a reply", atOption(nbd.NBD_OPT_ABORT, () => []), ["abort-ack", "abort-data"]],
  [
    "ERR_INVALID for unknown options",
    atOption(0x5a5a_0001, () => [encodeOptionReply(0x5a5a_0001, nbd.NBD_REP_ERR_INVALID)]),
    ["option-unknown"],
  ],
  ["LIST with data accepted", ackInstead(nbd.NBD_OPT_LIST), ["list-data"]],
  [
    "every export exists",
    ackInstead(nbd.NBD_OPT_GO),
    ["go-unknown-export", "go-empty", "go-truncated"],
  ],
  [
    "INFO_EXPORT too long",
    atOption(nbd.NBD_OPT_INFO, (type, data) => [
      encodeOptionReply(nbd.NBD_OPT_INFO, type, Buffer.concat([data, Buffer.alloc(type & 1)])),
    ]),
    ["info"],
  ],
  [
    "SET_META_CONTEXT always succeeds",
    ackInstead(nbd.NBD_OPT_SET_META_CONTEXT),
    ["meta-set-unstructured", "meta-query-overrun"],
  ],
  [
    "context identifiers in LIST",
    atOption(nbd.NBD_OPT_LIST_META_CONTEXT, (type, data) => {
      const changed = type === nbd.NBD_REP_META_CONTEXT ? overwritten(3, 9)(data) : data;
      return [encodeOptionReply(nbd.NBD_OPT_LIST_META_CONTEXT, type, changed)];
    }),
    ["meta-list-id"],
  ],
  ["STARTTLS accepted, no TLS", ackInstead(nbd.NBD_OPT_STARTTLS), ["tls-data"]],
  ["cookie spoiled", atCommand(READ, overwritten(8, 1)), ["cookie-verbatim"]],
  [
    "simple replies to structured reads",
    atCommand(READ, (bytes) => {
      if (bytes.readUInt32BE() !== nbd.NBD_STRUCTURED_REPLY_MAGIC) return bytes;
      const error = bytes.readUInt16BE(6) >= 0x8000;
      const simple = Buffer.concat([
        bytes.subarray(0, SIMPLE_REPLY_BYTES),
        bytes.subarray(error ? bytes.length : CHUNK_BYTES + 8),
      ]);
      simple.writeUInt32BE(nbd.NBD_SIMPLE_REPLY_MAGIC, 0);
      simple.writeUInt32BE(error ? nbd.NBD_EINVAL : 0, 4);
      return simple;
    }),
    ["reply-structured", "reply-structured-error"],
  ],
  ["unknown commands succeed", { judge: (e, { type }) => (type > 7 ? 0 : e) }, ["command-unknown"]],
  ["flags are not looked at", { judge: (e, { flags }) => (flags ? 0 : e) }, ["flag-unknown-read"]],
  ["CACHE takes any flag", { judge: (e, { type }) => (type === 5 ? 0 : e) }, ["cache-flags"]],
  [
    "FUA is refused",
    { judge: (e, { flags }) => (flags & nbd.NBD_CMD_FLAG_FUA ? nbd.NBD_EINVAL : e) },
    ["fua-read", "fua-write", "fua-flush", "fua-trim", "fua-cache", "fua-block-status"],
  ],
  ["ENOSPC is EINVAL", errorInstead(nbd.NBD_ENOSPC, nbd.NBD_EINVAL), ["write-past-end"]],
  ["EINVAL is EIO", errorInstead(nbd.NBD_EINVAL, nbd.NBD_EIO), ["read-past-end", "trim-past-end"]],
  ["errors beyond the eight", errorInstead(nbd.NBD_EINVAL, 77), ["error-values"]],
  [
    "the payload of a refused WRITE is taken for requests",
    { forgetsPayload: true },
    ["write-past-end", "flag-unknown-write", "write-oversize"],
  ],
  ["DISC does not close", { keepsOpen: true }, ["disc"]],
  [
    "writes are lost",
    { executes: ({ type }) => type !== WRITE },
    ["write-read", "write-fua", "pipeline-64", "disc-pending", "multi-conn-flush"],
  ],
  ["zeroes are lost", { executes: ({ type }) => type !== ZEROES }, ["zeroes", "zeroes-no-hole"]],
  [
    "TRIM goes too far",
    {
      reply: (bytes, { type, offset, length }, disk) => {
        if (type === nbd.NBD_CMD_TRIM) disk.zero(offset, 2 * length, false);
        return bytes;
      },
    },
    ["trim"],
  ],
  [
    "WRITE goes too far",
    {
      reply: (bytes, { type, offset, length }, disk) => {
        if (type === WRITE) disk.zero(offset + length, 1, true);
        return bytes;
      },
    },
    ["write-neighbours"],
  ],
  [
    "everything is a hole",
    atCommand(nbd.NBD_CMD_BLOCK_STATUS, overwritten(31, 3)),
    ["status-data", "status-zero"],
  ],
  [
    "extents longer than the request",
    atCommand(nbd.NBD_CMD_BLOCK_STATUS, overwritten(25, 0xff)),
    ["status-one"],
  ],
  ["a foreign context", atCommand(nbd.NBD_CMD_BLOCK_STATUS, overwritten(23, 9)), ["status"]],
  [
    "reserved status flags",
    atCommand(nbd.NBD_CMD_BLOCK_STATUS, overwritten(28, 0x80)),
    ["status-reserved"],
  ],
  [
    "reads fall short",
    atCommand(READ, (bytes) => {
      if (bytes.readUInt32BE() !== nbd.NBD_STRUCTURED_REPLY_MAGIC) return bytes;
      const short = Buffer.from(bytes.subarray(0, -1));
      short.writeUInt32BE(short.length - CHUNK_BYTES, 16);
      return short;
    }),
    ["read-chunks", "read-df"],
  ],
];

/** Structured replies for everybody: what was agreed on does not count. */
const forgetful: Twist = {
  step({ send, outcome }: Step): Step {
    if (outcome.kind !== "transmission") return { send, outcome };
    return {
      send,
      outcome: { ...outcome, agreement: { ...outcome.agreement, structured: true } },
    };
  },
};

test("the suite notices what survives STARTTLS", async () => {
  const identity = selfSigned();
  const tls = { ca: identity.cert, servername: "localhost" };
  const filter = /^(reply-simple|structured-refused|tls-state-dropped|tls-injection)$/;
  const results = await resultsOf({ twist: forgetful, mode: "optional", identity, tls, filter });
  assert.equal(idsOf(results, "fail").length, 4);
});

describe("the suite notices", () => {
  for (const [name, twist, noticedBy] of mutants) {
    test(name, async () => {
      const filter = new RegExp(`^(${noticedBy.join("|")})$`);
      const results = await resultsOf({ twist, filter, timeout_ms: 300 });
      assert.deepEqual(idsOf(results, "fail").sort(), [...noticedBy].sort());
    });
  }
});
