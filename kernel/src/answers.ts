/**
 * What system calls answer, in words, and what their arguments are called.
 *
 * A refusal says which argument is to blame, so that who called knows what to mend. Checks are made
 * in a fixed order, and the first that fails decides:
 *
 * - What a slot has is not there, of another type, lacks a right or is in use: the argument with the
 *   slot. Where the slot is one of another space, so that a CNode and a place in it name it: the
 *   place. Rights that a frame's capability lacks are asked for by name: the rights.
 * - A number is out of range: the number. Of several that bound each other it is the last.
 * - A page, an entry or a slot that must be free is in use: the argument that names it; but a badge
 *   that cannot be given again is the source slot's fault.
 *
 * No argument is to blame if none would do (NO_SUCH_CALL, WORN_OUT), if the caller must reply before it
 * receives (IN_USE), or if nothing was wrong (AGAIN, CANCELLED, NOTHING).
 */
import { ARGUMENT_BIT, ARGUMENT_BITS, RESULT_BITS } from "./interface.js";
import { NO_SUCH_CALL_NAME, type nameOfCall, type SystemCallName } from "./system-calls.js";

type CallName = ReturnType<typeof nameOfCall>;

/** In the order of their numbers. */
export const RESULT_TEXTS = [
  "done",
  "again",
  "no such call",
  "no capability",
  "wrong type",
  "no right",
  "out of range",
  "in use",
  "worn out",
  "cancelled",
  "nothing",
] as const;

const MESSAGE = ["slots", "label", "word 0", "word 1", "word 2", "word 3", "word 4", "word 5"];
const TRANSFER = ["cnode", "index", "source", "source index"];

const ARGUMENT_NAMES: Readonly<Record<SystemCallName, readonly string[]>> = {
  untypedRetype: ["untyped", "page", "type", "first", "end", "slot"],
  untypedReclaim: ["untyped", "page"],
  cnodeCopy: [...TRANSFER, "rights"],
  cnodeMint: [...TRANSFER, "rights", "badge"],
  cnodeMove: TRANSFER,
  cnodeDelete: ["cnode", "index"],
  indirectionCreate: ["indirection", "target", "rights"],
  indirectionInvalidate: ["indirection"],
  threadConfigure: ["thread", "cnode"],
  threadResume: ["thread"],
  threadSuspend: ["thread"],
  threadSetPriority: ["thread", "priority"],
  threadSetDomain: ["thread", "domain"],
  send: MESSAGE,
  nonblockingSend: MESSAGE,
  call: MESSAGE,
  receive: ["slots"],
  nonblockingReceive: ["slots"],
  reply: MESSAGE,
  replyReceive: MESSAGE,
  signal: ["notification"],
  wait: ["notification"],
  poll: ["notification"],
  yield: [],
  threadSetHandler: ["thread", "endpoint"],
  threadReadRegisters: ["thread", "first"],
  threadWriteRegisters: ["thread", "first", ...MESSAGE.slice(2)],
  threadBindNotification: ["thread", "notification"],
  threadSetAddressSpace: ["thread", "table"],
  tableMap: ["table", "parent", "index"],
  tableUnmap: ["table"],
  frameMap: ["frame", "table", "index", "rights"],
  frameUnmap: ["frame"],
  irqBind: ["handler", "notification", "domain"],
  irqAcknowledge: ["handler"],
};

/** The arguments of a call, in their order. */
export const argumentsOf = (call: CallName): readonly string[] =>
  call === NO_SUCH_CALL_NAME ? [] : ARGUMENT_NAMES[call];

const bitsOf = (word: bigint, from: number, count: number) =>
  Number((word >> BigInt(from)) & ((1n << BigInt(count)) - 1n));

/** How a call went, by its answer word. */
export const resultOf = (word: bigint) => bitsOf(word, 0, RESULT_BITS);

/** The place of the argument that is to blame, from 0 on; undefined: none is. */
export function blamedBy(word: bigint): number | undefined {
  const blamed = bitsOf(word, ARGUMENT_BIT, ARGUMENT_BITS);
  return blamed === 0 ? undefined : blamed - 1;
}

/** An argument as people count them: `argument 2, page`. */
export const argumentText = (call: CallName, place: number) =>
  `argument ${place + 1}, ${argumentsOf(call)[place] ?? "which there is not"}`;

/** How a call went, and which argument is to blame: `out of range (argument 2, page)`. */
export function answerText(call: CallName, word: bigint): string {
  const text = RESULT_TEXTS[resultOf(word)] ?? `no answer that there is: ${resultOf(word)}`;
  const blamed = blamedBy(word);
  return blamed === undefined ? text : `${text} (${argumentText(call, blamed)})`;
}
