/** What there is after boot, whatever the machine has; and what it cannot boot on. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as numbers from "@ashlar/kernel/interface";
import { PAGE_BYTES } from "@ashlar/kernel/layout";
import { type BootRecord, fields, firstPages } from "@ashlar/spec/kernel";
import { instantiate, KERNEL_BYTES } from "./kernel.js";
import { Machine } from "./machine.js";
import { Caller, FIRST, PAGES } from "./testing/caller.js";
import { walk } from "./testing/home.js";
import { RECORD } from "./twin.js";

const OWN = firstPages({ ...RECORD, pages: PAGES }).first;
const image = { first: OWN, text: OWN + 1, end: OWN + 3 };

test("after boot, from memory that held anything, all invariants hold of every page and slot", () => {
  for (const record of [
    {},
    { image },
    { domains: 1, interrupts: 0, dma: 0, devices: 0 },
    { domains: 3, interrupts: 5, dma: 4, devices: 9, deviceBase: 0x9_0000 },
  ])
    new Caller(record).assertAllInvariants();
});

describe("the first thread", () => {
  test("has its program at its address, text to execute and data to write", () => {
    const kernel = new Caller({ image });
    const root = kernel.read(fields.SPACE, 0);
    const { ramBase } = kernel.record;
    const rightsAt = (page: number) => {
      const found = walk(kernel, root, numbers.IMAGE_ADDRESS + page * PAGE_BYTES);
      return found && [found.physical - ramBase, found.flags & 0xe];
    };
    assert.deepEqual(rightsAt(0), [OWN, 0b1010]);
    assert.deepEqual(rightsAt(1), [OWN + 1, 0b0110]);
    assert.deepEqual(rightsAt(2), [OWN + 2, 0b0110]);
    assert.equal(rightsAt(3), undefined);
  });

  test("begins there, and finds in its registers what there is", () => {
    const kernel = new Caller({ image, domains: 3, interrupts: 4, devices: 5, dma: 6 });
    const thread = kernel.current;
    assert.equal(kernel.register(thread, numbers.PC), BigInt(numbers.IMAGE_ADDRESS));
    const told = Array.from({ length: 6 }, (_, at) =>
      Number(kernel.register(thread, numbers.ARGUMENTS + at)),
    );
    assert.deepEqual(told, [3, 4, 5, 6, kernel.free, PAGES]);
  });

  test("has a capability to each thing, of the types in the order that is said", () => {
    const { DOMAIN, IRQ_HANDLER, DEVICE_FRAME, DMA_FRAME } = numbers;
    const kernel = new Caller({ domains: 1, interrupts: 2, devices: 2, dma: 1 });
    const space = kernel.read(fields.ROOT.page, FIRST);
    const types = Array.from({ length: 10 }, (_, slot) =>
      kernel.read(fields.TYPE, kernel.read(fields.SLOT.page, space, slot)),
    );
    const { CNODE, THREAD, UNTYPED, ROOT_TABLE } = numbers;
    assert.deepEqual(types, [
      ...[CNODE, THREAD, UNTYPED, ROOT_TABLE],
      ...[DOMAIN, IRQ_HANDLER, IRQ_HANDLER, DEVICE_FRAME, DEVICE_FRAME, DMA_FRAME],
    ]);
  });
});

describe("a boot record that cannot be is refused, and memory is as it was:", () => {
  const wrong: [string, Partial<BootRecord>][] = [
    ["no domain", { domains: 0 }],
    ["more interrupts than bits", { interrupts: 64 }],
    ["more than the first space has slots for", { domains: 100, devices: 100, dma: 60 }],
    ["counts that only fit if they wrap", { devices: 2 ** 32 - 8 }],
    ["more pages than there are numbers", { pages: 2 ** 20 }],
    ["too few pages", { pages: OWN + 6 + RECORD.domains + RECORD.interrupts + RECORD.dma }],
    ["memory beyond the machine's numbers", { ramBase: 2 ** 32 - PAGES + 1 }],
    ["devices beyond them", { deviceBase: 2 ** 32 - 1, devices: 2 }],
    ["a device within memory", { deviceBase: RECORD.ramBase + PAGES - 1 }],
    ["devices up into memory", { deviceBase: RECORD.ramBase - 1, devices: 2 }],
    ["a program in the kernel's own pages", { image: { ...image, first: OWN - 1 } }],
    ["a program that ends before it begins", { image: { ...image, end: OWN - 1 } }],
    ["a program with more text than there is of it", { image: { ...image, text: OWN + 4 } }],
    ["one whose text begins before it", { image: { ...image, text: OWN - 1 } }],
    [
      "one with more pages than there is room",
      { pages: 600, image: { first: 20, text: 21, end: 517 } },
    ],
    ["one that is not in memory", { image: { ...image, end: PAGES + 1 } }],
  ];
  for (const [what, record] of wrong)
    test(what, () => {
      const memory = new WebAssembly.Memory({ initial: 4, maximum: 4 });
      const bytes = Buffer.from(memory.buffer).fill(0xa5);
      const kernel = instantiate(KERNEL_BYTES, memory, new Machine(bytes));
      assert.equal(kernel.boot({ ...RECORD, pages: PAGES, ...record }), false);
      assert.ok(bytes.every((byte) => byte === 0xa5));
    });
});
