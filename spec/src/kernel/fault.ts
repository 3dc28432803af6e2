/**
 * Faults: what a thread did that it may not becomes a message to its handler, as if it had called
 * it; so who supervises it can mend what was wrong, or make another in its place. The reply lets it
 * try again, with its registers as they were. Without a handler it stops.
 */
import * as numbers from "@ashlar/kernel/interface";
import { and, type Term } from "@ashlar/logic";
import { number64 } from "../number.js";
import { isLive, isOfType } from "./capability.js";
import { blockAt, deliverToFirst, firstOf, isFirst, waitForReply } from "./endpoint.js";
import { FAULT, HANDLER, THREAD } from "./fields.js";
import { held } from "./message.js";
import { handOver } from "./schedule.js";
import type { State } from "./state.js";
import { stop } from "./thread.js";
import { referenceIn } from "./weak-reference.js";

const ONE = number64(1);
const SENDING = number64(numbers.SENDING);

const withFault = (state: State, thread: Term, kind: Term, address: Term): State =>
  state
    .with(FAULT.isFaulted, [thread], ONE)
    .with(FAULT.kind, [thread], kind)
    .with(FAULT.address, [thread], address)
    .with(THREAD.badge, [thread], state.get(HANDLER.badge, thread))
    .with(THREAD.isCall, [thread], ONE);

/** The running thread faults; of what kind and at which address the machine says. */
export function fault(state: State, kind: Term, address: Term): State {
  const thread = state.current;
  const handler = referenceIn(state, HANDLER, thread);
  const { page } = handler;
  const isHandled = and(isLive(state, handler), isOfType(state, page, numbers.ENDPOINT));
  const isHeard = isFirst(state, page, numbers.RECEIVING);
  const server = firstOf(state, page);
  const faulted = (before: State) => withFault(before, thread, kind, address);
  const tell = (before: State) =>
    waitForReply(deliverToFirst(before, page, held(before, thread)), thread, server);
  return state.either(
    isHandled,
    (handled) =>
      faulted(handled).either(
        isHeard,
        (now) => handOver(tell(now), server),
        (later) => blockAt(later, page, SENDING),
      ),
    (lost) => stop(lost, thread),
  );
}
