/** A module with everything exported and no start function, so that a test can reach in. */
import type { Module } from "../module.js";
import { Cursor } from "../read/bytes.js";
import { exportSection } from "./assemble.js";

const [EXPORT, START] = [7, 8];
const HEADER_BYTES = 8;

/** Functions are f0, f1, …, globals g0, g1, … as in `assemble`. */
export function expose(bytes: Uint8Array, { functions, globals }: Module): Uint8Array {
  const cursor = new Cursor(bytes, HEADER_BYTES);
  const parts: Uint8Array[] = [bytes.subarray(0, HEADER_BYTES)];
  while (cursor.left > 0) {
    const start = cursor.at;
    const id = cursor.byte();
    cursor.take(cursor.unsigned());
    if (id === EXPORT) parts.push(Uint8Array.from(exportSection(functions.length, globals.length)));
    else if (id !== START) parts.push(bytes.subarray(start, cursor.at));
  }
  return new Uint8Array(Buffer.concat(parts));
}
