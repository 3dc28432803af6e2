/**
 * Whose turn or message an entry has to do with: only of these threads it may change state, registers
 * and what they wait for. A thread that waits is completed by whoever holds the matching right for
 * what it waits at.
 */
import * as numbers from "@ashlar/kernel/interface";
import type { Term } from "@ashlar/logic";
import { type Field, fields } from "@ashlar/spec/kernel";
import { endpointOf, firstAt } from "./allowed.js";
import type { Caller } from "./authority.js";

const { THREAD, FAULT } = fields;

/** What belongs to turns and messages, beside the links of queues. */
export const OF_TURNS: readonly Field[] = [
  ...[THREAD.state, THREAD.isCall, THREAD.queue, THREAD.server, THREAD.caller],
  ...[THREAD.badge, THREAD.grant, THREAD.slots, fields.REGISTER],
  ...Object.values(FAULT),
];

type Parties = (caller: Caller) => readonly Term[];

const toReplyTo = (caller: Caller) => caller.state.get(THREAD.caller, caller.current);
const atEndpoint = (caller: Caller) =>
  firstAt(caller, fields.ENDPOINT_QUEUE, endpointOf(caller).page);
/** Who waits at a notification first, and who listens to it. */
const at = (caller: Caller, notification: Term) => [
  firstAt(caller, fields.NOTIFICATION_QUEUE, notification),
  caller.state.get(fields.LISTENER.page, notification),
];
const ofThread: Parties = (caller) => [caller.object(0).page];

export const PARTIES: Readonly<Record<string, Parties>> = {
  untypedRetype: (caller) => [caller.argument(1)],
  untypedReclaim: (caller) => {
    const page = caller.argument(1);
    return [
      page,
      ...[THREAD.server, THREAD.caller].map((field) => caller.state.get(field, page)),
      ...[fields.ENDPOINT_QUEUE, fields.NOTIFICATION_QUEUE].map((queue) =>
        firstAt(caller, queue, page),
      ),
    ];
  },
  indirectionInvalidate: (caller) => [caller.named(0).page],
  threadResume: ofThread,
  threadSuspend: (caller) => [
    caller.object(0).page,
    caller.state.get(THREAD.server, caller.object(0).page),
  ],
  threadSetPriority: ofThread,
  threadSetDomain: ofThread,
  threadWriteRegisters: ofThread,
  send: (caller) => [atEndpoint(caller)],
  nonblockingSend: (caller) => [atEndpoint(caller)],
  call: (caller) => [atEndpoint(caller)],
  receive: (caller) => [atEndpoint(caller)],
  nonblockingReceive: (caller) => [atEndpoint(caller)],
  reply: (caller) => [toReplyTo(caller)],
  replyReceive: (caller) => [toReplyTo(caller), atEndpoint(caller)],
  signal: (caller) => at(caller, caller.object(0).page),
  interrupt: (caller) => at(caller, caller.state.get(fields.IRQ.page, caller.handler())),
  fault: (caller) => [
    firstAt(caller, fields.ENDPOINT_QUEUE, caller.state.get(fields.HANDLER.page, caller.current)),
    caller.state.get(THREAD.server, caller.current),
  ],
};

/** The state of a thread that only waits for its turn. */
export const READY = numbers.READY;
