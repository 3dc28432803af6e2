/** Faults in the core: in its source, which is compiled again with each. */
import type { Mutant } from "./mutant.js";

export const CORE_MUTANTS: readonly Mutant[] = [
  {
    fault: "the payload's checksum is not checked",
    file: "record.ts",
    original: "if (load<u64>(header, 56) != checksum(payloadAddress(position), bytes)) return 0;",
    planted: "if (bytes == 0) return 0;",
  },
  {
    fault: "a record of an earlier lap is replayed",
    file: "record.ts",
    original: "if (load<u64>(header, 16) != position) return 0;",
    planted: "",
  },
  {
    fault: "everything is acknowledged at once, whatever the budget",
    file: "watermarks.ts",
    original: "const limit = min<u64>(headAt, reach);",
    planted: "const limit = max<u64>(headAt, reach);",
  },
  {
    fault: "the budget is one sector too large",
    file: "watermarks.ts",
    original: "journaledAt + budgetSectors :",
    planted: "journaledAt + budgetSectors + 1 :",
  },
  {
    fault: "the budget counts while the power fails",
    file: "watermarks.ts",
    original: "!powerFails && faultState",
    planted: "faultState",
  },
  {
    fault: "a record is overwritten in place: one sector more than the ring holds is admitted",
    file: "append.ts",
    original: "needed > ringSize() - liveSectors()",
    planted: "needed > ringSize() - liveSectors() + 1",
  },
  {
    fault: "a page is looked for in its first bucket only",
    file: "overlay.ts",
    original: "return at != NO_SLOT ? at : findIn(secondBucket(page), page);",
    planted: "return at;",
  },
  {
    fault: "overwritten entries stay visible",
    file: "overlay.ts",
    original: "return distance < heldSectors() ? distance + 1 : 0;",
    planted: "return distance + 1;",
  },
  {
    fault: "a write over zeros still reads as zeros",
    file: "overlay.ts",
    original: "zeroMaskOf(before) & ~mask",
    planted: "zeroMaskOf(before)",
  },
  {
    fault: "a page's sectors are all taken from its first",
    file: "overlay.ts",
    original: "zeros ? position : position + sector",
    planted: "position",
  },
  {
    fault: "large ranges hide nothing",
    file: "read.ts",
    original: "if (rangeAge > age)",
    planted: "if (rangeAge > age && age > 0)",
  },
  {
    fault: "recovery goes on with a leftover of an earlier life",
    file: "recover.ts",
    original: "incarnation < incarnationSeen || ",
    planted: "",
  },
  {
    fault: "recovery leaves a record out of the overlay",
    file: "recover.ts",
    original: "overlayStretch(offset, length, payloadPosition(head()), false);",
    planted: "",
  },
  {
    fault: "the plan brings the oldest version home",
    file: "plan.ts",
    original: "if ((mask & (1 << sector)) == 0) continue;\n      store<u32>(sources",
    planted:
      "if ((mask & (1 << sector)) == 0 || load<u32>(sources + (sector << 2)) != 0) continue;\n      store<u32>(sources",
  },
  {
    fault: "the plan joins what is not adjacent",
    file: "plan.ts",
    original: "else if (sector != next) break;",
    planted: "else if (sector < next) break;",
  },
  {
    fault: "a range takes effect before the writes that precede it",
    file: "plan.ts",
    original: "if (isRange(kind) && fragmentCount() > 0) break;",
    planted: "",
  },
];
