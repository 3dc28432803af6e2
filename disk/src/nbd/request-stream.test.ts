import assert from "node:assert/strict";
import { test } from "node:test";
import * as nbd from "./protocol.js";
import { encodeRequest } from "./request.js";
import { Found, RequestStream } from "./request-stream.js";
import { Rules } from "./rules.js";
import { exportOf } from "./testing/fixtures.js";

function streamOf(): RequestStream {
  return new RequestStream(
    new Rules({ export: exportOf(), structured: false, allocationContext: null }),
  );
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

test("a request is decoded byte for byte", () => {
  const hex = "25609513 0001 0001 8899aabbccddeeff 0000000000000200 00000400";
  const bytes = Buffer.from(hex.replaceAll(" ", ""), "hex");
  const stream = streamOf();
  assert.equal(stream.next(viewOf(bytes), 0, bytes.length), Found.request);
  assert.equal(stream.consumed, 28);
  const { flags, type, cookieHigh, cookieLow, offset, length } = stream.request;
  assert.deepEqual(
    [flags, type, cookieHigh >>> 0, cookieLow >>> 0, offset, length],
    [1, 1, 0x8899aabb, 0xccddeeff, 512, 1024],
  );
});

test("an incomplete request consumes nothing", () => {
  const bytes = encodeRequest({ type: nbd.NBD_CMD_FLUSH, cookie: 1n });
  const stream = streamOf();
  for (let length = 0; length < bytes.length; length++) {
    assert.equal(stream.next(viewOf(bytes), 0, length), Found.nothing);
    assert.equal(stream.consumed, 0);
  }
});

test("the payload of a refused WRITE is skipped, over as many windows as it takes", () => {
  const stream = streamOf();
  const write = encodeRequest({ type: nbd.NBD_CMD_WRITE, cookie: 1n, offset: 1n, length: 1000 });
  assert.equal(stream.next(viewOf(write), 0, write.length), Found.refused);
  assert.equal(stream.error, nbd.NBD_EINVAL);
  const payload = Buffer.alloc(600, 0xff);
  assert.equal(stream.next(viewOf(payload), 0, 600), Found.nothing);
  assert.equal(stream.consumed, 600);
  const rest = Buffer.concat([
    Buffer.alloc(400, 0xff),
    encodeRequest({ type: nbd.NBD_CMD_FLUSH, cookie: 2n }),
  ]);
  assert.equal(stream.next(viewOf(rest), 0, rest.length), Found.request);
  assert.equal(stream.consumed, rest.length);
  assert.equal(stream.request.cookieLow, 2);
});

test("other refused requests have no payload, whatever their length says", () => {
  const stream = streamOf();
  for (const type of [nbd.NBD_CMD_READ, nbd.NBD_CMD_TRIM, 99]) {
    const bytes = encodeRequest({ type, cookie: 1n, offset: 1n, length: 1000 });
    assert.equal(stream.next(viewOf(bytes), 0, bytes.length), Found.refused);
    assert.equal(stream.consumed, 28);
  }
  const flush = encodeRequest({ type: nbd.NBD_CMD_FLUSH, cookie: 1n });
  assert.equal(stream.next(viewOf(flush), 0, flush.length), Found.request);
});

test("DISC disconnects, however odd it is", () => {
  for (const fields of [{}, { offset: 1n, length: 5, flags: 0xffff }]) {
    const bytes = encodeRequest({ type: nbd.NBD_CMD_DISC, cookie: 0n, ...fields });
    assert.equal(streamOf().next(viewOf(bytes), 0, bytes.length), Found.disconnect);
  }
});

test("a wrong magic breaks the stream", () => {
  for (const magic of [0x25609514, 0x12560953, 0x21e41c71, 0]) {
    const bytes = encodeRequest({ type: nbd.NBD_CMD_READ, cookie: 0n, magic });
    assert.equal(streamOf().next(viewOf(bytes), 0, bytes.length), Found.broken);
  }
});
