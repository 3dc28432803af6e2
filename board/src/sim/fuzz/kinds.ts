/** What each system call's arguments are, in order: what a caller who means well would pass. */
import * as numbers from "@ashlar/kernel/interface";
import { nameOfCall, type SystemCallName } from "@ashlar/kernel/system-calls";
import { PAGES } from "./extent.js";

const { UNTYPED, CNODE, THREAD, INDIRECTION, ENDPOINT, NOTIFICATION } = numbers;
const { FRAME, ROOT_TABLE, MIDDLE_TABLE, LEAF_TABLE } = numbers;
const { DOMAIN, IRQ_HANDLER, DEVICE_FRAME, DMA_FRAME } = numbers;

/** An argument: a slot with a capability to an object of one of these types, or a number. */
export type Kind =
  | readonly number[]
  | "slot"
  | "page"
  | "free page"
  | "type"
  | "range"
  | "rights"
  | "badge"
  | "priority"
  | "register"
  | "index"
  | "message"
  | "word";

/** What a number of a kind may be at most; what is more must be refused, whatever else is passed. */
const LIMITS: Readonly<Record<Exclude<Kind, readonly number[]>, bigint | undefined>> = {
  slot: BigInt(numbers.SLOTS) - 1n,
  page: BigInt(PAGES) - 1n,
  "free page": BigInt(PAGES) - 1n,
  type: BigInt(numbers.RETYPES) - 1n,
  range: undefined,
  rights: undefined,
  badge: 2n ** 32n - 1n,
  priority: BigInt(numbers.PRIORITIES) - 1n,
  register: BigInt(numbers.REGISTERS - numbers.WORDS),
  index: BigInt(numbers.TABLE_ENTRIES) - 1n,
  message: undefined,
  word: undefined,
};

const isSlots = (kind: Kind): kind is readonly number[] => typeof kind !== "string";

/** The most that an argument may be; undefined: it may be anything. */
export const limitOf = (kind: Kind) => LIMITS[isSlots(kind) ? "slot" : kind];

/** Whether a call must be refused for one of its arguments alone. */
export function mustBeRefused(number: bigint, registers: readonly bigint[]): boolean {
  const name = nameOfCall(number < 256n ? Number(number) : -1);
  if (name === "noSuchCall") return true;
  return KINDS[name].some((kind, at) => registers[at]! > (limitOf(kind) ?? registers[at]!));
}

const frames = [FRAME, DEVICE_FRAME, DMA_FRAME];
const message: readonly Kind[] = ["message", ...Array<Kind>(7).fill("word")];
const words: readonly Kind[] = Array<Kind>(6).fill("word");

export const KINDS: Readonly<Record<SystemCallName, readonly Kind[]>> = {
  untypedRetype: [[UNTYPED], "free page", "type", "range", "range", "slot"],
  untypedReclaim: [[UNTYPED], "page"],
  cnodeCopy: [[CNODE], "slot", [CNODE], "slot", "rights"],
  cnodeMint: [[CNODE], "slot", [CNODE], "slot", "rights", "badge"],
  cnodeMove: [[CNODE], "slot", [CNODE], "slot"],
  cnodeDelete: [[CNODE], "slot"],
  indirectionCreate: [[INDIRECTION], "slot", "rights"],
  indirectionInvalidate: [[INDIRECTION]],
  threadConfigure: [[THREAD], [CNODE]],
  threadResume: [[THREAD]],
  threadSuspend: [[THREAD]],
  threadSetPriority: [[THREAD], "priority"],
  threadSetDomain: [[THREAD], [DOMAIN]],
  send: message,
  nonblockingSend: message,
  call: message,
  receive: ["message"],
  nonblockingReceive: ["message"],
  reply: message,
  replyReceive: message,
  signal: [[NOTIFICATION]],
  wait: [[NOTIFICATION]],
  poll: [[NOTIFICATION]],
  yield: [],
  threadSetHandler: [[THREAD], [ENDPOINT]],
  threadReadRegisters: [[THREAD], "register"],
  threadWriteRegisters: [[THREAD], "register", ...words],
  threadBindNotification: [[THREAD], [NOTIFICATION]],
  threadSetAddressSpace: [[THREAD], [ROOT_TABLE]],
  tableMap: [[MIDDLE_TABLE, LEAF_TABLE], [ROOT_TABLE, MIDDLE_TABLE], "index"],
  tableUnmap: [[MIDDLE_TABLE, LEAF_TABLE]],
  frameMap: [frames, [LEAF_TABLE], "index", "rights"],
  frameUnmap: [frames],
  irqBind: [[IRQ_HANDLER], [NOTIFICATION], [DOMAIN]],
  irqAcknowledge: [[IRQ_HANDLER]],
};
