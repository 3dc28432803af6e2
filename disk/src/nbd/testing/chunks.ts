/** How a stream may arrive: cut anywhere. */
import type { Random } from "@ashlar/rapilog/random";

/** Cuts bytes into chunks of random lengths, single bytes (of short streams) and the whole
 * among them. */
export function* chunksOf(random: Random, bytes: Uint8Array): Generator<Uint8Array> {
  const shortest = bytes.length >> 9;
  const longest = 1 + shortest + random.below(random.chance(0.3) ? 3 : bytes.length + 1);
  for (let at = 0; at < bytes.length; ) {
    const length = 1 + random.below(longest);
    yield bytes.subarray(at, at + length);
    at += length;
  }
}
