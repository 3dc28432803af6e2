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
  const [number, tag, entered] = evaluateAll([page, before, mask], state) as [
    bigint,
    bigint,
    bigint,
  ];
  const placed = new Map<Term, Value>([
    ...state,
    [moment.pages, PAGES],
    [globalOf(moment, "overlay"), TABLE],
    [globalOf(moment, "bucketCount"), BUCKETS],
    [globalOf(moment, "bucketBits"), BUCKET_BITS],
  ]);
  const [bucket] = evaluateAll([bucketsOf(moment, page)[0]], placed) as [bigint];
  return firstShown(
    placesOf(tag & 0xffffn, entered & 0xffn).map(({ slot, bits }) => () => {
      const named = (number << 16n) | bits;
      const elements = new Map<bigint, bigint>();
      for (let at = LINE_BYTES; at < BUCKET_BYTES; at++)
        elements.set(bucket + BigInt(at), POSITION_BYTE);
      for (let byte = 0n; byte < 8n; byte++)
        elements.set(bucket + 8n * BigInt(slot) + byte, (named >> (8n * byte)) & 0xffn);
      return replay(new Map([...placed, [moment.memory, new ArrayValue(0n, elements)]]));
    }),
  );
}

/**
 * Each slot, with what the counterexample has of the page, and with the sectors that are not
 * entered, as zeros: what is entered over itself would hide what is not written.
 */
function placesOf(bits: bigint, mask: bigint): { slot: number; bits: bigint }[] {
  const others = ~mask & 0xffn;
  return [bits, others | (others << 8n)].flatMap((bits) =>
    Array.from({ length: SLOTS }, (_, slot) => ({ slot, bits })),
  );
}
