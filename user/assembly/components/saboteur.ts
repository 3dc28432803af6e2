/**
 * The saboteur: may write the text of the disk's driver, and puts a breakpoint onto one instruction
 * after the other, at random, so that the driver dies wherever it happens to be. It is told of each
 * restart before the driver runs again, and of each request that was done without a kill.
 */
import { CODE, CODE_END, PROGRAM } from "../../src/places";
import { KILLS, SEED, TOLD_RESTART, VICTIM_TEXT } from "../../src/saboteur";
import { ENOUGH, TOLD } from "../../src/slots";
import { badgeOf } from "../library/answer";
import { argument } from "../library/argument";
import { fenceText } from "../library/device";
import { begin, end, field } from "../library/line";
import { signal, wait } from "../library/notification";
import { below, seed } from "../library/random";

/** c.ebreak; as long as the shortest instruction, so only the one that is hit changes. */
const BREAKPOINT: u16 = 0x9002;
const TELL_EVERY: u64 = 100;

/** From the program's addresses to where its text is seen here. */
const OFFSET: u32 = VICTIM_TEXT - PROGRAM;
/** A bit for each place where the driver was killed. */
const hits = memory.data(2048, 8);

let kills: u64 = 0;
let sites: u64 = 0;
let place: u32 = 0;
let instruction: u16 = 0;

export function main(): void {
  seed(argument(SEED));
  plant();
  while (kills < argument(KILLS)) {
    const told = badgeOf(wait(TOLD));
    mend();
    if ((told & TOLD_RESTART) != 0) count();
    if (kills < argument(KILLS)) plant();
  }
  signal(ENOUGH);
  tell("enough");
}

function count(): void {
  kills += 1;
  const index = (place - CODE) >> 1;
  const at = hits + (index >> 3);
  const bit: u32 = 1 << (index & 7);
  if ((load<u8>(at) & bit) == 0) sites += 1;
  store<u8>(at, load<u8>(at) | bit);
  if (kills % TELL_EVERY == 0) tell("killing");
}

function tell(what: string): void {
  begin(what);
  field("kills", kills);
  field("places", sites);
  field("instructions", instructions());
  end();
}

/** Instructions are two bytes long, or four if their lowest bits are both set. */
function lengthAt(address: u32): u32 {
  return (load<u16>(address + OFFSET) & 3) == 3 ? 4 : 2;
}

function instructions(): u32 {
  let count: u32 = 0;
  const end = load<u32>(CODE_END + OFFSET);
  for (let at: u32 = CODE; at < end; at += lengthAt(at)) count += 1;
  return count;
}

function plant(): void {
  let at: u32 = CODE;
  for (let skip = <u32>below(instructions()); skip > 0; skip--) at += lengthAt(at);
  place = at;
  instruction = load<u16>(at + OFFSET);
  store<u16>(at + OFFSET, BREAKPOINT);
  fenceText();
}

function mend(): void {
  store<u16>(place + OFFSET, instruction);
  fenceText();
}
