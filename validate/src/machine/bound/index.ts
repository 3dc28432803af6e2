/** The theorems `machine/kernel/bound/ENTRY` and `machine/kernel/stack/ENTRY`. */
import type { Proof, Theorem } from "@ashlar/logic/prove";
import { Unfinished } from "@ashlar/semantics";
import type { Image } from "../trap/image.js";
import type { Bound } from "./bounds.js";
import { BOUNDED, EntryBounds } from "./entries.js";
import { LIMITS } from "./limits.js";

type Taken = "instructions" | "stack_bytes";

const SAYS: Readonly<Record<Taken, (limit: number) => string>> = {
  instructions: (limit) =>
    `from the trap to who runs next, or to where the machine waits, at most ${limit} instructions run, the kernel's and those around it`,
  stack_bytes: (limit) =>
    `that takes at most ${limit} bytes of the kernel's stack, and calls nothing within itself`,
};

/** All of an image. */
export function boundTheorems(image: Image): Theorem[] {
  const bounds = new EntryBounds(image);
  return BOUNDED.flatMap((name) => {
    const [instructions, stack_bytes] = LIMITS[name]!;
    return [
      theorem(image, bounds, `machine/kernel/bound/${name}`, "instructions", instructions),
      theorem(image, bounds, `machine/kernel/stack/${name}`, "stack_bytes", stack_bytes),
    ];
  });
}

function theorem(
  image: Image,
  bounds: EntryBounds,
  id: string,
  taken: Taken,
  limit: number,
): Theorem {
  const name = id.slice(id.lastIndexOf("/") + 1);
  const prove = (most: () => number) => judged(() => bounds.of(name), taken, most);
  return {
    ...{ id, says: SAYS[taken](limit) },
    prove: () => prove(() => limit),
    mutants: () => [
      {
        id: `${id}#one less than it takes`,
        prove: () => prove(() => bounds.of(name)[taken] - 1),
      },
    ],
    code: () => image.text,
  };
}

/** What is not found to have an end is unknown. */
function judged(bound: () => Bound, taken: Taken, most: () => number): Proof {
  try {
    const { certificate_words, ...found } = bound();
    if (found[taken] <= most()) return { verdict: "proved", certificate_words };
    return { verdict: "refuted", reason: `there is a way that takes ${found[taken]}` };
  } catch (error) {
    if (error instanceof Unfinished) return { verdict: "unknown", reason: error.reason };
    throw error;
  }
}
