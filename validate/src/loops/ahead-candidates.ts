/** What may relate the sides of a loop where the machine is ahead (`ahead.ts`). */
import { constant, equal, extract, not, sortOf, zeroExtend } from "@ashlar/logic";
import type { Moment } from "../sides.js";
import type { LoopAhead } from "./ahead.js";
import { type Candidate, type Changing, defining, EXTENSIONS, type Read } from "./candidate.js";
import type { Location } from "./node.js";

/** That a register holds, or goes along with, what WebAssembly is about to compute. */
export function valuesAhead(
  node: Changing,
  own: Location,
  register: Read,
  ahead: LoopAhead,
): Candidate[] {
  const { first } = node;
  return ahead.at(first).values.flatMap((_, index) => {
    const value = (at: Moment) => ahead.at(at).values[index]!;
    const width = sortOf(value(first));
    const part = (at: Moment) => extract(register(at), width - 1, 0);
    const low: Candidate = {
      says: `${width} bits of ${own} = value ${index} ahead`,
      start: constant(width, 0),
      holds: (at) => equal(part(at), value(at)),
    };
    const whole = EXTENSIONS.map(([says, extend]) =>
      defining(node, own, register, `${says} value ${index} ahead`, (at) => extend(value(at))),
    );
    return width < 32 ? [low, ...whole] : whole;
  });
}

/** That a pointer goes along with where WebAssembly is about to read or write. */
export function addressesAhead(
  node: Changing,
  own: Location,
  register: Read,
  ahead: LoopAhead,
): Candidate[] {
  return ahead
    .at(node.first)
    .addresses.map((_, index) =>
      defining(node, own, register, `address ${index} ahead`, (at) =>
        zeroExtend(ahead.at(at).addresses[index]!, 64),
      ),
    );
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
