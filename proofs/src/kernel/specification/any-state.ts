/** Any state of the kernel whatever: each field is a table of variables, by page or by page and slot. */
import { PAGES_MAX } from "@ashlar/kernel/layout";
import { arrayOf, bitVector, concat, select, type Term, variable, zeroExtend } from "@ashlar/logic";
import { type Arguments, type Field, type Place, State } from "@ashlar/spec/kernel";

/** Names have one sort in all of a thread, and other theorems have some of these too. */
export const any = (name: string) => variable(`kernel's ${name}`, bitVector(64));

/** A number of 64 bits of which so many say something. */
const narrow = (name: string, bits: number) =>
  zeroExtend(variable(`kernel's ${name} of ${bits} bits`, bitVector(bits)), 64);

const PAGE_BITS = Math.log2(PAGES_MAX);
/** Any number that a page can have: there are no more (`spec/src/kernel/place-invariants.ts`). */
export const anyPage = (name: string) => narrow(name, PAGE_BITS);

/** So many pages there may be. */
export const anyPages = () => narrow("pages", PAGE_BITS + 1);

function held(which: string, { name, bits }: Field, [page, slot]: Place): Term {
  if (page === undefined) return variable(`${which}kernel's own ${name}`, bitVector(bits));
  if (slot === undefined)
    return select(variable(`${which}page's ${name}`, arrayOf(64, bits)), page);
  return select(variable(`${which}slot's ${name}`, arrayOf(128, bits)), concat(page, slot));
}

const stateOf = (which: string): State =>
  State.of(anyPages(), (field, place) => {
    const value = held(which, field, place);
    return field.bits === 64 ? value : zeroExtend(value, 64);
  });

export const anyState = () => stateOf("");
/** A second state of as many pages, of which nothing is known either. */
export const anyOtherState = () => stateOf("other ");

export const anyArguments = (): Arguments =>
  Array.from({ length: 8 }, (_, at) => any(`argument ${at}`)) as unknown as Arguments;
