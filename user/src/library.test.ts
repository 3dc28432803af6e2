/** The components' library, compiled for WebAssembly, tried in Node on memory of its own. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Random } from "@ashlar/rapilog/random";

type Numbers = Record<string, (...values: (number | bigint)[]) => number>;

function instantiate() {
  const memory = new WebAssembly.Memory({ initial: 32 });
  const view = new DataView(memory.buffer);
  const device = {
    load8: (address: number) => view.getUint8(address),
    load32: (address: number) => view.getUint32(address, true),
    store8: (address: number, value: number) => view.setUint8(address, value),
    store32: (address: number, value: number) => view.setUint32(address, value, true),
    fence: () => undefined,
    fenceText: () => undefined,
  };
  const module = new WebAssembly.Module(readFileSync(new URL("library.wasm", import.meta.url)));
  const instance = new WebAssembly.Instance(module, { env: { memory }, device });
  return {
    view,
    bytes: new Uint8Array(memory.buffer),
    call: instance.exports as unknown as Numbers,
  };
}

const RING = 0x30000;
const SIZE = 256;
const OUT = 0x31000;
const IN = 0x32000;

test("a ring gives back what was put in, in order, and refuses what has no room", () => {
  const { bytes, call } = instantiate();
  const random = new Random(7);
  const model: number[] = [];
  for (let step = 0; step < 5000; step++) {
    const length = random.below(100);
    if (random.below(2) === 0) {
      const data = Array.from({ length }, () => random.below(256));
      bytes.set(data, OUT);
      const hasRoom = model.length + length <= 128;
      assert.equal(call["push"]!(RING, SIZE, OUT, length), Number(hasRoom));
      if (hasRoom) model.push(...data);
    } else {
      const isThere = length <= model.length;
      assert.equal(call["pull"]!(RING, SIZE, IN, length), Number(isThere));
      if (isThere) assert.deepEqual([...bytes.subarray(IN, IN + length)], model.splice(0, length));
    }
    assert.equal(call["waiting"]!(RING, SIZE), model.length);
  }
});

test("a ring whose other side writes nonsense spoils no memory around it", () => {
  const { bytes, view, call } = instantiate();
  const random = new Random(8);
  bytes.fill(0xaa, RING - SIZE, RING);
  bytes.fill(0xaa, RING + SIZE, RING + 2 * SIZE);
  for (let step = 0; step < 2000; step++) {
    view.setUint32(RING, random.below(2 ** 32), true);
    view.setUint32(RING + 4, random.below(2 ** 32), true);
    assert.ok(call["waiting"]!(RING, SIZE) <= 128);
    call["push"]!(RING, SIZE, OUT, random.below(200));
    call["pull"]!(RING, SIZE, IN, random.below(200));
  }
  const around = [
    ...bytes.subarray(RING - SIZE, RING),
    ...bytes.subarray(RING + SIZE, RING + 2 * SIZE),
  ];
  assert.ok(around.every((byte) => byte === 0xaa));
});

const BLOCK = 0x33000;

test("a block has the key and the value that it was filled with", () => {
  const { bytes, call } = instantiate();
  const [key, value] = ["a key", "some value"];
  bytes.set(Buffer.from(key), OUT);
  bytes.set(Buffer.from(value), IN);
  assert.equal(call["isFree"]!(BLOCK), 1);
  call["fill"]!(BLOCK, OUT, key.length, IN, value.length);
  assert.equal(call["isFree"]!(BLOCK), 0);
  assert.equal(call["isSound"]!(BLOCK), 1);
  assert.equal(call["hasKey"]!(BLOCK, OUT, key.length), 1);
  assert.equal(call["hasKey"]!(BLOCK, OUT, key.length - 1), 0);
  const at = call["valueAt"]!(BLOCK);
  const length = call["valueLength"]!(BLOCK);
  assert.equal(Buffer.from(bytes.subarray(at, at + length)).toString(), value);
});

test("a block with any other byte is not sound", () => {
  const { bytes, call } = instantiate();
  bytes.set(Buffer.from("keyvalue"), OUT);
  call["fill"]!(BLOCK, OUT, 3, OUT + 3, 5);
  for (let at = 4; at < 12 + 8; at++) {
    bytes[BLOCK + at]! ^= 0x40;
    assert.equal(call["isSound"]!(BLOCK), 0, `byte ${at}`);
    bytes[BLOCK + at]! ^= 0x40;
  }
  assert.equal(call["isSound"]!(BLOCK), 1);
});

const QUEUE = 0x34000;
const PHYSICAL = 0x8050_0000n;
const DATA = 0x8060_0000n;

test("a request is a chain of header, data and status, as the device expects it", () => {
  const { view, call } = instantiate();
  call["clear"]!(QUEUE);
  assert.equal(call["isIdle"]!(QUEUE), 1);
  call["submit"]!(QUEUE, PHYSICAL, 0, 80n, DATA, 4096);
  const descriptor = (index: number) => {
    const at = QUEUE + index * 16;
    return {
      address: view.getBigUint64(at, true),
      length: view.getUint32(at + 8, true),
      flags: view.getUint16(at + 12, true),
      next: view.getUint16(at + 14, true),
    };
  };
  assert.deepEqual(descriptor(0), { address: PHYSICAL + 512n, length: 16, flags: 1, next: 1 });
  assert.deepEqual(descriptor(1), { address: DATA, length: 4096, flags: 3, next: 2 });
  assert.deepEqual(descriptor(2), { address: PHYSICAL + 528n, length: 1, flags: 2, next: 3 });
  assert.equal(view.getBigUint64(QUEUE + 512 + 8, true), 80n);
  assert.equal(view.getUint16(QUEUE + 128 + 2, true), 1);
  assert.equal(call["isIdle"]!(QUEUE), 0);
  view.setUint16(QUEUE + 256 + 2, 1, true);
  assert.equal(call["isIdle"]!(QUEUE), 1);
});

test("data to be written are not for the device to write", () => {
  const { view, call } = instantiate();
  call["clear"]!(QUEUE);
  call["submit"]!(QUEUE, PHYSICAL, 1, 0n, DATA, 512);
  assert.equal(view.getUint16(QUEUE + 16 + 12, true), 1);
});
