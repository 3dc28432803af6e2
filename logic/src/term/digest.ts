/**
 * What terms say, as one number of 256 bits: the same whatever other terms there are, and in whichever
 * run. Terms are numbered anew, in the order in which they are met; where two terms are built in
 * another order the same thing may have another number, but never another thing the same one.
 */
import { createHash } from "node:crypto";
import { bigintOf } from "./constant.js";
import { arity, Kind } from "./kind.js";
import { firstInteger, kindOf, nameOf, secondInteger, sortOf, type Term } from "./table.js";
import { isVariable, parts } from "./walk.js";

/** Literals of more bits are not two fields. */
const FIELDS_WIDTH = 64;

/** The digest of lists of terms: which terms are in which list, in their order. */
export function digestOf(lists: readonly (readonly Term[])[]): string {
  const writing = new Writing();
  for (const list of lists) writing.list(list);
  return writing.digest();
}

class Writing {
  readonly #numbers = new Map<Term, number>();
  /** Of each term: kind, sort, and its fields. */
  readonly #words: number[] = [];
  /** What is no word. */
  readonly #texts: string[] = [];
  readonly #lists: number[][] = [];

  list(terms: readonly Term[]): void {
    this.#lists.push(terms.map((term) => this.#numberOf(term)));
  }

  #numberOf(root: Term): number {
    const waiting = [root];
    for (let term = waiting.at(-1); term !== undefined; term = waiting.at(-1)) {
      const missing = parts(term).filter((part) => !this.#numbers.has(part));
      if (missing.length > 0) waiting.push(...missing.reverse());
      else {
        if (!this.#numbers.has(term)) this.#write(term);
        waiting.pop();
      }
    }
    return this.#numbers.get(root)!;
  }

  #write(term: Term): void {
    this.#numbers.set(term, this.#numbers.size);
    const kind = kindOf(term);
    this.#words.push(kind, sortOf(term), ...parts(term).map((part) => this.#numbers.get(part)!));
    if (kind === Kind.Extract) this.#words.push(secondInteger(term));
    if (arity(kind) > 0) return;
    if (isVariable(term)) this.#texts.push(nameOf(term));
    else if (sortOf(term) > FIELDS_WIDTH) this.#texts.push(bigintOf(term).toString(16));
    else this.#words.push(firstInteger(term), secondInteger(term));
  }

  digest(): string {
    const hash = createHash("sha256").update(Int32Array.from(this.#words));
    return hash.update(JSON.stringify([this.#texts, this.#lists])).digest("hex");
  }
}
