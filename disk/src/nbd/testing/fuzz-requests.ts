/**
 * One random stream of requests, in one piece and in random chunks, judged by a second, slower
 * set of rules. A FLUSH at the end of an intact stream shows that it stayed in sync.
 */
import assert from "node:assert/strict";
import type { Random } from "@ashlar/rapilog/random";
import type { Agreement } from "../export.js";
import * as nbd from "../protocol.js";
import * as reply from "../reply.js";
import { encodeRequest, REQUEST_BYTES, type RequestFields } from "../request.js";
import { Found, RequestStream } from "../request-stream.js";
import { Rules } from "../rules.js";
import { chunksOf } from "./chunks.js";
import { exportOf } from "./fixtures.js";
import { damaged } from "./fuzz-handshake.js";

const MAXIMUM_PAYLOAD = 8192;
const LAST_COOKIE = 0xdead_beef_0000_0001n;

function randomAgreement(random: Random): Agreement {
  const structured = random.chance(0.5);
  return {
    export: exportOf({
      bytes: random.pick([0, 512, 65_536, 2 ** 40, 2 ** 53 - 512]),
      minimumBlock: random.pick([1, 512, 4096]),
      maximumPayload: MAXIMUM_PAYLOAD,
      readOnly: random.chance(0.2),
      canTrim: random.chance(0.8),
      canWriteZeroes: true,
      canFastZero: random.chance(0.5),
      canCache: random.chance(0.5),
    }),
    structured,
    allocationContext: structured && random.chance(0.7) ? 1 : null,
  };
}

export function randomFields(random: Random, bytes: number): RequestFields {
  const end = BigInt(bytes);
  const length = random.pick([0, 1, 511, 512, 512, 4096, 4096, 8192, 8704, 65_536]);
  const offsets = [
    0n,
    0n,
    512n,
    4096n,
    end - BigInt(length),
    end,
    1n,
    1n << 63n,
    (1n << 64n) - 512n,
  ];
  return {
    type: random.pick([0, 0, 1, 1, 1, 3, 4, 5, 6, 7, 8, 0xffff]),
    cookie: (BigInt(random.below(2 ** 32)) << 32n) | BigInt(random.below(2 ** 32)),
    flags: random.chance(0.7) ? 0 : 1 << random.below(6),
    offset: BigInt.asUintN(64, random.pick(offsets)),
    length: random.chance(0.02) ? random.below(100_000) : length,
  };
}

/** The rules once more, in the words of the document and with exact arithmetic. */
function expectedError(fields: RequestFields, agreement: Agreement): number {
  const { export: info, structured, allocationContext } = agreement;
  const { type, flags = 0, offset = 0n, length = 0 } = fields;
  const writes = [nbd.NBD_CMD_WRITE, nbd.NBD_CMD_TRIM, nbd.NBD_CMD_WRITE_ZEROES].includes(type);
  if (type > 7) return nbd.NBD_EINVAL;
  if (info.readOnly && writes) return nbd.NBD_EPERM;
  const offered = [true, true, true, true, info.canTrim, info.canCache, true];
  if (type === nbd.NBD_CMD_BLOCK_STATUS ? allocationContext === null : !offered[type]) {
    return nbd.NBD_EINVAL;
  }
  const own: Record<number, number[]> = {
    [nbd.NBD_CMD_READ]: structured ? [nbd.NBD_CMD_FLAG_DF] : [],
    [nbd.NBD_CMD_WRITE_ZEROES]: [
      nbd.NBD_CMD_FLAG_NO_HOLE,
      ...(info.canFastZero ? [nbd.NBD_CMD_FLAG_FAST_ZERO] : []),
    ],
    [nbd.NBD_CMD_BLOCK_STATUS]: [nbd.NBD_CMD_FLAG_REQ_ONE],
  };
  const allowed = [0, nbd.NBD_CMD_FLAG_FUA, ...(own[type] ?? [])];
  if (!allowed.includes(flags)) return nbd.NBD_EINVAL;
  if (type === nbd.NBD_CMD_FLUSH) return offset === 0n && length === 0 ? 0 : nbd.NBD_EINVAL;
  if (length === 0) return nbd.NBD_EINVAL;
  if (length > info.maximumPayload && type === nbd.NBD_CMD_WRITE) return nbd.NBD_EINVAL;
  if (length > info.maximumPayload && type === nbd.NBD_CMD_READ) {
    return structured ? nbd.NBD_EOVERFLOW : nbd.NBD_EINVAL;
  }
  if (offset + BigInt(length) > BigInt(info.bytes)) {
    return type === nbd.NBD_CMD_WRITE || type === nbd.NBD_CMD_WRITE_ZEROES
      ? nbd.NBD_ENOSPC
      : nbd.NBD_EINVAL;
  }
  const block = BigInt(info.minimumBlock);
  const aligned = offset % block === 0n && BigInt(length) % block === 0n;
  return aligned ? 0 : nbd.NBD_EINVAL;
}

