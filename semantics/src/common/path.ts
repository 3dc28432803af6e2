/**
 * Path conditions: under what a state is reached. The states of one run exclude each other, which
 * is what makes it right to merge two of them by asking for the condition of one.
 */
import { and, choiceOf, conjuncts, ite, not, or, type Term, TRUE } from "@ashlar/logic";

/** A conjunction that remembers its prefix, so that two of them know what they have in common. */
export class Path {
  static readonly start = new Path(undefined, undefined, 0);
  #all: Term | undefined;

  private constructor(
    readonly prefix: Path | undefined,
    readonly last: Term | undefined,
    readonly length: number,
  ) {}

  /** The conjunction as one term. */
  get all(): Term {
    if (this.prefix === undefined) return TRUE;
    this.#all ??= both(this.prefix.all, this.last!);
    return this.#all;
  }

  with(condition: Term): Path {
    return condition === TRUE ? this : new Path(this, condition, this.length + 1);
  }

  /** What was assumed since a prefix of this path. */
  since(prefix: Path): Term {
    let term = TRUE;
    for (let path: Path = this; path !== prefix; path = path.prefix!) term = both(path.last!, term);
    return term;
  }
}

function both(x: Term, y: Term): Term {
  if (x === TRUE) return y;
  return y === TRUE ? x : and(x, y);
}

function commonPrefix(one: Path, other: Path): Path {
  let [a, b] = [one, other];
  while (a.length > b.length) a = a.prefix!;
  while (b.length > a.length) b = b.prefix!;
  while (a !== b) [a, b] = [a.prefix!, b.prefix!];
  return a;
}

/** Two paths that exclude each other, as one. */
export interface Join {
  path: Path;
  /** The value on the first path where that was taken, otherwise the value on the second. */
  choose(first: Term, second: Term): Term;
}

export function join(first: Path, second: Path): Join {
  const prefix = commonPrefix(first, second);
  const [one, other] = [first.since(prefix), second.since(prefix)];
  const path = one === not(other) ? prefix : prefix.with(or(one, other));
  return { path, choose: (x, y) => (x === y ? x : ite(one, x, y)) };
}

/** Makes the choices that a condition decides: those by one of its conjuncts, or by its denial. */
export function choicesUnder(condition: Term): (value: Term) => Term {
  const known = new Set(conjuncts(condition));
  const choose = (value: Term): Term => {
    const choice = choiceOf(value);
    if (choice === undefined) return value;
    const [by, one, other] = choice;
    if (conjuncts(by).every((part) => known.has(part))) return choose(one);
    return conjuncts(not(by)).every((part) => known.has(part)) ? choose(other) : value;
  };
  return choose;
}
