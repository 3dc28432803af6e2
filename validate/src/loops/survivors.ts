/**
 * What was left of the candidates of loops within another one, whose rounds are looked at again and
 * again. While the outer relation is pruned less and less is known where the inner loops begin, so
 * what has failed there once fails again: only what was left is asked about the next time.
 */
import type { Candidate } from "./candidate.js";
import type { Node } from "./node.js";
import { pathOf } from "./path.js";

interface Left {
  readonly changing: number;
  readonly says: ReadonlySet<string>;
}

export class Survivors {
  readonly #left = new Map<string, Left>();

  /** By what they say; undefined where nothing is known, or less was changed by a round than now. */
  of(open: readonly Node[]): ReadonlySet<string> | undefined {
    const left = this.#left.get(pathOf(open));
    return left?.changing === open.at(-1)!.variant.size ? left.says : undefined;
  }

  keep(open: readonly Node[], candidates: readonly Candidate[]): void {
    const says = new Set(candidates.map((candidate) => candidate.says));
    this.#left.set(pathOf(open), { changing: open.at(-1)!.variant.size, says });
  }

  /** More is known from here on where loops within the last one begin. */
  forgetWithin(open: readonly Node[]): void {
    const outer = `${pathOf(open)} `;
    for (const path of [...this.#left.keys()]) if (path.startsWith(outer)) this.#left.delete(path);
  }
}
