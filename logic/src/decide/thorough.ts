/**
 * Claims as terms that are built thoroughly: by rules that make most terms larger, and some pairs of
 * them the same. So it is tried only where claims were not decided soon as they are.
 */
import { builtAnew } from "../term/rebuild.js";
import { thoroughly } from "../term/rewriter.js";
import type { Term } from "../term/table.js";
import { within } from "../term/walk.js";

/** The same claims; nothing if they stay as they are. */
export function builtThoroughly(claims: readonly Term[]): Term[] | undefined {
  const results = new Map<Term, Term>();
  thoroughly(() => {
    for (const term of within(claims))
      results.set(
        term,
        builtAnew(term, (part) => results.get(part)!),
      );
  });
  const built = claims.map((claim) => results.get(claim)!);
  return built.some((claim, at) => claim !== claims[at]) ? built : undefined;
}
