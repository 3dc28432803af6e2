/** The lower bits of terms, computed in as many bits where carries only go upwards: then what the
 * machine computes in 64 bits is the same term as what WebAssembly computes in 32. */
import { add, and, extract, mul, or, shapeOf, sortOf, type Term, xor } from "@ashlar/logic";

const CARRIES_UP_ONLY: Record<string, (x: Term, y: Term) => Term> = {
  add,
  multiply: mul,
  and,
  or,
  xor,
};

export function lowBits(term: Term, bits: number): Term {
  const known = new Map<Term, Term>();
  const low = (whole: Term): Term => {
    const found = known.get(whole) ?? once(whole);
    known.set(whole, found);
    return found;
  };
  const once = (whole: Term): Term => {
    const part = extract(whole, bits - 1, 0);
    const outer = shapeOf(part);
    if (outer.operator !== "extract" || outer.low !== 0 || sortOf(part) !== bits) return part;
    const { operator, parts } = shapeOf(outer.parts[0]!);
    const compute = CARRIES_UP_ONLY[operator];
    return compute === undefined ? part : compute(low(parts[0]!), low(parts[1]!));
  };
  return low(term);
}
