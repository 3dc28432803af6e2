/** The operators that a term can have. Everything else is defined from them (`derived.ts`). */

export type Kind = number & { readonly kind: unique symbol };

let kinds = 0;
const names: string[] = [];
const arities: number[] = [];

function kind(name: string, arity: number): Kind {
  names.push(name);
  arities.push(arity);
  return kinds++ as Kind;
}

/** Constants come first, then what rules treat as a constant. */
export const Kind = {
  /** A literal: its bits in `first` (low) and `second` (high), or a place among the wide ones. */
  Constant: kind("constant", 0),
  /** Any constant: a variable that rules treat as a literal, to state what they do with one. */
  AnyConstant: kind("any-constant", 0),
  Variable: kind("variable", 0),
  Not: kind("not", 1),
  And: kind("and", 2),
  Or: kind("or", 2),
  Xor: kind("xor", 2),
  Add: kind("add", 2),
  Multiply: kind("multiply", 2),
  DivideUnsigned: kind("divide-unsigned", 2),
  RemainderUnsigned: kind("remainder-unsigned", 2),
  ShiftLeft: kind("shift-left", 2),
  ShiftRight: kind("shift-right", 2),
  ShiftRightSigned: kind("shift-right-signed", 2),
  RotateLeft: kind("rotate-left", 2),
  /** The first part is the high one. */
  Concat: kind("concat", 2),
  /** Bits from `second` (an integer, not a term) upwards, as many as the sort says. */
  Extract: kind("extract", 1),
  SignExtend: kind("sign-extend", 1),
  IfThenElse: kind("if-then-else", 3),
  Equal: kind("equal", 2),
  LessUnsigned: kind("less-unsigned", 2),
  LessSigned: kind("less-signed", 2),
  Select: kind("select", 2),
  Store: kind("store", 3),
  /** An array with the same element everywhere. */
  Fill: kind("fill", 1),
} as const;

export const KIND_COUNT = kinds;

export function kindName(kind: Kind): string {
  return names[kind]!;
}

/** How many of a term's fields are terms. */
export function arity(kind: Kind): number {
  return arities[kind]!;
}
