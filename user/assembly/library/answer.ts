/** What a system call answers: one word. */
import {
  ARGUMENT_BIT,
  ARGUMENT_BITS,
  BADGE_BIT,
  FROM_FAULT_BIT,
  FROM_NOTIFICATION_BIT,
  RESULT_BITS,
  WITH_CAPABILITY_BIT,
} from "../../../kernel/src/interface";

export function resultOf(answer: u64): u32 {
  return <u32>answer & ((1 << RESULT_BITS) - 1);
}

/** Of a refusal: 1 + the place of the argument that is to blame; 0: none is. */
export function blamedBy(answer: u64): u32 {
  return <u32>(answer >> ARGUMENT_BIT) & ((1 << ARGUMENT_BITS) - 1);
}

/** How it went and who is to blame: DONE, or what can be told. */
export function refusalIn(answer: u64): u32 {
  return <u32>answer & ((((1 << ARGUMENT_BITS) - 1) << ARGUMENT_BIT) | ((1 << RESULT_BITS) - 1));
}

/** The badge of the sender's capability, or the bits that were signalled. */
export function badgeOf(answer: u64): u32 {
  return <u32>(answer >> BADGE_BIT);
}

/** The bits of the notification to which the thread listens came instead of a message. */
export function isFromNotification(answer: u64): bool {
  return ((answer >> FROM_NOTIFICATION_BIT) & 1) != 0;
}

export function isWithCapability(answer: u64): bool {
  return ((answer >> WITH_CAPABILITY_BIT) & 1) != 0;
}

export function isFromFault(answer: u64): bool {
  return ((answer >> FROM_FAULT_BIT) & 1) != 0;
}
