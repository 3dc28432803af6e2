/**
 * Terms as WebAssembly: each becomes a local of a function, parts before wholes. Bit vectors of up to
 * 64 bits are i64, unsigned; truth values are i32. `logic/src/term/meaning.ts` says what operators
 * mean, and a test here compares the two.
 */
import { bigintOf, isLiteral, shapeOf, sortOf, type Term } from "@ashlar/logic";
import binaryen from "binaryen";

type Code = binaryen.ExpressionRef;

/** What a variable is: code that reads it, and the terms that this code is made from. */
export interface Leaf {
  readonly needs: readonly Term[];
  readonly code: (module: binaryen.Module, needed: readonly Code[]) => Code;
}

const BOOLEAN = 0;
const FULL = 64;

const typeOf = (term: Term) => (sortOf(term) === BOOLEAN ? binaryen.i32 : binaryen.i64);

/** The statements that compute terms, and where their values then are. */
export class TermCode {
  readonly statements: Code[] = [];
  readonly locals: binaryen.Type[] = [];
  readonly #local = new Map<Term, number>();

  constructor(
    readonly module: binaryen.Module,
    /** How many locals are the function's parameters. */
    readonly parameters: number,
    readonly leaves: ReadonlyMap<Term, Leaf>,
  ) {}

  /** The value of a term, which may be used as often as wanted. */
  valueOf(root: Term): Code {
    const waiting = [root];
    for (let term = waiting.at(-1); term !== undefined; term = waiting.at(-1)) {
      const missing = this.#partsOf(term).filter((part) => !this.#isKnown(part));
      if (missing.length === 0) {
        if (!this.#isKnown(term)) this.#compute(term);
        waiting.pop();
      } else waiting.push(...missing);
    }
    return this.#get(root);
  }

  #isKnown(term: Term): boolean {
    return isLiteral(term) || this.#local.has(term);
  }

  #partsOf(term: Term): readonly Term[] {
    return this.leaves.get(term)?.needs ?? shapeOf(term).parts;
  }

  #get(term: Term): Code {
    if (!isLiteral(term)) return this.module.local.get(this.#local.get(term)!, typeOf(term));
    const value = bigintOf(term);
    const { i32, i64 } = this.module;
    return sortOf(term) === BOOLEAN ? i32.const(Number(value)) : i64.const(value);
  }

  #compute(term: Term): void {
    if (sortOf(term) > FULL) throw new RangeError(`a term of ${sortOf(term)} bits`);
    const leaf = this.leaves.get(term);
    const parts = this.#partsOf(term).map((part) => this.#get(part));
    const code = leaf === undefined ? this.#operation(term, parts) : leaf.code(this.module, parts);
    const local = this.parameters + this.locals.push(typeOf(term)) - 1;
    this.#local.set(term, local);
    this.statements.push(this.module.local.set(local, code));
  }

  #operation(term: Term, parts: readonly Code[]): Code {
    const { operator, low } = shapeOf(term);
    const [one, two, three] = parts as [Code, Code, Code];
    if (operator === "if-then-else") return this.module.select(one, two, three);
    const operands = shapeOf(term).parts;
    if (operator === "extract")
      return this.#cut(this.module.i64.shr_u(one, this.module.i64.const(BigInt(low))), term);
    if (operator === "concat") {
      const distance = this.module.i64.const(BigInt(sortOf(operands[1]!)));
      return this.module.i64.or(this.module.i64.shl(one, distance), two);
    }
    return sortOf(operands[0]!) === BOOLEAN
      ? this.#logical(operator, one, two)
      : this.#arithmetic(term, operator, one, two);
  }

  #logical(operator: string, one: Code, two: Code): Code {
    const { i32 } = this.module;
    switch (operator) {
      case "not":
        return i32.eqz(one);
      case "and":
        return i32.and(one, two);
      case "or":
        return i32.or(one, two);
      case "xor":
        return i32.xor(one, two);
      case "equal":
        return i32.eq(one, two);
      default:
        throw new RangeError(`no code for ${operator} of truth values`);
    }
  }

  #arithmetic(term: Term, operator: string, one: Code, two: Code): Code {
    const { i64 } = this.module;
    switch (operator) {
      case "not":
        return this.#cut(i64.xor(one, i64.const(-1n)), term);
      case "and":
        return i64.and(one, two);
      case "or":
        return i64.or(one, two);
      case "xor":
        return i64.xor(one, two);
      case "add":
        return this.#cut(i64.add(one, two), term);
      case "multiply":
        return this.#cut(i64.mul(one, two), term);
      case "equal":
        return i64.eq(one, two);
      case "less-unsigned":
        return i64.lt_u(one, two);
      case "shift-left":
        return this.#cut(this.#ifBelowWidth(term, i64.shl(one, two), two), term);
      case "shift-right":
        return this.#ifBelowWidth(term, i64.shr_u(one, two), two);
      default:
        throw new RangeError(`no code for ${operator}`);
    }
  }

  /** A shift by the width or more leaves nothing. */
  #ifBelowWidth(term: Term, shifted: Code, distance: Code): Code {
    const { i64 } = this.module;
    const width = i64.const(BigInt(sortOf(term)));
    const isBelow = i64.lt_u(this.module.copyExpression(distance), width);
    return this.module.select(isBelow, shifted, i64.const(0n));
  }

  /** What is above a term's width is cut off. */
  #cut(code: Code, term: Term): Code {
    const width = sortOf(term);
    if (width === FULL) return code;
    const { i64 } = this.module;
    return i64.and(code, i64.const((1n << BigInt(width)) - 1n));
  }
}
