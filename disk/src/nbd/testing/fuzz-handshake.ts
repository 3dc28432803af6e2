/**
 * One random handshake, in one piece and in random chunks.
 *
 * Half of the streams are well-framed: whatever is in their options, the server has to stay in
 * sync, which an ABORT at their end shows. The others have bytes changed, lost or added.
 */
import assert from "node:assert/strict";
import type { Random } from "@ashlar/rapilog/random";
import {
  decodeOptionReplyHeader,
  EXPORT_NAME_ANSWER_BYTES,
  encodeClientFlags,
  encodeOption,
  OPTION_REPLY_HEADER_BYTES,
} from "../handshake.js";
import { Negotiation, OPTION_DATA_BYTES_MAX } from "../negotiation.js";
import { encodeInfoQuery, encodeMetaQuery } from "../option-data.js";
import type { Outcome } from "../outcome.js";
import type { Policy } from "../policy.js";
import * as nbd from "../protocol.js";
import { chunksOf } from "./chunks.js";
import { exportOf, policyOf } from "./fixtures.js";

const NAMES = ["disk", "", "other", "nothing", "é", "a".repeat(4096), "a".repeat(4097), "nul\0"];
const QUERIES = ["base:allocation", "base:", "base:x", "x-y:z", "base", ":", ""];

function optionData(random: Random, option: number): Buffer {
  if (random.chance(0.2)) return Buffer.from(random.bytes(random.below(64)));
  if (random.chance(0.01)) return Buffer.alloc(OPTION_DATA_BYTES_MAX + random.below(3));
  const name = random.pick(NAMES);
  switch (option) {
    case nbd.NBD_OPT_EXPORT_NAME:
      return Buffer.from(name);
    case nbd.NBD_OPT_INFO:
    case nbd.NBD_OPT_GO: {
      const requests = Array.from({ length: random.below(6) }, () => random.below(6));
      return encodeInfoQuery({ name, requests });
    }
    case nbd.NBD_OPT_LIST_META_CONTEXT:
    case nbd.NBD_OPT_SET_META_CONTEXT: {
      const queries = Array.from({ length: random.below(4) }, () => random.pick(QUERIES));
      return encodeMetaQuery({ name, queries });
    }
    default:
      return Buffer.alloc(0);
  }
}

/** Options that do not end the handshake are likelier, so that it gets somewhere. */
const OPTIONS = [0, 3, 3, 4, 6, 6, 8, 8, 9, 9, 10, 10, 11, 99, 6, 8, 10, 1, 2, 5, 7, 0xffff_ffff];

function randomOption(random: Random): Buffer {
  const option = random.pick(OPTIONS);
  const data = optionData(random, option);
  // A length inside the data that is wrong leaves the frame intact.
  if (data.length >= 4 && random.chance(0.1)) data.writeUInt32BE(random.below(2 ** 32), 0);
  return encodeOption(option, data);
}

/** Bytes changed, cut out, or put in. */
export function damaged(random: Random, bytes: Buffer): Buffer {
  const result = Buffer.from(bytes);
  for (let count = 1 + random.below(4); count > 0; count--) {
    result[random.below(result.length)] = random.below(2 ** 32);
  }
  const at = random.below(result.length);
  const gap = random.chance(0.3) ? random.below(8) : 0;
  const added = random.chance(0.3) ? random.bytes(random.below(8)) : Buffer.alloc(0);
  return Buffer.concat([result.subarray(0, at), added, result.subarray(at + gap)]);
}

function randomPolicy(random: Random): Policy {
  const exports = [exportOf({ description: "d" }), exportOf({ name: "other", readOnly: true })];
  return policyOf({
    exports: random.chance(0.9) ? exports : [],
    defaultExport: random.chance(0.5) ? "disk" : null,
    tls: random.pick(["none", "none", "optional", "required"] as const),
  });
}

interface Conversation {
  sent: Buffer;
  outcome: Outcome;
  /** What the server left to transmission. */
  rest: Buffer;
}

function converse(policy: Policy, chunks: Iterable<Uint8Array>): Conversation {
  const negotiation = new Negotiation(policy);
  const sent: Buffer[] = [];
  const rest: Uint8Array[] = [];
  let outcome: Outcome = { kind: "continue" };
  for (const chunk of chunks) {
    if (outcome.kind === "transmission") rest.push(chunk);
    if (outcome.kind !== "continue") continue;
    const step = negotiation.receive(chunk);
    assert.ok(negotiation.held_bytes <= OPTION_DATA_BYTES_MAX);
    sent.push(...step.send);
    outcome = step.outcome;
    if (outcome.kind === "transmission") rest.push(outcome.leftover);
  }
  return { sent: Buffer.concat(sent), outcome, rest: Buffer.concat(rest) };
}

/** The last reply, after all bytes were found to be replies. */
function lastReplyOf({ sent, outcome }: Conversation): { option: number; type: number } | null {
  let last: { option: number; type: number } | null = null;
  let at = 0;
  while (sent.length - at >= OPTION_REPLY_HEADER_BYTES) {
    const header = decodeOptionReplyHeader(sent.subarray(at));
    if (header === null) break;
    at += OPTION_REPLY_HEADER_BYTES + header.length;
    last = header;
  }
  const left = sent.length - at;
  const answered = outcome.kind === "transmission" && left >= EXPORT_NAME_ANSWER_BYTES;
  assert.ok(left === 0 || answered, `${left} bytes that are no reply`);
  return last;
}

/** A client's side of a handshake, framed well, whatever it asks for; it ends with ABORT. */
export function randomHandshake(random: Random): Buffer {
  const flags = random.chance(0.95) ? 1 + 2 * random.below(2) : random.below(2 ** 32);
  const count = random.below(8);
  return Buffer.concat([
    encodeClientFlags(flags),
    ...Array.from({ length: count }, () => randomOption(random)),
    encodeOption(nbd.NBD_OPT_ABORT),
  ]);
}

export function fuzzHandshake(random: Random): void {
  const policy = randomPolicy(random);
  const wellFramed = randomHandshake(random);
  const intact = random.chance(0.5);
  const stream = intact ? wellFramed : damaged(random, wellFramed);
  const whole = converse(policy, [stream]);
  const pieces = converse(policy, chunksOf(random, stream));
  assert.ok(pieces.sent.equals(whole.sent), "the replies depend on the chunks");
  assert.equal(pieces.outcome.kind, whole.outcome.kind);
  assert.ok(pieces.rest.equals(whole.rest), "what is left over depends on the chunks");
  const last = lastReplyOf(whole);
  if (!intact || whole.outcome.kind === "transmission" || whole.outcome.kind === "startTls") return;
  assert.equal(whole.outcome.kind, "close");
  const { reason } = whole.outcome;
  // Only these may end a well-framed handshake before its ABORT.
  if (reason !== "the client aborted") {
    assert.match(reason, /flags|fixed newstyle|export|requires TLS/);
    return;
  }
  assert.deepEqual([last?.option, last?.type], [nbd.NBD_OPT_ABORT, nbd.NBD_REP_ACK]);
}
