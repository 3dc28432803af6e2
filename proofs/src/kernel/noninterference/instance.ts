/**
 * A small machine with two domains, low and high, one thread in each. The policy lets low signal a
 * notification of high's and high read a frame of low's, each side by a mapping slot of its own. The
 * first thread makes all that by calls, until nothing names anything across domains but that; then it
 * is the low one.
 */
import assert from "node:assert/strict";
import * as numbers from "@ashlar/kernel/interface";
import { numberOf } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { type Arguments, boot, fields, firstPages } from "@ashlar/spec/kernel";
import { ENTRIES, type Entry } from "../specification/entries.js";
import { Store } from "./store.js";

const { FRAME, LEAF_TABLE, ENDPOINT, NOTIFICATION, ALL_RIGHTS, READ, WRITE } = numbers;

const NEEDED_PAGES = 13;
const MORE_PAGES = 32;
const BARE = {
  ...{ domains: 2, interrupts: 2, dma: 0, devices: 0, ramBase: 0x80100, deviceBase: 0x10000 },
  image: { first: 0, text: 0, end: 0 },
};
const FREE = firstPages({ ...BARE, pages: MORE_PAGES }).free;
const RECORD = { ...BARE, pages: FREE + NEEDED_PAGES };
const FIRST = firstPages(RECORD);
const at = (offset: number) => FREE + offset;

/** In the range of high's Untyped, and of low's; one page of each is free. */
const HIGH = { thread: at(0), space: at(1), endpoint: at(2), table: at(3), free: at(4) };
const LOW = { endpoint: at(5), bell: at(6), table: at(7), free: at(8) };
/** In nobody's: what one side may name of the other's, and both Untypeds. */
const [BELL, SHARED, HIGH_UNTYPED, LOW_UNTYPED] = [at(9), at(10), at(11), at(12)];
const [LOW_MAPPING, HIGH_MAPPING] = [1, 0];
const [LOW_SOURCE, HIGH_SOURCE] = [1, 2];
const pagesOf = (terms: typeof FIRST.domains) => terms.map((page) => numberOf(page));
const HIGH_DOMAIN = pagesOf(FIRST.domains)[1]!;
const HIGH_HANDLER = pagesOf(FIRST.handlers)[1]!;
const ROOT_UNTYPED = numberOf(FIRST.one.untyped);

/** Slots, the same in both spaces. */
const OWN = {
  space: 0,
  self: 1,
  memory: 2,
  table: 10,
  frame: 11,
  endpoint: 12,
  bell: 13,
  handler: 14,
};
const [BELL_OF_HIGH, SPARE] = [15, 30];
/** Slots of the first space that are empty in the end. */
const WAY = {
  memory: 40,
  space: 41,
  thread: 42,
  endpoint: 43,
  table: 44,
  bell: 45,
  frame: 46,
  rung: 47,
};
const [DOMAIN, HANDLER] = [numbers.ROOT_DOMAIN_SLOT, numbers.ROOT_DOMAIN_SLOT + 2];

export type Side = "low" | "high";
/** Something that happens. */
export interface Action {
  readonly name: string;
  /** In whose turns; the timer is nobody's doing. */
  readonly side: Side | "timer";
  readonly entry: Entry;
  readonly registers: readonly number[];
}

const entryOf = (name: string): Entry => {
  const found = ENTRIES.find((entry) => entry.name === name);
  assert.ok(found, name);
  return found;
};

export const givenOf = ({ registers }: Pick<Action, "registers">) =>
  Array.from({ length: 8 }, (_, index) => number64(registers[index] ?? 0)) as unknown as Arguments;

type Call = readonly [entry: string, ...registers: number[]];
const make = (page: number, type: number, slot: number): Call => [
  ...(["untypedRetype", OWN.memory, page, type, 0, 0, slot] as const),
];
const give = (slot: number, from: number): Call => ["cnodeMove", WAY.space, slot, OWN.space, from];
const range = (page: number, [first, end]: readonly [number, number], slot: number): Call => [
  ...(["untypedRetype", OWN.memory, page, numbers.UNTYPED, first, end, slot] as const),
];
const mint = (slot: number, from: number, rights: number, badge: number): Call => [
  ...(["cnodeMint", OWN.space, slot, OWN.space, from, rights, badge] as const),
];
const [BELL_BIT, LOW_BIT] = [1, 2];
const PRIORITY = 1;

