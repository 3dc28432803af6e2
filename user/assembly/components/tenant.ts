/**
 * Makes objects of its pages again and again, so that there is always something to take back. It
 * gives others their turn after each, so that it has one after each of the landlord's steps.
 */
import {
  CNODE,
  ENDPOINT,
  INDIRECTION,
  LEAF_TABLE,
  NOTIFICATION,
  THREAD,
} from "../../../kernel/src/interface";
import { FIRST, FREE_FROM, MEMORY, PAGES } from "../../src/reclaim";
import { argument } from "../library/argument";
import { begin, end, field } from "../library/line";
import { reclaim, retype } from "../library/memory";
import { yieldTurn } from "../library/thread";

const TELL_EVERY: u64 = 1024;

export function main(): void {
  const first = argument(FIRST);
  const pages = argument(PAGES);
  for (let round: u64 = 0; ; round++) {
    const page = round % pages;
    retype(MEMORY, first + page, typeOf(round), FREE_FROM + <u32>page);
    if (round % 3 == 0) reclaim(MEMORY, first + ((round * 7) % pages));
    yieldTurn();
    if (round % TELL_EVERY != 0) continue;
    begin("busy");
    field("rounds", round);
    end();
  }
}

function typeOf(round: u64): u32 {
  switch (<u32>(round % 6)) {
    case 0:
      return ENDPOINT;
    case 1:
      return CNODE;
    case 2:
      return THREAD;
    case 3:
      return INDIRECTION;
    case 4:
      return LEAF_TABLE;
    default:
      return NOTIFICATION;
  }
}
