/** Asks the driver of a disk, again and again if it was started again meanwhile. */
import { BLOCK_COUNT, BLOCK_DONE, BLOCK_LOST } from "../../src/block";
import { DISK } from "../../src/slots";
import { call, label, word } from "./message";

/** How often a request was lost and asked again. */
export let repeats: u64 = 0;

/** BLOCK_READ or BLOCK_WRITE; whether it was done. */
export function transfer(what: u64, block: u64): bool {
  call(DISK, what, block);
  while (label() == BLOCK_LOST) {
    repeats += 1;
    call(DISK, what, block);
  }
  return label() == BLOCK_DONE;
}

export function blockCount(): u64 {
  call(DISK, BLOCK_COUNT);
  while (label() == BLOCK_LOST) call(DISK, BLOCK_COUNT);
  return word(0);
}
