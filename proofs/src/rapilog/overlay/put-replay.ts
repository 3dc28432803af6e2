/**
 * Counterexamples to what `put` writes, shown in V8: a loop cannot be entered in its middle from
 * outside, so this is a whole call, on a table with one slot in use.
 */
import { ArrayValue, type Assignment, evaluateAll, type Term, type Value } from "@ashlar/logic";
import type { Replayed } from "../../prove/statement.js";
import type { Core } from "../core.js";
import { globalOf } from "../globals.js";
import { BUCKET_BYTES } from "../placed-table.js";
import { type Entered, effectOfPut } from "./entered.js";
import { bucketsOf, LINE_BYTES, SLOTS } from "./table.js";
import { firstShown, replayOf, startOf } from "./theorem.js";

const [TABLE, BUCKETS, BUCKET_BITS, PAGES] = [4096n, 128n, 7n, 2n];
/** What the bucket's positions are made of. */
const POSITION_BYTE = 0xa5n;

/** What V8 makes of entering the same where `before` is in a slot already, whichever it is. */
export function replayedEnter(
  core: Core,
  state: Assignment,
  { page, mask, position, zeros }: Entered,
  before: Term,
): Replayed {
  const parameters = [page, mask, position, zeros];
  const start = { ...startOf(core, "put", ["page", "mask", "position", "zeros"]), parameters };
  const { moment } = start;
  const replay = replayOf(core, "put", start, effectOfPut(moment, { page, mask, position, zeros }));
  const [number, tag] = evaluateAll([page, before], state) as [bigint, bigint];
  const placed = new Map<Term, Value>([
    ...state,
    [moment.pages, PAGES],
    [globalOf(moment, "overlay"), TABLE],
    [globalOf(moment, "bucketCount"), BUCKETS],
    [globalOf(moment, "bucketBits"), BUCKET_BITS],
  ]);
  const [bucket] = evaluateAll([bucketsOf(moment, page)[0]], placed) as [bigint];
  return firstShown(
    Array.from({ length: SLOTS }, (_, slot) => () => {
      const named = (number << 16n) | (tag & 0xffffn);
      const elements = new Map<bigint, bigint>();
      for (let at = LINE_BYTES; at < BUCKET_BYTES; at++)
        elements.set(bucket + BigInt(at), POSITION_BYTE);
      for (let byte = 0n; byte < 8n; byte++)
        elements.set(bucket + 8n * BigInt(slot) + byte, (named >> (8n * byte)) & 0xffn);
      return replay(new Map([...placed, [moment.memory, new ArrayValue(0n, elements)]]));
    }),
  );
}
