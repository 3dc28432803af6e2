/** What a system call answers: one word. */
import { BADGE_BIT, FROM_FAULT_BIT, RESULT_BITS } from "../../../kernel/src/interface";

export function resultOf(answer: u64): u32 {
  return <u32>answer & ((1 << RESULT_BITS) - 1);
}

/** The badge of the sender's capability, or the bits that were signalled. */
export function badgeOf(answer: u64): u32 {
  return <u32>(answer >> BADGE_BIT);
}

export function isFromFault(answer: u64): bool {
  return ((answer >> FROM_FAULT_BIT) & 1) != 0;
}
