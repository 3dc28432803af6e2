/** Faults in who may do what to which page. */
import type { Mutant } from "@ashlar/rapilog/mutants";
import { fault } from "./fault.js";

export const AUTHORITY: readonly Mutant[] = [
  fault(
    "a capability outlives its page's generation",
    "capability.ts",
    "generationAt(infoOf(target)) == generation",
    "generation != 0",
  ),
  fault(
    "an Indirection gives rights back",
    "capability.ts",
    "rights &= rightsIn(target)",
    "rights |= rightsIn(target)",
  ),
  fault(
    "one Indirection too many is looked through",
    "capability.ts",
    "depth < INDIRECTIONS_MAX",
    "depth <= INDIRECTIONS_MAX",
  ),
  fault(
    "what an Indirection stood for is used after it died",
    "capability.ts",
    "    if (!isLive(target)) return 0;\n",
    "",
  ),
  fault(
    "one right of those needed suffices",
    "system-call.ts",
    "(<u64>rightsIn(capability) & rights) == rights",
    "(<u64>rightsIn(capability) & rights) != 0",
  ),
  fault(
    "a slot beyond the last is one",
    "capability.ts",
    "slot < <u64>SLOTS",
    "slot <= <u64>SLOTS",
  ),
  fault(
    "a space that is reclaimed is still used",
    "system-call.ts",
    "  if (!isLiveReference(root, load<u64>(at, THREAD_ROOT_GENERATION))) return false;\n",
    "",
  ),
  fault(
    "an Untyped has one page more",
    "untyped.ts",
    "page < <u64>endOf(untyped)",
    "page <= <u64>endOf(untyped)",
  ),
  fault(
    "a child has pages that its parent has not",
    "untyped.ts",
    "  if (first < <u64>firstOf(untyped)) return blame(OUT_OF_RANGE, 3);\n",
    "",
  ),
  fault(
    "a child has its own page",
    "untyped.ts",
    "return page < first || page >= end ? DONE : blame(OUT_OF_RANGE, 4);",
    "return DONE;",
  ),
  fault(
    "an object in use is made another",
    "untyped.ts",
    "  if (typeOf(<u32>page) != FREE) return blame(IN_USE, 1);\n",
    "",
  ),
  fault(
    "a capability is overwritten by a new one",
    "untyped.ts",
    "  if (!isEmpty(empty)) return blame(IN_USE, 5);\n",
    "",
  ),
  fault(
    "an object begins with what stood there before",
    "untyped.ts",
    "  memory.fill(objectAt(page), 0, PAGE_BYTES);\n",
    "",
  ),
  fault("reclaiming voids nothing", "untyped.ts", "  setGeneration(page, generation + 1);\n", ""),
  fault(
    "the last generation wraps",
    "untyped.ts",
    "  if (generation == <u64>GENERATION_MAX) return WORN_OUT;\n",
    "",
  ),
  fault(
    "a thread that was reclaimed goes on",
    "untyped.ts",
    "  if (typeOf(page) == THREAD) stop(page);\n  else if",
    "  if",
  ),
  fault(
    "a page is free at once",
    "untyped.ts",
    "  if (!isDying(<u32>page)) return kill(<u32>page);\n",
    "",
  ),
  fault(
    "a copy has all rights",
    "cnode.ts",
    "rightsIn(from) & <u32>rights, badgeIn(from)",
    "rightsIn(from), badgeIn(from)",
  ),
  fault(
    "a badge is given twice",
    "cnode.ts",
    "  if (badgeIn(from) != 0) return blame(IN_USE, 3);\n",
    "",
  ),
  fault(
    "what was moved is in both slots",
    "cnode.ts",
    "badgeIn(from));\n  put(from, 0, 0, 0, 0);",
    "badgeIn(from));",
  ),
  fault(
    "a dead capability is copied",
    "cnode.ts",
    "  if (!isLive(from)) return blame(NO_CAPABILITY, 3);\n",
    "",
  ),
  fault(
    "who may not grant decides what an Indirection stands for",
    "indirection.ts",
    "INDIRECTION, GRANT)",
    "INDIRECTION, 0)",
  ),
  fault(
    "an Indirection changes what it stands for",
    "indirection.ts",
    "  if (!isEmpty(kept)) return blame(IN_USE, 0);\n",
    "",
  ),
  fault(
    "what was handed out through an Indirection is not taken back",
    "indirection.ts",
    "  setGeneration(page, next);\n",
    "",
  ),
  fault(
    "the first Untyped has the kernel's pages",
    "first-objects.ts",
    "UNTYPED_FIRST, free)",
    "UNTYPED_FIRST, 1)",
  ),
  fault(
    "memory before boot shows in the first space",
    "boot.ts",
    "  memory.fill(objectAt(first), 0, (free - first) << PAGE_BITS);\n",
    "",
  ),
];
