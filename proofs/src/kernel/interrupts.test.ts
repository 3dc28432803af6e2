/** Interrupts of devices, told in full: kernel, machine and specification must agree. */
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import * as numbers from "@ashlar/kernel/interface";
import { numberOf } from "@ashlar/logic";
import { fields, firstPages } from "@ashlar/spec/kernel";
import { Caller, DOMAIN, FIRST, MEMORY, PAGE, SELF, SLOT, SPACE } from "./testing/caller.js";
import { RECORD } from "./twin.js";

const [NOTIFICATION, BADGED, OTHER] = [SLOT, SLOT + 1, SLOT + 2];
/** The handlers of two sources. */
const [IRQ, SECOND] = [DOMAIN + RECORD.domains, DOMAIN + RECORD.domains + 1];
const [SOURCE, BIT] = [1, 0b10n];
const BITS = 6;
const TOP = numbers.PRIORITIES - 1;

let kernel: Caller;
beforeEach(() => {
  kernel = new Caller();
  kernel.make(PAGE, numbers.NOTIFICATION, NOTIFICATION);
  kernel.must(numbers.CNODE_MINT, [SPACE, BADGED, SPACE, NOTIFICATION, numbers.ALL_RIGHTS, BITS]);
});

const bind = (domain = DOMAIN) => kernel.must(numbers.IRQ_BIND, [IRQ, BADGED, domain]);
const acknowledge = (handler = IRQ) => kernel.must(numbers.IRQ_ACKNOWLEDGE, [handler]);

/** The sources that are on in turns of a domain. */
function maskOf(domain: number): bigint {
  const { domains } = firstPages(kernel.record);
  return kernel.readBits(fields.MASK, numberOf(domains[domain]!));
}

describe("an interrupt", () => {
  test("is a signal, and comes again only after it was acknowledged", () => {
    bind();
    assert.equal(maskOf(0), 0n);
    acknowledge();
    assert.equal(maskOf(0), BIT);
    kernel.interrupt(SOURCE);
    assert.equal(maskOf(0), 0n);
    kernel.must(numbers.POLL, [NOTIFICATION]);
    assert.equal(kernel.badgeOf(FIRST), BITS);
    acknowledge();
    assert.equal(maskOf(0), BIT);
  });

  test("wakes its driver at once, if that is more important than who runs", () => {
    bind();
    acknowledge();
    kernel.makeThread(PAGE + 1, OTHER, TOP);
    kernel.must(numbers.THREAD_SET_PRIORITY, [SELF, 1]);
    assert.equal(kernel.current, PAGE + 1);
    kernel.do(numbers.WAIT, NOTIFICATION);
    assert.equal(kernel.current, FIRST);
    kernel.interrupt(SOURCE);
    assert.equal(kernel.current, PAGE + 1);
    assert.equal(kernel.badgeOf(PAGE + 1), BITS);
  });

  test("lets its driver run when nobody does", () => {
    bind();
    acknowledge();
    kernel.do(numbers.WAIT, NOTIFICATION);
    assert.equal(kernel.current, 0);
    kernel.interrupt(SOURCE);
    assert.equal(kernel.current, FIRST);
  });

  test("of no source, or one that is not bound, or whose notification is no more, is lost", () => {
    for (const source of [0, SOURCE, 2, 3, 63, 2 ** 32 - 1]) kernel.interrupt(source);
    bind();
    acknowledge();
    for (const answer of [numbers.AGAIN, numbers.DONE])
      kernel.must(numbers.UNTYPED_RECLAIM, [MEMORY, PAGE], answer);
    kernel.make(PAGE, numbers.NOTIFICATION, OTHER);
    kernel.interrupt(SOURCE);
    kernel.must(numbers.POLL, [OTHER], numbers.NOTHING);
    assert.equal(maskOf(0), 0n);
  });
});

describe("a domain's sources", () => {
  test("are on in its turns only", () => {
    bind(DOMAIN + 1);
    acknowledge();
    assert.deepEqual([maskOf(0), maskOf(1)], [0n, BIT]);
    kernel.tick();
    kernel.interrupt(SOURCE);
    assert.equal(maskOf(1), 0n);
    kernel.tick();
    kernel.must(numbers.POLL, [NOTIFICATION]);
  });

  test("are off when they are bound to another one", () => {
    bind();
    acknowledge();
    bind(DOMAIN + 1);
    assert.deepEqual([maskOf(0), maskOf(1)], [0n, 0n]);
  });

  test("do not change with those of others", () => {
    bind();
    kernel.must(numbers.IRQ_BIND, [SECOND, NOTIFICATION, DOMAIN]);
    acknowledge();
    acknowledge(SECOND);
    kernel.interrupt(SOURCE);
    assert.equal(maskOf(0), 0b100n);
  });
});

describe("a handler", () => {
  test("is not acknowledged before it is bound", () =>
    kernel.must(numbers.IRQ_ACKNOWLEDGE, [IRQ], numbers.OUT_OF_RANGE));

  test("is bound and acknowledged by who may write it, to what it may write", () => {
    const [handler, notification, domain] = [OTHER, OTHER + 1, OTHER + 2];
    kernel.must(numbers.CNODE_COPY, [SPACE, handler, SPACE, IRQ, numbers.READ]);
    kernel.must(numbers.CNODE_COPY, [SPACE, notification, SPACE, NOTIFICATION, numbers.READ]);
    kernel.must(numbers.CNODE_COPY, [SPACE, domain, SPACE, DOMAIN, numbers.READ]);
    for (const refused of [
      [handler, NOTIFICATION, DOMAIN],
      [IRQ, notification, DOMAIN],
      [IRQ, NOTIFICATION, domain],
    ])
      kernel.must(numbers.IRQ_BIND, refused, numbers.NO_RIGHT);
    bind();
    kernel.must(numbers.IRQ_ACKNOWLEDGE, [handler], numbers.NO_RIGHT);
  });
});
