/** Mixes whole numbers into one of 32 bits; each bit of the result depends on all of them
 * (the finaliser of MurmurHash3, Austin Appleby, public domain). */
export function mix(...words: readonly number[]): number {
  let state = 0x9e3779b9;
  for (const word of words) {
    state = Math.imul(state ^ word, 0x85ebca6b);
    state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
    state ^= state >>> 16;
  }
  return state >>> 0;
}
