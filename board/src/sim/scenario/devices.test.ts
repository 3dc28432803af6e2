/** Drivers as components: their devices' registers, their DMA pages and their interrupts, no more. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as numbers from "@ashlar/kernel/interface";
import { Random } from "@ashlar/rapilog/random";
import { Uart } from "../devices/uart.js";
import { DISK_PAGE, VIRT_INTERRUPTS, virtDevices } from "../devices/virt.js";
import { BlockRequest, BlockStatus, SECTOR_BYTES } from "../devices/virtio-block.js";
import { FEATURE_VERSION_1, Register, Status } from "../devices/virtio-registers.js";
import { RAM_BASE } from "../physical.js";
import type { Registers } from "../program.js";
import { call, type Doing, forever, load, store } from "../user.js";
import { READ_WRITE } from "./root.js";
import { World } from "./world.js";

const [DEVICE, DMA] = [0x30000, 0x40000];
const [NOTIFICATION, HANDLER] = [1, 2];
const SIZE = 4;
/** Where in the DMA page what is. */
const AT = {
  descriptors: 0,
  available: 0x100,
  used: 0x200,
  header: 0x300,
  status: 0x3f0,
  data: 0x400,
};

const put = (register: number, value: number) => store(DEVICE + register, value, 4);
const get = (register: number) => load(DEVICE + register, 4);

test("a component with the console's registers says something", () => {
  const lines: string[] = [];
  const world = new World(
    function* (root, { machine }) {
      const component = yield* root.start({
        program: machine.add(function* () {
          for (const byte of Buffer.from("hello\n")) yield* store(DEVICE + Uart.data, byte, 1);
          yield* forever();
        }),
        isResumed: false,
      });
      yield* root.map(root.slotOfDevice(0), component.tables, DEVICE, READ_WRITE, 1);
      yield* root.must(numbers.THREAD_RESUME, [component.thread.slot]);
      yield* root.rest();
    },
    { interrupts: VIRT_INTERRUPTS, devices: (surroundings) => virtDevices(surroundings) },
  );
  world.machine.watch((event) => {
    if (event.event === "console") lines.push(event.line);
  });
  world.until(() => lines.length > 0, "it was said");
  assert.deepEqual(lines, ["hello"]);
});

/** As virtio 1.2 says in 3.1.1. */
function* setUp(dma: number): Doing<void> {
  yield* put(Register.status, 0);
  yield* put(Register.status, Status.acknowledge | Status.driver);
  yield* put(Register.driverFeaturesSelect, 1);
  yield* put(Register.driverFeatures, FEATURE_VERSION_1);
  yield* put(Register.status, Status.acknowledge | Status.driver | Status.featuresOk);
  yield* put(Register.queueSelect, 0);
  yield* put(Register.queueSize, SIZE);
  for (const [low, at] of [
    [Register.queueDescriptorsLow, AT.descriptors],
    [Register.queueAvailableLow, AT.available],
    [Register.queueUsedLow, AT.used],
  ] as const) {
    yield* put(low, dma + at);
    yield* put(low + 4, 0);
  }
  yield* put(Register.queueReady, 1);
  const ready = Status.acknowledge | Status.driver | Status.featuresOk | Status.driverOk;
  yield* put(Register.status, ready);
}

function* describeBuffer(index: number, address: number, length: number, flags: number) {
  const at = DMA + AT.descriptors + 16 * index;
  yield* store(at, address);
  yield* store(at + 8, length, 4);
  yield* store(at + 12, flags, 2);
  yield* store(at + 14, index + 1, 2);
}

/** One request from and to the DMA page, waited for by its interrupt. */
function* transfer(dma: number, count: number, kind: number, sector: number): Doing<number> {
  yield* store(DMA + AT.header, kind, 4);
  yield* store(DMA + AT.header + 8, sector);
  yield* describeBuffer(0, dma + AT.header, 16, 1);
  yield* describeBuffer(1, dma + AT.data, SECTOR_BYTES, kind === BlockRequest.in ? 3 : 1);
  yield* describeBuffer(2, dma + AT.status, 1, 2);
  yield* store(DMA + AT.available + 4 + 2 * (count % SIZE), 0, 2);
  yield* store(DMA + AT.available + 2, count + 1, 2);
  yield* call(numbers.IRQ_ACKNOWLEDGE, HANDLER);
  yield* put(Register.queueNotify, 0);
  while (Number(yield* load(DMA + AT.used + 2, 2)) !== count + 1)
    assert.equal((yield* call(numbers.WAIT, NOTIFICATION)).badge, 1);
  yield* put(Register.interruptAcknowledge, Number(yield* get(Register.interruptStatus)));
  return Number(yield* load(DMA + AT.status, 1));
}

const SECTORS = 8;

test("a disk's driver writes and reads by DMA, and sleeps until its interrupts", () => {
  const contents = new Uint8Array(SECTORS * SECTOR_BYTES);
  const found: bigint[] = [];
  const results: number[] = [];
  const random = new Random(1);
  const world = new World(
    function* (root, { machine }) {
      const notification = yield* root.make(numbers.NOTIFICATION);
      const bits = yield* root.mint(notification.slot, 1);
      const handler = root.slotOfInterrupt(DISK_PAGE);
      const component = yield* root.start({
        program: machine.add(function* (registers: Registers) {
          const dma = Number(registers[numbers.ARGUMENTS]!);
          yield* setUp(dma);
          for (let sector = 0; sector < SECTORS; sector++) {
            yield* store(DMA + AT.data, 1000 + sector);
            results.push(yield* transfer(dma, sector, BlockRequest.out, sector));
          }
          for (let sector = 0; sector < SECTORS; sector++) {
            results.push(yield* transfer(dma, SECTORS + sector, BlockRequest.in, sector));
            found.push(yield* load(DMA + AT.data));
          }
          yield* forever();
        }),
        capabilities: { [NOTIFICATION]: { from: bits }, [HANDLER]: { from: handler } },
        isResumed: false,
      });
      const page = root.pageOfDma(0);
      yield* root.map(root.slotOfDevice(DISK_PAGE), component.tables, DEVICE, READ_WRITE, 1);
      yield* root.map(root.slotOfDma(0), component.tables, DMA, READ_WRITE, 1);
      yield* root.must(numbers.IRQ_BIND, [handler, bits, root.slotOfDomain(0)]);
      const physical = RAM_BASE + page * 4096;
      const registers = [component.thread.slot, numbers.ARGUMENTS, physical, 0, 0, 0, 0, 0];
      yield* root.must(numbers.THREAD_WRITE_REGISTERS, registers);
      yield* root.must(numbers.THREAD_RESUME, [component.thread.slot]);
      yield* root.rest();
    },
    {
      ...{ interrupts: VIRT_INTERRUPTS, dma: 1 },
      devices: (surroundings) =>
        virtDevices(surroundings, {
          contents,
          latency_ticks: () => 500 + random.below(50_000),
        }),
    },
  );
  world.until(() => found.length === SECTORS, "all sectors were read");
  assert.deepEqual(
    found,
    found.map((_, sector) => BigInt(1000 + sector)),
  );
  assert.deepEqual(new Set(results), new Set([BlockStatus.ok]));
  assert.equal(new DataView(contents.buffer).getBigUint64(3 * SECTOR_BYTES, true), 1003n);
  world.assertSound();
});
