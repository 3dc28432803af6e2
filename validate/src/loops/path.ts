/** The way to a loop: the heads that both sides have come past, and what is named by it. */

/** Two heads that both sides are at. */
export interface Heads {
  readonly label: number;
  readonly address: bigint;
}

/** The last of those that are open, by name. */
export const pathOf = (open: readonly Heads[]) =>
  open.map(({ label, address }) => `${label}@${address}`).join(" ");

/** Gives a name to what is arbitrary. */
export type Naming = (what: string) => string;

let unknowns = 0;
/** A name that nothing else has. */
export const freshly: Naming = (what) => `${what} in round ${unknowns++}`;

/**
 * Names for what is arbitrary at loops' heads: the same ones each time that both sides come to the same
 * heads by the same way, so that what is found at one look still says something at the next.
 */
export class Names {
  readonly #known = new Map<string, string>();

  at(open: readonly Heads[]): Naming {
    const path = pathOf(open);
    return (what) => {
      const place = `${what} at ${path}`;
      const name = this.#known.get(place) ?? freshly(what);
      this.#known.set(place, name);
      return name;
    };
  }
}
