/** Faults to plant in the kernel's source, which bad calls must find. */
import { fileURLToPath } from "node:url";
import type { Mutant, SourceModule } from "@ashlar/rapilog/mutants";

export const KERNEL: SourceModule = {
  room: fileURLToPath(new URL("..", import.meta.resolve("@ashlar/kernel/layout"))),
  folders: ["assembly", "src"],
  name: "kernel",
};
const fault = (fault: string, file: string, original: string, planted: string): Mutant => ({
  ...{ fault, file, original, planted },
});

export const FAULTS: readonly Mutant[] = [
  fault(
    "an entry of a page table is changed without a fence",
    "mapping.ts",
    "  store<u64>(entryAt(table, index), entry);\n  fence();",
    "  store<u64>(entryAt(table, index), entry);",
  ),
  fault(
    "an index beyond a page table is one",
    "table.ts",
    "index < <u64>TABLE",
    "index <= <u64>TABLE",
  ),
  fault(
    "a slot beyond the last is one",
    "capability.ts",
    "slot < <u64>SLOTS",
    "slot <= <u64>SLOTS",
  ),
  fault(
    "a page becomes an object with what was in it",
    "untyped.ts",
    "  memory.fill(objectAt(page), 0, PAGE_BYTES);\n",
    "",
  ),
  fault(
    "an endpoint is freed while threads wait",
    "untyped.ts",
    "  if (isAwaited(page)) drain(page);\n  else if",
    "  if",
  ),
  fault(
    "a slot's upper half is not looked at",
    "capability.ts",
    "return slot < <u64>SLOTS;",
    "return <u32>slot < <u32>SLOTS;",
  ),
  fault(
    "a page number may be any",
    "untyped.ts",
    "page >= <u64>firstOf(untyped) && page < <u64>endOf(untyped)",
    "page >= <u64>firstOf(untyped)",
  ),
  fault(
    "a thread that stops stays in its queue",
    "thread.ts",
    "  if (state == READY && thread != current()) dequeue(thread);\n",
    "",
  ),
  fault(
    "the first argument is always to blame",
    "system-call.ts",
    "(argument + 1) <<",
    "(<u64>1) <<",
  ),
  fault("the argument to blame is one too far", "system-call.ts", "argument + 1", "argument + 2"),
  fault(
    "the frame is to blame for the rights that are asked for",
    "frame.ts",
    "capability == NO_RIGHT ? 3 : 0",
    "0",
  ),
];
