/** Faults that the theorems about single entries must notice. */
import * as numbers from "@ashlar/kernel/interface";
import { fields } from "@ashlar/spec/kernel";
import { oneMore, type Planted, unchecked, without } from "../faults.js";

const { THREAD, FAULT, SLOT, TARGET } = fields;
const { IN_USE, OUT_OF_RANGE, WRONG_TYPE } = numbers;

type PlantedOf = Readonly<Record<string, readonly Planted[]>>;

/** Of what is said of pages, capabilities, references, domains and page tables. */
export const PLANTED: PlantedOf = {
  untypedRetype: [
    unchecked(OUT_OF_RANGE),
    unchecked(IN_USE),
    unchecked(WRONG_TYPE),
    oneMore(fields.END),
    oneMore(SLOT.generation),
    oneMore(SLOT.page),
    oneMore(fields.TYPE),
  ],
  cnodeCopy: [without(SLOT.page), oneMore(SLOT.generation)],
  cnodeMint: [without(SLOT.generation), oneMore(SLOT.page)],
  cnodeMove: [without(SLOT.page), oneMore(SLOT.generation)],
  cnodeDelete: [without(SLOT.page), without(SLOT.generation)],
  indirectionCreate: [without(TARGET.page), oneMore(TARGET.generation)],
  indirectionInvalidate: [without(fields.GENERATION), unchecked(numbers.WORN_OUT)],
  threadConfigure: [
    unchecked(WRONG_TYPE),
    without(fields.ROOT.page),
    oneMore(fields.ROOT.generation),
  ],
  threadSetHandler: [unchecked(WRONG_TYPE), without(fields.HANDLER.generation)],
  threadSetAddressSpace: [unchecked(WRONG_TYPE), without(fields.SPACE)],
  threadBindNotification: [unchecked(WRONG_TYPE), oneMore(fields.LISTENER.generation)],
  tableMap: [
    unchecked(WRONG_TYPE),
    unchecked(IN_USE),
    without(fields.MAPPING),
    without(fields.ENTRY),
    oneMore(fields.MAPPING),
    oneMore(fields.ENTRY),
  ],
  tableUnmap: [without(fields.MAPPING), without(fields.ENTRY)],
  frameMap: [
    unchecked(WRONG_TYPE),
    unchecked(IN_USE),
    unchecked(OUT_OF_RANGE),
    without(fields.MAPPING),
    without(fields.ENTRY),
    oneMore(fields.MAPPING),
  ],
  frameUnmap: [without(fields.MAPPING), without(fields.ENTRY)],
  irqBind: [unchecked(WRONG_TYPE), without(fields.MASK), oneMore(fields.IRQ.generation)],
  irqAcknowledge: [unchecked(OUT_OF_RANGE, WRONG_TYPE)],
  nonblockingSend: [oneMore(SLOT.generation), without(SLOT.generation)],
  reply: [oneMore(SLOT.generation), without(SLOT.page)],
  timer: [oneMore(fields.RUNNING_DOMAIN)],
  interrupt: [oneMore(fields.MASK)],
};

/** Of what is said of threads and queues. */
export const PLANTED_QUEUES: PlantedOf = {
  threadResume: [unchecked(IN_USE), unchecked(OUT_OF_RANGE), unchecked(WRONG_TYPE)],
  threadSetPriority: [unchecked(OUT_OF_RANGE), unchecked(WRONG_TYPE)],
  threadSetDomain: [unchecked(WRONG_TYPE)],
  threadSuspend: [without(THREAD.state), without(THREAD.caller)],
  send: [without(THREAD.state), unchecked(WRONG_TYPE)],
  nonblockingSend: [unchecked(WRONG_TYPE)],
  call: [without(THREAD.server), without(THREAD.caller), without(THREAD.state)],
  reply: [without(THREAD.server), without(THREAD.caller), without(FAULT.isFaulted)],
  receive: [unchecked(IN_USE), without(THREAD.state)],
  "replyReceive/free": [
    unchecked(WRONG_TYPE),
    without(THREAD.state),
    without(THREAD.server),
    without(THREAD.caller),
  ],
  wait: [without(THREAD.state), unchecked(WRONG_TYPE)],
  signal: [unchecked(WRONG_TYPE)],
  fault: [
    without(THREAD.state),
    without(THREAD.server),
    without(THREAD.caller),
    without(THREAD.isCall),
  ],
  timer: [oneMore(fields.RUNNING_DOMAIN)],
};
