/** A term's operator on other parts. */
import * as build from "./build.js";
import { arity, Kind, kindName } from "./kind.js";
import { indexSort } from "./sort.js";
import { first, kindOf, second, secondInteger, sortOf, type Term, third } from "./table.js";

const BINARY = new Map<Kind, (x: Term, y: Term) => Term>([
  [Kind.And, build.and],
  [Kind.Or, build.or],
  [Kind.Xor, build.xor],
  [Kind.Add, build.add],
  [Kind.Multiply, build.mul],
  [Kind.DivideUnsigned, build.udiv],
  [Kind.RemainderUnsigned, build.urem],
  [Kind.ShiftLeft, build.shl],
  [Kind.ShiftRight, build.lshr],
  [Kind.ShiftRightSigned, build.ashr],
  [Kind.RotateLeft, build.rotl],
  [Kind.Concat, build.concat],
  [Kind.Equal, build.equal],
  [Kind.LessUnsigned, build.ult],
  [Kind.LessSigned, build.slt],
  [Kind.Select, build.select],
]);

/** The term with each of its parts replaced by `part` of it; itself if no part changes. */
export function rebuilt(term: Term, part: (old: Term) => Term): Term {
  return isUnchanged(term, arity(kindOf(term)), part) ? term : builtAnew(term, part);
}

/** The same, made by the rules that are on now also where no part changes. */
export function builtAnew(term: Term, part: (old: Term) => Term): Term {
  const kind = kindOf(term);
  if (arity(kind) === 0) return term;
  const binary = BINARY.get(kind);
  if (binary !== undefined) return binary(part(first(term)), part(second(term)));
  switch (kind) {
    case Kind.Not:
      return build.not(part(first(term)));
    case Kind.Extract: {
      const low = secondInteger(term);
      return build.extract(part(first(term)), low + sortOf(term) - 1, low);
    }
    case Kind.SignExtend:
      return build.signExtend(part(first(term)), sortOf(term));
    case Kind.IfThenElse:
      return build.ite(part(first(term)), part(second(term)), part(third(term)));
    case Kind.Store:
      return build.store(part(first(term)), part(second(term)), part(third(term)));
    case Kind.Fill:
      return build.fill(indexSort(sortOf(term)), part(first(term)));
    default:
      throw new TypeError(`${kindName(kind)} has no constructor`);
  }
}

function isUnchanged(term: Term, count: number, part: (old: Term) => Term): boolean {
  if (count > 0 && part(first(term)) !== first(term)) return false;
  if (count > 1 && part(second(term)) !== second(term)) return false;
  return count < 3 || part(third(term)) === third(term);
}
