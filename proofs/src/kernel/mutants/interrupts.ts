/** Faults in interrupts, and in whose turns they come. */
import type { Mutant } from "@ashlar/rapilog/mutants";
import { fault } from "./fault.js";

export const INTERRUPTS: readonly Mutant[] = [
  fault(
    "a source that has interrupted goes on doing so",
    "interrupt.ts",
    "  disable(handler, domain);\n  if (isIdle)",
    "  if (isIdle)",
  ),
  fault(
    "a source is on in turns of a domain that it was bound to before",
    "interrupt.ts",
    "  disable(handler, domainOf(handler));\n  const at = objectAt(handler);\n  store",
    "  const at = objectAt(handler);\n  store",
  ),
  fault(
    "the machine is not told that a source is off",
    "schedule.ts",
    "  if (domain == runningDomain()) machine.setInterrupts(load<u64>(at));\n",
    "  if (isOn && domain == runningDomain()) machine.setInterrupts(load<u64>(at));\n",
  ),
  fault(
    "sources of a domain are on in another one's turn",
    "schedule.ts",
    "  if (domain == runningDomain()) machine",
    "  machine",
  ),
  fault(
    "a domain's turn begins with the sources of the one before",
    "schedule.ts",
    "  machine.setInterrupts(load<u64>(objectAt(domain) + DOMAIN_MASK));\n",
    "",
  ),
  fault("a turn has no end", "schedule.ts", "  machine.armTimer();\n", ""),
  fault("a source takes others with it", "schedule.ts", "mask & ~bit", "0"),
  fault(
    "the last source is lost",
    "interrupt.ts",
    "source > load<u32>(KERNEL + KERNEL_INTERRUPTS)",
    "source >= load<u32>(KERNEL + KERNEL_INTERRUPTS)",
  ),
  fault(
    "a source that there is not interrupts",
    "interrupt.ts",
    " || source > load<u32>(KERNEL + KERNEL_INTERRUPTS)) return",
    ") return",
  ),
  fault(
    "an interrupt is told to a notification that is no more",
    "interrupt.ts",
    "  if (isLiveReference(notification, load<u64>(at + HANDLER_GENERATION)))\n",
    "  if (notification != 0)\n",
  ),
  fault("a driver sleeps though nobody runs", "interrupt.ts", "  if (isIdle) schedule();\n", ""),
  fault(
    "who may only read a handler binds it",
    "interrupt.ts",
    "IRQ_HANDLER, WRITE);\n  if (isRefused(found)) return refusalOf(found, 0);\n  const notification",
    "IRQ_HANDLER, 0);\n  if (isRefused(found)) return refusalOf(found, 0);\n  const notification",
  ),
  fault(
    "an interrupt signals where its holder may only look",
    "interrupt.ts",
    "NOTIFICATION, WRITE)",
    "NOTIFICATION, 0)",
  ),
  fault(
    "a source is on in no domain",
    "interrupt.ts",
    "  if (domain == 0) return blame(OUT_OF_RANGE, 0);\n",
    "",
  ),
  fault("a source that is none interrupts", "interrupt.ts", "source == 0 || ", ""),
  fault(
    "a source is taken for its neighbour",
    "interrupt.ts",
    "firstHandler() + source - 1",
    "firstHandler() + source",
  ),
  fault(
    "an interrupt signals with another badge",
    "interrupt.ts",
    "raise(notification, load<u32>(at + HANDLER_BADGE))",
    "raise(notification, 1)",
  ),
  fault(
    "an interrupt takes the processor from who runs",
    "interrupt.ts",
    "  if (isIdle) schedule();\n",
    "  schedule();\n",
  ),
  fault(
    "a source is off in turns of no domain",
    "interrupt.ts",
    "  if (domain != 0) setSource(",
    "  setSource(",
  ),
];
