/** What a term is made of, for whoever translates terms into something else. */
import { Kind, kindName } from "./kind.js";
import { kindOf, secondInteger, type Term } from "./table.js";
import { parts } from "./walk.js";

export interface Shape {
  /** As `kind.ts` names it: `and`, `less-unsigned`, `variable`. */
  readonly operator: string;
  readonly parts: readonly Term[];
  /** Of an extraction: its lowest bit; otherwise 0. */
  readonly low: number;
}

export function shapeOf(term: Term): Shape {
  const kind = kindOf(term);
  const low = kind === Kind.Extract ? secondInteger(term) : 0;
  return { operator: kindName(kind), parts: parts(term), low };
}
