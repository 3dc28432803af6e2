/** What may relate the sides of a loop where the machine is ahead (`ahead.ts`). */
import { not } from "@ashlar/logic";
import type { Moment } from "../sides.js";
import type { LoopAhead } from "./ahead.js";
import { type Candidate, defining, EXTENSIONS, type Read } from "./candidate.js";
import type { Location } from "./node.js";

/** That a register holds, or goes along with, what WebAssembly is about to compute. */
export function valuesAhead(
  first: Moment,
  own: Location,
  register: Read,
  ahead: LoopAhead,
): Candidate[] {
  return ahead.at(first).values.flatMap((_, index) => {
    const value = (at: Moment) => ahead.at(at).values[index]!;
    return EXTENSIONS.map(([says, extend]) =>
      defining(first, own, register, `${says} value ${index} ahead`, (at) => extend(value(at))),
    );
  });
}

/** How a test ends that WebAssembly is about to make. */
export function testsAhead(first: Moment, ahead: LoopAhead): Candidate[] {
  return ahead.at(first).tests.flatMap((_, index) => {
    const test = (at: Moment) => ahead.at(at).tests[index]!;
    return [
      { says: `test ${index} ahead`, holds: test },
      { says: `not test ${index} ahead`, holds: (at: Moment) => not(test(at)) },
    ];
  });
}
