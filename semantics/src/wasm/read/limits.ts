/**
 * How large a module may be here. The standard leaves that open; these are the limits that
 * browsers have agreed on, so a file that none of them takes is refused, not run out of memory on.
 */
import { refused } from "./fault.js";

export const LIMITS = {
  types: 1_000_000,
  imports: 100_000,
  functions: 1_000_000,
  tables: 100_000,
  globals: 1_000_000,
  exports: 100_000,
  elements: 100_000,
  "data segments": 100_000,
  parameters: 1000,
  results: 1000,
  locals: 50_000,
  "bytes of a function": 7_654_321,
  "targets of a br_table": 65_520,
  "bytes of a name": 100_000,
  "elements of a table": 10_000_000,
} as const;

/** Refuses what is over a limit. */
export function within(limit: keyof typeof LIMITS, count: number, offset: number): number {
  if (count > LIMITS[limit])
    refused(offset, `${count} ${limit}; at most ${LIMITS[limit]} are taken`);
  return count;
}
