import assert from "node:assert/strict";
import { test } from "node:test";
import { encodeBlockStatus, type StatusExtent, shapeExtents } from "./block-status.js";
import * as nbd from "./protocol.js";
import * as reply from "./reply.js";

const COOKIE: reply.Cookie = { cookieHigh: 0x8899aabb | 0, cookieLow: 0xccddeeff | 0 };
const OFFSET = 0x0012_3456_789a_bcde;

/** What an encoder writes, checked to lie exactly where it was asked to. */
function written(encode: (view: DataView, at: number) => number): string {
  const bytes = Buffer.alloc(128, 0xee);
  const end = encode(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 3);
  assert.ok(bytes.subarray(0, 3).every((byte) => byte === 0xee));
  assert.ok(bytes.subarray(end).every((byte) => byte === 0xee));
  return bytes.subarray(3, end).toString("hex");
}

function hex(text: string): string {
  return text.replaceAll(" ", "");
}

test("simple reply", () => {
  assert.equal(
    written((view, at) => reply.encodeSimpleReply(view, at, COOKIE, nbd.NBD_ENOSPC)),
    hex("67446698 0000001c 8899aabbccddeeff"),
  );
});

test("structured chunks", () => {
  assert.equal(
    written((view, at) => reply.encodeNone(view, at, COOKIE)),
    hex("668e33ef 0001 0000 8899aabbccddeeff 00000000"),
  );
  assert.equal(
    written((view, at) => reply.encodeOffsetData(view, at, COOKIE, OFFSET, 4096, false)),
    hex("668e33ef 0000 0001 8899aabbccddeeff 00001008 00123456789abcde"),
  );
  assert.equal(
    written((view, at) => reply.encodeError(view, at, COOKIE, nbd.NBD_EIO)),
    hex("668e33ef 0001 8001 8899aabbccddeeff 00000006 00000005 0000"),
  );
});

test("a failure is answered in the negotiated kind", () => {
  const failure = (structured: boolean) =>
    written((view, at) => reply.encodeFailure(view, at, COOKIE, nbd.NBD_EIO, structured));
  assert.equal(failure(false).length / 2, reply.SIMPLE_REPLY_BYTES);
  assert.equal(failure(true).length / 2, reply.ERROR_BYTES);
});

test("block status", () => {
  const extents = [
    { length: 4096, allocated: true },
    { length: 512, allocated: false },
  ];
  assert.equal(
    written((view, at) => encodeBlockStatus(view, at, COOKIE, 1, extents)),
    hex(
      "668e33ef 0001 0005 8899aabbccddeeff 00000014 00000001 00001000 00000000 00000200 00000003",
    ),
  );
});

test("extents are cut to the request, joined, and limited", () => {
  const data = (length: number): StatusExtent => ({ length, allocated: true });
  const hole = (length: number): StatusExtent => ({ length, allocated: false });
  const rows: [StatusExtent[], number, number, StatusExtent[]][] = [
    [[data(10), hole(10)], 15, 9, [data(10), hole(5)]],
    [[data(10), data(10), hole(1)], 30, 9, [data(20), hole(1)]],
    [[hole(10), data(10)], 30, 1, [hole(10)]],
    [[hole(100)], 30, 1, [hole(30)]],
    [[hole(0), data(0), hole(7)], 30, 9, [hole(7)]],
    [[data(5), hole(0), data(5)], 30, 1, [data(10)]],
    [[], 30, 9, [data(30)]],
  ];
  for (const [extents, length, limit, expected] of rows) {
    assert.deepEqual(shapeExtents(extents, length, limit), expected);
  }
});
