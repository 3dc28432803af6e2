/**
 * Two domains on the cyclic schedule that share nothing: whatever one of them does with its secret,
 * the other finds the same. What it can find is everything that it is told, its registers, its
 * memory, how its calls are answered, how often it comes to run, and when, by the machine's clock.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as numbers from "@ashlar/kernel/interface";
import { KERNEL, KERNEL_FIRST_DOMAIN } from "@ashlar/kernel/layout";
import { Random, randomOfRun } from "@ashlar/rapilog/random";
import type { Device } from "../devices/device.js";
import { lineOf, type MachineEvent } from "../events.js";
import type { Run } from "../program.js";
import { call, compute, load, registersNow, set, store } from "../user.js";
import { DATA_ADDRESS, type Made, type Root } from "./root.js";
import { World } from "./world.js";

const [MEMORY, SPACE, SELF, OTHER, NOTIFICATION, ENDPOINT] = [1, 2, 3, 4, 5, 6];
const FIRST_MADE = 20;
const PAGES = 24;
const TURNS = 60;
const SLICE_TICKS = 5000;

/** A device of the domain with the secret, whose line goes up when its owner says so, and later. */
class Alarm implements Device {
  readonly source = 1;
  isRaised = false;
  #after: (ticks: number, what: () => void) => void;

  constructor(after: (ticks: number, what: () => void) => void) {
    this.#after = after;
  }

  read(): number {
    return 0;
  }

  write(offset: number, _width: number, ticks: number): void {
    if (offset === 8) this.isRaised = false;
    else
      this.#after(ticks, () => {
        this.isRaised = true;
      });
  }
}

/** Does what depends on a secret, with everything that there is. */
const secretive = (secret: number, first: number) =>
  function* (): Run {
    const random = new Random(secret);
    for (;;) {
      const [page, slot] = [first + random.below(PAGES), FIRST_MADE + random.below(20)];
      const type = 1 + random.below(numbers.RETYPES - 1);
      yield* [
        () => compute(1 + random.below(4000)),
        () => call(numbers.UNTYPED_RETYPE, MEMORY, page, type, 0, 0, slot),
        () => call(numbers.UNTYPED_RECLAIM, MEMORY, page),
        () => call(numbers.CNODE_DELETE, SPACE, slot),
        () => call(numbers.NONBLOCKING_SEND, ENDPOINT, secret, secret, secret),
        () => call(numbers.SIGNAL, NOTIFICATION),
        () => call(numbers.CALL, ENDPOINT, secret, random.below(1000)),
        () => call(numbers.YIELD),
        () => call(numbers.THREAD_SET_PRIORITY, SELF, random.below(11)),
        () => call(random.below(2 ** 31), secret, secret),
        () => store(DATA_ADDRESS + 8 * random.below(500), secret),
        () => set(18 + random.below(8), secret),
        () => store(DATA_ADDRESS + 0x1000, 1 + random.below(2 * SLICE_TICKS), 4),
        () => call(numbers.IRQ_ACKNOWLEDGE, 7),
        () => load(random.chance(0.02) ? 0 : DATA_ADDRESS),
      ][random.below(15)]!();
    }
  };

/** Its partner: takes messages as they come. */
function* partner(): Run {
  for (;;) {
    yield* call(numbers.NONBLOCKING_RECEIVE, ENDPOINT);
    yield* call(numbers.REPLY, 0, 5);
    yield* call(numbers.POLL, NOTIFICATION);
  }
}

/** Looks at all that it can. What it saw is in the list. */
const probe = (saw: string[], first: number) =>
  function* (): Run {
    let round = 0;
    for (;;) {
      round += 1;
      const [page, slot] = [first + (round % PAGES), FIRST_MADE + (round % 20)];
      const type = 1 + (round % (numbers.RETYPES - 1));
      for (const doing of [
        call(numbers.CNODE_DELETE, SPACE, slot),
        call(numbers.UNTYPED_RETYPE, MEMORY, page, type, 0, 0, slot),
        call(numbers.UNTYPED_RECLAIM, MEMORY, page),
        call(numbers.UNTYPED_RECLAIM, MEMORY, page),
        call(numbers.THREAD_READ_REGISTERS, OTHER, round % 27),
        call(numbers.POLL, NOTIFICATION),
        call(numbers.NONBLOCKING_RECEIVE, ENDPOINT),
        call(numbers.IRQ_ACKNOWLEDGE, 7),
        call(round * 7919, round),
        load(DATA_ADDRESS),
        load(DATA_ADDRESS + 8 * (round % 500)),
        registersNow(),
      ])
        saw.push(show(yield* doing));
      if (round % 5 === 0) yield* call(numbers.YIELD);
    }
  };

/** Counts how many steps it makes, where the probe sees it. */
function* counter(): Run {
  for (let count = 1; ; count++) yield* store(DATA_ADDRESS, count);
}

const show = (value: unknown): string =>
  value instanceof BigUint64Array
    ? value.join()
    : JSON.stringify(value, (_, part) => (typeof part === "bigint" ? String(part) : part));

