/** Faults in registers that others read and write, and in bindings. */
import type { Mutant } from "@ashlar/rapilog/mutants";
import { fault } from "./fault.js";

export const BINDINGS: readonly Mutant[] = [
  fault(
    "registers are read by who may only write",
    "registers.ts",
    "find(slot, THREAD, READ)",
    "find(slot, THREAD, WRITE)",
  ),
  fault(
    "registers are written by who may only read",
    "registers.ts",
    "find(slot, THREAD, WRITE)",
    "find(slot, THREAD, READ)",
  ),
  fault(
    "the registers of the thread that runs are written",
    "registers.ts",
    "word5: u64,\n): u64 {\n  const found = find(slot, THREAD, WRITE);\n  if (isRefused(found)) return refusalOf(found, 0);\n  const thread = pageOf(found);\n  if (thread == current()) return blame(IN_USE, 0);\n",
    "word5: u64,\n): u64 {\n  const found = find(slot, THREAD, WRITE);\n  if (isRefused(found)) return refusalOf(found, 0);\n  const thread = pageOf(found);\n",
  ),
  fault(
    "what stands behind the registers is one too",
    "registers.ts",
    "first <= <u64>(REGISTERS - WORDS)",
    "first <= <u64>(REGISTERS - WORDS + 1)",
  ),
  fault(
    "what was read replaces the label",
    "registers.ts",
    "registerAt(current(), LABEL + 1)",
    "registerAt(current(), LABEL)",
  ),
  fault(
    "a thread listens to what another listens to now",
    "binding.ts",
    "notification == 0 || !isNamedBy(thread, notification)",
    "notification == 0",
  ),
  fault(
    "a thread is told of what it listens to no more",
    "binding.ts",
    "return namedBy(thread) == notification ? thread : 0;",
    "return thread;",
  ),
  fault(
    "a thread that receives sleeps while bits are set",
    "binding.ts",
    "  if (stateOf(thread) == RECEIVING) return blame(IN_USE, 0);\n",
    "",
  ),
  fault("who may only signal listens", "binding.ts", "NOTIFICATION, READ)", "NOTIFICATION, WRITE)"),
  fault(
    "a thread is bound by who may only read it",
    "binding.ts",
    "THREAD, WRITE)",
    "THREAD, READ)",
  ),
  fault(
    "bits come as if they were a message",
    "notification.ts",
    "done(bits) | (1 << FROM_NOTIFICATION_BIT)",
    "done(bits)",
  ),
  fault(
    "who listens is woken whatever it does",
    "notification.ts",
    "listener != 0 && stateOf(listener) == RECEIVING",
    "listener != 0",
  ),
  fault(
    "who was told of bits is still in the queue",
    "notification.ts",
    "  remove(queueOf(thread), thread);\n",
    "",
  ),
  fault(
    "messages come before bits",
    "endpoint.ts",
    "  if (takeSignalled()) return;\n  const sender = firstAt(objectAt(endpoint)",
    "  const sender = firstAt(objectAt(endpoint)",
  ),
];
