/**
 * The root task: carries out the plan that the manifest was made into, one system call after the
 * other, and then stops. Any refusal ends it: what was started by then was not resumed yet.
 */
import {
  AGAIN,
  ALL_RIGHTS,
  CNODE_DELETE,
  CNODE_MINT,
  CNODE_MOVE,
  DONE,
  FRAME,
  FRAME_MAP,
  FRAME_UNMAP,
  READ,
  ROOT_CNODE_SLOT,
  ROOT_THREAD_SLOT,
  THREAD_SUSPEND,
  UNTYPED,
  UNTYPED_RETYPE,
  WRITE,
} from "../../../kernel/src/interface";
import { RAM_BASE } from "../../src/machine";
import { BUNDLE, PAGE, WINDOW } from "../../src/places";
import {
  CONSOLE,
  HAND_SLOT,
  OTHER_HAND_SLOT,
  STEP_CALL,
  STEP_END,
  STEP_FRAME,
  STEP_PAGE,
  STEP_PHYSICAL,
  STEP_RETYPE,
  STEP_WORDS,
  WINDOW_LEAF_SLOT,
} from "../../src/plan";
import { blamedBy, refusalIn, resultOf } from "../library/answer";
import { fenceText, store8 } from "../library/device";
import { invoke } from "../library/kernel";
import { word } from "../library/message";

let dmaFrames: u64 = 0;
let firstFree: u64 = 0;

export function main(): void {
  dmaFrames = word(3);
  firstFree = word(4);
  let at: u32 = BUNDLE;
  for (let number: u64 = 0; load<u64>(at) != STEP_END; number++) {
    const refusal = perform(at);
    if (refusal != DONE) fail(number, refusal);
    at += STEP_WORDS << 3;
  }
  fenceText();
  invoke(THREAD_SUSPEND, ROOT_THREAD_SLOT, 0, 0, 0, 0, 0, 0, 0);
}

/** One word of a step. */
function wordOf(step: u32, index: u32): u64 {
  return load<u64>(step + (index << 3));
}

function perform(step: u32): u32 {
  switch (<u32>wordOf(step, 0) & 0xff) {
    case STEP_CALL:
      return call(step);
    case STEP_RETYPE:
      return retype(
        wordOf(step, 1),
        wordOf(step, 2),
        wordOf(step, 3),
        wordOf(step, 4),
        wordOf(step, 5),
        wordOf(step, 6),
      );
    case STEP_FRAME:
      return placeFrame(step);
    case STEP_PHYSICAL:
      store<u64>(<u32>wordOf(step, 2), (RAM_BASE + firstFree - dmaFrames + wordOf(step, 1)) * PAGE);
      return DONE;
    case STEP_PAGE:
      store<u64>(<u32>wordOf(step, 2), firstFree + wordOf(step, 1));
      return DONE;
    default:
      return AGAIN;
  }
}

function call(step: u32): u32 {
  const number = <u32>(wordOf(step, 0) >> 8);
  return refusalIn(
    invoke(
      number,
      wordOf(step, 1),
      wordOf(step, 2),
      wordOf(step, 3),
      wordOf(step, 4),
      wordOf(step, 5),
      wordOf(step, 6),
      wordOf(step, 7),
      wordOf(step, 8),
    ),
  );
}

function retype(untyped: u64, page: u64, type: u64, first: u64, end: u64, into: u64): u32 {
  const from = type == UNTYPED ? firstFree : 0;
  return refusalIn(
    invoke(UNTYPED_RETYPE, untyped, page + firstFree, type, first + from, end + from, into, 0, 0),
  );
}

/** A new frame with its contents; what is left in the root task's hands it lets go. */
function placeFrame(step: u32): u32 {
  const made = retype(wordOf(step, 1), wordOf(step, 2), FRAME, 0, 0, HAND_SLOT);
  if (made != DONE) return made;
  const minted = invoke(CNODE_MINT, 0, OTHER_HAND_SLOT, 0, HAND_SLOT, ALL_RIGHTS, 1, 0, 0);
  if (refusalIn(minted) != DONE) return refusalIn(minted);
  const length = <u32>wordOf(step, 7);
  if (length > 0) {
    const seen = invoke(FRAME_MAP, OTHER_HAND_SLOT, WINDOW_LEAF_SLOT, 0, READ | WRITE, 0, 0, 0, 0);
    if (refusalIn(seen) != DONE) return refusalIn(seen);
    memory.copy(WINDOW, <u32>wordOf(step, 6), length);
    invoke(FRAME_UNMAP, OTHER_HAND_SLOT, 0, 0, 0, 0, 0, 0, 0);
  }
  const mapped = invoke(
    FRAME_MAP,
    OTHER_HAND_SLOT,
    wordOf(step, 3),
    wordOf(step, 4),
    wordOf(step, 5),
    0,
    0,
    0,
    0,
  );
  const keep = wordOf(step, 8);
  if (keep != 0) invoke(CNODE_MOVE, ROOT_CNODE_SLOT, keep, ROOT_CNODE_SLOT, HAND_SLOT, 0, 0, 0, 0);
  else invoke(CNODE_DELETE, ROOT_CNODE_SLOT, HAND_SLOT, 0, 0, 0, 0, 0, 0);
  invoke(CNODE_DELETE, ROOT_CNODE_SLOT, OTHER_HAND_SLOT, 0, 0, 0, 0, 0, 0);
  return refusalIn(mapped);
}

/** Tells the step, the kernel's answer and which argument was to blame, and ends. */
function fail(step: u64, refusal: u32): void {
  print("0: failed step=");
  digits(step);
  print(" answer=");
  digits(resultOf(refusal));
  print(" argument=");
  digits(blamedBy(refusal));
  print("\n");
  unreachable();
}

function print(text: string): void {
  for (let index = 0; index < text.length; index++) store8(CONSOLE, text.charCodeAt(index));
}

function digits(value: u64): void {
  if (value >= 10) digits(value / 10);
  store8(CONSOLE, 0x30 + <u32>(value % 10));
}
