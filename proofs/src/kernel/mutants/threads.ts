/** Faults in when threads run, and in how they talk. */
import type { Mutant } from "@ashlar/rapilog/mutants";
import { fault } from "./fault.js";

export const THREADS: readonly Mutant[] = [
  fault(
    "a space hangs on a CNode that may only be read",
    "thread.ts",
    "CNODE, ALL_RIGHTS)",
    "CNODE, 1)",
  ),
  fault(
    "who joins a queue does not know who was last",
    "queue.ts",
    "at + THREAD_PREVIOUS, tail",
    "at + THREAD_PREVIOUS, 0",
  ),
  fault(
    "who leaves the middle of a queue tears it",
    "queue.ts",
    "  else store<u32>(objectAt(previous) + THREAD_NEXT, next);\n",
    "",
  ),
  fault("two in a queue have one ticket", "queue.ts", "ticket + 1", "ticket"),
  fault(
    "a priority stays ready without threads",
    "schedule.ts",
    "if (headOf(queue) == 0) setMap(",
    "if (false) setMap(",
  ),
  fault(
    "a thread of another domain is handed the processor",
    "schedule.ts",
    "domainOf(thread) == domain && (",
    "(",
  ),
  fault(
    "who is handed the processor passes the more important",
    "schedule.ts",
    "priorityOf(thread) >= highest(map)",
    "true",
  ),
  fault(
    "who is as important as who runs runs at once",
    "schedule.ts",
    "priorityOf(thread) > priorityOf(running)",
    "priorityOf(thread) >= priorityOf(running)",
  ),
  fault(
    "a tick loses the thread that runs",
    "schedule.ts",
    "  if (current() != 0) enqueue(current());\n",
    "",
  ),
  fault(
    "the last domain is followed by none",
    "schedule.ts",
    "domain >= load<u32>",
    "domain > load<u32>",
  ),
  fault(
    "a message is given to who sends",
    "endpoint.ts",
    "thread != 0 && stateOf(thread) == what",
    "thread != 0",
  ),
  fault(
    "a server receives a second caller",
    "endpoint.ts",
    "  if (callerOf(current()) != 0) return IN_USE;\n",
    "",
  ),
  fault(
    "a caller is replied to twice",
    "endpoint.ts",
    "  deliver(caller, 0);\n  part(caller, current());\n  wake(caller);",
    "  deliver(caller, 0);\n  wake(caller);",
  ),
  fault(
    "who calls does not wait for the reply",
    "endpoint.ts",
    "THREAD_IS_CALL, isCall",
    "THREAD_IS_CALL, false",
  ),
  fault(
    "a reply shows the badge of the endpoint",
    "endpoint.ts",
    "    deliver(caller, 0);\n",
    "    deliver(caller, foundBadge);\n",
  ),
  fault("the last word of a message that waited is lost", "message.ts", "(1 + WORDS)", "WORDS"),
  fault(
    "who is given a message is not told so",
    "message.ts",
    "  setBadge(receiver, badge);\n  answer(receiver, DONE);",
    "  setBadge(receiver, badge);",
  ),
  fault(
    "a thread that stops is still in its queue",
    "thread.ts",
    "  if (state == SENDING || state == RECEIVING || state == WAITING) remove(queueOf(thread), thread);\n",
    "",
  ),
  fault(
    "a thread that stops is still ready",
    "thread.ts",
    "  if (state == READY && thread != current()) dequeue(thread);\n",
    "",
  ),
  fault(
    "a server replies to who does not wait any more",
    "thread.ts",
    "  if (state == CALLING) part(thread, load<u32>(objectAt(thread) + THREAD_SERVER));\n",
    "",
  ),
  fault(
    "who waits for a server that was reclaimed sleeps for ever",
    "untyped.ts",
    "    dismiss(page);\n",
    "",
  ),
  fault(
    "who waits at an endpoint that was reclaimed sleeps for ever",
    "untyped.ts",
    "isAwaited(<u32>page) ? drain(<u32>page) : release(<u32>page)",
    "release(<u32>page)",
  ),
  fault(
    "a thread makes another more important than itself",
    "thread.ts",
    "  if (priority > <u64>priorityOf(current())) return OUT_OF_RANGE;\n",
    "",
  ),
  fault(
    "a thread of no domain runs",
    "thread.ts",
    "  if (domainOf(thread) == 0) return OUT_OF_RANGE;\n",
    "",
  ),
  fault(
    "bits that were taken are there again",
    "notification.ts",
    "  setSignalled(notification, 0);\n",
    "",
  ),
  fault(
    "a signal replaces the one before",
    "notification.ts",
    "signalled(object()) | foundBadge",
    "foundBadge",
  ),
];
