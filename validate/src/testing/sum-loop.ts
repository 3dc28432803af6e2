/** A function with a loop, as WebAssembly and as machine code, whole or with something changed. */
import { judged } from "./small.js";

/** p0 + (p0 - 1) + … + 1 + p1, for a p0 that is not 0. */
export const BODY = [
  ...[0x03, 0x40, 0x20, 1, 0x20, 0, 0x6a, 0x21, 1], // loop: p1 := p1 + p0
  ...[0x20, 0, 0x41, 1, 0x6b, 0x22, 0, 0x0d, 0, 0x0b], // p0 := p0 - 1; again unless it is 0
  ...[0x20, 1],
];

export const RETURN = 0x00008067;
export const CODE = {
  start: 0x00000013, // nop
  add: 0x00a585bb, // addw a1,a1,a0
  step: 0xfff5051b, // addiw a0,a0,-1
  again: 0xfe051ce3, // bne a0,x0,-8
  result: 0x00058513, // mv a0,a1
};
export const verdictWith = (change: Partial<typeof CODE>) =>
  judged(BODY, [...Object.values({ ...CODE, ...change }), RETURN]);