interface Event {
  found: Found;
  error: number;
  cookie: bigint;
  payload: string;
}

/** A driver as small as can be: keeps what was not consumed, and takes payloads out. */
function drive(agreement: Agreement, chunks: Iterable<Uint8Array>): Event[] {
  const stream = new RequestStream(new Rules(agreement));
  const events: Event[] = [];
  let held = Buffer.alloc(0);
  let payload = 0;
  for (const chunk of chunks) {
    held = Buffer.concat([held, chunk]);
    for (;;) {
      if (payload > held.length) break;
      if (payload > 0) {
        events.at(-1)!.payload = held.toString("latin1", 0, payload);
        held = held.subarray(payload);
        payload = 0;
      }
      const view = new DataView(held.buffer, held.byteOffset, held.length);
      const found = stream.next(view, 0, held.length);
      held = held.subarray(stream.consumed);
      if (found === Found.nothing) break;
      const { cookieHigh, cookieLow, type, length } = stream.request;
      const cookie = BigInt.asUintN(64, (BigInt(cookieHigh) << 32n) | BigInt(cookieLow >>> 0));
      events.push({ found, error: stream.error, cookie, payload: "" });
      if (found === Found.broken || found === Found.disconnect) return events;
      if (found === Found.request && type === nbd.NBD_CMD_WRITE) payload = length;
    }
    assert.ok(held.length < Math.max(REQUEST_BYTES, MAXIMUM_PAYLOAD), "buffers too much");
  }
  return events;
}

/** The replies to all events, encoded and read back: each is whole and carries its cookie. */
function repliesAreSound(events: Event[], structured: boolean): void {
  const bytes = Buffer.alloc(events.length * 32);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const cookieOf = ({ cookie }: Event): reply.Cookie => ({
    cookieHigh: Number(cookie >> 32n) | 0,
    cookieLow: Number(cookie & 0xffff_ffffn) | 0,
  });
  let end = 0;
  for (const event of events) {
    const error = event.error || nbd.NBD_EIO;
    end = reply.encodeFailure(view, end, cookieOf(event), error, structured);
  }
  let at = 0;
  for (const event of events) {
    assert.equal(bytes.readBigUInt64BE(at + 8), event.cookie);
    const magic = bytes.readUInt32BE(at);
    assert.equal(magic === nbd.NBD_STRUCTURED_REPLY_MAGIC, structured);
    at += structured ? reply.CHUNK_BYTES + bytes.readUInt32BE(at + 16) : reply.SIMPLE_REPLY_BYTES;
  }
  assert.equal(at, end);
}

/** Requests as a stream, with a payload behind each WRITE. */
export function streamOf(requests: readonly RequestFields[], filling: number): Buffer {
  return Buffer.concat(
    requests.flatMap((fields) => [
      encodeRequest(fields),
      Buffer.alloc(fields.type === nbd.NBD_CMD_WRITE ? (fields.length ?? 0) : 0, filling),
    ]),
  );
}

export function fuzzRequests(random: Random): void {
  const agreement = randomAgreement(random);
  const requests = Array.from({ length: random.below(8) }, () =>
    randomFields(random, agreement.export.bytes),
  );
  requests.push({ type: nbd.NBD_CMD_FLUSH, cookie: LAST_COOKIE });
  const stream = streamOf(requests, random.below(256));
  const intact = random.chance(0.5);
  const sent = intact ? stream : damaged(random, stream);
  const whole = drive(agreement, [sent]);
  assert.deepEqual(drive(agreement, chunksOf(random, sent)), whole);
  repliesAreSound(whole, agreement.structured);
  if (!intact) return;
  assert.deepEqual(
    whole.map(({ cookie, found, error }) => ({
      cookie,
      error: found === Found.request ? 0 : error,
    })),
    requests.map((fields) => ({ cookie: fields.cookie, error: expectedError(fields, agreement) })),
  );
}
