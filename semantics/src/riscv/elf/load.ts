/** Putting a program into memory. */
import type { Region } from "../run/flat-memory.js";
import type { Program, Segment } from "./program.js";

/** What a file may make us reserve. */
export const MEMORY_MAX_BYTES = 1 << 30;

/** One region from `start`, with all of a program's segments in it; undefined if they do not fit. */
export function loaded(program: Program, start: number, size_bytes: number): Region | undefined {
  if (size_bytes > MEMORY_MAX_BYTES) throw new RangeError(`more than ${MEMORY_MAX_BYTES} bytes`);
  const isInside = ({ address, memory_bytes }: Segment) =>
    memory_bytes === 0 || (start <= address && address + memory_bytes <= start + size_bytes);
  if (!program.segments.every(isInside)) return undefined;
  const bytes = new Uint8Array(size_bytes);
  for (const segment of program.segments) bytes.set(segment.bytes, segment.address - start);
  return { start, bytes };
}
