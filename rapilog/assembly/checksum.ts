/**
 * The checksum of headers and payloads: a chain of invertible 64-bit steps.
 *
 * One step is the round of xxHash64 (Collet, "xxHash fast digest algorithm", step 2):
 * `state ← rotl(state + word · P2, 31) · P1` with odd constants. It is a bijection in `word` for a
 * fixed state and in `state` for a fixed word. Four lanes take turns over the words, so that a
 * modern core runs them side by side; at the end the lanes are chained by the same step. Hence
 * any change confined to one aligned 8-byte word changes the result, always; other changes go
 * unnoticed with probability 2^-64. (xxHash64's own finish lacks the first property.)
 */
const P1: u64 = 0x9e3779b185ebca87;
const P2: u64 = 0xc2b2ae3d27d4eb4f;
const P3: u64 = 0x165667b19e3779f9;

function step(state: u64, word: u64): u64 {
  return rotl<u64>(state + word * P2, 31) * P1;
}

function finish(bytes: u32, a: u64, b: u64, c: u64, d: u64): u64 {
  let state = step(step(step(step(P3 + <u64>bytes, a), b), c), d);
  state ^= state >> 32;
  state *= P2;
  return state ^ (state >> 29);
}

/** The checksum of `bytes` bytes at `address`; `bytes` is a multiple of 32. */
export function checksum(address: u32, bytes: u32): u64 {
  let a = P1;
  let b = P2;
  let c: u64 = 0;
  let d = P3;
  const end = address + bytes;
  for (let at = address; at < end; at += 32) {
    a = step(a, load<u64>(at));
    b = step(b, load<u64>(at, 8));
    c = step(c, load<u64>(at, 16));
    d = step(d, load<u64>(at, 24));
  }
  return finish(bytes, a, b, c, d);
}

/** Copies `bytes` bytes and returns their checksum, in one pass: what is summed is what was
 * stored, even if the source changes meanwhile. The ranges do not overlap. */
export function copyChecksum(target: u32, source: u32, bytes: u32): u64 {
  let a = P1;
  let b = P2;
  let c: u64 = 0;
  let d = P3;
  for (let at: u32 = 0; at < bytes; at += 32) {
    const w0 = load<u64>(source + at);
    const w1 = load<u64>(source + at, 8);
    const w2 = load<u64>(source + at, 16);
    const w3 = load<u64>(source + at, 24);
    store<u64>(target + at, w0);
    store<u64>(target + at, w1, 8);
    store<u64>(target + at, w2, 16);
    store<u64>(target + at, w3, 24);
    a = step(a, w0);
    b = step(b, w1);
    c = step(c, w2);
    d = step(d, w3);
  }
  return finish(bytes, a, b, c, d);
}