/** What the first thread does. */
const BEGINNING: readonly Call[] = [
  range(HIGH_UNTYPED, [at(0), at(5)], WAY.memory),
  range(LOW_UNTYPED, [at(5), at(9)], SPARE),
  make(HIGH.space, numbers.CNODE, WAY.space),
  make(HIGH.thread, numbers.THREAD, WAY.thread),
  make(HIGH.endpoint, ENDPOINT, WAY.endpoint),
  make(HIGH.table, LEAF_TABLE, WAY.table),
  make(BELL, NOTIFICATION, WAY.bell),
  make(SHARED, FRAME, WAY.frame),
  make(LOW.endpoint, ENDPOINT, OWN.endpoint),
  make(LOW.bell, NOTIFICATION, WAY.rung),
  make(LOW.table, LEAF_TABLE, OWN.table),
  mint(OWN.bell, WAY.rung, ALL_RIGHTS, LOW_BIT),
  ["cnodeDelete", OWN.space, WAY.rung],
  mint(BELL_OF_HIGH, WAY.bell, WRITE, LOW_BIT),
  mint(WAY.rung, WAY.bell, ALL_RIGHTS, BELL_BIT),
  mint(OWN.frame, WAY.frame, ALL_RIGHTS, LOW_MAPPING + 1),
  ["cnodeMint", WAY.space, OWN.frame, OWN.space, WAY.frame, READ, HIGH_MAPPING + 1],
  ["cnodeDelete", OWN.space, WAY.frame],
  ["irqBind", HANDLER, OWN.bell, DOMAIN],
  ["irqBind", HANDLER + 1, WAY.rung, DOMAIN + 1],
  ["irqAcknowledge", HANDLER],
  ["irqAcknowledge", HANDLER + 1],
  ["threadConfigure", WAY.thread, WAY.space],
  ["threadSetPriority", WAY.thread, PRIORITY],
  ["threadSetPriority", OWN.self, PRIORITY],
  ["threadSetDomain", WAY.thread, DOMAIN + 1],
  ["threadResume", WAY.thread],
  give(OWN.self, WAY.thread),
  give(OWN.memory, WAY.memory),
  give(OWN.endpoint, WAY.endpoint),
  give(OWN.table, WAY.table),
  give(OWN.bell, WAY.rung),
  give(OWN.handler, HANDLER + 1),
  ["cnodeMove", OWN.space, OWN.handler, OWN.space, HANDLER],
  ["cnodeDelete", OWN.space, WAY.bell],
  ["cnodeDelete", OWN.space, DOMAIN],
  ["cnodeDelete", OWN.space, DOMAIN + 1],
  give(OWN.space, WAY.space),
  ["cnodeDelete", OWN.space, OWN.memory],
  ["cnodeMove", OWN.space, OWN.memory, OWN.space, SPARE],
];

/** The state in which the first thread has done all that. */
export function beginning(): Store {
  const started = Store.of(boot(RECORD), RECORD.pages);
  const thread = Number(started.get(fields.CURRENT));
  return BEGINNING.reduce((before, [name, ...registers], index) => {
    const after = before.after((state) => entryOf(name).step(state, givenOf({ registers })));
    const answer = after.get(fields.REGISTER, thread, numbers.ANSWER) & 0xffn;
    assert.equal(answer, BigInt(numbers.DONE), `${index}: ${name}(${registers})`);
    return after;
  }, started);
}

const action =
  (side: Action["side"]) =>
  (name: string, entry: string, ...registers: number[]): Action => ({
    ...{ name: `${side}: ${name}`, side, entry: entryOf(entry), registers },
  });

/** What both threads may do. */
function ofSide(side: Side, free: number, source: number): Action[] {
  const does = action(side);
  return [
    does("makes a frame", "untypedRetype", OWN.memory, free, FRAME, 0, 0, SPARE),
    does("takes its page back", "untypedReclaim", OWN.memory, free),
    does("maps the frame", "frameMap", OWN.frame, OWN.table, 0, READ),
    does("unmaps the frame", "frameUnmap", OWN.frame),
    does("rings its bell", "signal", OWN.bell),
    does("looks whether its bell rang", "poll", OWN.bell),
    does("waits for its bell", "wait", OWN.bell),
    does("listens to its bell", "threadBindNotification", OWN.self, OWN.bell),
    does("waits for a message", "receive", OWN.endpoint),
    does("looks for a message", "nonblockingReceive", OWN.endpoint),
    does("sends", "nonblockingSend", OWN.endpoint, 7),
    does("copies a capability", "cnodeCopy", OWN.space, SPARE + 1, OWN.space, OWN.endpoint, READ),
    does("deletes it", "cnodeDelete", OWN.space, SPARE + 1),
    does("lowers its priority", "threadSetPriority", OWN.self, 0),
    does("yields", "yield"),
    does("stops", "threadSuspend", OWN.self),
    does("lets its device go on", "irqAcknowledge", OWN.handler),
    does("faults", "fault", 13, 7),
    does("has an interrupt", "interrupt", source),
  ];
}

export const ACTIONS: readonly Action[] = [
  ...ofSide("low", LOW.free, LOW_SOURCE),
  action("low")("rings high's bell", "signal", BELL_OF_HIGH),
  ...ofSide("high", HIGH.free, HIGH_SOURCE),
  action("timer")("ticks", "timer"),
];

const HIGH_PAGES: ReadonlySet<number> = new Set([
  ...Object.values(HIGH),
  ...[BELL, HIGH_UNTYPED, HIGH_DOMAIN, HIGH_HANDLER],
]);
/** Which sides pages and mapping slots are of, and which pages are what they are for ever. */
export const LABELS = {
  isLow: (page: number) => !HIGH_PAGES.has(page),
  isClosed: (page: number) => [BELL, SHARED, ROOT_UNTYPED].includes(page),
  isLowSlot: (page: number, slot: number) => page !== SHARED || slot !== HIGH_MAPPING,
};
