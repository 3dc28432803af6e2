/** The prover's language: terms, their values, and whether they always hold. */
import "./rules/index.js";

export {
  type DecisionBudget,
  decide,
  decideWith,
  type Engine,
  type Verdict,
} from "./decide/decide.js";
export { decideEach, type JointVerdict, type Question } from "./decide/decide-each.js";
export { type Step, undisproved } from "./decide/inductive.js";
export { numbersAmong } from "./decide/numbers.js";
export { sift } from "./decide/sift.js";
export { specialised } from "./decide/specialise.js";
export { conjuncts, replaced } from "./decide/substitute.js";
export { provedTogether } from "./decide/together.js";
export {
  ArrayValue,
  type Assignment,
  evaluate,
  evaluateAll,
  type Value,
} from "./evaluate.js";
export { choiceOf, choiceWithin, literalOf, type Split, split } from "./rules/split.js";
export {
  add,
  and,
  anyConstant,
  ashr,
  concat,
  equal,
  extract,
  fill,
  ite,
  lshr,
  mul,
  not,
  or,
  rotl,
  select,
  shl,
  signExtend,
  slt,
  store,
  udiv,
  ult,
  urem,
  variable,
  xor,
  zeroExtend,
} from "./term/build.js";
export { bigintOf, boolean, constant, FALSE, numberOf, numberOr, TRUE } from "./term/constant.js";
export {
  all,
  any,
  bytesOf,
  clz,
  ctz,
  fromBoolean,
  fromBytes,
  implies,
  isNegative,
  isNonzero,
  neg,
  popcount,
  rotr,
  sdiv,
  sge,
  sgt,
  sle,
  srem,
  sub,
  uge,
  ugt,
  ule,
} from "./term/derived.js";
export { type Shape, shapeOf } from "./term/shape.js";
export { type Shown, showTerms } from "./term/show.js";
export { smtlib } from "./term/smtlib.js";
export {
  arrayOf,
  BOOLEAN,
  bitVector,
  elementSort,
  indexSort,
  isArray,
  isBitVector,
  type Sort,
  showSort,
} from "./term/sort.js";
export {
  isLiteral,
  type Mark,
  mark,
  nameOf,
  release,
  sortOf,
  type Term,
  termCount,
} from "./term/table.js";
export { variablesOf, within } from "./term/walk.js";
