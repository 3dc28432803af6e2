/**
 * What is known of a loop by the way there: by the same way both sides come to the same heads again and
 * again, while the loops around are looked at.
 */
import type { Moment, Sides } from "../sides.js";
import type { Ahead } from "./ahead.js";
import type { Candidate } from "./candidate.js";
import { candidatesOf } from "./candidates.js";
import { Feasible } from "./feasible.js";
import { Node } from "./node.js";
import { Names, pathOf } from "./path.js";
import { numbersIn } from "./relation.js";
import type { Samples } from "./samples.js";
import { Survivors } from "./survivors.js";

const NONE: ReadonlySet<string> = new Set();

export class Ways {
  readonly survivors = new Survivors();
  readonly feasible = new Feasible();
  readonly #names = new Names();
  /** The last one by each way. */
  readonly #nodes = new Map<string, Node>();

  constructor(
    private readonly sides: Sides,
    private readonly ahead: Ahead,
    private readonly samples: () => Samples,
  ) {}

  /** Both sides have come to a loop behind some nodes: its rounds change what they did before. */
  enter(first: Moment, open: readonly Node[]): Node {
    const { history, frame } = this.sides;
    const inside = [...open, Node.headsOf(first)];
    const node = new Node(first, history, frame.options.pages, this.#names.at(inside));
    const path = pathOf(inside);
    node.expect(this.#nodes.get(path), this.samples().changed(inside));
    this.#nodes.set(path, node);
    return node;
  }

  /** What may relate the sides of a loop, and was not seen to fail. */
  promising(node: Node, inside: readonly Node[]): Candidate[] {
    const survivors = this.survivors.of(inside);
    const wrong = survivors === undefined ? this.samples().disproved(node, inside) : NONE;
    const candidates = () =>
      candidatesOf(node, this.ahead.of(node.first)).filter(
        ({ says }) => !wrong.has(says) && (survivors?.has(says) ?? true),
      );
    node.numbers = numbersIn(candidates(), node.first);
    return candidates();
  }
}
