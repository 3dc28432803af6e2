/** What the specification finds in a journal after an outage, on numbers, and how far it recovers. */
import assert from "node:assert/strict";
import { add, fill, numberOf, store, TRUE } from "@ashlar/logic";
import { type Chain, crash, type Disk, type Found, lifeOf, type Remains } from "@ashlar/spec";
import { number64 } from "../terms.js";

const NOTHING = number64(0);
/** What must never be read. */
export const GARBAGE = number64(0xdead_beef);

/** What is found where these whole records stand, by position; the specification must allow it. */
export function foundIn(disk: Disk, whole: ReadonlyMap<number, bigint>): Found {
  let headers = fill(64, NOTHING);
  for (const [position, life] of whole)
    headers = store(headers, number64(position), number64(life));
  const found = { superblock: disk.journal.superblock, headers, home: GARBAGE };
  assert.equal(crash.mayBeFound(disk, found.superblock), TRUE);
  for (let records = 0; records <= numberOf(disk.stream.records); records++) {
    const isPossible = crash.mayBeFoundAfter(disk, found, number64(records));
    assert.equal(isPossible, TRUE, `found after record ${records}`);
  }
  return found;
}

/** How many records a recovery takes up; each must be the history's next. */
export function endOfChain(remains: Remains): number {
  let chain: Chain = crash.chainStart(remains);
  for (let life = crash.nextInChain(remains, chain); life !== NOTHING; ) {
    chain = { records: add(chain.records, number64(1)), life };
    assert.equal(life, lifeOf(remains.stream, chain.records), "a record of the history");
    life = crash.nextInChain(remains, chain);
  }
  return numberOf(chain.records);
}
