/**
 * Makes every system call with every sort of argument, at random: numbers at the edges of what is
 * allowed and beyond, its own objects, others' slots. What it is answered it counts.
 */
import { SYSTEM_CALLS } from "../../../kernel/src/interface";
import { CALLS, CALLS_PAGE, CALLS_SEED, OBJECTS, OBJECTS_END } from "../../src/bad-calls";
import { PRINTER } from "../../src/slots";
import { resultOf } from "../library/answer";
import { argument } from "../library/argument";
import { invoke } from "../library/kernel";
import { begin, end, field } from "../library/line";
import { below, next, seed } from "../library/random";

const ANSWERS: u32 = 11;
const TELL_EVERY: u64 = 100_000;
const counts = memory.data(128, 8);

export function main(): void {
  seed(argument(CALLS_SEED));
  const calls = argument(CALLS);
  for (let done: u64 = 1; done <= calls; done++) {
    const answer = resultOf(anyCall());
    const at = counts + (min(answer, ANSWERS) << 3);
    store<u64>(at, load<u64>(at) + 1);
    if (done % TELL_EVERY != 0) continue;
    begin("called");
    field("calls", done);
    end();
  }
  tell(calls);
}

/** One line for each answer, the last for answers that there are not. */
function tell(calls: u64): void {
  for (let answer: u32 = 0; answer <= ANSWERS; answer++) {
    begin("answers");
    field("answer", answer);
    field("count", load<u64>(counts + (answer << 3)));
    end();
  }
  begin("survived");
  field("calls", calls);
  end();
}

function anyCall(): u64 {
  const number = <u32>(below(64) == 0 ? next() : below(SYSTEM_CALLS + 2));
  return invoke(
    number,
    anySlot(),
    anyNumber(),
    anyNumber(),
    anyNumber(),
    anyNumber(),
    anyNumber(),
    anyNumber(),
    anyNumber(),
  );
}

/** Mostly one of its objects. Not the printer: it is to be told what happens. */
function anySlot(): u64 {
  const slot = below(4) == 0 ? anyNumber() : OBJECTS + below(OBJECTS_END - OBJECTS);
  return (slot & 0xffff) == PRINTER ? OBJECTS : slot;
}

function anyNumber(): u64 {
  switch (<u32>below(10)) {
    case 0:
      return next();
    case 1:
      return ((<u64>1) << below(64)) - below(3) + 1;
    case 2:
      return argument(CALLS_PAGE) + below(40) - 8;
    case 3:
    case 4:
      return OBJECTS + below(OBJECTS_END - OBJECTS);
    case 5:
      return below(16);
    case 6:
      return 255 + below(4);
    case 7:
      return <u64>0 - below(4);
    case 8:
      return 510 + below(4);
    default:
      return 0;
  }
}