/** Two threads that share memory, an endpoint and a notification, in a domain and in no other. */
function* pair(
  root: Root,
  domain: number,
  programs: readonly bigint[],
  given: Readonly<Record<number, number>> = {},
) {
  const untyped = yield* root.makeUntyped(PAGES);
  const endpoint = yield* root.make(numbers.ENDPOINT);
  const notification = yield* root.make(numbers.NOTIFICATION);
  const bits = yield* root.mint(notification.slot, 1);
  const made: Made[] = [];
  const frame = yield* root.make(numbers.FRAME);
  for (const [at, program] of programs.entries()) {
    const component = yield* root.start({
      program,
      domain: root.slotOfDomain(domain),
      isResumed: false,
    });
    const { space, thread, tables } = component;
    yield* root.map(frame.slot, tables, DATA_ADDRESS, numbers.READ | numbers.WRITE, 2 + at);
    const capabilities = {
      ...{ [MEMORY!]: untyped.slot, [SPACE!]: space.slot, [SELF!]: thread.slot },
      ...{ [NOTIFICATION!]: bits, [ENDPOINT!]: endpoint.slot, ...given },
    };
    for (const [slot, from] of Object.entries(capabilities))
      yield* root.give(space, Number(slot), { from });
    made.push(thread);
    if (at > 0) yield* root.give(space, OTHER!, { from: made[0]!.slot });
    if (given[8] !== undefined)
      yield* root.map(
        given[8],
        tables,
        DATA_ADDRESS + 0x1000,
        numbers.READ | numbers.WRITE,
        2 + at,
      );
  }
  return { untyped, bits, made };
}

interface Seen {
  readonly saw: readonly string[];
  readonly events: readonly string[];
}

/** What the second domain sees while the first has a secret; they may share memory. */
function seenWith(secret: number, isShared = false): Seen {
  const saw: string[] = [];
  let isRunning = false;
  const world = new World(
    function* (root, { machine }) {
      const alarm = { 7: root.slotOfInterrupt(1), 8: root.slotOfDevice(0) };
      const first = yield* pair(
        root,
        1,
        [
          machine.add((registers) => secretive(secret, firstPage(registers))()),
          machine.add(partner),
        ],
        alarm,
      );
      yield* root.must(numbers.IRQ_BIND, [
        ...[root.slotOfInterrupt(1), first.bits, root.slotOfDomain(1)],
      ]);
      const shared = isShared ? { [MEMORY!]: first.untyped.slot } : {};
      const looking = machine.add((registers) => probe(saw, firstPage(registers))());
      const second = yield* pair(root, 2, [machine.add(counter), looking], shared);
      for (const { made, untyped } of [first, second])
        for (const thread of made) {
          const memory = isShared ? first.untyped : untyped;
          const registers = [thread.slot, numbers.ARGUMENTS, memory.first, 0, 0, 0, 0, 0];
          yield* root.must(numbers.THREAD_WRITE_REGISTERS, registers);
        }
      for (const { slot } of [...first.made, ...second.made])
        yield* root.must(numbers.THREAD_RESUME, [slot]);
      isRunning = true;
      yield* root.rest();
    },
    {
      ...{ domains: 3, interrupts: 1, slice_ticks: SLICE_TICKS },
      devices: ({ after }) => [new Alarm(after)],
    },
  );
  world.until(() => isRunning, "both domains run");
  const events = eventsOf(world);
  world.run(TURNS * 3 * SLICE_TICKS);
  world.assertSound();
  return { saw, events };
}

const firstPage = (registers: BigUint64Array) => Number(registers[numbers.ARGUMENTS]!);

/** All events of the last domain's turns. */
function eventsOf({ machine }: World): string[] {
  const events: string[] = [];
  const probed = domainOf(machine.kernel.view, 2);
  machine.watch((event: MachineEvent) => {
    if (event.domain === probed) events.push(lineOf(event));
  });
  return events;
}

/** The page of the domain so many turns after the first. */
function domainOf(view: DataView, at: number): number {
  return view.getUint32(KERNEL + KERNEL_FIRST_DOMAIN, true) + at;
}

describe("a domain finds nothing of another's secret", () => {
  test("in all that it sees, to the last event and its time", () => {
    const random = randomOfRun("secrets");
    const without = seenWith(0);
    assert.ok(without.saw.length > 1000, `${without.saw.length} observations`);
    assert.ok(without.events.length > 1000, `${without.events.length} events`);
    for (const secret of [1, random.below(2 ** 31), random.below(2 ** 31)]) {
      const { saw, events } = seenWith(secret);
      assert.deepEqual(firstDifference(events, without.events), undefined);
      assert.deepEqual(firstDifference(saw, without.saw), undefined);
    }
  });
});

test("the probe finds something where there is something: memory that both may use", () => {
  const [one, other] = [seenWith(1, true), seenWith(2, true)];
  assert.notDeepEqual(firstDifference(one.saw, other.saw), undefined);
});

/** Where two lists differ first. */
function firstDifference(one: readonly string[], other: readonly string[]) {
  const at = one.findIndex((line, index) => line !== other[index]);
  if (at < 0) return one.length === other.length ? undefined : "one is longer";
  return { at, one: one[at], other: other[at] };
}
