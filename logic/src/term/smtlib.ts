/** Questions as SMT-LIB text, so that other solvers can be asked the same. */
import { bigintOf } from "./constant.js";
import { Kind } from "./kind.js";
import { BOOLEAN, elementSort, indexSort, isArray, type Sort } from "./sort.js";
import { first, kindOf, nameOf, second, secondInteger, sortOf, type Term, third } from "./table.js";
import { isVariable, within } from "./walk.js";

const BITS = new Map<Kind, string>([
  [Kind.Not, "bvnot"],
  [Kind.And, "bvand"],
  [Kind.Or, "bvor"],
  [Kind.Xor, "bvxor"],
  [Kind.Add, "bvadd"],
  [Kind.Multiply, "bvmul"],
  [Kind.DivideUnsigned, "bvudiv"],
  [Kind.RemainderUnsigned, "bvurem"],
  [Kind.ShiftLeft, "bvshl"],
  [Kind.ShiftRight, "bvlshr"],
  [Kind.ShiftRightSigned, "bvashr"],
  [Kind.Concat, "concat"],
  [Kind.Equal, "="],
  [Kind.LessUnsigned, "bvult"],
  [Kind.LessSigned, "bvslt"],
  [Kind.Select, "select"],
]);
const TRUTHS = new Map<Kind, string>([
  [Kind.Not, "not"],
  [Kind.And, "and"],
  [Kind.Or, "or"],
  [Kind.Xor, "xor"],
]);

function sortText(sort: Sort): string {
  if (sort === BOOLEAN) return "Bool";
  if (!isArray(sort)) return `(_ BitVec ${sort})`;
  return `(Array ${sortText(indexSort(sort))} ${sortText(elementSort(sort))})`;
}

function literalText(literal: Term): string {
  const sort = sortOf(literal);
  if (sort === BOOLEAN) return bigintOf(literal) === 1n ? "true" : "false";
  return `(_ bv${bigintOf(literal)} ${sort})`;
}

const reference = (term: Term) => (isVariable(term) ? `|${nameOf(term)}|` : `t${term}`);

function definition(term: Term): string {
  const sort = sortOf(term);
  const [x, y] = [() => reference(first(term)), () => reference(second(term))];
  const z = () => reference(third(term));
  switch (kindOf(term)) {
    case Kind.Constant:
      return literalText(term);
    case Kind.Not:
      return `(${(sort === BOOLEAN ? TRUTHS : BITS).get(Kind.Not)} ${x()})`;
    case Kind.Extract:
      return `((_ extract ${secondInteger(term) + sort - 1} ${secondInteger(term)}) ${x()})`;
    case Kind.SignExtend:
      return `((_ sign_extend ${sort - sortOf(first(term))}) ${x()})`;
    case Kind.IfThenElse:
      return `(ite ${x()} ${y()} ${z()})`;
    case Kind.Store:
      return `(store ${x()} ${y()} ${z()})`;
    case Kind.Fill:
      return `((as const ${sortText(sort)}) ${x()})`;
    case Kind.RotateLeft:
      return rotation(sort, x(), y());
    default:
      return `(${(sort === BOOLEAN ? TRUTHS : BITS).get(kindOf(term)) ?? BITS.get(kindOf(term))} ${x()} ${y()})`;
  }
}

/** SMT-LIB rotates by numerals only. */
function rotation(width: number, x: string, distance: string): string {
  const modulo = `(bvurem ${distance} (_ bv${width} ${width}))`;
  const turn = width === 1 ? "(_ bv0 1)" : modulo;
  const back = `(bvsub (_ bv${width % 2 ** width} ${width}) ${turn})`;
  return width === 1 ? x : `(bvor (bvshl ${x} ${turn}) (bvlshr ${x} ${back}))`;
}

/** Asks whether all of `claims` can hold. */
export function smtlib(claims: readonly Term[]): string {
  const lines = ["(set-logic ALL)"];
  for (const term of within(claims))
    lines.push(
      isVariable(term)
        ? `(declare-const ${reference(term)} ${sortText(sortOf(term))})`
        : `(define-fun ${reference(term)} () ${sortText(sortOf(term))} ${definition(term)})`,
    );
  for (const claim of claims) lines.push(`(assert ${reference(claim)})`);
  return [...lines, "(check-sat)", ""].join("\n");
}
