/**
 * Takes back all memory of a component that works against it, while others wait at its endpoint and
 * have its frames mapped; then uses it anew.
 */
import {
  AGAIN,
  DONE,
  ENDPOINT,
  FRAME,
  NO_CAPABILITY,
  OUT_OF_RANGE,
} from "../../../kernel/src/interface";
import { FIRST, FREE_FROM, HANDED_ON, MEMORY, PAGES, TENANCY } from "../../src/reclaim";
import { resultOf } from "../library/answer";
import { argument } from "../library/argument";
import { begin, end, field } from "../library/line";
import { reclaim, retype } from "../library/memory";
import { nonblockingSend } from "../library/message";
import { yieldTurn } from "../library/thread";

/** So long the tenant works in peace. */
const TURNS: u32 = 4096;

let steps: u64 = 0;
let strange: u64 = 0;
let stepsMax: u64 = 0;

export function main(): void {
  for (let turn: u32 = 0; turn < TURNS; turn++) yieldTurn();
  const first = argument(FIRST);
  const pages = argument(PAGES);
  // What was handed on comes first: then nothing can be made of it behind our back.
  takeBack(argument(HANDED_ON) - 1);
  for (let page = first + pages; page > first; page--) takeBack(page - 1);
  begin("taken-back");
  field("pages", pages);
  field("steps", steps);
  field("most", stepsMax);
  field("strange", strange);
  field("left", left(first, pages));
  end();
  begin("used-anew");
  field("pages", use(first, pages));
  field("stale", <u64>(resultOf(nonblockingSend(TENANCY, 1)) == NO_CAPABILITY));
  end();
}

/** As many steps as the page needs; a page that is free has none. */
function takeBack(page: u64): void {
  let count: u64 = 0;
  let result: u32 = AGAIN;
  while (result == AGAIN) {
    result = reclaim(MEMORY, page);
    count += 1;
    yieldTurn();
  }
  if (result != DONE && result != OUT_OF_RANGE) strange += 1;
  steps += count;
  if (count > stepsMax) stepsMax = count;
}

/** How many pages are not free. */
function left(first: u64, pages: u64): u64 {
  let count: u64 = 0;
  for (let page = first; page < first + pages; page++) {
    if (reclaim(MEMORY, page) != OUT_OF_RANGE) count += 1;
  }
  return count;
}

/** How many pages could be made something new. */
function use(first: u64, pages: u64): u64 {
  let count: u64 = 0;
  for (let page: u64 = 0; page < pages; page++) {
    const type = page % 2 == 0 ? ENDPOINT : FRAME;
    if (retype(MEMORY, first + page, type, FREE_FROM + <u32>page) == DONE) count += 1;
  }
  return count;
}
