/** Faults in the steps of taking a page back. */
import type { Mutant } from "@ashlar/rapilog/mutants";
import { fault } from "./fault.js";

export const RECLAIMING: readonly Mutant[] = [
  fault("a page that was reclaimed does not die", "untyped.ts", "  setDying(page, true);\n", ""),
  fault("a page that is free is dying still", "untyped.ts", "  setDying(page, false);\n", ""),
  fault("a page that is free has an owner", "untyped.ts", "  setOwner(page, 0);\n", ""),
  fault("a page that let go of all is not free", "untyped.ts", "  setType(page, FREE);\n", ""),
  fault(
    "who has a page back is told to go on",
    "untyped.ts",
    "  setOwner(page, 0);\n  return DONE;",
    "  setOwner(page, 0);\n  return AGAIN;",
  ),
  fault(
    "who takes a page back is told too early that it is free",
    "untyped.ts",
    "  else return release(page);\n  return AGAIN;",
    "  else return release(page);\n  return DONE;",
  ),
  fault(
    "a page that nobody has is taken back",
    "untyped.ts",
    " || typeOf(<u32>page) == FREE) return",
    ") return",
  ),
  fault(
    "who waits for signals of what was reclaimed sleeps for ever",
    "untyped.ts",
    "(type == ENDPOINT || type == NOTIFICATION)",
    "type == ENDPOINT",
  ),
  fault(
    "any page that dies has a queue",
    "untyped.ts",
    "(type == ENDPOINT || type == NOTIFICATION) && headOf",
    "headOf",
  ),
  fault(
    "who waited at what was reclaimed is in its queue still",
    "untyped.ts",
    "  remove(objectAt(page), first);\n  cancel(first);\n",
    "  cancel(first);\n",
  ),
  fault("who waited at what was reclaimed is not told why", "untyped.ts", "  cancel(first);\n", ""),
  fault("who waited at what was reclaimed does not go on", "untyped.ts", "  wake(first);\n", ""),
  fault(
    "any page that dies has a caller",
    "untyped.ts",
    "typeOf(page) == THREAD && callerOf",
    "callerOf",
  ),
  fault(
    "who waited for a server that was reclaimed is not told why",
    "thread.ts",
    "  cancel(caller);\n  part(caller, thread);\n",
    "  part(caller, thread);\n",
  ),
  fault(
    "who waited for a server that was reclaimed is its caller still",
    "thread.ts",
    "  part(caller, thread);\n  wake(caller);\n",
    "  wake(caller);\n",
  ),
  fault(
    "who waited for a server that was reclaimed does not go on",
    "thread.ts",
    "  part(caller, thread);\n  wake(caller);\n",
    "  part(caller, thread);\n",
  ),
  fault(
    "a thread that is ready and stops loses a register",
    "thread.ts",
    "  if (state != READY && state != INACTIVE) cancel(thread);\n",
    "  if (state != INACTIVE) cancel(thread);\n",
  ),
];
