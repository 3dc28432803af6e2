/**
 * Terms as text for people. What occurs more than once, or nests too deep to be read, gets a name
 * and a line of its own; nothing is left out.
 */
import { bigintOf } from "./constant.js";
import { sub } from "./derived.js";
import { Kind } from "./kind.js";
import { BOOLEAN } from "./sort.js";
import {
  first,
  isLiteral,
  kindOf,
  nameOf,
  second,
  secondInteger,
  sortOf,
  type Term,
  third,
} from "./table.js";
import { parts, within } from "./walk.js";

/** Terms as texts, and the definitions of the names in them, each before it is used. */
export interface Shown {
  readonly definitions: readonly string[];
  readonly texts: readonly string[];
}

/** What is used twice gets a name from this length on; everything does from the second. */
const [SHARED_MIN, LENGTH_MAX] = [24, 200];
/** Numbers of more than three digits are read more easily by their bits. */
const DECIMAL_MAX = 1024n;
const NARROW_BITS = 16;

const INFIX = new Map<Kind, string>([
  [Kind.Add, "+"],
  [Kind.Multiply, "·"],
  [Kind.DivideUnsigned, "÷"],
  [Kind.RemainderUnsigned, "mod"],
  [Kind.ShiftLeft, "<<"],
  [Kind.ShiftRight, ">>"],
  [Kind.ShiftRightSigned, ">>signed"],
  [Kind.Concat, "++"],
  [Kind.Equal, "="],
  [Kind.LessUnsigned, "<"],
  [Kind.LessSigned, "<signed"],
]);
const BITWISE = new Map<Kind, [ofBits: string, ofTruths: string]>([
  [Kind.And, ["&", "∧"]],
  [Kind.Or, ["|", "∨"]],
  [Kind.Xor, ["^", "⊕"]],
]);
const NEGATED = new Map<Kind, string>([
  [Kind.Equal, "≠"],
  [Kind.LessUnsigned, "≥"],
  [Kind.LessSigned, "≥signed"],
]);

/** Operators whose chains need no parentheses. */
const ASSOCIATIVE = new Set<Kind>([
  ...[Kind.And, Kind.Or, Kind.Xor, Kind.Add, Kind.Multiply, Kind.Concat],
]);

/** Shows terms together: what they share is named once. */
export function showTerms(roots: readonly Term[]): Shown {
  const all = within(roots);
  const uses = new Map<Term, number>();
  for (const term of all) for (const part of parts(term)) uses.set(part, (uses.get(part) ?? 0) + 1);
  const isRoot = new Set(roots);
  const definitions: string[] = [];
  const texts = new Texts();
  for (const term of all) {
    const text = texts.of(term);
    const isShared = (uses.get(term) ?? 0) > 1 && text.length >= SHARED_MIN;
    if (isRoot.has(term) || !(isShared || text.length > LENGTH_MAX)) continue;
    const name = `t${definitions.length + 1}`;
    texts.name(term, name);
    definitions.push(`${name} := ${text}`);
  }
  const shown = roots.map((root) => texts.of(root));
  return { definitions: onlyUsed(definitions, shown), texts: shown };
}

/** A name whose every user reads a whole word instead of its bytes is not needed. */
function onlyUsed(definitions: readonly string[], texts: readonly string[]): string[] {
  const used = new Set<string>();
  const note = (text: string) => {
    for (const [name] of text.matchAll(/\bt\d+\b/g)) used.add(name);
  };
  texts.forEach(note);
  return definitions
    .toReversed()
    .filter((definition) => {
      const [name, text] = definition.split(" := ", 2) as [string, string];
      if (used.has(name)) note(text);
      return used.has(name);
    })
    .reverse();
}

/** The texts of terms whose parts have theirs already. */
class Texts {
  readonly #texts = new Map<Term, string>();
  /** Those that stand inside of others without parentheses. */
  readonly #whole = new Set<Term>();

  of(term: Term): string {
    const text = this.#texts.get(term) ?? this.#expression(term);
    this.#texts.set(term, text);
    return text;
  }

  name(term: Term, name: string): void {
    this.#texts.set(term, name);
    this.#whole.add(term);
  }

