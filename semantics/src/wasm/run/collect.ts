/**
 * Long runs on literals make a term for every number they meet. Only those that the machine holds
 * matter, so now and then all are given back and these are made again.
 */
import {
  bigintOf,
  constant,
  isLiteral,
  type Mark,
  release,
  sortOf,
  type Term,
} from "@ashlar/logic";
import type { Frame } from "./frame.js";
import type { World } from "./world.js";

/** Gives back all terms since a mark, but for what frames and globals hold, if that is literals. */
export function collect(frames: readonly Frame[], world: World, since: Mark): void {
  const places: (Term | undefined)[][] = [world.globals];
  for (const { locals, stack } of frames) places.push(locals, stack);
  if (!places.every((terms) => terms.every((term) => term === undefined || isLiteral(term))))
    return;
  const kept = places.map((terms) =>
    terms.map((term) => term !== undefined && { width: sortOf(term), value: bigintOf(term) }),
  );
  release(since);
  kept.forEach((literals, place) => {
    literals.forEach((literal, at) => {
      if (literal) places[place]![at] = constant(literal.width, literal.value);
    });
  });
}
