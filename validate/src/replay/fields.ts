/** Words that a program keeps of WebAssembly's state: globals, and where linear memory is. */
import type { Layout, Place } from "../layout.js";
import type { State } from "./state.js";

export interface Field {
  readonly place: Place;
  readonly bytes: 4 | 8;
  readonly value: bigint;
  /** Of a global, its index. */
  readonly global?: number;
}

/** Of linear memory, and of an imported one's record. */
export interface Addresses {
  readonly base: number;
  readonly record: number;
}

const PAGE_SHIFT = 16n;

/** All of them, with their values in a state; `widths` are the globals', by index. */
export function fieldsOf(
  layout: Layout,
  { base, record }: Addresses,
  widths: readonly (4 | 8)[],
  { globals, memory }: State,
): Field[] {
  const size = BigInt(memory.length);
  const fields: Field[] = [];
  layout.globals.forEach((place, global) => {
    const value = globals[global];
    if (place !== undefined && value !== undefined)
      fields.push({ place, bytes: widths[global]!, value, global });
  });
  const put = (place: Place | undefined, value: bigint) => {
    if (place !== undefined) fields.push({ place, bytes: 8, value });
  };
  if (layout.memory.kind === "pointer") {
    put(layout.memory.place, BigInt(base));
    put(layout.memory.record, BigInt(record));
  }
  put(layout.memorySize, size);
  put(layout.memoryPages, size >> PAGE_SHIFT);
  return fields;
}
