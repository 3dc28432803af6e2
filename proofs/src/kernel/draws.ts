/** How often random histories make each call, and from what its arguments are drawn. */
import * as numbers from "@ashlar/kernel/interface";
import { SYSTEM_CALL_NAMES, type SystemCallName } from "@ashlar/kernel/system-calls";

/** What an argument is drawn from; a number: a slot with a capability to an object of that type. */
export type Argument =
  | number
  | "slot"
  | "page"
  | "free page"
  | "type"
  | "range"
  | "rights"
  | "badge"
  | "endpoint"
  | "target"
  | "inner table"
  | "parent table"
  | "index"
  | "frame"
  | "use"
  | "register"
  | "priority";

export interface Draw {
  readonly weight: number;
  readonly arguments: readonly Argument[];
}

const draw = (weight: number, ...kinds: Argument[]): Draw => ({ weight, arguments: kinds });

const { UNTYPED, CNODE, INDIRECTION, THREAD, DOMAIN, ENDPOINT, NOTIFICATION, IRQ_HANDLER } =
  numbers;
const { FRAME, ROOT_TABLE, MIDDLE_TABLE, LEAF_TABLE } = numbers;

/** Most objects of a history are of one of these types. */
export const FAVOURITES = [
  ...[CNODE, INDIRECTION, THREAD, THREAD, UNTYPED, ENDPOINT, NOTIFICATION],
  ...[FRAME, FRAME, ROOT_TABLE, MIDDLE_TABLE, LEAF_TABLE],
];

/** Those that destroy seldom, or little would be left to be done. */
const BY_NAME: Readonly<Record<SystemCallName, Draw>> = {
  untypedRetype: draw(8, UNTYPED, "free page", "type", "range", "range", "slot"),
  untypedReclaim: draw(6, UNTYPED, "page"),
  cnodeCopy: draw(6, CNODE, "slot", CNODE, "slot", "rights"),
  cnodeMint: draw(4, CNODE, "slot", CNODE, "slot", "rights", "badge"),
  cnodeMove: draw(3, CNODE, "slot", CNODE, "slot"),
  cnodeDelete: draw(1, CNODE, "slot"),
  indirectionCreate: draw(3, INDIRECTION, "target", "rights"),
  indirectionInvalidate: draw(1, INDIRECTION),
  threadConfigure: draw(3, THREAD, CNODE),
  threadResume: draw(6, THREAD),
  threadSuspend: draw(1, THREAD),
  threadSetPriority: draw(3, THREAD, "priority"),
  threadSetDomain: draw(3, THREAD, DOMAIN),
  send: draw(4, "endpoint"),
  nonblockingSend: draw(2, "endpoint"),
  call: draw(5, "endpoint"),
  receive: draw(5, "endpoint"),
  nonblockingReceive: draw(2, "endpoint"),
  reply: draw(4, "endpoint"),
  replyReceive: draw(5, "endpoint"),
  signal: draw(4, NOTIFICATION),
  wait: draw(4, NOTIFICATION),
  poll: draw(2, NOTIFICATION),
  yield: draw(2),
  threadSetHandler: draw(2, THREAD, ENDPOINT),
  threadReadRegisters: draw(2, THREAD, "register"),
  threadWriteRegisters: draw(2, THREAD, "register"),
  threadBindNotification: draw(3, THREAD, NOTIFICATION),
  threadSetAddressSpace: draw(3, THREAD, ROOT_TABLE),
  tableMap: draw(4, "inner table", "parent table", "index"),
  tableUnmap: draw(1, "inner table"),
  frameMap: draw(7, "frame", LEAF_TABLE, "index", "use"),
  frameUnmap: draw(2, "frame"),
  irqBind: draw(3, IRQ_HANDLER, NOTIFICATION, DOMAIN),
  irqAcknowledge: draw(4, IRQ_HANDLER),
};

/** Who calls these may wait, and so does who suspends itself. */
export const WAITING_CALLS: ReadonlySet<number> = new Set([
  ...[numbers.SEND, numbers.CALL, numbers.RECEIVE, numbers.REPLY_RECEIVE, numbers.WAIT],
  numbers.THREAD_SUSPEND,
]);

/** By number. */
export const DRAWS: readonly Draw[] = SYSTEM_CALL_NAMES.map((name) => BY_NAME[name]);
