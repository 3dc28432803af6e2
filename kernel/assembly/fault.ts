/** Faults: `spec/src/kernel/fault.ts` says what becomes of the thread. */
import { ENDPOINT, RECEIVING, SENDING } from "../src/interface";
import {
  THREAD_BADGE,
  THREAD_FAULT_ADDRESS,
  THREAD_FAULT_KIND,
  THREAD_HANDLER_BADGE,
  THREAD_HANDLER_GENERATION,
  THREAD_HANDLER_PAGE,
  THREAD_IS_CALL,
} from "../src/layout";
import { isLiveReference } from "./capability";
import { blockAt, firstAt } from "./endpoint";
import { deliverFault, setFaulted } from "./message";
import { objectAt, typeOf } from "./page-info";
import { remove } from "./queue";
import { current, handOver } from "./schedule";
import { stop, waitForReply } from "./thread";

/** The endpoint at which it is told; 0 if there is none. */
function handlerOf(thread: u32): u32 {
  const at = objectAt(thread);
  const page = load<u32>(at + THREAD_HANDLER_PAGE);
  if (!isLiveReference(page, load<u64>(at + THREAD_HANDLER_GENERATION))) return 0;
  return typeOf(page) == ENDPOINT ? page : 0;
}

/** The running thread faults; of what kind and at which address the machine says. */
export function fault(kind: u64, address: u64): void {
  const thread = current();
  const endpoint = handlerOf(thread);
  if (endpoint == 0) {
    stop(thread);
    return;
  }
  const at = objectAt(thread);
  setFaulted(thread, true);
  store<u64>(at + THREAD_FAULT_KIND, kind);
  store<u64>(at + THREAD_FAULT_ADDRESS, address);
  store<u32>(at + THREAD_BADGE, load<u32>(at + THREAD_HANDLER_BADGE));
  store<u8>(at + THREAD_IS_CALL, 1);
  tell(thread, endpoint);
}

/** It waits for the reply of who receives at the endpoint, or for somebody to do so. */
function tell(thread: u32, endpoint: u32): void {
  const server = firstAt(objectAt(endpoint), RECEIVING);
  if (server == 0) {
    blockAt(endpoint, SENDING);
    return;
  }
  remove(objectAt(endpoint), server);
  deliverFault(server, thread);
  waitForReply(thread, server);
  handOver(server);
}
