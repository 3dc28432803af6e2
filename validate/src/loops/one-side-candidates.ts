/** What relates two values of WebAssembly: the other side may have one of them. */
import { sortOf, sub } from "@ashlar/logic";
import { lowBits } from "../low-bits.js";
import type { Moment } from "../sides.js";
import { type Candidate, type Changing, defining, type Read, staying } from "./candidate.js";
import { FACTORS_DEFINING, type Factor, factorsBetween, times } from "./factors.js";
import type { Location } from "./node.js";

/** That they go along with each other. */
export function ofOneSide(
  node: Changing,
  one: Location,
  value: Read,
  other: Location,
  another: Read,
): Candidate[] {
  const { first } = node;
  const [width, other_width] = [value, another].map((read) => sortOf(read(first)));
  const bits = Math.min(width!, other_width!);
  const part = (read: Read, at: Moment) => lowBits(read(at), bits);
  const keeps = (says: string, of: Read): Candidate => staying(node, says, of);
  const isDefined = (factor: Factor) => width === other_width && FACTORS_DEFINING.has(factor);
  return [
    ...factorsBetween(node, one, other, bits).map((factor) =>
      keeps(`${one} − ${factor}·${other}`, (at) =>
        sub(part(value, at), times(part(another, at), factor)),
      ),
    ),
    ...factorsBetween(node, other, one, bits).map((factor) =>
      isDefined(factor)
        ? defining(node, other, another, `${factor}·${one}`, (at) => times(value(at), factor))
        : keeps(`${other} − ${factor}·${one}`, (at) =>
            sub(part(another, at), times(part(value, at), factor)),
          ),
    ),
  ];
}
