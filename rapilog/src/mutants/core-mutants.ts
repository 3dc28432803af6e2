/**
 * Faults in the core: lines of its source, each with another that is compiled in its place.
 *
 * Every one must be noticed by the core's own tests, and by the simulator of the whole system, but
 * for those of which is written why it cannot.
 */
import type { Mutant } from "./plant.js";

export interface CoreMutant extends Mutant {
  /** Why nothing goes wrong in the simulated system with this fault in the core. */
  harmlessInSimulator?: string;
}

/** Found by the core's own tests on disks of more pages. */
const CROWDED =
  "What is home is evicted only from a crowded overlay, and a simulated disk has fewer pages than the overlay places.";

export const CORE_MUTANTS: readonly CoreMutant[] = [
  {
    fault: "the payload's checksum is not checked",
    file: "record.ts",
    original: "if (load<u64>(header, 56) != checksum(payloadAddress(position), bytes)) return 0;",
    planted: "if (bytes == 0) return 0;",
  },
  {
    fault: "the header's checksum is not checked",
    file: "record.ts",
    original: "if (load<u64>(header, 64) != checksum(header, SUMMED_BYTES)) return 0;",
    planted: "",
    harmlessInSimulator: "A header lies in one sector, and a simulated sector is never torn.",
  },
  {
    fault: "a record of an earlier lap is taken for one of this lap",
    file: "record.ts",
    original: "if (load<u64>(header, 16) != position) return 0;",
    planted: "",
  },
  {
    fault: "another stream's record is taken up",
    file: "record.ts",
    original: "if (load<u64>(header, 8) != stream) return 0;",
    planted: "",
    harmlessInSimulator: "A simulated journal has one stream for all its life.",
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
    fault: "the budget counts while the journal fails",
    file: "watermarks.ts",
    original: "!powerFails && faultState == FAULT_NONE",
    planted: "!powerFails",
    harmlessInSimulator:
      "Something is lost only if the power fails too meanwhile, for which the table promises nothing.",
  },
  {
    fault: "one sector more than the ring holds is admitted: a record is overwritten in place",
    file: "append.ts",
    original: "needed > ringSize() - liveSectors()",
    planted: "needed > ringSize() - liveSectors() + 1",
  },
  {
    fault: "a record wraps around the ring's end",
    file: "append.ts",
    original: "return sectors > room ? room : 0;",
    planted: "return 0;",
  },
  {
    fault: "a stretch's end is not on the disk",
    file: "append.ts",
    original: "offset <= diskBytes - length",
    planted: "offset <= diskBytes",
    harmlessInSimulator: "The simulator's clients ask for nothing beyond the disk's end.",
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
    fault: "a released range still hides home",
    file: "ranges.ts",
    original: "return heldFrom() + <u64>age <= releasedPosition();",
    planted: "return false;",
    harmlessInSimulator: CROWDED,
  },
  {
    fault: "a forgotten range uncovers what the ring holds from before it",
    file: "ranges.ts",
    original: "forgetBefore(positionOf(row) + 1);",
    planted: "",
  },
  {
    fault: "what is not home is evicted from the overlay",
    file: "overlay.ts",
    original: "<u32>(releasedPosition() - heldFrom()) + 1",
    planted: "<u32>(releasedPosition() - heldFrom()) + 400",
    harmlessInSimulator: CROWDED,
  },
  {
    fault: "recovery goes on with a leftover of an earlier life",
    file: "recover.ts",
    original: "incarnation < incarnationSeen || ",
    planted: "",
  },
  {
    fault: "the floor is forgotten",
    file: "recover.ts",
    original: "incarnationSeen = floor;",
    planted: "incarnationSeen = 0;",
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
  {
    fault: "the plan brings home what does not verify",
    file: "plan.ts",
    original: "if (sectors == 0 ||",
    planted: "if (",
    harmlessInSimulator: "Nothing that was synced is damaged in the simulator, and no vault.",
  },
  {
    fault: "a journal piece runs over the ring's end",
    file: "journal.ts",
    original: "min<u64>(limit - from, <u64>untilEnd(from))",
    planted: "(limit - from)",
    harmlessInSimulator:
      "The keeper cuts its writes at the ring's end itself, and one of its own faults is that it does not.",
  },
];
