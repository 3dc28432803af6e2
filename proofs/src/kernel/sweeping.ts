/**
 * Page tables that are reclaimed look at one entry a step, most of which are empty: what so many steps
 * come to is set at once, in kernel and specification alike, so that a history goes on.
 */
import * as numbers from "@ashlar/kernel/interface";
import { fields } from "@ashlar/spec/kernel";
import type { Twin } from "./twin.js";

const TABLES = [numbers.ROOT_TABLE, numbers.MIDDLE_TABLE, numbers.LEAF_TABLE];

/** The first entry from an index on in which there is something; or where they end. */
function nextFull(twin: Twin, table: number, from: number): number {
  let index = from;
  while (index < numbers.TABLE_ENTRIES && twin.readBits(fields.ENTRY, table, index) === 0n)
    index += 1;
  return index;
}

/** Tables that die and have empty entries before them: from where to where. */
const sweeps = (twin: Twin) =>
  Array.from({ length: twin.pages }, (_, page) => page)
    .filter((page) => twin.read(fields.DYING, page) === 1)
    .filter((page) => TABLES.includes(twin.read(fields.TYPE, page)))
    .map((page) => {
      const cursor = twin.read(fields.CURSOR, page);
      return { page, cursor, next: nextFull(twin, page, cursor) };
    })
    .filter(({ cursor, next }) => next > cursor);

export const isSweeping = (twin: Twin) => sweeps(twin).length > 0;

export function skip(twin: Twin): void {
  for (const { page, next } of sweeps(twin)) twin.set(fields.CURSOR, page, 0, next);
}