  /** As a part of something. */
  #in(term: Term): string {
    return this.#whole.has(term) ? this.of(term) : `(${this.of(term)})`;
  }

  #expression(term: Term): string {
    const kind = kindOf(term);
    const text = this.#closed(term, kind);
    if (text !== undefined) {
      this.#whole.add(term);
      return text;
    }
    switch (kind) {
      case Kind.Not:
        return this.#negation(first(term));
      case Kind.IfThenElse:
        return `if ${this.#in(first(term))} then ${this.#in(second(term))} else ${this.#in(third(term))}`;
      case Kind.Store:
        return `${this.#in(first(term))} with [${this.of(second(term))}] := ${this.#in(third(term))}`;
      case Kind.Fill:
        return `everywhere ${this.#in(first(term))}`;
      default:
        return this.#infix(term, kind);
    }
  }

  /** What needs no parentheses anywhere. */
  #closed(term: Term, kind: Kind): string | undefined {
    switch (kind) {
      case Kind.AnyConstant:
      case Kind.Variable:
        return nameOf(term);
      case Kind.Constant:
        return literal(term);
      case Kind.Extract:
        return `${this.#in(first(term))}[${secondInteger(term) + sortOf(term) - 1}:${secondInteger(term)}]`;
      case Kind.SignExtend:
        return `signed${sortOf(term)}(${this.of(first(term))})`;
      case Kind.RotateLeft:
        return `rotl(${this.of(first(term))}, ${this.of(second(term))})`;
      case Kind.Select:
        return `${this.#in(first(term))}[${this.of(second(term))}]`;
      case Kind.Concat:
        return this.#word(term) ?? this.#widened(term);
      default:
        return undefined;
    }
  }

  #infix(term: Term, kind: Kind): string {
    const operator = INFIX.get(kind) ?? BITWISE.get(kind)![sortOf(term) === BOOLEAN ? 1 : 0];
    const side = (part: Term) => {
      const isChain = kindOf(part) === kind && ASSOCIATIVE.has(kind);
      const text = isChain ? this.of(part) : this.#in(part);
      return kind === Kind.Concat && isLiteral(part) ? `(${sortOf(part)} bits ${text})` : text;
    };
    return `${side(first(term))} ${operator} ${side(second(term))}`;
  }

  #negation(part: Term): string {
    const relation = NEGATED.get(kindOf(part));
    if (relation !== undefined)
      return `${this.#in(first(part))} ${relation} ${this.#in(second(part))}`;
    return `${sortOf(part) === BOOLEAN ? "¬" : "~"}${this.#in(part)}`;
  }

  /** Zeros in front of something only make it wider. */
  #widened(term: Term): string | undefined {
    const high = first(term);
    if (!isLiteral(high) || bigintOf(high) !== 0n) return undefined;
    return `wide${sortOf(term)}(${this.of(second(term))})`;
  }

  /** Neighbouring bytes of one array, read as a whole, if that is what a term is. */
  #word(term: Term): string | undefined {
    const bytes = bytesOf(term);
    const lowest = bytes[0]!;
    if (!bytes.every((byte) => kindOf(byte) === Kind.Select)) return undefined;
    const [array, start] = [first(lowest), second(lowest)];
    const isNext = (byte: Term, at: number) => {
      const distance = sub(second(byte), start);
      return first(byte) === array && isLiteral(distance) && bigintOf(distance) === BigInt(at);
    };
    if (!bytes.every(isNext)) return undefined;
    return `${this.#in(array)}[${this.of(start)}, ${bytes.length} bytes]`;
  }
}

/** Small numbers as they are, those near the end of their range as negative ones. */
function literal(term: Term): string {
  const [value, sort] = [bigintOf(term), sortOf(term)];
  if (sort === BOOLEAN) return value === 1n ? "true" : "false";
  const below = (1n << BigInt(sort)) - value;
  if (sort > NARROW_BITS && below < DECIMAL_MAX) return `-${below}`;
  return value < DECIMAL_MAX ? `${value}` : `0x${value.toString(16)}`;
}

/** The parts of a joining, the lowest first. */
function bytesOf(term: Term): Term[] {
  const bytes: Term[] = [];
  const stack = [term];
  for (let part = stack.pop(); part !== undefined; part = stack.pop())
    if (kindOf(part) === Kind.Concat) stack.push(first(part), second(part));
    else bytes.push(part);
  return bytes;
}
