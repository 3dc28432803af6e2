/**
 * Bindings: of a notification and the thread that is told of it while it receives. They hold while
 * each names the other, so a new one ends those before. `spec/src/kernel/binding.ts` says the same.
 */
import {
  DONE,
  FROM_NOTIFICATION_BIT,
  IN_USE,
  NOTIFICATION,
  READ,
  RECEIVING,
  THREAD,
  WRITE,
} from "../src/interface";
import {
  NOTIFICATION_LISTENER_GENERATION,
  NOTIFICATION_LISTENER_PAGE,
  THREAD_NOTIFICATION_GENERATION,
  THREAD_NOTIFICATION_PAGE,
} from "../src/layout";
import { generationIn, isLiveReference, pageIn, pageOf } from "./capability";
import { answer } from "./message";
import { signalled, taken } from "./notification";
import { generationOf, objectAt } from "./page-info";
import { current, stateOf } from "./schedule";
import { blame, find, findDirect, isRefusal, isRefused, refusalOf } from "./system-call";

function namedBy(thread: u32): u32 {
  const at = objectAt(thread);
  const page = load<u32>(at + THREAD_NOTIFICATION_PAGE);
  return isLiveReference(page, load<u64>(at + THREAD_NOTIFICATION_GENERATION)) ? page : 0;
}

/** Whether a notification has named a thread as who is told of it. */
function isNamedBy(thread: u32, notification: u32): bool {
  const at = objectAt(notification);
  if (load<u32>(at + NOTIFICATION_LISTENER_PAGE) != thread) return false;
  return isLiveReference(thread, load<u64>(at + NOTIFICATION_LISTENER_GENERATION));
}

/** Who is told of a notification; 0: nobody. */
export function listenerOf(notification: u32): u32 {
  const at = objectAt(notification);
  const thread = load<u32>(at + NOTIFICATION_LISTENER_PAGE);
  if (!isLiveReference(thread, load<u64>(at + NOTIFICATION_LISTENER_GENERATION))) return 0;
  return namedBy(thread) == notification ? thread : 0;
}

/** Whether a thread may be told of a notification: what it has named may be no more. */
export function isListener(thread: u32): bool {
  return load<u32>(objectAt(thread), THREAD_NOTIFICATION_PAGE) != 0;
}

/** The running thread is told of the bits that were signalled, if it listens to a notification. */
export function takeSignalled(): bool {
  const thread = current();
  if (!isListener(thread)) return false;
  const notification = namedBy(thread);
  if (notification == 0 || !isNamedBy(thread, notification)) return false;
  if (signalled(notification) == 0) return false;
  answer(thread, taken(notification) | (1 << FROM_NOTIFICATION_BIT));
  return true;
}

export function bindNotification(slot: u64, notificationSlot: u64): u64 {
  const found = find(slot, THREAD, WRITE);
  if (isRefused(found)) return refusalOf(found, 0);
  const notification = findDirect(notificationSlot, NOTIFICATION, READ);
  if (isRefusal(notification)) return blame(notification, 1);
  const thread = pageOf(found);
  if (stateOf(thread) == RECEIVING) return blame(IN_USE, 0);
  const at = objectAt(thread);
  store<u64>(at + THREAD_NOTIFICATION_GENERATION, generationIn(notification));
  store<u32>(at + THREAD_NOTIFICATION_PAGE, pageIn(notification));
  const other = objectAt(pageIn(notification));
  store<u64>(other + NOTIFICATION_LISTENER_GENERATION, generationOf(thread));
  store<u32>(other + NOTIFICATION_LISTENER_PAGE, thread);
  return DONE;
}
