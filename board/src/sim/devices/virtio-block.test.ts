/** The disk, driven as a driver drives it: by its registers and a queue in memory. */
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { BlockRequest, BlockStatus, SECTOR_BYTES, VirtioBlockDevice } from "./virtio-block.js";
import { FEATURE_VERSION_1, MAGIC, Register, Status } from "./virtio-registers.js";

const SIZE = 4;
const [DESCRIPTORS, AVAILABLE, USED, HEADER, DATA, STATUS] = [
  0x000, 0x100, 0x200, 0x300, 0x400, 0x800,
] as const;

let memory: Uint8Array;
let view: DataView;
let contents: Uint8Array;
let disk: VirtioBlockDevice;
let due: (() => void)[];

const put = (register: number, value: number) => disk.write(register, 4, value);
const get = (register: number) => disk.read(register, 4);

beforeEach(() => {
  memory = new Uint8Array(0x1000);
  view = new DataView(memory.buffer);
  contents = Uint8Array.from({ length: 8 * SECTOR_BYTES }, (_, at) => at >> 9);
  due = [];
  disk = new VirtioBlockDevice(
    1,
    { contents, latency_ticks: () => 7 },
    {
      after: (_, what) => due.push(what),
      say: () => {},
      ram: (address, length) =>
        address + length <= memory.length ? memory.subarray(address, address + length) : undefined,
    },
  );
});

/** As 3.1.1 says, up to DRIVER_OK. */
function setUp(size = SIZE): void {
  put(Register.status, 0);
  put(Register.status, Status.acknowledge | Status.driver);
  put(Register.driverFeaturesSelect, 1);
  put(Register.driverFeatures, FEATURE_VERSION_1);
  put(Register.status, Status.acknowledge | Status.driver | Status.featuresOk);
  put(Register.queueSelect, 0);
  put(Register.queueSize, size);
  put(Register.queueDescriptorsLow, DESCRIPTORS);
  put(Register.queueAvailableLow, AVAILABLE);
  put(Register.queueUsedLow, USED);
  put(Register.queueReady, 1);
  put(Register.status, get(Register.status) | Status.driverOk);
}

function describeBuffer(at: number, address: number, length: number, flags: number, next = 0) {
  view.setBigUint64(DESCRIPTORS + 16 * at, BigInt(address), true);
  view.setUint32(DESCRIPTORS + 16 * at + 8, length, true);
  view.setUint16(DESCRIPTORS + 16 * at + 12, flags, true);
  view.setUint16(DESCRIPTORS + 16 * at + 14, next, true);
}

/** Three descriptors: header, data, status; the device is told. */
function request(kind: number, sector: number): void {
  view.setUint32(HEADER, kind, true);
  view.setBigUint64(HEADER + 8, BigInt(sector), true);
  describeBuffer(0, HEADER, 16, 1, 1);
  describeBuffer(1, DATA, SECTOR_BYTES, kind === BlockRequest.in ? 3 : 1, 2);
  describeBuffer(2, STATUS, 1, 2);
  memory[STATUS] = 0xff;
  const index = view.getUint16(AVAILABLE + 2, true);
  view.setUint16(AVAILABLE + 4 + 2 * (index % SIZE), 0, true);
  view.setUint16(AVAILABLE + 2, index + 1, true);
  put(Register.queueNotify, 0);
}

const finish = () => {
  for (const what of due.splice(0)) what();
};
const used = () => view.getUint16(USED + 2, true);

test("a driver finds a block device of so many sectors", () => {
  const found = [Register.magic, Register.version, Register.deviceId].map(get);
  assert.deepEqual([...found, get(Register.configuration)], [MAGIC, 2, 2, 8]);
});

test("a request is done some time after it was notified, and then interrupts", () => {
  setUp();
  request(BlockRequest.in, 5);
  assert.deepEqual([used(), disk.isRaised, memory[STATUS]], [0, false, 0xff]);
  finish();
  assert.deepEqual([used(), disk.isRaised, memory[STATUS]], [1, true, BlockStatus.ok]);
  assert.ok(memory.subarray(DATA, DATA + SECTOR_BYTES).every((byte) => byte === 5));
  put(Register.interruptAcknowledge, get(Register.interruptStatus));
  assert.equal(disk.isRaised, false);
});

test("what was written is read again", () => {
  setUp();
  memory.fill(0x77, DATA, DATA + SECTOR_BYTES);
  request(BlockRequest.out, 2);
  finish();
  assert.ok(contents.subarray(2 * SECTOR_BYTES, 3 * SECTOR_BYTES).every((byte) => byte === 0x77));
  assert.equal(contents[3 * SECTOR_BYTES], 3);
});

test("a reset drops what was not done yet", () => {
  setUp();
  request(BlockRequest.in, 5);
  put(Register.status, 0);
  finish();
  assert.deepEqual([used(), disk.isRaised, disk.pending], [0, false, 0]);
});

test("a driver that does not accept version 1 is not let in", () => {
  put(Register.status, Status.acknowledge | Status.driver | Status.featuresOk);
  assert.equal(get(Register.status) & Status.featuresOk, 0);
});

describe("what makes no sense is an error, and nothing else happens:", () => {
  test("a sector beyond the end", () => {
    setUp();
    request(BlockRequest.in, 8);
    finish();
    assert.equal(memory[STATUS], BlockStatus.error);
  });

  test("an unknown kind of request", () => {
    setUp();
    request(99, 0);
    finish();
    assert.equal(memory[STATUS], BlockStatus.unsupported);
  });

  const needsReset = () => assert.ok(get(Register.status) & Status.needsReset);

  test("memory that there is not", () => {
    setUp();
    describeBuffer(0, 0x8000, 16, 0);
    view.setUint16(AVAILABLE + 2, 1, true);
    put(Register.queueNotify, 0);
    needsReset();
  });

  test("descriptors in a circle", () => {
    setUp();
    describeBuffer(0, HEADER, 16, 1, 0);
    view.setUint16(AVAILABLE + 2, 1, true);
    put(Register.queueNotify, 0);
    needsReset();
  });

  test("a size that is no power of two", () => {
    setUp(3);
    needsReset();
  });
});
