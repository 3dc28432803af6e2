/** Runs seeded cases; the seed of a case that fails is in its error. */
import { Random, seedFromEnvironment } from "@ashlar/rapilog/random";
import { fuzzHandshake } from "./fuzz-handshake.js";
import { fuzzRequests } from "./fuzz-requests.js";

const targets = { handshakes: fuzzHandshake, requests: fuzzRequests };

/** Runs `cases` cases from the run's seed on. */
export function fuzz(target: keyof typeof targets, cases: number): void {
  const first = seedFromEnvironment();
  console.log(`${target}: ASHLAR_SEED=${first}`);
  for (let index = 0; index < cases; index++) {
    const seed = (first + index) >>> 0;
    try {
      targets[target](new Random(seed));
    } catch (error) {
      throw new Error(`case ${index}; replay with ASHLAR_SEED=${seed}`, { cause: error });
    }
  }
}
