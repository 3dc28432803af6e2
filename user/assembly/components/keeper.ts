/**
 * Knows a secret, and does in each turn what one of its bits says: nothing at all, or everything
 * that the kernel lets it do. If anything of that can be noticed in another domain, it will be.
 */
import { AGAIN, ENDPOINT, LEAF_TABLE, THREAD } from "../../../kernel/src/interface";
import {
  OWN_ENDPOINT,
  OWN_FIRST,
  OWN_FREE,
  OWN_MEMORY,
  OWN_NOTIFICATION,
  OWN_PAGES,
  SECRET,
} from "../../src/secret";
import { argument } from "../library/argument";
import { reclaim, retype } from "../library/memory";
import { nonblockingSend } from "../library/message";
import { poll, signal } from "../library/notification";
import { yieldTurn } from "../library/thread";

/** For about as long it stays with one bit: some turns. */
const ROUNDS_PER_BIT: u64 = 2000;

export function main(): void {
  const secret = argument(SECRET);
  for (let round: u64 = 0; ; round++) {
    const bit = (secret >> ((round / ROUNDS_PER_BIT) & 63)) & 1;
    if (bit == 0) idle();
    else act(round);
  }
}

/** It computes, and asks the kernel nothing. */
function idle(): void {
  for (let step: u32 = 0; step < 64; step++) sink += step;
}

export let sink: u64 = 0;

function act(round: u64): void {
  const page = argument(OWN_FIRST) + (round % OWN_PAGES);
  const types: u32 = <u32>(round % 3);
  const type: u32 = types == 0 ? ENDPOINT : types == 1 ? THREAD : LEAF_TABLE;
  retype(OWN_MEMORY, page, type, OWN_FREE + <u32>(round & 127));
  while (reclaim(OWN_MEMORY, page) == AGAIN) {}
  signal(OWN_NOTIFICATION);
  poll(OWN_NOTIFICATION);
  nonblockingSend(OWN_ENDPOINT, round);
  yieldTurn();
}
