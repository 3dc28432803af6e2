/**
 * Reads, writes and executes what is not its own. Each attempt must end in a fault; its supervisor
 * then starts it again, with how often it has faulted so far as its first word: the next attempt.
 */
import {
  EXECUTE_DATA,
  EXECUTE_KERNEL,
  READ_BEHIND_STACK,
  READ_KERNEL,
  READ_NULL,
  TRESPASSES,
  USE_PRIVILEGE,
  USE_UP_STACK,
  WRITE_DEVICE,
  WRITE_KERNEL,
  WRITE_TEXT,
} from "../../src/hostile";
import { DATA, PAGE, PROGRAM, STACK, STACK_PAGES } from "../../src/places";
import { jump, load32, privileged, store32 } from "../library/device";
import { begin, end, field } from "../library/line";
import { word } from "../library/message";

const KERNEL: u32 = 0x80000000;
const DISK_REGISTERS: u32 = 0x10001000;

export function main(): void {
  const attempt = <u32>word(0);
  if (attempt >= <u32>TRESPASSES) return;
  trespass(attempt);
  begin("not-stopped");
  field("attempt", attempt);
  end();
}

function trespass(attempt: u32): void {
  switch (attempt) {
    case READ_NULL:
      load32(0);
      return;
    case READ_KERNEL:
      load32(KERNEL);
      return;
    case WRITE_KERNEL:
      store32(KERNEL, 0);
      return;
    case WRITE_TEXT:
      store32(PROGRAM, 0);
      return;
    case READ_BEHIND_STACK:
      load32(STACK + STACK_PAGES * PAGE);
      return;
    case WRITE_DEVICE:
      store32(DISK_REGISTERS, 0);
      return;
    case EXECUTE_DATA:
      jump(DATA);
      return;
    case EXECUTE_KERNEL:
      jump(KERNEL);
      return;
    case USE_PRIVILEGE:
      privileged();
      return;
    case USE_UP_STACK:
      sink = descend(1);
      return;
  }
}

/** Kept, so that no compiler does without. */
export let sink: u64 = 0;

function descend(depth: u64): u64 {
  if (depth == 0) return 0;
  const below = descend(depth + 1);
  load32(DATA);
  return below + depth;
}
